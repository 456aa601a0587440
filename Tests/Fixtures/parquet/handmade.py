"""Files that no current writer writes: early encodings and types, strange layouts, hostile promises.

Thrift's compact protocol is written from nested tuples: a structure is a list of (field, kind, value)."""

import datetime
import gzip
import struct

import pyarrow as pa

I8, I16, I32, I64, BINARY, LIST, STRUCT = 3, 4, 5, 6, 8, 9, 12


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def zigzag(number):
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def value(kind, item):
    if kind in (I16, I32, I64):
        return zigzag(item)
    if kind == BINARY:
        item = item.encode() if isinstance(item, str) else item
        return varint(len(item)) + item
    if kind == STRUCT:
        return structure(item)
    element, items = item
    head = bytes([len(items) << 4 | element]) if len(items) < 15 else bytes([0xF0 | element]) + varint(len(items))
    return head + b"".join(value(element, each) for each in items)


def structure(fields):
    out, last = b"", 0
    for number, kind, item in fields:
        if item is None:
            continue
        code = (1 if item else 2) if kind is bool else kind
        step = number - last
        out += bytes([step << 4 | code]) if 0 < step < 16 else bytes([code]) + zigzag(number)
        if kind is not bool:
            out += value(kind, item)
        last = number
    return out + b"\0"


PLAIN, PLAIN_DICTIONARY, RLE, BIT_PACKED, DELTA_BYTE_ARRAY = 0, 2, 3, 4, 7


def data_page(body, count, encoding=PLAIN, levels=RLE, size=None, compressed=None, crc=None):
    compressed = body if compressed is None else compressed
    size = len(body) if size is None else size
    header = [(1, I32, count), (2, I32, encoding), (3, I32, levels), (4, I32, RLE)]
    return (
        structure([(1, I32, 0), (2, I32, size), (3, I32, len(compressed)), (4, I32, crc), (5, STRUCT, header)])
        + compressed
    )


def dictionary_page(body, count, encoding=PLAIN_DICTIONARY):
    header = [(1, I32, count), (2, I32, encoding)]
    return structure([(1, I32, 2), (2, I32, len(body)), (3, I32, len(body)), (7, STRUCT, header)]) + body


def index_page(body):
    return structure([(1, I32, 1), (2, I32, len(body)), (3, I32, len(body)), (6, STRUCT, [])]) + body


class Column:
    def __init__(
        self,
        name,
        physical,
        pages,
        count,
        converted=None,
        optional=False,
        width=None,
        codec=0,
        scale=None,
        precision=None,
        dictionary=False,
        elsewhere=None,
        logical=None,
    ):
        self.name, self.physical, self.pages, self.count, self.codec = name, physical, pages, count, codec
        self.dictionary, self.elsewhere = dictionary, elsewhere
        self.element = [
            (1, I32, physical),
            (2, I32, width),
            (3, I32, int(optional)),
            (4, BINARY, name),
            (6, I32, converted),
            (7, I32, scale),
            (8, I32, precision),
            (10, STRUCT, logical),
        ]


def file(path, columns, rows, footer=None, creator=None, uncounted=0):
    """`uncounted` bytes are missing from each column's size."""
    out = b"PAR1"
    chunks = []
    for column in columns:
        start = len(out)
        out += b"".join(column.pages)
        data = start + (len(column.pages[0]) if column.dictionary else 0)
        metadata = [
            (1, I32, column.physical),
            (2, LIST, (I32, [PLAIN])),
            (3, LIST, (BINARY, [column.name])),
            (4, I32, column.codec),
            (5, I64, column.count),
            (6, I64, len(out) - start),
            (7, I64, len(out) - start - uncounted),
            (9, I64, data),
            (11, I64, start if column.dictionary else 0),
        ]
        chunks.append([(1, BINARY, column.elsewhere), (2, I64, start), (3, STRUCT, metadata)])
    schema = [[(4, BINARY, "root"), (5, I32, len(columns))]] + [column.element for column in columns]
    group = [(1, LIST, (STRUCT, chunks)), (2, I64, len(out)), (3, I64, rows)]
    footer = footer or structure(
        [(1, I32, 1), (2, LIST, (STRUCT, schema)), (3, I64, rows), (4, LIST, (STRUCT, [group])), (6, BINARY, creator)]
    )
    with open(path, "wb") as target:
        target.write(out + footer + struct.pack("<I", len(footer)) + b"PAR1")


def lengths(items):
    return b"".join(struct.pack("<I", len(item)) + item for item in items)


def early():
    """As the first writers wrote: no logical types, no statistics, levels without a length."""
    words = lengths([b"one", b"", b"three"])
    codes = b"\x02" + bytes([9 << 1, 2])
    all_set = struct.pack("<I", 2) + bytes([9 << 1, 1])
    nine = range(9)
    return [
        Column(
            "dictionary",
            6,
            [dictionary_page(words, 3), data_page(all_set + codes, 9, PLAIN_DICTIONARY)],
            9,
            converted=0,
            optional=True,
            dictionary=True,
        ),
        Column("enumeration", 6, [data_page(lengths([b"A%d" % i for i in nine]), 9)], 9, converted=4),
        Column("bson", 6, [data_page(lengths([b"\x05\0\0\0\0"] * 9), 9)], 9, converted=20),
        Column(
            "interval",
            7,
            [data_page(b"".join(struct.pack("<3I", i, 2, 1500) for i in nine), 9)],
            9,
            converted=21,
            width=12,
        ),
        Column(
            "decimal",
            6,
            [data_page(lengths([(i * 1001 - 4000).to_bytes(1 + i // 2 + 1, "big", signed=True) for i in nine]), 9)],
            9,
            converted=5,
            scale=3,
            precision=20,
        ),
        Column("uint8", 1, [data_page(struct.pack("<9i", *(255 - i for i in nine)), 9)], 9, converted=11),
        Column("time", 1, [data_page(struct.pack("<9i", *(i * 1000 for i in nine)), 9)], 9, converted=7),
        Column("moment", 2, [data_page(struct.pack("<9q", *(i * 10**15 for i in nine)), 9)], 9, converted=10),
    ]


def padded():
    """Eight bytes behind the values, which fastparquet leaves there."""
    return [Column("padded", 2, [data_page(struct.pack("<9q", *range(9)) + bytes(8), 9)], 9)]


def lines(name, items):
    return f"= {name}\n" + "".join(f"{item}\n" for item in items)


EARLY_TEXT = (
    lines("dictionary", ["three", "three", "three", "three", "three", "three", "three", "three", "three"])
    + lines("enumeration", [f"A{i}" for i in range(9)])
    + lines("bson", ["0x0500000000"] * 9)
    + lines("interval", [f"P{i}M2DT1.500S" for i in range(9)])
    + lines("decimal", ["-4.000", "-2.999", "-1.998", "-0.997", "0.004", "1.005", "2.006", "3.007", "4.008"])
    + lines("uint8", range(255, 246, -1))
    + lines("time", [f"00:00:0{i}Z" for i in range(9)])
    + lines(
        "moment", [f"{datetime.datetime.fromtimestamp(i * 10**9, datetime.UTC):%Y-%m-%dT%H:%M:%SZ}" for i in range(9)]
    )
)


def ends_of_time():
    """The last moments that each type has, which Python has no dates for, and texts that are none."""
    last = 2**63 - 1
    columns = [
        Column("date", 1, [data_page(struct.pack("<3i", -(2**31), 2**31 - 1, -719_529), 3)], 3, converted=6),
        Column("ms", 2, [data_page(struct.pack("<3q", -last - 1, last, -1), 3)], 3, converted=9),
        Column("us", 2, [data_page(struct.pack("<3q", -last - 1, last, -1), 3)], 3, converted=10),
        Column("day", 1, [data_page(struct.pack("<3i", 86_399_999, 86_400_000, -1), 3)], 3, converted=7),
        Column(
            "int96", 3, [data_page(struct.pack("<qiqiqi", 0, 1_721_426, 1, 5_373_484, 86_399 * 10**9, 2_440_588), 3)], 3
        ),
        Column("text", 6, [data_page(lengths([b"\xffa", b"\xc3\xa9", b"\xed\xa0\x80"]), 3)], 3, converted=0),
        Column("double", 5, [data_page(struct.pack("<3d", -0.0, float("nan"), 0.1), 3)], 3),
        Column("float", 4, [data_page(struct.pack("<3f", 0.1, float("-inf"), 1e-40), 3)], 3),
        Column("bytes", 6, [data_page(lengths([b"", b"\x00\x0f", b"abc"]), 3)], 3),
    ]
    text = (
        lines("date", ["-5877641-06-23", "+5881580-07-11", "-0001-12-31"])
        + lines("ms", ["-292275055-05-16T16:47:04.192Z", "+292278994-08-17T07:12:55.807Z", "1969-12-31T23:59:59.999Z"])
        + lines(
            "us", ["-290308-12-21T19:59:05.224192Z", "+294247-01-10T04:00:54.775807Z", "1969-12-31T23:59:59.999999Z"]
        )
        + lines("day", ["23:59:59.999Z", "86400000", "-1"])
        + lines("int96", ["0001-01-01T00:00:00", "9999-12-31T00:00:00.000000001", "1970-01-01T23:59:59"])
        + lines("text", ["\\xffa", "é", "\\xed\\xa0\\x80"])
        + lines("double", ["-0.0", "nan", "0.1"])
        + lines("float", ["0.1", "-inf", "1e-40"])
        + lines("bytes", ["0x", "0x000f", "0x616263"])
    )
    return columns, text


def bit_packed():
    """Levels as they were before the hybrid of runs. The format packs them from the most significant bit on, as
    parquet-mr did; pyarrow reads them the other way round."""
    numbers = struct.pack("<5i", 7, -1, 2**31 - 1, -(2**31), 5)
    levels = bytes([0b10110001, 0b10000000])
    expected = "7\nnull\n-1\n2147483647\nnull\nnull\nnull\n-2147483648\n5\n"
    return [Column("bit_packed", 1, [data_page(levels + numbers, 9, levels=BIT_PACKED)], 9, optional=True)], expected


def uncounted():
    """Dictionary headers that are not in a column's size, as parquet-mr had it before 1.2.9."""
    numbers = struct.pack("<9q", *range(9))
    pages = [
        dictionary_page(numbers, 9),
        data_page(b"\x04\x05" + bytes([0x10, 0x32, 0x54, 0x76, 8, 0, 0, 0]), 9, PLAIN_DICTIONARY),
    ]
    header = len(pages[0]) - len(numbers)
    return [Column(name, 2, pages, 9, dictionary=True) for name in ["first", "second"]], header


def gaps():
    """Pages without values, and pages of other kinds, between those with data. pyarrow stops at the first of them."""
    pages = [
        data_page(b"", 0),
        index_page(b"index"),
        data_page(struct.pack("<4q", 0, 1, 2, 3), 4),
        data_page(b"", 0),
        data_page(struct.pack("<5q", 4, 5, 6, 7, 8), 5),
    ]
    return [Column("gaps", 2, pages, 9)]


def frame(body):
    block = pa.compress(body, codec="lz4_raw", asbytes=True)
    return struct.pack(">II", len(body), len(block)) + block


def odd_codecs():
    body = struct.pack("<1000q", *(i // 7 for i in range(1000)))
    half = len(body) // 2
    return [
        Column("lz4_hadoop", 2, [data_page(body, 1000, compressed=frame(body))], 1000, codec=5),
        Column(
            "lz4_hadoop_twice",
            2,
            [data_page(body, 1000, compressed=frame(body[:half]) + frame(body[half:]))],
            1000,
            codec=5,
        ),
        Column(
            "lz4_hadoop_raw",
            2,
            [data_page(body, 1000, compressed=pa.compress(body, codec="lz4_raw", asbytes=True))],
            1000,
            codec=5,
        ),
    ]


def gzip_members():
    body = struct.pack("<100q", *range(100))
    return [
        Column(
            "gzip_twice",
            2,
            [data_page(body, 100, compressed=gzip.compress(body[:80]) + gzip.compress(body[80:]))],
            100,
            codec=2,
        )
    ]


def delta(values):
    """DELTA_BINARY_PACKED of a first value and one repeated step: blocks without bits."""
    first, step, count = values
    blocks = -(-(count - 1) // 128)
    return varint(128) + varint(1) + varint(count) + zigzag(first) + (zigzag(step) + b"\0") * blocks


def refused():
    """Name, the words that the message has to have, columns, rows."""
    numbers = struct.pack("<3i", 1, 2, 3)
    page = data_page(numbers, 3)
    zeros = pa.compress(bytes(1 << 20), codec="zstd", asbytes=True)
    return [
        ("lzo", "LZO", [Column("a", 1, [page], 3, codec=3)], 3),
        ("unknown-codec", "unknown compression", [Column("a", 1, [page], 3, codec=77)], 3),
        ("elsewhere", "in another file", [Column("a", 1, [page], 3, elsewhere="b.parquet")], 3),
        ("too-few", "fewer values", [Column("a", 1, [page], 4)], 4),
        ("too-many", "more values", [Column("a", 1, [page, page], 5)], 5),
        ("other-rows", "as the schema has it", [Column("a", 1, [page], 3)], 4),
        ("other-checksum", "checksum", [Column("a", 1, [data_page(numbers, 3, crc=1)], 3)], 3),
        (
            "no-dictionary",
            "lacks its dictionary",
            [Column("a", 1, [data_page(b"\x01\x03\x00", 3, PLAIN_DICTIONARY)], 3)],
            3,
        ),
        (
            "far-code",
            "beyond the dictionary",
            [
                Column(
                    "a",
                    1,
                    [dictionary_page(numbers, 3), data_page(b"\x02\x06\x03", 3, PLAIN_DICTIONARY)],
                    3,
                    dictionary=True,
                )
            ],
            3,
        ),
        (
            "short-dictionary",
            "fewer entries",
            [Column("a", 1, [dictionary_page(numbers, 2**30), page], 3, dictionary=True)],
            3,
        ),
        ("wrong-type", "cannot hold", [Column("a", 1, [page], 3, converted=0)], 3),
        ("wrong-encoding", "not one for", [Column("a", 4, [data_page(numbers, 3, 5)], 3)], 3),
        ("no-width", "0 bytes", [Column("a", 7, [page], 3, width=0)], 3),
        ("huge-scale", "cannot hold", [Column("a", 2, [page], 3, converted=5, scale=2**30, precision=2**31 - 1)], 3),
        (
            "promises",
            "cannot hold",
            [Column("a", 2, [data_page(b"", 2**27, size=2**30, compressed=b"\x80\x80\x80\x80\x04")], 2**27, codec=1)],
            2**27,
        ),
        (
            "bomb",
            "cannot hold",
            [Column("a", 2, [data_page(b"", 2**27, size=2**30, compressed=zeros)], 2**27, codec=6)],
            2**27,
        ),
        ("long-value", "longer than its page", [Column("a", 6, [data_page(b"\xff\xff\xff\x7f", 1)], 1)], 1),
        ("nested-thrift", "too deep", [], 0),
    ]


def nested_thrift():
    """A footer of structures in structures in an unknown field."""
    return b"\x19" + b"\xfc"[:1] + b"\x01" + b"\x1c" * 100_000


def amplified():
    """A megabyte, then values that share all of it: two thousand megabytes from one."""
    text = b"m" * 1_000_000
    count = 2000
    prefixes = varint(128) + varint(1) + varint(count) + zigzag(0)
    for block in range(-(-(count - 1) // 128)):
        # One miniblock of 128 differences of 20 bits: the first goes up to the length, the others stay.
        if block == 0:
            bits = 1_000_000
            prefixes += zigzag(0) + b"\x14" + bits.to_bytes(128 * 20 // 8, "little")
        else:
            prefixes += zigzag(0) + b"\0"
    suffixes = varint(128) + varint(1) + varint(count) + zigzag(1_000_000)
    for block in range(-(-(count - 1) // 128)):
        if block == 0:
            # The second value has no suffix: a step down, then none.
            steps = sum((0 if i == 0 else 1_000_000) << (20 * i) for i in range(128))
            suffixes += zigzag(-1_000_000) + b"\x14" + steps.to_bytes(128 * 20 // 8, "little")
        else:
            suffixes += zigzag(0) + b"\0"
    return [Column("a", 6, [data_page(prefixes + suffixes + text, count, DELTA_BYTE_ARRAY)], count)]


def long_run():
    """Thirty million rows from a page of a few bytes."""
    count = 30_000_000
    codes = b"\x01" + varint(count << 1) + b"\x00"
    return [
        Column(
            "a",
            2,
            [dictionary_page(struct.pack("<q", 9), 1), data_page(codes, count, PLAIN_DICTIONARY)],
            count,
            dictionary=True,
        )
    ], count
