"""Runs Buildkite pipelines on this machine: uploads are put into the build as the agent does it, every job has a fresh
clone, the plugin's hooks run around its command, and a stand-in for the agent keeps the artifacts."""

import pathlib
import re

import yaml

from harness import TEMPLATES, Machine, Repository, environment, execute, write_executable
from release import Ended, Run

BUILDKITE = TEMPLATES / "buildkite"

# What an agent does for a job: uploads are noted down, artifacts kept by step; what reports say is not looked at here.
AGENT = r"""
case "$1 $2" in
  "pipeline upload")
    number=$(ls "$AGENT/uploads" | wc -l)
    mkdir "$AGENT/uploads/$number"
    cp "$3" "$AGENT/uploads/$number/pipeline.yml"
    env -0 >"$AGENT/uploads/$number/environment" ;;
  "artifact upload")
    mkdir -p "$AGENT/artifacts/$BUILDKITE_STEP_KEY"
    find . -path '*/.modelgate/*' -type f -exec cp --parents '{}' "$AGENT/artifacts/$BUILDKITE_STEP_KEY" ';' ;;
  "artifact download")
    [ "$3" = --step ] && [ "$6" = . ] || exit 64
    [ -d "$AGENT/artifacts/$4" ] || exit 1
    cp -r "$AGENT/artifacts/$4/." . ;;
  annotate* | meta-data*) cat >/dev/null ;;
  *) exit 64 ;;
esac
"""


def interpolate(value, variables: dict[str, str]):
    """Puts variables into a parsed pipeline, as the upload does: $NAME and ${NAME}, and two dollars are one."""
    if isinstance(value, dict):
        return {key: interpolate(part, variables) for key, part in value.items()}
    if isinstance(value, list):
        return [interpolate(part, variables) for part in value]
    if isinstance(value, str):
        return re.sub(
            r"\$\$|\$\{(\w+)\}|\$(\w+)",
            lambda match: "$" if match.group(0) == "$$" else variables.get(match.group(1) or match.group(2), ""), value)
    return value


def holds(condition: str, build: dict[str, str], variables: dict[str, str]) -> bool:
    """Whether a conditional holds: comparisons joined by && and ||."""
    python = re.sub(r"build\.env\((\"\w+\")\)", r"env.get(\1)", condition).replace("&&", "and").replace("||", "or")
    python = re.sub(r"\b(build|pipeline)\.(\w+)", r'\1["\2"]', python)
    return eval(python, {}, {"build": build, "pipeline": {"default_branch": "main"}, "env": variables})


def load(file: pathlib.Path, variables: dict[str, str]) -> list[dict]:
    """A pipeline's steps, groups opened."""
    listed = interpolate(yaml.safe_load(file.read_text()), variables)["steps"]
    return [step for entry in listed for step in entry.get("steps", [entry])]


def run(
    repository: Repository, pipeline: str = "model-release.yml", branch: str = "main", source: str = "webhook",
    pressed: bool = False, path: str = "", **extra: str
) -> Run:
    """Runs a build; `pressed` is the button of the block step, `extra` the build's own variables."""
    agent = repository.directory / f"agent-{repository.clones}"
    (agent / "uploads").mkdir(parents=True)
    (agent / "artifacts").mkdir()
    write_executable(agent / "bin" / "buildkite-agent", AGENT)
    commit = repository.git("rev-parse", f"refs/heads/{branch}", directory=repository.origin)
    variables = {
        "BUILDKITE": "true", "BUILDKITE_BRANCH": branch, "BUILDKITE_COMMIT": commit, "BUILDKITE_SOURCE": source,
        "BUILDKITE_PIPELINE_SLUG": "models", "BUILDKITE_PIPELINE_DEFAULT_BRANCH": "main",
        "BUILDKITE_BUILD_AUTHOR_EMAIL": "carol@example.com", "AGENT": str(agent), **extra}
    machine = Machine(repository, variables)
    usual = environment(repository.home)["PATH"]
    variables["PATH"] = ":".join(str(part) for part in (path, agent / "bin", usual) if part)
    build = {"branch": branch, "source": source}

    # The pipeline that lies on the branch, as the pipeline's settings have it uploaded.
    waiting = load(repository.clone(branch) / ".buildkite" / pipeline, variables)
    ended: dict[str, Ended] = {}
    names, left_out, uploads = {}, set(), 0
    while waiting:
        step = waiting.pop(0)
        if "trigger" in step:
            assert step["trigger"] == "models"
            return run(repository, pipeline, step["build"]["branch"], "trigger_job", path=path, **step["build"]["env"])
        key = step["key"]
        names[key] = step.get("label", "block")
        if "if" in step and not holds(step["if"], build, extra):
            left_out.add(key)  # what depends on it does not wait for it
            continue
        needed = step.get("depends_on", [])
        needed = {needed} if isinstance(needed, str) else set(needed)
        if any(other not in ended or ended[other].status in ("failed", "blocked") for other in needed - left_out):
            continue
        if "block" in step:
            ended[key] = Ended("success" if pressed else "blocked")
            continue
        ended[key] = run_job(machine, step, branch)
        while (folder := agent / "uploads" / str(uploads)).exists():
            pairs = (folder / "environment").read_text().split("\0")[:-1]
            waiting += load(folder / "pipeline.yml", dict(pair.split("=", 1) for pair in pairs))
            uploads += 1
    # Finding the models is no step of a release; it counts when it goes wrong.
    return Run({names[key]: job for key, job in ended.items() if key != "find" or job.status == "failed"})


def run_job(machine: Machine, step: dict, branch: str) -> Ended:
    """A job as the agent runs it, tried again as its `retry` says."""
    rules = {rule["exit_status"]: rule["limit"] for rule in step["retry"]["automatic"]} if "retry" in step else {}
    tries = 0
    while True:
        code, output = run_once(machine, step, branch)
        tries += 1
        if tries > rules.get(code, 0):
            break
    soft = [rule["exit_status"] for rule in step.get("soft_fail", [])]
    return Ended("success" if code == 0 else "waiting" if code in soft else "failed", code, output)


def run_once(machine: Machine, step: dict, branch: str) -> tuple[int, str]:
    clone = machine.repository.clone(branch)
    variables = {**machine.variables, **step.get("env", {}), "BUILDKITE_STEP_KEY": step["key"]}
    [(plugin, settings)] = step["plugins"][0].items()
    for number, key in enumerate((settings or {}).get("evidence", [])):
        variables[f"BUILDKITE_PLUGIN_MODELGATE_EVIDENCE_{number}"] = key
    surroundings = environment(machine.repository.home, CI="true") | variables
    code, output = 0, ""
    for script in (hook(clone / plugin / "hooks" / "pre-command"), step["command"]):
        if code == 0:
            saved = f'\n{{ declare -p PATH VERSION; }} >"{clone}.env" 2>/dev/null' if script != step["command"] else ""
            before = f'. "{clone}.env"\n' if not saved else ""
            ended = execute(["bash", "-e", "-c", before + script + saved], clone, surroundings)
            code, output = ended.code, output + ended.output
    ended = execute(["bash", "-c", hook(clone / plugin / "hooks" / "pre-exit")], clone, surroundings)
    return code or ended.code, output + ended.output


def hook(path: pathlib.Path) -> str:
    """A hook's file is sourced: it needs no executable bit."""
    return f'. "{path}"'
