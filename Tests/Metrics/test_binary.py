"""Binary classification: over scikit-learn's breast cancer data, and over answers at the edges of what is defined."""

import numpy
import pytest
from asking import agrees, call
from binary_models import MODELS, scored
from ours import compute
from properties import counting_is_repeating, influences_are_slopes, weightless_rows_are_absent
from sklearn import metrics

pytestmark = pytest.mark.filterwarnings("ignore")


def ks(labels, scores, **more):
    fpr, tpr, _ = metrics.roc_curve(labels, scores, drop_intermediate=False, **more)
    return numpy.max(tpr - fpr)


def two_columns(function):
    """Probabilities of both classes, and both classes named, for labels that are all the same."""
    return lambda labels, scores, **more: function(
        labels, numpy.column_stack([1 - scores, scores]), labels=[0, 1], **more)  # fmt: skip


def ratio(place, **fixed):
    return lambda *rows, **more: metrics.class_likelihood_ratios(*rows, labels=[0, 1], **fixed, **more)[place]


def complement(function, **fixed):
    return lambda *rows, **more: 1 - function(*rows, **fixed, **more)


PREDICTED = {
    "accuracy": metrics.accuracy_score,
    "accuracy_score": metrics.accuracy_score,
    "balanced_accuracy": metrics.balanced_accuracy_score,
    "balanced_accuracy@adjusted=true": call(metrics.balanced_accuracy_score, adjusted=True),
    "precision": metrics.precision_score,
    "recall": metrics.recall_score,
    "specificity": call(metrics.recall_score, pos_label=0),
    "npv": call(metrics.precision_score, pos_label=0),
    "fpr": complement(metrics.recall_score, pos_label=0),
    "fnr": complement(metrics.recall_score),
    "fdr": complement(metrics.precision_score),
    "selection_rate": lambda labels, predictions, sample_weight=None: numpy.average(predictions, weights=sample_weight),
    "f1": metrics.f1_score,
    "fbeta@beta=2": call(metrics.fbeta_score, beta=2),
    "fbeta@beta=0.5": call(metrics.fbeta_score, beta=0.5),
    "jaccard": metrics.jaccard_score,
    "matthews_corrcoef": metrics.matthews_corrcoef,
    "mcc": metrics.matthews_corrcoef,
    "cohen_kappa": metrics.cohen_kappa_score,
    "cohen_kappa@weights=quadratic": call(metrics.cohen_kappa_score, weights="quadratic"),
    "zero_one_loss": metrics.zero_one_loss,
    "hamming_loss": metrics.hamming_loss,
    "positive_likelihood_ratio": ratio(0),
    "neg_negative_likelihood_ratio": ratio(1),
} | {
    f"{name}_{average}": call(getattr(metrics, f"{name}_score"), average=average)
    for name in ("precision", "recall", "f1", "jaccard")
    for average in ("micro", "macro", "weighted")
}  # fmt: skip

SCORED = {
    "hinge_loss": metrics.hinge_loss,
    "log_loss": two_columns(metrics.log_loss),
    "brier_score": two_columns(metrics.brier_score_loss),
    "neg_brier_score": two_columns(metrics.brier_score_loss),
    "d2_log_loss_score": two_columns(metrics.d2_log_loss_score),
    "d2_brier_score": two_columns(metrics.d2_brier_score),
    "roc_auc": metrics.roc_auc_score,
    "roc_auc@max_fpr=0.1": call(metrics.roc_auc_score, max_fpr=0.1),
    "roc_auc@max_fpr=0.5": call(metrics.roc_auc_score, max_fpr=0.5),
    "gini": lambda *rows, **more: 2 * metrics.roc_auc_score(*rows, **more) - 1,
    "average_precision": metrics.average_precision_score,
    "ks": ks,
}

EDGES = {
    "labels": [[0, 0, 0], [1, 1, 1], [0, 1, 1, 0], [1, 0, 1], [1], [0], [0, 1, 0, 1, 1], [1, 0], [0, 1]],
    "scores": [[.2, .7, .1], [.2, .7, .1], [.5] * 4, [.1, .2, .3], [.9], [.9], [0, 1, 1, 0, .3], [0, 0], [0, 1]],
}  # fmt: skip


def case(labels, scores, names, weights=None):
    result = {"task": "binary", "labels": labels, "scores": scores, "metrics": list(names)}
    return result if weights is None else {**result, "weights": weights}


@pytest.fixture(scope="module")
def models():
    return scored()[1:]


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
@pytest.mark.parametrize("model", MODELS)
def test_scikit_learn_says_the_same_of_real_models(models, model, weighted):
    labels, scores = models[0], models[1][model]
    weights = numpy.random.default_rng(1).uniform(0, 3, len(labels)) if weighted else None
    if weighted:
        weights[::7] = 0
    predictions = (scores >= 0.5).astype(int)
    expected = {name: function(labels, predictions, sample_weight=weights) for name, function in PREDICTED.items()}
    expected |= {name: function(labels, scores, sample_weight=weights) for name, function in SCORED.items()}
    assert compute([case(labels, scores, expected, weights)])[0] == pytest.approx(expected, rel=1e-12, abs=1e-14)


# Where scikit-learn says 0, or what rounding left of it, without a word.
SILENT = {"mcc", "matthews_corrcoef", "d2_log_loss_score", "d2_brier_score"}


@pytest.mark.parametrize("place", range(len(EDGES["labels"])))
def test_the_edges_are_scikit_learns_or_undefined(place):
    labels, scores = (numpy.array(EDGES[key][place]) for key in ("labels", "scores"))
    predictions = (scores >= 0.5).astype(int)
    names = PREDICTED | SCORED
    # Of one class only, scikit-learn takes it for the negative one in hinge_loss.
    if len(set(labels)) == 1:
        names = {name: names[name] for name in names if name != "hinge_loss"}
    found = compute([case(labels, scores, names)])[0]
    for name, function in names.items():
        answers = predictions if name in PREDICTED else scores
        agrees(found[name], function, labels, answers, silent=name in SILENT)


@pytest.mark.parametrize("zero", [0, 1])
def test_zero_division_gives_scikit_learns_number(zero):
    functions = {
        f"{name}{suffix}@zero_division={zero}": call(
            getattr(metrics, f"{name}_score"), zero_division=zero, **({"average": suffix[1:]} if suffix else {}))
        for name in ("precision", "recall", "f1", "jaccard")
        for suffix in ("", "_micro", "_macro", "_weighted")
    }  # fmt: skip
    if zero == 0:
        functions["matthews_corrcoef@zero_division=0"] = metrics.matthews_corrcoef
    else:
        functions["positive_likelihood_ratio@zero_division=1"] = ratio(0, replace_undefined_by=1.0)
        functions["negative_likelihood_ratio@zero_division=1"] = ratio(1, replace_undefined_by=1.0)
    cases, expected = [], []
    for labels, scores in zip(*EDGES.values()):
        predictions = (numpy.array(scores) >= 0.5).astype(int)
        of_both = {name for name in functions if "likelihood" in name} if len(set(labels)) == 1 else set()
        names = [name for name in functions if name not in of_both]
        cases.append(case(labels, scores, names))
        expected.append({name: functions[name](labels, predictions) for name in names})
        if zero == 0:
            cases[-1]["metrics"].append("average_precision@zero_division=0")
            expected[-1]["average_precision@zero_division=0"] = metrics.average_precision_score(labels, scores)
    for found, wanted, asked in zip(compute(cases), expected, cases):
        assert found == pytest.approx(wanted, rel=1e-12), asked


def test_scores_that_are_no_probabilities_have_no_log_loss():
    names = ["log_loss", "brier_score", "d2_log_loss_score", "d2_brier_score"]
    assert compute([case([0, 1], [-0.1, 0.5], names), case([0, 1], [0.1, 1.5], names)]) == [dict.fromkeys(names)] * 2


def drawn(seed, weighted=False):
    draw = numpy.random.default_rng(seed)
    labels = draw.integers(0, 2, 24)
    # Few different scores: ties.
    scores = numpy.round(numpy.clip(draw.normal(0.4 + 0.2 * labels, 0.25), 0.02, 0.98), 1 if seed % 2 else 3)
    return case(labels, scores, PREDICTED | SCORED, draw.uniform(0.5, 2, 24) if weighted else None)


def test_counting_rows_is_repeating_them():
    counting_is_repeating([drawn(seed, weighted) for seed in range(6) for weighted in (False, True)])


def test_what_depends_on_few_cells_says_so():
    cells = compute([{**drawn(1), "by": "cells"}, {**drawn(1, weighted=True), "by": "cells"}])
    assert {name for name, value in cells[0].items() if value is not None} == set(PREDICTED)
    assert not any(cells[1].values())
    shares = {"accuracy", "precision", "recall", "specificity", "npv", "fpr", "fnr", "fdr", "selection_rate",
              "accuracy_score", "zero_one_loss", "hamming_loss", "precision_micro", "recall_micro"}  # fmt: skip
    found = compute([{**drawn(1), "by": "share"}])[0]
    assert {name for name, value in found.items() if value is not None} == shares


def test_rows_of_no_weight_are_as_if_they_were_not_there():
    weightless_rows_are_absent([drawn(seed) for seed in range(4)])


def test_influences_are_slopes_in_the_weights():
    smooth = (PREDICTED | SCORED).keys()
    influences_are_slopes([drawn(seed, weighted) for seed in (2, 5) for weighted in (False, True)], smooth)
