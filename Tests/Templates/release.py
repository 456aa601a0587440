"""What a model release does in every CI system: the same tests for all of them. A system says in its own class how its
pipelines are run; what its jobs are called, and how it shows what waits, may differ."""

import hashlib
import re
from dataclasses import dataclass, field

import pytest

from harness import (
    EXECUTABLES, FAIL, Machine, Repository, install_from, make_archive, released_twice, write_executable)

HOSTILE = ['2"; touch "$HOME/pwned', "$(touch $HOME/pwned)", "2'\ntouch $HOME/pwned #"]


@dataclass
class Ended:
    """How a job ended: `success`, `failed`, or as what the system shows a job that waits."""

    status: str
    code: int = 0
    output: str = ""


@dataclass
class Run:
    """A pipeline's jobs, in the order in which they ended."""

    jobs: dict[str, Ended] = field(default_factory=dict)

    @property
    def statuses(self) -> dict[str, str]:
        return {name: job.status for name, job in self.jobs.items()}

    @property
    def output(self) -> str:
        return "".join(job.output for job in self.jobs.values())

    @property
    def is_red(self) -> bool:
        return "failed" in self.statuses.values()

    @property
    def plan(self) -> str:
        return re.search(r"sign --plan ([0-9a-f]+)", self.output).group(1)


def installs(repository: Repository, script: str) -> None:
    """Runs the part of a job that installs modelgate: from a URL or a path, and the digest has to fit."""
    install_from(repository, script)
    archive = make_archive(repository)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    for place, printed in ((str(archive), "from the archive"), ("", "MODELGATE_ARCHIVE")):
        directory = repository.directory / f"machine-{len(place)}"
        directory.mkdir()
        variables = {"MODELGATE_ARCHIVE": place, "MODELGATE_SHA256": digest, "PATH": "/usr/bin:/bin"}
        assert printed in Machine(repository, variables).run(script + "\nmodelgate-gate", directory).output


class ModelRelease:
    """The tests; `example` has 1.0.0 in production, 2.0.0 to be released."""

    checks = {"check data": "success", "compare": "success"}
    # How the jobs of a good candidate end while people are awaited, and those of a run that was told to go on.
    waiting: dict[str, str]
    # How the job that promotes what is approved ends while an approval is missing.
    still_waiting = "waiting"

    @staticmethod
    def release(repository: Repository, **how) -> Run:
        """Runs the model's pipeline. `how`: branch, clock, version, policy, since, path, pressed (the button)."""
        raise NotImplementedError

    @staticmethod
    def promote(repository: Repository) -> Run:
        """Runs what an approval starts."""
        raise NotImplementedError

    @staticmethod
    def build(repository: Repository) -> Run:
        """Runs the application's pipeline."""
        raise NotImplementedError

    @staticmethod
    def adopt(repository: Repository) -> None:
        """Puts the system's files where they belong."""
        raise NotImplementedError

    @pytest.fixture
    def example(self, repository) -> Repository:
        self.adopt(repository)
        repository.commit("Propose a model")
        repository.adopt()
        return repository

    def test_a_worse_candidate_is_red_and_nothing_is_released(self, example):
        example.propose("1.9.0")
        example.commit("Propose a worse model")
        ran = self.release(example)
        assert ran.statuses == {**self.checks, "compare": "failed"}
        assert ran.jobs["compare"].code == FAIL
        assert "roc_auc" in ran.jobs["compare"].output
        assert example.released() == "1.0.0"

    def test_damaged_data_is_red(self, example):
        example.edit("modelgate.yaml", "source: data/churn.csv", "source: data/corrupted.csv")
        example.commit("Break the export")
        ran = self.release(example)
        assert ran.jobs["check data"].status == "failed"
        assert ran.jobs["check data"].code == FAIL
        assert "staging" not in ran.jobs
        assert example.released() == "1.0.0"

    def test_a_better_candidate_waits_and_is_not_red_until_two_people_approved(self, example):
        ran = self.release(example)
        assert ran.statuses == self.waiting, ran.output
        assert example.released("staging") != example.released() == "1.0.0"
        example.approve("alice", ran.plan)
        assert set(self.promote(example).statuses.values()) == {self.still_waiting}
        assert example.released() == "1.0.0"
        example.approve("bob", ran.plan)
        assert set(self.promote(example).statuses.values()) == {"success"}
        assert example.released() == example.released("staging")
        example.modelgate("modelgate-release", "verify", directory=example.clone())

    def test_a_policy_with_one_stage_and_no_approvals_is_released_in_one_run(self, example):
        commit = example.simplify()
        ran = self.release(example, pressed=True)
        assert set(ran.statuses.values()) == {"success"}, ran.output
        assert commit.startswith(example.released())

    def test_running_again_releases_nothing_twice(self, example):
        assert not released_twice(example, lambda: self.release(example))

    def test_another_branch_only_checks(self, example):
        example.git("push", "--quiet", "origin", "main:refs/heads/idea")
        assert self.release(example, branch="idea").statuses == self.checks

    def test_the_clock_only_checks_and_promotes_what_is_approved(self, example):
        plan = self.release(example).plan
        example.approve("alice", plan)
        example.approve("bob", plan)
        ran = self.release(example, clock=True)
        assert ran.statuses == {**self.checks, "promote what is approved": "success"}
        assert example.released() == example.released("staging")

    def test_who_starts_it_may_name_the_version(self, example):
        self.release(example, version="2.0.0")
        assert example.released("staging") == "2.0.0"

    @pytest.mark.parametrize("version", HOSTILE)
    def test_the_name_of_a_version_is_never_run(self, example, version):
        ran = self.release(example, version=version)
        assert ran.is_red
        assert not (example.home / "pwned").exists()
        assert example.released() == "1.0.0"

    @pytest.mark.parametrize("policy", HOSTILE)
    def test_the_path_of_a_policy_is_never_run(self, example, policy):
        ran = self.release(example, policy=policy)
        assert ran.is_red
        assert not (example.home / "pwned").exists()

    def test_a_model_none_of_whose_files_changed_is_left_alone(self, example):
        before = example.git("rev-parse", "HEAD")
        (example.path / "README.md").write_text("Nothing of the model's.\n")
        example.commit("Describe it")
        ran = self.release(example, since=before)
        assert not ran.is_red
        assert "registered" not in ran.output
        example.propose("1.9.0")
        example.commit("Propose a worse model")
        assert self.release(example, since=before).is_red

    @pytest.mark.parametrize("ends, tries, red", [([75, 75], 3, False), ([75] * 9, 3, True), ([74] * 9, 1, True)])
    def test_only_exit_75_is_tried_again_and_not_for_ever(self, example, ends, tries, red):
        """`modelgate-release register` ends as told, until it is itself again; it runs in the first stage only."""
        example.simplify()
        counter = example.home / "tries"
        cases = " ".join(f"{number}) exit {code};;" for number, code in enumerate(ends, 1))
        write_executable(
            example.directory / "bin" / "modelgate-release",
            f'if [ "$1" = register ]; then\n  echo >>"{counter}"\n  case $(wc -l <"{counter}") in {cases} esac\nfi\n'
            f'exec "{EXECUTABLES}/modelgate-release" "$@"\n')
        ran = self.release(example, pressed=True, path=example.directory / "bin")
        assert len(counter.read_text().splitlines()) == tries
        assert ran.is_red == red

    def test_an_application_gets_the_released_version_at_once(self, example):
        self.release(example)
        ran = self.build(example)
        assert set(ran.statuses.values()) == {"success"}
        assert "build with model 1.0.0 sha256:" in ran.output
