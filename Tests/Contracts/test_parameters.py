"""Parameters of a suite get the values that Great Expectations gives them, and the same verdicts."""

import json
import pathlib
import subprocess

import great_expectations
import pandas
import pytest
from great_expectations.core import ExpectationSuite
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

from peers import EXECUTABLES

FRAME = pandas.DataFrame({"n": [1, 2, 3, 4], "t": ["a", "b", "ab", "a"]})
OPEN = {"$PARAMETER": "p"}
CASES = [
    ("expect_table_row_count_to_equal", {"value": OPEN}, 4),
    ("expect_table_row_count_to_equal", {"value": OPEN}, 5),
    ("expect_column_values_to_be_between", {"column": "n", "min_value": 1, "max_value": OPEN}, 3.5),
    ("expect_column_values_to_be_between", {"column": "n", "min_value": 1, "max_value": OPEN}, 4),
    ("expect_column_values_to_be_between", {"column": "n", "max_value": 3, "mostly": OPEN}, 0.75),
    ("expect_column_values_to_be_between", {"column": "n", "max_value": 3, "strict_max": OPEN, "mostly": 0.75}, True),
    ("expect_column_values_to_be_in_set", {"column": "t", "value_set": OPEN}, ["a", "b", "ab"]),
    ("expect_column_values_to_be_in_set", {"column": "t", "value_set": OPEN}, ["a"]),
    ("expect_column_values_to_match_regex", {"column": "t", "regex": OPEN}, "^a"),
    ("expect_column_values_to_match_regex", {"column": "t", "regex": OPEN}, "[ab]"),
    ("expect_column_mean_to_be_between", {"column": "n", "min_value": OPEN}, 2.5),
    ("expect_column_value_lengths_to_equal", {"column": "t", "value": OPEN}, 1),
]


@pytest.fixture(scope="module")
def batch():
    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("pandas").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": FRAME})


def check(folder: pathlib.Path, type: str, kwargs: dict, *arguments: str) -> subprocess.CompletedProcess:
    FRAME.to_csv(folder / "frame.csv", index=False)
    (folder / "suite.json").write_text(json.dumps({"name": "s", "expectations": [{"type": type, "kwargs": kwargs}]}))
    return subprocess.run(
        [EXECUTABLES / "modelgate-data", "check", "frame.csv", "--contract", "suite.json", *arguments],
        cwd=folder, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(("type", "kwargs", "value"), CASES)
def test_a_value_is_taken_as_there(type, kwargs, value, batch, tmp_path):
    suite = ExpectationSuite(name="s", expectations=[ExpectationConfiguration(type=type, kwargs=kwargs)])
    theirs = batch.validate(suite, expectation_parameters={"p": value})
    ended = check(tmp_path, type, kwargs, "--parameter", f"p={value if isinstance(value, str) else json.dumps(value)}")
    assert ended.returncode == (0 if theirs.success else 1), (ended.stdout, ended.stderr, theirs)


def test_without_a_value_neither_passes(batch, tmp_path):
    suite = ExpectationSuite(
        name="s", expectations=[ExpectationConfiguration(type="expect_table_row_count_to_equal", kwargs={"value": OPEN})])
    try:
        assert not batch.validate(suite, expectation_parameters={}).success
    except great_expectations.exceptions.SuiteParameterError:
        pass
    ended = check(tmp_path, "expect_table_row_count_to_equal", {"value": OPEN})
    assert ended.returncode == 78
    assert "--parameter p=VALUE" in ended.stderr
    ended = check(tmp_path, "expect_table_row_count_to_equal", {"value": OPEN}, "--parameter", "p=4", "--parameter", "q=1")
    assert ended.returncode == 64
    assert "no parameter 'q'" in ended.stderr
