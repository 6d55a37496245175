"""Writes TensorFlow checkpoints for tests: V2 bundles, V1 tables, object graphs, `saved_model.pb`.

Made from the format's description alone, as bundle_reader.py is. Values are NumPy arrays; bfloat16 is Bfloat16(array of
uint16), strings are object arrays of bytes.
"""
import os
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import numpy  # noqa: E402
from bundle_reader import NUMBERS  # noqa: E402
from wire import TableBuilder, crc32c, field, fixed32, mask, put_varint, slice_key  # noqa: E402


class Bfloat16:
    def __init__(self, bits):
        self.bits = numpy.asarray(bits, numpy.uint16)


class Partitioned:
    """A variable stored in slices: extents [(start, length), ...] for each; a length of -1 is the whole axis."""

    def __init__(self, value, slices):
        self.value, self.slices = numpy.asarray(value), slices


def dtype_of(value):
    if isinstance(value, Bfloat16):
        return "bfloat16"
    if isinstance(value, Partitioned):
        return dtype_of(value.value)
    return "string" if value.dtype == object else value.dtype.name


def shape_of(value):
    return list((value.bits if isinstance(value, Bfloat16) else value.value if isinstance(value, Partitioned) else value).shape)


def little_endian(value):
    array = value.bits if isinstance(value, Bfloat16) else value
    return numpy.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()


def stored_bytes(value, big_endian):
    """Bytes of the data file and their (unmasked) CRC."""
    if dtype_of(value) == "string":
        elements = [bytes(e) for e in value.reshape(-1)]
        crc = crc32c(b"".join(struct.pack("<I", len(e)) for e in elements))
        check = struct.pack("<I", mask(crc))
        data = b"".join(put_varint(len(e)) for e in elements) + check + b"".join(elements)
        return data, crc32c(check + b"".join(elements), crc)
    array = value.bits if isinstance(value, Bfloat16) else value
    data = numpy.ascontiguousarray(array).astype(array.dtype.newbyteorder(">" if big_endian else "<")).tobytes()
    return data, crc32c(data)


def shape_proto(shape):
    return b"".join(field(2, field(1, size) if size else b"") for size in shape)


def slice_proto(extents):
    out = b""
    for start, length in extents:
        out += field(1, (field(1, start) if start else b"") + (field(2, length) if length >= 0 else b""))
    return out


def part_of(array, extents):
    return array[tuple(slice(s, s + n if n >= 0 else None) for s, n in extents)]


def entry_proto(dtype, shape, shard=0, offset=0, size=0, crc=None, slices=()):
    out = field(1, NUMBERS[dtype]) + field(2, shape_proto(shape))
    out += field(3, shard) if shard else b""
    out += field(4, offset) if offset else b""
    out += field(5, size) if size else b""
    out += fixed32(6, mask(crc)) if crc is not None else b""
    return out + b"".join(field(7, slice_proto(s)) for s in slices)


def write_bundle(prefix, tensors, shards=1, big_endian=False, shard_of=None, alignment=1, entries=None, **table):
    """`tensors`: {name: value}. `shard_of(name, part)` chooses the shard. `entries` may change index entries."""
    os.makedirs(os.path.dirname(prefix) or ".", exist_ok=True)
    data = [bytearray() for _ in range(shards)]
    index = {}

    def place(name, part, value):
        shard = shard_of(name, part) if shard_of else (len(index) if shards > 1 else 0) % shards
        data[shard] += b"\0" * (-len(data[shard]) % alignment)
        stored, crc = stored_bytes(value, big_endian)
        offset = len(data[shard])
        data[shard] += stored
        return entry_proto(dtype_of(value), shape_of(value), shard, offset, len(stored), crc)

    for name, value in tensors.items():
        if isinstance(value, Partitioned):
            for i, extents in enumerate(value.slices):
                index[slice_key(name, extents)] = place(name, i, part_of(value.value, extents))
            index[name.encode()] = entry_proto(dtype_of(value), shape_of(value), slices=value.slices)
        else:
            index[name.encode()] = place(name, 0, value)
    header = field(1, shards) + (field(2, 1) if big_endian else b"") + field(3, field(1, 1))
    index[b""] = header
    if entries:
        entries(index)
    builder = TableBuilder(**table)
    for key in sorted(index):
        builder.add(key, index[key])
    with open(prefix + ".index", "wb") as file:
        file.write(builder.finish())
    for shard in range(shards):
        with open(f"{prefix}.data-{shard:05d}-of-{shards:05d}", "wb") as file:
            file.write(data[shard])


def object_graph_bytes(nodes):
    """`nodes`: dicts with children {name: id}, attributes [(name, full name, key)], slots [(variable, name, slot)]."""
    out = b""
    for node in nodes:
        body = b"".join(field(1, (field(1, i) if i else b"") + field(2, name)) for name, i in node.get("children", {}).items())
        for name, full, key in node.get("attributes", []):
            body += field(2, field(1, name) + field(2, full) + field(3, key))
        for variable, name, slot in node.get("slots", []):
            body += field(3, (field(1, variable) if variable else b"") + field(2, name) + field(3, slot))
        out += field(1, body)
    return out


def string_scalar(data):
    value = numpy.empty((), object)
    value[()] = data
    return value


def write_state_file(folder, name, others=()):
    with open(os.path.join(folder, "checkpoint"), "w", encoding="utf-8") as file:
        file.write(f'model_checkpoint_path: "{name}"\n')
        for other in list(others) + [name]:
            file.write(f'all_model_checkpoint_paths: "{other}"\n')


# --- V1 ------------------------------------------------------------------------------------------------------------

def packed(number, values, kind):
    if kind == "varint":
        return field(number, b"".join(put_varint(int(v)) for v in values))
    return field(number, numpy.asarray(values, kind).tobytes())


def tensor_proto(value, as_content=False, with_header=True):
    dtype, shape = dtype_of(value), shape_of(value)
    out = field(1, NUMBERS[dtype]) + field(2, shape_proto(shape)) if with_header else b""
    if as_content:
        return out + field(4, little_endian(value))
    if dtype == "string":
        return out + b"".join(field(8, bytes(e)) for e in value.reshape(-1))
    flat = (value.bits if isinstance(value, Bfloat16) else value).reshape(-1)
    numbers = {"float32": (5, "<f4"), "float64": (6, "<f8"), "complex64": (9, "<c8"), "complex128": (12, "<c16"),
               "int64": (10, "varint"), "bool": (11, "varint"), "float16": (13, "varint"), "bfloat16": (13, "varint"),
               "uint32": (16, "varint"), "uint64": (17, "varint")}
    number, kind = numbers.get(dtype, (7, "varint"))
    return out + packed(number, flat.view(numpy.uint16) if dtype == "float16" else flat, kind)


def write_v1(path, tensors, files=1, meta_extra=b"", change=None, as_content=(), with_header=True, **table):
    """One V1 table, or `files` of them named PATH-0000i-of-0000n with the slices of partitioned variables dealt out."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    parts = [[] for _ in range(files)]  # (name, value, extents)
    for name, value in tensors.items():
        slices = value.slices if isinstance(value, Partitioned) else [[(0, -1)] * len(shape_of(value))]
        for i, extents in enumerate(slices):
            part = part_of(value.value, extents) if isinstance(value, Partitioned) else value
            parts[(len(parts[0]) if len(slices) == 1 else i) % files].append((name, part, extents))
    for number in range(files):
        metas, index = {}, {}
        for name, part, extents in parts[number]:
            metas.setdefault(name, []).append(extents)
            saved = field(1, name) + field(2, slice_proto(extents)) + field(3, tensor_proto(part, name in as_content, with_header))
            index[slice_key(name, extents)] = field(2, saved)
        meta = b""
        for name, slices in metas.items():
            value = tensors[name]
            meta += field(1, field(1, name) + field(2, shape_proto(shape_of(value))) + field(3, NUMBERS[dtype_of(value)]) +
                          b"".join(field(4, slice_proto(s)) for s in slices))
        index[b""] = field(1, meta + field(2, field(1, 1)) + meta_extra)
        if change:
            change(index)
        builder = TableBuilder(**table)
        for key in sorted(index):
            builder.add(key, index[key])
        with open(path if files == 1 else f"{path}-{number:05d}-of-{files:05d}", "wb") as file:
            file.write(builder.finish())
