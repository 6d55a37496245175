"""TensorFlow Lite models, written and read with struct alone, from the FlatBuffers layout (little-endian tables with
vtables, vectors, strings) and the field numbers of TFLite's schema: the judge of what the program writes. Knows nothing
of the program's own code."""
import struct

import numpy as np

TYPES = {0: "<f4", 1: "<f2", 2: "<i4", 3: "u1", 4: "<i8", 6: "?", 7: "<i2", 9: "i1", 10: "<f8"}
NUMBERS = {np.dtype(v).str: k for k, v in TYPES.items()}
INT4 = 17


# Writing. Every object stands behind what refers to it.

class Table(dict):
    """Field number -> ("<i", 5) and the like, or an object."""


class Vector:
    def __init__(self, fmt, values, align=4):
        self.data = struct.pack("<" + fmt * len(values), *values) if fmt != "raw" else bytes(values)
        self.count, self.align = len(values), align


class Objects(list):
    pass


class Text(str):
    pass


def pad(out, align, ahead=0):
    out.extend(b"\0" * (-(len(out) + ahead) % align))


def put(out, thing, patch):
    """Appends `thing` and points the four bytes at `patch` to it."""
    if isinstance(thing, Table):
        inline, at = {}, 4
        for number, value in sorted(thing.items(), key=lambda f: f[0]):
            size = struct.calcsize(value[0]) if isinstance(value, tuple) else 4
            at += -at % size
            inline[number] = at
            at += size
        slots = max(thing, default=-1) + 1
        pad(out, 2)
        vtable = len(out)
        out += struct.pack("<HH", 4 + 2 * slots, at) + b"".join(struct.pack("<H", inline.get(i, 0)) for i in range(slots))
        pad(out, 8)
        here = len(out)
        out += struct.pack("<i", here - vtable) + bytes(at - 4)
        struct.pack_into("<I", out, patch, here - patch)
        for number, value in thing.items():
            if isinstance(value, tuple):
                struct.pack_into(value[0], out, here + inline[number], value[1])
            else:
                put(out, value, here + inline[number])
        return
    if isinstance(thing, Vector):
        pad(out, thing.align, 4)
        struct.pack_into("<I", out, patch, len(out) - patch)
        out += struct.pack("<I", thing.count) + thing.data
    elif isinstance(thing, Text):
        pad(out, 4)
        struct.pack_into("<I", out, patch, len(out) - patch)
        data = thing.encode()
        out += struct.pack("<I", len(data)) + data + b"\0"
    else:
        pad(out, 4)
        struct.pack_into("<I", out, patch, len(out) - patch)
        out += struct.pack("<I", len(thing)) + bytes(4 * len(thing))
        first = len(out) - 4 * len(thing)
        for i, item in enumerate(thing):
            put(out, item, first + 4 * i)


def quantization(scales, zero_points, axis=0):
    return Table({2: Vector("f", scales), 3: Vector("q", zero_points, 8), 6: ("<i", axis)})


def tensor(name, dims, kind, buffer, quantized=None, sparse=False):
    t = Table({0: Vector("i", dims), 1: ("<b", kind), 2: ("<I", buffer), 3: Text(name)})
    if quantized:
        t[4] = quantized
    if sparse:
        t[6] = Table()
    return t


def operator(code, inputs, outputs):
    return Table({0: ("<I", code), 1: Vector("i", inputs), 2: Vector("i", outputs)})


def model(tensors, buffers, codes, operators, outside=()):
    """`buffers`: bytes each; `outside`: indices of those whose bytes stand behind the flatbuffer."""
    tables = Objects()
    for i, data in enumerate(buffers):
        if i in outside:
            tables.append(Table({1: ("<Q", 0), 2: ("<Q", len(data))}))
        else:
            tables.append(Table({0: Vector("raw", data, 16)} if data else {}))
    root = Table({
        0: ("<I", 3),
        1: Objects(Table({0: ("<b", min(c, 127)), 3: ("<i", c)}) for c in codes),
        2: Objects([Table({0: Objects(tensors), 1: Vector("i", [0]), 2: Vector("i", [0]), 3: Objects(operators), 4: Text("main")})]),
        3: Text("made by a test"),
        4: tables,
    })
    out = bytearray(struct.pack("<I", 0) + b"TFL3")
    put(out, root, 0)
    pad(out, 16)
    for i in outside:
        at = buffer_tables(bytes(out))[i]
        struct.pack_into("<Q", out, field(out, at, 1), len(out))
        out += buffers[i]
    return bytes(out)


# Reading

def u32(data, at):
    return struct.unpack_from("<I", data, at)[0]


def field(data, table, number):
    """Where field `number` of the table stands; None where it is left out."""
    vtable = table - struct.unpack_from("<i", data, table)[0]
    size = struct.unpack_from("<H", data, vtable)[0]
    if 4 + 2 * number >= size:
        return None
    offset = struct.unpack_from("<H", data, vtable + 4 + 2 * number)[0]
    return table + offset if offset else None


def follow(data, at):
    return None if at is None else at + u32(data, at)


def tables_of(data, at):
    """The tables of a vector of tables."""
    vector = follow(data, at)
    return [] if vector is None else [follow(data, vector + 4 + 4 * i) for i in range(u32(data, vector))]


def buffer_tables(data):
    return tables_of(data, field(data, u32(data, 0), 4))


def scalar(data, table, number, fmt, default=0):
    at = field(data, table, number)
    return default if at is None else struct.unpack_from(fmt, data, at)[0]


def text(data, table, number):
    at = follow(data, field(data, table, number))
    return "" if at is None else data[at + 4:at + 4 + u32(data, at)].decode()


def buffer_range(data, index):
    table = buffer_tables(data)[index]
    offset, size = scalar(data, table, 1, "<Q"), scalar(data, table, 2, "<Q")
    if offset > 1 and size:
        return offset, size
    at = follow(data, field(data, table, 0))
    return (0, 0) if at is None else (at + 4, u32(data, at))


def constants(data):
    """[(name, array of the stored integers or floats, offset, bytes)] of tensors with constant buffers."""
    assert data[4:8] == b"TFL3"
    found = []
    for graph in tables_of(data, field(data, u32(data, 0), 2)):
        for t in tables_of(data, field(data, graph, 0)):
            offset, size = buffer_range(data, scalar(data, t, 2, "<I"))
            if not size:
                continue
            dims_at = follow(data, field(data, t, 0))
            dims = [] if dims_at is None else list(struct.unpack_from(f"<{u32(data, dims_at)}i", data, dims_at + 4))
            kind = scalar(data, t, 1, "<b")
            raw = data[offset:offset + size]
            array = None
            if kind == INT4:
                halves = np.frombuffer(raw, np.uint8)
                array = np.stack([halves & 15, halves >> 4], 1).ravel()[:int(np.prod(dims))].astype(np.int8)
                array = np.where(array > 7, array - 16, array).astype(np.int8).reshape(dims)
            elif kind in TYPES and field(data, t, 6) is None:
                array = np.frombuffer(raw, TYPES[kind]).reshape(dims)
            found.append((text(data, t, 3), array, offset, size))
    return found


def sample_model():
    """A small model with per-channel int8, int4, float16 behind DEQUANTIZE, a shared buffer, a sparse tensor and a
    buffer outside of the flatbuffer."""
    rng = np.random.default_rng(9)

    def i8(*dims):
        return rng.integers(-127, 128, dims, dtype=np.int8)

    half = rng.standard_normal((3, 4)).astype(np.float16)
    outside = rng.standard_normal((2, 5)).astype(np.float32)
    buffers = [b"", i8(2, 3, 3, 1).tobytes(), np.arange(2, dtype=np.int32).tobytes(), i8(1, 3, 3, 2).tobytes(),
               half.tobytes(), bytes([0x21, 0x43, 0xF5]), outside.tobytes(), np.array([1, 2], np.int32).tobytes(), b"\1\2\3\4"]
    tensors = [
        tensor("input", [1, 8, 8, 1], 9, 0),
        tensor("conv/kernel", [2, 3, 3, 1], 9, 1, quantization([0.5, 0.25], [0, 0], 0)),
        tensor("conv/bias", [2], 2, 2, quantization([0.125, 0.0625], [0, 0], 0)),
        tensor("conv/out", [1, 6, 6, 2], 9, 0),
        tensor("dw/kernel", [1, 3, 3, 2], 9, 3, quantization([0.5], [3])),
        tensor("half", [3, 4], 1, 4),
        tensor("half_dequantized", [3, 4], 0, 0),
        tensor("small/weights;fused/other", [5], INT4, 5, quantization([2.0], [0])),
        tensor("far", [2, 5], 0, 6),
        tensor("shape", [2], 2, 7),
        tensor("shape_again", [2], 2, 7),
        tensor("sparse", [2, 2], 9, 8, sparse=True),
        tensor("shape", [], 2, 0),
    ]
    operators = [operator(0, [0, 1, 2], [3]), operator(1, [3, 4, -1], [3]), operator(2, [5], [6]), operator(3, [3, 6, -1], [3]),
                 operator(3, [3, 8], [3])]
    return model(tensors, buffers, [3, 4, 6, 9], operators, outside=(6,))
