"""Small SavedModels, made and read from the descriptions of saved_model.proto, meta_graph.proto, saved_object_graph.proto."""
import os

import numpy
from bundle_writer import object_graph_bytes, shape_proto, string_scalar, write_bundle
from fixtures import KEY, numbers
from wire import field, fields

SAVE_VERSION = field(1, 1)


def _meta_info(tag):
    return field(1, field(4, tag) + field(5, "2.9.1"))


def write_tf2(folder, cyclic=False):
    """Object graph: a dense layer with a frozen scale, an escaped name, an optimizer's slot and a counter."""
    variables = [("dense/kernel", True, (5, 3)), ("dense/bias", True, (3,)), ("scale", False, (3,)), ("odd.name", True, (3,))]
    keys = ["model/dense/kernel", "model/dense/bias", "model/scale", "model/odd..na.Sme"]
    nodes = [{"children": {"model": 1}}, {"children": {"dense": 2, "scale": 5, "odd.na/me": 6}}, {"children": {"kernel": 3, "bias": 4}}, {}, {}, {}, {}]
    if cyclic:
        for node in nodes:
            node.setdefault("children", {}).update({"self": 0, "again": nodes.index(node)})
    graph, attributes = b"", [dict(n) for n in nodes]
    for i, node in enumerate(nodes):
        body = b"".join(field(1, (field(1, child) if child else b"") + field(2, name)) for name, child in node.get("children", {}).items())
        if i >= 3:
            name, trainable, shape = variables[i - 3]
            body += field(7, field(1, 1) + field(2, shape_proto(shape)) + (field(3, 1) if trainable else b"") + field(6, name))
            attributes[i]["attributes"] = [("VARIABLE_VALUE", name, keys[i - 3] + KEY)]
        graph += field(1, body)
    values = {key + KEY: numbers(variables[i][2], seed=i) for i, key in enumerate(keys)}
    values["_CHECKPOINTABLE_OBJECT_GRAPH"] = string_scalar(object_graph_bytes(attributes))
    values["model/dense/kernel/.OPTIMIZER_SLOT/optimizer/m" + KEY] = numbers((5, 3), seed=9)
    write_bundle(os.path.join(folder, "variables", "variables"), values)
    _write(folder, field(1, 1) + field(2, _meta_info("serve") + field(7, graph)))
    os.makedirs(os.path.join(folder, "assets"), exist_ok=True)  # TensorFlow 2 leaves it empty
    with open(os.path.join(folder, "keras_metadata.pb"), "wb") as file:
        file.write(b"\x0a\x03abc")
    with open(os.path.join(folder, "fingerprint.pb"), "wb") as file:
        file.write(b"\x08\x01")
    return folder, {key + KEY: variables[i][:2] for i, key in enumerate(keys)}


def write_tf1(folder):
    """Collections: a trainable kernel, a moving mean, a partitioned table of which each part is listed."""
    def definition(name, whole=None):
        return field(1, name + ":0") + field(2, name + "/Assign") + (field(4, field(1, whole)) if whole else b"")

    def collection(key, items):
        return field(4, field(1, key) + field(2, field(2, b"".join(field(1, i) for i in items))))

    table = [definition("table/part_0", "table"), definition("table/part_1", "table")]
    graph = collection("variables", [definition("net/weights"), definition("net/moving_mean")] + table)
    graph += collection("trainable_variables", [definition("net/weights")] + table)
    graph += collection("losses", [])
    _write(folder, field(1, 1) + field(2, _meta_info("train") + graph))
    write_bundle(os.path.join(folder, "variables", "variables"),
                 {"net/weights": numbers((4, 4), seed=1), "net/moving_mean": numbers((4,), seed=2), "table": numbers((6, 2), seed=3),
                  "global_step": numpy.int64(5).reshape(())}, shards=2)
    os.makedirs(os.path.join(folder, "assets"), exist_ok=True)
    with open(os.path.join(folder, "assets", "vocab.txt"), "wb") as file:
        file.write(b"one\ntwo\n")
    os.makedirs(os.path.join(folder, "assets.extra", "deep"), exist_ok=True)
    with open(os.path.join(folder, "assets.extra", "deep", "request"), "wb") as file:
        file.write(bytes(range(256)))
    return folder, {"net/weights": ("net/weights", True), "net/moving_mean": ("net/moving_mean", False), "table": ("table", True)}


def _write(folder, data):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "saved_model.pb"), "wb") as file:
        file.write(data)


def variables_of(data):
    """[(name, trainable)] of every variable that saved_model.pb describes."""
    named = {}
    found = []
    for number, _, graph in fields(data):
        if number != 2:
            continue
        for n, _, value in fields(graph):
            if n == 4:
                entry = {k: v for k, _, v in fields(value)}
                key = entry[1].decode()
                if key in ("variables", "trainable_variables"):
                    for k, _, items in fields(entry.get(2, b"")):
                        if k == 2:
                            for _, _, item in fields(items):
                                name = next(v for f, _, v in fields(item) if f == 1).decode().rsplit(":", 1)[0]
                                named[name] = named.get(name, False) or key == "trainable_variables"
            elif n == 7:
                for k, _, node in fields(value):
                    if k == 1:
                        for f, _, v in fields(node):
                            if f == 7:
                                body = {a: b for a, _, b in fields(v)}
                                found.append((body.get(6, b"").decode(), bool(body.get(3, 0))))
    return found + list(named.items())
