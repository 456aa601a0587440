"""Argo Workflows: the templates' scripts are run as a container would run them. There is no schema of Argo's to check
against, so the structure is held to one written by hand for what the templates use, and every reference has to lead
somewhere."""

import json
import pathlib
import re

import jsonschema
import pytest

import argo
from argo import documents, find, template
from harness import Repository, shellcheck
from release import ModelRelease, Run, installs

SCHEMA = json.loads((pathlib.Path(__file__).parent / "schemas" / "argo.json").read_text())
NAMES = {"check-data": "check data", "promote-approved": "promote what is approved"}


def named(ran: Run) -> Run:
    """The tasks by the names that the jobs have elsewhere; fetching is none of the release, unless it goes wrong."""
    return Run({
        NAMES.get(name, name): job for name, job in ran.jobs.items() if name != "fetch" or job.status == "failed"})


class TestTheModelWorkflow(ModelRelease):
    waiting = {
        "check data": "success", "compare": "success", "staging": "success", "production": "success",
        "approve": "suspended"}
    still_waiting = "success"  # with the verdict hold as its output

    @staticmethod
    def adopt(repository: Repository) -> None:
        """The templates lie in the cluster."""

    @staticmethod
    def release(repository: Repository, branch: str = "main", clock: bool = False, pressed: bool = False,
                path: str = "", **parameters: str) -> Run:
        action = "release" if branch == "main" and not clock else "check"
        given = {name: text for name, text in parameters.items() if text}
        ran = named(argo.run(
            repository, pressed=pressed, path=path, revision=branch, action=action, requester="carol", **given))
        return Run({**ran.jobs, **TestTheModelWorkflow.promote(repository).jobs}) if clock else ran

    @staticmethod
    def promote(repository: Repository) -> Run:
        return named(argo.run(repository, action="promote-approved"))

    @staticmethod
    def build(repository: Repository) -> Run:
        return argo.run(repository, "application")

    def test_a_suspended_release_promotes_when_it_is_resumed_and_is_red_when_that_is_too_early(self, example):
        early = self.release(example, pressed=True)
        assert early.jobs["promote"].code == 2
        assert early.is_red
        example.approve("alice", early.plan)
        example.approve("bob", early.plan)
        assert not self.release(example, pressed=True).is_red
        assert example.released() == example.released("staging")

    def test_nothing_is_suspended_when_no_approval_is_asked_for(self, example):
        example.simplify()
        assert "approve" not in self.release(example).jobs
        assert example.released() != "1.0.0"


class TestTheFiles:
    def test_their_structure_is_right(self):
        for document in documents():
            jsonschema.Draft202012Validator(SCHEMA).validate(document)

    def test_every_variable_is_one_that_there_is(self):
        for document in documents():
            if document["kind"] != "WorkflowTemplate":
                continue
            declared = {about["name"] for about in document["spec"]["arguments"]["parameters"]}
            for found in document["spec"]["templates"]:
                inputs = {about["name"] for about in found.get("inputs", {}).get("parameters", [])}
                known = {f"workflow.parameters.{name}" for name in declared}
                known |= {f"inputs.parameters.{name}" for name in inputs}
                for task in found.get("dag", {}).get("tasks", []) + sum(found.get("steps", []), []):
                    reference = task.get("templateRef", {"name": document["metadata"]["name"], "template": task.get(
                        "template")})
                    for output in template(**as_arguments(reference)).get("outputs", {}).get("parameters", []):
                        kind = "tasks" if "dag" in found else "steps"
                        known.add(f"{kind}.{task['name']}.outputs.parameters.{output['name']}")
                    for name in re.findall(r"workflow\.parameters\.([\w-]+)", json.dumps(template(**as_arguments(
                            reference)))):
                        assert name in declared, "a template of another workflow needs this one's parameters"
                assert set(re.findall(r"\{\{(.*?)\}\}", json.dumps(found))) <= known

    def test_events_and_the_clock_give_parameters_that_there_are(self):
        declared = {about["name"] for about in find("WorkflowTemplate", "modelgate")["arguments"]["parameters"]}
        for document in documents():
            started = document["spec"].get("submit", document["spec"].get("workflowSpec"))
            if started:
                assert started["workflowTemplateRef"] == {"name": "modelgate"}
                assert {about["name"] for about in started["arguments"]["parameters"]} <= declared

    def test_only_exit_75_is_tried_again_and_promotions_of_a_model_queue(self):
        assert template("modelgate", "run")["retryStrategy"]["expression"] == "asInt(lastRetry.exitCode) == 75"
        for task in template("modelgate", "main")["dag"]["tasks"]:
            if "modelgate-release" in json.dumps(task):
                assert task["template"] == "locked"
        [mutex] = template("modelgate", "locked")["synchronization"]["mutexes"]
        assert "{{workflow.parameters.model}}" in mutex["name"], "models do not wait for each other"

    @pytest.mark.parametrize("name", ["fetch", "run"])
    def test_no_value_is_pasted_into_a_script_and_shellcheck_finds_nothing(self, name):
        source = template("modelgate", name)["script"]["source"]
        assert "{{" not in source
        assert shellcheck(source) == ""

    def test_shellcheck_finds_nothing_in_the_commands(self):
        for workflow in ("modelgate", "application"):
            for task in template(workflow, "main")["dag"]["tasks"]:
                for about in task.get("arguments", {}).get("parameters", []):
                    if about["name"] == "commands":
                        assert "{{" not in about["value"]
                        assert shellcheck(about["value"]) == ""

    def test_the_archive_is_installed_once_its_digest_fits(self, repository):
        source = template("modelgate", "fetch")["script"]["source"]
        installs(repository, source[source.index("if ! command"):source.index("affected=")])


def as_arguments(reference: dict) -> dict:
    return {"workflow": reference["name"], "name": reference["template"]}
