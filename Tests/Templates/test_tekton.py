"""Tekton: the tasks' scripts are run as a container would run them. There is no schema of Tekton's to check against, so
the structure is held to one written by hand for what the templates use, and every reference has to lead somewhere."""

import json
import pathlib
import re

import jsonschema
import pytest

import tekton
from harness import Repository, shellcheck
from release import ModelRelease, Run, installs
from tekton import documents, find, substitute

SCHEMA = json.loads((pathlib.Path(__file__).parent / "schemas" / "tekton.json").read_text())
NAMES = {"check-data": "check data", "promote": "promote what is approved"}


def named(ran: Run) -> Run:
    """The tasks by the names that the jobs have elsewhere; fetching is none of the release, unless it goes wrong."""
    return Run({
        NAMES.get(name, name): job for name, job in ran.jobs.items() if name != "fetch" or job.status == "failed"})


class TestTheModelPipeline(ModelRelease):
    waiting = {"check data": "success", "compare": "success", "staging": "success", "production": "success"}
    still_waiting = "success"  # with the verdict hold as its result

    @staticmethod
    def adopt(repository: Repository) -> None:
        """The pipelines lie in the cluster."""

    @staticmethod
    def release(repository: Repository, branch: str = "main", clock: bool = False, pressed: bool = False,
                path: str = "", **params: str) -> Run:
        given = {name: text for name, text in params.items() if text}
        promote = "true" if branch == "main" and not clock else "false"
        ran = named(tekton.run(
            repository, "modelgate-release", path, revision=branch, promote=promote, requester="carol", **given))
        return Run({**ran.jobs, **TestTheModelPipeline.promote(repository).jobs}) if clock else ran

    @staticmethod
    def promote(repository: Repository) -> Run:
        return named(tekton.run(repository, "modelgate-promote-approved"))

    @staticmethod
    def build(repository: Repository) -> Run:
        return tekton.run(repository, "application")

    def test_what_is_released_is_told_from_what_waits_by_the_last_task(self, example):
        example.simplify()
        assert "released" in self.release(example).jobs

    def test_whoever_pushed_may_not_approve(self, example):
        """The one who pushed reaches the plan as its requester."""
        plan = tekton.run(example, "modelgate-release", requester="alice@example.com").plan
        example.approve("bob", plan)
        with pytest.raises(AssertionError, match="asked for"):
            example.approve("alice", plan)
        self.promote(example)
        assert example.released() == "1.0.0"


class TestTheFiles:
    def test_their_structure_is_right(self):
        for document in documents():
            jsonschema.Draft202012Validator(SCHEMA).validate(document)

    def test_every_task_gets_what_it_declares_and_waits_for_tasks_that_there_are(self):
        for document in documents():
            if document["kind"] == "Pipeline":
                params = {about["name"]: "x" for about in document["spec"]["params"]}
                before: dict[str, dict] = {}
                for task in document["spec"]["tasks"]:
                    definition = find("Task", task["taskRef"]["name"])
                    tekton.arguments(definition["params"], {about["name"]: "x" for about in task["params"]})
                    assert {about["name"] for about in definition["workspaces"]} == {
                        about["name"] for about in task["workspaces"]}
                    assert set(task.get("runAfter", [])) <= set(before)
                    for reference in re.findall(r"\$\((?:params|tasks)\.[^)]*\)", json.dumps(task)):
                        known = {f"params.{name}" for name in params} | {
                            f"tasks.{name}.results.{about['name']}"
                            for name, other in before.items() for about in other["results"]}
                        assert reference[2:-1] in known
                    before[task["name"]] = definition

    def test_every_trigger_gives_a_template_what_it_asks_for_and_that_a_pipeline(self):
        for trigger in find("EventListener", "modelgate")["triggers"]:
            template = find("TriggerTemplate", trigger["template"]["ref"])
            asked = {about["name"] for about in template["params"]}
            assert {about["name"] for about in trigger["bindings"]} == asked
            [created] = template["resourcetemplates"]
            pipeline = find("Pipeline", created["spec"]["pipelineRef"]["name"])
            tekton.arguments(pipeline["params"], {about["name"]: "x" for about in created["spec"]["params"]})
            used = re.findall(r"\$\(tt\.params\.(\w+)\)", json.dumps(created))
            assert set(used) == asked

    def test_every_webhook_has_to_be_signed(self):
        for trigger in find("EventListener", "modelgate")["triggers"]:
            assert trigger["interceptors"][0]["params"][0]["name"] == "secretRef"

    @pytest.mark.parametrize("task", ["modelgate-fetch", "modelgate"])
    def test_no_value_is_pasted_into_a_script_and_shellcheck_finds_nothing(self, task):
        [step] = find("Task", task)["steps"]
        assert not re.search(r"\$\((params|results|workspaces|tasks|context)\b", step["script"])
        assert shellcheck(step["script"]) == ""

    def test_shellcheck_finds_nothing_in_the_commands(self):
        for document in documents():
            for task in document["spec"].get("tasks", []) if document["kind"] == "Pipeline" else []:
                for about in task["params"]:
                    if about["name"] == "run":
                        assert shellcheck(substitute(about["value"], {})) == ""

    def test_the_archive_is_installed_once_its_digest_fits(self, repository):
        script = find("Task", "modelgate-fetch")["steps"][0]["script"]
        installs(repository, script[script.index("if ! command"):script.index("affected=")])
