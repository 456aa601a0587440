"""Intervals of means, of rows and of clusters, against scipy and statsmodels; equivalence, multiplicity and power."""

import mpmath
import numpy
import pytest
from ours import curve, values
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.stats import power
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import ttost_paired

CONFIDENCES = [0.1, 0.8, 0.95, 0.9999]
SAMPLES = {
    "two rows": [1.0, 2.5],
    "few rows": [0.3, -1, 0.7, 0.7, 5],
    "skewed": (numpy.arange(60) ** 3 / 1e4).tolist(),
    "far from 0": (1e6 + numpy.arange(200) * 37 % 101 / 100).tolist(),
}


def influences(sample):
    sample = numpy.array(sample)
    return {"estimate": sample.mean(), "numbers": (sample - sample.mean()) / len(sample)}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_means(sample):
    limits = (numpy.mean(sample) + numpy.std(sample) * numpy.array([-1, -0.2, 0.1, 0.5])).tolist()
    found = curve("linearised", confidences=CONFIDENCES, limits=limits, **influences(sample))
    for place, level in enumerate(CONFIDENCES):
        interval = stats.ttest_1samp(sample, 0).confidence_interval(level)
        assert (found["lower"][place], found["upper"][place]) == pytest.approx((interval.low, interval.high), rel=1e-9)
    for place, limit in enumerate(limits):
        # Differences from numbers far from 0 have lost digits.
        tolerance = 1e-9 * max(1, abs(limit))
        for side, alternative in (("below", "greater"), ("above", "less"), ("equal", "two-sided")):
            p = stats.ttest_1samp(sample, limit, alternative=alternative).pvalue
            assert found[side][place] == pytest.approx(p, rel=tolerance)


def test_one_row_has_no_interval():
    assert curve("linearised", estimate=1, numbers=[0]) is None
    assert curve("linearised", estimate=1, numbers=[]) is None


@pytest.mark.parametrize("clusters", [2, 3, 7, 25])
def test_clusters(clusters):
    """Of unequal sizes; a mean is a regression on nothing but a constant."""
    draw = numpy.random.default_rng(clusters)
    names = draw.integers(0, clusters, 150)
    sample = draw.normal(size=clusters)[names] + draw.normal(size=150)
    fit = OLS(sample, numpy.ones(150)).fit(cov_type="cluster", cov_kwds={"groups": names}, use_t=True)
    found = curve("linearised", clusters=names, confidences=CONFIDENCES, limits=[0, 0.3], **influences(sample))
    assert found["error"] == pytest.approx(fit.bse[0], rel=1e-9)
    for place, level in enumerate(CONFIDENCES):
        assert (found["lower"][place], found["upper"][place]) == pytest.approx(
            tuple(fit.conf_int(1 - level)[0]), rel=1e-9
        )
    assert found["equal"] == pytest.approx([fit.pvalues[0], float(fit.t_test("const = 0.3").pvalue)], rel=1e-9)


@pytest.mark.parametrize("sample", list(SAMPLES.values())[1:3], ids=list(SAMPLES)[1:3])
@pytest.mark.parametrize("limits", [(-0.5, 0.5), (-1, 3), (0.3, 0.31)])
def test_equivalence(sample, limits):
    centred = numpy.array(sample) - numpy.mean(sample)
    found = curve("linearised", limits=limits, **influences(centred))
    p, _, _ = ttost_paired(centred, numpy.zeros(len(centred)), *limits)
    assert found["equivalence"] == pytest.approx(p, rel=1e-9)


def test_a_normal_curve():
    found = curve("wald", numbers=[0.3, 0.2, "inf"], confidences=CONFIDENCES, limits=[-0.5, 0.3, 2])
    lower, upper = stats.norm.interval(CONFIDENCES, 0.3, 0.2)
    assert found["lower"] == pytest.approx(lower.tolist(), rel=1e-9)
    assert found["upper"] == pytest.approx(upper.tolist(), rel=1e-9)
    assert found["below"] == pytest.approx(stats.norm.cdf([-0.5, 0.3, 2], 0.3, 0.2).tolist(), rel=1e-9)
    assert found["above"] == pytest.approx(stats.norm.sf([-0.5, 0.3, 2], 0.3, 0.2).tolist(), rel=1e-9)


@pytest.mark.parametrize("skewness", [-3, -0.4, 1e-5, 0.9, 6])
@pytest.mark.parametrize("rows", [5, 80, 10_000])
def test_skewness_is_taken_out_as_hall_prints_it(rows, skewness):
    """No library has it: his formula g(t) = t + γ t² / (3 √n) + γ² t³ / (27 n) + γ / (6 √n), solved in 40 digits."""
    mpmath.mp.dps = 40
    n, gamma = mpmath.mpf(rows), mpmath.mpf(skewness)
    acceleration = float(gamma / (6 * mpmath.sqrt(n)))
    found = curve("skewed", numbers=[1, 0.5, rows - 1, acceleration], confidences=[0.95], limits=[0.7])

    def g(t):
        return t + gamma * t**2 / (3 * mpmath.sqrt(n)) + gamma**2 * t**3 / (27 * n) + gamma / (6 * mpmath.sqrt(n))

    for quantile, end in ((0.975, "lower"), (0.025, "upper")):
        wanted = mpmath.mpf(float(stats.t.ppf(quantile, rows - 1)))
        bound = mpmath.mpf(10) ** 9
        t = mpmath.findroot(lambda x: g(x) - wanted, (-bound, bound), solver="anderson", tol=1e-60, maxsteps=2000)
        assert found[end][0] == pytest.approx(float(1 - t / 2), rel=1e-9)
    assert found["below"][0] == pytest.approx(stats.t.sf(float(g(mpmath.mpf("0.6"))), rows - 1), rel=1e-9)


FAMILIES = [
    [0.01, 0.04, 0.03, 0.005], [0.5], [1, 1, 1], [0, 0, 1e-300], [0.02, 0.02, 0.02, 0.5, 0.9, 0.001], [0.2, 1, 0.2],
    numpy.random.default_rng(4).beta(0.3, 1, 60).tolist(),
]  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("ours,theirs", [("holm", "holm"), ("benjamini_hochberg", "fdr_bh")])
def test_multiplicity(family, ours, theirs):
    found = values(ours, [[place, *family] for place in range(len(family))])
    assert found == pytest.approx(multipletests(family, method=theirs)[1].tolist(), rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("level", [0.001, 0.025, 0.1])
@pytest.mark.parametrize("chance", [0.5, 0.8, 0.99])
@pytest.mark.parametrize("distance,deviation", [(0.3, 1.7), (-0.01, 0.4), (3, 0.2)])
def test_power(level, chance, distance, deviation):
    # One-sided: statsmodels takes the standard deviation of a row, ours the error of some rows.
    needed = power.normal_sample_size_one_tail(abs(distance), chance, level, std_null=deviation)
    rows = 400
    error = deviation / rows**0.5
    assert values("power.rows", [(level, chance, distance, error, rows)])[0] == max(1, numpy.ceil(needed - 1e-9))
    reached = power.normal_power(abs(distance), rows, level, alternative="larger", sigma=deviation)
    assert values("power", [(level, distance, error)])[0] == pytest.approx(reached, rel=1e-9)
    least = values("power.difference", [(level, chance, error)])[0]
    assert power.normal_power(least, rows, level, alternative="larger", sigma=deviation) == pytest.approx(
        chance, rel=1e-9
    )


def test_no_number_of_rows_finds_nothing():
    assert values("power.rows", [(0.025, 0.8, 0, 0.1, 100)]) == [None]
    assert values("power.difference", [(0.025, 0.8, "nan")]) == [None]
