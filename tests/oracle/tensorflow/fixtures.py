"""Checkpoints that the project's own code did not write, each with the tensors that it must show.

`make(folder)` writes all of them and gives {name: (path to open, {tensor: NumPy value})}.
"""
import os

import numpy
from bundle_writer import (Bfloat16, Partitioned, object_graph_bytes, shape_of, string_scalar, write_bundle, write_state_file,
                           write_v1)

KEY = "/.ATTRIBUTES/VARIABLE_VALUE"


def numbers(shape, dtype="float32", seed=0):
    generator = numpy.random.RandomState(seed + 1)
    if dtype == "bool":
        return generator.randint(0, 2, shape).astype(bool)
    if dtype.startswith(("int", "uint")):
        info = numpy.iinfo(dtype)
        return generator.randint(max(info.min, -2**62), min(info.max, 2**62), shape, dtype=numpy.int64 if info.max < 2**63 else numpy.uint64).astype(dtype)
    if dtype.startswith("complex"):
        return (generator.randn(*shape) + 1j * generator.randn(*shape)).astype(dtype)
    return numpy.asarray(generator.randn(*shape)).astype(dtype)


def bfloat16(shape, seed=0):
    return Bfloat16((numbers(shape, "float32", seed).view(numpy.uint32) >> 16).astype(numpy.uint16))


def strings(shape, *elements):
    value = numpy.empty(shape, object)
    value.reshape(-1)[:] = list(elements)
    return value


def all_types():
    types = ["float32", "float64", "float16", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
             "bool", "complex64", "complex128"]
    values = {f"types/{t}": numbers((3, 5), t, i) for i, t in enumerate(types)}
    values["types/bfloat16"] = bfloat16((4, 3), 50)
    values["types/string"] = strings((2, 2), b"", b"one", b"\xff\x00two", b"x" * 300)
    values["scalar"] = numpy.float32(2.5).reshape(())
    values["empty"] = numpy.zeros((0, 4), numpy.float32)
    return values


def slim():
    """Names as TF-slim's Saver writes them, with an optimizer's slots."""
    values = {"global_step": numpy.int64(1234).reshape(()), "beta1_power": numpy.float32(0.9).reshape(())}
    for i, shape in enumerate([(3, 3, 3, 8), (3, 3, 8, 8)]):
        values[f"net/conv{i + 1}/weights"] = numbers(shape, seed=i)
        values[f"net/conv{i + 1}/biases"] = numbers(shape[-1:], seed=10 + i)
        values[f"net/conv{i + 1}/weights/Adam"] = numbers(shape, seed=20 + i)
        values[f"net/conv{i + 1}/weights/Adam_1"] = numbers(shape, seed=30 + i)
    values["net/fc8/weights"] = numbers((32, 10), seed=40)
    return values


def partitioned():
    table = numbers((10, 6), seed=3)
    return {"plain": numbers((4,), seed=1),
            "table": Partitioned(table, [[(0, 4), (0, -1)], [(4, 3), (0, -1)], [(7, 3), (0, -1)]]),
            "columns": Partitioned(numbers((5, 300), seed=4), [[(0, -1), (0, 100)], [(0, -1), (100, 130)], [(0, -1), (230, 70)]])}


GRAPH = [
    {"children": {"model": 1, "optimizer": 2, "save_counter": 7}},
    {"children": {"layer_with_weights-0": 3, "layer-1": 3}},
    {"children": {"iter": 6}, "slots": [(4, "m", 8), (5, "m", 9)]},
    {"children": {"kernel": 4, "bias": 5}},
    {"attributes": [("VARIABLE_VALUE", "dense/kernel", "model/layer_with_weights-0/kernel" + KEY)]},
    {"attributes": [("VARIABLE_VALUE", "dense/bias", "model/layer_with_weights-0/bias" + KEY)]},
    {"attributes": [("VARIABLE_VALUE", "Adam/iter", "optimizer/iter" + KEY)]},
    {"attributes": [("VARIABLE_VALUE", "save_counter", "save_counter" + KEY)]},
    {"attributes": [("VARIABLE_VALUE", "Adam/dense/kernel/m", "model/layer_with_weights-0/kernel/.OPTIMIZER_SLOT/optimizer/m" + KEY)]},
    {"attributes": [("VARIABLE_VALUE", "Adam/dense/bias/m", "model/layer_with_weights-0/bias/.OPTIMIZER_SLOT/optimizer/m" + KEY)]},
]


def object_based(graph=None):
    return {"_CHECKPOINTABLE_OBJECT_GRAPH": string_scalar(object_graph_bytes(graph or GRAPH)),
            "model/layer_with_weights-0/kernel" + KEY: numbers((7, 4), seed=1),
            "model/layer_with_weights-0/bias" + KEY: numbers((4,), seed=2),
            "model/layer_with_weights-0/kernel/.OPTIMIZER_SLOT/optimizer/m" + KEY: numbers((7, 4), seed=3),
            "model/layer_with_weights-0/bias/.OPTIMIZER_SLOT/optimizer/m" + KEY: numbers((4,), seed=4),
            "optimizer/iter" + KEY: numpy.int64(77).reshape(()), "save_counter" + KEY: numpy.int64(1).reshape(())}


def v1_types():
    return {name: value for name, value in all_types().items() if name not in ("types/string",)}


def make(folder):
    made = {}

    def bundle(name, values, state=False, **options):
        prefix = os.path.join(folder, name, "model.ckpt-7")
        write_bundle(prefix, values, **options)
        if state:
            write_state_file(os.path.join(folder, name), "model.ckpt-7")
        made[name] = (prefix + ".index", values)

    bundle("v2-types", all_types())
    bundle("v2-slim", slim(), state=True)
    bundle("v2-shards", slim(), shards=3)
    bundle("v2-aligned", slim(), alignment=64)
    bundle("v2-big-endian", all_types(), big_endian=True)
    bundle("v2-partitioned", partitioned(), shards=2, shard_of=lambda name, part: part % 2)
    bundle("v2-object", object_based(), state=True)
    bundle("v2-snappy", slim(), snappy=True)
    many = {f"scope_{i % 7}/layer_{i:04d}/kernel": numbers((2, 3), seed=i) for i in range(300)}
    bundle("v2-many-blocks", many, block_bytes=600, restart_interval=4)

    def table(name, values, file="model.ckpt", files=1, **options):
        path = os.path.join(folder, name, file)
        write_v1(path, values, files=files, **options)
        made[name] = (path if files == 1 else f"{path}-00000-of-{files:05d}", values)

    table("v1-types", v1_types(), "types.ckpt")
    table("v1-content", v1_types(), "model.chkpt-0", as_content=set(v1_types()))
    table("v1-bare", slim(), "model", with_header=False)
    table("v1-snappy", slim(), snappy=True, block_bytes=2000)
    table("v1-slices", partitioned())
    table("v1-shards", partitioned(), files=2)
    return made


def byte_count(value):
    return int(numpy.prod(shape_of(value), dtype=numpy.int64))
