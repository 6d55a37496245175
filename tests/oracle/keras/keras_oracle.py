#!/usr/bin/env python3
"""Keras archives and targets without weights by command, judged by h5py, zipfile and NumPy.

usage: keras_oracle.py PROGRAM MAKE_FIXTURES
"""
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile

import h5py
import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "acceptance"))
from support import Program, require  # noqa: E402


def archive_of(path):
    with zipfile.ZipFile(path) as z:
        require(z.testzip() is None, f"every checksum of {os.path.basename(path)} is right")
        return [(i.filename, i.compress_type, z.read(i)) for i in z.infolist()]


def datasets_of(data):
    found = {}
    with h5py.File(io.BytesIO(data), "r") as f:
        f.visititems(lambda name, item: found.__setitem__(name, item[()]) if isinstance(item, h5py.Dataset) else None)
    return found


def rewriting(program, folder):
    """A dense layer out of an npz into every kind of archive; all else as it was."""
    kernel, bias = np.arange(36, dtype=np.float32).reshape(6, 6), np.arange(6, dtype=np.float32)
    np.savez(f"{folder}/new.npz", **{"a/kernel": kernel, "a/bias": bias})
    mapping = {"tensorgraft": 1, "entries": [{"target": "out_b/kernel", "source": ["a/kernel"]},  # the name of the configuration
                                             {"target": "layers/dense/vars/1", "source": ["a/bias"]}]}
    with open(f"{folder}/m.json", "w") as f:
        json.dump(mapping, f)
    for name in ("full", "deflated", "chunked"):
        before, path = archive_of(f"{folder}/{name}.keras"), f"{folder}/{name}-new.keras"
        program("run", f"{folder}/m.json", "--source", f"{folder}/new.npz", "--target", f"{folder}/{name}.keras", "-o", path)
        after = archive_of(path)
        require([m[0] for m in before] == [m[0] for m in after], f"{name}: the members keep their order")
        require(all(a == b for a, b in zip(before, after) if not a[0].endswith(".h5")), f"{name}: the other members are the same, byte for byte")
        old, new = (datasets_of(dict((m[0], m[2]) for m in side)["model.weights.h5"]) for side in (before, after))
        require(old.keys() == new.keys(), f"{name}: the same datasets")
        same = all(np.array_equal(old[k], new[k]) for k in old if not k.startswith("layers/dense/"))
        require(same and np.array_equal(new["layers/dense/vars/0"], kernel) and np.array_equal(new["layers/dense/vars/1"], bias),
                f"{name}: the new values are there and the others are untouched")


CONFIG = {"class_name": "Sequential", "keras_version": "2.4.0", "backend": "tensorflow", "config": {"name": "net", "layers": [
    {"class_name": "InputLayer", "config": {"name": "in", "batch_input_shape": [None, 8, 8, 3]}},
    {"class_name": "Conv2D", "config": {"name": "conv", "filters": 4, "kernel_size": [3, 3]}},
    {"class_name": "BatchNormalization", "config": {"name": "bn"}},
    {"class_name": "Flatten", "config": {"name": "flat"}},
    {"class_name": "Dense", "config": {"name": "head", "units": 10}}]}}


def target_without_weights(program, folder):
    rng = np.random.default_rng(1)
    source = {"conv/kernel": rng.standard_normal((3, 3, 3, 4)).astype(np.float32), "conv/bias": np.ones(4, np.float32)}
    np.savez(f"{folder}/source.npz", **source)
    with open(f"{folder}/target.json", "w") as f:
        json.dump(CONFIG, f)
    found = program.json("match", f"{folder}/source.npz", f"{folder}/target.json", "-o", f"{folder}/match.json")
    matched = {m["target"]: m["source"] for m in found["matches"] if m["confidence"] >= 0.5}
    require(matched == {"conv/conv/kernel:0": ["conv/kernel"], "conv/conv/bias:0": ["conv/bias"]}, "match finds the convolution and nothing else")
    run = ("run", f"{folder}/match.json", "--source", f"{folder}/source.npz", "--target", f"{folder}/target.json")
    refused = program(*run, "-o", f"{folder}/refused.h5", expect=3)
    require("--fill" in refused.stderr and not os.path.exists(f"{folder}/refused.h5"), "tensors without any value are refused, with the way out")
    expected = {"conv/conv/kernel:0": source["conv/kernel"], "conv/conv/bias:0": source["conv/bias"], "bn/bn/gamma:0": np.ones(4),
                "bn/bn/beta:0": np.zeros(4), "bn/bn/moving_mean:0": np.zeros(4), "bn/bn/moving_variance:0": np.ones(4), "head/head/bias:0": np.zeros(10)}

    def check(values, suffix):
        require(all(np.array_equal(values[k], v) for k, v in expected.items()), f"{suffix}: mapped and initial values")
        head = values["head/head/kernel:0"]
        limit = np.sqrt(6 / (144 + 10))
        require(head.shape == (144, 10) and 0.8 * limit < np.abs(head).max() <= limit, f"{suffix}: the new kernel is Glorot's")

    program(*run, "--fill", "initial", "-o", f"{folder}/out.h5")
    with h5py.File(f"{folder}/out.h5", "r") as f:
        values = {}
        for layer in f.attrs["layer_names"]:
            layer = layer.decode() if isinstance(layer, bytes) else layer
            for name in f[layer].attrs["weight_names"]:
                name = name.decode() if isinstance(name, bytes) else name
                values[f"{layer}/{name}"] = f[layer][name][()]  # as Keras looks them up
        require(list(f.attrs["layer_names"]) == [b"conv", b"bn", b"head"] or list(f.attrs["layer_names"]) == ["conv", "bn", "head"],
                "layer_names are in the order of the model")
        check(values, ".h5")
    program(*run, "--fill", "initial", "-o", f"{folder}/out.npz")
    with np.load(f"{folder}/out.npz") as z:
        check(dict(z), ".npz")
    program(*run, "--fill", "initial", "-o", f"{folder}/out.safetensors")
    program(*run, "--fill", "initial", "-o", f"{folder}/out.pt")
    for other in ("safetensors", "pt"):
        same = program.json("diff", f"{folder}/out.npz", f"{folder}/out.{other}")
        require(same is not None, f".{other}: the same values")
    program("run", f"{folder}/match.json", "--source", f"{folder}/source.npz", "--target", f"{folder}/out.h5", "--fill", "initial", "-o", f"{folder}/x.h5", expect=2)


def weights_of_an_archive(program, folder):
    """The weights of a .keras archive as the .weights.h5 that Keras 3 reads; what has no place there is refused."""
    program("convert", f"{folder}/full.keras", f"{folder}/alone.weights.h5")
    inside = dict((m[0], m[2]) for m in archive_of(f"{folder}/full.keras"))["model.weights.h5"]
    with open(f"{folder}/alone.weights.h5", "rb") as f:
        wanted, found = datasets_of(inside), datasets_of(f.read())
    require(set(wanted) == set(found) and all(np.array_equal(found[k], v) and found[k].dtype == v.dtype for k, v in wanted.items()),
            f".weights.h5: the {len(wanted)} variables stand where Keras 3 looks for them")
    require(program.json("inspect", f"{folder}/alone.weights.h5")["format"] == "keras-v3", ".weights.h5 is known for what it is")
    np.savez(f"{folder}/plain.npz", **{"conv/kernel": np.zeros((3, 3, 2, 4), np.float32)})
    for output in ("plain.weights.h5", "plain.keras"):
        refused = program("convert", f"{folder}/plain.npz", f"{folder}/{output}", expect=3)
        require(".h5" in refused.stderr and not os.path.exists(f"{folder}/{output}"), f"{output} out of other names is refused, with a way out")


def theano(program, folder):
    np.savez(f"{folder}/t.npz", **{"conv/kernel": np.zeros((3, 3, 2, 4), np.float32)})
    for transform, warned in (("", True), ("conv:theano-flip", False)):
        mapping = {"tensorgraft": 1, "entries": [{"target": "conv/kernel", "source": ["conv/kernel:0"], "transform": transform}]}
        with open(f"{folder}/t.json", "w") as f:
            json.dump(mapping, f)
        done = subprocess.run([program.path, "check", f"{folder}/t.json", "--source", f"{folder}/theano.h5", "--target", f"{folder}/t.npz", "--json"],
                              capture_output=True, text=True)
        findings = json.loads(done.stdout)
        findings = findings["diagnostics"] if isinstance(findings, dict) else findings
        codes = [d["code"] for d in findings]
        require(("theano-kernels" in codes) == warned, f"kernels of Theano: transform '{transform}' {'warns' if warned else 'is right'}")
        if warned:
            require(any("conv:theano-flip" in d["hint"] for d in findings), "the hint names the recipe")


def main():
    program = Program(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-B", sys.argv[2], folder, "-"], check=True)
        rewriting(program, folder)
        target_without_weights(program, folder)
        weights_of_an_archive(program, folder)
        theano(program, folder)


main()
