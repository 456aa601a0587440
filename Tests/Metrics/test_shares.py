"""Intervals and p-values of shares of rows, and of two shares on the same rows, against scipy, statsmodels and R."""

import numpy
import pytest
from ours import curve, values
from scipy import optimize, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

SHARES = [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (1, 29), (81, 263), (999, 1000), (17, 1_000_000)]
CONFIDENCES = [0.01, 0.5, 0.8, 0.95, 0.999, 1 - 1e-8]
LIMITS = [0.001, 0.1, 0.25, 0.35, 0.5, 0.99, 0.99999]


def agree(found, expected, tolerance=1e-9):
    assert found == pytest.approx(numpy.array(expected, dtype=float).tolist(), rel=tolerance, abs=1e-290)


@pytest.mark.parametrize("successes,trials", SHARES)
def test_wilson(successes, trials):
    found = curve("wilson", counts=[successes, trials], confidences=CONFIDENCES, limits=LIMITS)
    expected = [proportion_confint(successes, trials, 1 - level, method="wilson") for level in CONFIDENCES]
    ends = (
        [0.0 if successes == 0 else low for low, _ in expected],
        [1.0 if successes == trials else high for _, high in expected],
    )
    agree(found["lower"], ends[0])
    agree(found["upper"], ends[1])
    plain = [
        values(f"wilson.{end}", [(successes, trials, level) for level in CONFIDENCES]) for end in ("lower", "upper")
    ]
    agree(plain[0], ends[0])
    agree(plain[1], ends[1])
    for place, limit in enumerate(LIMITS):
        for side, alternative in (("below", "larger"), ("above", "smaller")):
            _, p = proportions_ztest(successes, trials, limit, alternative=alternative, prop_var=limit)
            agree(found[side][place], p)


@pytest.mark.parametrize("successes,trials", SHARES)
def test_clopper_pearson(successes, trials):
    found = curve("clopper_pearson", counts=[successes, trials], confidences=CONFIDENCES, limits=LIMITS)
    expected = [proportion_confint(successes, trials, 1 - level, method="beta") for level in CONFIDENCES]
    agree(found["lower"], [low for low, _ in expected])
    agree(found["upper"], [high for _, high in expected])
    for place, limit in enumerate(LIMITS):
        agree(found["below"][place], stats.binomtest(successes, trials, limit, "greater").pvalue)
        agree(found["above"][place], stats.binomtest(successes, trials, limit, "less").pvalue)


def at_least(successes, trials, share):
    """Mid-p: half of what was observed counts."""
    return stats.binom.sf(successes, trials, share) + stats.binom.pmf(successes, trials, share) / 2


def at_most(successes, trials, share):
    return stats.binom.cdf(successes - 1, trials, share) + stats.binom.pmf(successes, trials, share) / 2


@pytest.mark.parametrize("successes,trials", SHARES)
def test_mid_p(successes, trials):
    found = curve("mid_p", counts=[successes, trials], confidences=CONFIDENCES, limits=LIMITS)
    agree(found["below"], [at_least(successes, trials, limit) for limit in LIMITS])
    agree(found["above"], [at_most(successes, trials, limit) for limit in LIMITS])

    def end(tail, level):
        return optimize.brentq(lambda share: tail(successes, trials, share) - (1 - level) / 2, 0, 1, xtol=1e-18)

    lower = [0.0 if successes == 0 else end(at_least, level) for level in CONFIDENCES]
    upper = [1.0 if successes == trials else end(at_most, level) for level in CONFIDENCES]
    agree(found["lower"], lower)
    agree(found["upper"], upper)


# contingencytables 3.0.0 on R 4.2.2, ClopperPearson_midP_CI_1x2, which finds its ends to 1e-8.
@pytest.mark.parametrize(
    "successes,trials,lower,upper",
    [
        (0, 1, 0, 0.95), (1, 1, 0.05, 1), (0, 20, 0, 0.13910834066737529), (20, 20, 0.86089165933262468, 1),
        (1, 29, 0.0017247701130511362, 0.15853738365784484), (81, 263, 0.25440210492676041, 0.36577347426734591),
        (5, 10, 0.21200850438625099, 0.78799149561374926), (999, 1000, 0.99507823838970155, 0.99994997766283789),
    ],
)  # fmt: skip
def test_mid_p_in_r(successes, trials, lower, upper):
    found = curve("mid_p", counts=[successes, trials], confidences=[0.95])
    assert found["lower"] + found["upper"] == pytest.approx([lower, upper], abs=2e-8)


def test_no_trials_have_no_interval():
    for name in ("wilson", "clopper_pearson", "mid_p"):
        assert curve(name, counts=[0, 0], confidences=[0.95]) is None
    assert curve("newcombe", counts=[0, 0, 0, 0], confidences=[0.95]) is None


# contingencytables 3.0.0 on R 4.2.2, Newcombe_square_and_add_CI_paired_2x2 (Newcombe 1998, method 10): the rows that
# both models got right, only the first, only the second, neither; at a confidence.
@pytest.mark.parametrize(
    "counts,confidence,lower,upper",
    [
        ([1, 1, 7, 12], 0.95, -0.5069202266861409, -0.025559124164859837),
        ([1, 1, 7, 12], 0.6, -0.3863337159597643, -0.1777942650794188),
        ([1, 1, 7, 12], 0.9999, -0.6635143016856779, 0.21622687611253288),
        ([59, 6, 16, 80], 0.95, -0.11862119563870994, -0.004625113933050061),
        ([59, 6, 16, 80], 0.6, -0.08670187858687782, -0.03733826318987843),
        ([59, 6, 16, 80], 0.9999, -0.1701885356298084, 0.049583975612645076),
        ([20, 12, 2, 16], 0.95, 0.056156424841748404, 0.32920699540014053),
        ([20, 12, 2, 16], 0.6, 0.1382750058553348, 0.2588610738793065),
        ([20, 12, 2, 16], 0.9999, -0.07158593155094234, 0.4238365414167175),
        ([36, 12, 2, 0], 0.95, 0.05692958400323883, 0.34042760297494057),
        ([36, 12, 2, 0], 0.6, 0.1411545609673658, 0.2589157617162472),
        ([36, 12, 2, 0], 0.9999, -0.10799491440125564, 0.4813361879293563),
        ([54, 0, 0, 0], 0.95, -0.06641358809089626, 0.06641358809089626),
        ([54, 0, 0, 0], 0.6, -0.012947321709427362, 0.012947321709427362),
        ([54, 0, 0, 0], 0.9999, -0.2189387703247777, 0.2189387703247777),
        ([30, 0, 0, 24], 0.95, -0.03583762193448606, 0.03583762193448606),
        ([30, 0, 0, 24], 0.6, -0.015551037321436046, 0.015551037321436046),
        ([30, 0, 0, 24], 0.9999, -0.06816305257452672, 0.06816305257452672),
        ([0, 0, 0, 54], 0.95, -0.06641358809089637, 0.06641358809089637),
        ([0, 0, 0, 54], 0.6, -0.012947321709427365, 0.012947321709427365),
        ([0, 0, 0, 54], 0.9999, -0.21893877032477763, 0.21893877032477763),
        ([53, 1, 0, 0], 0.95, -0.04962166188940388, 0.0977143748878192),
        ([53, 1, 0, 0], 0.6, 0.001958559316568617, 0.04131099426028151),
        ([53, 1, 0, 0], 0.9999, -0.20111321691025263, 0.2467815764883201),
        ([0, 1, 0, 0], 0.95, -0.12210872068194178, 1.0),
        ([0, 1, 0, 0], 0.6, 0.4136221746931603, 1.0),
        ([0, 1, 0, 0], 0.9999, -0.3265740137470339, 1.0),
        ([0, 0, 1, 0], 0.95, -1.0, 0.12210872068194178),
        ([0, 0, 1, 0], 0.6, -1.0, -0.4136221746931603),
        ([0, 0, 1, 0], 0.9999, -1.0, 0.3265740137470339),
        ([1, 0, 0, 0], 0.95, -0.7934506856227626, 0.7934506856227626),
        ([1, 0, 0, 0], 0.6, -0.414631736611887, 0.414631736611887),
        ([1, 0, 0, 0], 0.9999, -0.9380294808663839, 0.9380294808663839),
        ([0, 30, 24, 0], 0.95, -0.1524870694644948, 0.3599507165554069),
        ([0, 30, 24, 0], 0.6, -0.003418363007538616, 0.22276340262766592),
        ([0, 30, 24, 0], 0.9999, -0.37886292789134657, 0.5524320900413962),
        ([0, 54, 0, 0], 0.95, 0.9060770029959941, 1.0),
        ([0, 54, 0, 0], 0.6, 0.9816897220421202, 1.0),
        ([0, 54, 0, 0], 0.9999, 0.6903738216774113, 1.0),
        ([2, 9, 4, 1], 0.95, -0.11756309693674394, 0.6347214090462824),
        ([2, 9, 4, 1], 0.6, 0.1261871094763004, 0.4752015754498615),
        ([2, 9, 4, 1], 0.9999, -0.4286628872890228, 0.7828281252640976),
        ([999000, 600, 350, 50], 0.95, 0.00018981270446890973, 0.0003109331202922335),
        ([999000, 600, 350, 50], 0.6, 0.00022410609195563076, 0.00027603176067445614),
        ([999000, 600, 350, 50], 0.9999, 0.000130543535827536, 0.0003723701414938477),
        ([800, 60, 35, 105], 0.95, 0.005838964943079592, 0.04441470723299967),
        ([800, 60, 35, 105], 0.6, 0.01679277110275875, 0.03325482568284885),
        ([800, 60, 35, 105], 0.9999, -0.013633933911692882, 0.06457410680015097),
        ([5, 5, 5, 5], 0.95, -0.28383547880138177, 0.28383547880138177),
        ([5, 5, 5, 5], 0.6, -0.130776342289287, 0.130776342289287),
        ([5, 5, 5, 5], 0.9999, -0.4641091827214622, 0.4641091827214622),
    ],
)  # fmt: skip
def test_newcombe_in_r(counts, confidence, lower, upper):
    found = curve("newcombe", counts=counts, confidences=[confidence])
    assert found["lower"] + found["upper"] == pytest.approx([lower, upper], rel=1e-9)
    # Theirs is not kept from passing the ends by a rounding.
    assert -1 <= found["lower"][0] <= found["estimate"] <= found["upper"][0] <= 1


@pytest.mark.parametrize(
    "first,second", [(0, 0), (1, 0), (0, 1), (5, 5), (7, 1), (12, 3), (121, 59), (59, 121), (900, 1100), (3, 2000)]
)
def test_mcnemar(first, second):
    exact = mcnemar([[10, first], [second, 10]], exact=True).pvalue if first + second else 1
    agree(values("mcnemar.exact", [(first, second)])[0], exact)
    # The exact one less the chance of what was observed (Fagerland, Lydersen and Laake 2013).
    n = first + second
    observed = stats.binom.pmf(first, n, 0.5)
    mid = 1 - observed / 2 if first == second else exact - observed
    agree(values("mcnemar.mid_p", [(first, second)])[0], 1 if n == 0 else mid)


# The same package's McNemar_midP_test_paired_2x2.
@pytest.mark.parametrize(
    "first,second,expected",
    [
        (121, 59, 3.2666467957745903e-06), (7, 1, 0.0390625), (5, 5, 0.876953125), (1, 0, 0.5),
        (12, 3, 0.02127075195312505), (30, 80, 1.3738677823789718e-06),
    ],
)  # fmt: skip
def test_mcnemar_in_r(first, second, expected):
    agree(values("mcnemar.mid_p", [(first, second)])[0], expected)
