"""Writes Parquet files in every encoding, codec, type and page version, and beside each what pyarrow reads from it.

    make.py DIRECTORY

NAME.parquet with NAME.expected (values as stored) or NAME.text (as people see them); NAME.refused holds words that the
error has to have; NAME.scanned the number of values."""

import base64
import pathlib
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe

import canonical
import handmade
import tables

CODECS = ["none", "snappy", "gzip", "zstd", "lz4", "brotli"]
ENCODINGS = ["plain", "dictionary", "fallback", "delta", "split"]


def encodings(table, name):
    """What each column of a table is to be written in."""
    if name in ("dictionary", "fallback"):
        return {"use_dictionary": True, "dictionary_pagesize_limit": 700 if name == "fallback" else 1 << 20}
    if name == "plain":
        return {"use_dictionary": False, "column_encoding": "PLAIN"}
    return {"use_dictionary": False, "column_encoding": {f.name: encoding(f.type, name) for f in table.schema}}


def encoding(kind, name):
    fixed = pa.types.is_decimal(kind) or pa.types.is_fixed_size_binary(kind) or kind == pa.float16()
    if pa.types.is_boolean(kind):
        return "RLE"
    if pa.types.is_string(kind) or pa.types.is_binary(kind):
        return "DELTA_LENGTH_BYTE_ARRAY" if name == "delta" else "DELTA_BYTE_ARRAY"
    if pa.types.is_null(kind):
        return "PLAIN"
    if name == "split" or pa.types.is_floating(kind) and not fixed:
        return "BYTE_STREAM_SPLIT"
    return "DELTA_BYTE_ARRAY" if fixed else "DELTA_BINARY_PACKED"


class Maker:
    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        for old in self.directory.iterdir():
            old.unlink()
        self.expected = {}

    def path(self, name):
        return self.directory / f"{name}.parquet"

    def beside(self, name, kind, text):
        (self.directory / f"{name}.{kind}").write_bytes(text.encode())

    def write(self, name, table, like=None, **options):
        """`like` names the file, written before, from which pyarrow reads the same."""
        pq.write_table(table, self.path(name), store_schema=False, **options)
        read = pq.read_table(self.path(name))
        if like is None or like not in self.expected:
            self.expected[like or name] = read, canonical.dump(read)
        reference, text = self.expected[like or name]
        if reference is not read and not same(read, reference):
            raise SystemExit(f"pyarrow reads {name} differently")
        self.beside(name, "expected", text)

    def make_by_hand(self, name, columns, rows, expect=True):
        handmade.file(self.path(name), columns, rows)
        if expect:
            self.beside(name, "expected", canonical.dump(pq.read_table(self.path(name))))


def same(a, b):
    """Equality that tells NaN by its bits."""
    return a.schema.equals(b.schema) and all(
        canonical.stored(plain(x)).equals(canonical.stored(plain(y))) for x, y in zip(a.columns, b.columns)
    )


def plain(column):
    array = column.combine_chunks()
    return array.storage if isinstance(array, pa.ExtensionArray) else array


def every_way(maker):
    table = tables.every_type()
    for version in ["1.0", "2.0"]:
        for codec in CODECS:
            for name in ENCODINGS:
                maker.write(
                    f"{name}-{codec}-v{version[0]}",
                    table,
                    like="every",
                    compression=codec,
                    data_page_version=version,
                    row_group_size=300,
                    data_page_size=900,
                    write_batch_size=64,
                    write_page_checksum=codec == "gzip",
                    **encodings(table, name),
                )
    for stored in [True, False]:
        maker.write(
            f"decimals-{'integer' if stored else 'fixed'}",
            table.select(["decimal1", "decimal9", "decimal18", "decimal38"]),
            like="decimals",
            store_decimal_as_integer=stored,
            use_dictionary=False,
        )
    for format_version in ["1.0", "2.4"]:
        maker.write(
            f"format-{format_version}",
            table.drop_columns(["time_ns", "timestamp_ns_none", "timestamp_ns_europe/berlin"]),
            version=format_version,
        )
    for level in ["ns", "us"]:
        kinds = table.select(["timestamp_ns_none"])
        maker.write(
            f"int96-{level}",
            kinds.cast(pa.schema([pa.field("timestamp_ns_none", pa.timestamp("ns"))])),
            use_deprecated_int96_timestamps=True,
            use_dictionary=level == "us",
        )


def shapes(maker):
    table = tables.every_type()
    maker.write("no-rows", table.slice(0, 0))
    maker.write("one-row", table.slice(0, 1))
    maker.write("no-columns", pa.table({}))
    maker.write("many-groups", table.slice(0, 40), row_group_size=1)
    large = tables.large()
    maker.write("large", large, like="large", dictionary_pagesize_limit=1 << 24, max_rows_per_page=1 << 20)
    maker.write(
        "large-plain",
        large,
        like="large",
        use_dictionary=False,
        data_page_version="2.0",
        compression="zstd",
        max_rows_per_page=1 << 20,
        data_page_size=1 << 24,
    )
    maker.write(
        "large-delta",
        large,
        like="large",
        compression="none",
        max_rows_per_page=1 << 20,
        data_page_size=1 << 24,
        **encodings(large, "split"),
    )
    people = tables.as_people_see_it()
    pq.write_table(people, maker.path("people"))
    maker.beside("people", "text", canonical.people(people))
    small = table.slice(0, 12).select(["boolean", "int32", "int64", "float64", "string", "decimal38", "no_null"])
    for version in ["1", "2"]:
        for name in ENCODINGS:
            maker.write(
                f"small-{name}-v{version}",
                small,
                data_page_version=f"{version}.0",
                write_page_checksum=True,
                compression="snappy" if version == "1" else "zstd",
                write_statistics=False,
                **encodings(small, name),
            )
    # Without checksums, so that damage gets to the decoders.
    for index, codec in enumerate(CODECS):
        for version in ["1", "2"]:
            name = ENCODINGS[(index + int(version)) % len(ENCODINGS)]
            maker.write(
                f"tiny-{name}-{codec}-v{version}",
                small,
                data_page_version=f"{version}.0",
                compression=codec,
                write_statistics=False,
                **encodings(small, name),
            )


def nested(maker):
    table = pa.table(
        {
            "before": [1, 2, 3],
            "structure": [{"x": 1, "y": "a"}, None, {"x": None, "y": "b"}],
            "list": [[1], [], None],
            "map": pa.array([[("k", 1)], [], None], pa.map_(pa.string(), pa.int64())),
            "after": ["p", None, "q"],
        }
    )
    pq.write_table(table, maker.path("nested"))
    reason = "! the column is nested, which is not supported"
    maker.beside(
        "nested",
        "expected",
        "\n".join(
            [
                "= before",
                "1",
                "2",
                "3",
                "= structure",
                reason,
                "= list",
                reason,
                "= map",
                reason,
                "= after",
                "x70",
                "null",
                "x71",
                "",
            ]
        ),
    )


class Vault(pe.KmsClient):
    """Keeps keys by not keeping them."""

    def wrap_key(self, key_bytes, master_key_identifier):
        return base64.b64encode(key_bytes)

    def unwrap_key(self, wrapped_key, master_key_identifier):
        return base64.b64decode(wrapped_key)


def encrypted(maker):
    table = pa.table({"open": [1, 2], "secret": [3, 4]})
    factory = pe.CryptoFactory(lambda configuration: Vault())
    for name, plaintext in [("encrypted", False), ("encrypted-column", True)]:
        configuration = pe.EncryptionConfiguration(
            footer_key="f", column_keys={"c": ["secret"]}, plaintext_footer=plaintext
        )
        properties = factory.file_encryption_properties(pe.KmsConnectionConfig(), configuration)
        with pq.ParquetWriter(maker.path(name), table.schema, encryption_properties=properties) as writer:
            writer.write_table(table)
    maker.beside("encrypted", "refused", "the file is encrypted")
    maker.beside(
        "encrypted-column", "expected", "= open\n1\n2\n= secret\n! the column is encrypted, which is not supported\n"
    )


def by_hand(maker):
    maker.make_by_hand("early", handmade.early(), 9)
    maker.beside("early", "text", handmade.EARLY_TEXT)
    columns, text = handmade.ends_of_time()
    handmade.file(maker.path("ends-of-time"), columns, 3)
    maker.beside("ends-of-time", "text", text)
    columns, missing = handmade.uncounted()
    for name, creator in [
        ("uncounted", "parquet-mr version 1.2.8"),
        ("uncounted-new", "parquet-mr version 1.2.9 (build x)"),
    ]:
        handmade.file(maker.path(name), columns, 9, creator=creator, uncounted=missing)
    nine = "".join(f"{i}\n" for i in range(9))
    maker.beside("uncounted", "expected", f"= first\n{nine}= second\n{nine}")
    maker.beside("uncounted-new", "refused", "ends too early")
    columns, expected = handmade.bit_packed()
    maker.make_by_hand("bit-packed", columns, 9, expect=False)
    maker.beside("bit-packed", "expected", f"= bit_packed\n{expected}")
    maker.make_by_hand("odd-codecs", handmade.odd_codecs(), 1000, expect=False)
    numbers = "".join(f"{i // 7}\n" for i in range(1000))
    names = ["lz4_hadoop", "lz4_hadoop_twice", "lz4_hadoop_raw"]
    maker.beside("odd-codecs", "expected", "".join(f"= {name}\n{numbers}" for name in names))
    for name, columns, rows in [
        ("gaps", handmade.gaps(), 9),
        ("padded", handmade.padded(), 9),
        ("gzip_twice", handmade.gzip_members(), 100),
    ]:
        maker.make_by_hand(name, columns, rows, expect=False)
        maker.beside(name, "expected", f"= {name}\n" + "".join(f"{i}\n" for i in range(rows)))
    for name, words, columns, rows in handmade.refused():
        footer = handmade.nested_thrift() if name == "nested-thrift" else None
        handmade.file(maker.path(name), columns, rows, footer)
        maker.beside(name, "refused", words)
    handmade.file(maker.path("amplified"), handmade.amplified(), 2000)
    maker.beside("amplified", "scanned", "2000")
    columns, rows = handmade.long_run()
    handmade.file(maker.path("long-run"), columns, rows)
    maker.beside("long-run", "scanned", str(rows))


if __name__ == "__main__":
    maker = Maker(sys.argv[1])
    every_way(maker)
    shapes(maker)
    nested(maker)
    encrypted(maker)
    by_hand(maker)
