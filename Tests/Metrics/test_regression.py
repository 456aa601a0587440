"""Regression: over scikit-learn's bundled data, and over answers at the edges of what is defined."""

import warnings

import numpy
import pytest
import scipy.stats
from ours import compute
from properties import counting_is_repeating, influences_are_slopes
from sklearn import metrics
from sklearn.datasets import load_diabetes, load_linnerud
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import cross_val_predict
from sklearn.neighbors import KNeighborsRegressor
from sklearn.tree import DecisionTreeRegressor

MODELS = {
    "linear": LinearRegression(),
    "tree": DecisionTreeRegressor(max_depth=3, random_state=0),
    "neighbours": KNeighborsRegressor(3),
}

SCIKIT_LEARN = {
    "mean_absolute_error": metrics.mean_absolute_error,
    "mean_squared_error": metrics.mean_squared_error,
    "root_mean_squared_error": metrics.root_mean_squared_error,
    "mean_squared_log_error": metrics.mean_squared_log_error,
    "root_mean_squared_log_error": metrics.root_mean_squared_log_error,
    "median_absolute_error": metrics.median_absolute_error,
    "mean_absolute_percentage_error": metrics.mean_absolute_percentage_error,
    "r2": metrics.r2_score,
    "explained_variance": metrics.explained_variance_score,
    "mean_pinball_loss": metrics.mean_pinball_loss,
    "mean_pinball_loss@alpha=0.9": lambda *rows, **more: metrics.mean_pinball_loss(*rows, alpha=0.9, **more),
    "mean_poisson_deviance": metrics.mean_poisson_deviance,
    "mean_gamma_deviance": metrics.mean_gamma_deviance,
    "d2_absolute_error_score": metrics.d2_absolute_error_score,
    "d2_pinball_score@alpha=0.2": lambda *rows, **more: metrics.d2_pinball_score(*rows, alpha=0.2, **more),
} | {
    f"{name}@power={power}": lambda *rows, function=function, power=power, **more: function(*rows, power=power, **more)
    for name, function in {
        "mean_tweedie_deviance": metrics.mean_tweedie_deviance,
        "d2_tweedie_score": metrics.d2_tweedie_score,
    }.items()
    for power in (-1.5, 0, 1, 1.5, 2, 3)
}


def unweighted(labels, predictions):
    """What scikit-learn and numpy have without weights only."""
    errors = numpy.abs(labels - predictions)
    percentiles = {
        f"absolute_error_percentile@method={method},p={p}": numpy.percentile(errors, p, method=method)
        for method in ("linear", "lower", "higher", "nearest", "inverted_cdf", "averaged_inverted_cdf")
        for p in (0, 12.5, 50, 90, 100)
    }
    return percentiles | {
        "max_error": metrics.max_error(labels, predictions),
        "pearson_correlation": scipy.stats.pearsonr(labels, predictions).statistic,
        "spearman_correlation": scipy.stats.spearmanr(labels, predictions).statistic,
    }


def ours_alone(labels, predictions, weights):
    errors = predictions - labels
    return {
        "mean_error": numpy.average(errors, weights=weights),
        "symmetric_mean_absolute_percentage_error": numpy.average(
            2 * abs(errors) / (abs(labels) + abs(predictions)), weights=weights
        ),
        "weighted_absolute_percentage_error": numpy.dot(abs(errors), weights) / numpy.dot(abs(labels), weights),
    }


def expected_of(labels, predictions, weights=None):
    more = {} if weights is None else {"sample_weight": weights}
    expected = {name: function(labels, predictions, **more) for name, function in SCIKIT_LEARN.items()}
    expected |= ours_alone(labels, predictions, numpy.ones(len(labels)) if weights is None else weights)
    if weights is None:
        return expected | unweighted(labels, predictions)
    covariance = numpy.cov(labels, predictions, aweights=weights)
    return expected | {
        "pearson_correlation": covariance[0, 1] / numpy.sqrt(covariance[0, 0] * covariance[1, 1]),
        "absolute_error_percentile@method=inverted_cdf,p=90": float(
            numpy.quantile(abs(labels - predictions), 0.9, weights=weights, method="inverted_cdf")
        ),
    }


@pytest.fixture(scope="session")
def predicted():
    diabetes, linnerud = load_diabetes(), load_linnerud()
    targets = [(diabetes.data, diabetes.target)] + [(linnerud.data, column) for column in linnerud.target.T]
    return [
        # Above 0, as deviances need.
        (target, numpy.maximum(cross_val_predict(model, data, target, cv=4), 0.5))
        for data, target in targets
        for model in MODELS.values()
    ]


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
def test_bundled_data(predicted, weighted):
    cases, expected = [], []
    for number, (labels, predictions) in enumerate(predicted):
        weights = numpy.random.default_rng(number).uniform(0, 3, len(labels)) if weighted else None
        expected.append(expected_of(labels, predictions, weights))
        cases.append(
            {"task": "regression", "labels": labels, "predictions": predictions, "metrics": list(expected[-1])}
            | ({"weights": weights} if weighted else {})
        )
    for case, answer in zip(expected, compute(cases)):
        assert answer == pytest.approx(case, rel=1e-12, abs=1e-14)


EDGES = {
    "one row": ([2], [3], None),
    "equal labels, perfect": ([2, 2, 2], [2, 2, 2], None),
    "equal labels, imperfect": ([2, 2, 2], [2, 1, 2], None),
    "perfect": ([1, 2, 4], [1, 2, 4], None),
    "equal predictions": ([1, 2, 4], [2, 2, 2], None),
    "off by a constant": ([1, 2, 4], [2, 3, 5], None),
    "two rows": ([1, 3], [3, 1], None),
    "an odd number of rows": ([1, 3, 7], [3, 1, 8], None),
    "label 0": ([0, 3, 7], [3, 1, 8], None),
    "negative labels": ([-0.5, 3, 7], [3, 1, 8], None),
    "label at most -1": ([-2, 3, 7], [3, 1, 8], None),
    "prediction 0": ([1, 3, 7], [3, 0, 8], None),
    "negative prediction": ([1, 3, 7], [3, -0.5, 8], None),
    "zero weights": ([1, 3, 7, 8], [3, 1, 8, 9], [0, 1, 2, 0]),
    "one row with a weight": ([1, 3, 7, 8], [3, 1, 8, 9], [0, 1, 0, 0]),
    "half of the weight": ([1, 3, 7, 8], [3, 2, 12, 9.5], [1, 1, 1, 3]),
    "far from 0": ([1e9 + 1, 1e9 + 2, 1e9 + 4], [1e9 + 2, 1e9 + 2, 1e9 + 3], None),
}


def undefined_with_us(edge, name):
    """Where scikit-learn gives a number all the same: of one row, and what rounding leaves of 0 / 0."""
    if edge in ("one row", "one row with a weight"):
        return name == "r2" or name == "explained_variance" or name.startswith("d2_")
    return edge.startswith("equal labels") and name.startswith("d2_tweedie_score")


def test_edges():
    cases = [
        {"task": "regression", "labels": labels, "predictions": predictions, "metrics": list(SCIKIT_LEARN)}
        | ({} if weights is None else {"weights": weights})
        for labels, predictions, weights in EDGES.values()
    ]
    for (edge, (labels, predictions, weights)), answer in zip(EDGES.items(), compute(cases)):
        rows = numpy.array(labels, float), numpy.array(predictions, float)
        for name, function in SCIKIT_LEARN.items():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    expected = function(*rows, sample_weight=weights)
                except (ValueError, ZeroDivisionError):
                    expected = numpy.nan
            if edge == "far from 0" and ("deviance" in name or "tweedie" in name):
                continue  # Of which only rounding is left.
            if undefined_with_us(edge, name) or not numpy.isfinite(expected):
                assert answer[name] is None, (edge, name, answer[name])
            else:
                assert answer[name] == pytest.approx(expected, rel=1e-12, abs=1e-14), (edge, name)


NAMES = list(SCIKIT_LEARN) + [
    "mean_error", "symmetric_mean_absolute_percentage_error", "weighted_absolute_percentage_error", "max_error",
    "pearson_correlation", "spearman_correlation"]  # fmt: skip


def small(seed, weighted):
    draw = numpy.random.default_rng(seed)
    labels = draw.integers(1, 6, 12) + draw.choice([0, 0.5], 12)
    case = {"task": "regression", "labels": labels, "predictions": draw.integers(1, 6, 12) / 1.5, "metrics": NAMES}
    return case | ({"weights": draw.uniform(0.5, 2, 12)} if weighted else {})


def test_counts():
    cases = [small(seed, seed % 2) for seed in range(20)]
    for case in cases[::2]:
        case["metrics"] = NAMES + list(unweighted(case["labels"], case["predictions"]))
    counting_is_repeating(cases)


def test_influences():
    quantiles = {"median_absolute_error", "max_error"}
    influences_are_slopes([small(seed, True) for seed in range(4)], having=set(NAMES) - quantiles)


@pytest.mark.parametrize("labels,predictions", [([1, 1, 1], [1, 2, 3]), ([1, 2, 3], [0.1, 0.1, 0.1])])
def test_correlations_of_equal_values_are_undefined(labels, predictions):
    names = ["pearson_correlation", "spearman_correlation"]
    case = {"task": "regression", "labels": labels, "predictions": predictions, "metrics": names}
    assert compute([case]) == [dict.fromkeys(names)]
