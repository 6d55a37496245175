"""Bundles for the unit tests, in the folder given, by the independent writer in tests/oracle/tensorflow.

`expected.json`: {bundle: {"path": index, "tensors": {name: {dtype, shape, sha256}}}}.
"""
import json
import os
import sys

sys.dont_write_bytecode = True
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "..", "..", "oracle", "tensorflow"))
import fixtures  # noqa: E402
from bundle_writer import object_graph_bytes, string_scalar, write_bundle  # noqa: E402
from support import expected_row  # noqa: E402
from wire import field, fixed32  # noqa: E402

out = sys.argv[1]
made = {name: value for name, value in fixtures.make(out).items() if name.startswith("v2")}


def add(name, values, **options):
    prefix = os.path.join(out, name, "m")
    write_bundle(prefix, values, **options)
    made[name] = (prefix + ".index", values)


# A graph whose nodes refer to each other and to themselves; slots that lead back to their optimizer.
cyclic = [{"children": {"a": 1, "self": 0}}, {"children": {"back": 0, "b": 2}},
          {"children": {"up": 1}, "slots": [(2, "m", 2), (0, "v", 1)],
           "attributes": [("VARIABLE_VALUE", "deep/kernel", "a/b/kernel" + fixtures.KEY)]}]
add("v2-cyclic", {"_CHECKPOINTABLE_OBJECT_GRAPH": string_scalar(object_graph_bytes(cyclic)),
                  "a/b/kernel" + fixtures.KEY: fixtures.numbers((3, 2))})
add("v2-bad-graph", {"_CHECKPOINTABLE_OBJECT_GRAPH": string_scalar(b"\x0a\x05\x12\x7f"),
                     "a/kernel" + fixtures.KEY: fixtures.numbers((3, 2))})
add("v2-config", {"layer-1/.ATTRIBUTES/OBJECT_CONFIG_JSON": string_scalar(b'{"class_name": "Dense"}'),
                  "layer-1/w..x.Sy" + fixtures.KEY: fixtures.numbers((2,))})


def lie(change):
    """Changes the entry of 'b', whose fields stand in the order of their numbers."""
    def entries(index):
        index[b"b"] = change(index[b"b"])
    return entries


three = {"a": fixtures.numbers((4,), seed=1), "b": fixtures.numbers((4,), seed=2), "c": fixtures.numbers((4,), seed=3)}
entry = field(1, 1) + field(2, field(2, field(1, 4)))
add("bad-offset", three, entries=lie(lambda e: entry + field(4, 40) + field(5, 16) + fixed32(6, 1)))
add("bad-negative", three, entries=lie(lambda e: entry + field(4, 2**64 - 16) + field(5, 16) + fixed32(6, 1)))
add("bad-size", three, entries=lie(lambda e: entry + field(4, 16) + field(5, 12) + fixed32(6, 1)))
add("bad-shard", three, entries=lie(lambda e: entry + field(3, 7) + field(4, 16) + field(5, 16) + fixed32(6, 1)))
add("bad-shape", three, entries=lie(lambda e: field(1, 1) + field(2, field(2, field(1, 2**62)) * 2) + field(5, 16)))
add("bad-crc", three, entries=lie(lambda e: entry + field(4, 16) + field(5, 16) + fixed32(6, 1)))
add("bad-message", three, entries=lie(lambda e: b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
add("unknown-type", three, entries=lie(lambda e: field(1, 99) + e[2:]))
add("unknown-fields", three, entries=lie(lambda e: e + field(300, "kept") + field(301, 5)))
add("shared-bytes", {**three, "b": three["a"]}, entries=lambda index: index.update({b"b": index[b"a"]}))


def version(**fields):
    body = b"".join(field({"producer": 1, "min_consumer": 2, "bad_consumers": 3}[k], v) for k, v in fields.items())
    def entries(index):
        index[b""] = field(1, 1) + field(3, body)
    return entries


add("too-new", three, entries=version(producer=9, min_consumer=9))
add("excluded", three, entries=version(producer=1, bad_consumers=1))
add("newer-producer", three, entries=version(producer=9))

with open(os.path.join(out, "expected.json"), "w") as file:
    json.dump({name: {"path": path, "tensors": {n: expected_row(v) for n, v in values.items()}}
               for name, (path, values) in made.items()}, file)
