"""What the TensorFlow oracle scripts share."""
import hashlib
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bundle_writer import Partitioned, dtype_of, little_endian, shape_of  # noqa: E402


class Program:
    """The built `tensorgraft`."""

    def __init__(self, path):
        self.path = path

    def __call__(self, *arguments, expect=0):
        done = subprocess.run([self.path, *map(str, arguments)], capture_output=True, text=True, timeout=120)
        if expect is not None and done.returncode != expect:
            fail(f"tensorgraft {' '.join(map(str, arguments))}: exit code {done.returncode}, expected {expect}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done

    def json(self, *arguments, expect=0):
        done = self(*arguments, "--json", expect=expect)
        try:
            return json.loads(done.stdout)
        except ValueError:
            fail(f"tensorgraft {' '.join(map(str, arguments))}: no JSON on standard output\n{done.stdout[:500]}\n{done.stderr[:2000]}")

    def hashes(self, path):
        """{name: row of `inspect --hash`}, in file order."""
        return {t["name"]: t for t in self.json("inspect", path, "--hash")["tensors"]}


failures = []


def fail(message):
    print("FAILED:", message)
    sys.exit(1)


def require(condition, message):
    """Notes a failure and goes on, so that one run shows all of them; done() ends the script."""
    if not condition:
        failures.append(message)
    print("ok:" if condition else "FAILED:", message)
    return condition


def done():
    if failures:
        print(f"{len(failures)} failed:", *failures, sep="\n  ")
    sys.exit(1 if failures else 0)


def sha256(data):
    return hashlib.sha256(bytes(data)).hexdigest()


def expected_row(value):
    row = {"dtype": dtype_of(value), "shape": shape_of(value)}
    if row["dtype"] != "string":
        row["sha256"] = sha256(little_endian(value.value if isinstance(value, Partitioned) else value))
    return row


def differences(found, values, in_order=False):
    """Where rows of `inspect` (or of describe()) differ from {name: NumPy value}. Order counts: that of the index (V2),
    or as written (`in_order`, V1)."""
    problems = []
    wanted = list(values) if in_order else sorted(values, key=lambda name: name.encode())
    if list(found) != wanted:
        problems.append(f"names {list(found)[:6]}, expected {wanted[:6]}")
    for name, value in values.items():
        for key, expected in expected_row(value).items():
            if name in found and found[name].get(key) != expected:
                problems.append(f"{name}: {key} {found[name].get(key)}, expected {expected}; {found[name].get('error', '')}")
    return problems


def files_of(folder):
    """{relative path: SHA-256} of everything below a folder."""
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = sha256(file.read())
    return found
