#!/usr/bin/python3
"""Damaged checkpoints give one typed error (JSON, exit code 3); damage of one tensor leaves the others.

usage: check_damage.py PROGRAM
"""
import json
import os
import shutil
import sys
import tempfile

import fixtures
from bundle_writer import Partitioned, entry_proto, little_endian, object_graph_bytes, slice_proto, string_scalar, write_bundle, write_v1
from support import Program, done, require, sha256
from wire import TableBuilder, crc32c, field, mask, put_varint, slice_key

program = Program(sys.argv[1])


def refused(path, what, codes=("Corrupt",)):
    """The whole file: one typed error that says where, nothing else on standard output."""
    result = program("inspect", path, "--json", "--hash", expect=None)
    try:
        error = json.loads(result.stdout)["error"]
    except (ValueError, KeyError):
        error = {}
    require(result.returncode == 3 and error.get("code") in codes and error.get("message") and error.get("file"),
            f"{what}: exit code {result.returncode}, {error or result.stdout[:200] + result.stderr[:200]}")


def others_stay(path, values, damaged, what):
    """Damage of the tensors `damaged`: told of them, everything else has its values."""
    result = program("inspect", path, "--json", "--hash", expect=None)
    try:
        shown = {t["name"]: t for t in json.loads(result.stdout)["tensors"]}
    except (ValueError, KeyError):
        require(False, f"{what}: the other tensors can be inspected {result.stdout[:300]} {result.stderr[:300]}")
        return
    good = {n: v for n, v in values.items() if n not in damaged}
    problems = [n for n, v in good.items() if n not in shown or
                (not isinstance(v, Partitioned) and v.dtype != object and shown[n].get("sha256") != sha256(little_endian(v)))]
    require(not problems, f"{what}: the {len(good)} other tensors are there {problems[:3]}")
    silent = [n for n in damaged if "sha256" in shown.get(n, {}) or not (shown.get(n, {}).get("error") or n in result.stderr)]
    require(not silent and result.returncode == 3, f"{what}: the damage is told, exit code {result.returncode} {silent}")


class BombBuilder(TableBuilder):
    """Data blocks that claim to be a gigabyte."""

    def _write(self, block, snappy):
        if not snappy:
            return super()._write(block, False)
        body = put_varint(1 << 30) + b"\xfe\x01\x00" * 100 + b"\x01"
        handle = put_varint(len(self.out)) + put_varint(len(body) - 1)
        self.out += body + mask(crc32c(body)).to_bytes(4, "little")
        return handle


def flip(path, at):
    with open(path, "r+b") as file:
        file.seek(at if at >= 0 else os.path.getsize(path) + at)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 0xFF]))


def cut(path, size):
    with open(path, "r+b") as file:
        file.truncate(size)


with tempfile.TemporaryDirectory() as folder:
    def bundle(name, values=None, **options):
        prefix = os.path.join(folder, name, "m.ckpt")
        write_bundle(prefix, values or fixtures.slim(), **options)
        return prefix

    slim = fixtures.slim()
    # The whole file.
    for share in (0.3, 0.6, 0.9, 0.99):
        prefix = bundle(f"cut{share}")
        cut(prefix + ".index", int(os.path.getsize(prefix + ".index") * share))
        refused(prefix + ".index", f"index cut to {share:.0%}", ("Corrupt", "NotThisFormat"))
    prefix = bundle("blockcrc")
    flip(prefix + ".index", 60)
    refused(prefix + ".index", "wrong CRC of a block")
    prefix = bundle("indexcrc")
    flip(prefix + ".index", -60)
    refused(prefix + ".index", "wrong CRC of the index block")
    prefix = bundle("bomb")
    builder = BombBuilder(snappy=True)
    builder.add(b"", b"\x08\x01")
    with open(prefix + ".index", "wb") as file:
        file.write(builder.finish())
    refused(prefix + ".index", "Snappy bomb", ("Corrupt", "NotThisFormat"))
    prefix = bundle("header", entries=lambda index: index.update({b"": b"\x08" + b"\xff" * 12}))
    refused(prefix + ".index", "endless varint in the header", ("Corrupt", "NotThisFormat"))
    prefix = bundle("version", entries=lambda index: index.update({b"": field(1, 1) + field(3, field(1, 9) + field(2, 9))}))
    refused(prefix + ".index", "a bundle for newer readers", ("Unsupported",))

    # One tensor.
    name = "net/conv2/weights"
    key = name.encode()
    prefix = bundle("tensorcrc")
    flip(prefix + ".data-00000-of-00001", -1)
    last = "net/fc8/weights"
    others_stay(prefix + ".index", slim, [last], "wrong CRC of a tensor")
    prefix = bundle("missing", shards=3)
    os.remove(prefix + ".data-00001-of-00003")
    gone = [n for i, n in enumerate(slim) if i % 3 == 1]
    others_stay(prefix + ".index", slim, gone, "a missing shard")
    shape = slim[name].shape
    for what, entry in (("offset past the end", entry_proto("float32", shape, 0, 1 << 40, slim[name].nbytes, 0)),
                        ("offset and size that overflow", entry_proto("float32", shape, 0, (1 << 63) - 8, slim[name].nbytes, 0)),
                        ("a size that does not fit the shape", entry_proto("float32", shape, 0, 0, 12, 0)),
                        ("a shard that cannot be", entry_proto("float32", shape, 77, 0, slim[name].nbytes, 0)),
                        ("a slice without an entry", entry_proto("float32", shape, slices=[[(0, -1)] * 4])),
                        ("slices that overlap", entry_proto("float32", shape, slices=[[(0, 2)] + [(0, -1)] * 3] * 2))):
        prefix = bundle("entry", entries=lambda index, e=entry: index.update({key: e}))
        others_stay(prefix + ".index", slim, [name], what)
    prefix = bundle("varint", entries=lambda index: index.update({key: b"\x08" + b"\xff" * 12}))
    result = program("inspect", prefix + ".index", "--json", "--hash", expect=None)  # its type is not known: there is no value to miss
    shown = {t["name"]: t for t in json.loads(result.stdout)["tensors"]}
    require(len(shown) == len(slim) and "sha256" not in shown[name] and name in result.stderr and all("sha256" in t for n, t in shown.items() if n != name),
            "a varint that never ends in an entry is told, the other tensors are there")

    # The object graph.
    graph = json.loads(json.dumps(fixtures.GRAPH))
    for i, node in enumerate(graph):
        node.setdefault("children", {}).update({"parent": 0, "self": i})
    values = fixtures.object_based()
    values["_CHECKPOINTABLE_OBJECT_GRAPH"] = string_scalar(object_graph_bytes(graph))
    prefix = bundle("cyclic", values)
    shown = program.hashes(prefix + ".index")
    require(len(shown) == len(values), "a cyclic object graph: every tensor is there")
    values["_CHECKPOINTABLE_OBJECT_GRAPH"] = string_scalar(object_graph_bytes(graph)[:-5])
    prefix = bundle("cutgraph", values)
    shown = program("inspect", prefix + ".index", "--json", "--hash", expect=None)
    require(len(json.loads(shown.stdout).get("tensors", [])) == len(values), "a cut object graph: the tensors keep their own names")

    # V1.
    def table(name, values=None, **options):
        path = os.path.join(folder, name + ".ckpt")
        write_v1(path, values or fixtures.slim(), **options)
        return path

    path = table("v1cut")
    cut(path, os.path.getsize(path) - 30)
    refused(path, "V1: cut", ("Corrupt", "NotThisFormat"))
    path = table("v1crc", block_bytes=700)
    size = os.path.getsize(path)
    flip(path, 40)
    refused(path, "V1: wrong CRC of the block with the list")
    path = table("v1bomb")
    builder = BombBuilder(snappy=True)
    builder.add(b"", b"\x0a\x00")
    with open(path, "wb") as file:
        file.write(builder.finish())
    refused(path, "V1: Snappy bomb", ("Corrupt", "NotThisFormat"))
    whole = slice_key(name, [(0, -1)] * 4)
    saved = field(1, name) + field(2, slice_proto([(0, -1)] * 4))
    for what, change in (("no entry for a slice", lambda index: index.pop(whole)),
                         ("too few values", lambda index: index.update({whole: field(2, saved + field(3, field(1, 1) + field(5, b"\0" * 40)))})),
                         ("values that end inside of one", lambda index: index.update({whole: field(2, saved + field(3, field(1, 1) + field(5, b"\0" * 2303)))})),
                         ("a message that is cut", lambda index: index.update({whole: index[whole][:-1]})),
                         ("values of another type", lambda index: index.update({whole: field(2, saved + field(3, field(1, 9) + field(5, b"\0" * 2304)))}))):
        others_stay(table("v1entry", change=change), slim, [name], "V1: " + what)
    step = slice_key("global_step", [])
    endless = field(2, field(1, "global_step") + field(2, b"") + field(3, field(1, 9) + field(10, b"\xff" * 12)))
    others_stay(table("v1varint", change=lambda index: index.update({step: endless})), slim, ["global_step"], "V1: a varint that never ends")
    late = table("v1late", block_bytes=700)
    with open(late, "rb") as file:
        place = file.read().index(little_endian(slim["net/fc8/weights"])[:64])
    flip(late, place + 7)
    others_stay(late, slim, ["net/fc8/weights"], "V1: wrong CRC of a block of values")
    parts = fixtures.partitioned()
    shutil.rmtree(os.path.join(folder, "v1shards"), ignore_errors=True)
    write_v1(os.path.join(folder, "v1shards"), parts, files=2)
    os.remove(os.path.join(folder, "v1shards-00001-of-00002"))
    refused(os.path.join(folder, "v1shards-00000-of-00002"), "V1: a missing shard", ("Io",))
    overlapping = dict(parts, table=Partitioned(parts["table"].value, [[(0, 6), (0, -1)], [(4, 6), (0, -1)]]))
    others_stay(table("v1overlap", overlapping), parts, ["table"], "V1: slices that overlap")
    path = table("v1huge", change=lambda index: index.update({b"": field(1, field(1, field(1, "x") + field(2, field(2, field(1, 1 << 60))) + field(3, 1)))}))
    refused(path, "V1: a shape larger than the file")
done()
