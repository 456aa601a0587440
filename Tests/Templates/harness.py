"""What the tests of the templates share: a repository made from the example, people with keys, fresh clones, and the
running of scripts as a CI system runs them."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import tarfile
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "ci-templates"
EXAMPLE = ROOT / "Examples" / "churn"
EXECUTABLES = pathlib.Path(os.environ["MODELGATE_BUILD"])
TOOLS = ROOT / ".venv" / "templates" / "bin"

PASS, FAIL, HOLD, CONFLICT, USAGE, RETRY = 0, 1, 2, 3, 64, 75


@dataclass
class Result:
    """How a command ended, and all that it printed."""

    code: int
    output: str


def environment(home: pathlib.Path, **variables: str) -> dict[str, str]:
    """The environment of a job: nothing of the developer's, modelgate on the path."""
    return {
        "PATH": f"{EXECUTABLES}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        **variables,
    }


def execute(command: list[str], directory: pathlib.Path, variables: dict[str, str], timeout: float = 120) -> Result:
    ended = subprocess.run(
        command, cwd=directory, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, timeout=timeout, check=False)
    return Result(ended.returncode, ended.stdout)


class Repository:
    """The example in a repository of its own, with a bare one as `origin`, and two people who may approve."""

    def __init__(self, directory: pathlib.Path):
        self.directory = directory
        self.home = directory / "home"
        self.origin = directory / "origin.git"
        self.path = directory / "developer"
        self.clones = 0
        self.home.mkdir(parents=True)
        (self.home / ".gitconfig").write_text(
            "[user]\n\tname = Carol\n\temail = carol@example.com\n[init]\n\tdefaultBranch = main\n"
            "[advice]\n\tdetachedHead = false\n")
        shutil.copytree(EXAMPLE, self.path, ignore=shutil.ignore_patterns(".modelgate"))
        self.git("init", "--quiet", "--bare", str(self.origin), directory=directory)
        self.git("init", "--quiet")
        self.git("remote", "add", "origin", str(self.origin))
        self.edit("modelgate.yaml", "ledger: .modelgate/ledger", "ledger: {git: origin, branch: modelgate/ledger}")
        (self.path / ".gitignore").write_text(".modelgate/\n")
        signers = [f"{name}@example.com {self.make_key(name)}" for name in ("alice", "bob")]
        (self.path / "allowed_signers").write_text("".join(signers))

    # Files and commits

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.path / file).read_text()
        assert old in text, f"{file} does not say {old!r}"
        (self.path / file).write_text(text.replace(old, new))

    def add(self, source: pathlib.Path, destination: str) -> None:
        target = self.path / destination
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)

    def propose(self, version: str) -> None:
        """Makes a version of the example the candidate."""
        policy = self.path / "modelgate.yaml"
        text = re.sub(r"^artifact: .*$", f"artifact: models/{version}/model.joblib", policy.read_text(), flags=re.M)
        policy.write_text(re.sub(r"candidate: \S+", f"candidate: predictions/{version}.csv", text))

    def simplify(self) -> str:
        """A policy with one stage and no approvals, as a new user has it; returns the commit."""
        (self.path / "modelgate.yaml").write_text(
            "model: churn\n"
            "artifact: models/2.0.0/model.joblib\n"
            "data: {churn: {source: data/churn.csv, contract: contract.yaml}}\n"
            "stages: {production: {requires: [data/churn]}}\n"
            "ledger: {git: origin, branch: modelgate/ledger}\n")
        return self.commit("Keep it simple")

    def commit(self, message: str) -> str:
        """Commits everything and pushes it; what CI systems start from."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        self.git("push", "--quiet", "origin", "main")
        return self.git("rev-parse", "HEAD")

    def git(self, *arguments: str, directory: pathlib.Path | None = None) -> str:
        result = execute(["git", *arguments], directory or self.path, environment(self.home))
        assert result.code == 0, f"git {' '.join(arguments)}: {result.output}"
        return result.output.strip()

    def clone(self, branch: str = "main") -> pathlib.Path:
        """A fresh clone, as each job gets it."""
        self.clones += 1
        path = self.directory / f"clone-{self.clones}"
        self.git(
            "clone", "--quiet", "--branch", branch, self.origin.as_uri(), str(path), directory=self.directory)
        return path

    # People

    def make_key(self, name: str) -> str:
        key = self.directory / f"{name}_key"
        result = execute(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], self.directory,
            environment(self.home))
        assert result.code == 0, result.output
        return key.with_suffix(".pub").read_text()

    def modelgate(self, *command: str, directory: pathlib.Path | None = None) -> str:
        """Runs a command on the developer's machine, outside of any CI; it has to succeed."""
        result = execute(list(command), directory or self.path, environment(self.home, USER="carol"))
        assert result.code == 0, f"{' '.join(command)}: {result.output}"
        return result.output

    def adopt(self) -> None:
        """1.0.0 is in production already, from before there was a ledger."""
        self.modelgate("modelgate-release", "register", "1.0.0", "--artifact", "models/1.0.0/model.joblib")
        self.modelgate("modelgate-release", "adopt", "1.0.0", "--stage", "production", "--reason", "served before")

    def approve(self, name: str, plan: str) -> None:
        """Signs a plan on an approver's laptop: a clone of its own."""
        self.modelgate(
            "modelgate-approve", "sign", "--yes", "--plan", plan, "--key", str(self.directory / f"{name}_key"),
            directory=self.clone())

    def released(self, stage: str = "production") -> str:
        """The version that holds a stage, as anyone sees it from a fresh clone."""
        return self.modelgate("modelgate-release", "resolve", "--stage", stage, directory=self.clone()).split()[0]


@dataclass
class Machine:
    """Runs scripts as the jobs of a CI system: bash, a fresh clone for each, and the system's variables."""

    repository: Repository
    variables: dict[str, str] = field(default_factory=dict)

    def run(self, script: str, directory: pathlib.Path | None = None, **variables: str) -> Result:
        surroundings = environment(self.repository.home, CI="true") | self.variables | variables
        return execute(["bash", "-eo", "pipefail", "-c", script], directory or self.repository.clone(), surroundings)


def released_twice(repository: Repository, pipeline) -> bool:
    """Whether running a pipeline a second time for the same commit adds anything to the history."""
    pipeline()
    history = repository.modelgate("modelgate-release", "history", directory=repository.clone())
    pipeline()
    return repository.modelgate("modelgate-release", "history", directory=repository.clone()) != history


def make_archive(repository: Repository) -> pathlib.Path:
    """An archive as scripts/package makes it, with a modelgate in it that only says where it is from."""
    folder = repository.directory / "modelgate-1.0-linux-x86_64"
    write_executable(folder / "bin" / "modelgate-gate", 'echo "from the archive"\n')
    file = repository.directory / "modelgate.tar.gz"
    with tarfile.open(file, "w:gz") as archive:
        archive.add(folder, folder.name)
    return file


def install_from(repository: Repository, script: str) -> None:
    """Runs the part of a job that installs modelgate, on a machine that has none: only the right digest will do."""
    file = make_archive(repository)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    for sha256, succeeds in ((digest, True), ("0" * 64, False), ("", False)):
        directory = repository.directory / f"machine-{sha256[:8]}"
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir()
        variables = {"MODELGATE_ARCHIVE": file.as_uri(), "MODELGATE_SHA256": sha256, "PATH": "/usr/bin:/bin"}
        result = Machine(repository, variables).run(script + "\nmodelgate-gate", directory)
        assert (result.code == 0) == succeeds, result.output
        assert ("from the archive" in result.output) == succeeds


def write_executable(path: pathlib.Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/bash\n" + script)
    path.chmod(0o755)


def shellcheck(script: str, *options: str) -> str:
    """What shellcheck finds in a script; empty when nothing."""
    ended = subprocess.run(
        ["shellcheck", "--shell", "bash", *options, "-"], input=script, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False)
    return ended.stdout
