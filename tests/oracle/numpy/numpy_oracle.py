"""NumPy as the judge of our .npy and .npz.

numpy_oracle.py make DIR    writes fixtures: DIR/CASE/FILE with facts.json (what NumPy finds in it)
numpy_oracle.py check DIR   DIR/*.job.json: {"original", "written", "encoding"?, "tensors": [{name, dtype, shape, bytes}]};
                            the written file must hold exactly these values under these names, and whatever else the
                            original holds unchanged
"""
import collections
import hashlib
import io
import json
import os
import pickle
import struct
import sys
import warnings
import zipfile

import numpy as np

warnings.simplefilter("ignore")


class Custom:
    """Pickled by name only: `some.where.Custom`."""


class Evil:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.system, ("touch " + self.path,)


def key_text(key):
    return key.decode("latin1") if isinstance(key, bytes) else str(key)


def flatten(value, name, out):
    """(name, array) pairs of a tree, named as TensorGraft names them; the rest of the tree as a string."""
    if isinstance(value, np.ndarray) and value.dtype == object:
        if value.size == 1:
            return flatten(value.reshape(-1)[0], name, out)
        value = list(value.reshape(-1))
    if isinstance(value, (np.ndarray, np.generic)):
        out.append((name, np.asarray(value)))
        return "array"
    join = lambda key: f"{name}/{key}" if name else key
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {flatten(v, join(key_text(key)), out)}" for key, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return type(value).__name__ + "[" + ", ".join(flatten(v, join(str(i)), out) for i, v in enumerate(value)) + "]"
    if isinstance(value, Custom):
        return "Custom" + flatten(value.__dict__, name, out)
    return repr(value)


def tensors_of(path, encoding="latin1"):
    """All arrays of a file as (name, array), and a text of everything else."""
    out, rest = [], []
    if path.endswith(".npz"):
        with np.load(path, allow_pickle=True, encoding=encoding) as z:
            for member in z.files:
                rest.append(member + "=" + flatten(z[member], member, out))
        with zipfile.ZipFile(path) as z:
            assert z.testzip() is None
    else:
        value = np.load(path, allow_pickle=True, encoding=encoding)
        rest.append(flatten(value, "array" if value.dtype != object else "", out))
    return out, "\n".join(rest)


def little(array):
    array = np.asarray(array)
    return array.astype(array.dtype.newbyteorder("<")).tobytes(order="C")


def facts(folder, file, tensors):
    rows = [{"name": n, "shape": list(a.shape), "dtype": a.dtype.newbyteorder("=").name, "sha256": hashlib.sha256(little(a)).hexdigest(),
             "nbytes": a.nbytes} for n, a in tensors]
    with open(os.path.join(folder, "facts.json"), "w") as f:
        json.dump({"files": [{"file": file}], "tensors": rows}, f)


def case(root, name, file, data, tensors=None):
    folder = os.path.join(root, name)
    os.makedirs(folder)
    path = os.path.join(folder, file)
    with open(path, "wb") as f:
        f.write(data)
    facts(folder, file, tensors if tensors is not None else tensors_of(path)[0])


def saved(array, **kw):
    f = io.BytesIO()
    np.save(f, array, **kw)
    return f.getvalue()


def header(descr, shape, version=(1, 0), fortran=False):
    f = io.BytesIO()
    text = "{'descr': %r, 'fortran_order': %r, 'shape': %r, }" % (descr, fortran, shape)
    encode = "utf8" if version == (3, 0) else "latin1"
    if version == (1, 0):
        f.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text) + 1))
    else:
        f.write(b"\x93NUMPY" + bytes(version) + struct.pack("<I", len(text) + 1))
    f.write(text.encode(encode) + b"\n")
    return f.getvalue()


def object_file(value, protocol):
    boxed = np.empty((), object)
    boxed[()] = value
    return header("|O", ()) + pickle.dumps(boxed, protocol=protocol)


# Streams as Python 2 wrote them: str of array bytes as STRING (protocol 0) or BINSTRING (protocol 2).
def python2_text(s, protocol):
    if protocol == 0:
        return b"S" + repr(s)[1:].encode() + b"\n"
    return (b"U" + bytes([len(s)]) if len(s) < 256 else b"T" + struct.pack("<i", len(s))) + s


def python2_array(a, protocol, module=b"numpy.core.multiarray"):
    t = lambda s: python2_text(s, protocol)
    number = lambda n: b"I%d\n" % n
    kind = a.dtype.str[1:].encode()
    fortran = a.flags.f_contiguous and not a.flags.c_contiguous
    if a.dtype == object:
        data = b"(l" + b"".join(python2_value(v, protocol) + b"a" for v in a.reshape(-1))
    else:
        data = t(a.tobytes(order="F" if fortran else "C"))
    return (b"c" + module + b"\n_reconstruct\n(cnumpy\nndarray\n(I0\nt" + t(b"b") + b"tR(I1\n(" + b"".join(map(number, a.shape)) +
            b"tcnumpy\ndtype\n(" + t(kind) + b"I0\nI1\ntR(I3\n" + t(a.dtype.str[:1].encode()) + b"NNNI-1\nI-1\n" + number(63 if a.dtype == object else 0) + b"tb" +
            (b"I01\n" if fortran else b"I00\n") + data + b"tb")


def python2_value(v, protocol):
    if isinstance(v, dict):
        return b"(d" + b"".join(python2_value(k, protocol) + python2_value(x, protocol) + b"s" for k, x in v.items())
    if isinstance(v, list):
        return b"(l" + b"".join(python2_value(x, protocol) + b"a" for x in v)
    if isinstance(v, np.ndarray):
        return python2_array(v, protocol)
    if isinstance(v, bytes):
        return python2_text(v, protocol)
    if isinstance(v, str):
        return b"V" + v.encode("raw_unicode_escape") + b"\n"
    return b"I%d\n" % v


def python2_file(value, protocol):
    boxed = np.empty((), object)
    boxed[()] = value
    return header("|O", ()) + (b"" if protocol == 0 else b"\x80\x02") + python2_value(boxed, protocol) + b"."


def make(root):
    rng = np.random.default_rng(7)
    some = lambda *shape: rng.standard_normal(shape).astype("f4")

    for dtype in ("b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16"):
        case(root, f"plain-{dtype}", "a.npy", saved((some(3, 4) * 50).astype(dtype)))
        if dtype not in ("b1", "i1", "u1"):
            case(root, f"plain-big-{dtype}", "a.npy", saved((some(2, 5) * 50).astype(">" + dtype)))
    case(root, "plain-fortran", "a.npy", saved(np.asfortranarray(some(4, 3, 5))))
    case(root, "plain-fortran-big", "a.npy", saved(np.asfortranarray(some(4, 3)).astype(">f8", order="K")))
    case(root, "plain-scalar", "a.npy", saved(np.float32(2.5)))
    case(root, "plain-empty", "a.npy", saved(np.zeros((0, 3), "f4")))
    case(root, "plain-empty-fortran", "a.npy", header("<f4", (3, 0, 2), fortran=True))
    case(root, "plain-vector", "a.npy", saved(some(7)))
    for version in ((1, 0), (2, 0), (3, 0)):
        a = some(2, 3)
        case(root, f"plain-version-{version[0]}", "a.npy", header("<f4", (2, 3), version) + a.tobytes())

    layers = {"conv1": {"weights": some(3, 3, 2, 4), "biases": some(4)},
              "fc/6": {"weights": np.asfortranarray(some(6, 5)), "biases": some(5).astype(">f4")}}
    lists = {"conv1": [some(3, 3, 2, 4), some(4)], "fc": (some(2, 2), some(2)), 3: [some(1)], "empty": [np.zeros((0, 2), "f8")]}
    flat = {"a.weight": some(4, 2, 3, 3), "a.bias": some(4).astype("f2"), "step": np.int64(12), "rate": np.float32(0.5),
            "flags": np.array([True, False]), "note": "text", "epoch": 3, "none": None, "nested": [1, {"x": 2.5}]}
    ordered = collections.OrderedDict([("l1", collections.OrderedDict([("w", some(2, 3))])), ("l2", {"w": some(3)})])
    custom = Custom()
    custom.w = some(2, 2)
    custom.name = "thing"
    large = {"big": {"w": some(40, 50), "f": np.asfortranarray(some(30, 50)), "u": (some(5000) * 100).astype("u1")}}
    for p in range(6):
        case(root, f"layers-{p}", "a.npy", object_file(layers, p))
        case(root, f"lists-{p}", "a.npy", object_file(lists, p))
        case(root, f"flat-{p}", "a.npy", object_file(flat, p))
        case(root, f"ordered-{p}", "a.npy", object_file(ordered, p))
        case(root, f"custom-{p}", "a.npy", object_file({"it": custom, "w": some(2)}, p))
        case(root, f"large-{p}", "a.npy", object_file(large, p))
    for p in (2, 4):
        os.makedirs(os.path.join(root, f"evil-{p}"))
        with open(os.path.join(root, f"evil-{p}", "a.npy"), "wb") as f:
            f.write(object_file({"w": some(2), "x": Evil(os.path.join(root, f"executed-{p}"))}, p))
    twice = some(2, 3)
    case(root, "shared-2", "a.npy", object_file({"a": twice, "b": twice, "c": some(2)}, 2))
    old = {b"conv1": {b"w": some(3, 3, 1, 2), b"b": np.array([1, 200], "u1")}, "fc": [np.asfortranarray(some(5, 4)), some(300)], b"n": 7}
    for p in (0, 2):
        case(root, f"python2-{p}", "a.npy", python2_file(old, p))
        case(root, f"python2-one-byte-{p}", "a.npy", python2_file({b"w": np.array([119], "u1"), b"v": some(3)}, p))
    three = np.empty(3, object)
    three[:] = [some(2), some(3, 1), {"k": some(1)}]
    case(root, "object-vector", "a.npy", saved(three, allow_pickle=True))

    def archive(save, **arrays):
        f = io.BytesIO()
        save(f, **arrays)
        return f.getvalue()

    boxed = np.empty((), object)
    boxed[()] = {"H": some(3, 2), "n": 5}
    arrays = {"conv1/weights": some(3, 3, 2, 4), "scalar": np.float64(1.5), "f": np.asfortranarray(some(4, 6)),
              "big": some(5).astype(">f8"), "model": boxed, "empty": np.zeros((0,), "i4")}
    case(root, "npz-stored", "a.npz", archive(np.savez, **arrays))
    case(root, "npz-deflated", "a.npz", archive(np.savez_compressed, **arrays))
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w") as z:
        z.writestr("model.npy", object_file({"H": some(3, 2), "E": some(2)}, 2))
        z.writestr("readme.txt", "kept")
        z.writestr("w.npy", saved(some(2, 2)))
        z.comment = b"a comment"
    case(root, "npz-text", "a.npz", text.getvalue())
    case(root, "npz-small", "a.npz", archive(np.savez, w=some(3)))
    case(root, "npz-small-deflated", "a.npz", archive(np.savez_compressed, w=np.zeros(30, "f4")))


def check(root):
    bad = done = 0
    for name in sorted(os.listdir(root)):
        if not name.endswith(".job.json"):
            continue
        with open(os.path.join(root, name)) as f:
            job = json.load(f)
        done += 1
        try:
            for encoding in job.get("encodings", ["latin1"]):
                got, rest = tensors_of(job["written"], encoding)
                expected = {t["name"]: t for t in job["tensors"]}
                assert {n for n, _ in got} == set(expected), f"names {sorted(n for n, _ in got)}"
                assert len(got) == len(expected)
                for n, a in got:
                    t = expected[n]
                    assert list(a.shape) == t["shape"] and a.dtype.newbyteorder("=").name == t["dtype"], f"{n}: {a.dtype} {a.shape}"
                    with open(t["bytes"], "rb") as f:
                        assert f.read() == little(a), f"{n}: other values"
                if job.get("original"):
                    before, rest_before = tensors_of(job["original"], encoding)
                    assert [n for n, _ in got] == [n for n, _ in before], "order"
                    assert rest == rest_before, f"the rest changed: {rest} / {rest_before}"
                    if job.get("keepsOrder"):
                        for (n, a), (_, b) in zip(got, before):
                            assert a.flags.f_contiguous == b.flags.f_contiguous and a.dtype == b.dtype, f"{n}: order or dtype"
        except Exception as error:
            bad += 1
            print(f"{name}: {type(error).__name__}: {error}")
    print(f"{done} files checked, {bad} bad")
    return 1 if bad or not done else 0


Custom.__module__ = "some.where"
sys.modules["some"] = type(sys)("some")
sys.modules["some.where"] = type(sys)("some.where")
sys.modules["some.where"].Custom = Custom
if __name__ == "__main__":
    sys.exit(make(sys.argv[2]) if sys.argv[1] == "make" else check(sys.argv[2]))
