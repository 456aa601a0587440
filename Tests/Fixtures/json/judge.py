"""Reads what scan-dump made of JSON Lines, and makes the same of them with Python's json module.

A line of input is a document in hexadecimal, a tab, and a verdict: rows, or what is wrong. Only that something is
wrong has to agree, and all of the rows. Ends with 1 when anything differs.
"""

import json
import sys

DEEPEST = 512


class Refused(Exception):
    pass


class Number(str):
    """A number as it is written."""


def refuse(word: str):
    raise Refused(word)


class Pairs(list):
    """An object's members, in order, twins included."""


def read(text: str):
    return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=refuse, object_pairs_hook=Pairs)


def check(value) -> None:
    """Refuses what is no Unicode text, and what is nested too deep."""
    level = [value]
    depth = 0
    while level:
        if any(isinstance(inner, list) for inner in level):
            depth += 1
        if depth > DEEPEST:
            raise Refused("deep")
        below = []
        for inner in level:
            if isinstance(inner, str):
                inner.encode()
            elif isinstance(inner, Pairs):
                for key, member in inner:
                    key.encode()
                    below.append(member)
            elif isinstance(inner, list):
                below += inner
        level = below


def rows(document: bytes) -> list:
    found = []
    for number, line in enumerate(document.removeprefix(b"\xef\xbb\xbf").decode().split("\n")):
        if not line.strip(" \t\r"):
            continue
        row = read(line)
        check(row)
        if not isinstance(row, Pairs) or len(dict(row)) != len(row):
            raise Refused("no row")
        found.append((number, row))
    return found


def same(kind: str, text: bytes, value) -> bool:
    if kind == "null":
        return value is None and text == b"null"
    if kind == "boolean":
        return value is {b"true": True, b"false": False}.get(text)
    if kind == "number":
        return type(value) is Number and text == value.encode()
    if kind == "string":
        return type(value) is str and text == value.encode()
    return kind == "structure" and isinstance(value, list) and typed(read(text.decode())) == typed(value)


def typed(value):
    """A value that equals no other of another type."""
    if isinstance(value, Pairs):
        return "object", [(key, typed(member)) for key, member in value]
    if isinstance(value, list):
        return "array", [typed(element) for element in value]
    return type(value).__name__, value


def agrees(verdict, document: bytes) -> bool:
    try:
        expected = rows(document)
    except (ValueError, Refused):
        return isinstance(verdict, str)
    if isinstance(verdict, str) or len(verdict) != len(expected):
        return False
    for (line, members), (number, row) in zip(verdict, expected):
        if line != number or len(members) != len(row):
            return False
        for (key, kind, text), (name, value) in zip(members, row):
            if bytes.fromhex(key) != name.encode() or not same(kind, bytes.fromhex(text), value):
                return False
    return True


sys.setrecursionlimit(100_000)
refused = read_whole = 0
for record in sys.stdin:
    document, verdict = record.rstrip("\n").split("\t")
    document, verdict = bytes.fromhex(document), json.loads(verdict)
    if not agrees(verdict, document):
        said = bytes.fromhex(verdict).decode() if isinstance(verdict, str) else f"{len(verdict)} rows"
        sys.exit(f"Python does not agree on {document!r}: {said}")
    if isinstance(verdict, str):
        refused += 1
    else:
        read_whole += 1
print(f"{refused} refused, {read_whole} read")
