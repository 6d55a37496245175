#!/usr/bin/env python3
"""Rewrites frozen graphs with the program and reads what it wrote with graphdef.py.

usage: check_rewrite.py PROGRAM SAMPLES_DIR
"""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import graphdef  # noqa: E402

program, samples = sys.argv[1], sys.argv[2]
failures = []


def expect(truth, text):
    if not truth:
        failures.append(text)
        print("    " + text)


def rewrite(folder, target, arrays, label):
    """The program's output for `arrays` put into `target`; None where it failed."""
    source = os.path.join(folder, "source.npz")
    out = os.path.join(folder, "out.pb")
    np.savez(source, **{f"t{i}": a for i, a in enumerate(arrays.values())})
    mapping = os.path.join(folder, "mapping.json")
    with open(mapping, "w", encoding="utf-8") as file:
        json.dump({"tensorgraft": 1, "source": {"path": source}, "target": {"path": target},
                   "policy": {"unmappedTarget": "keep", "dtype": "target"},
                   "entries": [{"target": name, "source": f"t{i}"} for i, name in enumerate(arrays)]}, file)
    done = subprocess.run([program, "run", mapping, "-o", out, "--force"], capture_output=True, text=True)
    expect(done.returncode == 0, f"{label}: exit code {done.returncode}: {done.stderr.strip()[:400]}")
    if done.returncode != 0:
        return None
    with open(out, "rb") as file:
        return file.read()


def check(path, label, names=None):
    with open(path, "rb") as file:
        before = file.read()
    old, others = graphdef.constants(before)
    with tempfile.TemporaryDirectory() as folder:
        chosen = names or [n for n, (a, _) in old.items() if a.dtype.kind == "f" and a.size]
        arrays = {n: (old[n][0] * 2 + 1).astype(old[n][0].dtype) if old[n][0].dtype != bool else ~old[n][0] for n in chosen}
        after = rewrite(folder, path, arrays, label)
        if after is None:
            return
        new, kept = graphdef.constants(after)
        expect(list(new) == list(old), f"{label}: other constants than before")
        expect(kept == others, f"{label}: something beside the constants changed")
        for name, (array, raw) in old.items():
            found = new.get(name, (None, b""))
            if name in arrays:
                same = found[0] is not None and found[0].dtype == array.dtype and found[0].shape == array.shape and \
                    found[0].tobytes() == arrays[name].tobytes()
                expect(same, f"{label}: {name} is not what was written")
            else:
                expect(found[1] == raw, f"{label}: {name} changed")
        print(f"{label}: {len(arrays)} of {len(old)} constants written, {len(before)} -> {len(after)} bytes")


with tempfile.TemporaryDirectory() as scratch:
    own = os.path.join(scratch, "own.pb")
    with open(own, "wb") as out:
        out.write(graphdef.sample_graph())
    check(own, "own graph", ["conv/weights", "conv/biases", "bn/d", "single", "shape", "zeros", "unpacked", "flags", "helper/offset"])

for folder in ("arm-mnist", "hey-snips", "tf2onnx-fc-layers"):
    place = os.path.join(samples, "tf-graphdef", folder)
    if not os.path.isdir(place):
        print(f"SKIPPED: no sample {place}")
        continue
    with open(os.path.join(place, "facts.json"), encoding="utf-8") as file:
        facts = json.load(file)
    check(os.path.join(place, facts["files"][0]["file"]), folder)

sys.exit(1 if failures else 0)
