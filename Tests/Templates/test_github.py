"""GitHub Actions: the workflows run for real, with act on this machine; only what needs GitHub itself (checkout,
artifacts, cache) is stood in for. The tests of what steps say in CI are elsewhere; here it only has to arrive."""

import hashlib
import http.server
import re
import shutil
import threading

import pytest
import yaml

import act
from act import GITHUB, PINNED, PLACES, adopt_workflows, run
from harness import EXECUTABLES, TOOLS, Repository, environment, execute, make_archive, released_twice, shellcheck

WORKFLOWS = sorted(name for name in PLACES if name != "action.yml")


@pytest.fixture
def example(repository) -> Repository:
    """The example with the workflows, 1.0.0 in production, 2.0.0 to be released."""
    adopt_workflows(repository)
    repository.commit("Propose a model")
    repository.adopt()
    return repository


class TestTheModelWorkflow:
    def test_a_worse_candidate_is_red_with_annotations_and_a_summary(self, example):
        example.propose("1.9.0")
        example.commit("Propose a worse model")
        ran = run(example, "model-release.yml")
        assert ran.code != 0
        assert ran.jobs == {"find": "success", "data": "success", "compare": "failure"}
        assert any("roc_auc" in message for message in ran.annotations("error")), ran.output
        assert "roc_auc" in ran.summary.replace("\\", "")
        assert example.released() == "1.0.0"

    def test_damaged_data_is_red_with_an_annotation_at_the_file(self, example):
        example.edit("modelgate.yaml", "source: data/churn.csv", "source: data/corrupted.csv")
        example.commit("Break the export")
        ran = run(example, "model-release.yml")
        assert ran.code != 0
        assert ran.jobs["data"] == "failure"
        assert "staging" not in ran.jobs
        assert any("data/corrupted.csv" in message for message in ran.annotations("error")), ran.output

    def test_a_better_candidate_waits_in_green_until_two_people_approved(self, example):
        ran = run(example, "model-release.yml")
        assert ran.code == 0, ran.text
        assert ran.jobs["production"] == "success"
        assert ran.outputs("production")["verdict"] == "hold"
        assert "released" not in ran.jobs, "a release that waits must not look like one"
        assert "2 missing" in ran.summary
        assert example.released("staging") != "1.0.0"

        plan = re.search(r"sign --plan ([0-9a-f]+)", ran.output).group(1)
        for person, expected in (("alice", "1.0.0"), ("bob", example.released("staging"))):
            example.approve(person, plan)
            promoting = run(example, "promote-on-approval.yml")
            assert promoting.code == 0, promoting.text
            assert example.released() == expected
        example.modelgate("modelgate-release", "verify", directory=example.clone())

    def test_an_approval_starts_the_workflow_that_lies_on_the_ledgers_branch(self, example):
        plan = re.search(r"sign --plan ([0-9a-f]+)", run(example, "model-release.yml").output).group(1)
        ledger = example.clone("modelgate/ledger")
        place = ledger / PLACES["promote-on-approval.yml"]
        place.parent.mkdir(parents=True)
        place.write_bytes((GITHUB / "promote-on-approval.yml").read_bytes())
        for arguments in (["add", "--all"], ["commit", "-qm", "Add the workflow"], ["push", "-q", "origin", "HEAD"]):
            example.git(*arguments, directory=ledger)
        example.approve("alice", plan)
        example.approve("bob", plan)
        promoting = run(example, "promote-on-approval.yml", branch="modelgate/ledger")
        assert promoting.code == 0, promoting.text
        assert example.released() == example.released("staging")

    def test_a_policy_with_one_stage_and_no_approvals_is_released_in_one_run(self, example):
        commit = example.simplify()
        ran = run(example, "model-release.yml")
        assert ran.code == 0, ran.text
        assert ran.jobs["released"] == "success"
        assert example.released() == commit[:12]

    def test_running_again_releases_nothing_twice(self, example):
        assert not released_twice(example, lambda: run(example, "model-release.yml"))

    @pytest.mark.parametrize("how", ["another branch", "the clock", "checks only"])
    def test_a_run_that_is_not_meant_to_release_only_checks(self, example, how):
        if how == "another branch":
            example.git("push", "--quiet", "origin", "main:refs/heads/idea")
            ran = run(example, "model-release.yml", branch="idea")
        elif how == "the clock":
            ran = run(example, "model-release.yml", event="schedule")
        else:
            ran = run(
                example, "model-release.yml", event="workflow_dispatch", payload={"inputs": {"checks_only": "true"}})
        assert ran.code == 0, ran.text
        assert ran.jobs == {"find": "success", "data": "success", "compare": "success"}

    @pytest.mark.parametrize("event", ["workflow_dispatch", "repository_dispatch"])
    def test_a_person_or_a_training_job_may_name_the_policy_and_the_version(self, example, event):
        wanted = {"policy": "modelgate.yaml", "version": "2.0.0"}
        payload = {"inputs": wanted} if event == "workflow_dispatch" else {"client_payload": wanted}
        ran = run(example, "model-release.yml", event=event, payload=payload)
        assert ran.code == 0, ran.text
        assert example.released("staging") == "2.0.0"

    @pytest.mark.parametrize("name", ["version", "policy"])
    @pytest.mark.parametrize("text", ['2.0.0"; touch "$HOME/pwned"; "', "$(touch $HOME/pwned)", "a\npolicies=[]"])
    def test_what_a_dispatch_names_is_never_run(self, example, name, text):
        ran = run(example, "model-release.yml", event="repository_dispatch", payload={"client_payload": {name: text}})
        assert ran.code != 0
        assert not (example.home / "pwned").exists()
        assert example.released() == "1.0.0"

    def test_of_several_models_those_are_released_whose_files_changed(self, repository):
        adopt_workflows(repository)
        for model in ("one", "two"):
            folder = repository.path / "models" / model
            folder.mkdir(parents=True)
            for file in ("data/churn.csv", "contract.yaml", "models/2.0.0/model.joblib"):
                repository.add(repository.path / file, f"models/{model}/{file}")
            (folder / "modelgate.yaml").write_text(
                f"model: {model}\n"
                "artifact: models/2.0.0/model.joblib\n"
                "data: {churn: {source: data/churn.csv, contract: contract.yaml}}\n"
                "stages: {production: {requires: [data/churn]}}\n"
                "ledger: {git: origin, branch: modelgate/ledger}\n")
        (repository.path / "modelgate.yaml").unlink()
        before = repository.commit("Two models")
        with (repository.path / "models/two/models/2.0.0/model.joblib").open("ab") as file:
            file.write(b"\n")
        after = repository.commit("Train two again")
        ran = run(repository, "model-release.yml", payload={"before": before})
        assert ran.code == 0, ran.text
        assert ran.outputs("find")["policies"] == '["models/two/modelgate.yaml"]'
        resolve = ["modelgate-release", "resolve", "--stage", "production", "--policy"]
        assert repository.modelgate(*resolve, "models/two/modelgate.yaml").startswith(after[:12])
        ran = run(repository, "model-release.yml", payload={"before": "0" * 40})
        assert ran.code == 0, ran.text
        assert repository.modelgate(*resolve, "models/one/modelgate.yaml").startswith(after[:12])


class TestTheApplicationWorkflow:
    def test_it_gets_the_released_version_while_a_release_waits(self, example):
        assert run(example, "model-release.yml").outputs("production")["verdict"] == "hold"
        ran = run(example, "application.yml")
        assert ran.code == 0, ran.text
        assert ran.jobs == {"build": "success"}
        assert ran.outputs("build")["version"] == "1.0.0"
        assert ran.outputs("build")["digest"].startswith("sha256:")

    def test_it_needs_nothing_from_the_model_workflow(self):
        text = (GITHUB / "application.yml").read_text()
        assert "workflow_run" not in text and "needs:" not in text


@pytest.fixture
def machine(repository) -> Repository:
    """A repository with the action, and an archive with a modelgate in it that only says where it is from."""
    repository.add(GITHUB / "action.yml", PLACES["action.yml"])
    shutil.copy(make_archive(repository), repository.path)
    return repository


def use_action(repository: Repository, commands: str = "modelgate-gate", found: bool = False, **inputs: str) -> act.Run:
    """Runs a workflow of one step."""
    workflow = {
        "name": "one step", "on": "push",
        "jobs": {
            "job": {
                "runs-on": "ubuntu-latest",
                "outputs": {"verdict": "${{ steps.it.outputs.verdict }}"},
                "steps": [
                    {"uses": f"actions/checkout@{PINNED['checkout']}"},
                    {"id": "it", "uses": "./.github/actions/modelgate", "with": {"run": commands, **inputs}},
                    {"run": "echo verdict=${{ steps.it.outputs.verdict }}."},
                ],
            }
        },
    }
    place = repository.path / ".github/workflows/one.yml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(yaml.safe_dump(workflow, sort_keys=False))
    repository.commit("Use the action")
    path = f"{EXECUTABLES}:/usr/bin:/bin" if found else "/usr/bin:/bin"
    return run(repository, "one.yml", path=path)


class TestTheAction:
    def test_it_installs_an_archive_from_a_url_once_its_digest_fits(self, machine):
        content = (machine.path / "modelgate.tar.gz").read_bytes()
        with serve(content) as url:
            ran = use_action(machine, archive=url, sha256=hashlib.sha256(content).hexdigest())
        assert ran.code == 0, ran.text
        assert "from the archive" in ran.output
        assert f"no cache for modelgate-{hashlib.sha256(content).hexdigest()}" in ran.output

    @pytest.mark.parametrize(
        "sha256, message", [("0" * 64, "FAILED"), ("", "MODELGATE_SHA256"), ("$(id)", "MODELGATE_SHA256")])
    def test_an_archive_from_a_url_without_the_right_digest_is_refused(self, machine, sha256, message):
        with serve((machine.path / "modelgate.tar.gz").read_bytes()) as url:
            ran = use_action(machine, archive=url, sha256=sha256)
        assert ran.code != 0
        assert message in ran.text
        assert "from the archive" not in ran.output

    def test_it_installs_an_archive_that_lies_in_the_repository(self, machine):
        ran = use_action(machine, archive="modelgate.tar.gz")
        assert ran.code == 0, ran.text
        assert "from the archive" in ran.output

    def test_what_is_on_the_path_is_used_as_it_is(self, machine):
        ran = use_action(machine, "modelgate-gate --version", found=True, archive="modelgate.tar.gz")
        assert ran.code == 0, ran.text
        assert "from the archive" not in ran.output

    def test_without_an_archive_it_says_which_variables_to_set(self, machine):
        ran = use_action(machine)
        assert ran.code != 0
        assert "MODELGATE_ARCHIVE" in ran.annotations("error")[0]

    @pytest.mark.parametrize(
        "ends, tries, succeeds",
        [([75, 75, 0], 3, True), ([75, 75, 75, 75], 3, False), ([74], 1, False), ([1], 1, False), ([3], 1, False)])
    def test_only_exit_75_is_tried_again_and_not_for_ever(self, machine, ends, tries, succeeds):
        counter = machine.home / "tries"
        cases = "".join(f"{number}) exit {code};; " for number, code in enumerate(ends, 1))
        ran = use_action(
            machine, f'echo >>"{counter}"\ncase $(wc -l <"{counter}") in {cases}esac', found=True)
        assert len(counter.read_text().splitlines()) == tries
        assert (ran.code == 0) == succeeds

    def test_a_hold_is_green_and_its_output_says_so(self, machine):
        ran = use_action(machine, "exit 2\necho not reached", found=True)
        assert ran.code == 0, ran.text
        assert "verdict=hold." in ran.output
        assert "not reached\n" not in ran.output


class TestTheFiles:
    def test_they_are_valid_by_act_the_schemas_and_zizmor(self, repository):
        adopt_workflows(repository)
        places = {name: str(repository.path / place) for name, place in PLACES.items()}
        workflows = [places[name] for name in WORKFLOWS]
        schema = [str(TOOLS / "check-jsonschema"), "--builtin-schema"]
        configuration = act.STAND_INS.parent / "zizmor.yml"
        for command in (
            [str(TOOLS / "act"), "--validate", "--strict"],
            [*schema, "vendor.github-workflows", *workflows],
            [*schema, "custom.github-workflows-require-timeout", *workflows],
            [*schema, "vendor.github-actions", places["action.yml"]],
            [str(TOOLS / "zizmor"), "--offline", "--no-progress", "--config", str(configuration), "."],
        ):
            ended = execute(command, repository.path, environment(repository.home))
            assert ended.code == 0, ended.output

    @pytest.mark.parametrize("name", sorted(PLACES))
    def test_other_peoples_actions_are_pinned_to_commits(self, name):
        for line in re.findall(r"uses: (.*)", (GITHUB / name).read_text()):
            if not line.startswith("./"):
                action, commit = re.fullmatch(r"actions/([a-z-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+", line).groups()
                assert PINNED[action] == commit

    @pytest.mark.parametrize("name", WORKFLOWS)
    def test_only_jobs_that_write_the_ledger_may_write_and_none_is_cancelled(self, name):
        workflow = yaml.safe_load((GITHUB / name).read_text())
        assert workflow["permissions"] == {"contents": "read"}
        for job_name, job in workflow["jobs"].items():
            if job_name in ("staging", "production", "promote"):
                assert job["permissions"] == {"contents": "write"}
                assert job["concurrency"]["cancel-in-progress"] is False
                assert "policy" in job["concurrency"]["group"], "models do not wait for each other"
            elif job_name != "model":
                assert "permissions" not in job

    @pytest.mark.parametrize("name", sorted(PLACES))
    def test_no_expression_is_pasted_into_a_script(self, name):
        for script in scripts(name):
            assert "${{" not in script

    @pytest.mark.parametrize("name", sorted(PLACES))
    def test_shellcheck_finds_nothing(self, name):
        for script in scripts(name):
            assert shellcheck(script) == ""


def scripts(name: str) -> list[str]:
    document = yaml.safe_load((GITHUB / name).read_text())
    steps = document["runs"]["steps"] if "runs" in document else [
        step for job in document["jobs"].values() for step in job.get("steps", [])]
    return [script for step in steps for script in (step.get("run"), step.get("with", {}).get("run")) if script]


class serve:
    """An HTTP server on this machine that has one file."""

    def __init__(self, content: bytes):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/modelgate.tar.gz"

    def __exit__(self, *exception) -> None:
        self.server.shutdown()
        self.server.server_close()
