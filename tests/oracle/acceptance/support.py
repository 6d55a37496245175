"""What the acceptance scripts share."""
import json
import os
import subprocess
import sys


class Program:
    """The built `tensorgraft`."""

    def __init__(self, path):
        self.path = path

    def __call__(self, *arguments, expect=0):
        done = subprocess.run([self.path, *map(str, arguments)], capture_output=True, text=True)
        if done.returncode != expect:
            fail(f"tensorgraft {' '.join(map(str, arguments))}: exit code {done.returncode}, expected {expect}\n{done.stdout}\n{done.stderr}")
        return done

    def json(self, *arguments, expect=0):
        return json.loads(self(*arguments, "--json", expect=expect).stdout)


def fail(message):
    print("FAILED:", message)
    sys.exit(1)


def require(condition, message):
    if not condition:
        fail(message)
    print("ok:", message)


def sample(samples, *path):
    """Path of a sample file; ends the script as passed, and says so, where the samples are not there."""
    full = os.path.join(samples, *path)
    if not os.path.exists(full):
        print(f"SKIPPED: the sample {full} is missing; nothing was checked")
        sys.exit(0)
    return full


def read_bytes(path):
    with open(path, "rb") as file:
        return file.read()
