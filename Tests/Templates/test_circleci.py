"""CircleCI: the configuration is resolved as CircleCI does it, and its jobs' scripts are run, each in a fresh clone."""

import pytest
import yaml

import circleci
from circleci import CIRCLECI, configuration, resolve, steps
from harness import TOOLS, Repository, environment, execute, shellcheck
from release import ModelRelease, Run, installs


class TestTheModelWorkflow(ModelRelease):
    waiting = {
        "check data": "success", "compare": "success", "staging": "success", "plan": "success", "approve": "on hold"}
    still_waiting = "success"  # green, with the log saying for whom: CircleCI has no other colour

    @staticmethod
    def adopt(repository: Repository) -> None:
        repository.add(CIRCLECI / "config.yml", ".circleci/config.yml")

    @staticmethod
    def release(repository: Repository, clock: bool = False, policy: str = ".", **how) -> Run:
        source = "scheduled_pipeline" if clock else "webhook"
        workflows = ["release", "checks", "promote-approved"]
        return circleci.run(repository, workflows, source=source, folder=policy, **how)

    @staticmethod
    def promote(repository: Repository) -> Run:
        return circleci.run(repository, list(configuration()["workflows"]), branch="modelgate/ledger")

    @staticmethod
    def build(repository: Repository) -> Run:
        return circleci.run(repository, ["application"])

    def test_the_button_promotes_what_is_approved_and_is_red_before(self, example):
        early = self.release(example, pressed=True)
        assert early.jobs["production"].code == 2
        example.approve("alice", early.plan)
        example.approve("bob", early.plan)
        assert not self.release(example, pressed=True).is_red
        assert example.released() == example.released("staging")


class TestTheFiles:
    def test_they_are_valid_by_the_schema(self, tmp_path):
        orb = yaml.safe_load((CIRCLECI / "orb.yml").read_text())
        # An orb is a configuration that has no workflows.
        (tmp_path / "orb.yml").write_text(yaml.safe_dump({
            key: part for key, part in orb.items() if key != "description"}))
        ended = execute(
            [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.circle-ci", str(CIRCLECI / "config.yml"),
             str(tmp_path / "orb.yml")], tmp_path, environment(tmp_path))
        assert ended.code == 0, ended.output

    def test_the_configuration_carries_the_orb_as_it_is(self):
        orb = yaml.safe_load((CIRCLECI / "orb.yml").read_text())
        assert {key: orb[key] for key in ("executors", "commands", "jobs")} == configuration()["orbs"]["modelgate"]

    def test_promotions_queue(self):
        for workflow in configuration()["workflows"].values():
            for job in workflow["jobs"]:
                name, how = (job, {}) if isinstance(job, str) else next(iter(job.items()))
                promotes = name.removeprefix("modelgate/") in ("staging", "production", "promote-approved")
                assert ("serial-group" in how) == promotes

    @pytest.mark.parametrize("name", sorted(configuration()["orbs"]["modelgate"]["jobs"]) + ["build"])
    def test_shellcheck_finds_nothing_and_no_value_is_pasted_into_a_script(self, name):
        for script in scripts(name):
            assert "<<" not in script
            assert shellcheck(script, "--exclude", "SC2016") == "", script

    def test_the_archive_is_installed_once_its_digest_fits(self, repository):
        script = configuration()["orbs"]["modelgate"]["commands"]["install"]["steps"][1]["run"]["command"]
        installs(repository, f'BASH_ENV=$HOME/bash.env\nrm -f "$BASH_ENV"\n{script}\n. "$BASH_ENV"')


def scripts(job: str) -> list[str]:
    loaded = configuration()
    definitions = loaded["orbs"]["modelgate"]
    definitions = {**definitions, "jobs": {**definitions["jobs"], **loaded["jobs"]}}
    listed = [how for kind, how in steps(definitions, resolve(definitions, "jobs", job, {})["steps"]) if kind == "run"]
    return [text for how in listed for text in (how["command"], how.get("environment", {}).get("COMMANDS")) if text]
