"""What holds for every system: the same words, so that who knows one template knows them all."""

import re
import textwrap

import pytest

from harness import TEMPLATES

RELEASES = {
    "github": "model-release-reusable.yml",
    "gitlab": "templates/model-release.yml",
    "jenkins": "vars/modelgate.groovy",
    "azure": "model-release.yml",
    "circleci": "config.yml",
    "bitbucket": "bitbucket-pipelines.yml",
    "buildkite": "model.yml",
    "woodpecker": "model-release.yaml",
    "tekton": "pipelines.yaml",
    "argo": "modelgate.yaml",
}
INSTALLERS = {"gitlab": "templates/model-release.yml", "jenkins": "vars/modelgate.groovy", "azure": "modelgate.yml"}

COMMANDS = """
modelgate-gate lacks data --policy "$POLICY" && exit 0
modelgate-data check --policy "$POLICY"
modelgate-gate lacks comparison --policy "$POLICY" && exit 0
modelgate-compare --policy "$POLICY"
modelgate-gate lacks STAGE --policy "$POLICY" && exit 0
modelgate-gate --policy "$POLICY" --stage STAGE
modelgate-release register "$VERSION" --policy "$POLICY"
modelgate-release plan "$VERSION" --policy "$POLICY" --stage STAGE
modelgate-release promote --policy "$POLICY" --stage STAGE
""".strip().splitlines()


@pytest.mark.parametrize("system", RELEASES)
def test_a_release_is_the_same_commands(system):
    text = (TEMPLATES / system / RELEASES[system]).read_text()
    text = re.sub(r'\bstaging\b|\bproduction\b|"\$STAGE"', "STAGE", re.sub(r" --report \S+", "", text))
    lines = [line.strip().removeprefix("- ").removeprefix("retry ") for line in text.replace("$$", "$").splitlines()]
    for command in COMMANDS:
        assert command in lines
    unexpected = {line for line in lines if line.startswith("modelgate-")} - set(COMMANDS)
    assert all(re.match(r"modelgate-release (resolve|verify|promote) ", line) for line in unexpected), unexpected


@pytest.mark.parametrize("system", INSTALLERS)
def test_the_archive_is_installed_in_the_same_way(system):
    assert installer(system) == installer("azure")


@pytest.mark.parametrize("file", ["woodpecker/promote-on-approval.yaml", "woodpecker/application.yaml",
                                  "tekton/tasks.yaml", "argo/modelgate.yaml"])
def test_so_it_is_where_an_archive_may_also_be_a_path(file):
    assert installer(*file.split("/")) == installer("woodpecker", "model-release.yaml")


def installer(system: str, file: str = "") -> str:
    text = (TEMPLATES / system / (file or INSTALLERS[system])).read_text().replace("$${", "${")
    match = re.search(r"^ *if ! command -v modelgate-gate; then\n.*?^ *fi\n", text, re.DOTALL | re.MULTILINE)
    return textwrap.dedent(match.group(0))


@pytest.mark.parametrize("system", RELEASES)
def test_each_has_a_page_that_says_how_to_adopt_it(system):
    page = (TEMPLATES / system / "README.md").read_text()
    assert "To adopt it" in page
    assert len(page.splitlines()) < 60
    assert f"]({system}/README.md)" in (TEMPLATES / "README.md").read_text()
