"""modelgate and jsonschema find the same members of the same rows, but for the differences that are listed."""

import json

import jsonschema
import pytest

from rows import violating

ABSENT = object()
VALUES = [
    ABSENT, None, True, False, 0, 1, -1, 1.0, 1.5, 2, 3, 10, 0.3, -0.25, 1e20, "", "1", "a", "ab", "abc", "äö", "true",
    "b\n", "ba", [], [1], {}, {"a": 1}, "2024-02-29", "2023-02-29", "2024-2-9", "2024-02-29T12:00:00Z",
    "2024-02-29T12:00:00", "2024-02-29T12:00:00.5+01:00", "2023-02-29T12:00:00Z", "2024-02-29t12:00:00z",
    "2024-02-29T12:00:60Z", "12:00:00Z", "12:00:00", "25:00:00Z", "x@example.org", "x@", "x", "6a2f41a3-c54c-4ce8-82d2-0324e1c32e22",
    "6A2F41A3-C54C-4CE8-82D2-0324E1C32E22", "6a2f", "http://example.org/a?b#c", "urn:a:b", "/a", "a b", "127.0.0.1",
    "127.0.0.256", "127.0.0.01", "::1", "1::2::3", ":1", "example.org", "-a.example", "a_b", "P1Y2M", "PT36H", "P1W",
    "P", "P1D2H", "\U0001f600", "10",
]

STRINGS = [
    {"minLength": 2}, {"maxLength": 2}, {"pattern": "b"}, {"pattern": "^[a-c]+$"}, {"pattern": "\\d{2}"},
    {"format": "date"}, {"format": "date-time"}, {"format": "time"}, {"format": "email"}, {"format": "uuid"},
    {"format": "uri"}, {"format": "ipv4"}, {"format": "ipv6"}, {"format": "hostname"}, {"format": "duration"},
]

PROPERTIES = [
    *({"type": each} for each in ["null", "boolean", "integer", "number", "string", "array", "object"]),
    {"type": ["integer", "null"]}, {"type": ["string", "number"]}, {"type": ["array", "boolean", "null"]},
    {"enum": ["a", "1", "true"]}, {"enum": [1, 1.5]}, {"enum": ["a", None]}, {"enum": [True]}, {"const": 1},
    {"const": "1"}, {"const": None}, {"const": False}, {"minimum": 1}, {"maximum": 1}, {"exclusiveMinimum": 1},
    {"exclusiveMaximum": 1}, {"type": "integer", "multipleOf": 2}, {"multipleOf": 0.5},
    {"allOf": [{"type": "number"}, {"minimum": 1}, {"maximum": 2}]}, {"$ref": "#/$defs/small"},
    {"anyOf": [{"$ref": "#/$defs/small"}, {"type": "null"}]}, {"oneOf": [{"type": "null"}, {"enum": ["a"]}]},
    *({"type": "string", **each} for each in STRINGS), *({"type": ["string", "null"], **each} for each in STRINGS[:4]),
]

#: By what is different: the formats, and the values, that only one of the two finds wrong.
DIFFERENCES = {
    "T and Z are capitals": lambda p, v: p.get("format") == "date-time" and v == "2024-02-29t12:00:00z",
    "an e-mail address has a domain": lambda p, v: p.get("format") == "email",
    "the end of a text is its end, in Python also before a line end": lambda p, v: v == "b\n"
    and (p.get("pattern", "").endswith("$") or p.get("format") == "hostname"),
}


def schema(draft: str) -> dict:
    return {
        "$schema": draft, "properties": {f"p{index}": each for index, each in enumerate(PROPERTIES)},
        "$defs": {"small": {"type": "integer", "maximum": 2}}, "required": ["p0", "p4"],
    }


@pytest.mark.parametrize(
    "draft", ["https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#"])
def test_the_same_values_are_wrong(draft, tmp_path):
    rows = [{} if value is ABSENT else {f"p{index}": value for index in range(len(PROPERTIES))} for value in VALUES]
    file = tmp_path / "values.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    kind = jsonschema.validators.validator_for({"$schema": draft})
    validator = kind(schema(draft), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    theirs = set()
    for number, row in enumerate(rows, 1):
        for error in validator.iter_errors(row):
            theirs.add((error.path[0] if error.path else error.message.split("'")[1], number))
    ours = violating(file, schema(draft))
    unexplained = []
    seen = set()
    for name, row in ours ^ theirs:
        property, value = PROPERTIES[int(name[1:])], VALUES[row - 1]
        names = [name for name, applies in DIFFERENCES.items() if applies(property, value)]
        seen |= set(names)
        if not names:
            unexplained.append((property, value, "ours" if (name, row) in ours else "theirs"))
    assert not unexplained
    assert seen == set(DIFFERENCES)
    assert len(PROPERTIES) * len(VALUES) > 2000 and len(ours & theirs) > 1000
