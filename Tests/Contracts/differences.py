"""Where modelgate decides otherwise than Great Expectations, on purpose: each with its reason, as in
docs/contracts/great-expectations.md."""

from dataclasses import dataclass
from typing import Callable

from peers import Answer, Outcome

TYPES = ["expect_column_values_to_be_of_type", "expect_column_values_to_be_in_type_list"]
TEXT_OF_NUMBERS = ["value_lengths", "regex", "json_parseable"]
#: As the tables have them.
NUMBERS = ["few", "float"]
OF_SPREAD = ["stdev", "z_scores", "not_be_outliers"]
OF_NUMBERS = ["min_to", "max_to", "mean", "median", "stdev", "sum", "z_scores"]


@dataclass
class Case:
    """One expectation on one file, and what was found."""

    format: str
    type: str
    arguments: dict
    gx: Answer
    ours: Outcome

    def is_about(self, words: list[str]) -> bool:
        return any(word in self.type for word in words)

    @property
    def column(self) -> str:
        return self.arguments.get("column", "")

    @property
    def holds_for(self) -> str:
        """Why nothing was decided."""
        return self.ours.rules[0]["message"] if self.ours.verdict == "hold" else ""


@dataclass
class Difference:
    name: str
    reason: str
    applies: Callable[[Case], bool]


def nothing_to_check(case: Case) -> bool:
    words = ["there are no rows to check", "no row meets the condition", "values are null", "rows have nulls"]
    return case.ours.rules[0]["checked"] == 0 and any(word in case.holds_for for word in words)


def spread_of_one_value(case: Case) -> bool:
    return case.is_about(OF_SPREAD) and "it takes two values" in case.holds_for


def order_of_texts(case: Case) -> bool:
    return case.is_about(["increasing", "decreasing"]) and "unsupported operand type(s) for -" in case.gx.problem


def dates_as_text(case: Case) -> bool:
    """A bound is a date, the cells are its text."""
    return (
        case.format == "csv" and case.column == "moment" and case.is_about(["values_to_be_between"])
        and "must either be None or of the same type" in case.gx.problem)


def day_as_bound(case: Case) -> bool:
    return case.format == "parquet" and "Cannot compare Timestamp with datetime.date" in case.gx.problem


def statistic_of_texts(case: Case) -> bool:
    return case.is_about(OF_NUMBERS) and case.column in ["word", "void"] and not case.gx.success and (
        case.ours.verdict == "hold")


def number_as_bound_of_texts(case: Case) -> bool:
    return case.is_about(["values_to_be_between"]) and bool(case.gx.problem) and case.ours.verdict == "fail"


def like(case: Case) -> bool:
    return case.is_about(["like_pattern"]) and bool(case.gx.problem)


def types(case: Case) -> bool:
    return case.type in TYPES and not case.gx.success and case.ours.passes


def truth_is_a_number(case: Case) -> bool:
    return case.type in TYPES and case.column == "maybe" and case.gx.success and not case.ours.passes


def text_of_numbers(case: Case) -> bool:
    return case.is_about(TEXT_OF_NUMBERS) and case.column in NUMBERS


def texts_for_numbers(case: Case) -> bool:
    values = case.arguments.get("value_set", [])
    return case.column in NUMBERS and values == ["1", "0.5"]


def numbers_for_texts(case: Case) -> bool:
    return case.column == "mixed" and case.arguments.get("value_set") == [1, 2]


def near_quantile(case: Case) -> bool:
    return "quantile" in case.type and case.gx.success and case.arguments["column"] == "constant" and (
        case.ours.verdict == "fail")


def place_zero(case: Case) -> bool:
    return case.type == "expect_column_to_exist" and case.arguments.get("column_index") == 0


DIFFERENCES = [
    Difference(
        "nothing to check", "holds; there it passes, or a statistic of nothing is compared with the bounds",
        nothing_to_check),
    Difference("spread of one value", "is undefined and holds", spread_of_one_value),
    Difference("order of texts", "is that of their code points; there pandas cannot subtract them", order_of_texts),
    Difference("dates as text", "are compared with dates as ISO 8601 writes them; there it raises", dates_as_text),
    Difference("a day as a bound", "of timestamps raises there", day_as_bound),
    Difference("statistics of texts", "hold; there they raise or fail", statistic_of_texts),
    Difference("numbers as bounds of texts", "all texts are outside; there it raises", number_as_bound_of_texts),
    Difference("LIKE", "is not there for pandas", like),
    Difference("types", "are those of cells, not of pandas' columns", types),
    Difference("a truth value", "is no number; in Python it is", truth_is_a_number),
    Difference("text of numbers", "is the file's; there it is Python's, and no number is JSON", text_of_numbers),
    Difference("texts for numbers", "are found in numbers that read so", texts_for_numbers),
    Difference("numbers for texts", "are found in texts that read so", numbers_for_texts),
    Difference("near quantiles", "miss a bound that they miss; there a ten-thousandth is let pass", near_quantile),
    Difference("place 0", "is the first place; there it is no place", place_zero),
]
