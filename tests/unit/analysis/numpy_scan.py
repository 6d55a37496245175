"""A model with planted faults, and what NumPy says of it, for the test of the whole-model scan.

usage: numpy_scan.py FOLDER
"""
import sys

import numpy as np

folder = sys.argv[1] + "/"
random = np.random.default_rng(11)
np.seterr(all="ignore")

tensors = {}
for layer in range(24):
    scale = 40.0 if layer == 17 else 0.02 * (1 + 0.3 * random.random())
    tensors[f"block{layer}/kernel"] = random.normal(0, scale, (3, 3, 8, 16 + layer)).astype(np.float32)
    tensors[f"block{layer}/bias"] = random.normal(0, 0.1, 16 + layer).astype(np.float16 if layer % 2 else np.float32)
tensors["block3/kernel"][0, 0, 0, :5] = np.nan
tensors["block4/kernel"][1, 1, 1, :3] = np.inf
tensors["block5/bias"][:] = 0
tensors["head/kernel"] = random.normal(0, 0.02, (400, 10)).astype(np.float64)
tensors["step"] = np.array(7, np.int64)
np.savez(folder + "model.npz", **tensors)

rms = {}
for name, a in tensors.items():
    v = a.astype(np.float64)
    finite = v[np.isfinite(v)]
    rms[name] = np.log10(np.sqrt((finite**2).mean()))
scores = dict.fromkeys(tensors, np.nan)
for kind in ("kernel", "bias"):
    names = [n for n in tensors if n.endswith(kind) and np.isfinite(rms[n])]
    x = np.array([rms[n] for n in names])
    deviation = x - np.median(x)
    for name, score in zip(names, 0.6745 * deviation / np.median(np.abs(deviation))):
        scores[name] = score
with open(folder + "scan.txt", "w") as out:
    for name, a in tensors.items():
        v = a.astype(np.float64)
        print(name, int((v == 0).sum()), int(np.isnan(v).sum()), int(np.isinf(v).sum()), float(scores[name]), file=out)
