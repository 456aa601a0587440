"""Compares what the two say of one expectation."""

import math

from peers import SAMPLES, Answer, Outcome


def close(a, b) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(float(a), float(b), rel_tol=1e-9, abs_tol=1e-9)


def number(value):
    """An observed value as a number; nothing where it is none, as pandas has it."""
    if value is None or isinstance(value, str):
        return None
    return None if math.isnan(float(value)) else float(value)


def differing(expectation: dict, gx: Answer, ours: Outcome) -> list[str]:
    """Everything in which they differ."""
    found = []
    if gx.problem:
        return [f"raises {gx.problem}, ours {ours.verdict}"]
    if gx.success != ours.passes:
        found.append(f"verdict: {gx.success}, ours {ours.verdict}")
    result = gx.result
    rule = ours.rules[0]
    if "element_count" in result:
        checked = result["element_count"] - result.get("missing_count", 0)
        if checked != rule["checked"]:
            found.append(f"checked: {checked}, ours {rule['checked']}")
        if result["unexpected_count"] != rule["violating"]:
            found.append(f"violating: {result['unexpected_count']}, ours {rule['violating']}")
        rows = [row + 1 for row in result.get("unexpected_index_list") or []][:SAMPLES]
        if not ours.passes and rows != [sample["row"] for sample in rule["samples"]]:
            found.append(f"rows: {rows}, ours {[sample['row'] for sample in rule['samples']]}")
    elif "distinct_values" in expectation["type"]:
        count = result.get("unexpected_count", 0) + result.get("missing_count", 0)
        if count != rule["violating"]:
            found.append(f"violating: {count}, ours {rule['violating']}")
    elif "quantile" in expectation["type"]:
        for value, rule in zip(result["observed_value"]["values"], ours.rules, strict=True):
            if not close(number(value), rule["observed"]):
                found.append(f"observed: {value}, ours {rule['observed']}")
    elif isinstance(result.get("observed_value"), (int, float)) or (
        result.get("observed_value", "") is None and rule["observed"] is not None
    ):
        if not close(number(result["observed_value"]), rule["observed"]):
            found.append(f"observed: {result['observed_value']}, ours {rule['observed']}")
    return found
