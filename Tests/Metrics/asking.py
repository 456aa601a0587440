"""Asks scikit-learn, and tells its numbers from what it puts in the place of 0 / 0."""

import warnings

import numpy
import pytest


def call(function, **fixed):
    """The function with arguments that are always the same."""
    return lambda *rows, **more: function(*rows, **fixed, **more)


def asked(function, *rows, **more):
    """What it says, None where that is NaN or an error; and whether it had doubts."""
    with warnings.catch_warnings(record=True) as doubts:
        warnings.simplefilter("always")
        try:
            value = function(*rows, **more)
        except (ValueError, ZeroDivisionError):
            return None, True
    return (None if numpy.isnan(value) else float(value)), bool(doubts)


def agrees(found, function, *rows, silent=False):
    """Ours is scikit-learn's number; or undefined where it has none, had doubts, or is known to put 0 in silence."""
    expected, doubted = asked(function, *rows)
    if found is None:
        assert expected is None or doubted or silent, expected
    else:
        assert expected is not None and found == pytest.approx(expected, rel=1e-12, abs=1e-15), expected
