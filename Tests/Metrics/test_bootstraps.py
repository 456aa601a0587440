"""Bootstrap intervals of given resamples against scipy's, and whether draws follow the distributions they should."""

from types import SimpleNamespace

import numpy
import pytest
from ours import curve, statistic
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from test_areas import rows

CONFIDENCES = [0.5, 0.8, 0.95, 0.99]


def scipy_interval(data, function, resampled, level, method):
    """Scipy's interval of resamples that are drawn already."""
    drawn = SimpleNamespace(bootstrap_distribution=numpy.array(resampled))
    result = stats.bootstrap(
        data, function, n_resamples=0, confidence_level=level, method=method, paired=True, vectorized=False,
        bootstrap_result=drawn)  # fmt: skip
    return result.confidence_interval.low, result.confidence_interval.high


def area(labels, scores):
    positives, negatives = scores[labels == 1], scores[labels == 0]
    return stats.mannwhitneyu(positives, negatives).statistic / (len(positives) * len(negatives))


@pytest.mark.parametrize("data", [(40, 30, 23, 4), (41, 6, 5, 3), (180, 101, 150, 2)])
def test_intervals_of_two_areas(data):
    """The acceleration is the jackknife's."""
    case = rows(*data)
    drawn = statistic(draws="areas", count=400, seed=3, **case)
    labels, first, second = case["labels"], case["first"], case["second"]

    def difference(labels, first, second):
        return area(labels, first) - area(labels, second)

    estimate, resampled = difference(labels, first, second), drawn["differences"]
    known = {"estimate": estimate, "numbers": resampled, "confidences": CONFIDENCES}
    found = {"percentile": curve("percentile", **known)}
    found["BCa"] = curve("bca", acceleration=drawn["acceleration"], **known)
    for method, ours in found.items():
        for place, level in enumerate(CONFIDENCES):
            expected = scipy_interval((labels, first, second), difference, resampled, level, method)
            assert (ours["lower"][place], ours["upper"][place]) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("units", [2, 3, 10, 100, 1e6])
def test_few_units_put_the_tails_farther_out(units):
    """Hesterberg 2015: the normal distribution's tail at Student's quantile, a sample's deviation having n below."""
    resampled = numpy.sort(numpy.random.default_rng(1).normal(size=999))
    found = curve("percentile", estimate=0, numbers=resampled, units=units, confidences=CONFIDENCES)
    tails = stats.norm.cdf(numpy.sqrt(units / (units - 1)) * stats.t.ppf((1 - numpy.array(CONFIDENCES)) / 2, units - 1))
    assert found["lower"] == pytest.approx(numpy.quantile(resampled, tails).tolist(), rel=1e-9)
    assert found["upper"] == pytest.approx(numpy.quantile(resampled, 1 - tails).tolist(), rel=1e-9)


@pytest.mark.parametrize("resampled", [[1.0], [2.0, 2.0, 2.0], [1, 2, 4, 8], [0, 0, 0, 1]])
def test_percentiles_of_few_and_of_equal_values(resampled):
    found = curve("percentile", estimate=1, numbers=resampled, confidences=CONFIDENCES)
    for place, level in enumerate(CONFIDENCES):
        expected = numpy.quantile(resampled, [(1 - level) / 2, (1 + level) / 2])
        assert [found["lower"][place], found["upper"][place]] == pytest.approx(expected.tolist(), rel=1e-12)
    if len(resampled) > 1:
        assert found["error"] == pytest.approx(numpy.std(resampled, ddof=1), rel=1e-12)
    else:
        assert found["error"] is None


def test_resamples_beyond_the_estimate_move_the_limit_on_their_side():
    """The bias as scipy's resamples have it, twice."""
    resampled = numpy.abs(numpy.random.default_rng(3).normal(0.3, 0.5, size=999))
    found = curve("widened_percentile", estimate=0.3, numbers=resampled, confidences=CONFIDENCES)
    bias = resampled.mean() - 0.3
    tails = (1 - numpy.array(CONFIDENCES)) / 2
    assert found["lower"] == pytest.approx((numpy.quantile(resampled, tails) - 2 * bias).tolist(), rel=1e-9)
    assert found["upper"] == pytest.approx(numpy.quantile(resampled, 1 - tails).tolist(), rel=1e-9)


@pytest.mark.parametrize("trials", [1, 12, 4000])
def test_rows_that_do_not_vary(trials):
    found = curve("unvarying", numbers=[0.5, 3], counts=[trials], confidences=CONFIDENCES)
    reach = [3 * proportion_confint(0, trials, 1 - level, method="wilson")[1] for level in CONFIDENCES]
    assert found["lower"] == pytest.approx([0.5 - part for part in reach], rel=1e-9)
    assert found["upper"] == pytest.approx([0.5 + part for part in reach], rel=1e-9)


def test_no_resamples_have_no_interval():
    assert curve("percentile", estimate=1, numbers=[]) is None
    assert curve("bca", estimate=1, numbers=[], acceleration=0) is None


def test_uniform_numbers():
    drawn = statistic(draws="uniform", count=50_000)
    assert stats.kstest(drawn, "uniform").pvalue > 0.001
    assert abs(stats.pearsonr(drawn[1:], drawn[:-1]).statistic) < 4 / numpy.sqrt(50_000)


@pytest.mark.parametrize(
    "trials,share", [(1, 0.3), (12, 0.5), (30, 0.2), (60, 0.4), (900, 0.011), (5000, 0.7), (10**7, 0.5)]
)
def test_binomial_draws(trials, share):
    """In twenty parts of like probability, both by inversion and by rejection."""
    drawn = numpy.array(statistic(draws="binomial", numbers=[trials, share], count=40_000, seed=8))
    distribution = stats.binom(trials, share)
    ends = numpy.unique(distribution.ppf(numpy.arange(1, 20) / 20))
    expected = numpy.diff(numpy.concatenate([[0], distribution.cdf(ends), [1]]))
    seen = numpy.bincount(numpy.searchsorted(ends, drawn), minlength=len(ends) + 1)
    kept = expected > 1e-12
    assert seen[~kept].sum() == 0
    if kept.sum() > 1:
        assert stats.chisquare(seen[kept], expected[kept] / expected[kept].sum() * 40_000).pvalue > 0.001


def test_resampled_rows_have_the_means_that_scipys_have():
    sample = numpy.arange(50) ** 2.0
    drawn = numpy.array(statistic(draws="rows", rows=50, count=4000, seed=2))
    assert (drawn.sum(axis=1) == 50).all()
    theirs = stats.bootstrap(
        (sample,), numpy.mean, n_resamples=4000, method="percentile", rng=numpy.random.default_rng(1)
    ).bootstrap_distribution
    assert stats.ks_2samp(drawn @ sample / 50, theirs).pvalue > 0.001


def test_resampled_cells_are_multinomial():
    counts = numpy.array([3, 0, 40, 7, 50])
    drawn = numpy.array(statistic(draws="cells", counts=counts, count=4000, seed=2))
    assert (drawn.sum(axis=1) == 100).all() and (drawn[:, 1] == 0).all()
    expected = stats.multinomial(100, counts / 100)
    assert drawn.mean(axis=0) == pytest.approx(expected.mean(), abs=0.4)
    assert numpy.cov(drawn.T) == pytest.approx(expected.cov(), abs=1.6)
    for cell in (0, 2, 3, 4):
        assert (
            stats.ks_2samp(drawn[:, cell], stats.binom.rvs(100, counts[cell] / 100, size=4000, random_state=1)).pvalue
            > 0.001
        )
