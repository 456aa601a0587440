"""Times comparisons of models beside scikit-learn, scipy and numpy: Benchmarks/comparison runs it."""

import json
import os
import resource
import subprocess
import sys
import time

import numpy

TOOL, COMPARE, FOLDER = sys.argv[1:4]

# Those of scikit-learn that are computed in one pass here.
METRICS = [
    "accuracy", "balanced_accuracy", "precision", "recall", "f1", "jaccard", "matthews_corrcoef", "cohen_kappa",
    "zero_one_loss", "hamming_loss", "log_loss", "brier_score", "d2_log_loss_score", "roc_auc", "average_precision",
]


def ours(what: str, folder: str, *arguments: object) -> dict:
    done = subprocess.run([TOOL, what, folder, *map(str, arguments)], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def theirs(what: str, folder: str) -> dict:
    """In a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, "-B", __file__, TOOL, COMPARE, folder, what], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def load(folder: str):
    labels = numpy.fromfile(f"{folder}/labels.u8", dtype=numpy.uint8)
    return labels, numpy.fromfile(f"{folder}/first.f64"), numpy.fromfile(f"{folder}/second.f64")


# What others do


def area(labels, first, second):
    from sklearn.metrics import roc_auc_score

    return [roc_auc_score(labels, first)]


def metrics(labels, first, second):
    from sklearn import metrics as sk

    predicted = (first >= 0.5).astype(labels.dtype)
    return [
        sk.accuracy_score(labels, predicted), sk.balanced_accuracy_score(labels, predicted),
        sk.precision_score(labels, predicted), sk.recall_score(labels, predicted), sk.f1_score(labels, predicted),
        sk.jaccard_score(labels, predicted), sk.matthews_corrcoef(labels, predicted),
        sk.cohen_kappa_score(labels, predicted), sk.zero_one_loss(labels, predicted),
        sk.hamming_loss(labels, predicted), sk.log_loss(labels, first), sk.brier_score_loss(labels, first),
        sk.d2_log_loss_score(labels, first), sk.roc_auc_score(labels, first),
        sk.average_precision_score(labels, first),
    ]


def midranks(scores):
    """Ranks from 1, ties at their mean."""
    order = numpy.argsort(scores, kind="stable")
    ranked = scores[order]
    starts = numpy.flatnonzero(numpy.concatenate(([True], ranked[1:] != ranked[:-1])))
    ends = numpy.append(starts[1:], len(scores))
    ranks = numpy.empty(len(scores))
    ranks[order] = numpy.repeat((starts + ends + 1) / 2, ends - starts)
    return ranks


def delong(labels, first, second):
    """Sun and Xu's fast algorithm: placements from three rankings a model."""
    positive = labels == 1
    m, n = int(positive.sum()), int((~positive).sum())
    areas, above, below = [], [], []
    for scores in (first, second):
        ranks = midranks(scores)
        above.append((ranks[positive] - midranks(scores[positive])) / n)
        below.append(1 - (ranks[~positive] - midranks(scores[~positive])) / m)
        areas.append(above[-1].mean())
    covariance = numpy.cov(above) / m + numpy.cov(below) / n
    deviation = numpy.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    return [*areas, deviation, (areas[0] - areas[1]) / deviation]


def bootstrap(labels, first, second):
    """Two resamples of both models: the time of one is what counts."""
    from sklearn.metrics import roc_auc_score

    random = numpy.random.default_rng(1)
    for _ in range(2):
        drawn = random.integers(0, len(labels), len(labels))
        roc_auc_score(labels[drawn], first[drawn])
        roc_auc_score(labels[drawn], second[drawn])
    return []


def means(labels, first, second):
    from scipy import stats

    differences = first - second
    low, high = stats.ttest_1samp(differences, 0).confidence_interval(0.95)
    share = stats.binomtest(int(labels.sum()), len(labels)).proportion_ci(0.95, method="wilson")
    return [differences.mean(), low, high, share.low, share.high]


def best(what: str, folder: str, runs: int) -> dict:
    arrays = load(folder)
    work = globals()[what]
    work(*(array[:1000] for array in arrays))
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        values = work(*arrays)
        times.append(time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": min(times), "values": [float(value) for value in values], "megabytes": memory}


# The table


def check(what: str, a: dict, b: dict) -> None:
    for mine, other in zip(a["values"], b["values"], strict=True):
        assert abs(mine - other) <= 1e-9 * max(abs(other), 1e-9), f"{what}: {mine} and {other}"


def line(what: str, mine: float, other: float, asked: str, unit: str = "s", digits: int = 3) -> None:
    print(f"| {what} | {mine:.{digits}f} {unit} | {other:.{digits}f} {unit} | {other / mine:.1f} | {asked} |", flush=True)


def table() -> None:
    big, small = f"{FOLDER}/comparison-10m", f"{FOLDER}/comparison-1m"
    for folder, rows in ((big, 10_000_000), (small, 1_000_000)):
        if not os.path.exists(f"{folder}/second.f64"):
            os.makedirs(folder, exist_ok=True)
            subprocess.run([TOOL, "make", folder, str(rows)], check=True)
    print("| | modelgate | others | ratio | asked |\n| --- | --- | --- | --- | --- |")
    a, b = ours("area", big), theirs("area", big)
    check("area", a, b)
    line("ROC AUC of 10,000,000 rows; `roc_auc_score`", a["seconds"], b["seconds"], "4")
    line("its memory, the numbers themselves included", a["megabytes"], b["megabytes"], "3", "MB", 0)
    a, b = ours("metrics", small, *METRICS), theirs("metrics", small)
    check("metrics", a, b)
    line(f"{len(METRICS)} metrics of 1,000,000 rows in one pass; the sum of scikit-learn's calls", a["seconds"], b["seconds"], "5")
    a, b = ours("delong", small), theirs("delong", small)
    check("delong", a, b)
    line("paired DeLong of 1,000,000 rows; numpy, after Sun and Xu", a["seconds"], b["seconds"], "4")
    a, b = ours("bootstrap", small, 10_000, 2), theirs("bootstrap", small)
    line(
        "10,000 paired resamples of two areas of 1,000,000 rows, two threads; scikit-learn, 10,000 times one of two",
        a["seconds"], b["seconds"] / 2 * 10_000, "within 60 s", "s", 0,
    )
    a, b = ours("means", small), theirs("means", small)
    check("means", a, b)
    line("intervals of a paired mean and of a share of 1,000,000 rows; scipy", a["seconds"], b["seconds"], "milliseconds", "s", 4)
    command(big)


def command(folder: str) -> None:
    """The whole command against a script: starting, reading, computing."""
    import pyarrow
    from pyarrow import parquet

    file = f"{folder}/rows.parquet"
    if not os.path.exists(file):
        labels, first, _ = load(folder)
        parquet.write_table(pyarrow.table({"label": labels, "score": first}), file)
    script = (
        "from pyarrow import parquet; from sklearn.metrics import roc_auc_score;"
        f"t = parquet.read_table('{file}'); print(roc_auc_score(t['label'].to_numpy(), t['score'].to_numpy()))"
    )
    commands = {
        "ours": [COMPARE, "metrics", file, "--label", "label", "--score", "score", "--metric", "roc_auc", "--no-ci"],
        "theirs": [sys.executable, "-c", script],
    }
    seconds = {}
    for name, arguments in commands.items():
        times = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - start)
        seconds[name] = min(times)
    line("`modelgate-compare metrics`, 10,000,000 rows of Parquet, with its interval; a script of pyarrow and `roc_auc_score`",
         seconds["ours"], seconds["theirs"], "", "s", 2)


if len(sys.argv) > 4:
    runs = {"bootstrap": 1, "area": 2, "metrics": 2}.get(sys.argv[4], 3)
    print(json.dumps(best(sys.argv[4], FOLDER, runs)))
else:
    table()
