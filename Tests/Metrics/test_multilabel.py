"""Several labels at once: over scikit-learn's made data, and over rows with none of the labels, all, or ties."""

import numpy
import pytest
from asking import agrees, call
from ours import compute
from properties import counting_is_repeating, influences_are_slopes, weightless_rows_are_absent
from sklearn import metrics
from sklearn.datasets import make_multilabel_classification
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier

pytestmark = pytest.mark.filterwarnings("ignore")

MODELS = {
    "logistic": LogisticRegression(max_iter=500),
    "bayes": GaussianNB(),
    "tree": DecisionTreeClassifier(max_depth=4, random_state=0),
}
AVERAGES = ("micro", "macro", "weighted", "samples")
PREDICTED = {
    "accuracy": metrics.accuracy_score,
    "zero_one_loss": metrics.zero_one_loss,
    "hamming_loss": metrics.hamming_loss,
} | {
    f"{name}_{average}": call(getattr(metrics, f"{name}_score"), average=average)
    for name in ("precision", "recall", "f1", "jaccard")
    for average in AVERAGES
} | {
    f"fbeta_{average}@beta=0.5": call(metrics.fbeta_score, beta=0.5, average=average) for average in AVERAGES
} | {
    f"{name}@class=c1": lambda *rows, function=getattr(metrics, f"{name}_score"), **more:
        function(*rows, labels=[1], average=None, **more)[0]
    for name in ("precision", "recall", "f1", "jaccard")
}  # fmt: skip
SCORED = {
    "coverage_error": metrics.coverage_error,
    "label_ranking_average_precision": metrics.label_ranking_average_precision_score,
    "label_ranking_loss": metrics.label_ranking_loss,
    "ndcg": metrics.ndcg_score,
    "ndcg@k=2": call(metrics.ndcg_score, k=2),
    "dcg": metrics.dcg_score,
} | {
    f"{name}_{average}": call(getattr(metrics, f"{name}_score"), average=average)
    for name in ("roc_auc", "average_precision")
    for average in AVERAGES
}  # fmt: skip


def case(truths, predictions, scores, names, weights=None):
    result = {
        "task": "multilabel", "names": [f"c{place}" for place in range(numpy.shape(truths)[1])],
        "truths": numpy.transpose(truths), "predictions": numpy.transpose(predictions),
        "scores": numpy.transpose(scores), "metrics": list(names),
    }  # fmt: skip
    return result if weights is None else {**result, "weights": weights}


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
@pytest.mark.parametrize("model", MODELS)
def test_scikit_learn_says_the_same_of_real_models(model, weighted):
    features, truths = make_multilabel_classification(600, n_classes=5, n_labels=3, random_state=3)
    known, _, seen, _ = train_test_split(features, truths, random_state=0)
    # Of a row without any label, or with all, some metrics say nothing.
    mixed = numpy.isin(truths.sum(axis=1), (1, 2, 3, 4))
    features, truths = features[mixed], truths[mixed]
    scores = OneVsRestClassifier(MODELS[model]).fit(known, seen).predict_proba(features)
    # Each row has a prediction.
    predictions = ((scores >= 0.5) | (scores == scores.max(axis=1, keepdims=True))).astype(int)
    weights = numpy.random.default_rng(2).uniform(0, 3, len(truths)) if weighted else None
    if weighted:
        weights[::7] = 0
    expected = {name: function(truths, predictions, sample_weight=weights) for name, function in PREDICTED.items()}
    expected |= {name: function(truths, scores, sample_weight=weights) for name, function in SCORED.items()}
    found = compute([case(truths, predictions, scores, expected, weights)])[0]
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-14)


EDGES = {
    "a row without labels": [[0, 0, 0], [1, 0, 1], [0, 1, 1]],
    "a row with all": [[1, 1, 1], [1, 0, 1], [0, 1, 0]],
    "a label of no row": [[0, 0, 1], [1, 0, 1], [1, 0, 0]],
    "a label of every row": [[0, 1, 1], [1, 1, 0], [0, 1, 0]],
    "no labels at all": [[0, 0, 0], [0, 0, 0], [0, 0, 0]],
}
PREDICTIONS = numpy.array([[0, 0, 1], [1, 0, 1], [0, 0, 0]])
SCORES = numpy.array([[.1, .2, .7], [.8, .3, .8], [.5, .5, .5]])  # fmt: skip


@pytest.mark.parametrize("edge", EDGES)
def test_the_edges_are_scikit_learns_or_undefined(edge):
    truths = numpy.array(EDGES[edge])
    functions = PREDICTED | SCORED
    found = compute([case(truths, PREDICTIONS, SCORES, functions)])[0]
    nobody = not truths.any()
    for name, function in functions.items():
        answers = PREDICTIONS if name in PREDICTED else SCORES
        # NDCG of a row without labels is 0 / 0, and 0 there.
        silent = "ndcg" in name or (nobody and name.endswith("_weighted"))
        agrees(found[name], function, truths, answers, silent=silent)


@pytest.mark.parametrize("zero", [0, 1])
def test_zero_division_gives_scikit_learns_number(zero):
    functions = {
        f"{name}_{average}@zero_division={zero}": call(
            getattr(metrics, f"{name}_score"), zero_division=zero, average=average)
        for name in ("precision", "recall", "f1", "jaccard")
        for average in AVERAGES
    }  # fmt: skip
    scored = {
        f"average_precision_{average}@zero_division=0": call(metrics.average_precision_score, average=average)
        for average in AVERAGES
    } | {"ndcg@zero_division=0": metrics.ndcg_score} if zero == 0 else {}  # fmt: skip
    answers = compute([case(truths, PREDICTIONS, SCORES, functions | scored) for truths in EDGES.values()])
    for found, truths in zip(answers, map(numpy.array, EDGES.values())):
        expected = {name: function(truths, PREDICTIONS) for name, function in functions.items()}
        expected |= {name: function(truths, SCORES) for name, function in scored.items()}
        assert found == pytest.approx(expected, rel=1e-12), truths


def drawn(seed, weighted=False):
    draw = numpy.random.default_rng(seed)
    truths = draw.integers(0, 2, (20, 4))
    truths[numpy.arange(20), draw.integers(0, 2, 20)] = 1
    truths[numpy.arange(20), draw.integers(2, 4, 20)] = 0
    scores = numpy.round(draw.uniform(0, 1, (20, 4)) + 0.4 * truths, 1 if seed % 2 else 3)
    predictions = (scores >= numpy.minimum(0.6, scores.max(axis=1, keepdims=True))).astype(int)
    weights = draw.uniform(0.5, 2, 20) if weighted else None
    return case(truths, predictions, scores, PREDICTED | SCORED, weights)


def test_counting_rows_is_repeating_them():
    counting_is_repeating([drawn(seed, weighted) for seed in range(6) for weighted in (False, True)])


def test_rows_of_no_weight_are_as_if_they_were_not_there():
    weightless_rows_are_absent([drawn(seed) for seed in range(4)])


def test_influences_are_slopes_in_the_weights():
    influences_are_slopes([drawn(seed, weighted) for seed in (2, 4) for weighted in (False, True)], PREDICTED | SCORED)
