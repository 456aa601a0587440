"""Writes the same rows as CSV, JSON Lines and Parquet: what is checked and profiled must not depend on the format."""

import csv
import datetime
import gzip
import io
import json
import os
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 5000
random = np.random.default_rng(4)


def some(values, share):
    return [None if random.random() < share else value for value in values]


words = ["north", "south", "east", "west", "naïve", "日本語", 'quo"te', "com,ma", "line\nbreak"]
start = datetime.datetime(2024, 1, 1)
columns = {
    "id": pa.array(range(9_007_199_254_740_993, 9_007_199_254_740_993 + ROWS), pa.int64()),
    "small": pa.array(some(random.integers(0, 9, ROWS).tolist(), 0.1), pa.int32()),
    "wide": pa.array(some(random.integers(-(2**31), 2**31, ROWS).tolist(), 0.02), pa.int64()),
    "real": pa.array(random.standard_normal(ROWS).tolist(), pa.float64()),
    "money": pa.array(some((random.integers(0, 10_000, ROWS) / 100).tolist(), 0.3), pa.float64()),
    "word": pa.array(some([words[i] for i in random.integers(0, len(words), ROWS)], 0.05), pa.string()),
    "mail": pa.array([f"user{i}@example.org" for i in random.integers(0, 3000, ROWS)], pa.string()),
    "flag": pa.array(some([bool(b) for b in random.integers(0, 2, ROWS)], 0.2), pa.bool_()),
    "day": pa.array(some([start.date() + datetime.timedelta(int(d)) for d in random.integers(0, 400, ROWS)], 0.1), pa.date32()),
    "moment": pa.array([start + datetime.timedelta(seconds=int(s)) for s in random.integers(0, 10**8, ROWS)], pa.timestamp("us")),
    "nothing": pa.array([None] * ROWS, pa.string()),
}


def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else str(value)


def plain(value):
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else value


directory = sys.argv[1]
os.makedirs(directory, exist_ok=True)
table = pa.table(columns)
rows = table.to_pylist()
with open(f"{directory}/table.csv", "w", newline="") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([text(value) for value in row.values()] for row in rows)
with open(f"{directory}/table.jsonl", "w") as out:
    for row in rows:
        out.write(json.dumps({name: plain(value) for name, value in row.items()}, ensure_ascii=False) + "\n")
pq.write_table(table, f"{directory}/coded.parquet", row_group_size=1700)
pq.write_table(table, f"{directory}/plain.parquet", use_dictionary=False, compression="zstd", data_page_size=4096)
pq.write_table(table, f"{directory}/small-pages.parquet", data_page_size=512, write_batch_size=64, row_group_size=3000)


def write(name, content):
    path = f"{directory}/{name}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content)


def as_csv(some, names=tuple(columns), **dialect):
    out = io.StringIO()
    writer = csv.writer(out, **({"lineterminator": "\n"} | dialect))
    writer.writerow(names)
    writer.writerows([text(row[name]) for name in names] for row in some)
    return out.getvalue().encode()


whole = as_csv(rows)
zipped, frame = gzip.compress(whole, mtime=0), pa.compress(whole, codec="zstd", asbytes=True)
write("table.csv.gz", zipped)
write("two-members.csv.gz", gzip.compress(whole[:100_001], mtime=0) + gzip.compress(whole[100_001:], mtime=0))
write("table.csv.zst", frame)
write("table.tsv", as_csv(rows, delimiter="\t", lineterminator="\r\n"))
for part in range(3):
    write(f"parts/part-{part}.csv", as_csv(rows[part * 1700 : (part + 1) * 1700]))
write("parts/_SUCCESS", b"")
for name, content in [("csv.gz", zipped), ("csv.zst", frame)]:
    write(f"cut.{name}", content[: len(content) // 2])
    middle = len(content) // 2
    write(f"flipped.{name}", content[:middle] + bytes([content[middle] ^ 0x55] * 64) + content[middle + 64 :])
write("garbage-behind.csv.gz", zipped + b"behind")
write("other-columns/a.csv", as_csv(rows[:5]))
write("other-columns/b.csv", as_csv(rows[:5], tuple(columns)[1:]))
write("nested/inner/a.csv", whole)
os.makedirs(f"{directory}/empty", exist_ok=True)
nested = {"id": pa.array(range(5)), "list": pa.array([[1], [], None, [2, 3], [4]]), "word": pa.array(list("abcde"))}
pq.write_table(pa.table(nested), f"{directory}/nested.parquet")
