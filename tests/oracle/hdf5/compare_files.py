#!/usr/bin/python3
"""Compares an HDF5 file with the one it was made from, through h5py.

usage: compare_files.py JOBS.json

JOBS.json is a list of {"kind": "rewrite", "target", "output", "changed": {name: {"dtype", "shape", "sha256"}}} and
{"kind": "export", "output", "keras": bool, "tensors": [{"name", "path", "dtype", "shape", "sha256"}]}. Prints what differs; exit 1 where anything does.
"""
import hashlib
import json
import sys

import h5py
import numpy as np

problems = []


def attributes(object_):
    """Every attribute as (type, shape, stored bytes); texts of variable length as their texts."""
    found = {}
    for name in object_.attrs:
        a = object_.attrs.get_id(name)
        type_, space = a.get_type(), a.get_space()
        if isinstance(type_, h5py.h5t.TypeStringID) and type_.is_variable_str():
            value = repr(object_.attrs[name])
        elif space.get_simple_extent_type() == h5py.h5s.NULL:
            value = None
        else:
            data = np.empty(a.shape, dtype=f"V{type_.get_size()}")
            a.read(data, mtype=type_)
            value = data.tobytes()
        found[name] = (type_.encode() if type_.committed() is False else type_, a.shape, value)
    return found


def objects(file):
    found = {"/": file}
    file.visititems(lambda name, o: found.update({name: o}))
    return found


def value(d):
    if d.shape is None:
        return b""
    type_ = d.id.get_type()
    if type_.get_class() in (h5py.h5t.STRING, h5py.h5t.VLEN) or h5py.check_ref_dtype(d.dtype):
        return repr(d[()]).encode()
    data = np.empty(d.shape, dtype=f"V{type_.get_size()}")
    if data.size:
        d.id.read(h5py.h5s.ALL, h5py.h5s.ALL, data, mtype=type_)
    return data.tobytes()


def little_endian_hash(d):
    raw = value(d)
    base = d.dtype.base
    if base.kind in "iufc" and (d.dtype.itemsize == d.id.get_type().get_size()):
        raw = np.frombuffer(raw, base).astype(base.newbyteorder("<")).tobytes()
    return hashlib.sha256(raw).hexdigest()


def check_value(where, d, wanted):
    shape = list((0,) if d.shape is None else d.shape + d.dtype.shape)
    if shape != wanted["shape"]:
        problems.append(f"{where}: shape {shape}, not {wanted['shape']}")
    if little_endian_hash(d) != wanted["sha256"]:
        problems.append(f"{where}: another value")
    if wanted["dtype"] in np.sctypeDict and d.dtype.base.newbyteorder("=") != np.dtype(wanted["dtype"]):
        problems.append(f"{where}: dtype {d.dtype}, not {wanted['dtype']}")


def rewrite(job):
    with h5py.File(job["target"], "r") as target, h5py.File(job["output"], "r") as output:
        a, b = objects(target), objects(output)
        if list(a) != list(b):
            problems.append(f"{job['output']}: other objects: {set(a) ^ set(b)}")
        if target.userblock_size != output.userblock_size:
            problems.append(f"{job['output']}: another user block")
        for name in a:
            where = f"{job['output']} {name}"
            if name not in b:
                continue
            if attributes(a[name]) != attributes(b[name]):
                problems.append(f"{where}: other attributes")
            if not isinstance(a[name], h5py.Dataset):
                continue
            if name in job["changed"]:
                check_value(where, b[name], job["changed"][name])
                same = job["changed"][name].get("keepsType", False)
                if same and a[name].id.get_type() != b[name].id.get_type():
                    problems.append(f"{where}: the stored type changed")
                if (a[name].chunks is None) != (b[name].chunks is None) or a[name].compression != b[name].compression:
                    problems.append(f"{where}: chunks or compression changed")
            elif a[name].shape != b[name].shape or a[name].id.get_type() != b[name].id.get_type() or value(a[name]) != value(b[name]):
                problems.append(f"{where}: was to be kept but changed")


def texts(object_, attribute):
    if attribute in object_.attrs:
        parts = [object_.attrs[attribute]]
    else:
        parts = []
        while f"{attribute}{len(parts)}" in object_.attrs:
            parts.append(object_.attrs[f"{attribute}{len(parts)}"])
        if not parts:
            raise KeyError(attribute)
    return [n.decode() if isinstance(n, bytes) else n for part in parts for n in part]


def export(job):
    with h5py.File(job["output"], "r") as output:
        for t in job["tensors"]:
            check_value(f"{job['output']} {t['name']}", output[t["path"]], t)
        if not job["keras"]:
            return
        # As keras.saving.hdf5_format.load_weights_from_hdf5_group goes through a file.
        root = output["model_weights"] if "layer_names" not in output.attrs and "layer_names0" not in output.attrs else output
        prefix = root.name.strip("/") + "/" if root.name != "/" else ""
        listed = [f"{prefix}{layer}/{w}" for layer in texts(root, "layer_names") for w in texts(root[layer], "weight_names")]
        if sorted(listed) != sorted(t["path"] for t in job["tensors"] if not t["path"].startswith("optimizer_weights/")):
            problems.append(f"{job['output']}: layer_names and weight_names list other weights")
        version = root.attrs["keras_version"]
        if not str(version.decode() if hasattr(version, "decode") else version).startswith("2."):
            problems.append(f"{job['output']}: keras_version {version}")


for job in json.load(open(sys.argv[1])):
    (rewrite if job["kind"] == "rewrite" else export)(job)
print("\n".join(problems[:50]))
sys.exit(1 if problems else 0)
