#!/usr/bin/python3
"""Writes small HDF5 files of every kind that the family reads, and expected.json with what is in them.

usage: make_fixtures.py FOLDER
"""
import hashlib
import json
import os
import sys

import h5py
import numpy as np
from h5py import h5d, h5p, h5s, h5t

folder = sys.argv[1]
rng = np.random.default_rng(7)
expected = {}


def path(name):
    return os.path.join(folder, name)


def note(file, name, value, dtype=None, shape=None, raw=None):
    """Remembers a tensor: `raw` is its C-order little-endian bytes where NumPy has no such type."""
    if raw is None:
        value = np.asarray(value)
        raw = value.astype(value.dtype.newbyteorder("<")).tobytes()
    expected.setdefault(file, []).append({
        "name": name, "dtype": dtype or np.asarray(value).dtype.newbyteorder("=").name,
        "shape": list(np.shape(value)) if shape is None else shape, "sha256": hashlib.sha256(raw).hexdigest()})


def floats(*shape):
    return rng.standard_normal(shape).astype("<f4")


def texts(names):
    return np.array([n.encode() for n in names]) if names else np.array([])


def keras_group(file, root, layers, variable=False, split=0):
    """layers: [(layer, [(weight name, value)])], as Keras' save_weights_to_hdf5_group lays them out."""
    def put(object_, attribute, names):
        if split and len(names) > split:
            for i in range(0, len(names), split):
                object_.attrs[f"{attribute}{i // split}"] = texts(names[i:i + split])
        elif variable:
            object_.attrs.create(attribute, list(names), dtype=h5py.string_dtype(), shape=(len(names),))
        else:
            object_.attrs[attribute] = texts(names)
    put(root, "layer_names", [layer for layer, _ in layers])
    root.attrs["backend"] = b"tensorflow"
    root.attrs["keras_version"] = b"2.1.5"
    for layer, weights in layers:
        group = root.create_group(layer)
        put(group, "weight_names", [name for name, _ in weights])
        for name, value in weights:
            group.create_dataset(name, data=value)
            note(os.path.basename(file.filename), (root.name.strip("/") + "/" if root.name != "/" else "") + f"{layer}/{name}", value)


CONFIG = json.dumps({"class_name": "Sequential", "config": [{"class_name": "Conv2D", "config": {"name": "conv_2", "units": 3}}]})

with h5py.File(path("keras2_full.h5"), "w") as f:
    f.attrs["keras_version"] = "2.1.5"
    f.attrs["backend"] = "tensorflow"
    f.attrs["model_config"] = CONFIG
    f.attrs["training_config"] = json.dumps({"loss": "mse", "optimizer_config": {"class_name": "Adam", "config": {"lr": 0.001}}})
    keras_group(f, f.create_group("model_weights"), [
        ("input_1", []),
        ("conv_2", [("conv_2_1/kernel:0", floats(3, 3, 2, 4)), ("conv_2_1/bias:0", floats(4))]),
        ("batch_normalization_1", [(f"batch_normalization_1/{n}:0", floats(4)) for n in ("gamma", "beta", "moving_mean", "moving_variance")]),
        ("conv_10", [("conv_10/kernel:0", floats(1, 1, 4, 2))]),
        ("dense", [("dense/kernel:0", floats(8, 3)), ("dense/bias:0", floats(3))])])
    o = f.create_group("optimizer_weights")
    names = ["Adam/iterations:0", "training/Adam/conv_2/kernel/m:0"]
    values = [np.int64(12), floats(3, 3, 2, 4)]
    o.attrs["weight_names"] = texts(names)
    for name, value in zip(names, values):
        o.create_dataset(name, data=value)
        note("keras2_full.h5", "optimizer_weights/" + name, value)

with h5py.File(path("keras1_full.h5"), "w") as f:
    f.attrs["keras_version"] = b"1.2.1"
    f.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": [{"dim_ordering": "th"}]}).encode()
    g = f.create_group("model_weights")
    keras_group(f, g, [("convolution2d_1", [("convolution2d_1_W", floats(4, 2, 3, 3)), ("convolution2d_1_b", floats(4))]),
                       ("dense_1", [("dense_1_W", floats(6, 3)), ("dense_1_b", floats(3))])])
    for i in range(2):
        value = floats(6, 3)
        f.create_dataset(f"optimizer_weights/param_{i}", data=value)
        note("keras1_full.h5", f"optimizer_weights/param_{i}", value)

with h5py.File(path("weights_only.h5"), "w") as f:
    keras_group(f, f, [("flatten", []), ("dense", [("dense/kernel:0", floats(5, 2)), ("dense/bias:0", floats(2))])])

with h5py.File(path("nested.h5"), "w") as f:
    f.attrs["model_config"] = CONFIG
    keras_group(f, f.create_group("model_weights"), [
        ("model_117", [("conv2d_5/kernel:0", floats(3, 3, 1, 2)), ("bn/gamma:0", floats(2)), ("bn/moving_mean:0", floats(2))]),
        ("bidirectional", [("bidirectional/forward_lstm/kernel:0", floats(2, 8)), ("bidirectional/backward_lstm/kernel:0", floats(2, 8))]),
        ("lstm", [("lstm/lstm_cell/kernel:0", floats(2, 8)), ("lstm/lstm_cell/recurrent_kernel:0", floats(2, 8))])])

with h5py.File(path("split.h5"), "w") as f:
    keras_group(f, f, [(f"layer_{i}", [(f"layer_{i}/w{j}:0", floats(2)) for j in range(7 if i == 3 else 1)]) for i in range(11)], split=3)

with h5py.File(path("variable_names.h5"), "w") as f:
    keras_group(f, f, [("dense", [("dense/kernel:0", floats(5, 2)), ("dense/bias:0", floats(2))])], variable=True)

with h5py.File(path("user_block.h5"), "w", userblock_size=1024) as f:
    f["plain"] = floats(4, 5)
    note("user_block.h5", "plain", f["plain"][()])
    f.create_dataset("packed", data=floats(10, 10), chunks=(4, 4), compression="gzip")
    note("user_block.h5", "packed", f["packed"][()])

# Every chunk index of the newer file versions: single chunk, implicit, fixed array, extensible array, B-tree 2.
with h5py.File(path("latest.h5"), "w", libver="latest", track_order=True) as f:
    for name, kwargs in {"single": dict(chunks=(9, 7)), "fixed": dict(chunks=(4, 3)), "fixed_packed": dict(chunks=(4, 3), compression="gzip"),
                         "extensible": dict(chunks=(4, 3), maxshape=(None, 7)), "btree": dict(chunks=(4, 3), maxshape=(None, None), shuffle=True)}.items():
        value = floats(9, 7)
        f.create_dataset(name, data=value, **kwargs)
        note("latest.h5", name, value)

with h5py.File(path("generic.h5"), "w") as f:
    def add(name, value, **kwargs):
        f.create_dataset(name, data=value, **kwargs)
        note("generic.h5", name, value)
    add("gzip", floats(37, 21), chunks=(8, 5), compression="gzip", compression_opts=4)
    add("gzip_shuffle", floats(64, 33), chunks=(16, 33), compression="gzip", shuffle=True)
    add("everything", rng.integers(-9, 9, (11, 12, 13)).astype("<i8"), chunks=(4, 5, 6), compression="gzip", shuffle=True, fletcher32=True)
    add("fletcher32", floats(7, 3), chunks=(3, 2), fletcher32=True)
    add("odd_fletcher32", rng.integers(0, 255, (5, 5)).astype("u1"), chunks=(3, 3), fletcher32=True)
    add("lzf", np.repeat(floats(20), 10).reshape(10, 20), chunks=(5, 20), compression="lzf")
    if "szip" in h5py.filters.encode:
        add("szip", floats(32, 32), chunks=(8, 32), compression="szip")
    add("scaleoffset", rng.integers(0, 99, (16, 4)).astype("<i4"), chunks=(4, 4), scaleoffset=0)
    add("plain_chunks", floats(9), chunks=(4,))
    add("mono", floats(6, 4)[:, :1], chunks=(4, 1))
    add("big_chunked", floats(9, 4).astype(">f4"), chunks=(4, 4), shuffle=True)
    for code in ("<f2", "<f4", "<f8", ">f2", ">f4", ">f8", "i1", "u1", "<i2", ">i2", "<u2", "<i4", "<u4", ">u4", "<i8", "<u8", ">i8", "<c8", "<c16", ">c8"):
        add("types/" + code.replace("<", "le_").replace(">", "be_"), (rng.standard_normal((3, 4)) * 50).astype(code) if code[-2] != "u" and code[0] != "u"
            else rng.integers(0, 200, (3, 4)).astype(code))
    add("types/bool", rng.integers(0, 2, (5, 3)).astype(bool))
    add("scalar", np.float32(2.5))
    add("empty", np.zeros((0, 3), "<f4"))
    f["null"] = h5py.Empty("<f4")
    note("generic.h5", "null", np.zeros((0,), "<f4"))
    f.create_dataset("unwritten", shape=(3, 2), dtype="<f4", fillvalue=1.5)
    note("generic.h5", "unwritten", np.full((3, 2), 1.5, "<f4"))
    f.create_dataset("unwritten_zero", shape=(4,), dtype="<i4")
    note("generic.h5", "unwritten_zero", np.zeros(4, "<i4"))
    d = f.create_dataset("partly", shape=(10, 10), dtype=">f4", chunks=(4, 4), fillvalue=-2, compression="gzip")
    d[0:4, 4:8] = 7
    note("generic.h5", "partly", d[()])
    d = f.create_dataset("grown", shape=(2, 3), maxshape=(None, 3), dtype="<f4", chunks=(2, 2))
    d[...] = 1
    d.resize((5, 3))
    d[4] = 3
    note("generic.h5", "grown", d[()])

    # What h5py's high level does not make.
    def low(name, type_, space, plist, raw, dtype, shape):
        d = h5d.create(f.id, name.encode(), type_, space, dcpl=plist)
        d.write(h5s.ALL, h5s.ALL, np.frombuffer(raw, f"V{type_.get_size()}").reshape(shape), mtype=type_)
        note("generic.h5", name, np.zeros(shape), dtype, list(shape), raw)
    compact = h5p.create(h5p.DATASET_CREATE)
    compact.set_layout(h5d.COMPACT)
    raw = floats(2, 3).tobytes()
    low("compact", h5t.IEEE_F32LE, h5s.create_simple((2, 3)), compact, raw, "float32", (2, 3))
    for name, fields, bias, size in (("bfloat16", (15, 7, 8, 0, 7), 127, 2), ("float8_e5m2", (7, 2, 5, 0, 2), 15, 1),
                                     ("float8_e4m3fn", (7, 3, 4, 0, 3), 7, 1)):
        type_ = h5t.IEEE_F32LE.copy()
        type_.set_fields(*fields)
        type_.set_precision(8 * size)
        type_.set_size(size)
        type_.set_ebias(bias)
        low("types/" + name, type_, h5s.create_simple((4, 2)), None, rng.integers(0, 100, 8 * size).astype("u1").tobytes(), name, (4, 2))
    opaque = h5t.create(h5t.OPAQUE, 2)
    opaque.set_tag(b"bf16")
    low("keras3_bfloat16", opaque, h5s.create_simple((3,)), None, bytes(range(6)), "bfloat16", (3,))
    f["keras3_bfloat16"].attrs["dtype"] = "bfloat16"
    nbit = h5t.STD_I32LE.copy()
    nbit.set_precision(17)
    d = h5d.create(f.id, b"seventeen_bits", nbit, h5s.create_simple((4,)))
    d.write(h5s.ALL, h5s.ALL, np.array([1, -2, 30000, -65536], "<i4"))
    note("generic.h5", "seventeen_bits", np.array([1, -2, 30000, -65536], "<i4"))
    value = floats(5, 2, 3)
    f.create_dataset("arrays", shape=(5,), dtype=np.dtype(("<f4", (2, 3))))[...] = value
    note("generic.h5", "arrays", value)
    f.create_dataset("arrays_chunked", shape=(5,), dtype=np.dtype(("<f4", (2, 3))), chunks=(2,), compression="gzip")[...] = value
    note("generic.h5", "arrays_chunked", value)
    with open(path("outside.bin"), "wb") as outside:
        outside.write(b"head" + floats(3, 3).tobytes() + b"tail")
    value = np.frombuffer(open(path("outside.bin"), "rb").read()[4:40], "<f4").reshape(3, 3)
    d = f.create_dataset("external", shape=(3, 3), dtype="<f4", external=[("outside.bin", 4, 36)])
    note("generic.h5", "external", value)

    # No tensors: they belong into the metadata.
    f["text"] = "some text"
    f["fixed_texts"] = np.array([b"a", b"bc"])
    f["records"] = np.zeros(3, [("iter", "<i4"), ("ret", "<f4")])
    f["link"] = h5py.SoftLink("/scalar")
    f["dangling"] = h5py.SoftLink("/nowhere")
    f["types_again"] = f["types"]
    f["types"]["circle"] = f["/"]
    f.attrs["number"] = 3
    f.attrs["real"] = 0.5
    f.attrs["flag"] = True
    f.attrs["matrix"] = np.arange(6).reshape(2, 3)
    f.attrs["nothing"] = h5py.Empty("f4")
    f["types"].attrs["TITLE"] = np.bytes_("types")

# The same without the dataset whose data lies in another file, which a rewrite refuses.
with h5py.File(path("generic.h5"), "r") as source, h5py.File(path("generic_inside.h5"), "w") as f:
    for name in source:
        if name not in ("external", "types_again", "link", "dangling"):
            if name == "types":
                g = f.create_group(name)
                for inner in source[name]:
                    if inner != "circle":
                        source.copy(f"{name}/{inner}", g)
                g.attrs["TITLE"] = np.bytes_("types")
            else:
                source.copy(name, f)
    f.attrs["number"] = 3
    f["gzip"].attrs["text"] = "of variable length"
    f["gzip_shuffle"].attrs["texts"] = np.array(["one", "three"], dtype=h5py.string_dtype())
    f["gzip_shuffle"].attrs["number"] = np.arange(3)
    f["gzip_shuffle"].attrs["nothing"] = h5py.Empty("f4")

with h5py.File(path("huge.h5"), "w") as f:
    d = f.create_dataset("sparse", shape=(3, 2 ** 40), dtype="<f4", chunks=(2, 8), fillvalue=-1)
    d[0, 2 ** 40 - 1], d[1, 0], d[1, 2 ** 40 - 1] = 5, 6, 7

# Small enough that every byte of them can be damaged.
with h5py.File(path("small_old.h5"), "w") as f:
    keras_group(f, f, [("dense", [("dense/kernel:0", floats(2, 2))])])
    f.create_dataset("packed", data=floats(4, 4), chunks=(2, 4), compression="gzip", shuffle=True, fletcher32=True)
    note("small_old.h5", "packed", f["packed"][()])
    chunk = f["packed"].id.get_chunk_info(1)
    expected["chunk of small_old.h5"] = {"offset": chunk.byte_offset, "size": chunk.size}
with h5py.File(path("small_new.h5"), "w", libver="latest") as f:
    keras_group(f, f, [("dense", [("dense/kernel:0", floats(2, 2))])])
    f.create_dataset("packed", data=floats(4, 4), chunks=(2, 4), compression="gzip", shuffle=True, fletcher32=True)
    note("small_new.h5", "packed", f["packed"][()])

json.dump(expected, open(path("expected.json"), "w"), indent=1)
