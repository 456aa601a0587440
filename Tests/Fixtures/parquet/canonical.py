"""A table's values as lines, as parquet-dump writes them: `= name`, then a line a row."""

import decimal

import pyarrow as pa

decimal.getcontext().prec = 100


def dump(table):
    lines = []
    for name in table.column_names:
        lines.append(f"= {name}")
        lines.extend(values(table[name].combine_chunks()))
    return "".join(line + "\n" for line in lines)


def values(array):
    if isinstance(array, pa.ChunkedArray):  # what combine_chunks makes of no chunks, in some versions
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if isinstance(array, pa.ExtensionArray):
        array = array.storage
    write = writer(array.type)
    return ["null" if value is None else write(value) for value in stored(array).to_pylist()]


def stored(array):
    """The integers that times are stored as, and the bits of binary fractions."""
    kind = array.type
    if pa.types.is_date32(kind) or pa.types.is_time32(kind):
        return array.cast(pa.int32())
    if pa.types.is_time64(kind) or pa.types.is_timestamp(kind) or pa.types.is_duration(kind):
        return array.cast(pa.int64())
    bits = {pa.float16(): pa.uint16(), pa.float32(): pa.uint32(), pa.float64(): pa.uint64()}
    return array.view(bits[kind]) if kind in bits else array


def writer(kind):
    if pa.types.is_boolean(kind):
        return lambda value: "true" if value else "false"
    if pa.types.is_decimal(kind):
        return lambda value: str(int(value.scaleb(kind.scale)))
    if kind == pa.float16():
        return lambda bits: "x" + bits.to_bytes(2, "little").hex()
    if kind == pa.float32():
        return lambda bits: f"f{bits:x}"
    if kind == pa.float64():
        return lambda bits: f"d{bits:x}"
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return lambda value: "x" + value.encode().hex()
    if pa.types.is_binary(kind) or pa.types.is_fixed_size_binary(kind) or pa.types.is_large_binary(kind):
        return lambda value: "x" + value.hex()
    return str


def people(table):
    """The same, as people see it; for types whose text pyarrow has too."""
    lines = []
    for name in table.column_names:
        lines.append(f"= {name}")
        lines.extend("null" if text is None else text for text in texts(table[name].combine_chunks()))
    return "".join(line + "\n" for line in lines)


def texts(array):
    kind = array.type
    if isinstance(array, pa.ExtensionArray):
        return [None if value is None else str(value) for value in array.to_pylist()]
    if pa.types.is_boolean(kind):
        return [None if value is None else str(value).lower() for value in array.to_pylist()]
    if pa.types.is_decimal(kind):
        return [None if value is None else f"{value:f}" for value in array.to_pylist()]
    if pa.types.is_timestamp(kind) or pa.types.is_time(kind):
        zone = "Z" if pa.types.is_timestamp(kind) and kind.tz else ""
        naive = array.cast(pa.timestamp(kind.unit)) if zone else array
        return [None if text is None else whole(text) + zone for text in naive.cast(pa.string()).to_pylist()]
    return array.cast(pa.string()).to_pylist()


def whole(text):
    """ISO 8601's T, and no fraction where it is zero."""
    head, _, fraction = text.replace(" ", "T").partition(".")
    return head if fraction.strip("0") == "" else f"{head}.{fraction}"
