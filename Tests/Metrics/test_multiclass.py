"""Several classes: over scikit-learn's iris, wine and digits data, and over answers at the edges of what is defined."""

import functools

import numpy
import pytest
from asking import agrees, call
from ours import compute
from properties import counting_is_repeating, influences_are_slopes, weightless_rows_are_absent
from sklearn import metrics
from sklearn.datasets import load_digits, load_iris, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler, label_binarize
from sklearn.tree import DecisionTreeClassifier

pytestmark = pytest.mark.filterwarnings("ignore")

# The first columns only, so that models err.
DATA = {"iris": (load_iris, 2), "wine": (load_wine, 4), "digits": (load_digits, 30)}
MODELS = {
    "logistic": make_pipeline(StandardScaler(), LogisticRegression()),
    "bayes": make_pipeline(StandardScaler(), GaussianNB(var_smoothing=1e-3)),
    "tree": DecisionTreeClassifier(max_depth=8, random_state=0),
}


def columns(function, average):
    return lambda labels, scores, **more: function(
        label_binarize(labels, classes=range(scores.shape[1])), scores, average=average, **more)  # fmt: skip


AVERAGES = ("micro", "macro", "weighted")
PREDICTED = {
    "accuracy": metrics.accuracy_score,
    "balanced_accuracy": metrics.balanced_accuracy_score,
    "balanced_accuracy@adjusted=true": call(metrics.balanced_accuracy_score, adjusted=True),
    "matthews_corrcoef": metrics.matthews_corrcoef,
    "cohen_kappa": metrics.cohen_kappa_score,
    "cohen_kappa@weights=linear": call(metrics.cohen_kappa_score, weights="linear"),
    "cohen_kappa@weights=quadratic": call(metrics.cohen_kappa_score, weights="quadratic"),
    "zero_one_loss": metrics.zero_one_loss,
    "hamming_loss": metrics.hamming_loss,
} | {
    f"{name}_{average}": call(getattr(metrics, f"{name}_score"), average=average)
    for name in ("precision", "recall", "f1", "jaccard")
    for average in AVERAGES
} | {
    f"fbeta_{average}@beta=3": call(metrics.fbeta_score, beta=3, average=average) for average in AVERAGES
} | {
    f"{name}@class=c1": lambda *rows, function=getattr(metrics, f"{name}_score"), **more:
        function(*rows, labels=[1], average=None, **more)[0]
    for name in ("precision", "recall", "f1", "jaccard")
}  # fmt: skip

SCORED = {
    "hinge_loss": metrics.hinge_loss,
    "log_loss": metrics.log_loss,
    "brier_score": metrics.brier_score_loss,
    "d2_log_loss_score": metrics.d2_log_loss_score,
    "d2_brier_score": metrics.d2_brier_score,
    "roc_auc_ovr": call(metrics.roc_auc_score, multi_class="ovr"),
    "roc_auc_ovr_weighted": call(metrics.roc_auc_score, multi_class="ovr", average="weighted"),
    "roc_auc_ovr_micro": call(metrics.roc_auc_score, multi_class="ovr", average="micro"),
    "top_k_accuracy": metrics.top_k_accuracy_score,
    "top_k_accuracy@k=1": call(metrics.top_k_accuracy_score, k=1),
    "roc_auc@class=c1": lambda labels, scores, **more: metrics.roc_auc_score(labels == 1, scores[:, 1], **more),
    "average_precision@class=c1": lambda labels, scores, **more: metrics.average_precision_score(
        labels == 1, scores[:, 1], **more),
} | {
    f"average_precision_{average}": call(metrics.average_precision_score, average=average) for average in AVERAGES
}  # fmt: skip
# Which scikit-learn refuses to weigh.
PAIRS = {
    "roc_auc_ovo": call(metrics.roc_auc_score, multi_class="ovo"),
    "roc_auc_ovo_weighted": call(metrics.roc_auc_score, multi_class="ovo", average="weighted"),
}


def case(labels, predictions, scores, names, weights=None, count=None):
    result = {
        "task": "multiclass", "labels": labels, "predictions": predictions, "metrics": list(names),
        "classes": [f"c{place}" for place in range(count or numpy.shape(scores)[1])],
    }  # fmt: skip
    if scores is not None:
        result["probabilities"] = numpy.transpose(scores)
    return result if weights is None else {**result, "weights": weights}


@functools.cache
def modelled(data, model):
    load, width = DATA[data]
    features, labels = load(return_X_y=True)
    scores = cross_val_predict(MODELS[model], features[:, :width], labels, cv=3, method="predict_proba")
    return labels, scores / scores.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("data", DATA)
def test_scikit_learn_says_the_same_of_real_models(data, model, weighted):
    labels, scores = modelled(data, model)
    predictions = scores.argmax(axis=1)
    weights = numpy.random.default_rng(2).uniform(0, 3, len(labels)) if weighted else None
    if weighted:
        weights[::7] = 0
    expected = {name: function(labels, predictions, sample_weight=weights) for name, function in PREDICTED.items()}
    expected |= {name: function(labels, scores, sample_weight=weights) for name, function in SCORED.items()}
    if not weighted:
        expected |= {name: function(labels, scores) for name, function in PAIRS.items()}
    found = compute([case(labels, predictions, scores, expected, weights)])[0]
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-14)


EDGES = {
    "one class": ([2, 2, 2], [2, 2, 2]),
    "one class, predicted wrong": ([2, 2, 2], [0, 1, 1]),
    "always the same prediction": ([0, 1, 2, 1], [1, 1, 1, 1]),
    "a class that is only predicted": ([0, 0, 1, 1], [0, 2, 1, 1]),
    "a class that is never predicted": ([0, 2, 1, 1], [0, 0, 1, 1]),
    "a class that is nowhere": ([0, 0, 2, 2], [0, 2, 2, 2]),
    "nothing right": ([0, 1, 2], [1, 2, 0]),
    "one row": ([1], [1]),
    "one row, predicted wrong": ([1], [0]),
}
SILENT = {"matthews_corrcoef"}


@pytest.mark.parametrize("edge", EDGES)
def test_the_edges_are_scikit_learns_or_undefined(edge):
    labels, predictions = map(numpy.array, EDGES[edge])
    # Kappa's distances are between the classes that there can be; of a class that occurs nowhere, precision is 0 / 0.
    functions = PREDICTED | {
        f"cohen_kappa@weights={weights}": call(metrics.cohen_kappa_score, weights=weights, labels=[0, 1, 2])
        for weights in ("linear", "quadratic")
    }
    found = compute([case(labels, predictions, None, functions, count=3)])[0]
    for name, function in functions.items():
        agrees(found[name], function, labels, predictions, silent=name in SILENT)


@pytest.mark.parametrize("zero", [0, 1])
@pytest.mark.parametrize("weights", [None, [2, 0.5, 1, 3]], ids=["unweighted", "weighted"])
def test_zero_division_gives_scikit_learns_number(zero, weights):
    functions = {
        f"{name}_{average}@zero_division={zero}": call(
            getattr(metrics, f"{name}_score"), zero_division=zero, average=average)
        for name in ("precision", "recall", "f1", "jaccard")
        for average in AVERAGES
    }  # fmt: skip
    cases, expected = [], []
    for labels, predictions in EDGES.values():
        weight = None if weights is None else weights[: len(labels)]
        cases.append(case(labels, predictions, None, functions, weight, count=3))
        expected.append({
            name: function(labels, predictions, sample_weight=weight) for name, function in functions.items()
        })  # fmt: skip
    for found, wanted, asked in zip(compute(cases), expected, cases):
        assert found == pytest.approx(wanted, rel=1e-12), asked


SCORES = numpy.array([[.2, .3, .5], [.4, .4, .2], [1, 0, 0], [.1, .1, .8], [1 / 3] * 3])  # fmt: skip


@pytest.mark.parametrize("labels", [[0, 1, 2, 0, 1], [2, 2, 2, 2, 2], [0, 1, 1, 0, 0]], ids=str)
def test_scores_at_the_edges_are_scikit_learns_or_undefined(labels):
    labels = numpy.array(labels)
    functions = {name: call(function, labels=[0, 1, 2]) for name, function in (SCORED | PAIRS).items()
                 if "average_precision" not in name and "@class" not in name}  # fmt: skip
    functions |= {f"average_precision_{average}": columns(metrics.average_precision_score, average)
                  for average in AVERAGES}  # fmt: skip
    found = compute([case(labels, SCORES.argmax(axis=1), SCORES, functions)])[0]
    # Shares of the only class predict it without loss, but for what clipping leaves.
    silent = {"d2_log_loss_score", "d2_brier_score"} if len(set(labels)) == 1 else set()
    for name, function in functions.items():
        agrees(found[name], function, labels, SCORES, silent=name in silent)


def test_naming_all_classes_is_no_achievement():
    assert compute([case([0, 1], [0, 1], [[.6, .3, .1]] * 2, ["top_k_accuracy@k=3"])]) == [{"top_k_accuracy@k=3": None}]


def drawn(seed, weighted=False):
    draw = numpy.random.default_rng(seed)
    labels = draw.integers(0, 3, 27)
    scores = draw.uniform(0.1, 1, (27, 3)) + 0.4 * numpy.eye(3)[labels]
    scores = numpy.round(scores / scores.sum(axis=1, keepdims=True), 1 if seed % 2 else 3)
    names = PREDICTED | SCORED | PAIRS
    return case(labels, scores.argmax(axis=1), scores, names, draw.uniform(0.5, 2, 27) if weighted else None)


def test_counting_rows_is_repeating_them():
    counting_is_repeating([drawn(seed, weighted) for seed in range(6) for weighted in (False, True)])


def test_rows_of_no_weight_are_as_if_they_were_not_there():
    weightless_rows_are_absent([drawn(seed) for seed in range(4)])


def test_influences_are_slopes_in_the_weights():
    influences_are_slopes([drawn(seed, weighted) for seed in (2, 4) for weighted in (False, True)],
                          PREDICTED | SCORED | PAIRS)  # fmt: skip
