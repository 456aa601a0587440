"""Holt and Winters's additive smoothing, written down from its definition: Hyndman and Athanasopoulos, "Forecasting:
Principles and Practice", 2nd edition, section 7.3, with the beginning that Deequ 2 gives it.
"""

import numpy


def run(series, period, parameters):
    """The errors of the forecasts of one step, and the forecast of what comes next."""
    alpha, beta, gamma = parameters
    level = sum(series[:period]) / period
    trend = (sum(series[period : 2 * period]) - sum(series[:period])) / period**2
    season = [value - level for value in series[:period]]
    residuals = []
    for time, value in enumerate(series):
        residuals.append(value - level - trend - season[time])
        following = alpha * (value - season[time]) + (1 - alpha) * (level + trend)
        season.append(gamma * (value - level - trend) + (1 - gamma) * season[time])
        trend = beta * (following - level) + (1 - beta) * trend
        level = following
    return numpy.array(residuals), level + trend + season[len(series)]
