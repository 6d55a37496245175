#!/usr/bin/env python3
"""Compares what `tensorgraft inspect --json --hash --stats` says of every real sample with its facts.json.

usage: check_samples.py PROGRAM SAMPLES_DIR

Prints one row a sample. Exit code 1 where anything differs; samples whose format no reader knows yet are listed and
do not count. Where the samples are missing it says so and passes.
"""
import json
import math
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

COVERED = ["caffe", "mxnet-params", "keras-h5", "keras-v3", "hdf5-generic", "numpy-npy", "numpy-npz", "pytorch", "safetensors", "tf-checkpoint-v1", "tf-checkpoint-v2", "tf-graphdef", "tf-savedmodel", "tflite"]


def inspect(program, path):
    done = subprocess.run([program, "inspect", path, "--json", "--hash", "--stats"], capture_output=True, text=True)
    try:
        result = json.loads(done.stdout)
    except ValueError:
        result = {"error": {"message": "no JSON on standard output: " + done.stderr.strip()[:300]}}
    if done.returncode != 0 and "error" not in result:
        result["error"] = {"message": f"exit code {done.returncode}: {done.stderr.strip()[:300]}"}
    return result


def close(found, expected):
    """Of means: float64 sums in another order."""
    return found is not None and math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)


def compare_tensor(found, fact):
    problems = []
    if found["shape"] != fact["shape"]:
        problems.append(f"shape {found['shape']}, facts {fact['shape']}")
    if "full_name" in fact and found.get("alias", found["name"]) != fact["full_name"]:
        problems.append(f"known as {found.get('alias')}, facts {fact['full_name']}")
    # A record or text type is named differently by every reader; its elements are not numbers.
    plain = "sha256" in fact and "sha256" in found
    if plain and found["dtype"] != fact["dtype"]:
        problems.append(f"dtype {found['dtype']}, facts {fact['dtype']}")
    if "sha256" in fact and "sha256" not in found and found["dtype"] not in ("string", "opaque"):
        problems.append("no sha256")
    if plain and found["sha256"] != fact["sha256"]:
        problems.append("sha256 differs")
    if plain and fact["dtype"].startswith(("float", "bfloat")):
        prefix = "finite_" if "finite_min" in fact else ""
        for key in ("min", "max"):
            expected = fact.get(prefix + key)
            if expected is not None and found[key] != expected:
                problems.append(f"{key} {found[key]}, facts {expected}")
        expected = fact.get(prefix + "mean")
        if expected is not None and not close(found["mean"], expected):
            problems.append(f"mean {found['mean']}, facts {expected}")
        for key, count in (("nan", found["nans"]), ("inf", found["infs"])):
            if fact.get(key, 0) != count:
                problems.append(f"{key} {count}, facts {fact.get(key, 0)}")
    return problems


def check(program, folder):
    with open(os.path.join(folder, "facts.json"), encoding="utf-8") as file:
        facts = json.load(file)
    weight_file = os.path.join(folder, facts["files"][0]["file"])
    found = inspect(program, weight_file)
    if "error" in found and "tensors" not in found:
        return len(facts["tensors"]), 0, [found["error"]["message"]], ""
    problems = [found["error"]["message"]] if "error" in found else []
    by_name = {t["name"]: t for t in found["tensors"]}
    if len(by_name) != len(found["tensors"]):
        problems.append("a name occurs twice")
    hashed = 0
    for fact in facts["tensors"]:
        tensor = by_name.pop(fact["name"], None)
        if tensor is None:
            problems.append(f"{fact['name']}: missing")
            continue
        problems += [f"{fact['name']}: {p}" for p in compare_tensor(tensor, fact)]
        hashed += "sha256" in fact and tensor.get("sha256") == fact["sha256"]
    problems += [f"{name}: not in the facts" for name in by_name]
    return len(facts["tensors"]), hashed, problems, found["format"]


def main():
    program, samples = sys.argv[1], sys.argv[2]
    if not os.path.isdir(samples):
        print(f"SKIPPED: there are no samples in {samples}; nothing was compared")
        return 0
    folders, uncovered = [], []
    for family in sorted(os.listdir(samples)):
        for name in sorted(os.listdir(os.path.join(samples, family))) if os.path.isdir(os.path.join(samples, family)) else []:
            folder = os.path.join(samples, family, name)
            if os.path.isfile(os.path.join(folder, "facts.json")):
                (folders if family in COVERED else uncovered).append(folder)
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda folder: check(program, folder), folders))
    print(f"{'SAMPLE':44} {'FORMAT':12} {'TENSORS':>7} {'SHA-256':>7}  RESULT")
    failed = 0
    for folder, (count, hashed, problems, format_id) in zip(folders, results):
        failed += bool(problems)
        print(f"{os.path.relpath(folder, samples):44} {format_id:12} {count:7} {hashed:7}  {'DIFFERS' if problems else 'same'}")
        for problem in problems[:8]:
            print(f"    {problem}")
        if len(problems) > 8:
            print(f"    ... and {len(problems) - 8} more")
    print(f"{len(folders)} samples compared, {failed} differ")
    print(f"not covered yet ({len(uncovered)}): " + " ".join(os.path.relpath(f, samples) for f in uncovered))
    return 1 if failed or not folders else 0


sys.exit(main())
