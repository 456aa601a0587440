"""GitHub Actions: the workflows run for real, with act on this machine."""

import hashlib
import http.server
import os
import pathlib
import re
import tarfile
import threading

import pytest
import yaml

import act
from act import GITHUB, PLACES, run
from harness import TOOLS, Repository, environment, execute, shellcheck

ALL = sorted(PLACES)
WORKFLOWS = [name for name in ALL if name != "action.yml"]


@pytest.fixture
def example(repository) -> Repository:
    """The example with the workflows, its 1.0.0 in production."""
    act.adopt_workflows(repository)
    repository.commit("Start")
    repository.adopt()
    return repository


def plan_on_record(repository: Repository) -> str:
    """What the approvers are told to sign."""
    text = repository.modelgate("modelgate-release", "history", directory=repository.clone())
    assert "request" in text, text
    log = repository.modelgate("modelgate-release", "plans", directory=repository.clone())
    return re.findall(r"[0-9a-f]{12,64}", log)[-1]


class TestReleases:
    def test_a_worse_candidate_is_red_with_annotations_and_a_summary_and_nothing_is_released(self, example):
        example.propose("1.9.0")
        example.commit("Propose a worse model")
        ran = run(example, "model-release.yml")
        assert ran.code != 0
        assert ran.jobs == {"find": "success", "data": "success", "compare": "failure"}
        assert any("roc_auc" in text for text in ran.annotations("error")), ran.text
        assert "roc_auc" in ran.summary
        assert example.released() == "1.0.0"

    def test_damaged_data_is_red_and_says_where(self, example):
        example.edit("modelgate.yaml", "source: data/churn.csv", "source: data/corrupted.csv")
        example.commit("Break the export")
        ran = run(example, "model-release.yml")
        assert ran.code != 0
        assert ran.jobs["data"] == "failure"
        assert "staging" not in ran.jobs
        assert any("data/corrupted.csv" in text for text in ran.annotations("error")), ran.text

    def test_a_better_candidate_waits_in_green_and_is_released_when_two_people_approve(self, example):
        example.edit("train.py", "import", "import")
        example.commit_empty("Propose a better model")
        ran = run(example, "model-release.yml", inputs=None)
        assert ran.code == 0, ran.text
        assert ran.outputs("production")["verdict"] == "hold"
        assert "released" not in ran.jobs
        assert "2 missing" in ran.summary
        plan = re.search(r"sign --plan ([0-9a-f]+)", ran.output).group(1)
        example.approve("alice", plan)
        assert run(example, "promote-on-approval.yml").code == 0
        assert example.released() == "1.0.0"
        example.approve("bob", plan)
        promoted = run(example, "promote-on-approval.yml")
        assert promoted.code == 0, promoted.text
        application = run(example, "application.yml")
        assert application.code == 0, application.text
        assert application.outputs("build")["version"] == example.released() != "1.0.0"
