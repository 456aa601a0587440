"""Binary classification: shares by label and prediction, over scikit-learn's breast cancer data."""

import numpy
import pytest
from ours import compute
from sklearn import metrics
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier

MODELS = {
    "logistic": LogisticRegression(max_iter=200),
    "bayes": GaussianNB(),
    "tree": DecisionTreeClassifier(max_depth=3, random_state=0),
}


@pytest.fixture(scope="session")
def scored():
    data = load_breast_cancer()
    return data.target, {
        name: cross_val_predict(model, data.data[:, :4], data.target, cv=3, method="predict_proba")[:, 1]
        for name, model in MODELS.items()
    }


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
@pytest.mark.parametrize("model", MODELS)
def test_shares_equal_scikit_learns(scored, model, weighted):
    labels, scores = scored[0], scored[1][model]
    weights = numpy.random.default_rng(1).uniform(0, 3, len(labels)) if weighted else None
    predictions = scores >= 0.5
    expected = {
        "accuracy": metrics.accuracy_score(labels, predictions, sample_weight=weights),
        "precision": metrics.precision_score(labels, predictions, sample_weight=weights),
        "recall": metrics.recall_score(labels, predictions, sample_weight=weights),
        "specificity": metrics.recall_score(labels, predictions, sample_weight=weights, pos_label=0),
    }
    case = {"task": "binary", "labels": labels, "scores": scores, "metrics": list(expected)}
    if weighted:
        case["weights"] = weights
    assert compute([case])[0] == pytest.approx(expected, rel=1e-12)
