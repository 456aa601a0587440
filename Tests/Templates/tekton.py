"""Runs Tekton pipelines on this machine: a workspace is a directory, a step is its script, run by the interpreter that
it names, with the environment that the task gives it and nothing else."""

import pathlib
import re

import yaml

from harness import TEMPLATES, Repository, environment, execute
from release import Ended, Run

TEKTON = TEMPLATES / "tekton"
FILES = ["tasks.yaml", "pipelines.yaml", "application.yaml", "triggers.yaml"]


def documents() -> list[dict]:
    return [document for name in FILES for document in yaml.safe_load_all((TEKTON / name).read_text())]


def find(kind: str, name: str) -> dict:
    [found] = [one for one in documents() if one["kind"] == kind and one["metadata"]["name"] == name]
    return found["spec"]


def substitute(text: str, values: dict[str, str]) -> str:
    """Puts variables in, once; what is no variable, like a command of a shell, stays as it is."""
    return re.sub(r"\$\(([\w.-]+)\)", lambda match: values.get(match.group(1), match.group(0)), text)


def arguments(declared: list[dict], given: dict[str, str]) -> dict[str, str]:
    unknown = set(given) - {about["name"] for about in declared}
    assert not unknown, f"no such parameter: {unknown}"
    values = {about["name"]: given.get(about["name"], about.get("default")) for about in declared}
    assert None not in values.values(), f"a parameter lacks: {values}"
    return values


def run(repository: Repository, pipeline: str, path: str = "", **params: str) -> Run:
    """Runs a pipeline in a workspace of its own."""
    specification = find("Pipeline", pipeline)
    params = arguments(specification["params"], {"url": repository.origin.as_uri(), **params})
    values = {f"params.{name}": value for name, value in params.items()}
    repository.clones += 1
    workspace = repository.directory / f"workspace-{repository.clones}"
    workspace.mkdir()
    ran = Run()
    for task in specification["tasks"]:
        wanted = [(substitute(when["input"], values), when["values"]) for when in task.get("when", [])]
        # A task whose conditions do not hold, or rest on a result that there is not, is skipped.
        if ran.is_red or any(text not in allowed for text, allowed in wanted):
            continue
        given = {about["name"]: substitute(about["value"], values) for about in task["params"]}
        definition = find("Task", task["taskRef"]["name"])
        results = workspace.with_name(f"{workspace.name}-{task['name']}")
        results.mkdir()
        ended = run_task(repository, definition, given, workspace, results, path)
        ran.jobs[task["name"]] = ended
        for result in definition["results"]:
            if (results / result["name"]).exists():
                text = (results / result["name"]).read_text()
                assert len(text) < 4096, "a result is small"
                values[f"tasks.{task['name']}.results.{result['name']}"] = text
    return ran


def run_task(
    repository: Repository, task: dict, given: dict[str, str], workspace: pathlib.Path, results: pathlib.Path, path: str
) -> Ended:
    values = {f"params.{name}": value for name, value in arguments(task["params"], given).items()}
    values["workspaces.source.path"] = str(workspace)
    values |= {f"results.{about['name']}.path": str(results / about["name"]) for about in task["results"]}
    [step] = task["steps"]
    usual = environment(repository.home)["PATH"]
    surroundings = environment(
        repository.home, MODELGATE_PAUSES="0 0", PATH=f"{path}:{usual}" if path else usual)
    for variable in step["env"]:
        if "value" in variable:
            surroundings[variable["name"]] = substitute(variable["value"], values)
    script = results.with_name(f"{results.name}-script")
    script.write_text(substitute(step["script"], values))
    script.chmod(0o755)
    ended = execute([str(script)], pathlib.Path(substitute(step["workingDir"], values)), surroundings)
    return Ended("success" if ended.code == 0 else "failed", ended.code, ended.output)
