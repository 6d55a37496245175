#!/usr/bin/env python3
"""packaging/batch/slurm-array.sh under a real Slurm: a controller and a node of its own on this host, in a temporary folder.

usage: check_slurm.py PROGRAM PROJECT_DIR

Needs slurmctld, slurmd, sbatch and munged (Debian: slurm-wlm, munge) and root, because slurmd starts jobs as their users.
Exit code 77 where they are missing, 1 at the first thing that is wrong.
"""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import numpy as np

program, project = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
JOBS, POISONED = 7, 5
os.environ["PATH"] += ":/usr/sbin:/sbin"
missing = [tool for tool in ("slurmctld", "slurmd", "sbatch", "sinfo", "munged") if not shutil.which(tool)]
if missing or os.geteuid() != 0:
    print("SKIPPED:", "not installed: " + ", ".join(missing) if missing else "slurmd needs root")
    sys.exit(77)


def expect(condition, what):
    if not condition:
        print("FAILED:", what)
        sys.exit(1)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def configuration(folder):
    host = socket.gethostname().split(".")[0]
    return f"""ClusterName=one
SlurmctldHost={host}(127.0.0.1)
AuthInfo=socket={folder}/munge.sock
SlurmUser=root
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
MpiDefault=none
SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000,sched_interval=1
NodeName={host} NodeAddr=127.0.0.1 CPUs={os.cpu_count()} RealMemory=2000 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def start(folder, running):
    for name in ("state", "spool"):
        os.mkdir(f"{folder}/{name}")
    with open(f"{folder}/munge.key", "wb") as file:
        file.write(os.urandom(1024))
    os.chmod(f"{folder}/munge.key", 0o400)
    with open(f"{folder}/slurm.conf", "w") as file:
        file.write(configuration(folder))
    os.environ["SLURM_CONF"] = f"{folder}/slurm.conf"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running.append(subprocess.Popen(["munged", "--force", "--foreground", f"--socket={folder}/munge.sock", f"--key-file={folder}/munge.key",
                                     f"--log-file={folder}/munged.log", f"--pid-file={folder}/munged.pid", f"--seed-file={folder}/munge.seed"], **quiet))
    deadline = time.time() + 60
    while not os.path.exists(f"{folder}/munge.sock"):
        expect(time.time() < deadline, "munged answers")
        time.sleep(0.1)
    running.append(subprocess.Popen(["slurmctld", "-D"], **quiet))
    running.append(subprocess.Popen(["slurmd", "-D"], **quiet))
    while "idle" not in subprocess.run(["sinfo", "-h", "-o", "%T"], capture_output=True, text=True).stdout:
        expect(time.time() < deadline, "the node is idle: " + open(f"{folder}/slurmctld.log").read()[-1500:] if os.path.exists(f"{folder}/slurmctld.log") else "no log")
        time.sleep(0.3)


def make(work):
    random = np.random.default_rng(5)
    os.makedirs(work + "/runs")
    np.savez(work + "/target.npz", w=np.zeros((30, 70), np.float32))
    for i in range(JOBS):
        np.savez(f"{work}/runs/run_{i:02}.npz", kernel=random.normal(size=(70, 30)).astype(np.float32))
    with open(f"{work}/runs/run_{POISONED:02}.npz", "r+b") as file:
        file.truncate(2000)
    with open(work + "/mapping.json", "w") as file:
        json.dump({"tensorgraft": 1, "source": {"path": ""}, "target": {"path": "target.npz"},
                   "entries": [{"target": "w", "source": ["kernel"], "transform": "transpose(1,0)"}]}, file)
    with open(work + "/jobs.jsonl", "w") as file:
        for i in range(JOBS):
            file.write(json.dumps({"mapping": "mapping.json", "source": f"runs/run_{i:02}.npz", "output": "out/{stem}.npz"}) + "\n")


def submit(work):
    """The exit code of the array, and what each task printed."""
    for name in os.listdir(work):
        if name.startswith("task-"):
            os.remove(f"{work}/{name}")
    done = subprocess.run(["sbatch", "--wait", f"--array=1-{JOBS}%4", "--mem=200M", "--output=task-%a.out", project + "/packaging/batch/slurm-array.sh", "jobs.jsonl"],
                          cwd=work, env=dict(os.environ, TENSORGRAFT=program), capture_output=True, text=True, timeout=240)
    return done.returncode, [open(f"{work}/task-{i + 1}.out").read() for i in range(JOBS)]


with tempfile.TemporaryDirectory() as temporary:
    started = []
    try:
        start(temporary, started)
        here = temporary + "/work"
        make(here)
        code, printed = submit(here)
        expect(code == 3, f"the array tells that an input was at fault: {code} {printed}")
        expect("run_05.npz" in printed[POISONED] and "truncated" in printed[POISONED], f"the poisoned one is named: {printed[POISONED]}")
        made = sorted(os.listdir(here + "/out"))
        expect(made == [f"run_{i:02}.npz" for i in range(JOBS) if i != POISONED], f"all but one are there: {made}")
        for name in made:
            with np.load(f"{here}/out/{name}") as output, np.load(f"{here}/runs/{name}") as source:
                expect(np.array_equal(output["w"], source["kernel"].T), f"{name} is right")
        os.remove(here + "/out/run_02.npz")
        _, printed = submit(here)
        expect(sum("1 skipped" in text for text in printed) == JOBS - 2, f"a second submission does only what is missing: {printed}")
        expect("1 done" in printed[2], "the lost output is made again")
        print(f"Slurm: an array of {JOBS} tasks on one host, {len(made)} right, 1 named error, the second submission skips what is finished")
    finally:
        for process in reversed(started):
            process.send_signal(signal.SIGTERM)
        for process in started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
