"""Metrics that choose their own threshold, against scikit-learn's curves; the top by score, against all orders."""

import itertools

import numpy
import pytest
from binary_models import MODELS, scored
from ours import compute
from properties import counting_is_repeating
from sklearn import metrics

LEVELS = (0.05, 0.5, 0.9, 0.95, 1)
TOPS = (1, 7, 100, 500)
FRACTIONS = (0.01, 0.1, 0.3, 1)


def curves(labels, scores, weights):
    precision, recall, _ = metrics.precision_recall_curve(labels, scores, sample_weight=weights)
    # The last point is of no threshold.
    precision, recall = precision[:-1], recall[:-1]
    fpr, tpr, _ = metrics.roc_curve(labels, scores, sample_weight=weights, drop_intermediate=False)
    result = {}
    for level in LEVELS:
        enough = precision >= level
        result[f"recall@precision={level}"] = recall[enough].max() if enough.any() and recall[enough].max() else None
        result[f"precision@recall={level}"] = precision[recall >= level].max()
        result[f"recall@fpr={level}"] = tpr[fpr <= level].max()
        result[f"fpr@recall={level}"] = fpr[tpr >= level].min()
    return result


def chances(scores, weights, size):
    """How much of each row is in the top of that size."""
    order = numpy.argsort(-scores)
    top = numpy.zeros(len(scores))
    for score in numpy.unique(scores):
        above, tied = weights[scores > score].sum(), weights[scores == score].sum()
        top[scores == score] = min(1, max(0, (size - above) / tied)) if tied else 0
    assert top[order[0]] > 0
    return top * weights


def tops(labels, scores, weights):
    result = {}
    for k in TOPS if weights is None else ():
        top = chances(scores, numpy.ones(len(labels)), k)
        result[f"precision@k={k}"] = numpy.dot(top, labels) / k
        result[f"recall@k={k}"] = numpy.dot(top, labels) / labels.sum()
    weights = numpy.ones(len(labels)) if weights is None else weights
    for fraction in FRACTIONS:
        top = chances(scores, weights, fraction * weights.sum())
        rate = numpy.average(labels, weights=weights)
        result[f"lift@fraction={fraction}"] = numpy.dot(top, labels) / top.sum() / rate
    return result


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
def test_real_models(weighted):
    _, labels, scores = scored()
    weights = numpy.random.default_rng(1).uniform(0, 3, len(labels)) if weighted else None
    expected = [curves(labels, scores[model], weights) | tops(labels, scores[model], weights) for model in MODELS]
    cases = [
        {"task": "binary", "labels": labels, "scores": scores[model], "metrics": list(values)}
        | ({"weights": weights} if weighted else {})
        for model, values in zip(MODELS, expected)
    ]
    for values, answer in zip(expected, compute(cases)):
        assert answer == {name: None if value is None else pytest.approx(value, rel=1e-12)
                          for name, value in values.items()}  # fmt: skip


@pytest.mark.parametrize("scores", [[3, 2, 2, 2, 1], [1, 1, 1, 1, 1], [5, 4, 4, 3, 3]])
def test_ties_at_the_cut_are_the_mean_over_all_orders(scores):
    labels, scores = numpy.array([0, 1, 0, 1, 1]), numpy.array(scores)
    names, expected = [], []
    for k in range(1, 6):
        orders = map(list, itertools.permutations(range(5)))
        orders = [order for order in orders if (numpy.diff(scores[order]) <= 0).all()]
        found = numpy.mean([labels[order[:k]].sum() for order in orders])
        names += [f"precision@k={k}", f"recall@k={k}"]
        expected += [found / k, found / 3]
    case = {"task": "binary", "labels": labels, "scores": scores, "metrics": names}
    assert list(compute([case])[0][name] for name in names) == pytest.approx(expected, rel=1e-12)


ROWS = {"labels": [1, 0, 0, 1], "scores": [0.1, 0.9, 0.8, 0.2]}
UNDEFINED = [
    (ROWS, "recall@precision=0.9", None),
    (ROWS, "recall@precision=0.9,zero_division=0", 0),
    (ROWS, "recall@fpr=0.1", 0),
    (ROWS, "precision@k=5", None),
    ({"labels": [0, 0], "scores": [0.1, 0.9]}, "precision@recall=0.5", None),
    ({"labels": [0, 0], "scores": [0.1, 0.9]}, "lift@fraction=0.5", None),
    ({"labels": [0, 0], "scores": [0.1, 0.9]}, "precision@k=1", 0),
    ({"labels": [1, 1], "scores": [0.1, 0.9]}, "recall@fpr=0.5", None),
    ({"labels": [1, 1], "scores": [0.1, 0.9]}, "fpr@recall=0.5", None),
    ({"labels": [1, 0], "predictions": [1, 0]}, "recall@precision=0.5", None),
    ({**ROWS, "weights": [0, 0, 0, 0]}, "lift@fraction=0.5", None),
    ({**ROWS, "weights": [1, 1, 1, 1]}, "precision@k=1", None),
]


@pytest.mark.parametrize("rows,name,expected", UNDEFINED, ids=[name for _, name, _ in UNDEFINED])
def test_edges(rows, name, expected):
    assert compute([{"task": "binary", **rows, "metrics": [name]}])[0][name] == expected


def test_counts():
    draw = numpy.random.default_rng(3)
    rates = ("recall@precision", "precision@recall", "recall@fpr", "fpr@recall", "lift@fraction")
    names = [f"{rate}={level}" for level in LEVELS for rate in rates]
    cases = [
        {"task": "binary", "labels": draw.integers(0, 2, 15), "scores": draw.integers(0, 9, 15) / 8,
         "metrics": names + [f"{one}@k={k}" for one in ("precision", "recall") for k in (1, 4, 15)]}
        for _ in range(20)
    ]  # fmt: skip
    weighted = [{**case, "weights": draw.uniform(0, 2, 15), "metrics": names} for case in cases]
    counting_is_repeating(cases + weighted)
