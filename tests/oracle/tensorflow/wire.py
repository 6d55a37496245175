"""What TensorFlow's checkpoint files are made of: CRC-32C, Snappy, protobuf fields, ordered keys, SSTables.

Written from the published descriptions alone (LevelDB's doc/table_format.md, Snappy's format_description.txt, the
protobuf encoding guide); shares nothing with the C++ of the project, so that it can judge it.
"""
import struct

import numpy


class FormatError(Exception):
    """The file breaks a rule of its format."""


# --- CRC-32C (Castagnoli, reflected polynomial 0x82F63B78) ---------------------------------------------------------

def _make_table():
    table = numpy.arange(256, dtype=numpy.uint32)
    for _ in range(8):
        table = numpy.where(table & 1, (table >> 1) ^ numpy.uint32(0x82F63B78), table >> 1)
    return table.astype(numpy.uint32)


_TABLE = _make_table()
_TABLE_LIST = [int(x) for x in _TABLE]


def _zeros_operator(count):
    """Columns of the matrix that appends `count` zero bytes to a CRC register."""
    def times(matrix, vector):
        result, i = 0, 0
        while vector:
            if vector & 1:
                result ^= matrix[i]
            vector >>= 1
            i += 1
        return result

    one = [(_TABLE_LIST[(1 << i) & 0xFF] ^ ((1 << i) >> 8)) for i in range(32)]
    result = [1 << i for i in range(32)]
    while count:
        if count & 1:
            result = [times(one, column) for column in result]
        one = [times(one, column) for column in one]
        count >>= 1
    return lambda crc: times(result, crc)


def crc32c(data, crc=0):
    """CRC-32C of `data`, continuing `crc`. Long data runs in parallel lanes that are joined afterwards."""
    data = bytes(data)
    register = crc ^ 0xFFFFFFFF
    if len(data) >= 1 << 14:
        lanes = 256
        width = len(data) // lanes
        block = numpy.frombuffer(data, numpy.uint8, lanes * width).reshape(lanes, width)
        registers = numpy.zeros(lanes, numpy.uint32)
        for column in range(width):
            registers = _TABLE[(registers ^ block[:, column]) & 0xFF] ^ (registers >> numpy.uint32(8))
        shift = _zeros_operator(width)
        for lane in registers:
            register = shift(register) ^ int(lane)
        data = data[lanes * width:]
    for byte in data:
        register = _TABLE_LIST[(register ^ byte) & 0xFF] ^ (register >> 8)
    return register ^ 0xFFFFFFFF


def mask(crc):
    """The form in which LevelDB and TensorFlow store a CRC."""
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


# --- varints, protobuf ---------------------------------------------------------------------------------------------

def varint(data, at):
    value = shift = 0
    while True:
        if at >= len(data):
            raise FormatError("a varint passes the end")
        if shift > 63:
            raise FormatError("a varint does not end")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, at
        shift += 7


def put_varint(value):
    value &= 0xFFFFFFFFFFFFFFFF
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def signed(value):
    return value - (1 << 64) if value >= 1 << 63 else value


def fields(data):
    """(number, wire type, value) of every field; value is an int or bytes."""
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        number, wire = tag >> 3, tag & 7
        if number == 0:
            raise FormatError("field number 0")
        if wire == 0:
            value, at = varint(data, at)
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
            if len(data) - at < size:
                raise FormatError("a fixed field passes the end")
            value = int.from_bytes(data[at:at + size], "little")
            at += size
        elif wire == 2:
            size, at = varint(data, at)
            if size > len(data) - at:
                raise FormatError("a field is longer than its message")
            value = bytes(data[at:at + size])
            at += size
        else:
            raise FormatError(f"wire type {wire}")
        yield number, wire, value


def field(number, value):
    """One field: bytes and str as length-delimited, int as varint."""
    if isinstance(value, str):
        value = value.encode()
    if isinstance(value, (bytes, bytearray)):
        return put_varint(number << 3 | 2) + put_varint(len(value)) + bytes(value)
    return put_varint(number << 3) + put_varint(value)


def fixed32(number, value):
    return put_varint(number << 3 | 5) + struct.pack("<I", value)


# --- Snappy --------------------------------------------------------------------------------------------------------

def snappy_decompress(data):
    size, at = varint(data, 0)
    if size > 64 * len(data) + 64:
        raise FormatError(f"{len(data)} bytes of Snappy cannot hold {size}")
    out = bytearray()
    while at < len(data):
        tag = data[at]
        at += 1
        if tag & 3 == 0:
            length = (tag >> 2) + 1
            if length > 60:
                extra = length - 60
                length = int.from_bytes(data[at:at + extra], "little") + 1
                at += extra
            if length > len(data) - at:
                raise FormatError("a Snappy literal passes the end")
            out += data[at:at + length]
            at += length
        else:
            if tag & 3 == 1:
                length, extra, high = (tag >> 2 & 7) + 4, 1, tag >> 5
            else:
                length, extra, high = (tag >> 2) + 1, 2 if tag & 3 == 2 else 4, 0
            if extra > len(data) - at:
                raise FormatError("a Snappy copy passes the end")
            offset = int.from_bytes(data[at:at + extra], "little") | high << 8
            at += extra
            if offset == 0 or offset > len(out):
                raise FormatError("a Snappy copy reaches before the start")
            for _ in range(length):  # may overlap what it makes
                out.append(out[-offset])
        if len(out) > size:
            raise FormatError("Snappy yields more than it says")
    if len(out) != size:
        raise FormatError("Snappy yields less than it says")
    return bytes(out)


def snappy_compress(data):
    """A plain greedy encoder: literals and copies with 2-byte offsets."""
    out = bytearray(put_varint(len(data)))

    def literal(begin, end):
        while begin < end:
            length = min(end - begin, 65536)
            if length <= 60:
                out.append((length - 1) << 2)
            else:
                out.append(61 << 2)
                out.extend(struct.pack("<H", length - 1))
            out.extend(data[begin:begin + length])
            begin += length

    seen, at, pending = {}, 0, 0
    while at + 4 <= len(data):
        key = data[at:at + 4]
        found = seen.get(key)
        seen[key] = at
        if found is None or at - found > 65535:
            at += 1
            continue
        length = 4
        while length < 64 and at + length < len(data) and data[found + length] == data[at + length]:
            length += 1
        literal(pending, at)
        out.append((length - 1) << 2 | 2)
        out.extend(struct.pack("<H", at - found))
        at += length
        pending = at
    literal(pending, len(data))
    return bytes(out)


# --- ordered keys (TensorFlow's OrderedCode) -----------------------------------------------------------------------

def ordered_number(value):
    size = (value.bit_length() + 7) // 8
    return bytes([size]) + value.to_bytes(size, "big")


def ordered_string(text):
    escaped = {0x00: b"\0\xff", 0xFF: b"\xff\0"}
    return b"".join(escaped.get(byte, bytes([byte])) for byte in text.encode()) + b"\0\1"


def ordered_signed(value):
    magnitude = ~value if value < 0 else value
    size = magnitude.bit_length() // 7 + 1
    out = bytearray(value.to_bytes(max(size, 2) + 8, "big", signed=True)[-size:])
    header = ((1 << size) - 1) << (16 - size)
    out[0] ^= header >> 8
    if size > 1:
        out[1] ^= header & 0xFF
    return bytes(out)


def slice_key(name, extents):
    """Key of the slice [(start, length), ...] of a tensor; a whole axis is (0, -1)."""
    key = ordered_number(0) + ordered_string(name) + ordered_number(len(extents))
    return key + b"".join(ordered_signed(start) + ordered_signed(length) for start, length in extents)


# --- SSTable -------------------------------------------------------------------------------------------------------

MAGIC = 0xDB4775248B80FB57


class Table:
    """All entries of a table, in order; every block's CRC is checked."""

    def __init__(self, data):
        self.compression = []
        if len(data) < 48 or struct.unpack_from("<Q", data, len(data) - 8)[0] != MAGIC:
            raise FormatError("no SSTable: the magic number is missing")
        footer = data[-48:-8]
        at = 0
        handle = []
        for _ in range(4):
            value, at = varint(footer, at)
            handle.append(value)
        self.meta = list(self._block(data, handle[0], handle[1]))
        self.entries = []
        last = None
        for separator, where in self._block(data, handle[2], handle[3]):
            offset, at = varint(where, 0)
            size, at = varint(where, at)
            for key, value in self._block(data, offset, size):
                if last is not None and key <= last:
                    raise FormatError(f"keys are not in order: {key!r} after {last!r}")
                last = key
                self.entries.append((key, value))
            if last is not None and last > separator:
                raise FormatError("the index key of a block is smaller than its last key")

    def _block(self, data, offset, size):
        if offset > len(data) or size > len(data) - offset or len(data) - offset - size < 5:
            raise FormatError("a block lies outside the file")
        stored = data[offset:offset + size + 5]
        if struct.unpack_from("<I", stored, size + 1)[0] != mask(crc32c(stored[:size + 1])):
            raise FormatError(f"wrong CRC of the block at {offset}")
        kind = stored[size]
        self.compression.append({0: "none", 1: "snappy"}.get(kind, str(kind)))
        if kind > 1:
            raise FormatError(f"block compression {kind}")
        block = snappy_decompress(stored[:size]) if kind else stored[:size]
        if len(block) < 4:
            raise FormatError("a block is too short")
        restarts = struct.unpack_from("<I", block, len(block) - 4)[0]
        end = len(block) - 4 - 4 * restarts
        if restarts == 0 or end < 0:
            raise FormatError("a block has no restart points")
        starts = set(struct.unpack_from(f"<{restarts}I", block, end))
        if 0 not in starts:
            raise FormatError("the first entry of a block is no restart point")
        at, key, entries = 0, b"", []
        while at < end:
            if at in starts:
                key = b""
                starts.discard(at)
                restarted = True
            else:
                restarted = False
            shared, at = varint(block, at)
            fresh, at = varint(block, at)
            size_value, at = varint(block, at)
            if restarted and shared:
                raise FormatError("a restart point shares bytes of its key")
            if shared > len(key) or fresh + size_value > end - at:
                raise FormatError("an entry passes the end of its block")
            key = key[:shared] + block[at:at + fresh]
            at += fresh
            entries.append((key, block[at:at + size_value]))
            at += size_value
        if starts - {0, end}:
            raise FormatError("a restart point is not at an entry")
        return entries


class TableBuilder:
    """Writes a table; keys must come in order."""

    def __init__(self, block_bytes=4096, restart_interval=16, snappy=False):
        self.block_bytes, self.restart_interval, self.snappy = block_bytes, restart_interval, snappy
        self.out, self.index, self.pending, self.pending_size = bytearray(), [], [], 0

    def add(self, key, value):
        self.pending.append((key, value))
        self.pending_size += len(key) + len(value) + 3
        if self.pending_size >= self.block_bytes:
            self._flush()

    def _flush(self):
        if self.pending:
            handle = self._write(self._pack(self.pending, self.restart_interval), self.snappy)
            self.index.append((self.pending[-1][0], handle))
            self.pending, self.pending_size = [], 0

    @staticmethod
    def _pack(entries, interval):
        out, restarts, last = bytearray(), [], b""
        for i, (key, value) in enumerate(entries):
            shared = 0
            if i % interval == 0:
                restarts.append(len(out))
            else:
                while shared < min(len(key), len(last)) and key[shared] == last[shared]:
                    shared += 1
            out += put_varint(shared) + put_varint(len(key) - shared) + put_varint(len(value)) + key[shared:] + value
            last = key
        restarts = restarts or [0]
        return bytes(out) + struct.pack(f"<{len(restarts)}I", *restarts) + struct.pack("<I", len(restarts))

    def _write(self, block, snappy):
        body = (snappy_compress(block) if snappy else block) + bytes([1 if snappy else 0])
        handle = put_varint(len(self.out)) + put_varint(len(body) - 1)
        self.out += body + struct.pack("<I", mask(crc32c(body)))
        return handle

    def finish(self):
        self._flush()
        meta = self._write(self._pack([], 1), False)
        index = self._write(self._pack(self.index, 1), False)
        self.out += (meta + index).ljust(40, b"\0") + struct.pack("<Q", MAGIC)
        return bytes(self.out)
