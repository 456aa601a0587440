"""Buildkite: the pipelines are uploaded and their jobs run with the plugin's hooks around them, on a stand-in for the
agent."""

import re

import pytest
import yaml

import buildkite
from buildkite import BUILDKITE, interpolate
from harness import TOOLS, Repository, environment, execute, shellcheck
from release import ModelRelease, Run, installs

PIPELINES = ["model-release.yml", "model.yml", "application.yml", "promote-on-approval.yml"]
HOOKS = ["pre-command", "pre-exit"]


class TestTheModelPipeline(ModelRelease):
    waiting = {"check data": "success", "compare": "success", "staging": "success", "production": "waiting"}

    @staticmethod
    def adopt(repository: Repository) -> None:
        for name in ("model-release.yml", "model.yml", "application.yml"):
            repository.add(BUILDKITE / name, f".buildkite/{name}")
        for name in ("plugin.yml", "hooks/pre-command", "hooks/pre-exit"):
            repository.add(BUILDKITE / "plugin" / name, f".buildkite/plugins/modelgate/{name}")

    @staticmethod
    def release(repository: Repository, clock: bool = False, version: str = "", policy: str = "", since: str = "",
                **how) -> Run:
        variables = {name: text for name, text in (("VERSION", version), ("POLICY", policy)) if text}
        return buildkite.run(repository, source="schedule" if clock else "webhook", **how, **variables)

    @staticmethod
    def promote(repository: Repository) -> Run:
        """The file on the ledger's branch starts a build of the default branch."""
        ledger = repository.clone("modelgate/ledger")
        place = ledger / ".buildkite" / "model-release.yml"
        place.parent.mkdir(exist_ok=True)
        if not place.exists():
            place.write_bytes((BUILDKITE / "promote-on-approval.yml").read_bytes())
            for command in (["add", "--all"], ["commit", "-qm", "Add the pipeline"], ["push", "-q", "origin", "HEAD"]):
                repository.git(*command, directory=ledger)
        return buildkite.run(repository, branch="modelgate/ledger")

    @staticmethod
    def build(repository: Repository) -> Run:
        return buildkite.run(repository, "application.yml")

    def test_a_block_step_waits_before_production_for_those_who_want_one(self, example):
        example.simplify()
        ran = buildkite.run(example, MODELGATE_BLOCK="true")
        assert ran.statuses["block"] == "blocked"
        assert "production" not in ran.jobs
        assert buildkite.run(example, MODELGATE_BLOCK="true", pressed=True).statuses["production"] == "success"

    def test_of_several_models_those_are_released_whose_files_changed(self, repository):
        self.adopt(repository)
        for model in ("one", "two"):
            for file in ("data/churn.csv", "contract.yaml", "models/2.0.0/model.joblib"):
                repository.add(repository.path / file, f"models/{model}/{file}")
            (repository.path / "models" / model / "modelgate.yaml").write_text(
                f"model: {model}\n"
                "artifact: models/2.0.0/model.joblib\n"
                "data: {churn: {source: data/churn.csv, contract: contract.yaml}}\n"
                "stages: {production: {requires: [data/churn]}}\n"
                "ledger: {git: origin, branch: modelgate/ledger}\n")
        (repository.path / "modelgate.yaml").unlink()
        repository.commit("Two models")
        with (repository.path / "models/two/models/2.0.0/model.joblib").open("ab") as file:
            file.write(b"\n")
        commit = repository.commit("Train two again")
        ran = self.release(repository)
        assert set(ran.statuses.values()) == {"success"}, ran.output
        assert f"registered two {commit[:12]}" in ran.output
        assert "registered one" not in ran.output


class TestTheFiles:
    def test_they_are_valid_by_the_schema(self, tmp_path):
        ended = execute(
            [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.buildkite",
             *(str(BUILDKITE / name) for name in PIPELINES)], tmp_path, environment(tmp_path))
        assert ended.code == 0, ended.output

    def test_the_plugin_declares_what_its_hooks_read(self):
        properties = yaml.safe_load((BUILDKITE / "plugin" / "plugin.yml").read_text())["configuration"]["properties"]
        read = re.findall(r"BUILDKITE_PLUGIN_MODELGATE_([A-Z]+)", "".join(hook(name) for name in HOOKS))
        assert {name.lower() for name in read} == set(properties)

    def test_promotions_of_a_model_queue_and_every_job_is_tried_again_on_75_only(self):
        for step in steps("model.yml"):
            if "command" in step:
                promotes = "modelgate-release" in step["command"]
                assert (step.get("concurrency") == 1) == promotes
                assert not promotes or "${POLICY}" in step["concurrency_group"], "models do not wait for each other"
                assert step["retry"]["automatic"] == [{"exit_status": 75, "limit": 2}]
                assert step["soft_fail"] == [{"exit_status": 2}]

    @pytest.mark.parametrize("name", PIPELINES)
    def test_nothing_is_pasted_into_a_command_when_the_pipeline_is_uploaded(self, name):
        for step in steps(name):
            command = step.get("command", "")
            assert interpolate(command, {}) == command.replace("$$", "$")

    @pytest.mark.parametrize("name", PIPELINES)
    def test_shellcheck_finds_nothing_in_the_commands(self, name):
        for step in steps(name):
            assert shellcheck(interpolate(step.get("command", "true"), {})) == ""

    @pytest.mark.parametrize("name", HOOKS)
    def test_shellcheck_finds_nothing_in_the_hooks(self, name):
        assert shellcheck(hook(name)) == ""

    def test_the_archive_is_installed_once_its_digest_fits(self, repository):
        installs(repository, hook("pre-command").replace("#!/usr/bin/env bash", "rm -rf ~/.cache; VERSION=1"))


def hook(name: str) -> str:
    return (BUILDKITE / "plugin" / "hooks" / name).read_text()


def steps(name: str) -> list[dict]:
    listed = yaml.safe_load((BUILDKITE / name).read_text())["steps"]
    return [step for entry in listed for step in entry.get("steps", [entry])]
