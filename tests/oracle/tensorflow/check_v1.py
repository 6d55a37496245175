#!/usr/bin/python3
"""V1 checkpoints: converted to V2 and to .npz they hold the same bytes, judged by the Python reader and by NumPy.

usage: check_v1.py PROGRAM SAMPLES_DIR
"""
import json
import os
import sys
import tempfile

import bundle_reader
import fixtures
import numpy
from bundle_writer import Partitioned, dtype_of, little_endian, write_v1
from support import Program, done, require, sha256

program, samples = Program(sys.argv[1]), sys.argv[2]


def convert_both(name, source, wanted, folder):
    """`wanted`: {tensor: (dtype, shape, sha256)}."""
    prefix, npz = os.path.join(folder, name + "-v2.ckpt"), os.path.join(folder, name + ".npz")
    program("convert", source, prefix, "--format", "tf-checkpoint-v2")
    bundle = bundle_reader.Bundle(prefix)  # verifies every CRC
    found = {t.name: (t.dtype, t.shape, sha256(t.data)) for t in bundle.tensors}
    require(found == wanted, f"{name}: {len(wanted)} tensors are the same bytes in V2")
    require(bundle.version.get(1) == 1 and bundle.shards == 1, f"{name}: the bundle's header names version and shards")
    if any(t[0] == "bfloat16" for t in wanted.values()):
        return  # NumPy has no such type
    program("convert", source, npz)
    with numpy.load(npz) as archive:
        found = {key: (archive[key].dtype.name, list(archive[key].shape), sha256(little_endian(archive[key]))) for key in archive.files}
    require(found == wanted, f"{name}: {len(wanted)} tensors are the same bytes in .npz")


with tempfile.TemporaryDirectory() as folder:
    for name, (path, values) in fixtures.make(os.path.join(folder, "made")).items():
        if name.startswith("v1-"):
            convert_both(name, path, {n: (dtype_of(v), fixtures.shape_of(v), sha256(little_endian(v.value if isinstance(v, Partitioned) else v)))
                                      for n, v in values.items()}, folder)

    # Larger than a block, so that values are streamed and, where they stand raw, copied by the kernel.
    large = {"floats": fixtures.numbers((1000, 700), seed=1), "ints": fixtures.numbers((300000,), "int64", 2),
             "halves": fixtures.numbers((400, 1000), "float16", 3),
             "parts": Partitioned(fixtures.numbers((900, 400), seed=4), [[(0, 500), (0, -1)], [(500, 400), (0, 150)], [(500, 400), (150, 250)]])}
    for snappy in (False, True):
        path = os.path.join(folder, f"large-{snappy}.ckpt")
        write_v1(path, large if not snappy else {k: v for k, v in large.items() if k != "ints"}, snappy=snappy)
        wanted = {n: (dtype_of(v), fixtures.shape_of(v), sha256(little_endian(v.value if isinstance(v, Partitioned) else v)))
                  for n, v in large.items() if not (snappy and n == "ints")}
        convert_both(os.path.basename(path), path, wanted, folder)

    root = os.path.join(samples, "tf-checkpoint-v1")
    if not os.path.isdir(root):
        print(f"SKIPPED: there are no samples in {root}")
    else:
        for name in sorted(os.listdir(root)):
            with open(os.path.join(root, name, "facts.json"), encoding="utf-8") as file:
                facts = json.load(file)
            wanted = {t["name"]: (t["dtype"], t["shape"], t["sha256"]) for t in facts["tensors"]}
            convert_both(name, os.path.join(root, name, facts["files"][0]["file"]), wanted, folder)
done()
