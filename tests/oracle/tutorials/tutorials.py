"""The five jobs of the TensorFlow and Keras tutorials, by command, checked by independent readers.

usage: tutorials.py TENSORGRAFT
"""
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tensorflow"))
import h5py  # noqa: E402
import numpy as np  # noqa: E402
from bundle_reader import Bundle  # noqa: E402
from bundle_writer import write_bundle  # noqa: E402
import tutorial_models  # noqa: E402
from tutorial_models import KEY, keras_file, values, write  # noqa: E402
from support import Program, fail  # noqa: E402

program = Program(sys.argv[1])
def read_bundle(prefix):
    return {t.name: np.frombuffer(t.data, np.dtype(t.dtype)).reshape(t.shape) for t in Bundle(prefix).tensors if t.dtype != "string"}


def same(got, wanted, what):
    if set(got) != set(wanted):
        fail(f"{what}: tensors {sorted(set(got) ^ set(wanted))} are only on one side")
    for name in wanted:
        if not np.array_equal(got[name], wanted[name]):
            fail(f"{what}: '{name}' has other values")


def keras_read(path):
    out = {}
    with h5py.File(path, "r") as file:
        file.visititems(lambda name, item: out.__setitem__(name, item[()]) if isinstance(item, h5py.Dataset) else None)
    return out


def job1(folder):
    """target.get_layer("block1_conv2").set_weights(source.get_layer("conv_b").get_weights()): one layer to another."""
    source, _ = tutorial_models.keras_layers(folder)
    program("import", folder + "layer.csv", "--source", folder + "source.h5", "--target", folder + "target.h5", "-o", folder + "layer.json")
    program("run", folder + "layer.json", "-o", folder + "out.h5")
    wanted = keras_read(folder + "target.h5")
    for label in ("kernel", "bias"):
        wanted[f"model_weights/block1_conv2/block1_conv2/{label}:0"] = source["conv_b"][label]
    same(keras_read(folder + "out.h5"), wanted, "one Keras layer to another")

    # load_weights(by_name=True, skip_mismatch=True) on a model with another head.
    keras_file(folder + "named.h5", {"conv_a": {"kernel": values(3, 3, 3, 8), "bias": values(8)}, "conv_b": {"kernel": values(3, 3, 8, 4), "bias": values(4)}})
    matched = program.json("match", folder + "source.h5", folder + "named.h5", "--by-name", "--skip-mismatch", "-o", folder + "named.json")
    if len(matched["matches"]) != 2 or len(matched["skipped"]) != 2:
        fail(f"by name: {matched}")
    if program("match", folder + "source.h5", folder + "named.h5", "--by-name", expect=1).stdout.count("error:") != 2:
        fail("without --skip-mismatch Keras stops twice")
    program("run", folder + "named.json", "-o", folder + "named_out.h5")
    if not np.array_equal(keras_read(folder + "named_out.h5")["model_weights/conv_a/conv_a/kernel:0"], source["conv_a"]["kernel"]):
        fail("by name: conv_a was not filled")
    program("match", folder + "source.h5", folder + "target.h5", "--topological", "-o", folder + "order.json", expect=1)  # weights of a layer in another order


def job2(folder):
    """tf.train.Checkpoint(backbone=net.backbone).restore(path): the backbone only, the head left alone."""
    source, target = tutorial_models.backbone(folder)
    program("import", folder + "backbone.py", "--source", folder + "imagenet.ckpt", "--target", folder + "flowers.ckpt", "-o", folder + "backbone.json")
    program("run", folder + "backbone.json", "-o", folder + "out.ckpt")
    wanted = {name: source[name] if "/backbone/" in name else value for name, value in target.items() if value.dtype != object}
    same(read_bundle(folder + "out.ckpt"), wanted, "backbone of an object-based checkpoint")
    graph = "_CHECKPOINTABLE_OBJECT_GRAPH"
    if Bundle(folder + "out.ckpt").by_name[graph].elements != Bundle(folder + "flowers.ckpt").by_name[graph].elements:
        fail("the object graph changed")
    # What is left to train, as a list.
    listed = program("check", folder + "backbone.json", "--not-restored", "python").stdout
    names = {}
    exec(listed, names)
    if {n for n, _, _ in names["not_restored"] if n != graph} != {"model/head/kernel" + KEY, "model/head/bias" + KEY}:
        fail(f"not restored: {listed}")


def job3(folder):
    """tf.train.Saver({"old/name": variable}): a name map between two scopes."""
    source, target = tutorial_models.saver(folder)
    program("import", folder + "saver.py", "--source", folder + "old.ckpt", "--target", folder + "new.ckpt", "-o", folder + "saver.json")
    program("run", folder + "saver.json", "-o", folder + "out.ckpt")
    wanted = dict(target)
    for name in ("conv1/weights", "conv1/biases"):
        wanted["new/net/" + name] = source["old/" + name]
    same(read_bundle(folder + "out.ckpt"), wanted, "Saver name map")
    exported = json.loads(program("export", folder + "saver.json", "--to", "tf-saver").stdout)
    if exported != {"old/conv1/weights": "new/net/conv1/weights", "old/conv1/biases": "new/net/conv1/biases"}:
        fail(f"the exported name map is {exported}")
    # A name that only the program knows is named, and the rest is imported.
    bare = program("import", write(folder + "bare.py", "{'old/conv1/weights': conv1_w, 'old/conv1/biases': 'new/net/conv1/biases'}"), "--from", "tf-saver", expect=1)
    if "line 1, column 23" not in bare.stderr or "conv1_w" not in bare.stderr:
        fail(bare.stderr)


def job4(folder):
    """bvlc_alexnet.npy with SKIP_LAYER: lists [w, b] to scoped variables, told apart by rank; grouped kernels flagged."""
    layers, target = tutorial_models.alexnet(folder)
    program("import", folder + "skip.py", "--source", folder + "bvlc_alexnet.npy", "--target", folder + "finetune.ckpt", "-o", folder + "skip.json")
    program("run", folder + "skip.json", "-o", folder + "out.ckpt")
    wanted = dict(target)
    for layer in ("conv1", "conv2"):
        wanted[layer + "/weights"], wanted[layer + "/biases"] = layers[layer]
    same(read_bundle(folder + "out.ckpt"), wanted, "AlexNet with SKIP_LAYER")

    # The same into a network whose conv2 has no groups: flagged, with the recipe; the recipe then fits.
    target["conv2/weights"] = values(5, 5, 8, 16)
    write_bundle(folder + "ungrouped.ckpt", target)
    checked = program.json("check", folder + "skip.json", "--target", folder + "ungrouped.ckpt", expect=1)
    hints = [d["hint"] for d in checked["diagnostics"] if d["code"] == "grouped-kernel"]
    if len(hints) != 1 or "conv:groups-expand(2,HWIO)" not in hints[0]:
        fail(f"grouped kernel: {checked['diagnostics']}")
    document = json.load(open(folder + "skip.json", encoding="utf-8"))
    for entry in document["entries"]:
        if entry["target"] == "conv2/weights":
            entry["transform"] = "conv:groups-expand(2,HWIO)"
    write(folder + "expand.json", json.dumps(document))
    program("run", folder + "expand.json", "--target", folder + "ungrouped.ckpt", "-o", folder + "expanded.ckpt")
    dense = np.zeros((5, 5, 8, 16), np.float32)
    for group in range(2):
        dense[:, :, group * 4:group * 4 + 4, group * 8:group * 8 + 8] = layers["conv2"][0][:, :, :, group * 8:group * 8 + 8]
    if not np.array_equal(read_bundle(folder + "expanded.ckpt")["conv2/weights"], dense):
        fail("the expanded kernel is another")


def job5(folder):
    """slim: exclude the last scope, ignore missing biases."""
    source, target = tutorial_models.slim(folder)
    imported = program("import", folder + "restore.py", "--source", folder + "vgg_16.ckpt", "--target", folder + "flowers.ckpt", "-o", folder + "slim.json")
    if "vgg_16/fc80/weights" not in imported.stderr:
        fail("that the scope also catches fc80 is not said: " + imported.stderr)
    program("run", folder + "slim.json", "-o", folder + "out.ckpt", "--report", folder + "report.json")
    wanted = dict(target)
    for name in ("vgg_16/conv1/weights", "vgg_16/fc7/weights"):
        wanted[name] = source[name]
    same(read_bundle(folder + "out.ckpt"), wanted, "slim with the last scope excluded")
    listed = program.json("check", folder + "slim.json")["notRestored"]
    reasons = {one["name"]: one["reason"] for one in listed}
    if "not there" not in reasons.get("vgg_16/conv1/biases", "") or "filters" not in reasons.get("vgg_16/fc8/weights", ""):
        fail(f"reasons: {reasons}")
    with open(folder + "report.json", encoding="utf-8") as file:
        if {one["name"] for one in json.load(file)["notRestored"]} != set(reasons):
            fail("the report of the run lists others")


for number, job in enumerate((job1, job2, job3, job4, job5), 1):
    with tempfile.TemporaryDirectory() as scratch:
        job(scratch + "/")
    print(f"job {number}: {job.__doc__.splitlines()[0]} ok")
