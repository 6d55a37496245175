#!/usr/bin/env python3
"""A batch of 50 jobs with 3 poisoned inputs, killed in the middle and resumed, checked with NumPy.

usage: check_batch.py PROGRAM PROJECT_DIR

Also runs packaging/batch/Snakefile where snakemake is installed, and the Slurm array script the way Slurm calls it.
Exit code 1 at the first thing that is wrong.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import numpy as np

program, project = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
JOBS, POISONED = 50, (7, 23, 41)
random = np.random.default_rng(8)


def expect(condition, what):
    if not condition:
        print("FAILED:", what)
        sys.exit(1)


def batch(*arguments, **options):
    done = subprocess.run([program, "batch", *arguments, "--json"], capture_output=True, text=True, **options)
    return done.returncode, json.loads(done.stdout), done.stderr


def make(folder):
    os.makedirs(folder + "/runs")
    np.savez(folder + "/target.npz", w=np.zeros((300, 700), np.float32), b=np.zeros(300, np.float32), steps=np.array([5]))
    sources = {}
    for i in range(JOBS):
        name = f"{folder}/runs/run_{i:02}.npz"
        weights = {"kernel": random.normal(size=(700, 300)).astype(np.float32), "bias": random.normal(size=300).astype(np.float32)}
        np.savez(name, **weights)
        sources[i] = weights
    with open(f"{folder}/runs/run_07.npz", "r+b") as file:  # cut
        file.truncate(20000)
    with open(f"{folder}/runs/run_23.npz", "wb") as file:  # something else altogether
        file.write(bytes.fromhex("ffd8ffe000104a46494600") + bytes(500))
    np.savez(f"{folder}/runs/run_41.npz", other=np.zeros(3))  # a model that does not fit
    with open(folder + "/mapping.json", "w") as file:
        json.dump({"tensorgraft": 1, "source": {"path": ""}, "target": {"path": "target.npz"},
                   "entries": [{"target": "w", "source": ["kernel"], "transform": "transpose(1,0)"}, {"target": "b", "source": ["bias"]}]}, file)
    with open(folder + "/jobs.jsonl", "w") as file:
        for i in range(JOBS):
            file.write(json.dumps({"mapping": "mapping.json", "source": f"runs/run_{i:02}.npz", "output": f"out/{{stem}}.npz"}) + "\n")
    return sources


def right(path, weights):
    with np.load(path) as made:
        return (np.array_equal(made["w"], weights["kernel"].T) and np.array_equal(made["b"], weights["bias"])
                and np.array_equal(made["steps"], [5]) and len(made.files) == 3)


def outputs(folder):
    """What a stopped batch may leave: complete outputs, and folders named as leftovers."""
    out = folder + "/out"
    names = sorted(os.listdir(out)) if os.path.isdir(out) else []
    return [n for n in names if n.endswith(".npz")], [n for n in names if not n.endswith(".npz")]


def kill_in_the_middle(folder, sources):
    # One job at a time, so that at least half of them are still to come when the tenth line appears.
    running = subprocess.Popen([program, "batch", folder + "/jobs.jsonl", "-j", "1"], stdout=subprocess.PIPE, text=True)
    lines = 0
    for line in running.stdout:
        lines += line.startswith(("done", "failed"))
        if lines == 10:
            running.send_signal(signal.SIGKILL)
            break
    running.stdout.close()
    expect(running.wait() == -signal.SIGKILL, "the batch was killed")
    whole, left = outputs(folder)
    expect(9 <= len(whole) < JOBS - len(POISONED), f"the kill came in the middle: {len(whole)} outputs")
    for name in whole:
        expect(right(f"{folder}/out/{name}", sources[int(name[4:6])]), f"{name} is complete after the kill")
    expect(all("tensorgraft-partial" in n for n in left), f"leftovers are named so: {left}")
    return len(whole)


def resumed(folder, sources, before):
    code, report, _ = batch(folder + "/jobs.jsonl", "-j", "3", "--resume", "--report", folder + "/report.json")
    expect(code == 3, f"exit code 3, got {code}")
    expect(report["failed"] == len(POISONED), f"three jobs failed: {report['failed']}")
    expect(report["done"] + report["skipped"] == JOBS - len(POISONED), "the others are done")
    expect(report["skipped"] >= before - 1, f"what was finished is skipped: {report['skipped']} of {before}")
    expect(json.load(open(folder + "/report.json")) == report, "the report file is what was printed")
    for i, job in enumerate(report["jobs"]):
        if i in POISONED:
            expect(job["state"] == "failed" and f"run_{i:02}" in job["error"].get("file", "") + job["error"]["message"] or i == 41, f"job {i} names its file")
            expect(job["error"]["message"], "an error says what is wrong")
            expect(not os.path.exists(f"{folder}/out/run_{i:02}.npz"), "a failed job leaves nothing")
        else:
            expect(right(f"{folder}/out/run_{i:02}.npz", sources[i]), f"run_{i:02} is right")
    whole, left = outputs(folder)
    expect(len(whole) == JOBS - len(POISONED) and not left, f"nothing torn or left over: {left}")


def proof_is_the_bytes(folder, sources):
    """A changed output, a lost output and a changed source are done again; nothing else is."""
    with open(folder + "/out/run_03.npz", "r+b") as file:
        file.seek(4000)
        byte = file.read(1)
        file.seek(4000)
        file.write(bytes([byte[0] ^ 1]))
    os.remove(folder + "/out/run_04.npz")
    sources[5]["bias"] += 1
    np.savez(folder + "/runs/run_05.npz", **sources[5])
    _, report, _ = batch(folder + "/jobs.jsonl", "--resume")
    again = [i for i, job in enumerate(report["jobs"]) if job["state"] == "done"]
    expect(again == [3, 4, 5], f"only what changed is done again: {again}")
    for i in again:
        expect(right(f"{folder}/out/run_{i:02}.npz", sources[i]), f"run_{i:02} is right again")
    code, report, _ = batch(folder + "/jobs.jsonl")
    expect(code == 4 and report["failed"] == JOBS, "without --resume and --force existing outputs are refused")
    for i in set(range(JOBS)) - set(POISONED):
        expect(right(f"{folder}/out/run_{i:02}.npz", sources[i]), "and left alone")


def patterns_and_csv(folder, sources):
    code, report, _ = batch("--mapping", folder + "/mapping.json", "--source", folder + "/runs/run_1*.npz", "--output", folder + "/glob/{stem}_grafted.npz", "-j", "2")
    expect(code == 0 and report["done"] == 10, f"ten sources match: {report}")
    expect(right(folder + "/glob/run_15_grafted.npz", sources[15]), "the pattern's output is right")
    with open(folder + "/jobs.csv", "w") as file:
        file.write('source,output,note\nruns/run_10.npz,"csv/with, comma.npz",x\n# a remark\nruns/run_11.npz,csv/{stem}.npz,y\n')
    code, report, _ = batch(folder + "/jobs.csv", "--mapping", folder + "/mapping.json")
    expect(code == 0 and right(folder + "/csv/with, comma.npz", sources[10]) and right(folder + "/csv/run_11.npz", sources[11]), f"CSV: {report}")


def refused(folder):
    """Wrong lists: one error each, with its line, and nothing is written."""
    for text, says in (('{"source": "a"\n', "line 1"), ('{"output": "o.npz"}\n', "mapping"), ("source\na\n", "mapping"), ("x,y\n1,2\n", "column"), ("", "empty"),
                       ('{"mapping": "m", "source": "a", "output": "{what}.npz"}\n', "placeholder"),
                       ('{"mapping": "m", "source": "a", "output": "o"}\n{"mapping": "m", "source": "b", "output": "./o"}\n', "same output"),
                       ('{"mapping": "m", "source": "a", "output": "a"}\n', "reads"), ('source,output\n"a,b\n', "quote")):
        with open(folder + "/wrong.txt", "w") as file:
            file.write(text)
        code, report, _ = batch(folder + "/wrong.txt")
        error = report["error"]
        expect(code == 2 and says in error["message"] + error.get("expected", ""), f"{text!r}: {code} {error}")
    expect(batch()[0] == 2, "neither list nor patterns")
    expect(batch("--mapping", "m", "--source", folder + "/none*.h5", "--output", "{stem}")[0] == 2, "a pattern without files")


def interrupted(folder):
    """SIGINT ends with 130 and leaves no torn file."""
    running = subprocess.Popen([program, "batch", folder + "/jobs.jsonl", "-j", "1", "--force"], stdout=subprocess.PIPE, text=True)
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    text = running.stdout.read()
    expect(running.wait() == 130 and "--resume" in text, f"130 and a word on going on: {text}")
    expect(not outputs(folder)[1] or all(not n.startswith(".") for n in outputs(folder)[1]), "nothing left over")


def slurm(folder, sources):
    shutil.rmtree(folder + "/out")
    environment = dict(os.environ, TENSORGRAFT=program)
    for task, code in ((1, 0), (3, 0), (8, 3), (3, 0)):
        done = subprocess.run([project + "/packaging/batch/slurm-array.sh", folder + "/jobs.jsonl"], env=dict(environment, SLURM_ARRAY_TASK_ID=str(task)),
                              capture_output=True, text=True)
        expect(done.returncode == code, f"array task {task}: {done.stdout}{done.stderr}")
    expect("skipped" in done.stdout, "a second submission skips")
    expect(right(folder + "/out/run_00.npz", sources[0]) and right(folder + "/out/run_02.npz", sources[2]), "array tasks 1 and 3 are right")
    expect(len(outputs(folder)[0]) == 2, "the poisoned one left nothing")


def snakemake(folder, sources):
    if not shutil.which("snakemake"):
        print("SKIPPED: snakemake is not installed")
        return
    call = ["snakemake", "-s", project + "/packaging/batch/Snakefile", "--cores", "2", "--keep-going", "--directory", folder, "--config",
            "mapping=mapping.json", "sources=" + folder + "/runs/run_0[0-9].npz", "outdir=snake", "program=" + program]
    done = subprocess.run(call, capture_output=True, text=True)
    made = sorted(n for n in os.listdir(folder + "/snake") if n.endswith(".npz"))
    expect(done.returncode != 0 and len(made) == 9, f"nine of ten, the poisoned one is missing: {made} {done.stderr[-2000:]}")
    for name in made:
        expect(right(f"{folder}/snake/{name}", sources[int(name[4:6])]), f"snakemake's {name} is right")


with tempfile.TemporaryDirectory() as temporary:
    all_sources = make(temporary)
    refused(temporary)
    finished = kill_in_the_middle(temporary, all_sources)
    resumed(temporary, all_sources, finished)
    proof_is_the_bytes(temporary, all_sources)
    patterns_and_csv(temporary, all_sources)
    interrupted(temporary)
    slurm(temporary, all_sources)
    snakemake(temporary, all_sources)
    print(f"50 jobs, 3 poisoned, killed after {finished} outputs, resumed: 47 right, 3 named errors, nothing torn")
