"""Small files of every format that a Python library writes, in the folder given."""
import io
import os
import pickle
import struct
import sys
import zipfile

import h5py
import numpy as np
import torch

out = sys.argv[1]
os.makedirs(out, exist_ok=True)
rng = np.random.default_rng(3)


def values(*shape, dtype=np.float32):
    return (rng.standard_normal(shape) * 8).astype(dtype)


np.save(f"{out}/plain.npy", values(3, 4))
np.save(f"{out}/fortran.npy", np.asfortranarray(values(3, 4, dtype=np.float64)))
np.save(f"{out}/bigendian.npy", values(5).astype(">f4"))
nested = {"conv1": {"weights": values(3, 3, 1, 2), "biases": values(2)}, "fc": [values(4, 2), values(2, dtype=np.float16)]}
np.save(f"{out}/dict.npy", nested, allow_pickle=True)
with open(f"{out}/plain.npy", "rb") as f:
    assert f.read(6) == b"\x93NUMPY"
np.savez(f"{out}/stored.npz", a=values(2, 3), b=values(4, dtype=np.int64), c=np.asfortranarray(values(2, 3)))
np.savez_compressed(f"{out}/deflated.npz", a=values(20, 3), b=np.zeros(50, np.int32))

with h5py.File(f"{out}/plain.h5", "w") as f:
    f["net/conv/kernel"] = values(3, 3, 1, 2)
    f["net/conv/bias"] = values(2, dtype=np.float64)
    f.create_dataset("net/dense/kernel", data=values(20, 6), chunks=(8, 4), compression="gzip")
    f.create_dataset("count", data=np.int64(7))
    f.attrs["title"] = "a file of the tests"

with h5py.File(f"{out}/keras2.h5", "w") as f:
    f.attrs["keras_version"] = b"2.2.4"
    f.attrs["backend"] = b"tensorflow"
    f.attrs["layer_names"] = np.array([b"conv", b"relu", b"dense"])
    for layer, weights in (("conv", {"kernel:0": values(3, 3, 1, 2), "bias:0": values(2)}), ("relu", {}),
                           ("dense", {"kernel:0": values(4, 3), "bias:0": values(3)})):
        group = f.create_group(layer)
        group.attrs["weight_names"] = np.array([f"{layer}/{w}".encode() for w in weights], dtype="S20")
        for name, value in weights.items():
            group[f"{layer}/{name}"] = value

keras3 = io.BytesIO()
with h5py.File(keras3, "w") as f:
    f.create_group("vars")
    for group, variables in (("layers/conv2d/vars", (values(3, 3, 1, 2), values(2))), ("layers/dense/vars", (values(4, 3), values(3))),
                             ("optimizer/vars", (np.int64(3), np.float32(0.1)))):
        for i, value in enumerate(variables):
            f[f"{group}/{i}"] = value
with open(f"{out}/keras3.weights.h5", "wb") as f:
    f.write(keras3.getvalue())
with zipfile.ZipFile(f"{out}/keras3.keras", "w") as z:
    z.writestr("metadata.json", '{"keras_version": "3.8.0"}')
    z.writestr("config.json", '{"class_name": "Sequential", "config": {"name": "s", "layers": ['
                              '{"class_name": "Conv2D", "config": {"name": "stem"}}, {"class_name": "Dense", "config": {"name": "head"}}]}}')
    z.writestr("model.weights.h5", keras3.getvalue())

base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 7
state = {"conv.weight": torch.arange(18, dtype=torch.float32).reshape(3, 3, 1, 2).permute(3, 2, 1, 0), "conv.bias": torch.ones(2),
         "half": torch.ones(3).half(), "rows": base[1:3], "flag": torch.tensor([True, False]), "none": torch.zeros(0, 2)}
torch.save(state, f"{out}/zip.pt")
torch.save({"epoch": 3, "state_dict": state}, f"{out}/legacy.pt", _use_new_zipfile_serialization=False)
torch.jit.script(torch.nn.Linear(3, 2)).save(f"{out}/script.pt")

# Formats that no installed library writes: the independent writers of tests/oracle.
oracle = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "oracle")
sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(oracle, "graphdef"), os.path.join(oracle, "tflite")]
import graphdef  # noqa: E402
import tflite  # noqa: E402

with open(f"{out}/graph.pb", "wb") as f:
    f.write(graphdef.sample_graph())
with open(f"{out}/model.tflite", "wb") as f:
    f.write(tflite.sample_model())


def blob(array, dims):
    """A BlobProto of Caffe: `dims` is its BlobShape, or num, channels, height and width of old files."""
    data = array.astype(np.float32)
    place = b"".join(graphdef.field(i + 1, d) for i, d in enumerate(dims)) if len(dims) == 4 and array.ndim != 4 else \
        graphdef.field(7, graphdef.field(1, b"".join(graphdef.varint(d) for d in dims)))
    return place + graphdef.field(5, data.tobytes())


conv, bias, dense = values(2, 1, 3, 3), values(2), values(4, 8)
with open(f"{out}/v1.caffemodel", "wb") as f:
    f.write(graphdef.field(1, b"net") + graphdef.field(3, b"data") + graphdef.field(4, 1))
    f.write(graphdef.field(2, graphdef.field(2, b"data") + graphdef.field(3, b"conv1") + graphdef.field(4, b"conv1") +
                           graphdef.field(5, 4) + graphdef.field(6, blob(conv, (2, 1, 3, 3))) +
                           graphdef.field(6, blob(bias, (1, 1, 1, 2)))))
    f.write(graphdef.field(2, graphdef.field(2, b"conv1") + graphdef.field(4, b"fc") + graphdef.field(5, 14) +
                           graphdef.field(6, blob(dense, (1, 1, 4, 8)))))
with open(f"{out}/v2.caffemodel", "wb") as f:
    f.write(graphdef.field(1, b"net"))
    f.write(graphdef.field(100, graphdef.field(1, b"data") + graphdef.field(2, b"Input") + graphdef.field(4, b"data")))
    f.write(graphdef.field(100, graphdef.field(1, b"conv1") + graphdef.field(2, b"Convolution") + graphdef.field(3, b"data") +
                           graphdef.field(7, blob(conv, conv.shape)) + graphdef.field(7, blob(bias, bias.shape))))


def ndarray(array, magic):
    """An NDArray of MXNet: the oldest layout, or one of versions 1 to 3."""
    rank = struct.pack("<I", array.ndim)
    if magic is None:
        head = rank + struct.pack(f"<{array.ndim}I", *array.shape)
    else:
        dense_storage = struct.pack("<i", 0) if magic != 0xF993FAC8 else b""
        head = struct.pack("<I", magic) + dense_storage + rank + struct.pack(f"<{array.ndim}q", *array.shape)
    kind = {"<f4": 0, "<f2": 2, "<i8": 6}[array.dtype.str]
    return head + struct.pack("<iii", 1, 0, kind) + array.tobytes()


arrays = [("arg:conv1_weight", conv, None), ("arg:conv1_bias", bias, 0xF993FAC8), ("aux:bn_moving_mean", bias.astype(np.float16), 0xF993FAC9),
          ("step", np.array(7, np.int64), 0xF993FACA)]
with open(f"{out}/model.params", "wb") as f:
    f.write(struct.pack("<QQQ", 0x112, 0, len(arrays)) + b"".join(ndarray(a, m) for _, a, m in arrays))
    f.write(struct.pack("<Q", len(arrays)) + b"".join(struct.pack("<Q", len(n)) + n.encode() for n, _, _ in arrays))

sys.path.insert(0, os.path.join(oracle, "tensorflow"))
import bundle_writer as tf  # noqa: E402
import saved_model  # noqa: E402

v1 = {"conv/weights": np.arange(36, dtype=np.float32).reshape(3, 3, 1, 4), "conv/biases": np.arange(4, dtype=np.float64),
      "half": np.arange(6, dtype=np.float16), "flags": np.array([True, False, True]), "none": np.zeros((0, 3), np.float32),
      "global_step": np.array(1234567, np.int64), "bytes": np.arange(-3, 3, dtype=np.int8).reshape(2, 3)}
tf.write_v1(f"{out}/plain.ckpt", v1)
v1["table"] = tf.Partitioned(np.arange(60, dtype=np.float32).reshape(10, 6), [[(0, 4), (0, -1)], [(4, 6), (0, 2)], [(4, 6), (2, 4)]])
tf.write_v1(f"{out}/snappy.ckpt", v1, snappy=True, block_bytes=200, as_content=("half",))
saved_model.write_tf2(f"{out}/saved_model")
tf.write_bundle(f"{out}/bundle/model", v1, shards=2)
