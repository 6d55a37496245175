"""Transposed convolutions from Keras to PyTorch and back: what the matcher writes must compute the same.

The channels are equal, so that shapes do not tell inputs from outputs. Keras' layers are computed here from their
definition (every input value adds its kernel to the output, kernel (*space, out, in)), PyTorch's by PyTorch.
usage: transposed_kernels.py TENSORGRAFT"""
import json
import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np
import torch

program = sys.argv[1]
rng = np.random.default_rng(11)
channels = 3
space = {"up1": (5,), "up2": (4, 3), "up3": (2, 4, 3)}


def by_definition(x, kernel):
    """x (*space, in), kernel (*space, out, in), stride 2: (*space, out)"""
    size = kernel.shape[:-2]
    out = np.zeros(tuple(2 * (n - 1) + k for n, k in zip(x.shape, size)) + (kernel.shape[-2],))
    for at in np.ndindex(*x.shape[:-1]):
        place = tuple(slice(2 * a, 2 * a + k) for a, k in zip(at, size))
        out[place] += kernel @ x[at]
    return out


class Net(torch.nn.Module):
    def __init__(self, bias):
        super().__init__()
        make = [torch.nn.ConvTranspose1d, torch.nn.ConvTranspose2d, torch.nn.ConvTranspose3d]
        for (name, size), layer in zip(space.items(), make):
            setattr(self, name, layer(channels, channels, size, stride=2, bias=bias))


def write_keras(path, kernels, biases):
    with h5py.File(path, "w") as f:
        f.attrs["backend"], f.attrs["keras_version"] = b"tensorflow", b"2.4.0"
        layers = [{"class_name": "Conv%dDTranspose" % len(size), "config": {"name": name}} for name, size in space.items()]
        f.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": {"name": "net", "layers": layers}})
        root = f.create_group("model_weights")
        root.attrs["layer_names"] = np.array([n.encode() for n in space])
        for name in space:
            g = root.create_group(name)
            parts = {"kernel": kernels[name]} | ({"bias": biases[name]} if biases else {})
            g.attrs["weight_names"] = np.array([f"{name}/{p}:0".encode() for p in parts])
            for part, value in parts.items():
                g[f"{name}/{part}:0"] = value


def random_kernels():
    return {n: rng.standard_normal(s + (channels, channels)).astype(np.float32) for n, s in space.items()}


def tensorgraft(*arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.returncode, done.stdout, done.stderr)
    return done.stdout


def same(kernels, net, what):
    for name, size in space.items():
        x = rng.standard_normal(tuple(3 for _ in size) + (channels,))
        expected = by_definition(x, kernels[name].astype(np.float64))
        if net.get(name + ".bias") is not None:
            expected = expected + net[name + ".bias"].double().numpy()
        call = [torch.nn.functional.conv_transpose1d, torch.nn.functional.conv_transpose2d, torch.nn.functional.conv_transpose3d][len(size) - 1]
        bias = net.get(name + ".bias")
        found = call(torch.from_numpy(np.moveaxis(x, -1, 0)[None]), net[name + ".weight"].double(), None if bias is None else bias.double(), stride=2)
        np.testing.assert_allclose(np.moveaxis(found[0].numpy(), 0, -1), expected, rtol=1e-9, atol=1e-9, err_msg=f"{what} {name}")


for bias in (False, True):
    with tempfile.TemporaryDirectory() as folder:
        h5, pt, out = (os.path.join(folder, n) for n in ("net.h5", "net.pt", "out"))
        kernels = random_kernels()
        biases = {n: rng.standard_normal(channels).astype(np.float32) for n in space} if bias else None
        write_keras(h5, kernels, biases)
        net = Net(bias)
        torch.save(net.state_dict(), pt)
        mapping = os.path.join(folder, "m.json")

        tensorgraft("match", h5, pt, "-o", mapping)
        tensorgraft("run", mapping, "--source", h5, "--target", pt, "-o", out + ".pt")
        same(kernels, torch.load(out + ".pt"), "to PyTorch")

        tensorgraft("match", pt, h5, "-o", mapping)
        tensorgraft("run", mapping, "--source", pt, "--target", h5, "-o", out + ".h5")
        with h5py.File(out + ".h5") as f:
            same({n: f[f"model_weights/{n}/{n}/kernel:0"][()] for n in space}, dict(net.state_dict()), "to Keras")

# Groups of transposed convolutions: (in, out / groups, ...) and a bias an output.
with tempfile.TemporaryDirectory() as folder:
    pt = os.path.join(folder, "grouped.pt")
    layers = {"a": torch.nn.ConvTranspose2d(16, 32, 3, groups=4), "b": torch.nn.Conv2d(16, 32, 3, groups=4), "c": torch.nn.ConvTranspose1d(8, 4, 5)}
    torch.save(torch.nn.ModuleDict(layers).state_dict(), pt)
    for name, axes in (("a", "IOHW"), ("b", "OIHW"), ("c", "IOW")):
        text = tensorgraft("show", pt, name + ".weight")
        assert f"axes {axes}" in text, text
print("transposed kernels: equal")
