"""Expected cost, against sums over the confusion matrix and over rows."""

import numpy
import pytest
from binary_models import MODELS, scored
from ours import compute
from properties import counting_is_repeating, influences_are_slopes
from sklearn.metrics import confusion_matrix

COSTS = [(1, 20, 0, 0), (1, 1, 0, 0), (0.5, 3, -2, 0.1)]


def name(costs):
    return "expected_cost@" + ",".join(f"{key}={cost}" for key, cost in zip(("fp", "fn", "tp", "tn"), costs))


@pytest.mark.parametrize("weighted", [False, True], ids=["unweighted", "weighted"])
def test_real_models(weighted):
    data, labels, scores = scored()
    weights = numpy.random.default_rng(1).uniform(0, 3, len(labels)) if weighted else numpy.ones(len(labels))
    amounts = data.data[:, 3]
    cases, expected = [], []
    for model in MODELS:
        predictions = scores[model] >= 0.5
        (tn, fp), (fn, tp) = confusion_matrix(labels, predictions, sample_weight=weights)
        values = {
            name(costs): (costs[0] * fp + costs[1] * fn + costs[2] * tp + costs[3] * tn) / weights.sum()
            for costs in COSTS
        }
        missed, alarmed = (labels == 1) & ~predictions, (labels == 0) & predictions
        values["expected_cost@fn=amount,fp=2"] = numpy.average(missed * amounts + 2 * alarmed, weights=weights)
        values["expected_cost@fn=1,fp=amount"] = numpy.average(alarmed * amounts + missed, weights=weights)
        expected.append(values)
        cases.append({"task": "binary", "labels": labels, "scores": scores[model], "amounts": amounts,
                      "metrics": list(values)} | ({"weights": weights} if weighted else {}))  # fmt: skip
    for answer, values in zip(compute(cases), expected):
        assert answer == pytest.approx(values, rel=1e-12)


def small(seed, weighted):
    draw = numpy.random.default_rng(seed)
    case = {"task": "binary", "labels": draw.integers(0, 2, 12), "predictions": draw.integers(0, 2, 12),
            "amounts": draw.uniform(0, 9, 12),
            "metrics": [*map(name, COSTS), "expected_cost@fp=1,fn=amount"]}  # fmt: skip
    return case | ({"weights": draw.uniform(0.5, 2, 12)} if weighted else {})


def test_counts():
    counting_is_repeating([small(seed, seed % 2) for seed in range(20)], cells=map(name, COSTS))


def test_influences():
    cases = [small(seed, True) for seed in range(3)]
    influences_are_slopes(cases, having=cases[0]["metrics"])


def test_without_amounts_it_is_undefined():
    case = small(0, False)
    del case["amounts"]
    assert compute([{**case, "metrics": ["expected_cost@fp=1,fn=amount"]}])[0] == {"expected_cost@fp=1,fn=amount": None}
