"""Asks our own implementation about what the other libraries see too."""

import json
import math
import os
import subprocess


def plain(value):
    """Numpy's arrays and numbers as JSON has them; infinity as text."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(element) for key, element in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(element) for element in value]
    return value


def ask(program, questions):
    """The program's answers, one for each question; the variable names where it is."""
    text = json.dumps([plain(question) for question in questions])
    done = subprocess.run([os.environ[program]], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def compute(cases):
    """For each case, its metrics by name: a number, or None where it is undefined."""
    return [
        {name: None if isinstance(value, dict) else value for name, value in result.items()}
        for result in ask("MODELGATE_METRICS", cases)
    ]


def numbers(value):
    """The statistics library's answer with its infinities and NaNs as numbers again."""
    if isinstance(value, dict):
        return {key: numbers(element) for key, element in value.items()}
    if isinstance(value, list):
        return [numbers(element) for element in value]
    return float(value) if isinstance(value, str) else value


def statistic(**question):
    """What the statistics library says to one question, see Tests/Tools/statistics-dump."""
    return numbers(ask("MODELGATE_STATISTICS", [question])[0])


def values(function, arguments):
    """A function of it at several places."""
    return statistic(function=function, at=arguments)


def curve(name, **question):
    """A curve of confidence; None where there is none."""
    return statistic(curve=name, **question)
