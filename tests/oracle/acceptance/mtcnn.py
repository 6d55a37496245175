#!/usr/bin/env python3
"""A published conversion: facenet's det1.npy (TensorFlow, pickled by Python 2) into facenet-pytorch's pnet.pt.

usage: mtcnn.py PROGRAM SAMPLES_DIR

The authors reversed all four axes of the kernels. With that one rule in the automatic proposal the written file must
equal theirs bit for bit, as PyTorch itself reads it.
"""
import json
import os
import sys
import tempfile

from support import Program, read_bytes, require, sample

program = Program(sys.argv[1])
source = sample(sys.argv[2], "numpy-npy", "facenet-det1", "det1.npy")
target = sample(sys.argv[2], "pytorch", "facenet-pytorch-pnet", "pnet.pt")
before = read_bytes(source), read_bytes(target)

with tempfile.TemporaryDirectory() as folder:
    mapping = os.path.join(folder, "mapping.json")
    proposal = program.json("match", source, target, "-o", mapping)
    claims = [m for m in proposal["matches"] if m["confidence"] >= 0.5]
    require(len(claims) == 13, f"match proposes all 13 tensors (found {len(claims)})")
    require(not proposal["unmatchedTargets"] and not proposal["unusedSources"], "nothing is left over on either side")
    require(all(m["reason"] for m in claims), "every match gives a reason")
    truth = {"conv1/weights": "conv1.weight", "conv2/weights": "conv2.weight", "conv3/weights": "conv3.weight",
             "conv4-1/weights": "conv4_1.weight", "conv4-2/weights": "conv4_2.weight"}
    found = {m["source"][0]: m["target"] for m in claims}
    require(all(found.get(s) == t for s, t in truth.items()), "the kernels are paired as the authors paired them")

    checked = program.json("check", mapping)
    warned = {d["target"] for d in checked["diagnostics"] if d["severity"] == "warning" and d["code"] == "spatial-order"}
    require("conv1.weight" in warned, f"check warns that the spatial order of square kernels cannot be proved: {sorted(warned)}")
    require(checked["errors"] == 0, "the proposal has no errors")

    with open(mapping, encoding="utf-8") as file:
        document = json.load(file)
    document.setdefault("rules", []).append({"target": "conv{i}.weight", "transform": "transpose(3,2,1,0)"})
    with open(mapping, "w", encoding="utf-8") as file:
        json.dump(document, file)
    output, report = os.path.join(folder, "out.pt"), os.path.join(folder, "report.json")
    program("run", mapping, "-o", output, "--report", report)
    with open(report, encoding="utf-8") as file:
        written = json.load(file)
    require(len(written["tensors"]) == 13 and all(t["verified"] for t in written["tensors"]), "13 tensors written and proved")
    program("run", mapping, "-o", output, expect=4)
    program("run", mapping, "-o", output, "--force")
    require(program.json("diff", output, target)["pairs"][0]["equal"] is True, "diff finds the same")

    import torch  # late: it costs seconds, and nothing above needs it

    ours, theirs = torch.load(output), torch.load(target)
    require(list(ours) == list(theirs), "torch.load finds the same names in the same order")
    for name in theirs:
        require(ours[name].dtype == theirs[name].dtype and torch.equal(ours[name], theirs[name]) and
                ours[name].numpy().tobytes() == theirs[name].numpy().tobytes(), f"{name} equals pnet.pt bit for bit")
    require(sorted(os.listdir(folder)) == ["mapping.json", "out.pt", "report.json"], "no leftovers beside the output")

require((read_bytes(source), read_bytes(target)) == before, "the inputs are untouched")
