"""The tables that are written in every way: each type with its extremes, nulls in many patterns."""

import datetime
import decimal
import math
import uuid

import numpy as np
import pyarrow as pa

ROWS = 700


def with_nulls(random, values, share):
    return [None if random.random() < share else value for value in values]


def integers(random, kind):
    limits = np.iinfo(kind.to_pandas_dtype())
    some = random.integers(limits.min, limits.max, ROWS - 8, dtype=limits.dtype, endpoint=True).tolist()
    ends = [limits.min, limits.max, 0, 1, limits.max - 1, limits.min + 1, limits.max, limits.min]
    return ends + some


def strings(random):
    words = ["", "a", "naïve", "日本語", "🙂", "tab\there", "line\nbreak", 'quote"', "x" * 300]
    return [
        words[i] if i < len(words) else f"user{int(n)}@example.org"
        for i, n in enumerate(random.integers(0, 9**9, ROWS))
    ]


def reals(random, bits):
    kind = {16: np.float16, 32: np.float32, 64: np.float64}[bits]
    pattern = {16: np.uint16, 32: np.uint32, 64: np.uint64}[bits]
    special = [
        0.0,
        -0.0,
        math.inf,
        -math.inf,
        math.nan,
        np.finfo(kind).max,
        np.finfo(kind).tiny,
        np.finfo(kind).smallest_subnormal,
    ]
    # Any bits at all: NaN with payloads among them.
    wild = random.integers(0, np.iinfo(pattern).max, ROWS - 8, dtype=pattern, endpoint=True).view(kind)
    return np.concatenate([np.array(special, dtype=kind), wild])


def array_of_reals(random, bits):
    kind = {16: pa.float16(), 32: pa.float32(), 64: pa.float64()}[bits]
    return pa.array(reals(random, bits), kind, mask=random.random(ROWS) < 0.2, from_pandas=False)


def decimals(random, precision, scale):
    largest = 10**precision - 1
    numbers = [largest, -largest, 0, 1, -1]
    while len(numbers) < ROWS:
        numbers.append(int.from_bytes(random.bytes(32), "big", signed=True) % (2 * largest + 1) - largest)
    with decimal.localcontext(prec=100):
        return [decimal.Decimal(number).scaleb(-scale) for number in numbers]


def every_type(seed=1):
    random = np.random.default_rng(seed)
    columns, fields = [], []

    def add(name, values, kind, share=0.2, nullable=True):
        if not isinstance(values, pa.Array):
            values = pa.array(with_nulls(random, values, share) if nullable else values, kind)
        columns.append(values)
        fields.append(pa.field(name, values.type, nullable))

    add("boolean", random.random(ROWS).__lt__(0.3).tolist(), pa.bool_())
    add("boolean_runs", [i // 90 % 2 == 0 for i in range(ROWS)], pa.bool_(), share=0)
    for kind in [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]:
        add(str(kind), integers(random, kind), kind)
    add("int32_few", random.integers(-3, 4, ROWS).tolist(), pa.int32())
    add("int64_sorted", np.cumsum(random.integers(0, 1000, ROWS)).tolist(), pa.int64())
    add("int64_one", [42] * ROWS, pa.int64(), share=0)
    for bits in [16, 32, 64]:
        add(f"float{bits}", array_of_reals(random, bits), None)
    add("float64_few", random.choice([1.5, -0.0, 2.25], ROWS).tolist(), pa.float64())
    add("string", strings(random), pa.string())
    add("string_few", random.choice(["red", "green", "blue", ""], ROWS).tolist(), pa.string())
    add("string_paths", [f"/data/{i // 50:04}/part-{i:06}.parquet" for i in range(ROWS)], pa.string(), share=0.01)
    add("string_big", [chr(97 + i % 26) * (10_240 if i % 97 == 0 else i % 7) for i in range(ROWS)], pa.string())
    add("binary", [random.bytes(int(n)) for n in random.integers(0, 40, ROWS)], pa.binary())
    add("fixed5", [random.bytes(5) for _ in range(ROWS)], pa.binary(5))
    add("fixed16_few", [bytes([n]) * 16 for n in random.integers(250, 256, ROWS).tolist()], pa.binary(16))
    for precision, scale in [(1, 0), (9, 2), (18, 18), (38, 10)]:
        add(f"decimal{precision}", decimals(random, precision, scale), pa.decimal128(precision, scale))
    add("decimal76", decimals(random, 76, 20), pa.decimal256(76, 20))
    add("date", random.integers(-800_000, 2_900_000, ROWS).tolist(), pa.date32())
    add("time_ms", random.integers(0, 86_400_000, ROWS).tolist(), pa.time32("ms"))
    add("time_us", random.integers(0, 86_400_000_000, ROWS).tolist(), pa.time64("us"))
    add("time_ns", random.integers(0, 86_400_000_000_000, ROWS).tolist(), pa.time64("ns"))
    for unit, zone in [("ms", None), ("us", None), ("ns", None), ("us", "UTC"), ("ns", "Europe/Berlin")]:
        kind = pa.timestamp(unit, zone)
        add(f"timestamp_{unit}_{zone}".lower(), integers(random, pa.int64()), kind)
    add("all_null", [None] * ROWS, pa.int32())
    add("all_null_string", [None] * ROWS, pa.string())
    add("null_type", pa.nulls(ROWS), None)
    add("mostly_null", list(range(ROWS)), pa.int64(), share=0.99)
    add("late_null", [None if i >= 650 else i for i in range(ROWS)], pa.int64(), share=0)
    add("no_null", list(range(ROWS)), pa.int64(), share=0)
    add("required_int", list(range(-5, ROWS - 5)), pa.int32(), nullable=False)
    add("required_string", [str(i) for i in range(ROWS)], pa.string(), nullable=False)
    add("required_boolean", [i % 3 == 0 for i in range(ROWS)], pa.bool_(), nullable=False)
    return pa.table(columns, schema=pa.schema(fields))


def as_people_see_it(seed=2):
    """Values whose text pyarrow and this project write alike: years of four digits."""
    random = np.random.default_rng(seed)
    first = int(datetime.datetime(1, 1, 2, tzinfo=datetime.UTC).timestamp())
    last = int(datetime.datetime(9999, 12, 30, tzinfo=datetime.UTC).timestamp())
    seconds = random.integers(first, last, ROWS)
    near = random.integers(-(2**33), 2**33, ROWS)
    fraction = np.where(random.random(ROWS) < 0.2, 0, random.integers(0, 10**9, ROWS))
    columns = {
        "boolean": pa.array((random.random(ROWS) < 0.5).tolist()),
        "string": pa.array(["x"] + [text.replace("\n", " ") for text in strings(random)][1:]),
        "date": pa.array((seconds // 86_400).tolist(), pa.date32()),
        "time_ms": pa.array((fraction % 86_400_000).tolist(), pa.time32("ms")),
        "time_us": pa.array((fraction % 86_400_000_000 * 50).tolist(), pa.time64("us")),
        "ms": pa.array((seconds * 1000 + fraction // 10**6).tolist(), pa.timestamp("ms")),
        "us": pa.array((seconds * 10**6 + fraction // 10**3).tolist(), pa.timestamp("us")),
        "ns": pa.array((near * 10**9 + fraction).tolist(), pa.timestamp("ns")),
        "utc": pa.array((near * 10**6 + fraction // 10**3).tolist(), pa.timestamp("us", "UTC")),
        "uuid": pa.array([uuid.UUID(bytes=random.bytes(16)).bytes for _ in range(ROWS)], pa.uuid()),
    }
    for kind in [pa.int8(), pa.int64(), pa.uint8(), pa.uint32(), pa.uint64()]:
        columns[str(kind)] = pa.array(integers(random, kind), kind)
    for precision, scale in [(9, 2), (18, 18), (38, 0), (38, 10)]:
        columns[f"decimal{precision}_{scale}"] = pa.array(
            decimals(random, precision, scale), pa.decimal128(precision, scale)
        )
    columns["decimal76"] = pa.array(decimals(random, 76, 70), pa.decimal256(76, 70))
    return pa.table(columns)


def large(seed=3):
    """Pages of many rows, codes of many bits, values of a megabyte."""
    random = np.random.default_rng(seed)
    rows = 40_000
    return pa.table(
        {
            "codes17": pa.array(random.permutation(rows) * 7919),
            "text17": pa.array([f"{n:x}" for n in random.permutation(rows)]),
            "runs": pa.array([i // 9_000 for i in range(rows)]),
            "nulls": pa.array([i if i // 5_000 % 2 == 0 else None for i in range(rows)]),
            "megabytes": pa.array([("z" * 1_000_000 + str(i)) if i % 10_000 == 5 else None for i in range(rows)]),
            "steps": pa.array([(-1) ** i * 2 ** (i % 63) for i in range(rows)]),
        }
    )
