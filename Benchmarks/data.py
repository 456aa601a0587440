"""Makes the data of the benchmark, and times modelgate beside its peers on it."""

import os
import subprocess
import sys
import time

QUERY = """
SELECT count(*), count(id), count(DISTINCT id), min(quantity), max(quantity), min(amount), max(amount), min(ratio), max(ratio),
  count(score), count(margin),
  count(*) FILTER (category NOT IN ('north','south','east','west','up','down','left','right')),
  count(*) FILTER (NOT regexp_matches(email, '^[^@]+@[^@]+\\.com$')), max(length(email)), count(created), count(flag)
FROM read_csv('{file}')
"""


def make(file: str) -> None:
    import numpy

    rows = 3_000_000
    random = numpy.random.default_rng(1)
    categories = numpy.array(["north", "south", "east", "west", "up", "down", "left", "right"])
    with open(file + ".part", "w") as out:
        out.write("id,quantity,amount,ratio,score,margin,category,email,created,flag\n")
        for start in range(0, rows, 100_000):
            count = min(100_000, rows - start)
            seconds = random.integers(0, 100_000_000, count)
            columns = [
                range(start, start + count), random.integers(0, 1000, count).tolist(),
                (random.random(count) * 1000).tolist(), random.random(count).tolist(),
                random.standard_normal(count).tolist(), (random.random(count) * 100).tolist(),
                categories[random.integers(0, 8, count)].tolist(),
                [f"user{number}@example.com" for number in random.integers(0, 500_000, count).tolist()],
                numpy.datetime_as_string(numpy.datetime64("2024-01-01T00:00:00") + seconds).tolist(),
                random.integers(0, 2, count).tolist(),
            ]
            out.write("".join(",".join(map(str, row)) + "\n" for row in zip(*columns)))
    os.rename(file + ".part", file)


def best(work) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def run(file: str, contract: str) -> None:
    import duckdb
    import polars

    with open(file, "rb") as data:
        while data.read(1 << 24):
            pass
    tool = os.path.join(os.environ["MODELGATE_BUILD"], "modelgate-data")

    def modelgate(*arguments: str):
        command = [tool, *arguments, "--no-ci"]
        return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def duck(query: str):
        connection = duckdb.connect(config={"threads": 2})
        return lambda: connection.execute(query).fetchall()

    def profile_with_polars():
        polars.scan_csv(file).select(
            polars.all().null_count().name.suffix("_nulls"), polars.all().approx_n_unique().name.suffix("_distinct"),
            polars.all().min().name.suffix("_min"), polars.all().max().name.suffix("_max"),
        ).collect(engine="streaming")

    os.environ["POLARS_MAX_THREADS"] = "2"
    check = best(modelgate("check", file, "--contract", contract))
    profile = best(modelgate("profile", file))
    print(f"{'':52} {'seconds':>8} {'ratio':>6}")
    print(f"{'modelgate-data check, 14 constraints':52} {check:8.2f} {1:6.1f}")
    query = best(duck(QUERY.format(file=file)))
    print(f"{'DuckDB ' + duckdb.__version__ + ', the same in one query':52} {query:8.2f} {query / check:6.1f}")
    print(f"{'modelgate-data profile':52} {profile:8.2f} {1:6.1f}")
    summarize = best(duck(f"SUMMARIZE SELECT * FROM read_csv('{file}')"))
    print(f"{'DuckDB ' + duckdb.__version__ + ', SUMMARIZE':52} {summarize:8.2f} {summarize / profile:6.1f}")
    streaming = best(profile_with_polars)
    print(f"{'Polars ' + polars.__version__ + ', nulls, distinct, min, max':52} {streaming:8.2f} {streaming / profile:6.1f}")


if sys.argv[1] == "make":
    make(sys.argv[2])
else:
    run(sys.argv[2], sys.argv[3])
