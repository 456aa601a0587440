"""Writes cases.json: series, and the least sum of squared forecast errors that scipy and statsmodels find for them.

    python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python make.py

scipy minimises the errors of smoothing.py from 200 beginnings, by two methods, which takes some minutes; of them the best
counts. statsmodels has the same recursion, and has to come to the same sum with the parameters that were found and the same
beginning.
"""

import json
import pathlib

import numpy as np
import scipy.optimize
from statsmodels.tsa.holtwinters import ExponentialSmoothing

from smoothing import run


def fitted(series, period):
    def total(parameters):
        residuals, _ = run(series, period, parameters)
        return float(residuals @ residuals)

    dice = np.random.default_rng(0)
    best = None
    for beginning in [np.array([0.3, 0.1, 0.1]), *dice.random((199, 3))]:
        found = scipy.optimize.minimize(
            total, beginning, method="L-BFGS-B", bounds=[(0, 1)] * 3, options={"ftol": 1e-15, "gtol": 1e-10})
        inner = np.clip(found.x, 1e-9, 1 - 1e-9)
        exact = scipy.optimize.least_squares(
            lambda parameters: run(series, period, parameters)[0], inner, bounds=(0, 1), xtol=1e-15, ftol=1e-15,
            gtol=1e-15)
        for point in (found.x, np.clip(exact.x, 0, 1)):
            if best is None or total(point) < total(best):
                best = point
    return best


def statsmodels_sum(series, period, parameters):
    alpha, beta, gamma = (float(each) for each in parameters)
    level = sum(series[:period]) / period
    model = ExponentialSmoothing(
        series, trend="add", seasonal="add", seasonal_periods=period, initialization_method="known",
        initial_level=level, initial_trend=(sum(series[period : 2 * period]) - sum(series[:period])) / period**2,
        initial_seasonal=[value - level for value in series[:period]])
    fit = model.fit(
        smoothing_level=alpha, smoothing_trend=beta, smoothing_seasonal=gamma, optimized=False)
    return float(fit.sse)


def draw(dice, kind, period, count):
    time = np.arange(count)
    season = np.tile(dice.normal(0, 5, period), count // period + 1)[:count]
    series = {
        "season": lambda: 100 + season + dice.normal(0, 1, count),
        "trend": lambda: 20 + 0.7 * time + season + dice.normal(0, 2, count),
        "walk": lambda: np.cumsum(dice.normal(0, 1, count)),
        "noise": lambda: dice.normal(1000, 3, count),
        "step": lambda: 50 + season + 20 * (time > count / 2) + dice.normal(0, 1, count),
        "share": lambda: np.clip(0.02 + 0.005 * np.sin(2 * np.pi * time / period) + dice.normal(0, 0.001, count), 0, 1),
        "drifting": lambda: 10 + season * (1 + time / count) + dice.normal(0, 0.5, count),
    }[kind]()
    return [round(float(value), 6) for value in series]


def main():
    dice = np.random.default_rng(20260101)
    cases = []
    for kind in ["season", "trend", "walk", "noise", "step", "share", "drifting"]:
        for period, count in [(7, 14), (7, 15), (7, 60), (12, 24), (12, 48), (24, 72)]:
            series = draw(dice, kind, period, count)
            best = fitted(series, period)
            residuals, _ = run(series, period, best)
            least = float(residuals @ residuals)
            # statsmodels takes no parameter of exactly 0 or 1.
            inner = np.clip(best, 1e-12, 1 - 1e-12)
            assert abs(statsmodels_sum(series, period, inner) - least) < 1e-6 * least, (kind, period, count)
            cases.append({
                "name": f"{kind}, {count} values, period {period}", "period": period, "series": series, "least": least,
            })
    text = ",\n".join(json.dumps(case, sort_keys=True) for case in cases)
    pathlib.Path(__file__).with_name("cases.json").write_text(f"[\n{text}\n]\n")


main()
