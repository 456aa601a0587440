"""Runs Bitbucket pipelines on this machine: each step in a fresh clone, with the variables that Bitbucket sets and the
artifacts of the steps before it."""

import re
import shutil

import yaml

from harness import TEMPLATES, Machine, Repository, environment
from release import Ended, Run

BITBUCKET = TEMPLATES / "bitbucket"


def configuration() -> dict:
    return yaml.safe_load((BITBUCKET / "bitbucket-pipelines.yml").read_text())


def started(branch: str) -> list[str]:
    """The pipelines that a push to a branch starts."""
    names = []
    for trigger in configuration()["triggers"]["repository-push"]:
        if eval(trigger["condition"].replace("&&", "and"), {}, {"BITBUCKET_BRANCH": branch}):
            names += trigger["pipelines"]
    return names


def run(
    repository: Repository, pipeline: str, branch: str = "main", pressed: bool = False, path: str = "", **extra: str
) -> Run:
    """Runs a pipeline; `pressed` is the button of the manual step."""
    commit = repository.git("rev-parse", f"refs/heads/{branch}", directory=repository.origin)
    variables = {
        "BITBUCKET_BUILD_NUMBER": "7", "BITBUCKET_BRANCH": branch, "BITBUCKET_COMMIT": commit,
        "MODELGATE_PAUSES": "0 0"}
    if path:
        variables["PATH"] = f"{path}:{environment(repository.home)['PATH']}"
    artifacts = repository.directory / f"artifacts-{repository.clones}"
    artifacts.mkdir()
    ran = Run()
    for item in configuration()["pipelines"]["custom"][pipeline]:
        if "variables" in item:
            variables |= {about["name"]: about["default"] for about in item["variables"]}
            continue
        variables |= extra
        if ran.is_red:
            break
        for step in [entry["step"] for entry in item["parallel"]["steps"]] if "parallel" in item else [item["step"]]:
            if step.get("trigger") == "manual" and not pressed:
                ran.jobs[step["name"]] = Ended("paused")
                return ran
            clone = repository.clone(branch)
            shutil.copytree(artifacts, clone, dirs_exist_ok=True)
            machine = Machine(repository, {**variables, "BITBUCKET_CLONE_DIR": str(clone)})
            result = machine.run("\n".join(step["script"]), clone)
            ran.jobs[step["name"]] = Ended("success" if result.code == 0 else "failed", result.code, result.output)
            for pattern in step.get("artifacts", []):
                for file in clone.glob(re.sub(r"\*\*$", "**/*", pattern)):
                    if file.is_file():
                        kept = artifacts / file.relative_to(clone)
                        kept.parent.mkdir(parents=True, exist_ok=True)
                        shutil.copyfile(file, kept)
    return ran
