"""Areas under ROC curves: DeLong's variances and test against R's pROC, weighted areas against scikit-learn."""

import numpy
import pytest
from ours import curve, statistic
from scipy import special, stats
from sklearn.metrics import roc_auc_score


def rows(count, first_period, second_period, positives):
    """Labels and two models' scores; few different ones where a period is short."""
    i = numpy.arange(count)
    labels = i * 7 % 10 < positives
    first = (i * 37 + 5) % first_period + 3 * labels * (i % 3)
    second = (i * 41 + 11) % second_period + 2 * labels * (i % 4)
    return {"labels": labels.astype(int), "first": first, "second": second}


# pROC 1.18.0 on R 4.2.2: both areas, var() and cov() of method "delong"; roc.test()'s statistic and p-value; ci.auc().
PROC = [
    ((10, 8, 9, 4), 0.5, 0.72916666666666663, 0.043865740740740733, -0.0038194444444444465, -0.77549445523446736,
     0.43804754062241219, 0.089502208660265647, 0.9104977913397343),
    ((40, 30, 23, 4), 0.65104166666666674, 0.5546875, 0.0082540760869565209, -0.0022337884334742348, 0.6508715093722075,
     0.51512943422540913, 0.47297512463554958, 0.82910820869778368),
    ((41, 6, 5, 3), 0.87637362637362637, 0.77472527472527475, 0.0036637374377758991, -0.002008865676448094,
     0.81267175762166943, 0.41640627785856366, 0.75773932906862485, 0.99500792367862811),
    ((200, 101, 150, 2), 0.43710937500000002, 0.49492187500000001, 0.0027535185719320724, -3.3677262157187366e-05,
     -0.77296717899101119, 0.43954180495553535, 0.33426226416992594, 0.53995648583007416),
    ((1000, 301, 50, 5), 0.51290599999999997, 0.496, 0.0003337375758076152, 2.8581723446893777e-06, 0.6569186404523939,
     0.51123323177286606, 0.47710042565209659, 0.54871157434790341),
]  # fmt: skip


@pytest.mark.parametrize("data,first,second,variance,covariance,z,p,lower,upper", PROC)
def test_delong_in_r(data, first, second, variance, covariance, z, p, lower, upper):
    found = statistic(areas=True, **rows(*data))
    expected = {"value": first, "variance": variance, "difference": first - second, "covariance": covariance,
                "z": z, "p": p, "lower": lower, "upper": upper}  # fmt: skip
    assert found == pytest.approx(expected, rel=1e-9)
    difference = curve("delong_difference", limits=[0], **rows(*data))
    assert difference["equal"] == pytest.approx([p], rel=1e-9)
    assert difference["error"] == pytest.approx(abs((first - second) / z), rel=1e-9)
    # One area's own interval is on the scale of log odds.
    alone = curve("delong", confidences=[0.6, 0.95], **rows(*data))
    reach = stats.norm.ppf([0.8, 0.975]) * numpy.sqrt(variance) / (first * (1 - first))
    assert alone["lower"] == pytest.approx(special.expit(special.logit(first) - reach).tolist(), rel=1e-9)
    assert alone["upper"] == pytest.approx(special.expit(special.logit(first) + reach).tolist(), rel=1e-9)


# The same of two positives and two negatives.
def test_four_rows_in_r():
    found = statistic(areas=True, labels=[0, 1, 0, 1], first=[1, 2, 3, 4], second=[2, 2, 1, 2])
    assert (found["value"], found["variance"], found["covariance"], found["z"], found["p"]) == (
        0.75,
        0.125,
        -0.0625,
        0,
        1,
    )


def test_one_row_of_a_class_has_no_variance():
    found = statistic(areas=True, labels=[0, 1, 0], first=[1, 2, 3], second=[3, 1, 2])
    assert found["value"] == 0.5 and found["variance"] is None and found["p"] is None
    assert curve("delong", labels=[0, 1, 0], first=[1, 2, 3]) is None
    assert statistic(areas=True, labels=[1, 1], first=[1, 2]) is None


@pytest.mark.parametrize("data", [case[0] for case in PROC])
def test_weighted_areas(data):
    case = rows(*data)
    weights = numpy.random.default_rng(2).integers(0, 5, data[0]) / 4
    found = statistic(areas=True, weights=weights, **case)
    assert found["value"] == pytest.approx(
        roc_auc_score(case["labels"], case["first"], sample_weight=weights), rel=1e-12
    )
