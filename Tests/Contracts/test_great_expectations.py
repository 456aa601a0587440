"""modelgate and Great Expectations say the same of the same data, but for the differences that are listed."""

import concurrent.futures
import datetime
import pathlib
import re
import sqlite3

import pytest

import suites
import tables
from compare import differing
from differences import DIFFERENCES, Case
from peers import GreatExpectations, modelgate

#: Table, format, and every how many-th expectation is run on it, from which one on: Great Expectations takes its time.
RUNS = [
    ("drawn", "csv", 2, 0), ("drawn", "parquet", 2, 1), ("again", "csv", 3, 1), ("dense", "parquet", 3, 2),
    ("again", "parquet", 6, 0), ("dense", "csv", 6, 3), ("single", "csv", 6, 1), ("single", "parquet", 6, 4),
    ("pair", "csv", 6, 2), ("pair", "parquet", 6, 5), ("empty", "csv", 8, 3), ("empty", "parquet", 8, 6),
]


def run(name: str, format: str, step: int, first: int, folder: pathlib.Path) -> list[tuple[Case, list[str]]]:
    """Every case of one run, with what differs in it."""
    file = tables.write(name, folder)[format]
    everything = suites.expectations()
    # What is seen differently is always there.
    chosen = [each for index, each in enumerate(everything) if index % step == first or each["apart"]]
    asked = [
        {"type": each["type"], "kwargs": each["kwargs"], "description": f"#{index}#"}
        for index, each in enumerate(chosen)
    ]
    ours = modelgate(file, {"name": name, "expectations": asked})
    theirs = GreatExpectations().run(file, asked)
    return [
        (Case(format, each["type"], each["kwargs"], gx, mine), differing(each, gx, mine))
        for each, gx, mine in zip(asked, theirs, ours, strict=True)
    ]


@pytest.fixture(scope="session")
def cases(tmp_path_factory) -> list[tuple[Case, list[str]]]:
    found = []
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        futures = [
            pool.submit(run, *each, tmp_path_factory.mktemp("-".join(map(str, each)))) for each in RUNS
        ]
        for future in futures:
            found += future.result()
    return found


def test_every_supported_expectation_is_compared(cases):
    text = (tables.ROOT / "docs/contracts/great-expectations.md").read_text()
    compared = {case.type for case, _ in cases}
    # Another table is none that Great Expectations has in pandas.
    compared |= {"expect_table_row_count_to_equal_other_table"}
    assert len(cases) > 3000
    sources = tables.ROOT / "Sources/DataQuality/Contract/Formats/GreatExpectations"
    supported = {
        line.split('"')[1] for file in sources.glob("Expectation+*.swift") for line in file.read_text().splitlines()
        if line.startswith('    "expect_')
    }
    assert supported == compared | {type for type in supported if "like_pattern" in type}
    told = set(re.findall(r"`((?:column|table|compound|multicolumn|select)_\w+)`", text))
    assert {type.removeprefix("expect_") for type in supported} <= told


def test_what_is_said_is_the_same(cases):
    unknown = [
        f"{case.format} {case.type} {case.arguments}: {', '.join(differs)}"
        for case, differs in cases
        if differs and not any(difference.applies(case) for difference in DIFFERENCES)
    ]
    assert unknown == []


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.name)
def test_a_difference_that_is_listed_is_there(cases, difference):
    assert any(differs and difference.applies(case) for case, differs in cases)


def test_most_cases_differ_in_nothing(cases):
    decided = [differs for case, differs in cases if case.ours.verdict != "hold"]
    assert len(decided) > 2000
    assert sum(1 for differs in decided if not differs) / len(decided) > 0.9


def checked(values: list[str], type: str, arguments: list[dict], folder: pathlib.Path) -> list[list[int]]:
    """The rows, counted from 0, that modelgate finds to violate each of several expectations on some texts."""
    file = folder / "texts.csv"
    file.write_text("text\n" + "".join('"' + value.replace('"', '""') + '"\n' for value in values))
    asked = [
        {"type": type, "kwargs": {"column": "text", **each}, "description": f"#{index}#"}
        for index, each in enumerate(arguments)
    ]
    outcomes = modelgate(file, {"name": "texts", "expectations": asked}, samples=len(values))
    return [[sample["row"] - 1 for sample in outcome.rules[0]["samples"]] for outcome in outcomes]


def test_like_is_that_of_sqlite(tmp_path):
    texts = tables.WORDS + tables.CODES + ["100%", "a%b", "a\\b", "line\nbreak", "[x]", "^x$", ".*", "%", "_", "é"]
    patterns = ["%e%", "_", "r__", "%", "A-_%", "50\\%", "a\\%b", "%\\_%", "[x]", "^x$", ".*", "%\\%", "日%", "line%", "a%"]
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA case_sensitive_like = ON")
    expected = [
        [
            index for index, text in enumerate(texts)
            if not database.execute("SELECT ? LIKE ? ESCAPE '\\'", [text, pattern]).fetchone()[0]
        ]
        for pattern in patterns
    ]
    arguments = [{"like_pattern": pattern, "escape": "\\"} for pattern in patterns]
    assert checked(texts, "expect_column_values_to_match_like_pattern", arguments, tmp_path) == expected


def test_times_are_those_that_strptime_reads(tmp_path):
    formats = [
        "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S%z", "%H:%M",
        "%I:%M %p", "%B %d, %Y", "%d %b %Y", "%a %d %b %y", "%Y%m%d", "%j %Y", "%m/%d", "100%% %Y", "%A", "%d %B",
    ]
    moments = [
        datetime.datetime(2024, 2, 29, 23, 59, 59, 120000), datetime.datetime(1999, 12, 1, 0, 0, 5),
        datetime.datetime(2023, 7, 31, 12, 30), datetime.datetime(2000, 1, 9, 1, 1, 1, 1),
    ]
    texts = [moment.strftime(format) for moment in moments for format in formats] + [
        "2023-02-29", "2024-02-30", "1900-02-29", "2000-02-29", "2100-02-29", "0000-01-01", "0001-01-01", "29.2.23",
        "29.2.24", "29.02.00", "31.4.24", "31/04/2024", "31/11/2024", "1/1/2024", "01/1/2024", " 1/1/2024", "00/1/2024",
        "32/1/2024", "1/13/2024", "2024-1-1T1:1:1", "2024-01-01T24:00:00", "2024-01-01T23:60:00", "2024-01-01T23:59:60",
        "2024-01-01 00:00:00.1234567", "2024-01-01  00:00:00.1", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00+0100",
        "2024-01-01T00:00:00-01:00", "2024-01-01T00:00:00+1", "24:00", "7:5", "13:00 AM", "12:00 am", "0:10 pm", "1:10 Pm",
        "february 30, 2024", "February 29, 2023", "FEBRUARY 29, 2024", "31 jun 2024", "30 Jun 2024", "Juno 30, 2024",
        "20240101", "2024011", "202411", "366 2024", "000 2024", "1 2024", "367 2024", "2/29", "2/30", "monday", "Mon",
        "2024-01-01 ", " 2024-01-01", "2024-01-01\n", "", "x", "31 June", "29 February",
    ]
    texts = [text for text in texts if text]

    def reads(text: str, format: str) -> bool:
        try:
            datetime.datetime.strptime(text, format)
            return True
        except ValueError:
            return False

    expected = [[index for index, text in enumerate(texts) if not reads(text, format)] for format in formats]
    arguments = [{"strftime_format": format} for format in formats]
    found = checked(texts, "expect_column_values_to_match_strftime_format", arguments, tmp_path)
    differing = [
        (format, sorted(texts[index] for index in set(a) ^ set(b)))
        for format, a, b in zip(formats, found, expected, strict=True) if a != b
    ]
    assert differing == []

