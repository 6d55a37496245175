"""Arrays and what NumPy says of them, for the tests of the analysis room.

usage: numpy_reference.py FOLDER
"""
import sys

import numpy as np

folder = sys.argv[1] + "/"
random = np.random.default_rng(5)
np.seterr(all="ignore")

special = random.normal(0.1, 2, 300_001).astype(np.float32)
special[::1000] = np.nan
special[1::5000] = np.inf
special[2::7000] = -np.inf
special[3::100] = 0
cases = {
    "plain": random.normal(3, 0.01, 1_000_003).astype(np.float32),
    "special": special,
    "offset": (1e8 + random.normal(0, 1, 200_000)).astype(np.float64),  # cancels where squares are summed
    "half": random.normal(0, 1, 50_001).astype(np.float16),
    "int8": random.integers(-128, 128, 70_000).astype(np.int8),
    "int64": random.integers(-2**40, 2**40, 10_000),
    "bool": random.integers(0, 2, 9_999).astype(np.bool_),
    "complex64": (random.normal(0, 1, 5_000) + 1j * random.normal(0, 1, 5_000)).astype(np.complex64),
    "one": np.array([-2.5], np.float32),
}
with open(folder + "facts.txt", "w") as out:
    for name, a in cases.items():
        a.tofile(folder + name + ".bin")
        v = np.abs(a.astype(np.complex128)) if a.dtype.kind == "c" else a.astype(np.float64)
        finite = v[np.isfinite(v)]
        print(name, a.size, int((v == 0).sum()), int(np.isnan(v).sum()), int(np.isinf(v).sum()),
              *(float(x).hex() for x in (finite.min(), finite.max(), finite.mean(), finite.std(), np.sqrt((finite**2).sum()))),
              file=out)
        counts, _ = np.histogram(finite, bins=37)
        counts.astype(np.uint64).tofile(folder + name + ".hist")
        f32 = finite.astype(np.float32).astype(np.float64)
        np.quantile(f32, [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1]).tofile(folder + name + ".quantiles")
        m = np.abs(finite[finite != 0])
        low, high = max(m.min(), m.max() / 1e12), m.max()
        if low == high:
            low, high = low / np.sqrt(2.0), high * np.sqrt(2.0)
        edges = low * (high / low) ** (np.arange(30) / 29)
        edges[0], edges[-1] = low, high
        counts, _ = np.histogram(np.maximum(m, low), bins=edges)
        edges.tofile(folder + name + ".logedges")
        counts.astype(np.uint64).tofile(folder + name + ".loghist")
