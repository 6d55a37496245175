"""Small files for the tests of the command line.

usage: make_fixtures.py FOLDER
"""
import json
import os
import pickle
import struct
import sys
import zipfile

import h5py
import numpy as np

folder = sys.argv[1] + "/"


def safetensors(path, tensors, metadata=None):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, array in tensors.items():
        header[name] = {"dtype": {"float32": "F32", "int64": "I64", "float16": "F16"}[array.dtype.name], "shape": list(array.shape),
                        "data_offsets": [len(data), len(data) + array.nbytes]}
        data += array.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(folder + path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


random = np.random.default_rng(2)
# TensorFlow's names and axes on one side, PyTorch's on the other.
source = {"conv1/kernel": random.normal(size=(3, 3, 3, 8)).astype(np.float32), "conv1/bias": random.normal(size=8).astype(np.float32),
          "dense/kernel": random.normal(size=(8, 5)).astype(np.float32), "dense/bias": random.normal(size=5).astype(np.float32)}
np.savez(folder + "source.npz", **source)
target = {"conv1.weight": np.zeros((8, 3, 3, 3), np.float32), "conv1.bias": np.zeros(8, np.float32),
          "dense.weight": np.zeros((5, 8), np.float32), "dense.bias": np.zeros(5, np.float32), "steps": np.array([7], np.int64)}
safetensors("target.safetensors", target, {"made by": "a test"})
special = np.array([[0, 1, np.nan], [np.inf, -2, 0]], np.float32)
safetensors("special.safetensors", {"w": special, "half": np.array([1.5, -2], np.float16), "empty": np.zeros((0, 4), np.float32)})
changed = dict(source)
changed["conv1/bias"] = source["conv1/bias"] + np.float32(0.5)
del changed["dense/bias"]
np.savez(folder + "changed.npz", **changed)
safetensors("nasty.safetensors", {"evil\x1b[31mname\n": np.zeros(2, np.float32)})

np.savez(folder + "text.npz", text=np.array(["one", "three"]), records=np.zeros(2, [("x", "f4"), ("y", "i4")]), w=np.zeros(3, np.float32))
with h5py.File(folder + "whole.h5", "w") as file:
    file.create_dataset("a/kernel", data=random.normal(size=(40, 50)).astype(np.float32))

# Wrong inputs.
with open(folder + "picture.jpg", "wb") as file:
    file.write(bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(500) + b"\xff\xd9")
open(folder + "empty.bin", "wb").close()
whole = open(folder + "source.npz", "rb").read()
open(folder + "truncated.npz", "wb").write(whole[: len(whole) * 2 // 3])
h5 = open(folder + "whole.h5", "rb").read()
open(folder + "half.h5", "wb").write(h5[: len(h5) // 2])
open(folder + "huge_header.safetensors", "wb").write(struct.pack("<Q", 1 << 60) + b'{"w":{}}')


class Attack:
    def __reduce__(self):
        return os.system, (f"touch {folder}pwned",)


with open(folder + "attack.pkl", "wb") as file:
    pickle.dump({"w": Attack()}, file, protocol=2)
with zipfile.ZipFile(folder + "attack.pt", "w") as archive:
    archive.writestr("attack/data.pkl", pickle.dumps(Attack(), protocol=2))
    archive.writestr("attack/version", "3\n")
npy = np.lib.format.MAGIC_PREFIX + b"\x01\x00"
header = b"{'descr': '|O', 'fortran_order': False, 'shape': (), }"
header += b" " * (-(len(header) + 11) % 64) + b"\n"
with open(folder + "attack.npy", "wb") as file:
    file.write(npy + struct.pack("<H", len(header)) + header + pickle.dumps(Attack(), protocol=2))
os.mkdir(folder + "plain_folder")
open(folder + "secret.npz", "wb").write(whole)
os.chmod(folder + "secret.npz", 0)
