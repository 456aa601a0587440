"""Jenkins: the pipelines and the shared library run in Groovy; the steps are stand-ins, the commands run for real."""

import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness import (
    RETRY, TEMPLATES, Repository, environment, execute, install_from, released_twice, shellcheck, write_executable)

JENKINS = TEMPLATES / "jenkins"
LIBRARY = JENKINS / "vars" / "modelgate.groovy"


@dataclass
class Build:
    result: str
    events: list[dict]

    def all(self, kind: str) -> list[str]:
        return [event["about"] for event in self.events if event["kind"] == kind]

    @property
    def output(self) -> str:
        return "".join(self.all("output"))


def run(
    repository: Repository, jenkinsfile: str = "Jenkinsfile", branch: str = "main", by_clock: bool = False,
    path: str = "", env: dict | None = None, **params
) -> Build:
    repository.clones += 1
    directory = repository.directory / f"build-{repository.clones}"
    directory.mkdir()
    variables = environment(repository.home, JENKINS_URL="http://127.0.0.1/", BUILD_USER_ID="carol", CI="true")
    if path:
        variables["PATH"] = path + ":" + variables["PATH"]
    settings = {
        "library": str(LIBRARY), "jenkinsfile": str(JENKINS / jenkinsfile), "origin": repository.origin.as_uri(),
        "branch": branch, "byClock": by_clock, "params": params, "variables": variables,
        "env": {"BRANCH_NAME": branch, "BRANCH_IS_PRIMARY": str(branch == "main").lower()} | (env or {}),
        "directory": str(directory), "report": str(directory / "report.json")}
    (directory / "settings.json").write_text(json.dumps(settings))
    java = Path(os.path.realpath(shutil.which("java"))).parents[1]
    ended = execute(
        ["groovy", str(Path(__file__).parent / "jenkins.groovy"), str(directory / "settings.json")], directory,
        environment(repository.home, JAVA_HOME=str(java), JAVA_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"))
    assert ended.code == 0, ended.output
    return Build(**json.loads((directory / "report.json").read_text()))


@pytest.fixture
def example(repository) -> Repository:
    repository.commit("Propose a model")
    repository.adopt()
    return repository


class TestTheModelPipeline:
    def test_a_worse_candidate_is_red_and_nothing_is_released(self, example):
        example.propose("1.9.0")
        example.commit("Propose a worse model")
        build = run(example)
        assert build.result == "FAILURE"
        assert build.all("stage") == ["find", "check", "data", "comparison"]
        assert build.all("error") == ["modelgate: exit 1 (see above)"]
        assert "roc_auc" in build.output
        assert any("comparison" in results for results in build.all("junit"))

    def test_a_better_candidate_waits_in_yellow_until_two_people_approved(self, example):
        build = run(example)
        assert build.result == "UNSTABLE", build.output
        assert build.all("stage") == ["find", "check", "data", "comparison", "staging", "production"]
        plan = re.search(r"sign --plan ([0-9a-f]+)", build.output).group(1)
        example.approve("alice", plan)
        assert run(example, "Jenkinsfile.approvals").result == "UNSTABLE"
        example.approve("bob", plan)
        assert run(example, "Jenkinsfile.approvals").result == "SUCCESS"
        assert example.released() == example.released("staging")
        example.modelgate("modelgate-release", "verify", directory=example.clone())

    def test_a_person_is_asked_where_that_is_wanted(self, example):
        example.simplify()
        build = run(example, ASK=True)
        assert build.all("input") == ["Release to production?"]
        assert build.result == "SUCCESS", build.output
        assert example.released() != "1.0.0"
        assert not run(example, ASK=True, by_clock=True).all("input"), "nobody is asked about nothing"

    def test_the_clock_and_other_branches_only_check(self, example):
        example.git("push", "--quiet", "origin", "main:refs/heads/idea")
        for build in (run(example, by_clock=True), run(example, branch="idea")):
            assert build.result == "SUCCESS"
            assert build.all("skipped") == ["staging", "ask", "production"]

    def test_a_build_whose_commits_touch_no_file_of_the_model_does_nothing(self, example):
        before = example.git("rev-parse", "HEAD")
        (example.path / "application.txt").write_text("not the model\n")
        example.commit("Work on the application")
        build = run(example, env={"GIT_PREVIOUS_SUCCESSFUL_COMMIT": before})
        assert build.result == "SUCCESS"
        assert build.all("stage") == ["find"]

    def test_running_again_releases_nothing_twice(self, example):
        assert not released_twice(example, lambda: run(example, VERSION="2.0.0"))
        assert example.released("staging") == "2.0.0"

    @pytest.mark.parametrize("name", ["VERSION", "POLICY"])
    def test_what_a_parameter_says_is_never_run(self, example, name):
        build = run(example, **{name: '"; touch "$HOME/pwned'})
        assert build.result == "FAILURE"
        assert not (example.home / "pwned").exists()


class TestTheLibrary:
    @pytest.mark.parametrize("code, tries", [(RETRY, 4), (74, 1), (3, 1)])
    def test_only_exit_75_is_tried_again_and_not_for_ever(self, example, code, tries):
        write_executable(example.directory / "broken" / "modelgate-release", f"exit {code}\n")
        build = run(example, "Jenkinsfile.approvals", path=str(example.directory / "broken"))
        assert build.result == "FAILURE"
        assert build.all("code") == [str(code)] * tries

    def test_the_ledger_is_pushed_with_the_credentials_that_a_variable_names(self, example):
        assert run(example, "Jenkinsfile.approvals", env={"MODELGATE_CREDENTIALS": "robot"}).all("credentials")

    def test_the_archive_is_installed_once_its_digest_fits(self, repository):
        text = LIBRARY.read_text()
        install_from(repository, text[text.index("if ! command"):text.index("fi\n'''") + 3])

    def test_shellcheck_finds_nothing(self):
        for script in re.findall(r"'''\\\n(.*?)'''", LIBRARY.read_text(), re.DOTALL):
            assert shellcheck(script) == ""


class TestTheApplicationPipeline:
    def test_it_gets_the_released_version_at_once(self, example):
        build = run(example, "Jenkinsfile.application")
        assert build.result == "SUCCESS", build.output
        assert "build with model 1.0.0 sha256:" in build.output
