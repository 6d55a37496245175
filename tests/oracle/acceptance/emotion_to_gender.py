#!/usr/bin/env python3
"""Transfer learning between two Keras models: emotions (7 classes) into gender (2 classes), mini-XCEPTION.

usage: emotion_to_gender.py PROGRAM SAMPLES_DIR

78 of the 80 layer weights fit. The last convolution does not: it is reported and kept from the target, and so is all
that the file holds besides weights, as h5py reads it.
"""
import os
import sys
import tempfile

import h5py
import numpy as np

from support import Program, read_bytes, require, sample

EMOTION = "fer2013_mini_XCEPTION.102-0.66.hdf5"
GENDER = "gender_mini_XCEPTION.21-0.95.hdf5"


def raw_attributes(obj):
    """Every attribute with its type and the bytes it holds."""
    found = {}
    for name in obj.attrs:
        value = obj.attrs[name]
        found[name] = (str(obj.attrs.get_id(name).dtype), obj.attrs.get_id(name).shape,
                       value.tobytes() if isinstance(value, np.ndarray) and value.dtype != object else repr(value))
    return found


def contents(path):
    objects = {}
    with h5py.File(path, "r") as file:
        objects["/"] = (raw_attributes(file), None)

        def visit(name, obj):
            data = obj[()] if isinstance(obj, h5py.Dataset) else None
            objects[name] = (raw_attributes(obj), data)

        file.visititems(visit)
    return objects


program = Program(sys.argv[1])
source = sample(sys.argv[2], "keras-h5", "fer2013-mini-xception-102", EMOTION)
target = sample(sys.argv[2], "keras-h5", "gender-mini-xception", GENDER)
before = read_bytes(source), read_bytes(target)

with tempfile.TemporaryDirectory() as folder:
    mapping, output = os.path.join(folder, "mapping.json"), os.path.join(folder, "out.hdf5")
    proposal = program.json("match", source, target, "-o", mapping)
    claims = [m for m in proposal["matches"] if m["confidence"] >= 0.5]
    layer_claims = [m for m in claims if "optimizer" not in m["target"]]
    require(len(layer_claims) == 78, f"78 of 80 layer weights are mapped (found {len(layer_claims)})")
    require(len(claims) == len(layer_claims), "optimizer state is left alone")
    checked = program.json("check", mapping)
    require(checked["errors"] == 0, "the proposal has no errors")
    open_targets = set(proposal["unmatchedTargets"])
    head = sorted(t for t in open_targets if "optimizer" not in t)
    require(len(head) == 2 and all("conv2d" in t for t in head), f"the last convolution is left open: {head}")
    spoken = {d["target"] for d in checked["diagnostics"] if d["target"] in head}
    require(spoken == set(head), "check reports the last convolution")
    report = program.json("run", mapping, "-o", output)
    require(all(t["verified"] for t in report["tensors"]) and len(report["tensors"]) == 78, "78 tensors written and proved")
    require(set(head) <= set(report["kept"]), "the report lists the last convolution as kept")

    ours, theirs, given = contents(output), contents(target), contents(source)
    require(list(ours) == list(theirs), f"the same {len(theirs)} objects")
    require(all(ours[name][0] == theirs[name][0] for name in theirs),
            f"every attribute equals the target's byte for byte ({sum(len(o[0]) for o in theirs.values())} of them)")
    names = {m["target"]: m["source"][0] for m in claims}

    def dataset(objects, name):
        return objects["model_weights/" + name if "model_weights/" + name in objects else name][1]

    mapped = set()
    for target_name, source_name in names.items():
        wanted, found = dataset(given, source_name), dataset(ours, target_name)
        if not (wanted.dtype == found.dtype and wanted.tobytes() == found.tobytes()):
            require(False, f"{target_name} equals {source_name} of the source")
        mapped.add("model_weights/" + target_name if "model_weights/" + target_name in ours else target_name)
    require(True, f"{len(names)} mapped tensors equal the source's")
    others = [name for name, (_, data) in theirs.items() if data is not None and name not in mapped]
    require(all(np.array_equal(ours[n][1], theirs[n][1]) and ours[n][1].tobytes() == theirs[n][1].tobytes() for n in others),
            f"{len(others)} other datasets, optimizer state among them, are as they were")
    require(any("optimizer_weights" in n for n in others), "there is optimizer state to keep")

require((read_bytes(source), read_bytes(target)) == before, "the inputs are untouched")
