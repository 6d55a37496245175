#!/usr/bin/env python3
"""Makes the bundled sample pair: a Keras file with weights and a PyTorch file to graft them onto.

shapes_keras.h5      source: full-model layout of Keras 2 (layer_names, weight_names, model_config), 10 classes.
                     The first layer holds oriented and coloured filters as trained networks have them, so that the
                     kernel view shows something real-looking.
flowers_pytorch.pt   target: torch.save of a state dict of the same network, freshly initialised, 4 classes.

Needs h5py, NumPy and PyTorch (Debian: python3-h5py python3-numpy python3-torch). Seeds are fixed; run it again only
to change the samples, the results are checked in.
"""
import collections
import json
import pathlib

import h5py
import numpy as np
import torch

HERE = pathlib.Path(__file__).resolve().parent
CHANNELS = (3, 16, 32, 64)


def oriented_filters(count, side=7):
    """Gabor functions of several angles and frequencies, some grey, some of opposed colours, and two blobs."""
    rng = np.random.default_rng(7)
    y, x = np.mgrid[-1:1:side * 1j, -1:1:side * 1j]
    kernel = np.zeros((side, side, 3, count), np.float32)
    for k in range(count):
        angle = np.pi * k / (count - 4)
        along = x * np.cos(angle) + y * np.sin(angle)
        envelope = np.exp(-(x**2 + y**2) / (0.35 if k < count - 2 else 0.25))
        frequency = (3.0, 4.5)[k % 2]
        wave = envelope * np.cos(frequency * along + (0, np.pi / 2)[(k // 2) % 2])
        if k >= count - 2:
            wave = envelope
        colour = np.ones(3)
        if k % 4 == 3 or k >= count - 2:
            colour = np.array([(1, -0.2, -0.8), (-0.6, 1, -0.4), (-0.5, -0.5, 1)][k % 3])
        kernel[..., k] = wave[..., None] * colour * 0.4
    return kernel + rng.normal(0, 0.01, kernel.shape).astype(np.float32)


def source_layers():
    """(layer name, class, [(weight name, array)]) in model order; kernels are HWIO."""
    rng = np.random.default_rng(42)
    layers = [("input_1", "InputLayer", [])]
    for i in range(1, 4):
        side, n_in, n_out = (7 if i == 1 else 3), CHANNELS[i - 1], CHANNELS[i]
        kernel = oriented_filters(n_out) if i == 1 else rng.normal(0, np.sqrt(2 / (9 * n_in)), (side, side, n_in, n_out))
        if i == 2:  # mixes of neighbours, as second layers learn them
            kernel += 0.15 * np.sin(np.arange(n_in)[:, None] * np.linspace(0.2, 2, n_out)[None, :])
        layers.append((f"conv2d_{i}", "Conv2D", [("kernel", kernel), ("bias", rng.normal(0, 0.1, n_out))]))
        layers.append((f"batch_normalization_{i}", "BatchNormalization", [
            ("gamma", rng.normal(1, 0.2, n_out)), ("beta", rng.normal(0, 0.2, n_out)),
            ("moving_mean", rng.normal(0, 0.5, n_out)), ("moving_variance", rng.gamma(2, 0.5, n_out))]))
        layers.append((f"activation_{i}", "Activation", []))
    layers.append(("global_average_pooling2d_1", "GlobalAveragePooling2D", []))
    layers.append(("dense_1", "Dense", [("kernel", rng.normal(0, 0.18, (CHANNELS[3], 10))), ("bias", np.zeros(10))]))
    return [(n, c, [(w, np.asarray(a, np.float32)) for w, a in ws]) for n, c, ws in layers]


def layer_config(name, class_name, weights):
    """What Keras 2 writes of a layer, as far as it says something about this one."""
    config = {"name": name, "trainable": True, "dtype": "float32"}
    shape = dict(weights)["kernel"].shape if class_name in ("Conv2D", "Dense") else ()
    if class_name == "InputLayer":
        config = {"name": name, "batch_input_shape": [None, 64, 64, 3], "dtype": "float32", "sparse": False}
    elif class_name == "Conv2D":
        config |= {"filters": shape[-1], "kernel_size": list(shape[:2]), "strides": [2, 2] if shape[0] == 7 else [1, 1], "padding": "same",
                   "data_format": "channels_last", "dilation_rate": [1, 1], "activation": "linear", "use_bias": True}
    elif class_name == "BatchNormalization":
        config |= {"axis": -1, "momentum": 0.99, "epsilon": 0.001, "center": True, "scale": True}
    elif class_name == "Activation":
        config |= {"activation": "relu"}
    elif class_name == "GlobalAveragePooling2D":
        config |= {"data_format": "channels_last"}
    elif class_name == "Dense":
        config |= {"units": shape[-1], "activation": "softmax", "use_bias": True}
    return config


def write_source(path):
    layers = source_layers()
    names = [n for n, _, _ in layers]
    config = {"class_name": "Model", "config": {
        "name": "shapes",
        "layers": [{"name": n, "class_name": c, "config": layer_config(n, c, w), "inbound_nodes": [[[before, 0, 0, {}]]] if before else []}
                   for (n, c, w), before in zip(layers, [None, *names])],
        "input_layers": [[names[0], 0, 0]], "output_layers": [[names[-1], 0, 0]]}}
    with h5py.File(path, "w", track_order=False) as f:
        f.attrs["keras_version"] = np.bytes_("2.3.1")
        f.attrs["backend"] = np.bytes_("tensorflow")
        f.attrs["model_config"] = np.bytes_(json.dumps(config))
        root = f.create_group("model_weights")
        root.attrs["layer_names"] = [n.encode() for n, _, _ in layers]
        root.attrs["backend"] = np.bytes_("tensorflow")
        root.attrs["keras_version"] = np.bytes_("2.3.1")
        for name, _, weights in layers:
            group = root.create_group(name)
            group.attrs["weight_names"] = [f"{name}/{w}:0".encode() for w, _ in weights]
            for w, array in weights:
                group.create_dataset(f"{name}/{w}:0", data=array)


def write_target(path):
    torch.manual_seed(1)
    state = collections.OrderedDict()
    for i in range(1, 4):
        conv = torch.nn.Conv2d(CHANNELS[i - 1], CHANNELS[i], 7 if i == 1 else 3)
        norm = torch.nn.BatchNorm2d(CHANNELS[i])
        for key, value in conv.state_dict().items():
            state[f"conv{i}.{key}"] = value
        for key, value in norm.state_dict().items():
            state[f"bn{i}.{key}"] = value
    for key, value in torch.nn.Linear(CHANNELS[3], 4).state_dict().items():
        state[f"fc.{key}"] = value
    torch.save(state, path)


if __name__ == "__main__":
    write_source(HERE / "shapes_keras.h5")
    write_target(HERE / "flowers_pytorch.pt")
