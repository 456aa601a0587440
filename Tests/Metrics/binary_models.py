"""Real binary models: on scikit-learn's breast cancer data, the first features only, so that they err."""

from functools import cache

from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier

MODELS = {
    "logistic": LogisticRegression(max_iter=200),
    "bayes": GaussianNB(),
    # Few different scores: ties.
    "tree": DecisionTreeClassifier(max_depth=3, random_state=0),
}


@cache
def scored():
    """The data, the labels, and each model's scores by its name."""
    data = load_breast_cancer()
    return data, data.target, {
        name: cross_val_predict(model, data.data[:, :4], data.target, cv=3, method="predict_proba")[:, 1]
        for name, model in MODELS.items()
    }
