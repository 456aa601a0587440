"""modelgate measures the distances of TFDV's comparators, by their formulas in TFDV 1.21 (anomalies/metrics.cc)."""

import json
import os
import pathlib
import random
import subprocess

import numpy
import pytest

EXECUTABLES = pathlib.Path(os.environ["MODELGATE_BUILD"])

SCHEMA = """
feature { name: "text" type: BYTES
  drift_comparator {
    infinity_norm { threshold: 0.2 } normalized_abs_difference { threshold: 0.2 }
    jensen_shannon_divergence { threshold: 0.1 } }
  skew_comparator { jensen_shannon_divergence { threshold: 0.1 } } }
feature { name: "class" type: INT int_domain { is_categorical: true }
  drift_comparator { infinity_norm { threshold: 0.2 } jensen_shannon_divergence { threshold: 0.1 } } }
feature { name: "number" type: FLOAT
  drift_comparator { jensen_shannon_divergence { threshold: 0.1 } }
  skew_comparator { jensen_shannon_divergence { threshold: 0.1 } } }
"""


def divergence(left: dict, right: dict) -> float:
    """Jensen and Shannon's, in bits."""
    keys = sorted(left | right, key=str)
    p = numpy.array([left.get(key, 0) for key in keys], float)
    q = numpy.array([right.get(key, 0) for key in keys], float)
    p, q = p / p.sum(), q / q.sum()
    m = (p + q) / 2
    return sum(float((side[side > 0] * numpy.log2(side[side > 0] / m[side > 0])).sum()) for side in (p, q)) / 2


def counts(values: list) -> dict:
    return {value: values.count(value) for value in set(values) if value is not None}


def buckets(left: list, right: list) -> tuple[dict, dict]:
    """Each side's ten buckets, cut at the edges of both; a side of a single value is a point."""
    points = [None, None]
    sides = []
    for index, side in enumerate((left, right)):
        values = numpy.array([value for value in side if value is not None], float)
        if values.min() == values.max():
            points[index] = {("point", values.min()): len(values)}
            sides.append(([], numpy.array([])))
        else:
            sides.append(numpy.histogram(values, bins=10))
    edges = numpy.unique(numpy.concatenate([sides[0][1], sides[1][1]]))
    found = []
    for index, (masses, own) in enumerate(sides):
        spread = dict(points[index] or {})
        for mass, low, high in zip(masses, own, own[1:]):
            for start, end in zip(edges, edges[1:]):
                if low <= start and end <= high:
                    spread[start] = spread.get(start, 0) + mass * (end - start) / (high - low)
        found.append(spread)
    return found[0], found[1]


def expected(data: dict, other: dict, feature: str, measure: str) -> float:
    left, right = data[feature], other[feature]
    if measure == "jensen_shannon_divergence":
        return divergence(*(buckets(left, right) if feature == "number" else (counts(left), counts(right))))
    left, right = counts(left), counts(right)
    if measure == "infinity_norm":
        totals = sum(left.values()), sum(right.values())
    else:
        totals = (sum(left.values()) + sum(right.values()),) * 2
    return max(abs(left.get(key, 0) / totals[0] - right.get(key, 0) / totals[1]) for key in left | right)


def draw(dice: random.Random, rows: int) -> dict:
    shape = dice.choice(["uniform", "normal", "few", "one", "skewed"])
    centre = dice.uniform(-3, 3)
    one = dice.choice([0.0, 1.5])
    number = {
        "uniform": lambda: dice.uniform(centre, centre + 5), "normal": lambda: dice.gauss(centre, 2),
        "few": lambda: float(dice.randrange(4)), "one": lambda: one, "skewed": lambda: dice.expovariate(0.3),
    }[shape]
    weights = [dice.random() + 0.01 for _ in range(6)]
    return {
        "text": [dice.choices(["a", "b", "c", "01", "1", None], weights)[0] for _ in range(rows)] + ["a"],
        "class": [dice.choices([0, 1, 2, 3, 40, None], weights)[0] for _ in range(rows)] + [0],
        "number": [number() if dice.random() > 0.1 else None for _ in range(rows)] + [number()],
    }


def write(file: pathlib.Path, table: dict) -> None:
    rows = zip(*table.values())
    cells = ["" if cell is None else repr(cell) if isinstance(cell, float) else str(cell) for row in rows for cell in row]
    lines = [",".join(cells[start : start + 3]) for start in range(0, len(cells), 3)]
    file.write_text("\n".join(["text,class,number", *lines]) + "\n")


@pytest.mark.parametrize("seed", range(40))
def test_the_distances_are_those_of_the_formulas(seed, tmp_path):
    dice = random.Random(seed)
    data, span, serving = (draw(dice, dice.choice([1, 5, 30, 400])) for _ in range(3))
    for name, table in (("data", data), ("span", span), ("serving", serving)):
        write(tmp_path / f"{name}.csv", table)
    (tmp_path / "schema.pbtxt").write_text(SCHEMA)
    ended = subprocess.run(
        [EXECUTABLES / "modelgate-data", "check", "data.csv", "--contract", "schema.pbtxt", "--reference", "span.csv",
         "--table", "serving=serving.csv", "--report", "json=report.json"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode in (0, 1, 2), ended.stderr
    seen = 0
    for rule in json.loads((tmp_path / "report.json").read_text())["rules"]:
        comparator, _, measure = rule["kind"].partition(".")
        if not comparator.endswith("comparator"):
            continue
        seen += 1
        feature = rule["columns"][0]
        distance = expected(data, span if comparator == "drift_comparator" else serving, feature, measure)
        assert rule["observed"] == pytest.approx(distance, abs=1e-9), rule
        threshold = 0.1 if measure == "jensen_shannon_divergence" else 0.2
        if abs(distance - threshold) > 1e-9:
            assert rule["verdict"] == ("fail" if distance > threshold else "pass"), rule
    assert seen == 8
