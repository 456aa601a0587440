"""Items that something else has scored: numpy's statistics, and chances by counting."""

import numpy
import pytest
from ours import compute
from properties import counting_is_repeating, influences_are_slopes
from scipy.special import comb
from sklearn.datasets import load_diabetes

METHODS = ("linear", "lower", "higher", "nearest", "inverted_cdf", "averaged_inverted_cdf")
PERCENTILES = [f"percentile@method={method},p={p}" for method in METHODS for p in (0, 5, 50, 95, 99.9, 100)]
STATISTICS = ["mean", "median", "min", "max", "sum", "stdev", "percentile@p=95", "success_rate@at_least=100"]
STATISTICS += PERCENTILES


def statistics(scores):
    result = {
        name: float(numpy.percentile(scores, float(name.split("p=")[1]), method=name.split("=")[1].split(",")[0]))
        for name in PERCENTILES
    }
    return result | {
        "mean": scores.mean(), "median": numpy.median(scores), "min": scores.min(), "max": scores.max(),
        "sum": scores.sum(), "stdev": scores.std(ddof=1), "percentile@p=95": numpy.percentile(scores, 95),
        "success_rate@at_least=100": (scores >= 100).mean()}  # fmt: skip


def test_unweighted():
    samples = [load_diabetes().target, *load_diabetes().data.T[:3], numpy.array([3.0, 3.0, 7.0, 100.0, 250.0])]
    answers = compute([{"task": "items", "scores": scores, "metrics": STATISTICS} for scores in samples])
    for scores, answer in zip(samples, answers):
        assert answer == pytest.approx(statistics(scores), rel=1e-12, abs=1e-13)


def test_weighted():
    scores = load_diabetes().target
    weights = numpy.random.default_rng(1).integers(0, 4, len(scores)) * 0.5
    expected = {
        "mean": numpy.average(scores, weights=weights),
        "sum": numpy.dot(scores, weights),
        "median": float(numpy.median(numpy.repeat(scores, (2 * weights).astype(int)))),
        "min": scores[weights > 0].min(),
        "max": scores[weights > 0].max(),
        "percentile@method=inverted_cdf,p=95": float(
            numpy.quantile(scores, 0.95, weights=weights, method="inverted_cdf")
        ),
        "success_rate@at_least=100": numpy.average(scores >= 100, weights=weights),
    }
    case = {"task": "items", "scores": scores, "weights": weights, "metrics": list(expected)}
    assert compute([case])[0] == pytest.approx(expected, rel=1e-12)


def test_pass():
    draw = numpy.random.default_rng(1)
    attempts = draw.integers(10, 200, 100)
    successes = draw.integers(0, attempts + 1)
    expected = {
        f"pass@k={k}": numpy.mean(1 - comb(attempts - successes, k) / comb(attempts, k)) for k in (1, 2, 10)
    }
    case = {"task": "items", "scores": successes, "attempts": attempts, "metrics": list(expected)}
    assert compute([case])[0] == pytest.approx(expected, rel=1e-12)


UNDEFINED = [
    ({"scores": [1]}, "stdev"),
    ({"scores": [1, 2], "weights": [1, 2]}, "stdev"),
    ({"scores": [1, 2], "weights": [1, 2]}, "percentile@p=95"),
    ({"scores": [1, 2], "weights": [0, 0]}, "mean"),
    ({"scores": [1, 2], "weights": [0, 0]}, "median"),
    ({"scores": [1, 2], "weights": [0, 0]}, "max"),
    ({"scores": [1, 2]}, "pass@k=1"),
    ({"scores": [1, 2], "attempts": [5, 3]}, "pass@k=4"),
    ({"scores": [1, 6], "attempts": [5, 5]}, "pass@k=1"),
    ({"scores": [1, 0.5], "attempts": [5, 5]}, "pass@k=1"),
]


@pytest.mark.parametrize("rows,name", UNDEFINED, ids=[name for _, name in UNDEFINED])
def test_undefined(rows, name):
    assert compute([{"task": "items", **rows, "metrics": [name]}]) == [{name: None}]


def small(seed, weighted):
    draw = numpy.random.default_rng(seed)
    case = {"task": "items", "scores": draw.integers(0, 6, 12), "attempts": draw.integers(6, 9, 12)}
    names = ["mean", "success_rate", "success_rate@at_least=3", "pass@k=2"]
    if weighted:
        return case | {"weights": draw.uniform(0.5, 2, 12), "metrics": names}
    return case | {"metrics": names + STATISTICS}


def test_counts():
    cases = [small(seed, seed % 2) for seed in range(20)]
    for case in cases[1::2]:
        case["metrics"] = case["metrics"] + ["median", "min", "max", "sum"]
    counting_is_repeating(cases, shares=["success_rate"])


def test_influences():
    cases = [small(seed, True) for seed in range(3)]
    influences_are_slopes(cases, having=cases[0]["metrics"])
