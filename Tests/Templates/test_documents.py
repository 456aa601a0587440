"""Documents that other programs read, held to those programs' own schemas."""

import json
import os
import pathlib

import pytest
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from harness import EXECUTABLES, ROOT, TOOLS, Repository, environment, execute


def run(repository: Repository, *command: str) -> str:
    """Runs a command and returns the SARIF that it was asked for."""
    report = repository.path / "report.sarif"
    report.unlink(missing_ok=True)
    execute([*command, "--report", f"sarif={report}"], repository.path, environment(repository.home))
    return report.read_text()


COMMANDS = {
    "data that passes": ["modelgate-data", "check"],
    "damaged data": ["modelgate-data", "check", "--source", "data/corrupted.csv"],
    "a worse model": ["modelgate-compare", "--candidate", "predictions/1.9.0.csv"],
    "a better model": ["modelgate-compare"],
    "a gate without evidence": ["modelgate-gate", "--stage", "production"],
}


class TestSARIF:
    @pytest.mark.parametrize("name", COMMANDS)
    def test_it_is_valid_by_the_schema_of_sarif_2_1_0(self, repository, name):
        text = run(repository, *COMMANDS[name])
        Sarif.model_validate_json(text)
        assert json.loads(text)["version"] == "2.1.0"

    def test_names_from_the_data_change_nothing_in_its_structure(self, repository):
        file = repository.path / "data/churn.csv"
        lines = file.read_text().splitlines()
        lines[1] = lines[1].replace(lines[1].split(",")[0], '"C1\u202e</script>%0A::error::"', 1)
        file.write_text("\n".join([*lines, lines[1]]) + "\n")
        Sarif.model_validate_json(run(repository, *COMMANDS["data that passes"]))


class TestThePackage:
    def test_its_sbom_is_valid_spdx(self):
        found = sorted(pathlib.Path(ROOT / ".build-package").glob("*.spdx.json"))
        assert found, "scripts/package makes it"
        for document in found:
            ended = execute([str(TOOLS / "pyspdxtools"), "--infile", str(document)], ROOT, dict(os.environ))
            assert ended.code == 0, ended.output

    def test_its_image_is_made_as_hadolint_wants_it(self):
        ended = execute([str(TOOLS / "hadolint"), "Containerfile"], ROOT, dict(os.environ))
        assert ended.code == 0, ended.output

    def test_every_tool_is_there_with_a_manual_page_and_completions(self):
        root = EXECUTABLES.parent
        tools = sorted(path.name for path in EXECUTABLES.glob("modelgate-*"))
        assert tools == sorted(f"modelgate-{name}" for name in ("approve", "compare", "data", "gate", "init", "release"))
        for tool in tools:
            for place in (
                f"share/man/man1/{tool}.1", f"share/bash-completion/completions/{tool}",
                f"share/zsh/site-functions/_{tool}", f"share/fish/vendor_completions.d/{tool}.fish",
            ):
                assert (root / place).stat().st_size > 0
