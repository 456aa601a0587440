"""Expectations of every kind that is supported, with several arguments each, for each column that they make sense on."""

import tables

NUMBERS = ["id", "few", "whole", "rising", "float", "constant"]
TEXTS = ["word", "code", "day", "date", "json", "unique", "void"]
FLAGS = ["flag", "maybe"]
COLUMNS = NUMBERS + TEXTS + FLAGS

CONDITIONS = [
    "whole > 4", "few != 1", "few == 1 or word.isnull()", "not (few >= 0) and whole in [1, 2, 3, 4]", "code == 'A-1'",
    "code not in ['A-1', \"B-10\"]", "1 < whole <= 6 & ~(few > 2)", "float.notnull() | flag == True",
    "whole + near * 2 > 9", "`rising` % 2 == 0", "word > 'm'", "whole > 100", "word.isin(['red', 'blue'])", "flag",
]
OBJECTS = [
    {"type": "comparison", "column": {"name": "few"}, "operator": "!=", "parameter": 1},
    {"type": "comparison", "column": {"name": "code"}, "operator": "IN", "parameter": ["A-1", "A-2"]},
    {"type": "comparison", "column": {"name": "word"}, "operator": "NOT_IN", "parameter": ["red"]},
    {"type": "nullity", "column": {"name": "word"}, "is_null": True},
    {
        "type": "and",
        "conditions": [
            {"type": "nullity", "column": {"name": "few"}, "is_null": False},
            {"type": "comparison", "column": {"name": "whole"}, "operator": "<", "parameter": 6.5},
        ],
    },
    {
        "type": "or",
        "conditions": [
            {"type": "comparison", "column": {"name": "few"}, "operator": ">", "parameter": -1},
            {"type": "comparison", "column": {"name": "flag"}, "operator": "==", "parameter": True},
        ],
    },
    {"type": "pass_through", "pass_through_filter": "whole >= 3"},
]


def cells():
    for column in COLUMNS:
        for mostly in [None, 0.5, 0.9]:
            yield "expect_column_values_to_not_be_null", {"column": column, "mostly": mostly}
            yield "expect_column_values_to_be_null", {"column": column, "mostly": mostly}
            yield "expect_column_values_to_be_unique", {"column": column, "mostly": mostly}
    for column in NUMBERS:
        for values in [[0, 1, 2, 3], [7], [0.5, 2.25, -2], [1, None]]:
            yield "expect_column_values_to_be_in_set", {"column": column, "value_set": values}
            yield "expect_column_values_to_not_be_in_set", {"column": column, "value_set": values, "mostly": 0.7}
        for bounds in [
            {"min_value": 0, "max_value": 7},
            {"min_value": 1, "strict_min": True},
            {"max_value": 7, "strict_max": True, "mostly": 0.6},
            {"min_value": -1, "max_value": 3, "strict_min": True, "strict_max": True},
            {"min_value": 2.25, "max_value": 2.25},
        ]:
            yield "expect_column_values_to_be_between", {"column": column, **bounds}
        for threshold in [0.5, 1, 2.5, -0.3]:
            for double in [True, False]:
                yield "expect_column_value_z_scores_to_be_less_than", {
                    "column": column, "threshold": threshold, "double_sided": double, "mostly": 0.8}
        for multiplier in [None, 0.5, 3]:
            for method in ["iqr", "std"]:
                yield "expect_column_values_to_not_be_outliers", {
                    "column": column, "method": method, "multiplier": multiplier}
    for bounds in [
        {"min_value": "2023-12-01", "max_value": "2025-01-31"},
        {"min_value": "2024-05-05T12:00:00", "strict_min": True, "mostly": 0.5},
        {"max_value": "2026-01-01", "strict_max": True},
    ]:
        yield "expect_column_values_to_be_between", {"column": "moment", **bounds}
    for column in NUMBERS + ["date", "word", "moment"]:
        for strictly in [None, True]:
            yield "expect_column_values_to_be_increasing", {"column": column, "strictly": strictly}
            yield "expect_column_values_to_be_decreasing", {"column": column, "strictly": strictly, "mostly": 0.4}
    for column in TEXTS:
        for values in [["red", "blue", "A-1"], ["x"], ["red", None]]:
            yield "expect_column_values_to_be_in_set", {"column": column, "value_set": values, "mostly": 0.3}
            yield "expect_column_values_to_not_be_in_set", {"column": column, "value_set": values}
        for pattern in [r"^[A-Z]-\d+$", r"[aeiou]", r"^\w+$", r"\d{4}-\d\d", r"(?i)RED", r"\s", r"^.{3}$", r"é|\u65e5", r"e\Z"]:
            yield "expect_column_values_to_match_regex", {"column": column, "regex": pattern}
            yield "expect_column_values_to_not_match_regex", {"column": column, "regex": pattern, "mostly": 0.8}
        for match in [None, "any", "all"]:
            yield "expect_column_values_to_match_regex_list", {
                "column": column, "regex_list": ["[a-z]", r"\d"], "match_on": match, "mostly": 0.5}
        yield "expect_column_values_to_not_match_regex_list", {"column": column, "regex_list": ["^r", r"-\d$"]}
        for bounds in [
            {"min_value": 2, "max_value": 4},
            {"min_value": 3, "strict_min": True},
            {"max_value": 4, "strict_max": True, "mostly": 0.4},
        ]:
            yield "expect_column_value_lengths_to_be_between", {"column": column, **bounds}
        yield "expect_column_value_lengths_to_equal", {"column": column, "value": 3}
        yield "expect_column_value_lengths_to_equal", {"column": column, "value": 10, "mostly": 0.5}
        for format in ["%Y-%m-%d", "%d/%m/%y", "%Y-%m-32", "%m", "k%Y"]:
            yield "expect_column_values_to_match_strftime_format", {"column": column, "strftime_format": format}
        yield "expect_column_values_to_be_json_parseable", {"column": column}
    for column in FLAGS:
        for values in [[True], [False, True]]:
            yield "expect_column_values_to_be_in_set", {"column": column, "value_set": values}
            yield "expect_column_values_to_not_be_in_set", {"column": column, "value_set": values}
    for column in ["id", "few", "float", "word", "flag", "maybe", "void"]:
        for type in ["int64", "float64", "str", "bool"]:
            yield "expect_column_values_to_be_of_type", {"column": column, "type_": type}
        yield "expect_column_values_to_be_in_type_list", {"column": column, "type_list": ["int", "int64", "INTEGER", "float64"]}
        yield "expect_column_values_to_be_in_type_list", {"column": column, "type_list": ["str", "object", "VARCHAR(20)"]}


def aggregates():
    limits = [
        {"min_value": 0, "max_value": 5},
        {"min_value": 1, "strict_min": True},
        {"max_value": 7, "strict_max": True},
        {"min_value": 7, "max_value": 7},
    ]
    for column in NUMBERS + ["void"]:
        for what in ["min", "max", "mean", "median", "stdev", "sum"]:
            for bounds in limits:
                yield f"expect_column_{what}_to_be_between", {"column": column, **bounds}
        # Two expectations on quantiles of one column share the quantiles of the first, in Great Expectations.
        ways = [] if column == "constant" else [None, "linear", "lower", "higher", "midpoint", "nearest"]
        for interpolation in ways:
            yield "expect_column_quantile_values_to_be_between", {
                "column": column,
                "quantile_ranges": {"quantiles": [0, 0.1, 0.25, 0.5, 0.75, 1], "value_ranges": [[None, 1], [0, 4], [0, 5], [None, None], [1, None], [7, 7]]},
                "allow_relative_error": interpolation,
            }
        for partition in [
            {"bins": [0, 2, 4, 6, 9], "weights": [0.25, 0.25, 0.25, 0.25]},
            {"bins": [-5, 0, 1, 10], "weights": [0.2, 0.3, 0.4], "tail_weights": [0.05, 0.05]},
            {"bins": [-5, 0, 1, 10, 20], "weights": [0.2, 0.5, 0.3, 0]},
        ]:
            tailed = "tail_weights" in partition
            for tail, inner in [(0, 0), (0 if tailed else 0.02, 0.05)]:
                yield "expect_column_kl_divergence_to_be_less_than", {
                    "column": column, "partition_object": partition, "threshold": 0.4, "tail_weight_holdout": tail,
                    "internal_weight_holdout": inner}
    for column in ["moment"]:
        yield "expect_column_min_to_be_between", {"column": column, "min_value": "2023-12-01", "max_value": "2026-01-01"}
        yield "expect_column_max_to_be_between", {"column": column, "max_value": "2026-01-01", "strict_max": True}
    for column in COLUMNS:
        for bounds in [{"min_value": 1, "max_value": 9}, {"min_value": 6, "strict_min": True}, {"max_value": 0}]:
            yield "expect_column_unique_value_count_to_be_between", {"column": column, **bounds}
        for bounds in [{"min_value": 0.3, "max_value": 0.9}, {"max_value": 1, "strict_max": True}, {"min_value": 1}]:
            yield "expect_column_proportion_of_unique_values_to_be_between", {"column": column, **bounds}
            yield "expect_column_proportion_of_non_null_values_to_be_between", {"column": column, **bounds}
    for column, sets in [
        ("few", [[-2, -1, 0, 1, 2, 3], [0, 1, 99]]),
        ("constant", [[7], [7, 8]]),
        ("word", [["red", "green", "blue"], ["red"]]),
        ("code", [["A-1", "A-2", "B-10", "b-7", "C", "A-1x", "Z-99"], ["A-1", "C"]]),
        ("void", [["a"]]),
    ]:
        for values in sets:
            for ties in [True, False, None]:
                yield "expect_column_most_common_value_to_be_in_set", {"column": column, "value_set": values, "ties_okay": ties}
            yield "expect_column_distinct_values_to_be_in_set", {"column": column, "value_set": values}
            yield "expect_column_distinct_values_to_equal_set", {"column": column, "value_set": values}
            yield "expect_column_distinct_values_to_contain_set", {"column": column, "value_set": values}
    for column, values in [("code", ["A-1", "A-2", "B-10", "b-7", "C", "A-1x", "Z-99"]), ("word", ["red", "green", "blue"]), ("few", [-2, -1, 0, 1, 2, 3])]:
        weights = [1 / len(values)] * len(values)
        for threshold, holdout in [(0.2, 0), (2, 0.01), (0.1, 0.3)]:
            yield "expect_column_kl_divergence_to_be_less_than", {
                "column": column, "partition_object": {"values": values, "weights": weights}, "threshold": threshold,
                "tail_weight_holdout": holdout}


def pairs():
    for a, b in [("few", "whole"), ("whole", "near"), ("word", "other"), ("float", "few"), ("date", "day"), ("id", "rising")]:
        for ignored in [None, "both_values_are_missing", "either_value_is_missing", "neither"]:
            for mostly in [None, 0.4]:
                common = {"column_A": a, "column_B": b, "ignore_row_if": ignored, "mostly": mostly}
                yield "expect_column_pair_values_to_be_equal", common
                yield "expect_column_pair_values_a_to_be_greater_than_b", common
                yield "expect_column_pair_values_a_to_be_greater_than_b", {**common, "or_equal": True}
    for ignored in [None, "either_value_is_missing", "neither"]:
        yield "expect_column_pair_values_to_be_in_set", {
            "column_A": "few", "column_B": "word", "ignore_row_if": ignored,
            "value_pairs_set": [[1, "red"], [0, "blue"], [None, "x"], [2, None]], "mostly": 0.1}
        yield "expect_column_pair_values_to_be_in_set", {
            "column_A": "whole", "column_B": "near", "ignore_row_if": ignored,
            "value_pairs_set": [[a, b] for a in range(7) for b in range(9)]}
    for columns in [["few", "word"], ["code", "whole"], ["maybe", "other", "few"], ["id", "flag"], ["void", "few"]]:
        for ignored in [None, "all_values_are_missing", "any_value_is_missing", "never"]:
            yield "expect_compound_columns_to_be_unique", {"column_list": columns, "ignore_row_if": ignored, "mostly": 0.5}
    for columns in [["few", "whole"], ["whole", "near", "id"], ["float", "few"]]:
        for ignored in [None, "all_values_are_missing", "any_value_is_missing", "never"]:
            yield "expect_multicolumn_sum_to_equal", {"column_list": columns, "sum_total": 9, "ignore_row_if": ignored}
    for columns in [["few", "whole"], ["word", "other"], ["whole", "near", "few"], ["float", "few", "whole"]]:
        for ignored in [None, "all_values_are_missing", "any_value_is_missing", "never"]:
            yield "expect_select_column_values_to_be_unique_within_record", {"column_list": columns, "ignore_row_if": ignored}
            yield "expect_multicolumn_values_to_be_equal", {"column_list": columns, "ignore_row_if": ignored, "mostly": 0.2}


def shape():
    for column, index in [("id", None), ("few", 1), ("few", 2), ("id", 0), ("few", 0), ("nothing", None), ("void", 99)]:
        yield "expect_column_to_exist", {"column": column, "column_index": index}
    names = list(tables.TABLES["drawn"])
    for columns, exact in [(names, None), (names[::-1], True), (names[:3], True), (names[:3], False), (names + ["more"], False)]:
        yield "expect_table_columns_to_match_set", {"column_set": columns, "exact_match": exact}
    for columns in [names, names[::-1], names[:-1], names + ["more"]]:
        yield "expect_table_columns_to_match_ordered_list", {"column_list": columns}
    for bounds in [{"min_value": 1}, {"min_value": 19, "max_value": 19}, {"max_value": 5}]:
        yield "expect_table_column_count_to_be_between", bounds
    for value in [19, 3]:
        yield "expect_table_column_count_to_equal", {"value": value}
    for bounds in [{"min_value": 1}, {"min_value": 2, "max_value": 60}, {"max_value": 5}, {"min_value": 0, "max_value": 0}]:
        yield "expect_table_row_count_to_be_between", bounds
    for value in [60, 1, 0]:
        yield "expect_table_row_count_to_equal", {"value": value}


def conditioned():
    for condition in CONDITIONS + OBJECTS:
        rows = {"row_condition": condition}
        if isinstance(condition, str):
            rows["condition_parser"] = "pandas"
        yield "expect_column_values_to_not_be_null", {"column": "few", "mostly": 0.8, **rows}
        yield "expect_column_values_to_be_between", {"column": "whole", "min_value": 2, "max_value": 7, **rows}
        yield "expect_column_values_to_be_unique", {"column": "few", **rows}
        yield "expect_column_values_to_be_increasing", {"column": "rising", **rows}
        yield "expect_column_values_to_match_regex", {"column": "code", "regex": "^A", **rows}
        yield "expect_column_mean_to_be_between", {"column": "float", "min_value": 0, **rows}
        yield "expect_column_median_to_be_between", {"column": "whole", "max_value": 4, **rows}
        yield "expect_column_unique_value_count_to_be_between", {"column": "code", "max_value": 3, **rows}
        yield "expect_column_distinct_values_to_be_in_set", {"column": "code", "value_set": ["A-1", "A-2"], **rows}
        yield "expect_column_value_z_scores_to_be_less_than", {"column": "whole", "threshold": 1, "double_sided": True, **rows}
        yield "expect_column_pair_values_a_to_be_greater_than_b", {"column_A": "whole", "column_B": "few", **rows}
        yield "expect_compound_columns_to_be_unique", {"column_list": ["few", "code"], **rows}
        yield "expect_multicolumn_sum_to_equal", {"column_list": ["few", "whole"], "sum_total": 6, **rows}
        yield "expect_table_row_count_to_be_between", {"min_value": 5, **rows}


def apart():
    """What the two see differently, on purpose."""
    for column in ["few", "float"]:
        yield "expect_column_value_lengths_to_equal", {"column": column, "value": 1, "mostly": 0.3}
        yield "expect_column_values_to_match_regex", {"column": column, "regex": "^.$"}
        yield "expect_column_values_to_be_json_parseable", {"column": column}
        yield "expect_column_values_to_be_in_set", {"column": column, "value_set": ["1", "0.5"]}
        yield "expect_column_distinct_values_to_be_in_set", {"column": column, "value_set": ["1", "0.5"]}
    yield "expect_column_values_to_be_in_set", {"column": "mixed", "value_set": [1, 2]}
    yield "expect_column_values_to_not_be_in_set", {"column": "mixed", "value_set": [1, 2], "mostly": 0.5}
    yield "expect_column_distinct_values_to_contain_set", {"column": "mixed", "value_set": [1, 2]}
    yield "expect_column_values_to_be_unique", {"column": "mixed"}
    yield "expect_column_unique_value_count_to_be_between", {"column": "mixed", "max_value": 3}
    for what in ["min", "max", "mean", "median", "stdev", "sum"]:
        yield f"expect_column_{what}_to_be_between", {"column": "word", "min_value": 0}
    yield "expect_column_values_to_be_between", {"column": "word", "min_value": 0}
    yield "expect_column_value_z_scores_to_be_less_than", {"column": "word", "threshold": 2, "double_sided": True}
    yield "expect_column_values_to_match_like_pattern", {"column": "word", "like_pattern": "%e%"}
    yield "expect_column_quantile_values_to_be_between", {
        "column": "constant", "quantile_ranges": {"quantiles": [0.5], "value_ranges": [[7.0001, 8]]}}


def expectations() -> list[dict]:
    """All of them; `apart` are those that the two see differently."""
    found = []
    for family in [cells, aggregates, pairs, shape, conditioned, apart]:
        for type, arguments in family():
            kwargs = {key: value for key, value in arguments.items() if value is not None}
            found.append({"type": type, "kwargs": kwargs, "apart": family is apart})
    return found
