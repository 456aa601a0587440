"""Metrics of groups against Fairlearn's, over real models and two columns of groups."""

import fairlearn.metrics
import numpy
import pytest
from binary_models import MODELS, scored
from ours import compute
from properties import counting_is_repeating, influences_are_slopes
from sklearn import metrics
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import cross_val_predict

RATES = {
    "selection_rate": fairlearn.metrics.selection_rate,
    "true_positive_rate": fairlearn.metrics.true_positive_rate,
    "true_negative_rate": fairlearn.metrics.true_negative_rate,
    "false_positive_rate": fairlearn.metrics.false_positive_rate,
    "false_negative_rate": fairlearn.metrics.false_negative_rate,
    "accuracy": metrics.accuracy_score,
    "balanced_accuracy": metrics.balanced_accuracy_score,
    "precision": metrics.precision_score,
    "f1": metrics.f1_score,
}
OF_SCORES = {"roc_auc": metrics.roc_auc_score, "brier_score": metrics.brier_score_loss}
OF_NUMBERS = {
    "mean_absolute_error": metrics.mean_absolute_error,
    "mean_squared_error": metrics.mean_squared_error,
    "mean_prediction": fairlearn.metrics.mean_prediction,
}
CRITERIA = {
    f"{criterion}_{word}": getattr(fairlearn.metrics, f"{criterion}_{word}")
    for criterion in ("demographic_parity", "equal_opportunity", "equalized_odds")
    for word in ("difference", "ratio")
}
METHODS = ("between_groups", "to_overall")


def of_frame(functions, labels, predictions, groups, column, weights):
    """All that Fairlearn says of some metrics by group, under our names."""
    more = {} if weights is None else {"sample_params": {name: {"sample_weight": weights} for name in functions}}
    frame = fairlearn.metrics.MetricFrame(
        metrics=functions, y_true=labels, y_pred=predictions, sensitive_features=groups, **more
    )
    result = {}
    for name in functions:
        result[f"{name}_group_min@group={column}"] = frame.group_min()[name]
        result[f"{name}_group_max@group={column}"] = frame.group_max()[name]
        for method in METHODS:
            result[f"{name}_difference@group={column},method={method}"] = frame.difference(method=method)[name]
            result[f"{name}_ratio@group={column},method={method}"] = frame.ratio(method=method)[name]
    return result


def of_criteria(labels, predictions, groups, column, weights):
    result = {}
    for name, function in CRITERIA.items():
        for method in METHODS:
            for agg in ("worst_case", "mean") if "odds" in name else (None,):
                more = {"agg": agg} if agg else {}
                text = ",".join([f"method={method}", *(f"{key}={value}" for key, value in more.items())])
                result[f"{name}@group={column},{text}"] = function(
                    labels, predictions, sensitive_features=groups, sample_weight=weights, method=method, **more
                )
    return result


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
def test_binary_models(weighted):
    data, labels, scores = scored()
    columns = {
        "texture": numpy.where(data.data[:, 1] > 19, "coarse", "fine"),
        "smoothness": numpy.array(["low", "middle", "high"])[numpy.digitize(data.data[:, 4], [0.09, 0.1])],
    }
    weights = numpy.random.default_rng(1).uniform(0, 3, len(labels)) if weighted else None
    cases, expected = [], []
    for model in MODELS:
        values = {}
        for column, groups in columns.items():
            predictions = (scores[model] >= 0.5).astype(int)
            values |= of_frame(RATES, labels, predictions, groups, column, weights)
        values |= of_frame(OF_SCORES, labels, scores[model], groups, column, weights)
        values |= of_criteria(labels, predictions, groups, column, weights)
        expected.append(values)
        cases.append({"task": "binary", "labels": labels, "scores": scores[model], "metrics": list(values),
                      "groups": columns} | ({"weights": weights} if weighted else {}))  # fmt: skip
    for answer, values in zip(compute(cases), expected):
        assert answer == pytest.approx(values, rel=1e-12)


def test_regression():
    data, labels = load_diabetes(return_X_y=True)
    predictions = cross_val_predict(LinearRegression(), data, labels)
    sex = numpy.where(data[:, 1] > 0, "a", "b")
    expected = of_frame(OF_NUMBERS, labels, predictions, sex, "sex", None)
    # Fairlearn has no ratio's meaning for what may be below 0 either, but computes it.
    expected = {name: value for name, value in expected.items() if "mean_prediction_ratio" not in name}
    case = {"task": "regression", "labels": labels, "predictions": predictions, "groups": {"sex": sex}}
    assert compute([case | {"metrics": list(expected)}])[0] == pytest.approx(expected, rel=1e-12)


def test_percentiles_of_groups():
    draw = numpy.random.default_rng(1)
    scores, groups = draw.gamma(2, 50, 300), draw.choice(["eu", "us"], 300)
    ends = [numpy.percentile(scores[groups == group], 95, method="higher") for group in ("eu", "us")]
    expected = {
        "percentile_group_max@group=region,method=higher,p=95": max(ends),
        "percentile_difference@group=region,method=higher,p=95": max(ends) - min(ends),
    }
    case = {"task": "items", "scores": scores, "groups": {"region": groups}, "metrics": list(expected)}
    assert compute([case])[0] == pytest.approx(expected, rel=1e-12)


ROWS = {"task": "binary", "labels": [1, 0, 0, 0], "predictions": [1, 0, 1, 0], "groups": {"g": ["a", "a", "b", "b"]}}
EDGES = {
    # Group b has no positives.
    "recall_difference@group=g": None,
    "recall_group_min@group=g": None,
    "recall_difference@group=g,zero_division=0": 1,
    "equal_opportunity_difference@group=g": None,
    "equal_opportunity_difference@group=g,zero_division=0": 1,
    "equalized_odds_difference@group=g": None,
    "equalized_odds_difference@group=g,zero_division=0": 1,
    "fpr_difference@group=g": 0.5,
    "selection_rate_difference@group=g": 0,
    "demographic_parity_ratio@group=g": 1,
    "count_group_min@group=g": 2,
    "accuracy_difference@group=h": None,
}


def test_edges():
    assert compute([ROWS | {"metrics": list(EDGES)}])[0] == EDGES
    answer = fairlearn.metrics.equalized_odds_difference(
        ROWS["labels"], ROWS["predictions"], sensitive_features=ROWS["groups"]["g"]
    )
    assert answer == EDGES["equalized_odds_difference@group=g,zero_division=0"]


ONE_GROUP = {"accuracy_difference@group=g": None, "accuracy_ratio@group=g,method=to_overall": None,
             "accuracy_group_min@group=g": 0.75}  # fmt: skip


def test_one_group_cannot_be_compared():
    assert compute([ROWS | {"groups": {"g": ["a"] * 4}, "metrics": list(ONE_GROUP)}])[0] == ONE_GROUP


def test_a_ratio_to_nothing_is_undefined():
    names = ["selection_rate_ratio@group=g", "demographic_parity_ratio@group=g,method=to_overall"]
    assert compute([ROWS | {"predictions": [0] * 4, "metrics": names}])[0] == dict.fromkeys(names)


NAMES = [f"{name}_{kind}@group=g" for name in ("accuracy", "selection_rate", "recall", "f1", "log_loss", "roc_auc")
         for kind in ("group_min", "group_max", "difference", "ratio", "difference@method=to_overall",
                      "ratio@method=to_overall")]  # fmt: skip
NAMES = [name if name.count("@") == 1 else name.replace("@group=g", ",group=g") for name in NAMES]
NAMES += [f"equalized_odds_{kind}@agg={agg},group=g"
          for kind in ("difference", "ratio") for agg in ("worst_case", "mean")]  # fmt: skip


def small(seed, weighted):
    draw = numpy.random.default_rng(seed)
    case = {"task": "binary", "labels": draw.integers(0, 2, 40), "scores": draw.uniform(0.01, 0.99, 40),
            "groups": {"g": draw.choice(["a", "b", "c"], 40)}, "metrics": NAMES}  # fmt: skip
    return case | ({"weights": draw.uniform(0.5, 2, 40)} if weighted else {})


def test_counts():
    in_cells = [name for name in NAMES if not name.startswith(("log_loss", "roc_auc"))]
    counting_is_repeating([small(seed, seed % 2) for seed in range(20)], cells=in_cells)


def test_influences():
    influences_are_slopes([small(seed, True) for seed in range(2)], having=NAMES)
