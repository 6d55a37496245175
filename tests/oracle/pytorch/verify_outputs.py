"""Loads with PyTorch what the program wrote. A line of the list: kind, file, facts of what it must hold, original."""
import json
import os
import sys
import zipfile

sys.path.insert(0, os.path.dirname(__file__))
import torch  # noqa: E402

from torch_flatten import load, others, tensors  # noqa: E402

failures = 0
count = 0


def check(condition, text):
    global failures
    if not condition:
        failures += 1
        print("FAILED:", text)


for line in open(sys.argv[1]):
    kind, path, facts, original = line.rstrip("\n").split("\t")
    count += 1
    try:
        value = load(path)
        found = {t["name"]: t for t in tensors(value)}
        wanted = json.load(open(facts))["tensors"]
        for t in wanted:
            if t["name"].startswith("constants."):
                continue
            got = found.get(t["name"])
            check(got == t, f"{path}: {t['name']}: wanted {t}, got {got}")
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as z:
                check(z.testzip() is None, f"{path}: {z.testzip()} has a wrong CRC")
        if kind == "rewrite":
            if not isinstance(value, torch.jit.ScriptModule):
                check(others(value) == others(load(original)), f"{path}: values that are no tensors changed")
            if "deflated" not in path:  # a compressed storage is stored when it changes
                check(os.path.getsize(path) == os.path.getsize(original), f"{path}: the size changed")
        if kind == "export":
            check(type(value).__name__ == "OrderedDict", f"{path}: a {type(value)}")
            check(list(found) == [t["name"] for t in wanted], f"{path}: order {list(found)}")
            strict = torch.load(path, weights_only=True)
            check(list(strict) == list(value), f"{path}: weights_only loads something else")
            with zipfile.ZipFile(path) as z, open(path, "rb") as f:
                for info in z.infolist():
                    f.seek(info.header_offset + 26)
                    name, extra = (int.from_bytes(f.read(2), "little") for _ in range(2))
                    check((info.header_offset + 30 + name + extra) % 64 == 0, f"{path}: {info.filename} is not aligned")
                    check(info.compress_type == 0, f"{path}: {info.filename} is compressed")
    except Exception as e:  # noqa: BLE001
        check(False, f"{path}: {type(e).__name__}: {e}")

print(f"{count} files, {failures} failures")
sys.exit(1 if failures or not count else 0)
