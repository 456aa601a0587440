"""Times reading one Parquet file on one thread: this project's reader, pyarrow, DuckDB. Run Benchmarks/parquet.

parquet.py PARQUET-DUMP DIRECTORY
"""

import pathlib
import statistics
import subprocess
import sys
import time

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROWS = 3_000_000
RUNS = 9
NUMBERS = ["id", "age", "visits", "amount", "score", "rate"]


def write(path):
    random = np.random.default_rng(7)
    people = random.integers(0, 500_000, ROWS)
    categories = np.array(["north", "south", "east", "west", "centre", "coast", "islands", "abroad"])
    start = np.datetime64("2024-01-01T00:00:00", "us").astype("int64")
    pq.write_table(
        pa.table(
            {
                "id": pa.array(np.arange(ROWS)),
                "age": pa.array(random.integers(18, 96, ROWS, dtype=np.int32)),
                "visits": pa.array(random.poisson(40, ROWS)),
                "amount": pa.array(random.lognormal(3, 1, ROWS), mask=random.random(ROWS) < 0.01),
                "score": pa.array(random.normal(0, 1, ROWS)),
                "rate": pa.array(random.random(ROWS, dtype=np.float32)),
                "category": pa.array(categories[random.integers(0, 8, ROWS)]),
                "email": pa.array([f"user{n:06}@example{n % 7}.org" for n in people.tolist()]),
                "created": pa.array(start + np.arange(ROWS) * 10_000_000, pa.timestamp("us")),
                "updated": pa.array(start + random.integers(0, 10**13, ROWS), pa.timestamp("us")),
            }
        ),
        path,
    )


def ours(dump, command, path):
    output = subprocess.run([dump, command, path, str(RUNS)], check=True, capture_output=True, text=True).stdout
    return [float(line.split()[0]) for line in output.splitlines()]


def timed(task):
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        task()
        times.append((time.perf_counter() - start) * 1000)
    return times


def main(dump, directory):
    path = pathlib.Path(directory) / "table.parquet"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
    print(f"{ROWS:,} rows, 10 columns, {path.stat().st_size / 1e6:.0f} MB; one thread; medians of {RUNS} runs\n")
    connection = duckdb.connect(config={"threads": 1})
    numbers = ", ".join(f"sum({name})" for name in NUMBERS)
    rest = "sum(strlen(category)), sum(strlen(email)), sum(epoch_us(created)), sum(epoch_us(updated))"

    def sums():
        table = pq.read_table(path, columns=NUMBERS, use_threads=False)
        return [pc.sum(column) for column in table.columns]

    def query(columns):
        return lambda: connection.sql(f"SELECT {columns} FROM '{path}'").fetchall()

    rows = {
        "sum of the six columns of numbers": {
            "this": ours(dump, "sum", path),
            "DuckDB": timed(query(numbers)),
            "pyarrow": timed(sums),
        },
        "all ten columns, lengths of strings": {
            "this": ours(dump, "scan", path),
            "DuckDB": timed(query(f"{numbers}, {rest}")),
            "pyarrow": timed(lambda: pq.read_table(path, use_threads=False)),
        },
    }
    print(f"{'':38} {'ms':>8} {'DuckDB':>8} {'pyarrow':>8}   times as long")
    for name, times in rows.items():
        base = statistics.median(times["this"])
        ratios = [statistics.median(times[peer]) / base for peer in ["DuckDB", "pyarrow"]]
        print(f"{name:38} {base:8.0f} {ratios[0]:8.2f} {ratios[1]:8.2f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
