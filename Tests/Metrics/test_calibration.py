"""Calibration: errors in bins against numpy, recalibration against scikit-learn's unpenalised regression."""

import numpy
import pytest
from binary_models import MODELS, scored
from ours import compute
from properties import counting_is_repeating, influences_are_slopes
from scipy.optimize import brentq
from scipy.special import expit, logit
from sklearn.datasets import load_iris, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.naive_bayes import GaussianNB

ERRORS = [f"{name}@bins={bins},strategy={strategy}"
          for name in ("ece", "mce") for bins in (1, 10, 15) for strategy in ("width", "mass")]  # fmt: skip
LINES = ["calibration_slope", "calibration_intercept", "calibration_intercept@slope=1"]


def gaps(confidences, hits, weights, bins, strategy):
    """Each bin's weight, and how far apart its mean confidence and its frequency are."""
    if strategy == "width":
        codes = numpy.maximum(numpy.searchsorted(numpy.arange(bins + 1) / bins, confidences) - 1, 0)
    else:
        below = numpy.array([weights[confidences < score].sum() for score in confidences])
        tied = numpy.array([weights[confidences == score].sum() for score in confidences])
        codes = numpy.minimum((bins * (below + tied / 2) / weights.sum()).astype(int), bins - 1)
    sums = numpy.bincount(codes, weights, bins)
    means = numpy.bincount(codes, weights * confidences, bins), numpy.bincount(codes, weights * hits, bins)
    filled = sums > 0
    return sums[filled], abs(means[0] - means[1])[filled] / sums[filled]


def errors(confidences, hits, weights):
    result = {}
    for name in ERRORS:
        bins, strategy = name.split("bins=")[1].split(",strategy=")
        sums, distances = gaps(confidences, hits, weights, int(bins), strategy)
        result[name] = numpy.average(distances, weights=sums) if name.startswith("ece") else distances.max()
    return result


def recalibration(labels, scores, weights):
    x = logit(numpy.clip(scores, 2**-52, 1 - 2**-52))
    model = LogisticRegression(C=numpy.inf, solver="newton-cholesky", tol=1e-13, max_iter=1000)
    model.fit(x[:, None], labels, sample_weight=weights)
    return {
        "calibration_slope": model.coef_[0, 0],
        "calibration_intercept": model.intercept_[0],
        "calibration_intercept@slope=1": brentq(
            lambda shift: numpy.dot(weights, labels - expit(x + shift)), -20, 20, xtol=1e-14, rtol=1e-14
        ),
    }


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
def test_binary_models(weighted):
    _, labels, scores = scored()
    weights = numpy.random.default_rng(1).uniform(0, 3, len(labels)) if weighted else numpy.ones(len(labels))
    more = {"weights": weights} if weighted else {}
    rows = [{"task": "binary", "labels": labels, "scores": scores[model], **more} for model in MODELS]
    in_bins = compute([{**case, "metrics": ERRORS} for case in rows])
    regressions = compute([{**case, "metrics": LINES} for case in rows])
    for case, errors_of_ours, lines in zip(rows, in_bins, regressions):
        assert errors_of_ours == pytest.approx(errors(case["scores"], labels, weights), rel=1e-12)
        assert lines == pytest.approx(recalibration(labels, case["scores"], weights), rel=1e-8)


@pytest.mark.parametrize("load", [load_iris, load_wine])
def test_most_probable_class(load):
    data = load()
    cases, expected = [], []
    for model in (LogisticRegression(max_iter=5000), GaussianNB()):
        table = cross_val_predict(model, data.data[:, :2], data.target, cv=3, method="predict_proba")
        cases.append({"task": "multiclass", "classes": list("abc"), "labels": data.target, "metrics": ERRORS,
                      "predictions": table.argmax(1), "probabilities": table.T})  # fmt: skip
        expected.append(errors(table.max(1), table.argmax(1) == data.target, numpy.ones(len(table))))
    for answer, values in zip(compute(cases), expected):
        assert answer == pytest.approx(values, rel=1e-12)


def test_the_end_of_a_bin_is_in_it():
    scores = numpy.arange(16) / 15
    case = {"task": "binary", "labels": numpy.arange(16) % 2, "scores": scores, "metrics": ERRORS}
    assert compute([case])[0] == pytest.approx(errors(scores, case["labels"], numpy.ones(16)), rel=1e-12)


HARD = {
    "one row out of order": ([0] * 20 + [1, 0] + [1] * 20, numpy.linspace(0.01, 0.99, 42)),
    "certain and wrong": ([0, 1, 0, 1, 1, 0], [0, 0, 1, 1, 0.4, 0.6]),
    "certain and almost right": ([0] * 50 + [1] * 50 + [0, 1], [0] * 50 + [1] * 50 + [0.500001, 0.5]),
    "far from the line that is sought": ([0, 1, 0, 1] * 5, numpy.geomspace(1e-15, 1e-14, 20)),
}


@pytest.mark.parametrize("labels,scores", HARD.values(), ids=HARD)
def test_the_likelihood_is_at_its_summit(labels, scores):
    labels, scores = numpy.array(labels), numpy.array(scores)
    line = compute([{"task": "binary", "labels": labels, "scores": scores, "metrics": LINES}])[0]
    x = logit(numpy.clip(scores, 2**-52, 1 - 2**-52))
    surprises = labels - expit(line["calibration_intercept"] + line["calibration_slope"] * x)
    assert [surprises.sum(), numpy.dot(surprises, x)] == pytest.approx([0, 0], abs=1e-6)


UNDEFINED = {
    "separated": ([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4], LINES[:2]),
    "separated the wrong way": ([1, 1, 0, 0], [0.1, 0.2, 0.3, 0.4], LINES[:2]),
    "separated but for a tie": ([0, 0, 1, 1], [0.1, 0.2, 0.2, 0.4], LINES[:2]),
    "equal scores": ([0, 1, 1, 1], [0.2, 0.2, 0.2, 0.2], LINES[:2]),
    "no positives": ([0, 0], [0.2, 0.3], LINES),
    "no negatives": ([1, 1], [0.2, 0.3], LINES),
    "no probability": ([0, 1, 0, 1], [0.2, 0.3, 1.5, 0.1], LINES + ["ece", "mce"]),
    "decision value": ([0, 1, 0, 1], [0.2, -0.3, 0.5, 0.1], LINES + ["ece", "mce"]),
}


@pytest.mark.parametrize("labels,scores,names", UNDEFINED.values(), ids=UNDEFINED)
def test_undefined(labels, scores, names):
    case = {"task": "binary", "labels": labels, "scores": scores, "metrics": LINES + ["ece", "mce"]}
    assert [name for name, value in compute([case])[0].items() if value is None] == sorted(names)


def small(seed):
    draw = numpy.random.default_rng(seed)
    return {"task": "binary", "labels": draw.integers(0, 2, 25), "scores": draw.integers(1, 20, 25) / 20,
            "weights": draw.uniform(0.5, 2, 25), "metrics": ERRORS + LINES}  # fmt: skip


def test_counts():
    counting_is_repeating([small(seed) for seed in range(20)])


def test_influences():
    fixed = [name for name in ERRORS if name.endswith("width")]
    influences_are_slopes([{**small(seed), "metrics": fixed + LINES} for seed in range(3)], having=fixed + LINES)
