"""GitLab CI: the jobs' scripts are taken from the YAML and run, each in a fresh clone."""

import re

import pytest
import yaml

from gitlab import GITLAB, component, extended, run
from harness import TOOLS, Repository, environment, execute, install_from, released_twice, shellcheck

FILES = ["application.yml", "gitlab-ci.yml", "promote-on-approval.yml"]


@pytest.fixture
def example(repository) -> Repository:
    repository.commit("Propose a model")
    repository.adopt()
    return repository


@pytest.fixture
def jobs() -> dict:
    return component()[1]


def promote_on_approval(repository: Repository):
    return run(repository, yaml.safe_load((GITLAB / "promote-on-approval.yml").read_text()), branch="modelgate/ledger")


def statuses(ended: dict) -> dict[str, str]:
    return {name.removeprefix("model: "): job.status for name, job in ended.items()}


class TestTheModelPipeline:
    def test_a_worse_candidate_is_red_and_nothing_is_released(self, example, jobs):
        example.propose("1.9.0")
        example.commit("Propose a worse model")
        ended = run(example, jobs)
        assert statuses(ended) == {"check data": "success", "compare": "failed"}
        assert ended["model: compare"].result.code == 1
        assert "roc_auc" in ended["model: compare"].result.output

    def test_damaged_data_is_red(self, example, jobs):
        example.edit("modelgate.yaml", "source: data/churn.csv", "source: data/corrupted.csv")
        example.commit("Break the export")
        assert statuses(run(example, jobs)) == {"check data": "failed", "compare": "success"}

    def test_a_better_candidate_waits_in_orange_until_two_people_approved(self, example, jobs):
        ended = run(example, jobs)
        assert statuses(ended) == {
            "check data": "success", "compare": "success", "staging": "success", "production": "warning"}
        plan = re.search(r"sign --plan ([0-9a-f]+)", ended["model: production"].result.output).group(1)
        example.approve("alice", plan)
        assert statuses(promote_on_approval(example)) == {"promote": "warning"}
        example.approve("bob", plan)
        assert statuses(promote_on_approval(example)) == {"promote": "success"}
        assert example.released() == example.released("staging")
        example.modelgate("modelgate-release", "verify", directory=example.clone())

    def test_the_clock_checks_and_promotes_what_is_approved(self, example, jobs):
        plan = re.search(r"sign --plan ([0-9a-f]+)", run(example, jobs)["model: production"].result.output).group(1)
        example.approve("alice", plan)
        example.approve("bob", plan)
        ended = run(example, jobs, MODELGATE_EVENT="schedule")
        assert statuses(ended) == {
            "check data": "success", "compare": "success", "promote what is approved": "success"}
        assert example.released() == example.released("staging")

    def test_another_branch_only_checks(self, example, jobs):
        example.git("push", "--quiet", "origin", "main:refs/heads/idea")
        assert statuses(run(example, jobs, branch="idea")) == {"check data": "success", "compare": "success"}

    def test_a_policy_with_one_stage_and_no_approvals_is_released_in_one_run(self, example, jobs):
        example.simplify()
        assert set(statuses(run(example, jobs)).values()) == {"success"}
        assert example.released() != "1.0.0"

    def test_running_again_releases_nothing_twice(self, example, jobs):
        assert not released_twice(example, lambda: run(example, jobs))

    def test_who_starts_it_may_name_the_version(self, example, jobs):
        run(example, jobs, VERSION="2.0.0")
        assert example.released("staging") == "2.0.0"

    def test_the_name_of_a_version_is_never_run(self, example, jobs):
        ended = run(example, jobs, VERSION='2"; touch "$HOME/pwned')
        assert ended["model: staging"].result.code == 64
        assert not (example.home / "pwned").exists()


class TestTheReports:
    @pytest.mark.parametrize("kind", ["junit", "codequality", "metrics"])
    def test_each_check_leaves_one_of_each_kind_where_the_pipeline_looks(self, example, jobs, kind):
        example.propose("1.9.0")
        example.commit("Propose a worse model")
        for name, job in run(example, jobs).items():
            pattern = jobs[".model"]["artifacts"]["reports"][kind]
            assert list(job.directory.glob(pattern)), f"{name} has no {kind}"


class TestTheApplicationJob:
    def test_it_gets_the_released_version_at_once(self, example):
        ended = run(example, yaml.safe_load((GITLAB / "application.yml").read_text()))
        assert "build with model 1.0.0 sha256:" in ended["build"].result.output

    def test_the_models_pipeline_has_a_state_of_its_own(self):
        jobs = yaml.safe_load((GITLAB / "gitlab-ci.yml").read_text())
        assert "strategy" not in jobs["models"]["trigger"]


class TestTheFiles:
    def test_they_are_valid_by_the_schema(self, tmp_path):
        specification, jobs = component()
        for name, document in (("specification", specification), ("jobs", jobs)):
            (tmp_path / f"{name}.yml").write_text(yaml.safe_dump(document))
        ended = execute(
            [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci",
             *(str(GITLAB / name) for name in FILES), *(str(path) for path in tmp_path.iterdir())],
            tmp_path, environment(tmp_path))
        assert ended.code == 0, ended.output

    def test_promotions_of_a_model_queue_and_are_never_interrupted(self, jobs):
        for name, job in extended(jobs).items():
            assert job["interruptible"] is False
            assert job["retry"]["exit_codes"] == [75]
            assert job["allow_failure"]["exit_codes"] == [2]
            assert ("resource_group" in job) == ("check data" not in name and "compare" not in name)

    def test_the_jobs_of_two_models_have_different_names(self, jobs):
        assert not set(jobs) & set(component(name="other")[1])

    def test_shellcheck_finds_nothing(self, jobs):
        for script in scripts(jobs):
            assert shellcheck(script) == ""

    def test_the_archive_is_installed_once_its_digest_fits(self, repository, jobs):
        for script in {"\n".join(job["before_script"]) for job in all_jobs(jobs)}:
            install_from(repository, script)


def all_jobs(jobs: dict) -> list[dict]:
    others = [yaml.safe_load((GITLAB / name).read_text()) for name in FILES]
    found = [job for file in (extended(jobs), *others) for job in file.values()]
    return [job for job in found if isinstance(job, dict) and "script" in job]


def scripts(jobs: dict) -> list[str]:
    return ["\n".join([*job["before_script"], *job["script"]]) for job in all_jobs(jobs)]
