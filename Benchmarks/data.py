"""Makes the data of the benchmark, and times modelgate beside its peers on it."""

import os
import subprocess
import sys
import time

QUERY = """
SELECT count(*), count(id), count(DISTINCT id), min(quantity), max(quantity), min(amount), max(amount), min(ratio), max(ratio),
  {quantile}(score, 0.5), {quantile}(margin, 0.95),
  count(*) FILTER (category NOT IN ('north','south','east','west','up','down','left','right')),
  count(*) FILTER (NOT regexp_matches(email, '^[^@]+@[^@]+\\.com$')), max(length(email)), count(created), count(flag)
FROM '{file}'
"""


AGGREGATES = """
SELECT count(), uniq(id), min(quantity), max(quantity), sum(amount), avg(ratio), quantile(0.5)(score), max(margin),
  countIf(category = 'north'), uniq(email)
FROM file('{file}', 'Parquet') SETTINGS max_threads = 2
"""


def make(name: str) -> None:
    if not os.path.exists(name + ".csv"):
        make_csv(name + ".csv")
    if not os.path.exists(name + ".parquet"):
        import duckdb

        connection = duckdb.connect()
        connection.execute(f"COPY (SELECT * FROM '{name}.csv') TO '{name}.part' (FORMAT parquet)")
        os.rename(name + ".part", name + ".parquet")


def make_csv(file: str) -> None:
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


def run(name: str, contract: str) -> None:
    os.environ["POLARS_MAX_THREADS"] = "2"
    print(f"{'seconds':>60} {'ratio':>7} {'memory':>7}")
    for kind in ["csv", "parquet"]:
        file = f"{name}.{kind}"
        with open(file, "rb") as data:
            while data.read(1 << 24):
                pass
        print(f"\n{kind}, {os.path.getsize(file) / 1e6:.0f} MB")
        compare(file, contract)


def compare(file: str, contract: str) -> None:
    import duckdb
    import polars

    tool = os.path.join(os.environ["MODELGATE_BUILD"], "modelgate-data")
    both = ["check", file, "--contract", contract, "--profile", os.devnull]

    def modelgate(*arguments: str):
        command = [tool, *arguments, "--threads", "2", "--no-ci"]
        return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def duck(query: str):
        connection = duckdb.connect(config={"threads": 2})
        return lambda: connection.execute(query).fetchall()

    def profile_with_polars():
        frame = polars.scan_parquet(file) if file.endswith("parquet") else polars.scan_csv(file)
        frame.select(
            polars.all().null_count().name.suffix("_nulls"), polars.all().approx_n_unique().name.suffix("_distinct"),
            polars.all().min().name.suffix("_min"), polars.all().max().name.suffix("_max"),
        ).collect(engine="streaming")

    def line(what: str, seconds: float, ratio: float, kilobytes: int | None = None) -> None:
        memory = "" if kilobytes is None else f"{kilobytes / 1024:5.0f} MB"
        print(f"{what:52} {seconds:7.2f} {ratio:7.1f} {memory}")

    check = best(modelgate(*both[:4]))
    line("modelgate-data check, 14 constraints", check, 1, peak(tool, *both[:4]))
    query = best(duck(QUERY.format(file=file, quantile="approx_quantile")))
    exact = best(duck(QUERY.format(file=file, quantile="quantile_cont")))
    line(f"DuckDB {duckdb.__version__}, the same in one query", query, query / check)
    line("DuckDB, with exact quantiles in place of sketches", exact, exact / check)
    profile = best(modelgate("profile", file))
    line("modelgate-data profile", profile, 1, peak(tool, "profile", file))
    summarize = best(duck(f"SUMMARIZE SELECT * FROM '{file}'"))
    line(f"DuckDB {duckdb.__version__}, SUMMARIZE", summarize, summarize / profile)
    streaming = best(profile_with_polars)
    line(f"Polars {polars.__version__}, nulls, distinct, min, max", streaming, streaming / profile)
    joint = best(modelgate(*both))
    line("modelgate-data check --profile, both in one pass", joint, 1, peak(tool, *both))
    line("DuckDB, the constraints", query, query / joint)
    line("DuckDB, with exact quantiles", exact, exact / joint)
    line("DuckDB, SUMMARIZE", summarize, summarize / joint)
    line("DuckDB, one after the other", query + summarize, (query + summarize) / joint)
    if file.endswith("parquet"):
        import chdb

        aggregates = best(lambda: chdb.query(AGGREGATES.format(file=file)))
        line(f"chDB {chdb.__version__}, ten aggregates", aggregates, aggregates / check)


def make_wide(file: str, columns: int) -> None:
    """100,000 rows of integers, decimals and categories by turns."""
    import numpy

    if os.path.exists(file):
        return
    random = numpy.random.default_rng(columns)
    categories = numpy.array(["north", "south", "east", "west"])
    kinds = [
        lambda count: random.integers(0, 1000, count), lambda count: random.random(count).round(6),
        lambda count: random.standard_normal(count).round(9), lambda count: categories[random.integers(0, 4, count)],
        lambda count: random.integers(0, 10**9, count),
    ]
    with open(file + ".part", "w") as out:
        out.write(",".join(f"c{column}" for column in range(columns)) + "\n")
        for _ in range(10):
            cells = [kinds[column % len(kinds)](10_000).astype(str) for column in range(columns)]
            out.write("".join(",".join(row) + "\n" for row in zip(*cells)))
    os.rename(file + ".part", file)


def run_wide(name: str) -> None:
    """How the cost grows from 100 to 1,000 columns: ten times as many, so ten is linear."""
    tool = os.path.join(os.environ["MODELGATE_BUILD"], "modelgate-data")
    seconds: dict[str, list[float]] = {"profile": [], "check": []}
    memory: dict[str, int] = {}
    for columns in [100, 1000]:
        file = f"{name}-{columns}.csv"
        contract = f"{name}-{columns}.contract.yaml"
        make_wide(file, columns)
        infer = [tool, "contract", "infer", file, "--output", contract]
        subprocess.run(infer, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        commands = {"profile": ["profile", file], "check": ["check", file, "--contract", contract]}
        for what, command in commands.items():
            whole = [tool, *command, "--threads", "2", "--no-ci"]
            seconds[what].append(best(lambda: subprocess.run(whole, check=True, stdout=subprocess.DEVNULL)))
            memory[what] = peak(tool, *command)
    print("\ncsv, 100,000 rows of 1,000 columns, and how many times as long as of 100 (linear: 10)")
    for what, (few, many) in seconds.items():
        print(f"{'modelgate-data ' + what:52} {many:7.2f} {many / few:7.1f} {memory[what] / 1024:5.0f} MB")


def run_small(name: str, contract: str) -> None:
    """From the start of the process to the verdict."""
    tool = os.path.join(os.environ["MODELGATE_BUILD"], "modelgate-data")
    with open(f"{name}.csv") as data, open(f"{name}-small.csv", "w") as small:
        for _ in range(1001):
            small.write(next(data))
    command = [tool, "check", f"{name}-small.csv", "--contract", contract, "--no-ci"]
    milliseconds = 1000 * best(lambda: subprocess.run(command, check=False, stdout=subprocess.DEVNULL))
    print(f"\ncheck of 1,000 rows, from the process's start: {milliseconds:.0f} ms")


def peak(*command: str) -> int:
    """The largest resident memory of a process, in kilobytes: asked for by a small one, since a child begins with its
    parent's."""
    ask = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", ask, *command, "--threads", "2", "--no-ci"]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if sys.argv[1] == "make":
    make(sys.argv[2])
else:
    run(sys.argv[2], sys.argv[3])
    run_wide(sys.argv[2])
    run_small(sys.argv[2], sys.argv[3])
