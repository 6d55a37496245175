"""GraphDef messages, written and read with struct and the field numbers of TensorFlow's .proto files alone: the judge of
what the program writes. Knows nothing of the program's own code."""
import struct

import numpy as np

DTYPES = {1: "<f4", 2: "<f8", 3: "<i4", 4: "u1", 5: "<i2", 6: "i1", 9: "<i8", 10: "?", 19: "<f2"}
NUMBERS = {np.dtype(v).str: k for k, v in DTYPES.items()}


# Writing

def varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number, value):
    """bytes: length-delimited; int: varint; float: fixed32."""
    if isinstance(value, bytes):
        return varint(number << 3 | 2) + varint(len(value)) + value
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    return varint(number << 3) + varint(value)


def shape(dims):
    return b"".join(field(2, field(1, d) if d else b"") for d in dims)


def tensor(array, values=None):
    """A TensorProto; `values`: the bytes of the value fields in place of tensor_content."""
    array = np.ascontiguousarray(array) if np.ndim(array) else np.asarray(array)
    out = field(1, NUMBERS[array.dtype.str]) + field(2, shape(array.shape))
    return out + (field(4, array.tobytes()) if values is None else values)


def attr(key, value):
    return field(5, field(1, key.encode()) + field(2, value))


def node(name, op, inputs=(), *attrs):
    return field(1, name.encode()) + field(2, op.encode()) + b"".join(field(3, i.encode()) for i in inputs) + b"".join(attrs)


def const(name, message):
    number = message[1]  # the TensorProto begins with its dtype
    return node(name, "Const", (), attr("dtype", field(6, number)), attr("value", field(8, message)))


def graph(nodes, functions=()):
    """functions: pairs of name and nodes."""
    out = b"".join(field(1, n) for n in nodes)
    if functions:
        out += field(2, b"".join(field(1, field(1, field(1, name.encode())) + b"".join(field(3, n) for n in inner))
                                 for name, inner in functions))
    return out + field(4, field(1, 1087) + field(2, 12))


# Reading

def fields(message):
    """(number, wire type, value, raw bytes of the whole field)"""
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        begin = at
        tag = number()
        kind = tag & 7
        if kind == 0:
            value = number()
        elif kind == 2:
            length = number()
            assert at + length <= len(message), "a field passes the end of its message"
            value = message[at:at + length]
            at += length
        else:
            length = {1: 8, 5: 4}[kind]
            assert at + length <= len(message), "a number passes the end of its message"
            value = message[at:at + length]
            at += length
        yield tag >> 3, kind, value, message[begin:at]


def array_of(message):
    """The value of a TensorProto: tensor_content, or typed values with the last one repeated; None for text."""
    dtype, dims, content, typed = None, [], b"", []
    for number, kind, value, _ in fields(message):
        if number == 1:
            if value not in DTYPES:
                return None
            dtype = np.dtype(DTYPES[value])
        elif number == 2:
            for n, _, dim, _ in fields(value):
                if n == 2:
                    dims.append(next((v for m, _, v, _ in fields(dim) if m == 1), 0))
        elif number == 4:
            content = value
        elif number == 5:
            typed += np.frombuffer(value, "<f4").tolist()
        elif number == 6:
            typed += np.frombuffer(value, "<f8").tolist()
        elif number in (7, 10, 11, 13):
            numbers = [value]
            if kind == 2:
                numbers, rest = [], value
                while rest:
                    n, shift, i = 0, 0, 0
                    while True:
                        n |= (rest[i] & 127) << shift
                        shift += 7
                        i += 1
                        if rest[i - 1] < 128:
                            break
                    numbers.append(n)
                    rest = rest[i:]
            typed += [n - (1 << 64) if n >= 1 << 63 else n for n in numbers]
    count = int(np.prod(dims, dtype=np.int64))
    if content:
        return np.frombuffer(content, dtype).reshape(dims)
    typed = typed or [0]
    if dtype == np.float16:
        typed = np.array(typed, np.uint16).view(np.float16).tolist()
    return np.array((typed + [typed[-1]] * (count - len(typed)))[:count], dtype).reshape(dims)


def constants(data):
    """{name: (array, raw node)} of the graph and, as function/name, of its functions; and everything else in order."""
    consts, others = {}, []

    def visit(raw, prefix):
        name = op = None
        value = None
        for number, _, content, _ in fields(raw):
            if number == 1:
                name = content.decode()
            elif number == 2:
                op = content.decode()
            elif number == 5:
                entry = {n: v for n, _, v, _ in fields(content)}
                if entry[1] == b"value":
                    value = next((v for n, _, v, _ in fields(entry[2]) if n == 8), None)
        array = array_of(value) if op == "Const" and value is not None else None
        if array is not None:
            consts[prefix + name] = (array, raw)
        else:
            others.append(raw)

    for number, _, content, raw in fields(data):
        if number == 1:
            visit(content, "")
        elif number == 2:
            for n, _, function, whole in fields(content):
                if n != 1:
                    others.append(whole)
                    continue
                inner = list(fields(function))
                name = next(v for m, _, v, _ in inner if m == 1)
                prefix = next(v for m, _, v, _ in fields(name) if m == 1).decode() + "/"
                for m, _, v, w in inner:
                    if m == 3:
                        visit(v, prefix)
                    else:
                        others.append(w)
        else:
            others.append(raw)
    return consts, others


def sample_graph():
    """A small graph with every way of storing values that the program knows, and things that it must keep."""
    rng = np.random.default_rng(5)

    def f32(*dims):
        return rng.standard_normal(dims).astype(np.float32)

    packed = f32(3)
    nodes = [
        node("input", "Placeholder", (), attr("dtype", field(6, 1))),
        const("conv/weights", tensor(f32(3, 3, 2, 4))),
        node("conv/weights/read", "Identity", ("conv/weights",)),
        node("conv/Conv2D", "Conv2D", ("input", "conv/weights/read:0", "^input"), attr("unknown_to_all", field(2, b"kept"))),
        const("conv/biases", tensor(f32(4), field(5, f32(4).tobytes()))),
        node("conv/BiasAdd", "BiasAdd", ("conv/Conv2D", "conv/biases")),
        const("dw/kernel", tensor(f32(3, 3, 4, 1))),
        node("dw/op", "DepthwiseConv2dNative", ("conv/BiasAdd", "dw/kernel")),
        const("bn/a", tensor(f32(4))), const("bn/b", tensor(f32(4))),
        const("bn/c", tensor(f32(4))), const("bn/d", tensor(np.zeros(4, np.float32), field(5, struct.pack("<f", 1.5)))),
        node("bn/op", "FusedBatchNormV3", ("dw/op", "bn/a", "bn/b", "bn/c", "bn/d")),
        const("shape", tensor(np.zeros(2, np.int32), field(7, varint(-1) + varint(4)))),
        node("flat", "Reshape", ("bn/op", "shape")),
        const("fc", tensor(f32(5, 4))),
        node("fc/op", "MatMul", ("flat", "fc"), attr("transpose_b", field(5, 1))),
        const("single", tensor(np.zeros((), np.int64), field(10, -7))),
        const("zeros", tensor(np.zeros((2, 3), np.float64), b"")),
        const("unpacked", tensor(packed, b"".join(field(5, float(x)) for x in packed))),
        const("flags", tensor(np.zeros(5, bool), field(11, b"\1\0\1"))),
        const("half", tensor(np.zeros(2, np.float16), field(13, varint(0x3C00) + varint(0xC000)))),
        const("empty", tensor(np.zeros((0, 3), np.float32), b"")),
        node("labels", "Const", (), attr("dtype", field(6, 7)),
             attr("value", field(8, field(1, 7) + field(2, shape([2])) + field(8, b"cat") + field(8, b"dog")))),
    ]
    inner = [const("offset", tensor(f32(6))), node("sum", "AddV2", ("x", "offset:output:0"))]
    return graph(nodes, [("helper", inner)])
