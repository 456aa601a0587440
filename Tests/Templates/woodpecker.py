"""Runs Woodpecker workflows on this machine: variables in braces are put into the file before it is read, as Woodpecker
does it, and the steps of a workflow share a clone."""

import pathlib
import re

import yaml

from harness import TEMPLATES, Repository, environment, execute
from release import Ended, Run

WOODPECKER = TEMPLATES / "woodpecker"


def load(file: pathlib.Path, variables: dict[str, str]) -> dict:
    text = re.sub(
        r"\$\$\{|\$\{(\w+)\}",
        lambda match: "${" if match.group(0) == "$${" else variables.get(match.group(1), ""), file.read_text())
    return yaml.safe_load(text)


def starts(conditions: list[dict] | None, variables: dict[str, str]) -> bool:
    """Whether one of the conditions holds."""

    def holds(condition: dict) -> bool:
        events = condition.get("event", variables["CI_PIPELINE_EVENT"])
        branch = condition.get("branch", variables["CI_COMMIT_BRANCH"])
        here = variables["CI_COMMIT_BRANCH"]
        return (
            variables["CI_PIPELINE_EVENT"] in ([events] if isinstance(events, str) else events)
            and (branch == here if isinstance(branch, str) else branch["exclude"] != here)
            and eval(condition.get("evaluate", "True").replace("&&", "and"), {}, variables))

    return conditions is None or any(holds(condition) for condition in conditions)


def run(
    repository: Repository, workflows: list[str], branch: str = "main", event: str = "push", since: str = "",
    path: str = "", **extra: str
) -> Run:
    """Runs those of the workflows that an event starts; `extra` is what a person gave."""
    usual = environment(repository.home)["PATH"]
    variables = {
        "CI": "woodpecker", "CI_COMMIT_BRANCH": branch, "CI_REPO_DEFAULT_BRANCH": "main", "CI_PIPELINE_EVENT": event,
        "CI_PREV_COMMIT_SHA": since, "CI_PIPELINE_AUTHOR": "carol", "MODELGATE_PAUSES": "0 0",
        "PATH": f"{path}:{usual}" if path else usual, **extra}
    secrets = {"modelgate_netrc": "machine localhost", "modelgate_archive": "", "modelgate_sha256": ""}
    ran = Run()
    for name in workflows:
        clone = repository.clone(branch)
        workflow = load(clone / ".woodpecker" / name, variables)
        if not starts(workflow.get("when"), variables):
            continue
        for step in workflow["steps"]:
            if not starts(step.get("when"), variables):
                continue
            own = {key: secrets[value["from_secret"]] for key, value in step["environment"].items()}
            surroundings = environment(repository.home) | variables | own | {"CI_WORKSPACE": str(clone)}
            result = execute(["/bin/sh", "-e", "-c", "\n".join(step["commands"])], clone, surroundings)
            ignored = step.get("failure") == "ignore"
            status = "success" if result.code == 0 else "waiting" if ignored else "failed"
            ran.jobs[step["name"]] = Ended(status, result.code, result.output)
            if status == "failed":
                break
    return ran
