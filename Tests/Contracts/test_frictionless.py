"""modelgate and frictionless-py find the same cells of the same file, but for the differences that are listed."""

import csv

import frictionless
import pytest

from rows import violating

CELLS = [
    "", "1", "-7", "+3", "0", "01", "1.0", "1.5", "-0.25", "1e2", ".5", "5.", "1,5", "abc", "ab", "äö", "a", "b", "NA",
    "true", "True", "TRUE", "false", "yes", "no", "2024-02-29", "2023-02-29", "2024-2-9", "2024-12-31", "29/02/24",
    "1/2/2024", "31.04.2024", "29.02.2024", "12:30:00", "24:00:00", "12:30", "12:30:00.25", "12:30:00Z",
    "2024-02-29T12:30:00", "2024-02-29T12:30:00Z", "2024-02-29T12:30:00.5+01:00", "2023-02-29T12:30:00Z",
    "2024-02-29T12:30", "2024-02-29 12:30:00", "2024", "0000", "20240", "2024-02", "2024-2", "2024-13", "P1Y2M", "PT36H", "P1W",
    "P", "1D", "-P1D", "90.5, 45.5", "-180,90", "181,0", "0,91", "x@example.org", "x@", "http://example.org/a?b#c",
    "example.org", "urn:a:b", "6a2f41a3-c54c-fce8-32d2-0324e1c32e22", "6a2f41a3", "AAAA", "AA==", "A", "NaN", "inf",
    " 1", "1_000",
]

FIELDS = [
    {"type": "string"}, {"type": "string", "format": "email"}, {"type": "string", "format": "uri"},
    {"type": "string", "format": "uuid"}, {"type": "string", "format": "binary"}, {"type": "integer"},
    {"type": "number"}, {"type": "boolean"}, {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    {"type": "date"}, {"type": "date", "format": "%d/%m/%y"}, {"type": "date", "format": "%d.%m.%Y"}, {"type": "time"},
    {"type": "time", "format": "%H:%M"}, {"type": "datetime"}, {"type": "datetime", "format": "%Y-%m-%d %H:%M:%S"},
    {"type": "year"}, {"type": "yearmonth"}, {"type": "duration"}, {"type": "geopoint"}, {"type": "any"},
    {"type": "integer", "missingValues": ["", "NA", "abc"]},
    {"type": "string", "constraints": {"required": True}},
    {"type": "string", "missingValues": ["", "NA"], "constraints": {"required": True}},
    {"type": "string", "constraints": {"unique": True}}, {"type": "string", "constraints": {"minLength": 3}},
    {"type": "string", "constraints": {"maxLength": 2}}, {"type": "string", "constraints": {"pattern": "[a-c]+"}},
    {"type": "string", "constraints": {"enum": ["a", "b", "1"]}}, {"type": "integer", "constraints": {"enum": [1, -7]}},
    {"type": "number", "constraints": {"enum": [1, 1.5]}}, {"type": "boolean", "constraints": {"enum": [True]}},
    {"type": "integer", "constraints": {"minimum": 0}}, {"type": "integer", "constraints": {"maximum": 1}},
    {"type": "number", "constraints": {"minimum": 1}}, {"type": "number", "constraints": {"exclusiveMinimum": 1}},
    {"type": "number", "constraints": {"exclusiveMaximum": 1.5}},
    {"type": "date", "constraints": {"minimum": "2024-03-01"}},
    {"type": "year", "constraints": {"maximum": 2000}},
]

NUMBERS = ["integer", "number"]

#: By what is different: the fields, and the cells, that only one of the two finds wrong.
DIFFERENCES = {
    "numbers that are not finite are none": lambda f, c: f["type"] == "number" and c in ["NaN", "inf"],
    "spaces and underscores belong to no number": lambda f, c: f["type"] in [*NUMBERS] and c in [" 1", "1_000"],
    "base64 is padded and has no other characters": lambda f, c: f.get("format") == "binary",
    "months have two digits": lambda f, c: f["type"] == "yearmonth" and c == "2024-2",
    "dates have leading zeros": lambda f, c: f == {"type": "date"} and c == "2024-2-9",
    "T stands before the time": lambda f, c: f["type"] == "datetime" and c == "2024-02-29 12:30:00",
    "the last moment of a day is not 24:00": lambda f, c: f["type"] == "time" and c == "24:00:00",
}


def theirs(file) -> set[tuple[str, int]]:
    package = frictionless.Package.from_descriptor(
        {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "p",
         "resources": [{"name": "cells", "type": "table", "path": file.name, "schema": contract()}]},
        basepath=str(file.parent))
    report = package.validate(limit_errors=100_000)
    assert not report.errors and not report.warnings, report
    found = report.flatten(["fieldName", "rowNumber", "message"])
    assert all(name for name, _, _ in found), found
    # The first row is the header there.
    return {(name, row - 1) for name, row, _ in found}


def contract() -> dict:
    return {"$schema": "https://datapackage.org/profiles/2.0/tableschema.json", "fields": fields()}


def fields() -> list[dict]:
    # No row is blank, since there it would be wrong as a whole.
    return [{"name": "row", "type": "any"}, *({"name": f"f{index}", **field} for index, field in enumerate(FIELDS))]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    file = tmp_path_factory.mktemp("frictionless") / "cells.csv"
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field["name"] for field in fields()])
        writer.writerows([[row] + [cell] * len(FIELDS) for row, cell in enumerate(CELLS)])
    return violating(file, contract()), theirs(file)


def test_the_same_cells_are_wrong(found):
    ours, theirs = found
    unexplained = []
    seen = set()
    for name, row in ours ^ theirs:
        field, cell = FIELDS[int(name[1:])], CELLS[row - 1]
        names = [name for name, applies in DIFFERENCES.items() if applies(field, cell)]
        seen |= set(names)
        if not names:
            unexplained.append((field, cell, "ours" if (name, row) in ours else "theirs"))
    assert not unexplained
    assert seen == set(DIFFERENCES)
    assert len(FIELDS) * len(CELLS) > 2000 and len(ours & theirs) > 1000
