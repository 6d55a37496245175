#!/usr/bin/env python3
"""Learns the mapping of real conversions and compares it with what is known of them.

    learn_pairs.py TENSORGRAFT SAMPLES [--only WORD] [--verbose]

SAMPLES/pairs/*.json lists, for two files of the same weights, which tensor is which under which transform. Each pair whose
two ends can be read is learned, and every transform is compared by what it does to the indices of the source, not by how
it is written. A pair that cannot be read is named and skipped. Then the automatic matcher, which reads no values, is
scored on the same pairs; a claim beyond the list counts as wrong unless learning proves it. FLOORS is what the scores must
not fall below.
"""
import json
import math
import pathlib
import re
import subprocess
import sys

import numpy as np

# F1 of the automatic matcher by pair: names alone cannot know everything here, a fall is a fault all the same.
FLOORS = {"lenet-caffe-numpy-caffe-tensorflow": 0.99, "mtcnn-det1-caffe-mxnet": 0.75, "mtcnn-det1-caffe-numpy-pytorch-names": 0.75,
          "mtcnn-det1-caffe-pytorch-dface-pnet": 0.75, "retsim-tensorflow-savedmodel-safetensors": 0.85, "rfb320-pytorch-caffe": 0.99,
          "rfb320-pytorch-tensorflow-object-based-checkpoint": 0.99, "rfb320-tensorflow-tflite": 0.95}
CANNOT_READ = 3


def run(tool, *arguments):
    done = subprocess.run([str(tool), *map(str, arguments)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


class Sample:
    def __init__(self, tool, samples, name):
        folder = samples / name
        facts = json.loads((folder / "facts.json").read_text())
        for candidate in candidates(folder, facts):
            code, text = run(tool, "inspect", candidate, "--json")
            if code == 0:
                self.path, self.info = candidate, json.loads(text)
                break
        else:
            self.info = None
            return
        self.shapes = {t["name"]: tuple(t["shape"]) for t in self.info["tensors"]}
        self.other_names = {}  # TensorFlow's full names, which several tensors may share
        for t in facts["tensors"]:
            if t.get("full_name"):
                self.other_names.setdefault(t["full_name"], []).append(t["name"])

    def names(self, text):
        return [text] if text in self.shapes else self.other_names.get(text, [text])

    def name(self, text):
        return self.names(text)[0]


def candidates(folder, facts):
    listed = [folder / f["file"] for f in facts["files"]]
    for path in listed:
        if path.suffix == ".index":
            yield path
    for path in listed:
        if path.name in ("saved_model.pb",):
            yield path.parent
    yield from listed


def known(how, array):
    """What the pair file says is done, on the indices of the source."""
    if how in ("identity", "scalar"):
        return array
    reorder = re.match(r"reshape \[out,(\d+),(\d+)\], transpose \[0, 2, 1\], flatten, transpose to \[in,out\]", how)
    if reorder:
        c, hw = map(int, reorder.groups())
        return array.reshape(-1, c, hw).transpose(0, 2, 1).reshape(array.shape[0], -1).T
    for step in re.findall(r"transpose \[[\d, ]+\]|reverse axis \d+|reshape", how):
        if step.startswith("transpose"):
            array = array.transpose([int(n) for n in re.findall(r"\d+", step)])
        elif step.startswith("reverse"):
            array = np.flip(array, int(step.split()[-1]))
    return array


def ours(transform, array, shape):
    for step in transform.split("|"):
        word, _, rest = step.partition("(")
        numbers = [int(n) for n in rest.rstrip(")").split(",")] if rest else []
        if word == "identity":
            continue
        if word == "transpose":
            array = array.transpose(numbers)
        elif word == "flip":
            array = np.flip(array, numbers)
        elif word == "reshape":
            array = array.reshape(numbers or shape)
        elif word == "squeeze":
            array = array.squeeze(tuple(numbers)) if numbers else array.reshape(shape)
        elif word == "unsqueeze":
            array = np.expand_dims(array, tuple(numbers)) if numbers else array.reshape(shape)
        elif word == "slice":
            array = array[tuple([slice(None)] * numbers[0] + [slice(*numbers[1:])])]
        else:
            return None
    return array


def compare(pair, source, target, matches):
    """(right, wrong, missing, claims for targets that the pair says have no source), each a list of lines."""
    claims = {m["target"]: m for m in matches if m["confidence"] >= 0.5}
    right, wrong, missing = [], [], []
    for entry in pair["mapping"]:
        to = target.name(entry["target"])
        listed = entry.get("source_candidates") or [entry["source"]]
        allowed = [n for text in listed for n in source.names(text)]
        claim = claims.pop(to, None)
        if not claim:
            missing.append(f"{to} <- {listed} ({entry['how']})")
            continue
        line = f"{to} <- {', '.join(claim['source'])} {claim['transform']}, not {listed} {entry['how']}"
        frm = claim["source"][0]
        if len(claim["source"]) != 1 or frm not in allowed or frm not in source.shapes:
            wrong.append(line)
            continue
        indices = np.arange(math.prod(source.shapes[frm])).reshape(source.shapes[frm])
        got = ours(claim["transform"], indices, target.shapes[to])
        want = known(entry["how"], indices)
        same = got is not None and got.shape == target.shapes[to] and np.array_equal(got.ravel(), want.ravel())
        (right if same else wrong).append(line)
    without = {target.name(t) for t in pair["target_without_match"]}
    extra = [(c, f"{t} <- {', '.join(c['source'])} {c['transform']}: {c['reason']}") for t, c in claims.items() if t in without]
    return right, wrong, missing, extra


def main():
    tool, samples = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
    files = sorted((samples / "pairs").glob("*.json")) if samples.is_dir() else []
    if not files:
        print(f"skipped: no pairs under {samples}")
        return 0
    failed, seen = 0, {}
    for file in files:
        if only not in file.stem:
            continue
        pair = json.loads(file.read_text())
        for end in ("source", "target"):
            if pair[end] not in seen:
                seen[pair[end]] = Sample(tool, samples, pair[end])
        source, target = seen[pair["source"]], seen[pair["target"]]
        closed = [pair[e] for e, s in (("source", source), ("target", target)) if s.info is None]
        if closed:
            print(f"skipped {file.stem}: cannot open {' and '.join(closed)}")
            continue
        proved = {}  # what learning claims: the lists are not complete where names of the source collide
        for mode, flags in (("learn", ["--learn"]), ("auto", [])):
            code, text = run(tool, "match", source.path, target.path, *flags, "--json")
            if code != 0:
                print(f"FAILED {file.stem} {mode}: exit code {code}")
                failed += 1
                continue
            matches = json.loads(text)["matches"]
            right, wrong, missing, extra = compare(pair, source, target, matches)
            if mode == "learn":
                proved = {m["target"]: m["source"] for m in matches if m["confidence"] >= 0.5}
            else:
                extra = [line for m, line in extra if proved.get(m["target"]) != m["source"]]
            listed, claimed = len(pair["mapping"]), len(right) + len(wrong) + (len(extra) if mode == "auto" else 0)
            precision, recall = len(right) / claimed if claimed else 1.0, len(right) / listed
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            print(f"{mode:5} {file.stem}: {len(right)} of {listed} right, {len(wrong)} wrong, {len(missing)} missing, "
                  f"{len(extra)} claimed beyond the list; F1 {f1:.3f}")
            bad = len(right) < listed if mode == "learn" else f1 < FLOORS.get(file.stem, 0)
            if bad or "--verbose" in sys.argv:
                for kind, lines in (("wrong", wrong), ("missing", missing), ("beyond", extra)):
                    for line in lines[:20]:
                        print(f"      {kind}: {line[1] if isinstance(line, tuple) else line}")
            failed += bad
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
