"""A new user's first minutes: a repository with nothing but data, modelgate-init, commit, and the workflow runs."""

import time

import pytest

from act import run
from harness import EXAMPLE, Repository


@pytest.fixture
def empty(repository) -> Repository:
    """A repository without any file, and a remote to push to."""
    for file in repository.git("ls-files", "--others").split():
        (repository.path / file).unlink()
    return repository


class TestModelgateInit:
    def test_one_csv_file_is_enough_for_a_first_verdict_in_five_minutes_without_an_edit(self, empty):
        started = time.monotonic()
        empty.add(EXAMPLE / "data/churn.csv", "churn.csv")
        empty.modelgate("modelgate-init", "--ci", "github")
        empty.commit("Adopt modelgate")
        ran = run(empty, "model-release.yml")
        assert ran.code == 0, ran.text
        assert ran.jobs["data"] == "success"
        assert "3522 rows" in ran.summary
        assert time.monotonic() - started < 300

    def test_when_the_data_goes_bad_the_same_workflow_is_red(self, empty):
        empty.add(EXAMPLE / "data/churn.csv", "churn.csv")
        empty.modelgate("modelgate-init", "--ci", "github")
        empty.commit("Adopt modelgate")
        empty.add(EXAMPLE / "data/corrupted.csv", "churn.csv")
        empty.commit("Break the export")
        ran = run(empty, "model-release.yml")
        assert ran.code != 0
        assert ran.jobs["data"] == "failure"

    def test_data_predictions_and_a_model_are_released_without_an_edit(self, empty):
        for file in ("data/churn.csv", "predictions/1.0.0.csv", "predictions/2.0.0.csv", "models/2.0.0/model.joblib"):
            empty.add(EXAMPLE / file, file)
        empty.modelgate("modelgate-init", "--ci", "github")
        commit = empty.commit("Adopt modelgate")
        ran = run(empty, "model-release.yml")
        assert ran.code == 0, ran.text
        assert ran.jobs["compare"] == "success"
        assert empty.released() == commit[:12]
