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
                entries[name] = np.array(array[::-1] if array.ndim else -array)
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


def check_quantisation(path, label, facts=None):
    """What `inspect` says of scales, against facts.json; the dequantised values against NumPy."""
    def inspect(*options):
        done = subprocess.run([program, "inspect", path, "--json", *options], capture_output=True, text=True)
        return {t["name"]: t for t in json.loads(done.stdout)["tensors"]}

    stored, shown = inspect(), inspect("--dequantize", "--stats")
    with open(path, "rb") as file:
        arrays = {name: array for name, array, _, _ in tflite.constants(file.read())}
    count = 0
    for name, tensor in stored.items():
        q = tensor.get("quantization")
        expect("quantization" not in shown[name], f"{label}: {name} is quantised after dequantising")
        if q is None:
            expect(shown[name]["dtype"] == tensor["dtype"], f"{label}: {name} changed its type")
            continue
        shape = [1] * arrays[name].ndim
        if q["axis"] >= 0:
            shape[q["axis"]] = -1
        scales = np.array(q["scales"]).reshape(shape)
        zeros = np.array(q["zeroPoints"] or [0] * len(q["scales"])).reshape(shape)
        real = ((arrays[name].astype(np.float64) - zeros) * scales).astype(np.float32)
        found = shown[name]
        expect(found["dtype"] == "float32" and found["min"] == float(real.min()) and found["max"] == float(real.max()) and
               abs(found["mean"] - real.mean(dtype=np.float64)) <= 1e-9 * max(1, abs(found["mean"])),
               f"{label}: {name} is dequantised to other numbers")
        count += 1
    for fact in (facts or {}).get("tensors", []):
        wanted = fact.get("quantization")
        q = stored[fact["name"]].get("quantization")
        if wanted is None or wanted["scales"] == 0:
            continue
        expect(q is not None and len(q["scales"]) == wanted["scales"] and q["scales"][0] == wanted["scale0"] and
               (q["zeroPoints"] or [0])[0] == wanted["zero_point0"], f"{label}: {fact['name']}: {q} is not {wanted}")
    print(f"{label}: {count} quantised tensors")


with tempfile.TemporaryDirectory() as scratch:
    own = os.path.join(scratch, "own.tflite")
    with open(own, "wb") as out:
        out.write(tflite.sample_model())
    check(own, "own model", ["conv/kernel", "conv/bias", "half", "small/weights;fused/other", "far", "shape"])
    check_quantisation(own, "own model")
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
    check_quantisation(os.path.join(place, facts["files"][0]["file"]), folder, facts)
    floats = [t["name"] for t in facts["tensors"] if t["dtype"].startswith("float")]
    check(os.path.join(place, facts["files"][0]["file"]), folder,
          floats or [t["name"] for t in facts["tensors"] if t["dtype"] == "int8"])

sys.exit(1 if failures else 0)
