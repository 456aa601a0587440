"""What holds of every metric, whatever it measures, by asking our implementation in several ways."""

import numpy
from ours import compute, plain

COLUMNS = {"labels", "predictions", "scores", "weights", "amounts", "accounts", "times", "relevances", "queries",
           "attempts", "probabilities", "truths"}  # fmt: skip
STEP = 1e-4


def repeated(case, counts):
    """The case with each row as often as its count says."""

    def rows(values):
        return [value for value, count in zip(values, counts) for _ in range(count)]

    result = {}
    for key, value in plain(case).items():
        if key in COLUMNS:
            # Of several classes or labels, there is a column for each.
            value = [rows(column) for column in value] if isinstance(value[0], list) else rows(value)
        elif key == "groups":
            value = {column: rows(values) for column, values in value.items()}
        result[key] = value
    return result


def size(case):
    return len(case["truths"][0] if "truths" in case else case["labels"] if "labels" in case else case["scores"])


def agree(first, second, where, tolerance=1e-9):
    """Both undefined, or equal but for rounding."""
    if first is None or second is None:
        assert first is None and second is None, (where, first, second)
    else:
        assert abs(first - second) <= tolerance * max(1, abs(second)), (where, first, second)


def counting_is_repeating(cases, cells=(), shares=(), seed=0):
    """Counts of rows, and cells and shares where a metric has them, say what repeated rows say.

    `cells` and `shares` name metrics that have to have them.
    """
    draw = numpy.random.default_rng(seed)
    questions = []
    for case in cases:
        counts = draw.multinomial(size(case), [1 / size(case)] * size(case)).tolist()
        questions += [repeated(case, counts)] + [{**case, "counts": counts, "by": by} for by in WAYS]
    answers = iter(compute(questions))
    seen = {by: set() for by in WAYS}
    for case in cases:
        expected, ways = next(answers), {by: next(answers) for by in WAYS}
        for name, value in expected.items():
            agree(ways["counts"][name], value, (name, "counts"))
            for by in ("cells", "share"):
                # None for a metric that has no such thing.
                if ways[by][name] is not None:
                    seen[by].add(name)
                    agree(ways[by][name], value, (name, by))
    assert set(cells) <= seen["cells"] and set(shares) <= seen["share"], seen


def weightless_rows_are_absent(cases, seed=0):
    """Rows of weight 0 change nothing."""
    draw = numpy.random.default_rng(seed)
    questions = []
    for case in cases:
        counts = draw.integers(0, 2, size(case))
        weights = draw.uniform(0.5, 2, size(case)) * counts
        questions += [{**case, "weights": weights}, repeated({**case, "weights": weights}, counts)]
    answers = iter(compute(questions))
    for first, second in zip(answers, answers):
        for name, value in second.items():
            agree(first[name], value, name, 1e-12)


WAYS = ("counts", "cells", "share")


def influences_are_slopes(cases, having):
    """Influences are the slopes of the metric in the rows' weights, times the weights, for at least those named."""
    questions = []
    for case in cases:
        weights = numpy.array(case.get("weights", [1.0] * size(case)), dtype=float)
        questions.append({**case, "by": "influences"})
        for row in range(size(case)):
            for sign in (1, -1):
                questions.append({**case, "weights": weights + sign * STEP * numpy.eye(size(case))[row]})
    answers = iter(compute(questions))
    seen = set()
    for case in cases:
        weights = case.get("weights", [1.0] * size(case))
        influences = next(answers)
        for row in range(size(case)):
            up, down = next(answers), next(answers)
            for name, values in influences.items():
                if values is None:
                    continue
                seen.add(name)
                slope = weights[row] * (up[name] - down[name]) / (2 * STEP)
                scale = max(1e-3, max(abs(value) for value in values))
                assert abs(values[row] - slope) <= 1e-4 * scale, (name, row, values[row], slope)
    assert set(having) <= seen, set(having) - seen
