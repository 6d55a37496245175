#!/usr/bin/python3
"""Bundles that the program writes, read by the Python reader, which verifies every CRC.

usage: check_writing.py PROGRAM SAMPLES_DIR
"""
import json
import os
import sys
import tempfile

import bundle_reader
import fixtures
import numpy
from bundle_writer import Bfloat16, Partitioned, little_endian, write_bundle
from support import Program, differences, done, require, sha256

program, samples = Program(sys.argv[1]), sys.argv[2]


def run(folder, source, target, output, entries, **options):
    mapping = os.path.join(folder, "mapping.json")
    with open(mapping, "w", encoding="utf-8") as file:
        json.dump({"tensorgraft": 1, "source": {"path": source}, "target": {"path": target},
                   "entries": [{"target": t, "source": [s]} for t, s in entries.items()]}, file)
    return program("run", mapping, "-o", output, **options)


def order(bundle):
    return [t.name for t in bundle.tensors]


def layout(bundle):
    sizes = [os.path.getsize(bundle.shard_name(i)) for i in range(bundle.shards)]
    return bundle.shards, sizes, [t.place for t in bundle.tensors], [t.slices for t in bundle.tensors]


def content(bundle):
    return {t.name: (t.dtype, t.shape, sha256(t.data) if t.elements is None else [sha256(e) for e in t.elements]) for t in bundle.tensors}


def unchanged(folder, name, index):
    """Rewritten with one tensor onto itself: everything is as before."""
    before = bundle_reader.read_checkpoint(index)
    plain = next((t.name for t in before.tensors if t.elements is None and t.count), None)
    out = os.path.join(folder, name + "-same.ckpt")
    run(folder, index, index, out, {plain: plain})
    after = bundle_reader.Bundle(out)
    require(order(after) == order(before) and content(after) == content(before), f"{name}: rewritten with nothing changed, the tensors are the same")
    require(layout(after) == layout(before), f"{name}: the same shards, offsets and slices")
    require(bundle_reader.object_graph(after) == bundle_reader.object_graph(before), f"{name}: the same object graph bytes")
    require(after.raw[b""] == before.raw[b""] and after.big_endian == before.big_endian, f"{name}: the same header")


with tempfile.TemporaryDirectory() as folder:
    made = fixtures.make(os.path.join(folder, "made"))
    for name, (index, values) in made.items():
        if name.startswith("v2-"):
            unchanged(folder, name, index)

    # New values for every plain tensor, of every kind of bundle.
    for name in ("v2-types", "v2-slim", "v2-shards", "v2-big-endian", "v2-partitioned", "v2-object", "v2-aligned"):
        index, values = made[name]
        fresh = {}
        for i, (key, value) in enumerate(values.items()):
            if isinstance(value, Bfloat16):
                fresh[key] = fixtures.bfloat16(value.bits.shape, 900)
            elif isinstance(value, Partitioned):
                fresh[key] = fixtures.numbers(value.value.shape, value.value.dtype.name, 901 + i)
            elif value.dtype != object:
                fresh[key] = fixtures.numbers(value.shape, value.dtype.name, 902 + i)
        source = os.path.join(folder, name + "-source.ckpt")
        write_bundle(source, fresh)
        out = os.path.join(folder, name + "-new.ckpt")
        run(folder, source + ".index", index, out, {key: key for key in fresh})
        before, after = bundle_reader.read_checkpoint(index), bundle_reader.Bundle(out)
        wanted = {key: fresh.get(key, value) for key, value in values.items()}
        problems = differences({t.name: bundle_reader.describe(t) for t in after.tensors}, wanted)
        require(not problems, f"{name}: every tensor replaced {problems[:3]}")
        require(layout(after) == layout(before) and order(after) == order(before), f"{name}: order, shards and slices are kept")
        require(bundle_reader.object_graph(after) == bundle_reader.object_graph(before), f"{name}: the object graph is kept")

    # One of many: the others are kept, the inputs untouched.
    index, values = made["v2-shards"]
    source = os.path.join(folder, "one.ckpt")
    write_bundle(source, {"other/weights": fixtures.numbers((3, 3, 3, 8), seed=77)})
    with open(index, "rb") as file:
        original = file.read()
    out = os.path.join(folder, "one-out.ckpt")
    run(folder, source + ".index", index, out, {"net/conv1/weights": "other/weights"})
    after = content(bundle_reader.Bundle(out))
    wanted = content(bundle_reader.read_checkpoint(index))
    wanted["net/conv1/weights"] = ("float32", [3, 3, 3, 8], sha256(little_endian(fixtures.numbers((3, 3, 3, 8), seed=77))))
    require(after == wanted, "one tensor replaced, the others kept")
    with open(index, "rb") as file:
        require(file.read() == original, "the input is untouched")

    # Export: of a bundle, and of arrays that NumPy wrote.
    for name in ("v2-types", "v2-partitioned", "v2-big-endian"):
        index, values = made[name]
        out = os.path.join(folder, name + "-export.ckpt")
        program("convert", index, out, "--format", "tf-checkpoint-v2")
        plain = {k: v.value if isinstance(v, Partitioned) else v for k, v in values.items() if isinstance(v, (Partitioned, Bfloat16)) or v.dtype != object}
        problems = differences({t.name: bundle_reader.describe(t) for t in bundle_reader.Bundle(out).tensors}, plain)
        require(not problems, f"{name}: exported {problems[:3]}")
    arrays = {f"scope/layer_{i}/kernel": fixtures.numbers((5, i + 1), seed=i) for i in range(40)}
    numpy.savez(os.path.join(folder, "arrays.npz"), **arrays)
    out = os.path.join(folder, "from-npz.ckpt")
    program("convert", os.path.join(folder, "arrays.npz"), out, "--format", "tf-checkpoint-v2")
    problems = differences({t.name: bundle_reader.describe(t) for t in bundle_reader.Bundle(out).tensors}, arrays)
    require(not problems, f"arrays of NumPy become a bundle {problems[:3]}")

    root = os.path.join(samples, "tf-checkpoint-v2")
    if not os.path.isdir(root):
        print(f"SKIPPED: there are no samples in {root}")
    else:
        for name in sorted(os.listdir(root)):
            index = next(f for f in os.listdir(os.path.join(root, name)) if f.endswith(".index"))
            unchanged(folder, name, os.path.join(root, name, index))
done()
