"""A suite that is converted into a contract of the standard finds what the suite finds."""

import json
import os
import pathlib
import subprocess

import pytest

import suites
import tables

EXECUTABLE = pathlib.Path(os.environ["MODELGATE_BUILD"]) / "modelgate-data"
#: Of a suite's rules, what must be the same of the contract's; kinds and ids are the standard's there.
FACTS = ["columns", "verdict", "checked", "violating", "observed", "samples"]


def data(folder: pathlib.Path, *arguments: str) -> str:
    ended = subprocess.run(
        [EXECUTABLE, *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode in (0, 1, 2), ended.stderr
    return ended.stdout


def found(folder: pathlib.Path, file: str, contract: str) -> list[dict]:
    data(folder, "check", file, "--contract", contract, "--report", "json=report.json")
    return json.loads((folder / "report.json").read_text())["rules"]


def facts(rules: list[dict]) -> list[str]:
    """In an order that says nothing of the rules'."""
    return sorted(json.dumps({key: rule.get(key) for key in FACTS}, sort_keys=True) + number(rule) for rule in rules)


def number(rule: dict) -> str:
    """The expectation's, which its description is."""
    return next(word for word in (rule["message"] + " " + rule["expected"]).split("#") if word.isdigit())


@pytest.mark.parametrize("name", tables.TABLES)
@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_converted_suite_finds_the_same(name, format, tmp_path):
    file = tables.write(name, tmp_path)[format].name
    expectations = [
        {"type": each["type"], "kwargs": each["kwargs"], "description": f"#{index}#"}
        for index, each in enumerate(suites.expectations())
    ]
    (tmp_path / "suite.json").write_text(json.dumps({"name": "suite", "expectations": expectations}))
    data(tmp_path, "contract", "convert", "suite.json", "--output", "contract.yaml")
    suite = found(tmp_path, file, "suite.json")
    columns, *contract = found(tmp_path, file, "contract.yaml")
    assert len(suite) >= len(expectations) > 1000
    # What is added: that the columns which rules name are there, told once for those that are not.
    assert (columns["id"], columns["verdict"]) == ("columns", "fail")
    told = [rule for rule in suite if not set(rule["columns"]) & set(columns["columns"])]
    assert all(rule["verdict"] == "fail" for rule in suite if rule not in told)
    assert facts(contract) == facts(told)
    assert data(tmp_path, "contract", "convert", "contract.yaml") == (tmp_path / "contract.yaml").read_text()
