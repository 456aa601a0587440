"""Runs Argo workflows on this machine: the volume is a directory, a script runs as the container would run it, with the
environment that the template gives it, and is tried again as its retryStrategy says."""

import pathlib
import re
from dataclasses import dataclass

import yaml

from harness import TEMPLATES, Repository, environment, execute
from release import Ended, Run

ARGO = TEMPLATES / "argo"
FILES = ["modelgate.yaml", "application.yaml", "events.yaml"]


def documents() -> list[dict]:
    return [document for name in FILES for document in yaml.safe_load_all((ARGO / name).read_text())]


def find(kind: str, name: str) -> dict:
    [found] = [one for one in documents() if one["kind"] == kind and one["metadata"]["name"] == name]
    return found["spec"]


def template(workflow: str, name: str) -> dict:
    [found] = [one for one in find("WorkflowTemplate", workflow)["templates"] if one["name"] == name]
    return found


def substitute(text: str, values: dict[str, str]) -> str:
    """Puts variables in, once; one that there is not is an error."""
    return re.sub(r"\{\{([\w.-]+)\}\}", lambda match: values[match.group(1)], text)


def given(listed: dict | None, values: dict[str, str]) -> dict[str, str]:
    return {about["name"]: substitute(about["value"], values) for about in (listed or {}).get("parameters", [])}


def holds(when: str) -> bool:
    """Whether a condition holds; words that stand alone are strings."""
    quoted = re.sub(r"'[^']*'|[\w-]+", lambda match: repr(match.group(0).strip("'")), when)
    return eval(" ".join(quoted.replace("&&", "and").split()))


def ready(depends: str, states: dict[str, str]) -> bool:
    """Whether a task's dependencies are met; a name alone asks for success."""

    def met(match: re.Match) -> str:
        name, _, state = match.group(0).partition(".")
        return str(states.get(name) == (state or "Succeeded"))

    return eval(re.sub(r"[\w-]+(\.\w+)?", met, depends).replace("&&", "and").replace("||", "or"))


@dataclass
class Workflow:
    """One run of a workflow: its parameters, its volume, and what its tasks led to."""

    repository: Repository
    name: str
    parameters: dict[str, str]
    volume: pathlib.Path
    resumed: bool
    path: str
    pods: int = 0

    def run(self, task: dict, values: dict[str, str]) -> tuple[Ended, dict[str, str]]:
        """A task of a DAG or a step: how it ended, and its outputs."""
        reference = task.get("templateRef", {"name": self.name, "template": task.get("template")})
        found = template(reference["name"], reference["template"])
        if "suspend" in found:
            return Ended("success" if self.resumed else "suspended"), {}
        inputs = {about["name"]: about.get("value") for about in found.get("inputs", {}).get("parameters", [])}
        arguments = given(task.get("arguments"), values)
        assert set(arguments) <= set(inputs), f"{task['name']}: {set(arguments) - set(inputs)}"
        inputs |= arguments
        assert None not in inputs.values(), f"{task['name']}: {inputs}"
        inside = {f"inputs.parameters.{name}": value for name, value in inputs.items()}
        inside |= {f"workflow.parameters.{name}": value for name, value in self.parameters.items()}
        if "steps" in found:
            [[step]] = found["steps"]
            ended, outputs = self.run(step, inside)
            inside |= {f"steps.{step['name']}.outputs.parameters.{name}": value for name, value in outputs.items()}
            return ended, {
                about["name"]: substitute(about["valueFrom"]["parameter"], inside)
                for about in found["outputs"]["parameters"]}
        retry = found.get("retryStrategy", {"limit": 0, "expression": "False"})
        tries = 0
        while True:
            ended, outputs = self.pod(found, inside)
            expression = retry["expression"].replace("asInt(lastRetry.exitCode)", str(ended.code))
            tries += 1
            if ended.code == 0 or tries > retry["limit"] or not eval(expression):
                return ended, outputs

    def pod(self, found: dict, values: dict[str, str]) -> tuple[Ended, dict[str, str]]:
        self.pods += 1
        own = self.volume.with_name(f"{self.volume.name}-pod-{self.pods}")
        own.mkdir()
        places = {"/source": self.volume, "/tmp": own, "/home/modelgate": self.repository.home}
        usual = environment(self.repository.home)["PATH"]
        surroundings = environment(self.repository.home, PATH=f"{self.path}:{usual}" if self.path else usual)
        script = found["script"]
        for variable in script["env"]:
            if "value" in variable:
                value = substitute(variable["value"], values)
                surroundings[variable["name"]] = str(places.get(value, value))
        (own / "script").write_text(script["source"])
        ended = execute([*script["command"], str(own / "script")], places[script["workingDir"]], surroundings)
        outputs = {}
        for about in found["outputs"]["parameters"]:
            file = own / pathlib.Path(about["valueFrom"]["path"]).relative_to("/tmp")
            outputs[about["name"]] = file.read_text() if file.exists() else ""
        return Ended("success" if ended.code == 0 else "failed", ended.code, ended.output), outputs


def run(
    repository: Repository, name: str = "modelgate", pressed: bool = False, path: str = "", **parameters: str
) -> Run:
    """Runs a workflow; `pressed` is somebody who resumes it."""
    specification = find("WorkflowTemplate", name)
    declared = {about["name"]: about.get("value") for about in specification["arguments"]["parameters"]}
    assert set(parameters) <= set(declared), set(parameters) - set(declared)
    values = {**declared, "url": repository.origin.as_uri(), **parameters}
    repository.clones += 1
    volume = repository.directory / f"volume-{repository.clones}"
    volume.mkdir()
    workflow = Workflow(repository, name, values, volume, pressed, path)
    ran, states = Run(), {}
    known = {f"workflow.parameters.{key}": value for key, value in values.items()}
    for task in template(name, specification["entrypoint"])["dag"]["tasks"]:
        if "depends" in task and not ready(task["depends"], states):
            continue
        if "when" in task and not holds(substitute(task["when"], known)):
            states[task["name"]] = "Skipped"
            continue
        ended, outputs = workflow.run(task, known)
        ran.jobs[task["name"]] = ended
        states[task["name"]] = {"success": "Succeeded", "failed": "Failed"}.get(ended.status, "Running")
        known |= {f"tasks.{task['name']}.outputs.parameters.{key}": value for key, value in outputs.items()}
    return ran
