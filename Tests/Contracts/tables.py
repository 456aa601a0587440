"""Tables that expectations are held to: the same cells as CSV and as Parquet, drawn from a fixed seed."""

import datetime
import pathlib
import random

import pandas
import pyarrow
import pyarrow.csv
import pyarrow.parquet

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = ["red", "green", "blue", "Red", "amber", "bleu clair", "été", "日本", "x", "a_b", "50%", "naïve 😀"]
CODES = ["A-1", "A-2", "B-10", "b-7", "C", "A-1x", "Z-99"]
DOCUMENTS = ['{"a": 1}', "[1, 2]", "{a: 1}", '"text"', "null", "[1,]", "true"]


def drawn(random_seed: int, rows: int, nulls: float) -> dict[str, tuple[pyarrow.DataType, list]]:
    """Columns of every kind that expectations are about."""
    draw = random.Random(random_seed)

    def some(values):
        return [None if draw.random() < nulls else value for value in values]

    day = datetime.date(2023, 11, 1)
    days = [day + datetime.timedelta(days=draw.randrange(900)) for _ in range(rows)]
    floats = [draw.choice([round(draw.gauss(0, 3), 3), draw.random() * 1e6, -draw.random() / 7, 0.5, 2.25]) for _ in range(rows)]
    return {
        "id": (pyarrow.int64(), list(range(1, rows + 1))),
        "few": (pyarrow.int64(), some([draw.randrange(-2, 4) for _ in range(rows)])),
        "whole": (pyarrow.int64(), [draw.randrange(0, 9) for _ in range(rows)]),
        "near": (pyarrow.int64(), [draw.randrange(0, 9) for _ in range(rows)]),
        "rising": (pyarrow.int64(), sorted(draw.randrange(0, 3 * rows) for _ in range(rows))),
        "float": (pyarrow.float64(), some(floats)),
        "word": (pyarrow.string(), some([draw.choice(WORDS) for _ in range(rows)])),
        "other": (pyarrow.string(), some([draw.choice(WORDS[:4]) for _ in range(rows)])),
        "code": (pyarrow.string(), [draw.choice(CODES) for _ in range(rows)]),
        "day": (pyarrow.string(), some([value.strftime(draw.choice(["%Y-%m-%d", "%Y-%m-%d", "%d/%m/%y", "%Y-%m-32"])) for value in days])),
        "date": (pyarrow.string(), sorted(value.isoformat() for value in days)),
        "moment": (pyarrow.timestamp("us"), some([datetime.datetime(value.year, value.month, value.day, draw.randrange(24), draw.randrange(60)) for value in days])),
        "json": (pyarrow.string(), some([draw.choice(DOCUMENTS) for _ in range(rows)])),
        "flag": (pyarrow.bool_(), [draw.random() < 0.6 for _ in range(rows)]),
        "maybe": (pyarrow.bool_(), some([draw.random() < 0.6 for _ in range(rows)])),
        "unique": (pyarrow.string(), [f"k{index:04}" for index in draw.sample(range(10 * rows + 10), rows)]),
        "mixed": (pyarrow.string(), [draw.choice(["1", "1.0", "2", "07", "x"]) for _ in range(rows)]),
        "constant": (pyarrow.int64(), [7] * rows),
        "void": (pyarrow.string(), [None] * rows),
    }


TABLES = {
    "drawn": drawn(1, 60, 0.15),
    "again": drawn(2, 23, 0.4),
    "dense": drawn(3, 40, 0.0),
    "single": drawn(4, 1, 0.0),
    "pair": drawn(5, 2, 0.0),
    "empty": drawn(6, 0, 0.0),
}


def write(name: str, folder: pathlib.Path) -> dict[str, pathlib.Path]:
    """The table as a file of each format."""
    columns = TABLES[name]
    table = pyarrow.table({key: pyarrow.array(values, type) for key, (type, values) in columns.items()})
    files = {"csv": folder / f"{name}.csv", "parquet": folder / f"{name}.parquet"}
    pyarrow.csv.write_csv(table, files["csv"], pyarrow.csv.WriteOptions(quoting_style="needed"))
    pyarrow.parquet.write_table(table, files["parquet"])
    return files


def frame(file: pathlib.Path) -> pandas.DataFrame:
    """The table as a person reads it with pandas: only an empty cell is null, and pandas guesses what columns hold."""
    if file.suffix == ".parquet":
        return pandas.read_parquet(file)
    return pandas.read_csv(file, keep_default_na=False, na_values=[""], float_precision="round_trip")
