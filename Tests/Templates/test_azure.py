"""Azure Pipelines: the templates are put together as Azure does, and the scripts run, each job in a fresh clone."""

import json
import re

import pytest
import yaml

from azure import AZURE, load, run
from harness import (
    RETRY, TOOLS, Repository, environment, execute, install_from, released_twice, shellcheck, write_executable)

FILES = sorted(path.name for path in AZURE.glob("*.yml"))
CHECKS = {"check data": "succeeded", "compare with the baseline": "succeeded"}


@pytest.fixture
def example(repository) -> Repository:
    repository.commit("Propose a model")
    repository.adopt()
    return repository


def release(repository: Repository, version: str = " ", **settings: str):
    return run(repository, load("azure-pipelines.yml", version=version), **settings)


class TestTheModelPipeline:
    def test_a_worse_candidate_is_red_and_nothing_is_released(self, example):
        example.propose("1.9.0")
        example.commit("Propose a worse model")
        ran = release(example)
        assert ran.jobs == CHECKS | {"compare with the baseline": "failed"}
        assert 1 in ran.codes
        assert "roc_auc" in ran.output

    def test_a_better_candidate_waits_in_orange_until_two_people_approved(self, example):
        ran = release(example)
        assert ran.jobs == CHECKS | {"staging": "succeeded", "production": "with issues"}, ran.output
        plan = re.search(r"sign --plan ([0-9a-f]+)", ran.output).group(1)
        approved = load("promote-on-approval.yml")
        example.approve("alice", plan)
        assert run(example, approved, branch="modelgate/ledger").jobs == {"promote": "with issues"}
        example.approve("bob", plan)
        assert run(example, approved, branch="modelgate/ledger").jobs == {"promote": "succeeded"}
        assert example.released() == example.released("staging")
        example.modelgate("modelgate-release", "verify", directory=example.clone())

    def test_the_clock_and_other_branches_only_check(self, example):
        example.git("push", "--quiet", "origin", "main:refs/heads/idea")
        assert release(example, reason="Schedule").jobs == CHECKS
        assert release(example, branch="idea").jobs == CHECKS

    def test_a_policy_with_one_stage_and_no_approvals_is_released_in_one_run(self, example):
        commit = example.simplify()
        assert set(release(example).jobs.values()) == {"succeeded"}
        assert example.released() == commit[:12]

    def test_running_again_releases_nothing_twice(self, example):
        assert not released_twice(example, lambda: release(example, version="2.0.0"))
        assert example.released("staging") == "2.0.0"

    def test_the_name_of_a_version_is_never_run(self, example):
        ran = release(example, version='2";touch${IFS}"$HOME/pwned')
        assert ran.jobs["staging"] == "failed"
        assert not (example.home / "pwned").exists()


class TestTheSteps:
    @pytest.mark.parametrize("code, tries", [(RETRY, 3), (74, 1), (3, 1)])
    def test_only_exit_75_is_tried_again_and_not_for_ever(self, example, code, tries):
        write_executable(example.directory / "broken" / "modelgate-release", f"echo tried >&2\nexit {code}\n")
        variables = environment(example.home)
        path = f"{example.directory / 'broken'}:{variables['PATH']}"
        ran = run(example, load("application.yml"), PATH=path)
        assert ran.jobs == {"build": "failed"}
        assert ran.codes == [code]
        assert ran.output.count("tried") == tries

    def test_the_archive_is_installed_once_its_digest_fits(self, repository):
        script = load("modelgate.yml", title="", commands="")["steps"][1]["bash"]
        install_from(repository, script[:script.index("fi\n") + 3])


class TestTheApplicationPipeline:
    def test_it_gets_the_released_version_at_once(self, example):
        ran = run(example, load("application.yml"))
        assert ran.jobs == {"build": "succeeded"}
        assert "build with model 1.0.0 sha256:" in ran.output


class TestTheFiles:
    @pytest.mark.parametrize("name", FILES)
    def test_they_are_valid_by_the_schema(self, tmp_path, name):
        # To Azure every scalar is a string.
        document = yaml.load((AZURE / name).read_text(), Loader=yaml.BaseLoader)
        (tmp_path / "pipeline.json").write_text(json.dumps(document))
        ended = execute(
            [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.azure-pipelines", "--data-transform",
             "azure-pipelines", "--regex-variant", "python", "pipeline.json"], tmp_path, environment(tmp_path))
        assert ended.code == 0, ended.output

    @pytest.mark.parametrize("name", FILES)
    def test_shellcheck_finds_nothing_and_no_parameter_is_pasted_into_a_script(self, name):
        for script in scripts(yaml.safe_load((AZURE / name).read_text())):
            assert shellcheck(script) == ""
            assert "${{" not in script and "$(Build" not in script


def scripts(node) -> list[str]:
    if isinstance(node, list):
        return [script for item in node for script in scripts(item)]
    if not isinstance(node, dict):
        return []
    own = [node[key] for key in ("bash", "commands") if isinstance(node.get(key), str) and "${{" not in node[key]]
    return own + [script for value in node.values() for script in scripts(value)]
