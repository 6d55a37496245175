"""Keras files as Keras writes them, made with h5py and zipfile alone. usage: make_fixtures.py FOLDER SAMPLES_OR_-"""
import io
import json
import os
import sys
import zipfile
import zlib

import h5py
import numpy as np

out, samples = sys.argv[1], sys.argv[2]
os.makedirs(out, exist_ok=True)
rng = np.random.default_rng(5)


def values(*shape):
    return rng.standard_normal(shape).astype(np.float32)


def layer(class_name, name, **config):
    return {"module": "keras.layers", "class_name": class_name, "config": {"name": name, **config}, "registered_name": None}


# A functional model of every kind of nesting; names in the file are those of the classes.
inner = {"module": "keras", "class_name": "Sequential", "config": {"name": "tower", "layers": [
    layer("InputLayer", "in_tower", batch_shape=[None, 8]), layer("Dense", "hidden_b", units=6, use_bias=False)]}}
config = {"module": "keras", "class_name": "Functional", "config": {"name": "net", "layers": [
    layer("InputLayer", "pixels", batch_shape=[None, 9, 9, 2]),
    layer("Conv2D", "stem", filters=4, kernel_size=[3, 3], use_bias=True),
    layer("BatchNormalization", "stem_bn", center=True, scale=False, axis=3),
    layer("SeparableConv2D", "sep", filters=5, kernel_size=[3, 3], use_bias=True),
    layer("Dropout", "drop", rate=0.5, seed=3),
    layer("Bidirectional", "bi", layer=layer("LSTM", "lstm_7", units=3)),
    layer("Dense", "out_b", units=6), layer("Dense", "out_a", units=2),
    layer("MultiHeadAttention", "mha", num_heads=2, key_dim=3, use_bias=True),
    inner]},
    "compile_config": {"optimizer": {"module": "keras.optimizers", "class_name": "Adam", "config": {}}}}
weights = {
    "layers/conv2d/vars": [values(3, 3, 2, 4), values(4)],
    "layers/batch_normalization/vars": [values(4), values(4), values(4)],
    "layers/separable_conv2d/vars": [values(3, 3, 4, 1), values(1, 1, 4, 5), values(5)],
    "layers/dropout/vars": [], "layers/dropout/seed_generator/vars": [np.array([3, 0], np.uint32)],
    "layers/bidirectional/vars": [],
    "layers/bidirectional/forward_layer/vars": [],
    "layers/bidirectional/forward_layer/cell/vars": [values(5, 12), values(3, 12), values(12)],
    "layers/bidirectional/backward_layer/vars": [],
    "layers/bidirectional/backward_layer/cell/vars": [values(5, 12), values(3, 12), values(12)],
    "layers/dense/vars": [values(6, 6), values(6)], "layers/dense_1/vars": [values(6, 2), values(2)],
    "layers/multi_head_attention/vars": [],
    "layers/multi_head_attention/query_dense/vars": [values(2, 2, 3), values(2, 3)],
    "layers/multi_head_attention/output_dense/vars": [values(2, 3, 2), values(2)],
    "layers/sequential/vars": [], "layers/sequential/layers/dense/vars": [values(8, 6)],
    "vars": []}
trainable = ["layers/conv2d/vars/0", "layers/conv2d/vars/1", "layers/batch_normalization/vars/0"]


def weights_file(**options):
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as f:
        for group, variables in weights.items():
            g = f.create_group(group)
            for i, v in enumerate(variables):
                g.create_dataset(str(i), data=v, **(options if v.ndim > 1 else {}))
        # 19 trainable variables, two slots each, behind iteration and learning rate.
        g = f.create_group("optimizer/vars")
        order = [("layers/conv2d/vars", (0, 1)), ("layers/batch_normalization/vars", (0,)), ("layers/separable_conv2d/vars", (0, 1, 2)),
                 ("layers/bidirectional/forward_layer/cell/vars", (0, 1, 2)), ("layers/bidirectional/backward_layer/cell/vars", (0, 1, 2)),
                 ("layers/dense/vars", (0, 1)), ("layers/dense_1/vars", (0, 1)), ("layers/multi_head_attention/query_dense/vars", (0, 1)),
                 ("layers/multi_head_attention/output_dense/vars", (0, 1)), ("layers/sequential/layers/dense/vars", (0,))]
        g["0"], g["1"] = np.int64(12), np.float32(1e-3)
        n = 2
        for group, numbers in order:
            for k in numbers:
                for _ in range(2):
                    g[str(n)] = np.zeros_like(weights[group][k])
                    n += 1
    return buffer.getvalue()


def archive(name, members, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(f"{out}/{name}", "w", method) as z:
        for member, data in members:
            z.writestr(member, data)


h5 = weights_file()
text = json.dumps(config)
meta = ("metadata.json", json.dumps({"keras_version": "3.8.0", "date_saved": "2026-01-01@00:00:00"}))
with open(f"{out}/bare.weights.h5", "wb") as f:
    f.write(h5)
archive("full.keras", [meta, ("config.json", text), ("model.weights.h5", h5), ("assets/words.txt", "one\ntwo\n")])
archive("deflated.keras", [meta, ("config.json", text), ("model.weights.h5", h5)], zipfile.ZIP_DEFLATED)
archive("chunked.keras", [("model.weights.h5", weights_file(chunks=True, compression="gzip")), meta, ("config.json", text)])
archive("badconfig.keras", [meta, ("config.json", text[:200]), ("model.weights.h5", h5)])
archive("deep.keras", [meta, ("config.json", "[" * 10_000_000), ("model.weights.h5", h5)])
archive("noconfig.keras", [meta, ("model.weights.h5", h5)])
archive("noweights.keras", [meta, ("config.json", text)])
archive("cutweights.keras", [meta, ("config.json", text), ("model.weights.h5", h5[:len(h5) // 2])])
# 2 GB that are 2 MB: what it begins with is a real file.
packer = zlib.compressobj(9, zlib.DEFLATED, -15)
with zipfile.ZipFile(f"{out}/bomb.keras", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr(*meta)
    z.writestr("config.json", text)
    with z.open("model.weights.h5", "w", force_zip64=True) as member:
        member.write(h5)
        zeros = bytes(1 << 20)
        for _ in range(400):
            member.write(zeros)

# The older layout of the archive: a dictionary of dependencies that counts layers with weights twice.
with h5py.File(f"{out}/dependencies.weights.h5", "w") as f:
    for name, shape in (("dense", (4, 3)), ("dense_2", (3, 2))):
        g = f.create_group(f"_layer_checkpoint_dependencies/{name}/vars")
        g["0"], g["1"] = values(*shape), values(shape[1])
    f.create_group("vars")


def keras_group(g, names, list_name, limit):
    parts = np.array_split(np.array([n.encode() for n in names]), limit) if limit else [np.array([n.encode() for n in names])]
    for i, part in enumerate(parts):
        g.attrs[list_name + (str(i) if limit else "")] = part


# Attributes that Keras splits over name0, name1, ... (here by hand: it does so beyond 64 KiB).
with h5py.File(f"{out}/split.h5", "w") as f:
    f.attrs["backend"], f.attrs["keras_version"] = b"tensorflow", b"2.4.0"
    layers = [f"d{i:02}" for i in range(13)]
    keras_group(f, layers, "layer_names", 3)
    for name in reversed(layers):
        g = f.create_group(name)
        keras_group(g, [f"{name}/kernel:0", f"{name}/bias:0"], "weight_names", 2)
        g[f"{name}/kernel:0"], g[f"{name}/bias:0"] = values(2, 3), values(3)

# Keras before 1.0: nb_layers, layer_0 ... with param_0 ...
with h5py.File(f"{out}/nb_layers.h5", "w") as f:
    f.attrs["nb_layers"] = 12
    for i in range(12):
        g = f.create_group(f"layer_{i}")
        g.attrs["nb_params"] = 2 if i % 3 == 0 else 0
        if i % 3 == 0:
            g["param_0"], g["param_1"] = values(4, 2, 3, 3), values(4)

# Keras 2 on Theano.
with h5py.File(f"{out}/theano.h5", "w") as f:
    f.attrs["backend"], f.attrs["keras_version"] = b"theano", b"2.0.4"
    f.attrs["layer_names"] = np.array([b"conv"])
    g = f.create_group("conv")
    g.attrs["weight_names"] = np.array([b"conv/kernel:0", b"conv/bias:0"])
    g["conv/kernel:0"], g["conv/bias:0"] = values(3, 3, 2, 4), values(4)

# Transposed convolutions that only the configuration tells: square, without biases, under names of people's own.
with h5py.File(f"{out}/transposed.h5", "w") as f:
    f.attrs["backend"], f.attrs["keras_version"] = b"tensorflow", b"2.4.0"
    kinds = {"up1": ("Conv1DTranspose", (5, 4, 4)), "up2": ("Conv2DTranspose", (3, 3, 4, 4)), "up3": ("Conv3DTranspose", (3, 3, 3, 4, 4)),
             "old": ("Deconvolution2D", (3, 3, 4, 4)), "transpose_me": ("Conv2D", (3, 3, 4, 4)), "inner": ("Conv2DTranspose", (3, 3, 4, 4))}
    entry = lambda name: {"class_name": kinds[name][0], "config": {"name": name}}
    nested = {"class_name": "Sequential", "config": {"name": "part", "layers": [entry("inner")]}}
    f.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": {"name": "net", "layers": [entry(n) for n in kinds if n != "inner"] + [nested]}})
    root = f.create_group("model_weights")
    root.attrs["layer_names"] = np.array([n.encode() for n in kinds if n != "inner"] + [b"part"])
    for name, (_, shape) in kinds.items():
        g = root.require_group("part" if name == "inner" else name)
        g.attrs["weight_names"] = np.array([f"{name}/kernel:0".encode()])
        g[f"{name}/kernel:0"] = values(*shape)

# The configurations of the real samples, beside what their files hold: compared by tst_keras_skeleton.
if samples != "-":
    expected = {}
    for folder in sorted(os.listdir(f"{samples}/keras-h5")):
        for name in os.listdir(f"{samples}/keras-h5/{folder}"):
            if name == "facts.json":
                continue
            with h5py.File(f"{samples}/keras-h5/{folder}/{name}", "r") as f:
                if "model_config" not in f.attrs:
                    continue
                config_text = f.attrs["model_config"]
                config_text = config_text.decode() if isinstance(config_text, bytes) else config_text
                tree = json.loads(config_text)
                for key in ("keras_version", "backend"):
                    if key in f.attrs:
                        value = f.attrs[key]
                        tree[key] = value.decode() if isinstance(value, bytes) else str(value)
                root = f["model_weights"]
                decode = lambda s: s.decode() if isinstance(s, bytes) else s
                found = []
                for layer_name in root.attrs["layer_names"]:
                    group = root[decode(layer_name)]
                    for w in group.attrs["weight_names"]:
                        found.append([decode(layer_name) + "/" + decode(w), list(group[decode(w)].shape)])
            with open(f"{out}/sample-{folder}.json", "w") as target:
                json.dump(tree, target)
            expected[f"sample-{folder}.json"] = found
    for folder in sorted(os.listdir(f"{samples}/keras-v3")):
        for name in os.listdir(f"{samples}/keras-v3/{folder}"):
            if name.endswith(".keras"):
                with zipfile.ZipFile(f"{samples}/keras-v3/{folder}/{name}") as z:
                    with open(f"{out}/sample-{folder}.json", "wb") as target:
                        target.write(z.read("config.json"))
    with open(f"{out}/expected.txt", "w") as target:
        for name, found in expected.items():
            for weight, shape in found:
                target.write(f"{name}\t{weight}\t({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})\n")
