#!/usr/bin/python3
"""Files that Python wrote: `tensorgraft inspect --json --hash` must show the same tensors, however they are opened.

usage: check_reading.py PROGRAM v1|v2
"""
import os
import shutil
import sys
import tempfile

from support import Program, differences, done, require
import bundle_reader
import fixtures

program, family = Program(sys.argv[1]), sys.argv[2]

with tempfile.TemporaryDirectory() as folder:
    made = fixtures.make(folder)
    for name, (path, values) in made.items():
        if not name.startswith(family):
            continue
        if family == "v2":
            problems = differences({t.name: bundle_reader.describe(t) for t in bundle_reader.read_checkpoint(path).tensors}, values)
            require(not problems, f"{name}: the Python reader agrees with the Python writer {problems[:3]}")
        shown = program.json("inspect", path, "--hash")
        require(shown["format"] == f"tf-checkpoint-{family}", f"{name}: format {shown['format']}")
        problems = differences({t["name"]: t for t in shown["tensors"]}, values, family == "v1")
        require(not problems, f"{name}: inspect shows what was written {problems[:3]}")

    def opens(path, values, what):
        problems = differences(program.hashes(path), values, family == "v1")
        require(not problems, f"{what} opens {problems[:3]}")

    if family == "v2":
        shown = {t["name"]: t for t in program.json("inspect", made["v2-object"][0])["tensors"]}
        layer = "model/layer_with_weights-0/"
        told = {name: (t["role"], t.get("alias")) for name, t in shown.items()}
        require(told[layer + "kernel" + fixtures.KEY] == ("trainable", "dense/kernel"), "the object graph gives the variable's name")
        require(told[layer + "bias/.OPTIMIZER_SLOT/optimizer/m" + fixtures.KEY] == ("optimizer_state", "Adam/dense/bias/m"), "slots are the optimizer's")
        require(told["save_counter" + fixtures.KEY][0] == "bookkeeping", f"the save counter is no weight {told}")
        table = program("inspect", made["v2-object"][0]).stdout
        require("KNOWN AS" in table and "dense/kernel" in table, "people see the variables' names too")
        require("KNOWN AS" not in program("inspect", made["v2-slim"][0]).stdout, "no empty column")

        index, values = made["v2-slim"]
        opens(index[:-len(".index")], values, "the prefix")
        opens(os.path.join(os.path.dirname(index), "checkpoint"), values, "the state file")
        opens(os.path.dirname(index), values, "the directory with a state file")
        opens(index[:-len(".index")] + ".data-00000-of-00001", values, "the data file")
        lone = made["v2-types"]
        opens(os.path.dirname(lone[0]), lone[1], "a directory with one checkpoint")
    else:
        for suffix in ("model.ckpt", "model", "model.chkpt-0", "model.tfmodel"):
            path = os.path.join(folder, suffix)
            shutil.copy(made["v1-bare"][0], path)
            opens(path, made["v1-bare"][1], f"a V1 file named {suffix}")
        state = os.path.join(folder, "state")
        os.mkdir(state)
        shutil.copy(made["v1-bare"][0], os.path.join(state, "old.ckpt"))
        fixtures.write_state_file(state, "old.ckpt")
        opens(os.path.join(state, "checkpoint"), made["v1-bare"][1], "a state file that names a V1 file")
        prefix = made["v1-shards"][0][:-len("-00000-of-00002")]
        opens(prefix + "-00001-of-00002", made["v1-shards"][1], "another shard")
done()
