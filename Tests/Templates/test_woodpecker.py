"""Woodpecker: the workflows are read as Woodpecker reads them, and their steps run in the shell that it uses."""

import pytest
import yaml

import woodpecker
from harness import TOOLS, Repository, environment, execute, shellcheck
from release import ModelRelease, Run, installs
from woodpecker import WOODPECKER, load

FILES = ["model-release.yaml", "promote-on-approval.yaml", "application.yaml"]


class TestTheModelWorkflow(ModelRelease):
    waiting = {
        "check data": "success", "compare": "success", "staging": "success", "production": "success",
        "released": "waiting"}
    still_waiting = "success"  # green, with the log saying for whom

    @staticmethod
    def adopt(repository: Repository) -> None:
        for name in FILES:
            repository.add(WOODPECKER / name, f".woodpecker/{name}")

    @staticmethod
    def release(repository: Repository, clock: bool = False, pressed: bool = False, version: str = "",
                policy: str = "", **how) -> Run:
        variables = {name: text for name, text in (("VERSION", version), ("POLICY", policy)) if text}
        event = "cron" if clock else "manual" if variables else "push"
        return woodpecker.run(repository, FILES[:2], event=event, **how, **variables)

    @staticmethod
    def promote(repository: Repository) -> Run:
        """The file on the ledger's branch; nothing else is there."""
        ledger = repository.clone("modelgate/ledger")
        if not (ledger / ".woodpecker").exists():
            (ledger / ".woodpecker").mkdir()
            (ledger / ".woodpecker" / FILES[1]).write_bytes((WOODPECKER / FILES[1]).read_bytes())
            for command in (["add", "--all"], ["commit", "-qm", "Add the workflow"], ["push", "-q", "origin", "HEAD"]):
                repository.git(*command, directory=ledger)
        return woodpecker.run(repository, FILES[1:2], branch="modelgate/ledger")

    @staticmethod
    def build(repository: Repository) -> Run:
        return woodpecker.run(repository, ["application.yaml"])


class TestTheFiles:
    def test_they_are_valid_by_the_schema(self, tmp_path):
        ended = execute(
            [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.woodpecker-ci",
             *(str(WOODPECKER / name) for name in FILES)], tmp_path, environment(tmp_path))
        assert ended.code == 0, ended.output

    def test_one_release_runs_at_a_time(self):
        for name in ("model-release.yaml", "promote-on-approval.yaml"):
            assert yaml.safe_load((WOODPECKER / name).read_text())["concurrency"] == 1

    @pytest.mark.parametrize("name", ["model-release.yaml", "application.yaml"])
    def test_a_push_to_the_ledger_starts_no_release_and_no_build(self, name):
        when = yaml.safe_load((WOODPECKER / name).read_text())["when"]
        event = {"CI_PIPELINE_EVENT": "push", "CI_COMMIT_BRANCH": "modelgate/ledger"}
        assert not woodpecker.starts(when, event)

    @pytest.mark.parametrize("name", FILES)
    def test_nothing_is_put_into_a_file_before_it_is_read(self, name):
        assert "${" not in (WOODPECKER / name).read_text().replace("$${", "")

    @pytest.mark.parametrize("name", FILES)
    def test_shellcheck_finds_nothing(self, name):
        for step in load(WOODPECKER / name, {})["steps"]:
            # Not every step tries again.
            assert shellcheck("\n".join(step["commands"]), "--shell", "sh", "--exclude", "SC2317") == ""

    @pytest.mark.parametrize("name", FILES)
    def test_the_archive_is_installed_once_its_digest_fits(self, repository, name):
        installs(repository, "VERSION=1\n" + load(WOODPECKER / name, {})["steps"][0]["commands"][0])
