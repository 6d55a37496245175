#!/usr/bin/python3
"""Reads TensorFlow checkpoints (V2 bundles and V1 tables) with nothing but NumPy and the format's description.

usage: bundle_reader.py dump PREFIX_OR_FILE          prints what the checkpoint holds as JSON
       bundle_reader.py facts SAMPLES_DIR            compares every TensorFlow sample with its facts.json

V2: tensorflow/core/protobuf/tensor_bundle.proto; V1: tensorflow/core/util/saved_tensor_slice.proto.
Every block's and every tensor's CRC-32C is verified.
"""
import hashlib
import json
import os
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import numpy  # noqa: E402
from wire import FormatError, Table, crc32c, fields, mask, signed, slice_key, varint  # noqa: E402

# Number in tensorflow/core/framework/types.proto: name, bytes of an element.
DTYPES = {1: ("float32", 4), 2: ("float64", 8), 3: ("int32", 4), 4: ("uint8", 1), 5: ("int16", 2), 6: ("int8", 1),
          7: ("string", 0), 8: ("complex64", 8), 9: ("int64", 8), 10: ("bool", 1), 11: ("qint8", 1), 12: ("quint8", 1),
          13: ("qint32", 4), 14: ("bfloat16", 2), 15: ("qint16", 2), 16: ("quint16", 2), 17: ("uint16", 2),
          18: ("complex128", 16), 19: ("float16", 2), 22: ("uint32", 4), 23: ("uint64", 8),
          24: ("float8_e5m2", 1), 25: ("float8_e4m3fn", 1)}
NUMBERS = {name: number for number, (name, _) in DTYPES.items()}


def parse_shape(data):
    dims = []
    for number, _, value in fields(data):
        if number == 2:
            dims.append(next((signed(v) for n, _, v in fields(value) if n == 1), 0))
    return dims


def parse_slice(data):
    extents = []
    for number, _, value in fields(data):
        if number == 1:
            start, length = 0, -1
            for n, _, v in fields(value):
                if n == 1:
                    start = signed(v)
                elif n == 2:
                    length = signed(v)
            extents.append((start, length))
    return extents


class Tensor:
    def __init__(self, name, dtype, shape):
        self.name, self.dtype, self.shape = name, dtype, shape
        self.data = b""       # C order, little endian
        self.elements = None  # of strings
        self.slices = []      # [(start, length), ...] of each part, in the order of the index
        self.place = None     # (shard, offset, size)

    @property
    def count(self):
        return int(numpy.prod(self.shape, dtype=numpy.int64)) if self.shape else 1


class Bundle:
    """A V2 checkpoint. `tensors` in the order of the index; `raw` every entry as the index has it."""

    def __init__(self, prefix):
        self.prefix = prefix
        with open(prefix + ".index", "rb") as file:
            self.table = Table(file.read())
        self.raw = dict(self.table.entries)
        if b"" not in self.raw:
            raise FormatError("no header in the index")
        self.shards, self.big_endian, self.version = 0, False, {}
        for number, _, value in fields(self.raw[b""]):
            if number == 1:
                self.shards = value
            elif number == 2:
                self.big_endian = value == 1
            elif number == 3:
                self.version = {n: v for n, _, v in fields(value)}
        self._files = {}
        self.tensors, used = [], {b""}
        for key, value in self.table.entries:
            if key in (b"",) or key[:1] == b"\0":
                continue
            self.tensors.append(self._tensor(key, value, used))
        if used != set(self.raw):
            raise FormatError(f"entries that belong to nothing: {sorted(set(self.raw) - used)[:3]}")
        self.by_name = {t.name: t for t in self.tensors}

    def shard_name(self, shard):
        return f"{self.prefix}.data-{shard:05d}-of-{self.shards:05d}"

    def _bytes(self, shard, offset, size):
        if not 0 <= shard < self.shards:
            raise FormatError(f"there is no shard {shard}")
        if shard not in self._files:
            with open(self.shard_name(shard), "rb") as file:
                self._files[shard] = file.read()
        data = self._files[shard]
        if offset > len(data) or size > len(data) - offset:
            raise FormatError("a tensor passes the end of its shard")
        return data[offset:offset + size]

    @staticmethod
    def _entry(value):
        entry = {"dtype": 0, "shape": [], "shard": 0, "offset": 0, "size": 0, "crc": 0, "slices": []}
        for number, _, v in fields(value):
            if number == 1:
                entry["dtype"] = v
            elif number == 2:
                entry["shape"] = parse_shape(v)
            elif number in (3, 4, 5):
                entry[{3: "shard", 4: "offset", 5: "size"}[number]] = signed(v)
            elif number == 6:
                entry["crc"] = v
            elif number == 7:
                entry["slices"].append(parse_slice(v))
        return entry

    def _tensor(self, key, value, used):
        entry = self._entry(value)
        used.add(key)
        tensor = Tensor(key.decode(), DTYPES[entry["dtype"]][0], entry["shape"])
        if not entry["slices"]:
            self._value(tensor, entry)
            return tensor
        whole = None
        covered = numpy.zeros(tensor.shape, bool)
        for extents in entry["slices"]:
            part_key = slice_key(tensor.name, extents)
            if part_key not in self.raw:
                raise FormatError(f"{tensor.name}: no entry for the slice {extents}")
            used.add(part_key)
            part_entry = self._entry(self.raw[part_key])
            part = Tensor(tensor.name, tensor.dtype, part_entry["shape"])
            self._value(part, part_entry)
            where = tuple(slice(s, s + (n if n >= 0 else d)) for (s, n), d in zip(extents, tensor.shape))
            item = DTYPES[entry["dtype"]][1]
            if whole is None:
                whole = numpy.zeros(tensor.shape, f"V{item}")
            whole[where] = numpy.frombuffer(part.data, f"V{item}").reshape(part.shape)
            if covered[where].any():
                raise FormatError(f"{tensor.name}: slices overlap")
            covered[where] = True
            tensor.slices.append(extents)
        if not covered.all():
            raise FormatError(f"{tensor.name}: slices do not cover it")
        tensor.data = whole.tobytes()
        return tensor

    def _value(self, tensor, entry):
        tensor.place = (entry["shard"], entry["offset"], entry["size"])
        stored = self._bytes(*tensor.place)
        if tensor.dtype == "string":
            crc, at, lengths = 0, 0, []
            for _ in range(tensor.count):
                length, at = varint(stored, at)
                lengths.append(length)
                crc = crc32c(struct.pack("<I" if length <= 0xFFFFFFFF else "<Q", length), crc)
            if stored[at:at + 4] != struct.pack("<I", mask(crc)):
                raise FormatError(f"{tensor.name}: wrong CRC of the string lengths")
            crc = crc32c(stored[at:], crc)
            at += 4
            tensor.elements = []
            for length in lengths:
                tensor.elements.append(stored[at:at + length])
                at += length
            if at != len(stored):
                raise FormatError(f"{tensor.name}: strings do not fill their entry")
        else:
            item = DTYPES[NUMBERS[tensor.dtype]][1]
            if len(stored) != tensor.count * item:
                raise FormatError(f"{tensor.name}: {len(stored)} bytes for shape {tensor.shape} of {tensor.dtype}")
            crc = crc32c(stored)
            tensor.data = stored
            if self.big_endian and item > 1:
                part = item // 2 if tensor.dtype.startswith("complex") else item
                tensor.data = numpy.frombuffer(stored, f">u{part}").astype(f"<u{part}").tobytes()
        if mask(crc) != entry["crc"]:
            raise FormatError(f"{tensor.name}: wrong CRC of the tensor")


# --- V1 ------------------------------------------------------------------------------------------------------------

def _packed(values, kind):
    """Repeated scalars, packed or one by one; kind 'f' (fixed 4), 'd' (fixed 8) or 'v' (varint)."""
    out = []
    for wire, value in values:
        if wire != 2:
            out.append(value)
        elif kind == "v":
            at = 0
            while at < len(value):
                one, at = varint(value, at)
                out.append(one)
        else:
            out += [x[0] for x in struct.iter_unpack("<I" if kind == "f" else "<Q", value)]
    return out


# Field of TensorProto that holds a type, and the unsigned NumPy type of its stored parts.
VALUE_FIELDS = {"float32": (5, "f", "<u4"), "float64": (6, "d", "<u8"), "complex64": (9, "f", "<u4"),
                "complex128": (12, "d", "<u8"), "int64": (10, "v", "<u8"), "bool": (11, "v", "<u1"),
                "float16": (13, "v", "<u2"), "bfloat16": (13, "v", "<u2"), "uint32": (16, "v", "<u4"),
                "uint64": (17, "v", "<u8"), "int32": (7, "v", "<u4"), "qint32": (7, "v", "<u4"),
                "int16": (7, "v", "<u2"), "uint16": (7, "v", "<u2"), "qint16": (7, "v", "<u2"),
                "quint16": (7, "v", "<u2"), "int8": (7, "v", "<u1"), "uint8": (7, "v", "<u1"),
                "qint8": (7, "v", "<u1"), "quint8": (7, "v", "<u1")}


def tensor_proto_values(data, dtype):
    parts = {}
    for number, wire, value in fields(data):
        parts.setdefault(number, []).append((wire, value))
    if 4 in parts and parts[4][-1][1]:
        return parts[4][-1][1]
    if dtype == "string":
        return [value for _, value in parts.get(8, [])]
    number, kind, store = VALUE_FIELDS[dtype]
    values = numpy.array(_packed(parts.get(number, []), kind), numpy.uint64)
    return values.astype(store).tobytes()


class TableV1:
    """A V1 checkpoint, one file or all of its shards."""

    def __init__(self, paths):
        self.tensors, self.by_name = [], {}
        for path in paths:
            self._add(path)

    def _add(self, path):
        with open(path, "rb") as file:
            self.table = Table(file.read())
        raw = dict(self.table.entries)
        meta = next(v for n, _, v in fields(raw[b""]) if n == 1)
        for number, _, value in fields(meta):
            if number != 1:
                continue
            name, shape, kind, slices = "", [], 0, []
            for n, _, v in fields(value):
                if n == 1:
                    name = v.decode()
                elif n == 2:
                    shape = parse_shape(v)
                elif n == 3:
                    kind = v
                elif n == 4:
                    slices.append(parse_slice(v))
            tensor = self.by_name.get(name)
            if tensor is None:
                tensor = Tensor(name, DTYPES[kind][0], shape)
                tensor.data = bytearray(tensor.count * DTYPES[kind][1])
                self.tensors.append(tensor)
                self.by_name[name] = tensor
            for extents in slices:
                self._slice(tensor, extents, raw)

    @staticmethod
    def _slice(tensor, extents, raw):
        saved = raw[slice_key(tensor.name, extents)]
        body = next(v for n, _, v in fields(saved) if n == 2)
        proto = next(v for n, _, v in fields(body) if n == 3)
        values = tensor_proto_values(proto, tensor.dtype)
        tensor.slices.append(extents)
        if tensor.dtype == "string":
            tensor.elements = values
            return
        item = DTYPES[NUMBERS[tensor.dtype]][1]
        whole = numpy.frombuffer(tensor.data, f"V{item}").reshape(tensor.shape)
        where = tuple(slice(s, s + (n if n >= 0 else d)) for (s, n), d in zip(extents, tensor.shape))
        whole[where] = numpy.frombuffer(values, f"V{item}").reshape(whole[where].shape)


def read_checkpoint(path):
    if os.path.exists(path + ".index"):
        return Bundle(path)
    if path.endswith(".index"):
        return Bundle(path[:-6])
    return TableV1([path])


def describe(tensor):
    row = {"name": tensor.name, "dtype": tensor.dtype, "shape": tensor.shape}
    if tensor.slices:
        row["slices"] = tensor.slices
    if tensor.elements is not None:
        row["element_sha256"] = [hashlib.sha256(e).hexdigest() for e in tensor.elements]
    else:
        row["sha256"] = hashlib.sha256(tensor.data).hexdigest()
    return row


def object_graph(bundle):
    """Bytes of the object graph of a V2 checkpoint; None where it is name-based."""
    tensor = bundle.by_name.get("_CHECKPOINTABLE_OBJECT_GRAPH")
    return tensor.elements[0] if tensor else None


def check_facts(samples):
    failed = compared = 0
    for family in ("tf-checkpoint-v1", "tf-checkpoint-v2", "tf-savedmodel"):
        for name in sorted(os.listdir(os.path.join(samples, family))):
            folder = os.path.join(samples, family, name)
            with open(os.path.join(folder, "facts.json"), encoding="utf-8") as file:
                facts = json.load(file)
            files = [os.path.join(folder, f["file"]) for f in facts["files"]]
            index = next((f for f in files if f.endswith(".index")), files[0])
            found = [describe(t) for t in read_checkpoint(index).tensors]
            wanted = facts["tensors"]
            same = [t["name"] for t in found] == [t["name"] for t in wanted] and all(
                a["shape"] == b["shape"] and a["dtype"] == b["dtype"] and a.get("sha256") == b.get("sha256") and
                a.get("element_sha256") == b.get("element_sha256") for a, b in zip(found, wanted))
            print(f"{family}/{name}: {len(found)} tensors, {'same' if same else 'DIFFERS'}")
            compared += 1
            failed += not same
    return 1 if failed or not compared else 0


def main():
    if sys.argv[1] == "facts":
        if not os.path.isdir(sys.argv[2]):
            print(f"SKIPPED: there are no samples in {sys.argv[2]}; nothing was compared")
            return 0
        return check_facts(sys.argv[2])
    checkpoint = read_checkpoint(sys.argv[2])
    print(json.dumps({"tensors": [describe(t) for t in checkpoint.tensors]}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
