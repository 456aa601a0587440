"""A value is held to the forecast of its history that scipy's parameters give, by Deequ's rule."""

import json
import pathlib
import re
import subprocess
import sys

import numpy
import pytest
import scipy.optimize

from peers import EXECUTABLES

FIXTURES = pathlib.Path(__file__).parents[1] / "Fixtures/holt-winters"
sys.path.insert(0, str(FIXTURES))
from smoothing import run

CASES = json.loads((FIXTURES / "cases.json").read_text())
CONTRACT = """
apiVersion: v3.1.0
kind: DataContract
schema:
  - name: t
    properties:
      - name: c
        logicalType: number
        quality:
          - type: custom
            engine: modelgate
            implementation: {check: mean, history: {strategy: holtWinters, period: %d}}
"""


def fitted(series, period):
    dice = numpy.random.default_rng(1)
    found = [
        scipy.optimize.least_squares(
            lambda point: run(series, period, point)[0], beginning, bounds=(0, 1), xtol=1e-14, ftol=1e-14, gtol=1e-14)
        for beginning in [[0.3, 0.1, 0.1], *(0.05 + 0.9 * dice.random((15, 3)))]
    ]
    return min(found, key=lambda each: each.cost).x


@pytest.mark.parametrize("case", [each for each in CASES if each["name"].split()[1] in ("15", "60")], ids=lambda each: each["name"])
def test_what_is_expected_is_the_forecast(case, tmp_path):
    series, period = case["series"], case["period"]
    residuals, forecast = run(series, period, fitted(series, period))
    width = 1.96 * numpy.abs(residuals).std(ddof=1)
    (tmp_path / "history").mkdir()
    for index, value in enumerate(series):
        report = {"rows": 1, "rules": [{"id": "c.mean", "observed": value}]}
        (tmp_path / f"history/{index:04}.json").write_text(json.dumps(report))
    (tmp_path / "contract.yaml").write_text(CONTRACT % period)
    for value, code in [(forecast, 0), (forecast + 1.2 * width, 1), (forecast - 1.2 * width, 1)]:
        (tmp_path / "data.csv").write_text(f"c\n{value:.12f}\n")
        ended = subprocess.run(
            [EXECUTABLES / "modelgate-data", "check", "data.csv", "--contract", "contract.yaml", "--history", "history",
             "--report", "json=report.json"],
            cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert ended.returncode == code, (ended.stdout, ended.stderr)
        rules = json.loads((tmp_path / "report.json").read_text())["rules"]
        message = next(rule["message"] for rule in rules if rule["id"] == "c.mean")
        low, high = map(float, re.search(r"expected from (\S+) to (\S+)", message).groups())
        assert low == pytest.approx(forecast - width, abs=0.02 * width), message
        assert high == pytest.approx(forecast + width, abs=0.02 * width), message
