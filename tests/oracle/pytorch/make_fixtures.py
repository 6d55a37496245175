"""Writes checkpoints of every generation with PyTorch, each in a folder with what PyTorch reads back from it."""
import argparse
import io
import os
import pickle
import struct
import sys
import tarfile
import zipfile
from collections import OrderedDict

sys.path.insert(0, os.path.dirname(__file__))
import torch  # noqa: E402

from torch_flatten import describe, load, tensors, write_facts  # noqa: E402

out = sys.argv[1]
torch.manual_seed(7)


def folder(name):
    path = os.path.join(out, name)
    os.makedirs(path)
    return path


def save(name, value, zipped=True, protocol=2):
    path = folder(name)
    torch.save(value, f"{path}/model.pt", pickle_protocol=protocol, _use_new_zipfile_serialization=zipped)
    write_facts(path, "model.pt", tensors(load(f"{path}/model.pt")))


def numbers(*shape, dtype=torch.float32):
    n = 1
    for s in shape:
        n *= s
    return (torch.arange(n, dtype=torch.float64) * 0.37 - 3).reshape(shape).to(dtype)


types = OrderedDict()
for t in (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int8, torch.int16, torch.int32, torch.int64):
    types[f"layer.{str(t)[6:]}"] = numbers(2, 3, dtype=t)
types["layer.uint8"] = torch.arange(7, dtype=torch.uint8)
types["layer.bool"] = torch.tensor([True, False, True])
types["layer.complex64"] = torch.complex(numbers(3), numbers(3))
types["layer.complex128"] = torch.complex(numbers(2, dtype=torch.float64), numbers(2, dtype=torch.float64))
types["layer.scalar"] = torch.tensor(3.5)
types["layer.empty"] = torch.zeros(0, 3)
types["layer.parameter"] = torch.nn.Parameter(numbers(4))

base = numbers(4, 6)
permuted = numbers(3, 3, 3, 10).permute(3, 2, 1, 0)
strided = {"transposed": base.t(), "permuted": permuted, "slice": base[1:3, 2:5], "column": base[:, 1], "whole": base,
           "tied": permuted, "expanded": numbers(1, 4).expand(3, 4), "step": numbers(20)[::3],
           "tail": numbers(10)[6:]}

net = torch.nn.Sequential(OrderedDict(conv=torch.nn.Conv2d(3, 4, 3, bias=False), norm=torch.nn.BatchNorm2d(4),
                                      inner=torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Linear(5, 2))))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
net(torch.ones(1, 3, 7, 7))[..., :2].sum().backward()
optimizer.step()
checkpoint = {"epoch": 3, "state_dict": net.state_dict(), "optimizer": optimizer.state_dict(),
              "args": argparse.Namespace(lr=0.1, mean=torch.ones(2)), "best": None, "history": [1.5, (2, torch.zeros(2))],
              "by_number": {0: torch.ones(1), (1, "a"): torch.ones(2)}, "size": torch.Size([1, 2]),
              "device": torch.device("cpu"), "type": torch.float16, "text": "\u00e9" * 10, "big": 2 ** 80}
checkpoint["itself"] = checkpoint

for zipped, kind in ((True, "zip"), (False, "legacy")):
    save(f"{kind}-types", types, zipped)
    save(f"{kind}-strided", strided, zipped)
    save(f"{kind}-checkpoint", checkpoint, zipped)
    save(f"{kind}-module", net, zipped)
    save(f"{kind}-tensor", numbers(2, 2), zipped)
    save(f"{kind}-list", [numbers(2), {"a": numbers(3)}], zipped)
    save(f"{kind}-quantised", {"q": torch.quantize_per_tensor(numbers(3, 4), 0.1, 10, torch.quint8), "dense": numbers(2)}, zipped)
    for protocol in (3, 4, 5):
        save(f"{kind}-protocol{protocol}", {"a": numbers(3), "b": {"c": numbers(2, 2).t()}}, zipped, protocol)
    save(f"{kind}-sparse", {"s": numbers(3, 3).to_sparse(), "dense": numbers(2)}, zipped)


class Scripted(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(3, 2)
        self.register_buffer("window", torch.hann_window(5))

    def forward(self, x):
        return self.fc(x) + torch.tensor([1.0, 2.0])


path = folder("torchscript")
scripted = torch.jit.script(Scripted())
scripted.save(f"{path}/model.pt")
write_facts(path, "model.pt", tensors(torch.jit.load(f"{path}/model.pt")))
path = folder("torchscript-traced")
traced = torch.jit.trace(Scripted(), torch.ones(1, 3))
traced.save(f"{path}/model.pt")
write_facts(path, "model.pt", tensors(torch.jit.load(f"{path}/model.pt")) +
            [describe("constants.0", torch.tensor([1.0, 2.0]))])


# A file of a big-endian machine: the same archive with reversed elements and the entry that says so.
path = folder("zip-bigendian")
buffer = io.BytesIO()
torch.save(types, buffer)
sizes = {str(i): t.element_size() // (2 if t.is_complex() else 1) for i, t in enumerate(types.values())}
with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(f"{path}/model.pt", "w") as target:
    for info in source.infolist():
        data = source.read(info)
        parts = info.filename.split("/")
        if parts[-1] == "byteorder":
            continue
        if parts[-2] == "data":
            n = sizes[parts[-1]]
            data = b"".join(data[i:i + n][::-1] for i in range(0, len(data), n))
        target.writestr(info.filename, data)
    target.writestr(source.namelist()[0].split("/")[0] + "/byteorder", "big")
write_facts(path, "model.pt", tensors(types))


# The same with compressed storages, which other zip programs make of it.
path = folder("zip-deflated")
with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(f"{path}/model.pt", "w", zipfile.ZIP_DEFLATED) as target:
    for info in source.infolist():
        target.writestr(info.filename, source.read(info))
write_facts(path, "model.pt", tensors(load(f"{path}/model.pt")))


# Lists in lists in lists: a small pickle that stands for 2 to the power of 40 values.
path = folder("bomb")
value = [1.5]
for _ in range(40):
    value = [value, value]
torch.save({"a": numbers(2), "bomb": value}, f"{path}/model.pt")


# Storages as views of another one, as torch.save wrote them in the legacy stream.
class WithViews(pickle.Pickler):
    def persistent_id(self, obj):
        return obj[1] if isinstance(obj, tuple) and obj and obj[0] == "__storage__" else None


def legacy_stream(path, value, storages):
    with open(path, "wb") as f:
        for part in (0x1950A86A20F9469CFC6C, 1001, {"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}):
            pickle.dump(part, f, protocol=2)
        WithViews(f, protocol=2).dump(value)
        pickle.dump(sorted(storages), f, protocol=2)
        for key in sorted(storages):
            data = storages[key].numpy()
            f.write(struct.pack("<q", data.size) + data.tobytes())


class Rebuild:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return (torch._utils._rebuild_tensor, self.args)


def storage(view):
    return ("__storage__", ("storage", torch.FloatStorage, "root", "cpu", 10, view))


path = folder("legacy-views")
root = numbers(10)
legacy_stream(f"{path}/model.pt", OrderedDict(whole=Rebuild(storage(None), 0, (10,), (1,)),
                                              view=Rebuild(storage(("v", 2, 6)), 1, (2, 2), (2, 1))), {"root": root})
write_facts(path, "model.pt", tensors(load(f"{path}/model.pt")))


# The tar archives of versions before 0.1.10, which PyTorch still reads.
class ById(pickle.Pickler):
    def persistent_id(self, obj):
        return str(id(obj)) if torch.is_tensor(obj) else None


def tar_file(path, value, items, views):
    storages, described = io.BytesIO(), io.BytesIO()
    pickle.dump(len(items), storages, protocol=2)
    pickle.dump(len(items) + len(views), described, protocol=2)
    for number, t in enumerate(items):
        pickle.dump((number, "cpu", torch.FloatStorage), storages, protocol=2)
        data = t.numpy().reshape(-1)
        storages.write(struct.pack("<q", data.size) + data.tobytes())
    pickle.dump([(100 + n, root, offset, size) for n, (_, root, offset, size) in enumerate(views)], storages, protocol=2)
    rows = [(t, n, t.shape, t.stride(), 0) for n, t in enumerate(items)]
    rows += [(t, 100 + n, t.shape, t.stride(), 0) for n, (t, _, _, _) in enumerate(views)]
    for t, key, shape, stride, offset in rows:
        pickle.dump((id(t), key, torch.FloatTensor), described, protocol=2)
        described.write(struct.pack("<ii", len(shape), 0) + struct.pack(f"<{len(shape)}q", *shape) +
                        struct.pack(f"<{len(shape)}q", *stride) + struct.pack("<q", offset))
    main = io.BytesIO()
    ById(main, protocol=2).dump(value)
    system = io.BytesIO()
    pickle.dump({"protocol_version": 1000, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 8}}, system, protocol=2)
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in (("sys_info", system), ("pickle", main), ("tensors", described), ("storages", storages)):
            info = tarfile.TarInfo(name)
            info.size = len(data.getvalue())
            tar.addfile(info, io.BytesIO(data.getvalue()))


path = folder("tar")
first, second = numbers(3, 4), numbers(6)
view = second[1:4]
tar_file(f"{path}/model.pt", OrderedDict([("a.weight", first), ("b", {"bias": second}), ("view", view)]),
         [first, second], [(view, 1, 1, 3)])
write_facts(path, "model.pt", tensors(load(f"{path}/model.pt")))


# Pickles that would run a command.
class Evil:
    def __init__(self, marker):
        self.marker = marker

    def __reduce__(self):
        return (os.system, (f"touch {self.marker}",))


for zipped, kind in ((True, "zip"), (False, "legacy")):
    path = folder(f"evil-{kind}")
    torch.save({"a": numbers(2), "evil": Evil(f"{path}/was-run")}, f"{path}/model.pt", _use_new_zipfile_serialization=zipped)
    write_facts(path, "model.pt", [describe("a", numbers(2))])
