"""The models of the five tutorial jobs, with what people write for each; small, made anew for every test.

usage: tutorial_models.py FOLDER    (writes FOLDER/job1 to FOLDER/job5, for the tests of the window)
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tensorflow"))
import h5py  # noqa: E402
import numpy as np  # noqa: E402
from bundle_writer import object_graph_bytes, string_scalar, write_bundle  # noqa: E402

random = np.random.default_rng(7)


def values(*shape):
    return random.normal(size=shape).astype(np.float32)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def keras_file(path, layers):
    with h5py.File(path, "w") as file:
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = [name.encode() for name in layers]
        group.attrs["backend"] = b"tensorflow"
        for name, weights in layers.items():
            layer = group.create_group(name)
            layer.attrs["weight_names"] = [f"{name}/{label}:0".encode() for label in weights]
            for label, value in weights.items():
                layer.create_dataset(f"{name}/{label}:0", data=value)


KEY = "/.ATTRIBUTES/VARIABLE_VALUE"


def object_based(classes):
    """A model with a backbone of two layers and a head, as tf.train.Checkpoint(model=...) saves it."""
    nodes, variables = [{"children": {"model": 1}}, {"children": {"backbone": 2, "head": 3}}, {"children": {"conv1": 4, "conv2": 5}}], {}
    nodes.append({"children": {"kernel": 6, "bias": 7}})
    nodes += [{"children": {"kernel": 8, "bias": 9}}, {"children": {"kernel": 10, "bias": 11}}]
    for path, full, shape in (("head/kernel", "dense/kernel", (8, classes)), ("head/bias", "dense/bias", (classes,)),
                              ("backbone/conv1/kernel", "conv1/kernel", (3, 3, 3, 8)), ("backbone/conv1/bias", "conv1/bias", (8,)),
                              ("backbone/conv2/kernel", "conv2/kernel", (3, 3, 8, 8)), ("backbone/conv2/bias", "conv2/bias", (8,))):
        nodes.append({"attributes": [("VARIABLE_VALUE", full, "model/" + path + KEY)]})
        variables["model/" + path + KEY] = values(*shape)
    return {**variables, "_CHECKPOINTABLE_OBJECT_GRAPH": string_scalar(object_graph_bytes(nodes))}


def keras_layers(folder):
    """Job 1: source.h5, target.h5, layer.csv. The weights of a layer stand in another order in the target."""
    source = {name: {"kernel": values(3, 3, cin, 8), "bias": values(8)} for name, cin in (("conv_a", 3), ("conv_b", 8))}
    target = {name: {"bias": values(8), "kernel": values(3, 3, cin, 8)} for name, cin in (("block1_conv1", 3), ("block1_conv2", 8))}
    keras_file(folder + "source.h5", source)
    keras_file(folder + "target.h5", target)
    write(folder + "layer.csv", "source,target\nconv_b/kernel,block1_conv2/kernel\nconv_b/bias,block1_conv2/bias\n")
    return source, target


def backbone(folder):
    """Job 2: imagenet.ckpt, flowers.ckpt, backbone.py."""
    source, target = object_based(1000), object_based(5)
    write_bundle(folder + "imagenet.ckpt", source)
    write_bundle(folder + "flowers.ckpt", target)
    write(folder + "backbone.py", 'assignment_map = {"model/backbone/": "model/backbone/"}\n')
    return source, target


def saver(folder):
    """Job 3: old.ckpt, new.ckpt, saver.py."""
    source = {f"old/{n}": values(*s) for n, s in (("conv1/weights", (3, 3, 3, 4)), ("conv1/biases", (4,)), ("fc/weights", (4, 2)))}
    target = {f"new/net/{n}": values(*v.shape) for n, v in ((name[4:], value) for name, value in source.items())}
    target["global_step"] = np.int64(7).reshape(())
    write_bundle(folder + "old.ckpt", source)
    write_bundle(folder + "new.ckpt", target)
    pairs = ",\n  ".join(f"'old/{n}': 'new/net/{n}'" for n in ("conv1/weights", "conv1/biases"))
    write(folder + "saver.py", "saver = tf.train.Saver({\n  " + pairs + ",  # the classifier stays\n})\n")
    return source, target


def alexnet(folder):
    """Job 4: bvlc_alexnet.npy ({layer: [w, b]}), finetune.ckpt, skip.py."""
    layers = {"conv1": [values(11, 11, 3, 8), values(8)], "conv2": [values(5, 5, 4, 16), values(16)]}
    for name, shape in (("fc6", (32, 16)), ("fc7", (16, 16)), ("fc8", (16, 10))):
        layers[name] = [values(*shape), values(shape[1])]
    with open(folder + "bvlc_alexnet.npy", "wb") as file:
        np.save(file, np.array(layers, dtype=object), allow_pickle=True)
    target = {f"{layer}/{kind}": values(*value.shape) for layer, pair in layers.items() for kind, value in zip(("weights", "biases"), pair)}
    target["fc8/weights"], target["fc8/biases"] = values(16, 3), values(3)
    write_bundle(folder + "finetune.ckpt", target)
    write(folder + "skip.py", "SKIP_LAYER = ['fc6', 'fc7', 'fc8']\n")
    return layers, target


def slim(folder):
    """Job 5: vgg_16.ckpt, flowers.ckpt, restore.py."""
    source = {"vgg_16/conv1/weights": values(3, 3, 3, 4), "vgg_16/fc7/weights": values(4, 6), "vgg_16/fc8/weights": values(6, 10), "vgg_16/fc80/weights": values(2)}
    target = {"vgg_16/conv1/weights": values(3, 3, 3, 4), "vgg_16/conv1/biases": values(4), "vgg_16/fc7/weights": values(4, 6),
              "vgg_16/fc7/biases": values(6), "vgg_16/fc8/weights": values(6, 3), "vgg_16/fc8/biases": values(3), "vgg_16/fc80/weights": values(2),
              "vgg_16/conv1/weights/Momentum": values(3, 3, 3, 4), "global_step": np.int64(3).reshape(())}
    write_bundle(folder + "vgg_16.ckpt", source)
    write_bundle(folder + "flowers.ckpt", target)
    write(folder + "restore.py", "import tf_slim as slim\nvariables = slim.get_variables_to_restore(exclude=['vgg_16/fc8'])\n"
          "init_fn = slim.assign_from_checkpoint_fn(path, variables, ignore_missing_vars=True)\n")
    return source, target


if __name__ == "__main__":
    for number, make in enumerate((keras_layers, backbone, saver, alexnet, slim), 1):
        place = os.path.join(sys.argv[1], f"job{number}") + "/"
        os.makedirs(place)
        make(place)
