"""Runs GitHub workflows with act on this machine, and reads what happened."""

import json
import os
import pathlib
from dataclasses import dataclass

from harness import TEMPLATES, TOOLS, Repository, environment, execute

GITHUB = TEMPLATES / "github"
STAND_INS = pathlib.Path(__file__).parent / "stand-ins"

# Where each file of the template goes in a repository.
PLACES = {
    "action.yml": ".github/actions/modelgate/action.yml",
    **{
        name: f".github/workflows/{name}"
        for name in (
            "model-release.yml", "model-release-reusable.yml", "promote-on-approval.yml", "application.yml")
    },
}

# The third-party actions of the templates, with the commits that they are pinned to.
PINNED = {
    "checkout": "34e114876b0b11c390a56381ad16ebd13914f8d5",
    "cache": "0057852bfaa89a56745cba8c7296529d2fc39830",
    "upload-artifact": "ea165f8d65b6e75b540449e92b4886f43607fa02",
    "download-artifact": "d3f86a106a0bac45b974a628896c90dbdf5c8093",
}


def adopt_workflows(repository: Repository) -> None:
    for name, place in PLACES.items():
        repository.add(GITHUB / name, place)


@dataclass
class Run:
    """A workflow run: what act printed, one event a line."""

    code: int
    events: list[dict]
    text: str

    @property
    def jobs(self) -> dict[str, str]:
        """How each job that ran ended, by its id; a job that was skipped is not there."""
        return {event["jobID"]: event["jobResult"] for event in self.events if "jobResult" in event}

    @property
    def output(self) -> str:
        """What the steps printed."""
        return "".join(event["msg"] for event in self.events if event.get("raw_output"))

    @property
    def summary(self) -> str:
        marker = "  ⚙  Summary - "
        return "\n".join(
            event["msg"].removeprefix(marker) for event in self.events if event["msg"].startswith(marker))

    def annotations(self, kind: str) -> list[str]:
        return [event["msg"] for event in self.events if event.get("command") == kind]

    def outputs(self, job: str) -> dict[str, str]:
        return {
            event["name"]: event["arg"] for event in self.events
            if event.get("command") == "set-output" and event["jobID"] == job}


def run(
    repository: Repository, workflow: str, event: str = "push", payload: dict | None = None, branch: str = "main",
    inputs: dict[str, str] | None = None, variables: dict[str, str] | None = None, path: str | None = None
) -> Run:
    """Runs a workflow in a fresh clone, as GitHub does for each event."""
    clone = repository.clone(branch)
    runner = repository.directory / f"runner-{repository.clones}"
    runner.mkdir()
    payload = {"repository": {"default_branch": "main"}, **(payload or {})}
    (runner / "event.json").write_text(json.dumps(payload))
    command = [
        str(TOOLS / "act"), event, "--json", "--directory", str(clone), "--eventpath", str(runner / "event.json"),
        "--workflows", f".github/workflows/{workflow}", "--platform", "ubuntu-latest=-self-hosted",
        "--defaultbranch", "main", "--action-cache-path", str(runner / "act"), "--no-cache-server",
        "--no-skip-checkout", "--env", f"ORIGIN={repository.origin.as_uri()}",
        "--actor", "carol", "--env", f"ARTIFACTS={runner / 'artifacts'}", "--env", "MODELGATE_PAUSES=0 0"]
    for name, commit in PINNED.items():
        command += ["--local-repository", f"https://github.com/actions/{name}@{commit}={STAND_INS / name}"]
    for name, value in (inputs or {}).items():
        command += ["--input", f"{name}={value}"]
    for name, value in (variables or {}).items():
        command += ["--var", f"{name}={value}"]
    surroundings = environment(repository.home)
    if path is not None:
        surroundings["PATH"] = path
    ended = execute(command, clone, surroundings, timeout=300)
    events = [json.loads(line) for line in ended.output.splitlines() if line.startswith("{")]
    return Run(ended.code, events, ended.output)
