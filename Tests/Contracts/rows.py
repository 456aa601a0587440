"""Which cells modelgate finds to break a contract."""

import json
import os
import pathlib
import subprocess

EXECUTABLES = pathlib.Path(os.environ["MODELGATE_BUILD"]).resolve()


def violating(file: pathlib.Path, contract: dict) -> set[tuple[str, int]]:
    """Columns and rows, counted from 1, of every rule on one column that fails."""
    written = file.with_suffix(".contract.json")
    written.write_text(json.dumps(contract))
    report = file.with_suffix(".report.json")
    ended = subprocess.run(
        [EXECUTABLES / "modelgate-data", "check", file.name, "--contract", written.name, "--samples", "10000",
         "--report", f"json={report.name}"],
        cwd=file.parent, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode in (0, 1, 2), ended.stderr
    found = set()
    for rule in json.loads(report.read_text())["rules"]:
        if len(rule["columns"]) == 1 and rule["verdict"] == "fail":
            assert len(rule["samples"]) == rule["violating"], rule
            found |= {(rule["columns"][0], sample["row"]) for sample in rule["samples"]}
    return found
