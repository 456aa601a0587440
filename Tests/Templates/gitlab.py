"""Runs the jobs of a GitLab pipeline on this machine: each in a fresh clone, with the variables that GitLab sets and
the artifacts of the jobs that it needs."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

from harness import TEMPLATES, Machine, Repository, Result

GITLAB = TEMPLATES / "gitlab"


def component(**inputs: str) -> tuple[dict, dict]:
    """The component's specification and its jobs, with the inputs put in."""
    header, body = (GITLAB / "templates" / "model-release.yml").read_text().split("\n---\n")
    specification = yaml.safe_load(header)
    values = {name: about["default"] for name, about in specification["spec"]["inputs"].items()} | inputs
    return specification, yaml.safe_load(
        re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda match: values[match.group(1)], body))


def extended(jobs: dict) -> dict[str, dict]:
    """The jobs with what they extend; templates left out."""
    return {
        name: jobs.get(job.get("extends"), {}) | job for name, job in jobs.items() if not name.startswith(".")}


def holds(condition: str, variables: dict[str, str]) -> bool:
    """Whether a rule's condition holds: comparisons of variables and strings, joined by && and ||."""

    def value(word: str) -> str:
        return json.loads(word) if word.startswith('"') else variables.get(word.removeprefix("$"), "")

    def compare(text: str) -> bool:
        left, operator, right = text.split()
        return (value(left) == value(right)) == (operator == "==")

    return any(all(compare(part) for part in either.split(" && ")) for either in condition.split(" || "))


def chosen(job: dict, variables: dict[str, str]) -> bool:
    if "rules" not in job:
        return True
    for rule in job["rules"]:
        if "if" not in rule or holds(rule["if"], variables):
            return rule.get("when") != "never"
    return False


@dataclass
class Ended:
    status: str
    result: Result
    directory: Path


def run(repository: Repository, jobs: dict, branch: str = "main", **extra: str) -> dict[str, Ended]:
    """Runs the jobs in the file's order, which is that of their needs."""
    commit = repository.git("rev-parse", f"refs/heads/{branch}", directory=repository.origin)
    variables = {
        "GITLAB_CI": "true", "CI_COMMIT_SHA": commit, "CI_COMMIT_SHORT_SHA": commit[:8], "CI_COMMIT_BRANCH": branch,
        "CI_DEFAULT_BRANCH": "main", "CI_PIPELINE_SOURCE": "push", "GITLAB_USER_LOGIN": "carol", **extra}
    ended: dict[str, Ended] = {}
    artifacts = {}
    for name, job in extended(jobs).items():
        if not chosen(job, variables):
            continue
        if any(ended[needed].status == "failed" for needed in job.get("needs", [])):
            continue
        clone = repository.clone(branch)
        for needed in job.get("needs", []):
            for folder in artifacts[needed].rglob(".modelgate"):
                shutil.copytree(folder, clone / folder.relative_to(artifacts[needed]), dirs_exist_ok=True)
        own = {key: expand(value, variables) for key, value in job.get("variables", {}).items()}
        script = "\n".join([*job.get("before_script", []), *job["script"]])
        result = Machine(repository, {**own, **variables}).run(script, clone, CI_PROJECT_DIR=str(clone))
        artifacts[name] = clone
        soft = job.get("allow_failure", {}).get("exit_codes", [])
        status = "success" if result.code == 0 else "warning" if result.code in soft else "failed"
        ended[name] = Ended(status, result, clone)
    return ended


def expand(text: str, variables: dict[str, str]) -> str:
    return re.sub(r"\$(\w+)", lambda match: variables.get(match.group(1), ""), text)
