#!/usr/bin/python3
"""SavedModels: names and trainable flags out of saved_model.pb; a rewrite keeps every other file byte for byte.

usage: check_savedmodel.py PROGRAM SAMPLES_DIR
"""
import json
import os
import shutil
import sys
import tempfile

import bundle_reader
import fixtures
import saved_model
from support import Program, done, files_of, require, sha256

program, samples = Program(sys.argv[1]), sys.argv[2]


def rows(path):
    shown = program.json("inspect", path, "--hash")
    require(shown["format"] == "tf-savedmodel", f"{path} is a tf-savedmodel ({shown['format']})")
    return shown


def rewritten(name, folder, model, output, **options):
    """One variable gets the values of another of its shape (or its own); gives (before, after, target, source)."""
    before = bundle_reader.Bundle(os.path.join(model, "variables", "variables"))
    plain = [t for t in before.tensors if t.elements is None and t.count]
    target = next((t for t in plain if any(o.shape == t.shape and o.dtype == t.dtype and o.data != t.data for o in plain)), plain[0])
    source = next((o for o in plain if o.shape == target.shape and o.dtype == target.dtype and o.data != target.data), target)
    mapping = os.path.join(folder, "mapping.json")
    with open(mapping, "w", encoding="utf-8") as file:
        json.dump({"tensorgraft": 1, "source": {"path": model}, "target": {"path": model},
                   "entries": [{"target": target.name, "source": [source.name]}]}, file)
    program("run", mapping, "-o", output, *options.get("arguments", []), expect=options.get("expect", 0))
    return before, target, source


def check(name, folder, model):
    out = os.path.join(folder, name + "-out")
    original = files_of(model)
    before, target, source = rewritten(name, folder, model, out)
    after = bundle_reader.Bundle(os.path.join(out, "variables", "variables"))
    wanted = {t.name: t.data for t in before.tensors if t.elements is None}
    wanted[target.name] = source.data
    require({t.name: t.data for t in after.tensors if t.elements is None} == wanted, f"{name}: one variable replaced, the others kept")
    require(bundle_reader.object_graph(after) == bundle_reader.object_graph(before), f"{name}: the object graph is kept")
    found = files_of(out)
    own = {f for f in original if f.startswith(os.path.join("variables", "variables."))}
    require({f: h for f, h in found.items() if f not in own} == {f: h for f, h in original.items() if f not in own} and set(found) == set(original),
            f"{name}: every other file is the same byte for byte ({len(original) - len(own)} files)")
    require(sorted(d for _, ds, _ in os.walk(out) for d in ds) == sorted(d for _, ds, _ in os.walk(model) for d in ds), f"{name}: empty folders too")
    require(files_of(model) == original, f"{name}: the input is untouched")
    # Again onto itself: refused without --force, complete with it.
    rewritten(name, folder, out, out, expect=4)
    rewritten(name, folder, out, out, arguments=["--force"])
    require(set(files_of(out)) == set(original), f"{name}: replaced in place")
    leftovers = [f for f in os.listdir(folder) if "partial" in f]
    require(not leftovers, f"{name}: no leftovers {leftovers}")


with tempfile.TemporaryDirectory() as folder:
    made = {"tf2": saved_model.write_tf2(os.path.join(folder, "tf2")), "tf1": saved_model.write_tf1(os.path.join(folder, "tf1"))}
    for name, (model, flags) in made.items():
        for path in (model, os.path.join(model, "saved_model.pb")):
            shown = rows(path)
            told = {k: (v["name"], v["trainable"]) for k, v in shown["metadata"]["saved_model"]["variables"].items()}
            require(told == flags, f"{name}: names and trainable flags of {os.path.basename(path)} {told}")
        check(name, folder, model)

    # What is no SavedModel is never replaced by one.
    precious = os.path.join(folder, "precious")
    os.mkdir(precious)
    with open(os.path.join(precious, "thesis.txt"), "w", encoding="utf-8") as file:
        file.write("irreplaceable")
    rewritten("precious", folder, made["tf2"][0], precious, arguments=["--force"], expect=4)
    require(os.listdir(precious) == ["thesis.txt"], "a folder of other things is not replaced")

    # Damage of saved_model.pb leaves the variables; without variables there is nothing.
    broken = os.path.join(folder, "broken")
    shutil.copytree(made["tf2"][0], broken)
    with open(os.path.join(broken, "saved_model.pb"), "r+b") as file:
        file.truncate(os.path.getsize(file.name) - 3)
    require(len(rows(broken)["tensors"]) == len(rows(made["tf2"][0])["tensors"]), "a cut saved_model.pb leaves the variables")
    shutil.rmtree(os.path.join(broken, "variables"))
    error = program.json("inspect", broken, expect=3)["error"]
    require(error["code"] == "Io" and "variables" in error["message"], f"without variables: {error}")
    # A graph that bites its own tail ends.
    cyclic, _ = saved_model.write_tf2(os.path.join(folder, "cyclic"), cyclic=True)
    require(len(rows(cyclic)["tensors"]) > 3, "a cyclic object graph is no trap")

    root = os.path.join(samples, "tf-savedmodel")
    if not os.path.isdir(root):
        print(f"SKIPPED: there are no samples in {root}")
    else:
        for name in sorted(os.listdir(root)):
            copy = os.path.join(folder, name)
            shutil.copytree(os.path.join(root, name), copy)
            os.chmod(copy, 0o755)
            check(name, folder, copy)
            told = rows(copy)["metadata"]["saved_model"]["variables"]
            with open(os.path.join(copy, "saved_model.pb"), "rb") as file:
                wanted = saved_model.variables_of(file.read())
            require(wanted and sorted((v["name"], v["trainable"]) for v in told.values()) == sorted(wanted),
                    f"{name}: {len(told)} variables with the names and flags that saved_model.pb has")
done()
