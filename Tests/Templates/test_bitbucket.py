"""Bitbucket Pipelines: the steps' scripts are taken from the YAML and run, each in a fresh clone."""

import pytest

import bitbucket
from bitbucket import BITBUCKET, configuration, started
from harness import TOOLS, Repository, environment, execute, shellcheck
from release import ModelRelease, Run, installs


class TestTheModelPipeline(ModelRelease):
    waiting = {
        "check data": "success", "compare": "success", "staging": "success", "plan": "success", "production": "paused"}
    still_waiting = "success"  # green, with the log saying for whom: Bitbucket has no other colour

    @staticmethod
    def adopt(repository: Repository) -> None:
        repository.add(BITBUCKET / "bitbucket-pipelines.yml", "bitbucket-pipelines.yml")

    @staticmethod
    def release(repository: Repository, branch: str = "main", clock: bool = False, version: str = "",
                policy: str = "", since: str = "", **how) -> Run:
        pipeline = "nightly" if clock else next(name for name in started(branch) if name != "application")
        variables = {name: text for name, text in (("VERSION", version), ("POLICY", policy), ("SINCE", since)) if text}
        return bitbucket.run(repository, pipeline, branch, **how, **variables)

    @staticmethod
    def promote(repository: Repository) -> Run:
        [pipeline] = started("modelgate/ledger")
        return bitbucket.run(repository, pipeline, "modelgate/ledger")

    @staticmethod
    def build(repository: Repository) -> Run:
        assert "application" in started("main"), "it is a pipeline of its own"
        return bitbucket.run(repository, "application")

    def test_the_button_promotes_what_is_approved_and_is_red_before(self, example):
        early = self.release(example, pressed=True)
        assert early.jobs["production"].code == 2
        assert early.is_red
        example.approve("alice", early.plan)
        example.approve("bob", early.plan)
        assert not self.release(example, pressed=True).is_red
        assert example.released() == example.released("staging")

    def test_whoever_made_the_commit_may_not_approve(self, example):
        example.git("config", "user.email", "alice@example.com")
        example.propose("2.0.0")
        example.git("commit", "--quiet", "--allow-empty", "--message", "Ask for it")
        example.git("push", "--quiet", "origin", "main")
        plan = self.release(example, version="2.0.0").plan
        with pytest.raises(AssertionError, match="asked for"):
            example.approve("alice", plan)


class TestTheFile:
    def test_it_is_valid_by_the_schema(self, tmp_path):
        ended = execute(
            [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.bitbucket-pipelines",
             str(BITBUCKET / "bitbucket-pipelines.yml")], tmp_path, environment(tmp_path))
        assert ended.code == 0, ended.output

    def test_promotions_queue(self):
        for step in steps():
            promotes = any("promote" in line for line in step["script"])
            assert ("concurrency-group" in step) == promotes

    def test_every_pipeline_that_a_push_starts_exists(self):
        for branch in ("main", "idea", "modelgate/ledger"):
            assert set(started(branch)) <= set(configuration()["pipelines"]["custom"])

    @pytest.mark.parametrize("step", [step["name"] for step in configuration()["definitions"]["steps"]] + [
        "staging", "plan", "production", "build"])
    def test_shellcheck_finds_nothing(self, step):
        [script] = {"\n".join(found["script"]) for found in steps() if found["name"] == step}
        # Not every step tries again.
        assert shellcheck(script, "--exclude", "SC2317") == ""

    def test_the_archive_is_installed_once_its_digest_fits(self, repository):
        installs(repository, "rm -rf ~/.modelgate-install\n" + configuration()["definitions"]["scripts"][0])


def steps() -> list[dict]:
    found = []
    for pipeline in configuration()["pipelines"]["custom"].values():
        for item in pipeline:
            found += [entry["step"] for entry in item.get("parallel", {}).get("steps", [item]) if "step" in entry]
    return found
