"""Runs an Azure pipeline on this machine: templates put in, conditions evaluated, each job in a fresh clone with the
variables that Azure sets. Covers what the templates use, and refuses the rest."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from harness import TEMPLATES, Machine, Repository

AZURE = TEMPLATES / "azure"


def load(name: str, /, **parameters: str) -> dict:
    """A file with its parameters and the templates that it uses put in."""
    document = yaml.safe_load((AZURE / Path(name).name).read_text())
    declared = document.get("parameters", [])
    unknown = set(parameters) - {parameter["name"] for parameter in declared}
    assert not unknown, f"{name} has no parameter {unknown}"
    values = {parameter["name"]: parameters.get(parameter["name"], parameter.get("default")) for parameter in declared}
    missing = [key for key, value in values.items() if value is None]
    assert not missing, f"{name} needs {missing}"
    return put_in({key: value for key, value in document.items() if key != "parameters"}, values)


def put_in(node, values: dict[str, str]):
    if isinstance(node, str):
        return re.sub(r"\$\{\{ parameters\.(\w+) \}\}", lambda match: values[match.group(1)], node)
    if isinstance(node, dict):
        return {key: put_in(value, values) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    items = []
    for item in node:
        item = put_in(item, values)
        if isinstance(item, dict) and "template" in item:
            (content,) = load(item["template"], **item.get("parameters", {})).values()
            items += content
        else:
            items.append(item)
    return items


def holds(condition: str, succeeded: bool, variables: dict[str, str]) -> bool:
    text = re.sub(r"\b(and|or|not)\(", r"\1_(", condition)
    text = re.sub(r"variables\['([\w.]+)'\]", lambda match: repr(variables.get(match.group(1), "")), text)
    functions = {
        "and_": lambda *all_of: all(all_of), "succeeded": lambda: succeeded, "always": lambda: True,
        "eq": lambda left, right: left == right, "ne": lambda left, right: left != right}
    return eval(text, {"__builtins__": {}}, functions)  # the repository's own text


@dataclass
class Run:
    jobs: dict[str, str] = field(default_factory=dict)
    output: str = ""
    codes: list[int] = field(default_factory=list)


def run(
    repository: Repository, document: dict, branch: str = "main", reason: str = "IndividualCI", **extra: str
) -> Run:
    commit = repository.git("rev-parse", f"refs/heads/{branch}", directory=repository.origin)
    known = {"Build.SourceBranch": f"refs/heads/{branch}", "Build.Reason": reason}
    variables = {
        "TF_BUILD": "True", "BUILD_SOURCEVERSION": commit, "BUILD_SOURCEBRANCH": f"refs/heads/{branch}",
        "BUILD_REASON": reason, "BUILD_REQUESTEDFOREMAIL": "carol@example.com", "MODELGATE_PAUSES": "0 0", **extra}
    artifacts = repository.directory / f"artifacts-{repository.clones}"
    ended = Run()
    stages = document.get("stages") or [{"stage": "only", "dependsOn": [], "jobs": document["jobs"]}]
    results: dict[str, bool] = {}
    for stage in stages:
        needed = stage["dependsOn"] if isinstance(stage["dependsOn"], list) else [stage["dependsOn"]]
        succeeded = all(results.get(name, False) for name in needed)
        if not holds(stage.get("condition", "succeeded()"), succeeded, known):
            continue
        results[stage["stage"]] = True
        for job in stage["jobs"]:
            steps = job.get("steps") or job["strategy"]["runOnce"]["deploy"]["steps"]
            status = run_steps(repository, steps, branch, variables, artifacts, ended)
            ended.jobs[job.get("displayName", job.get("job"))] = status
            results[stage["stage"]] &= status != "failed"
    return ended


def run_steps(
    repository: Repository, steps: list[dict], branch: str, variables: dict[str, str], artifacts: Path, ended: Run
) -> str:
    place = repository.directory / f"agent-{repository.clones}"
    staging = place / "a"
    staging.mkdir(parents=True)
    variables = variables | {"BUILD_ARTIFACTSTAGINGDIRECTORY": str(staging), "PIPELINE_WORKSPACE": str(place)}
    status = "succeeded"
    clone = None
    for step in steps:
        if not holds(step.get("condition", "succeeded()"), status != "failed", {}):
            continue
        if "checkout" in step:
            clone = repository.clone(branch)
            if not step.get("persistCredentials", False):
                repository.git("remote", "set-url", "origin", "/without-credentials", directory=clone)
        elif "publish" in step:
            assert step["publish"] == "$(Build.ArtifactStagingDirectory)"
            shutil.copytree(staging, artifacts / step["artifact"])
        elif "download" in step:
            shutil.copytree(artifacts, place, dirs_exist_ok=True)
        elif "bash" in step:
            own = {name: str(value) for name, value in step.get("env", {}).items()}
            result = Machine(repository, {**variables, **own}).run(step["bash"], clone)
            ended.output += result.output
            ended.codes.append(result.code)
            if result.code != 0:
                status = "failed"
            elif "##vso[task.complete result=SucceededWithIssues" in result.output and status == "succeeded":
                status = "with issues"
        else:
            assert step["task"] == "Cache@2", step
    return status
