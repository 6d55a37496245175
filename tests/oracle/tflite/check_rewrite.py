#!/usr/bin/env python3
"""Rewrites TensorFlow Lite models with the program and reads what it wrote with tflite.py.

usage: check_rewrite.py PROGRAM SAMPLES_DIR
"""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tflite  # noqa: E402

program, samples = sys.argv[1], sys.argv[2]
failures = []


def expect(truth, message):
    if not truth:
        failures.append(message)
        print("    " + message)


def run(folder, target, entries):
    """The program's output for {target tensor: array}; None and the message where it refused."""
    source, out = os.path.join(folder, "source.npz"), os.path.join(folder, "out.tflite")
    np.savez(source, **{f"t{i}": a for i, a in enumerate(entries.values())})
    mapping = os.path.join(folder, "mapping.json")
    with open(mapping, "w", encoding="utf-8") as file:
        json.dump({"tensorgraft": 1, "source": {"path": source}, "target": {"path": target},
                   "policy": {"unmappedTarget": "keep", "dtype": "target"},
                   "entries": [{"target": name, "source": f"t{i}"} for i, name in enumerate(entries)]}, file)
    done = subprocess.run([program, "run", mapping, "-o", out, "--force"], capture_output=True, text=True)
    if done.returncode != 0:
        return None, done.stderr
    with open(out, "rb") as file:
        return file.read(), ""


def check(path, label, names=None):
    with open(path, "rb") as file:
        before = file.read()
    old = tflite.constants(before)
    with tempfile.TemporaryDirectory() as folder:
        entries, holes = {}, []
        for name, array, offset, size in old:
            if name in names if names else array is not None and array.dtype.kind == "f":
                entries[name] = (array[::-1] if array.ndim else array) + 0
                holes.append((offset, offset + size))
        if not entries:
            print(f"{label}: no tensor to replace")
            return
        after, message = run(folder, path, entries)
        expect(after is not None, f"{label}: refused: {message.strip()[:400]}")
        if after is None:
            return
        expect(len(after) == len(before), f"{label}: {len(before)} bytes became {len(after)}")
        for name, array, _, _ in tflite.constants(after):
            if name in entries:
                expect(array.tobytes() == entries[name].tobytes(), f"{label}: {name} is not what was written")
        one, other = bytearray(before), bytearray(after)
        for begin, end in holes:
            one[begin:end] = other[begin:end] = bytes(end - begin)
        expect(one == other, f"{label}: bytes outside of the replaced buffers changed")
        print(f"{label}: {len(entries)} of {len(old)} constants written, everything else equal")


with tempfile.TemporaryDirectory() as scratch:
    own = os.path.join(scratch, "own.tflite")
    with open(own, "wb") as out:
        out.write(tflite.sample_model())
    check(own, "own model", ["conv/kernel", "conv/bias", "half", "small/weights;fused/other", "far", "shape"])
    values = np.array([7, 8], np.int32)
    after, message = run(scratch, own, {"shape": values, "shape_again": values})
    expect(after is not None, f"two tensors of one buffer, the same value: {message}")
    after, message = run(scratch, own, {"shape": values, "shape_again": values + 1})
    expect(after is None and "share one buffer" in message, "two values for one buffer were not refused: " + message)
    after, message = run(scratch, own, {"small/weights;fused/other": np.array([1, 2, 3, 4, 9], np.int8)})
    expect(after is None and "four bits" in message, "9 in four bits was not refused: " + message)

for folder in ("hello-world-float", "hello-world-int8", "mnist-lstm", "person-detect", "rfb320"):
    place = os.path.join(samples, "tflite", folder)
    if not os.path.isdir(place):
        print(f"SKIPPED: no sample {place}")
        continue
    with open(os.path.join(place, "facts.json"), encoding="utf-8") as file:
        facts = json.load(file)
    floats = [t["name"] for t in facts["tensors"] if t["dtype"].startswith("float")]
    check(os.path.join(place, facts["files"][0]["file"]), folder,
          floats or [t["name"] for t in facts["tensors"] if t["dtype"] == "int8"])

sys.exit(1 if failures else 0)
