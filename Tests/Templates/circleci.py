"""Runs the workflows of a CircleCI configuration on this machine: each job in a fresh clone, with the variables that
CircleCI sets and the workspace of the jobs before it."""

import re
import shutil

import yaml

from harness import TEMPLATES, Machine, Repository, write_executable
from release import Ended, Run

CIRCLECI = TEMPLATES / "circleci"


def configuration() -> dict:
    return yaml.safe_load((CIRCLECI / "config.yml").read_text())


def fill(value, values: dict[str, str]):
    """Puts values into a parsed piece of configuration, as CircleCI does: what is put in is never parsed again."""
    if isinstance(value, dict):
        return {key: fill(part, values) for key, part in value.items()}
    if isinstance(value, list):
        return [fill(part, values) for part in value]
    if isinstance(value, str):
        return re.sub(r"<<\s*([\w.]+)\s*>>", lambda match: str(values[match.group(1)]), value)
    return value


def holds(condition: str, values: dict[str, str]) -> bool:
    """Whether an expression holds: comparisons joined by and, or and parentheses, as in Python."""
    names = {name.replace(".", "_"): value for name, value in values.items()}
    return eval(re.sub(r"pipeline[\w.]+", lambda match: match.group(0).replace(".", "_"), condition), {}, names)


def resolve(definitions: dict, kind: str, name: str, arguments: dict) -> dict:
    """A job or a command with its parameters put in."""
    definition = definitions[kind][name]
    parameters = {key: about.get("default") for key, about in definition.get("parameters", {}).items()}
    unknown = set(arguments) - set(parameters)
    assert not unknown, f"{name} has no parameter {unknown}"
    values = {f"parameters.{key}": value for key, value in {**parameters, **arguments}.items()}
    assert None not in values.values(), f"{name} lacks a parameter"
    return fill({key: part for key, part in definition.items() if key != "parameters"}, values)


def steps(definitions: dict, listed: list) -> list[tuple[str, dict]]:
    """The built-in steps that a list of steps comes down to."""
    found = []
    for step in listed:
        name, arguments = (step, {}) if isinstance(step, str) else next(iter(step.items()))
        name = name.removeprefix("modelgate/")
        if name in definitions["commands"]:
            found += steps(definitions, resolve(definitions, "commands", name, arguments)["steps"])
        else:
            found.append((name, arguments))
    return found


def run(
    repository: Repository, workflows: list[str], branch: str = "main", source: str = "webhook", version: str = "",
    folder: str = ".", since: str = "", pressed: bool = False, path: str = ""
) -> Run:
    """Runs those of the workflows whose condition holds; `pressed` is the button of the approval job."""
    loaded = configuration()
    definitions = loaded["orbs"]["modelgate"]
    definitions = {**definitions, "jobs": {**definitions["jobs"], **loaded["jobs"]}}
    values = {
        "pipeline.git.branch": branch, "pipeline.trigger_source": source, "pipeline.git.base_revision": since,
        "pipeline.parameters.version": version, "pipeline.parameters.folder": folder, "pipeline.project.slug": "gh/a/b"}
    ran = Run()
    for name in workflows:
        workflow = loaded["workflows"][name]
        if not holds(workflow["when"], values):
            continue
        workspace = repository.directory / f"workspace-{repository.clones}"
        for invocation in fill(workflow["jobs"], values):
            job, how = (invocation, {}) if isinstance(invocation, str) else next(iter(invocation.items()))
            title = how.get("name", job)
            if any(ran.jobs.get(needed, Ended("missing")).status != "success" for needed in how.get("requires", [])):
                continue
            if how.get("type") == "approval":
                ran.jobs[title] = Ended("success" if pressed else "on hold")
                continue
            arguments = {
                key: part for key, part in how.items() if key not in ("name", "requires", "serial-group")}
            resolved = resolve(definitions, "jobs", job.removeprefix("modelgate/"), arguments)
            machine = Machine(repository, {
                "CIRCLECI": "true", "CIRCLE_BRANCH": branch, "CIRCLE_JOB": title, "CIRCLE_USERNAME": "carol",
                "CIRCLE_SHA1": repository.git("rev-parse", f"refs/heads/{branch}", directory=repository.origin),
                **resolved.get("environment", {})})
            ran.jobs[title] = run_job(machine, steps(definitions, resolved["steps"]), workspace, branch, path)
    return ran


def run_job(machine: Machine, listed: list, workspace, branch: str, path: str) -> Ended:
    repository = machine.repository
    clone = repository.clone(branch)
    surroundings = clone.with_name(clone.name + "-machine")
    halted = surroundings / "halted"
    write_executable(surroundings / "bin" / "circleci-agent", f'[ "$*" = "step halt" ] && touch "{halted}"\n')
    usual = machine.run('printf %s "$PATH"', clone).output
    variables = {
        "BASH_ENV": str(surroundings / "bash.env"), "MODELGATE_PAUSES": "0 0",
        "PATH": ":".join(str(part) for part in (path, surroundings / "bin", usual) if part)}
    (surroundings / "bash.env").touch()
    ended = Ended("success")
    for kind, how in listed:
        if halted.exists():
            break
        if kind == "attach_workspace":
            shutil.copytree(workspace, clone / how["at"], dirs_exist_ok=True)
        elif kind == "persist_to_workspace" and ended.status == "success":
            for kept in how["paths"]:
                if (clone / kept).exists():
                    shutil.copytree(clone / kept, workspace / kept, dirs_exist_ok=True)
        elif kind == "run" and ended.status == "success":
            own = {name: str(value) for name, value in how.get("environment", {}).items()}
            result = machine.run(how["command"], clone, **variables, **own)
            ended = Ended("success" if result.code == 0 else "failed", result.code, ended.output + result.output)
    return ended
