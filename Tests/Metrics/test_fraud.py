"""Fraud by account: cases worked out by hand, and random ones by plain loops over accounts."""

import numpy
import pytest
from ours import compute

DAY = 86400
NAMES = ["account_detection_rate", "value_detection_rate", "account_false_positive_ratio"]


def case(rows, names=NAMES):
    """Rows of (account, day, amount, label, prediction)."""
    columns = ("accounts", "times", "amounts", "labels", "predictions")
    values = dict(zip(columns, map(list, zip(*rows))))
    return {"task": "binary", **values, "times": [day * DAY for day in values["times"]], "metrics": names}


BY_HAND = {
    "detected at once": ([(1, 0, 10, 1, 1), (1, 1, 30, 1, 0), (2, 0, 5, 0, 0)], [1, 1, 0]),
    "detected late: 30 of 40 saved": ([(1, 0, 10, 1, 0), (1, 1, 30, 1, 1)], [1, 0.75, 0]),
    "detected by a row that is no fraud": ([(1, 0, 10, 0, 1), (1, 1, 30, 1, 0)], [1, 1, 0]),
    "never detected": ([(1, 0, 10, 1, 0), (1, 1, 30, 1, 0)], [0, 0, None]),
    "half of the accounts, a tenth of the value": ([(1, 0, 10, 1, 1), (2, 0, 90, 1, 0)], [0.5, 0.1, 0]),
    "asked again within 30 days": ([(1, 0, 1, 1, 1), (2, 0, 1, 0, 1), (2, 29, 1, 0, 1)], [1, 1, 1]),
    "asked again after 30 days": ([(1, 0, 1, 1, 1), (2, 0, 1, 0, 1), (2, 30, 1, 0, 1)], [1, 1, 2]),
    "30 days from the last time that counted":
        ([(1, 0, 1, 1, 1), (2, 0, 1, 0, 1), (2, 20, 1, 0, 1), (2, 40, 1, 0, 1)], [1, 1, 2]),
    "a false alarm in a fraudulent account is none": ([(1, 0, 1, 0, 1), (1, 1, 1, 1, 0)], [1, 1, 0]),
    "rows at one time come at once": ([(1, 0, 10, 1, 0), (1, 0, 30, 1, 1)], [1, 1, 0]),
    "rows out of order": ([(1, 1, 30, 1, 1), (1, 0, 10, 1, 0)], [1, 0.75, 0]),
    "no fraud": ([(1, 0, 10, 0, 1), (2, 0, 10, 0, 0)], [None, None, None]),
    "fraud without an amount": ([(1, 0, 0, 1, 1)], [1, None, 0]),
}  # fmt: skip


@pytest.mark.parametrize("rows,expected", BY_HAND.values(), ids=BY_HAND)
def test_by_hand(rows, expected):
    assert list(compute([case(rows)])[0][name] for name in NAMES) == pytest.approx(expected)


def reference(rows, period):
    accounts = {}
    for row in sorted(rows, key=lambda row: row[1]):
        accounts.setdefault(row[0], []).append(row[1:])
    frauds = {account: rows for account, rows in accounts.items() if any(label for _, _, label, _ in rows)}
    detected = saved = lost = alarms = 0
    for rows in frauds.values():
        alert = min((day for day, _, _, prediction in rows if prediction), default=numpy.inf)
        detected += alert < numpy.inf
        saved += sum(amount for day, amount, label, _ in rows if label and day >= alert)
        lost += sum(amount for _, amount, label, _ in rows if label)
    for account in accounts.keys() - frauds.keys():
        last = -numpy.inf
        for day, _, _, prediction in accounts[account]:
            if prediction and day - last >= period:
                alarms, last = alarms + 1, day
    return [detected / len(frauds), saved / lost, alarms / detected]


def drawn(seed):
    draw = numpy.random.default_rng(seed)
    count = 400
    fraud = draw.random(60) < 0.3
    accounts = draw.integers(0, 60, count)
    labels = fraud[accounts] & (draw.random(count) < 0.5)
    alerts = draw.random(count) < numpy.where(labels, 0.3, 0.1)
    return list(zip(accounts.tolist(), draw.integers(0, 90, count).tolist(), draw.uniform(1, 100, count).tolist(),
                    labels.tolist(), alerts.tolist()))  # fmt: skip


@pytest.mark.parametrize("period", [0, 7, 30])
def test_random_accounts(period):
    rows = [drawn(seed) for seed in range(10)]
    names = [*NAMES[:2], f"account_false_positive_ratio@contact_period={period}"]
    for each, answer in zip(rows, compute([case(each, names) for each in rows])):
        assert [answer[name] for name in names] == pytest.approx(reference(each, period), rel=1e-12)


def test_an_account_drawn_twice_is_two_accounts():
    """Resampling draws accounts as a whole; the rows of one that is drawn again are another's."""
    draw = numpy.random.default_rng(5)
    cases = []
    for seed in range(10):
        rows, times = drawn(seed), draw.integers(0, 4, 60)
        again = [(copy * 1000 + row[0], *row[1:]) for row in rows for copy in range(times[row[0]])]
        cases += [{**case(rows), "counts": [times[row[0]] for row in rows]}, case(again)]
    answers = compute(cases)
    for ours, repeated in zip(answers[::2], answers[1::2]):
        assert ours == pytest.approx(repeated, rel=1e-12)


def test_influences_are_what_an_account_adds():
    """To first order, leaving an account out takes its influence away."""
    rows = drawn(0)
    influences, all_rows, *without = compute(
        [{**case(rows), "by": "influences"}, case(rows)]
        + [{**case(rows), "counts": [int(row[0] != account) for row in rows]} for account in range(60)]
    )
    for name in NAMES:
        by_account = numpy.bincount([row[0] for row in rows], influences[name], 60)
        assert by_account.sum() == pytest.approx(0, abs=1e-12)
        for account in range(60):
            change = all_rows[name] - without[account][name]
            assert by_account[account] == pytest.approx(change, rel=0.3, abs=1e-9)


@pytest.mark.parametrize("lacking", ["accounts", "times", "amounts"])
def test_what_rows_lack_is_named(lacking):
    rows = case([(1, 0, 10, 1, 1)])
    del rows[lacking]
    expected = {"accounts": [None] * 3, "times": [1, None, None], "amounts": [1, None, 0]}[lacking]
    assert list(compute([rows])[0][name] for name in NAMES) == expected
