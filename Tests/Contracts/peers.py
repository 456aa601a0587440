"""Runs Great Expectations and modelgate on the same file and the same suite."""

import json
import logging
import os
import pathlib
import re
import subprocess
import warnings
from dataclasses import dataclass, field

# Nothing is sent to anybody.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations
import pandas
from great_expectations.core import ExpectationSuite
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

import tables

EXECUTABLES = pathlib.Path(os.environ["MODELGATE_BUILD"])
SAMPLES = 5

# How pandas keeps texts decides which engine it matches patterns with; Python's is what suites are written for.
pandas.set_option("mode.string_storage", "python")
warnings.filterwarnings("ignore")
logging.getLogger("great_expectations").setLevel(logging.CRITICAL)


@dataclass
class Answer:
    """What Great Expectations says of one expectation."""

    success: bool
    #: The exception's message, where it raised one.
    problem: str
    result: dict


@dataclass
class Outcome:
    """What modelgate says of one expectation: a rule, or several."""

    rules: list[dict] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        return max((rule["verdict"] for rule in self.rules), key=["pass", "warn", "hold", "fail"].index)

    @property
    def passes(self) -> bool:
        return self.verdict == "pass"


class GreatExpectations:
    def __init__(self):
        self.context = great_expectations.get_context(mode="ephemeral")
        self.context.variables.progress_bars = {"globally": False}
        self.source = self.context.data_sources.add_pandas("pandas")

    def run(self, file: pathlib.Path, expectations: list[dict]) -> list[Answer]:
        asset = self.source.add_dataframe_asset(file.name)
        batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": tables.frame(file)})
        suite = ExpectationSuite(
            name=file.name,
            expectations=[
                ExpectationConfiguration(type=each["type"], kwargs=each["kwargs"], description=each["description"])
                for each in expectations
            ],
        )
        found = {}
        for each in batch.validate(suite, result_format={"result_format": "COMPLETE"}).results:
            raised = each.exception_info
            if "raised_exception" not in raised:
                raised = next(iter(raised.values()), {"raised_exception": False})
            problem = str(raised.get("exception_message")) if raised["raised_exception"] else ""
            found[each.expectation_config.description] = Answer(bool(each.success), problem, each.result or {})
        return [found[each["description"]] for each in expectations]


def modelgate(file: pathlib.Path, suite: dict, samples: int = SAMPLES) -> list[Outcome]:
    contract = file.with_suffix(".suite.json")
    contract.write_text(json.dumps(suite, indent=1))
    report = file.with_suffix(".report.json")
    ended = subprocess.run(
        [EXECUTABLES / "modelgate-data", "check", file.name, "--contract", contract.name, "--samples", str(samples),
         "--report", f"json={report.name}"],
        cwd=file.parent, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode in (0, 1, 2), ended.stderr
    outcomes = [Outcome() for _ in suite["expectations"]]
    for rule in json.loads(report.read_text())["rules"]:
        number = re.search(r"#(\d+)#", rule["message"] + rule["expected"])
        assert number, rule
        outcomes[int(number[1])].rules.append(rule)
    assert all(outcome.rules for outcome in outcomes)
    return outcomes
