"""Writes cases.json: inputs, and every drift measure on them as scipy, Evidently and the formulas below have it.

    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python make.py

The peers' formulas are written down here from their descriptions, with numpy and scipy, and Evidently's are also
compared with Evidently itself. A value is null where it is undefined.
"""

import json
import math
import pathlib
import warnings

import numpy as np
import pandas as pd
from evidently.legacy.calculations.stattests import chisquare_stattest, energy_distance as evidently_energy
from evidently.legacy.calculations.stattests import hellinger_distance, jensenshannon, kl_div, ks_stattest
from evidently.legacy.calculations.stattests import psi as evidently_psi
from evidently.legacy.calculations.stattests import wasserstein_distance_norm, z_stattest
from evidently.legacy.core import ColumnType
from scipy import stats
from scipy.spatial import distance

warnings.simplefilter("ignore")
np.seterr(all="ignore")
random = np.random.default_rng(20261124)

NAN = math.nan


# Plain formulas, on shares or counts.


def shares(counts):
    counts = np.asarray(counts, dtype=float)
    return counts / counts.sum()


def psi(r, c):
    return float(np.sum((c - r) * np.log(c / r)))


def hellinger(r, c):
    return float(np.linalg.norm(np.sqrt(r) - np.sqrt(c)) / math.sqrt(2))


def js_nats(r, c):
    m = (r + c) / 2
    return float((stats.entropy(r, m) + stats.entropy(c, m)) / 2)


def entropy(p, q):
    return float(stats.entropy(p, q))


def floor(p, smallest):
    return np.maximum(p, smallest)


def contingency(r, c, yates=False):
    return stats.chi2_contingency(np.array([r, c]), correction=yates)


def bergsma(r, c, yates=False):
    """Bias-corrected Cramér's V of a 2 x k table."""
    table = np.array([r, c], dtype=float)
    table = table[:, table.sum(axis=0) > 0]
    if table.shape[1] < 2 or (table.sum(axis=1) == 0).any():
        return NAN
    chi2 = stats.chi2_contingency(table, correction=yates)[0]
    n, (rows, columns) = table.sum(), table.shape
    phi2 = max(0.0, chi2 / n - (columns - 1) * (rows - 1) / (n - 1))
    least = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    return math.sqrt(phi2 / least) if least > 0 else NAN


def z_test(x, m, y, n):
    pooled = (x + y) / (m + n)
    if pooled in (0, 1):
        return NAN
    return float(2 * stats.norm.sf(abs((x / m - y / n) / math.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n)))))


def evidently_fill(p):
    smallest = p[p > 0].min()
    return np.where(p == 0, smallest / 1e6 if smallest <= 0.0001 else 0.0001, p)


# By definition: counts of categories, in order.


def of_counts(r, c, fills_empty=False):
    """All measures of two vectors of counts; those of an empty side are undefined.

    Evidently's bins of numbers are filled where they are empty on both sides, too; nobody else looks at those.
    """
    names = [
        "psi", "chi_squared", "jensen_shannon", "jensen_shannon_distance", "hellinger", "l_infinity",
        "kullback_leibler", "cramers_v", "total_variation", "z_test", "evidently.psi", "evidently.chi_squared",
        "evidently.z_test", "evidently.jensen_shannon", "evidently.hellinger", "evidently.kullback_leibler",
        "tfdv.l_infinity", "tfdv.normalized_absolute_difference", "tfdv.jensen_shannon", "deequ.l_infinity",
        "deequ.chi_squared", "deequ.psi", "deepchecks.psi", "deepchecks.cramers_v", "whylogs.chi_squared",
    ]
    r, c = np.asarray(r, dtype=float), np.asarray(c, dtype=float)
    if r.sum() == 0 or c.sum() == 0:
        return dict.fromkeys(names, NAN)
    present = (r + c) > 0
    filled = slice(None) if fills_empty else present
    fill_p, fill_q = evidently_fill(shares(r[filled])), evidently_fill(shares(c[filled]))
    r, c = r[present], c[present]
    p, q, k, n = shares(r), shares(c), len(r), r.sum() + c.sum()
    both = lambda f, x: (f(x(p)), f(x(q)))
    kl_p, kl_q = both(shares, lambda s: floor(s, 1e-4))
    chance = 1.8 * math.sqrt(n / (r.sum() * c.sum()))
    return {
        "psi": psi(floor(p, 1e-4), floor(q, 1e-4)),
        "chi_squared": contingency(r, c)[1] if k > 1 else NAN,
        "jensen_shannon": js_nats(p, q) / math.log(2),
        "jensen_shannon_distance": distance.jensenshannon(p, q),
        "hellinger": hellinger(p, q),
        "l_infinity": np.abs(p - q).max(),
        "kullback_leibler": entropy(kl_q, kl_p),
        "cramers_v": bergsma(r, c),
        "total_variation": np.abs(p - q).sum() / 2,
        "z_test": z_test(r[1], r.sum(), c[1], c.sum()) if k == 2 else NAN,
        "evidently.psi": psi(fill_p, fill_q),
        "evidently.chi_squared": stats.chisquare(c, r * (c.sum() / r.sum()))[1] if k > 1 else NAN,
        "evidently.z_test": z_test(r.sum() - r[0], r.sum(), c.sum() - c[0], c.sum()) if k > 1 else 1.0,
        "evidently.jensen_shannon": distance.jensenshannon(p, q),
        "evidently.hellinger": hellinger(p, q),
        "evidently.kullback_leibler": entropy(fill_p, fill_q),
        "tfdv.l_infinity": np.abs(p - q).max(),
        "tfdv.normalized_absolute_difference": np.abs(r - c).max() / n,
        "tfdv.jensen_shannon": js_nats(p, q) / math.log(2),
        "deequ.l_infinity": max(0.0, np.abs(p - q).max() - chance),
        "deequ.chi_squared": deequ_chi_squared(r, c),
        "deequ.psi": psi(p, q) if (p > 0).all() and (q > 0).all() else NAN,
        "deepchecks.psi": deepchecks_psi(r, c),
        "deepchecks.cramers_v": deepchecks_cramers_v(r, c),
        "whylogs.chi_squared": whylogs_chi_squared(r, c),
    }


def deequ_chi_squared(r, c):
    observed = {i: x for i, x in enumerate(c) if r[i] > 0}
    known = sum(observed.values())
    if known == 0:
        return NAN
    expected = {i: r[i] / r.sum() * known for i in observed}
    while len(expected) > 1:
        least, share = (5, 0.2) if len(expected) > 2 else (10, 0)
        if sum(x < least for x in expected.values()) <= int(share * len(expected)):
            break
        first = min(expected, key=expected.get)
        e, o = expected.pop(first), observed.pop(first)
        second = min(expected, key=expected.get)
        expected[second] += e
        observed[second] += o
    if len(expected) < 2:
        return NAN
    return stats.chisquare(list(observed.values()), [expected[i] for i in observed])[1]


def deepchecks_merge(r, c):
    rare = r < r.sum() * 0.01
    other = (r[rare].sum(), c[rare].sum())
    kept_r, kept_c = list(r[~rare]), list(c[~rare])
    if other[0] > 0.01 * r.sum() or other[1] > 0.01 * c.sum():
        kept_r.append(other[0])
        kept_c.append(other[1])
    return np.array(kept_r), np.array(kept_c)


def deepchecks_psi(r, c):
    if min(r.sum(), c.sum()) < 10:
        return NAN
    r, c = deepchecks_merge(r, c)
    if c.sum() == 0:
        return NAN
    return psi(floor(shares(r), 0.01), floor(shares(c), 0.01))


def deepchecks_cramers_v(r, c):
    if min(r.sum(), c.sum()) < 10:
        return NAN
    r, c = deepchecks_merge(r, c)
    if c.sum() == 0:
        return NAN
    if r.sum() > c.sum():
        r = r * (c.sum() / r.sum())
    elif c.sum() > r.sum():
        c = c * (r.sum() / c.sum())
    return bergsma(np.round(r), np.round(c), yates=True)


def whylogs_chi_squared(r, c):
    expected = np.floor(r / r.sum() * c.sum())
    if (expected == 0).any():
        return 0.0
    return float(stats.chi2.sf(np.sum((c - expected) ** 2 / expected), max((c > 0).sum() - 1, 1)))


# By definition: numbers.


def per_value(x, y):
    values = np.union1d(x, y)
    return [(x == v).sum() for v in values], [(y == v).sum() for v in values]


def reference_bins(x, y, nulls):
    """Deciles of the reference, or its values and all others; and nulls."""
    if len(np.unique(x)) > 10:
        edges = np.unique(np.quantile(x, np.arange(1, 10) / 10))
        r = np.bincount(np.searchsorted(edges, x, side="left"), minlength=len(edges) + 1)
        c = np.bincount(np.searchsorted(edges, y, side="left"), minlength=len(edges) + 1)
    else:
        known = np.unique(x)
        r = [(x == v).sum() for v in known] + [0]
        c = [(y == v).sum() for v in known] + [(~np.isin(y, known)).sum()]
    return np.append(r, nulls[0]), np.append(c, nulls[1])


def sturges(x, y):
    if len(np.unique(x)) <= 20:
        return per_value(x, y)
    edges = np.histogram_bin_edges(np.concatenate([x, y]), bins="sturges")
    return np.histogram(x, edges)[0], np.histogram(y, edges)[0]


def sturges_of_distinct(x, y):
    edges = np.histogram_bin_edges(np.union1d(x, y), bins="sturges")
    return np.histogram(x, edges)[0], np.histogram(y, edges)[0]


def tenths(x):
    """Buckets (low, high, mass) as TFDV's standard histogram has them."""
    if x.min() == x.max():
        return [(x.min(), x.max(), float(len(x)))]
    counts, edges = np.histogram(x, np.linspace(x.min(), x.max(), 11))
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), counts.astype(float).tolist()))


def tfdv_jensen_shannon(left, right, nans=(0.0, 0.0)):
    finite = lambda b: math.isfinite(b[0]) and math.isfinite(b[1])
    wide = lambda h: [b for b in h if finite(b) and b[0] < b[1]]
    points = lambda h: [b for b in h if finite(b) and b[0] == b[1]]
    edges = sorted({e for b in wide(left) + wide(right) for e in b[:2]})

    def spread(h):
        mass = np.zeros(max(len(edges) - 1, 0))
        for low, high, count in wide(h):
            for i in range(len(mass)):
                if low <= edges[i] and edges[i + 1] <= high:
                    mass[i] += count * ((edges[i + 1] - edges[i]) / (high - low))
        return list(mass)

    p, q = spread(left), spread(right)
    for point in sorted({b[0] for b in points(left) + points(right)}):
        p.append(sum(b[2] for b in points(left) if b[0] == point))
        q.append(sum(b[2] for b in points(right) if b[0] == point))
    p += [sum(b[2] for b in left if not finite(b)), 0.0, 0.0, nans[0]]
    q += [0.0, sum(b[2] for b in right if not finite(b)), nans[1], 0.0]
    if sum(p) == 0 or sum(q) == 0:
        return NAN
    return min(js_nats(shares(p), shares(q)) / math.log(2), 1.0)


def deepchecks_wasserstein(x, y):
    if min(len(x), len(y)) < 10:
        return NAN
    trim = lambda v: v[(v >= np.quantile(v, 0.025)) & (v <= np.quantile(v, 1 - 0.025))]
    x, y = trim(x), trim(y)
    low, high = min(x.min(), y.min()), max(x.max(), y.max())
    if low == high:
        return 0.0
    return stats.wasserstein_distance((x - low) / (high - low), (y - low) / (high - low))


def whylogs_hellinger(x, y):
    low, high = min(x.min(), y.min()), max(x.max(), y.max())
    high += abs(high) * 1e-7 if high != 0 else 1e-7
    bins = max(min(math.ceil((len(x) + len(y)) / 4), 30), 2)
    width = (high - low) / bins
    if width < 2.0 ** (math.floor(math.log2(max(abs(low), abs(high)))) - 23):
        return NAN
    edges = [low + i * width for i in range(bins + 1)]
    return hellinger(shares(np.histogram(x, edges)[0]), shares(np.histogram(y, edges)[0]))


def of_numbers(x, y, nulls):
    if len(x) == 0 or len(y) == 0:
        return {}
    ours = of_counts(*reference_bins(x, y, nulls))
    theirs = of_counts(*sturges(x, y), fills_empty=True)
    values = of_counts(*per_value(x, y))
    ks = stats.ks_2samp(x, y, method="auto")
    w = stats.wasserstein_distance(x, y)
    return {
        **{name: ours[name] for name in ours if "." not in name and name not in ("z_test", "l_infinity")},
        **{name: theirs[name] for name in theirs if name.startswith("evidently.")},
        "z_test": values["z_test"],
        "evidently.chi_squared": values["evidently.chi_squared"],
        "evidently.z_test": values["evidently.z_test"],
        "evidently.hellinger": of_counts(*sturges_of_distinct(x, y))["evidently.hellinger"],
        "ks": ks.statistic,
        "ks_p": ks.pvalue,
        "l_infinity": ks.statistic,
        "wasserstein": w / np.std(x) if len(np.unique(x)) > 1 else NAN,
        "wasserstein_absolute": w,
        "energy": stats.energy_distance(x, y),
        "evidently.ks": ks.pvalue,
        "evidently.wasserstein": w / max(np.std(x), 0.001),
        "evidently.energy": stats.energy_distance(x, y),
        "tfdv.jensen_shannon": tfdv_jensen_shannon(tenths(x), tenths(y)),
        "deequ.l_infinity": max(0.0, ks.statistic - 1.8 * math.sqrt((len(x) + len(y)) / (len(x) * len(y)))),
        "deepchecks.ks": ks.statistic if min(len(x), len(y)) >= 10 else NAN,
        "deepchecks.wasserstein": deepchecks_wasserstein(x, y),
        "whylogs.hellinger": whylogs_hellinger(x, y),
    }


def evidently_agrees(name, expected, x, y, kind):
    """Our writing of Evidently's formulas has to give Evidently's own numbers."""
    tests = {
        "evidently.psi": (evidently_psi._psi, "cat num"),
        "evidently.jensen_shannon": (jensenshannon._jensenshannon, "cat num"),
        "evidently.kullback_leibler": (kl_div._kl_div, "cat num"),
        "evidently.hellinger": (hellinger_distance._hellinger_distance, "cat num"),
        "evidently.chi_squared": (chisquare_stattest._chi_stat_test, "cat num"),
        "evidently.z_test": (z_stattest._z_stat_test, "cat num"),
        "evidently.ks": (ks_stattest._ks_stat_test, "num"),
        "evidently.wasserstein": (wasserstein_distance_norm._wasserstein_distance_norm, "num"),
        "evidently.energy": (evidently_energy._energy_dist, "num"),
    }
    for method, (test, kinds) in tests.items():
        if kind not in kinds:
            continue
        feature = ColumnType.Numerical if kind == "num" else ColumnType.Categorical
        theirs = float(test(pd.Series(x), pd.Series(y), feature, 0.1)[0])
        ours = float(expected[method])
        if method == "evidently.hellinger":
            # Theirs is the root of 1 - sum, so that half its digits are lost near 0.
            theirs, ours = theirs**2, ours**2
        if math.isnan(theirs) and (math.isnan(ours) or method == "evidently.jensen_shannon"):
            continue
        if not math.isclose(theirs, ours, rel_tol=1e-9, abs_tol=1e-12):
            raise SystemExit(f"{name}: {method} is {theirs} of Evidently, and {ours} here")


# The cases.


def number_cases():
    normal = lambda n, at=0.0, spread=1.0: np.round(random.normal(at, spread, n), 3)
    yield "one value each", [1.5], [2.5]
    yield "one value, the same", [1.5], [1.5]
    yield "two and three", [1.0, 2.0], [2.0, 3.0, 4.0]
    yield "constant, another constant", [3.0] * 40, [4.0] * 30
    yield "constant on both sides", [3.0] * 40, [3.0] * 30
    yield "a constant reference", [0.0] * 40, normal(30)
    yield "constant data", normal(40), [0.0] * 30
    yield "identical", (same := normal(200)), same.copy()
    yield "the same shares of another size", [1.0, 2.0, 3.0] * 10, [1.0, 2.0, 3.0] * 25
    yield "disjoint supports", normal(150, 0), normal(120, 100)
    yield "disjoint supports of equal size", normal(90, 0), normal(90, 100)
    yield "ties", np.round(random.normal(0, 2, 300)), np.round(random.normal(0.3, 2, 250))
    yield "few values, one of them new", random.integers(0, 4, 200).astype(float), random.integers(0, 5, 180).astype(float)
    yield "zero or one", random.integers(0, 2, 500).astype(float), (random.random(400) < 0.4).astype(float)
    yield "heavy tails", np.round(random.standard_cauchy(400), 4), np.round(random.standard_cauchy(350) * 1.5, 4)
    yield "many orders of magnitude", random.lognormal(0, 8, 60), random.lognormal(1, 8, 70)
    yield "large numbers close together", 1e9 + normal(80), 1e9 + normal(90, 0.2)
    yield "tiny numbers", normal(80) * 1e-9, normal(90, 0.2) * 1e-9
    yield "all negative", -np.abs(normal(60)) - 1, -np.abs(normal(75)) - 1.2
    yield "full precision", random.normal(0, 1, 50), random.normal(0.5, 1, 47)
    yield "21 different values", np.arange(21.0).repeat(3), np.arange(21.0).repeat(2)
    yield "20 different values", np.arange(20.0).repeat(3), np.arange(25.0).repeat(2)
    yield "11 different values", np.arange(11.0).repeat(4), np.arange(12.0).repeat(3)
    for m, n in [(5, 3), (7, 7), (10, 10), (12, 100), (37, 41), (99, 100), (250, 250), (640, 480), (1000, 1000), (1000, 700)]:
        yield f"normal {m} and {n}", normal(m), normal(n, 0.1, 1.1)
    yield "normal 5000 and 4999", np.round(normal(5000), 2), np.round(normal(4999, 0.03), 2)
    yield "normal 5000 and 5000", np.round(normal(5000), 2), np.round(normal(5000, 0.05), 2)
    yield "normal 3000 and 5000, far apart", np.round(normal(3000), 2), np.round(normal(5000, 0.8), 2)
    # Beyond 10,000 the p-value is asymptotic.
    for at in (0.0, 0.01, 0.02, 0.05, 0.2):
        yield f"normal 20000 and 15000, {at} apart", np.round(normal(20000), 1), np.round(normal(15000, at), 1)
    for n, at in [(1, 1.0), (3, 0.5), (40, 0.1), (40, 0.6), (120, 0.02), (120, 0.2), (150, 0.05), (150, 0.2), (150, 0.5)]:
        yield f"normal 11000 and {n}, {at} apart", np.round(normal(11000), 1), np.round(normal(n, at), 1)
    grid = np.arange(400.0)
    yield "nearly the same 16000", grid.repeat(40), np.append(grid.repeat(40)[:-20], [400.0] * 20)


def category_cases():
    yield "one category", [10], [20]
    yield "one category, then another", [10, 0], [0, 12]
    yield "two categories", [300, 700], [280, 820]
    yield "two categories, far apart", [900, 100], [100, 900]
    yield "two categories, two rows", [1, 0], [0, 1]
    yield "identical", [5, 10, 85], [5, 10, 85]
    yield "the same shares", [5, 10, 85], [10, 20, 170]
    yield "unseen in the reference", [40, 60, 0], [30, 60, 10]
    yield "vanished from the data", [40, 50, 10], [45, 55, 0]
    yield "unseen and vanished", [40, 50, 10, 0], [45, 55, 0, 9]
    yield "disjoint", [40, 60, 0, 0], [0, 0, 30, 20]
    yield "a rare one, below a ten-thousandth", [50000, 2, 0], [60000, 0, 5]
    yield "small expected counts", [100, 3, 2, 1, 1], [50, 2, 0, 1, 3]
    yield "rare categories", [500, 480, 5, 4, 3], [450, 470, 40, 2, 1]
    yield "rare categories on both sides", [5000, 4800, 5, 4, 3], [4500, 4700, 6, 2, 1]
    yield "ten times more rows", [100, 200, 300], [1100, 1900, 3100]
    for k, n in [(3, 20), (5, 100), (8, 1000), (26, 5000), (200, 5000), (1000, 5000), (3000, 5000)]:
        weights = random.dirichlet(np.ones(k))
        shifted = shares(weights * random.lognormal(0, 0.2, k))
        yield f"{k} categories of {n}", random.multinomial(n, weights), random.multinomial(n * 4 // 5, shifted)


def histogram_cases():
    a = [(0.0, 1.0, 5.0), (1.0, 2.0, 10.0), (2.0, 4.0, 3.0)]
    yield "the same edges", a, [(0.0, 1.0, 8.0), (1.0, 2.0, 1.0), (2.0, 4.0, 3.0)], (0, 0)
    yield "other edges", a, [(0.5, 1.5, 4.0), (1.5, 3.0, 6.0), (3.0, 5.0, 2.0)], (0, 0)
    yield "a gap", [(0.0, 1.0, 5.0), (3.0, 4.0, 5.0)], [(0.0, 4.0, 7.0)], (0, 0)
    yield "disjoint", a, [(10.0, 12.0, 4.0)], (0, 0)
    yield "a point inside", [(0.0, 1.0, 5.0), (1.0, 1.0, 4.0), (1.0, 2.0, 5.0)], a, (0, 0)
    yield "only points", [(1.0, 1.0, 4.0)], [(1.0, 1.0, 2.0), (2.0, 2.0, 2.0)], (0, 0)
    yield "points against buckets", [(1.0, 1.0, 4.0)], a, (0, 0)
    yield "NaN on one side", a, a, (0, 3)
    yield "NaN on both sides", a, a, (4, 4)
    yield "infinite on both sides", [(-math.inf, -math.inf, 2.0)] + a, a + [(math.inf, math.inf, 2.0)], (0, 0)
    yield "only NaN", [], [], (3, 3)


def finite(values):
    return {name: float(x) if math.isfinite(x) else None for name, x in values.items()}


def sample(x):
    values, counts = np.unique(x, return_counts=True)
    repeated = (counts > 1).any()
    return {"values": values.tolist(), **({"counts": counts.tolist()} if repeated else {})}


def main():
    numbers, categories, histograms = [], [], []
    for name, x, y in number_cases():
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        nulls = (7, 2) if "null" in name or name.startswith("normal 99") else (0, 0)
        for integer in (False, True):
            if integer and name not in ("zero or one", "ties", "21 different values", "20 different values"):
                continue
            if integer:
                x, y = x.astype(np.int64), y.astype(np.int64)
            expected = of_numbers(x, y, nulls)
            if len(x) <= 1000:
                evidently_agrees(name, expected, x, y, "num")
            numbers.append({
                "name": name + (", integers" if integer else ""), "integer": integer, "nulls": list(nulls),
                "reference": sample(x), "current": sample(y), "expected": finite(expected),
            })
    for name, r, c in category_cases():
        expected = of_counts(r, c)
        labels = [f"c{i:05}" for i in range(len(r))]
        evidently_agrees(name, expected, np.repeat(labels, r), np.repeat(labels, c), "cat")
        categories.append({
            "name": name, "reference": [int(n) for n in r], "current": [int(n) for n in c],
            "expected": finite(expected),
        })
    for name, left, right, nans in histogram_cases():
        # JSON has no infinity: null is an infinite edge, whose sign does not matter.
        edge = lambda h: [[b if math.isfinite(b) else None for b in bucket] for bucket in h]
        histograms.append({
            "name": name, "reference": edge(left), "current": edge(right), "nan": list(nans),
            "expected": finite({"tfdv.jensen_shannon": tfdv_jensen_shannon(left, right, nans)}),
        })
    cases = {"numbers": numbers, "categories": categories, "histograms": histograms}
    lines = ",\n".join(
        f'"{kind}": [\n' + ",\n".join(json.dumps(case, separators=(",", ":")) for case in some) + "\n]"
        for kind, some in cases.items())
    pathlib.Path(__file__).with_name("cases.json").write_text("{\n" + lines + "\n}\n")


main()
