"""Distribution functions and quantiles, against scipy's."""

import itertools

import numpy
import pytest
from ours import values
from scipy import special, stats

TAILS = (1e-300, 1e-100, 1e-20, 1e-8, 0.001, 0.025, 0.2, 0.4, 0.5, 0.6, 0.9, 0.975, 0.9999, 1 - 1e-12)
DEGREES = (0.5, 1, 2, 3.5, 7, 30, 99, 1000, 123_456, 1e9)
SHAPES = (0.5, 1, 2.5, 10, 17, 150, 5000, 1_000_000)


def agrees(function, arguments, expected, tolerance=1e-10, least=1e-300):
    """To a relative tolerance, but for numbers that are smaller than least, which have few digits left."""
    found = values(function, arguments)
    assert len(found) == len(arguments)
    for place, value, wanted in zip(arguments, found, expected):
        assert value == pytest.approx(float(wanted), rel=tolerance, abs=least, nan_ok=True), place


def pairs(*lists):
    return list(itertools.product(*lists))


def test_normal():
    x = [-37, -20, -8, -3, -1, -1e-9, 0, 1e-3, 0.67, 1.96, 5, 8, 9]
    agrees("normal.cdf", [[value] for value in x], stats.norm.cdf(x), 1e-13)
    agrees("normal.two_sided", [[value] for value in x], 2 * stats.norm.sf(numpy.abs(x)), 1e-13)
    agrees("normal.quantile", [[p] for p in TAILS], stats.norm.ppf(TAILS), 1e-14)


def test_student():
    places = pairs((-1e10, -400, -30, -6, -1.5, -0.3, 0, 0.01, 0.7, 2, 12), DEGREES)
    t, degrees = numpy.array(places).T
    agrees("t.cdf", places, stats.t.cdf(t, degrees))
    agrees("t.two_sided", places, 2 * stats.t.sf(numpy.abs(t), degrees))


def test_student_quantiles():
    places = pairs(TAILS[2:], DEGREES)
    p, degrees = numpy.array(places).T
    agrees("t.quantile", places, stats.t.ppf(p, degrees))


def test_beta():
    places = pairs((1e-12, 0.001, 0.2, 0.5, 0.77, 0.999), SHAPES, SHAPES)
    agrees("beta.cdf", places, special.betainc(*numpy.array(places)[:, [1, 2, 0]].T), least=1e-290)


def test_beta_quantiles():
    places = pairs((1e-20, 1e-6, 0.025, 0.5, 0.975, 0.999999), SHAPES[:-1], SHAPES[:-1])
    agrees("beta.quantile", places, special.betaincinv(*numpy.array(places)[:, [1, 2, 0]].T))


def test_gamma():
    x = numpy.concatenate([10.0 ** numpy.arange(-12, 12), numpy.arange(1, 40) / 2])
    agrees("gamma.logarithm", x[:, None].tolist(), special.gammaln(x), 1e-13, least=1e-14)
    places = pairs(SHAPES, (1e-9, 0.3, 0.9, 1, 1.1, 2, 5, 30))
    places = [(a, a * part) for a, part in places]
    agrees("gamma.upper", places, special.gammaincc(*numpy.array(places).T), least=1e-290)


def test_chi_squared():
    places = pairs((0, 1e-8, 0.5, 3.84, 30, 500, 5000), (1, 2, 3, 10, 99, 1000, 100_000))
    agrees("chi_squared.upper", places, stats.chi2.sf(*numpy.array(places).T), least=1e-290)


def test_binomial():
    places = [
        (k, n, p)
        for n in (1, 2, 10, 333, 100_000)
        for p in (0, 1e-9, 0.1, 0.5, 0.93, 1)
        for k in sorted({0, 1, n // 10, n // 2, n - 1, n})
    ]
    # Both take differences of logarithms of factorials where counts are large.
    agrees("binomial.pmf", places, stats.binom.pmf(*numpy.array(places).T), 1e-9)


def test_kolmogorov():
    places = [
        (z / numpy.sqrt(n), n)
        for n in (1, 2, 3, 10, 50, 140, 141, 1000, 5000, 100_000)
        for z in (0.01, 0.3, 0.5, 0.8, 1, 1.36, 1.63, 2, 3, 6)
    ]
    agrees("kolmogorov.upper", places, stats.kstwo.sf(*numpy.array(places).T), 1e-9)


@pytest.mark.parametrize(
    "first,second", [(1, 1), (1, 7), (5, 5), (8, 12), (40, 60), (101, 77), (1000, 1000), (900, 1100)]
)
@pytest.mark.filterwarnings("ignore:ks_2samp")
def test_smirnov(first, second):
    draw = numpy.random.default_rng(first)
    places, expected = [], []
    for shift in (0, 0.2, 0.5, 1, 3, 10):
        result = stats.ks_2samp(draw.normal(size=first), draw.normal(shift, size=second), method="exact")
        places.append((round(result.statistic * numpy.lcm(first, second)), first, second))
        expected.append(result.pvalue)
    agrees("smirnov.upper", places, expected, 1e-9)


@pytest.mark.parametrize(
    "function,arguments",
    [
        ("normal.quantile", (1.5,)), ("normal.quantile", (-0.1,)), ("normal.quantile", ("nan",)),
        ("t.cdf", (1, 0)), ("t.cdf", (1, -2)), ("t.quantile", (0.3, 0)), ("t.quantile", (2, 5)),
        ("t.cdf", ("nan", 5)), ("t.two_sided", ("nan", 5)), ("t.quantile", ("nan", 5)), ("t.quantile", (0.3, "nan")),
        ("beta.cdf", (0.5, 0, 1)), ("beta.cdf", ("nan", 1, 1)), ("beta.quantile", ("nan", 1, 1)),
        ("beta.quantile", (0.5, 0, 1)), ("beta.quantile", (1.5, 1, 1)), ("beta.quantile", (-0.5, 1, 1)),
        ("gamma.logarithm", (0,)), ("gamma.logarithm", (-1.5,)), ("gamma.logarithm", ("nan",)),
        ("gamma.upper", (0, 1)), ("gamma.upper", (1, "nan")),
        ("chi_squared.upper", (1, 0)), ("chi_squared.upper", ("nan", 3)),
        ("kolmogorov.upper", ("nan", 3)), ("binomial.pmf", (1, 3, "nan")), ("binomial.pmf", (1, 3, 1.5)),
        ("binomial.pmf", (1, 3, -0.5)),
    ],
)  # fmt: skip
def test_what_is_undefined_is_not_a_number(function, arguments):
    assert numpy.isnan(values(function, [arguments])[0])


@pytest.mark.parametrize(
    "function,arguments,expected",
    [
        ("normal.quantile", (0,), -numpy.inf), ("normal.quantile", (1,), numpy.inf),
        ("normal.cdf", ("-inf",), 0), ("normal.cdf", ("inf",), 1),
        ("t.quantile", (0, 3), -numpy.inf), ("t.quantile", (1, 3), numpy.inf),
        ("t.cdf", ("-inf", 3), 0), ("t.cdf", ("inf", 3), 1), ("t.two_sided", (0, 3), 1),
        ("beta.cdf", (0, 2, 3), 0), ("beta.cdf", (1, 2, 3), 1), ("beta.cdf", (-1, 2, 3), 0),
        ("beta.quantile", (0, 2, 3), 0), ("beta.quantile", (1, 2, 3), 1),
        ("gamma.upper", (2, 0), 1), ("gamma.upper", (2, "inf"), 0), ("chi_squared.upper", (0, 3), 1),
        ("kolmogorov.upper", (0, 5), 1), ("kolmogorov.upper", (1, 5), 0), ("smirnov.upper", (0, 3, 4), 1),
        ("binomial.pmf", (-1, 3, 0.5), 0), ("binomial.pmf", (4, 3, 0.5), 0), ("binomial.pmf", (0, 0, 0.5), 1),
    ],
)  # fmt: skip
def test_ends_are_exact(function, arguments, expected):
    assert values(function, [arguments]) == [expected]
