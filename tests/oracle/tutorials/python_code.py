"""The programs that `export` writes, executed: they give the same tensors as `tensorgraft run`.

usage: python_code.py TENSORGRAFT
"""
import ast
import json
import os
import sys
import tempfile
import types

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tensorflow"))
import h5py  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from support import Program, fail  # noqa: E402

program = Program(sys.argv[1])
random = np.random.default_rng(11)


def values(*shape):
    return random.normal(size=shape).astype(np.float32)


def export(folder, mapping, dialect, expect=0):
    text = program("export", folder + mapping, "--to", dialect, expect=expect).stdout
    ast.parse(text)
    return text


def save(folder, name, source, target, entries, rules=()):
    with open(folder + name, "w", encoding="utf-8") as file:
        json.dump({"tensorgraft": 1, "source": {"path": source}, "target": {"path": target}, "rules": list(rules), "entries": entries}, file)


def execute(folder, text, **modules):
    """Runs a program in `folder` with stand-ins for modules that are not installed."""
    before, here = {name: sys.modules.get(name) for name in modules}, os.getcwd()
    sys.modules.update(modules)
    os.chdir(folder)
    try:
        scope = {}
        exec(compile(text, "exported.py", "exec"), scope)
        return scope
    finally:
        os.chdir(here)
        for name, module in before.items():
            sys.modules.pop(name) if module is None else sys.modules.__setitem__(name, module)


def equal(a, b):
    return np.asarray(a).dtype == np.asarray(b).dtype and np.array_equal(np.asarray(a), np.asarray(b))


def many_steps(folder):
    """Every step that has a short form in NumPy and PyTorch."""
    source = {"k": values(3, 3, 4, 6), "w": values(5, 4), "q": values(4, 4), "v": values(2, 4), "b": values(6), "e": values(10, 4),
              "h": random.normal(size=(6,)).astype(np.float64)}
    np.savez(folder + "source.npz", **source)
    entries = [("conv", ["k"], "transpose(3,2,0,1)", (6, 4, 3, 3)), ("dense", ["w"], "transpose(1,0)", (4, 5)), ("flat", ["w"], "reshape(20)", (20,)),
               ("qv", ["q", "v"], "concat(0)", (6, 4)), ("stack", ["b", "h"], "cast(float32)|stack(0)", (2, 6)), ("cut", ["e"], "slice(0,1,9,2)", (4, 4)),
               ("crop", ["e"], "crop(0,3,2)", (3, 4)), ("pad", ["q"], "pad(1,1,2,0.5)", (4, 7)), ("flip", ["k"], "flip(0,1)", (3, 3, 4, 6)),
               ("half", ["b"], "", (6,)), ("ones", [], "fill(ones)", (3,)), ("gates", ["b"], "reorder(0,0,2,1)", (6,)), ("twice", ["b"], "repeat(0,2)", (12,)),
               ("tiled", ["q"], "repeat(1,2,tile)", (4, 8)), ("scaled", ["b"], "scale(0.5)|add(1)", (6,)), ("total", ["b", "h"], "cast(float32)|sum", (6,)), ("same", ["b"], "", (6,))]
    target = {name: values(*shape) for name, _, _, shape in entries}
    target["half"] = target["half"].astype(np.float16)
    target["kept"] = values(3)
    torch.save({name: torch.from_numpy(value) for name, value in target.items()}, folder + "target.pt")
    save(folder, "many.json", "source.npz", "target.pt", [{"target": t, "source": s, "transform": x} if s else {"target": t, "transform": x} for t, s, x, _ in entries])
    program("run", folder + "many.json", "-o", folder + "out.pt")
    wanted = torch.load(folder + "out.pt")
    state = execute(folder, export(folder, "many.json", "python-pytorch"))["state_dict"]()
    if set(state) != {name for name, _, _, _ in entries}:
        fail(f"state dict: {sorted(set(state) ^ set(target))}")
    for name, value in state.items():
        value = value.to(wanted[name].dtype)
        if value.shape != wanted[name].shape or not torch.equal(value, wanted[name]):
            fail(f"PyTorch code: '{name}' is {value.flatten()[:4]}, not {wanted[name].flatten()[:4]}")

    class Model:
        def load_state_dict(self, given, strict):
            return [name for name in target if name not in given], []

    if execute(folder, export(folder, "many.json", "python-pytorch"))["load_into"](Model()) != ["kept"]:
        fail("PyTorch code: what keeps its values is not returned")


class Weight:
    def __init__(self, name, value):
        self.name, self.value = name, value


class Layer:
    def __init__(self, weights):
        self.weights = [Weight(name, value) for name, value in weights.items()]

    def get_weights(self):
        return [w.value.copy() for w in self.weights]

    def set_weights(self, given):
        for weight, value in zip(self.weights, given):
            if weight.value.shape != value.shape:
                raise ValueError(weight.name)
            weight.value = np.asarray(value).astype(weight.value.dtype)


class Model:
    def __init__(self, layers):
        self.layers = layers

    def get_layer(self, name):
        return self.layers[name]


def keras(folder):
    """PyTorch to Keras: set_weights() with the transposes in NumPy."""
    torch.save({"features.0.weight": torch.from_numpy(values(8, 3, 3, 3)), "features.0.bias": torch.from_numpy(values(8)),
                "classifier.weight": torch.from_numpy(values(5, 8)), "classifier.bias": torch.from_numpy(values(5))}, folder + "torch.pt")
    layers = {"conv": {"conv/kernel:0": values(3, 3, 3, 8), "conv/bias:0": values(8)}, "dense": {"dense/bias:0": values(5), "dense/kernel:0": values(8, 5)}}
    with h5py.File(folder + "keras.h5", "w") as file:
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = [name.encode() for name in layers]
        for name, weights in layers.items():
            layer = group.create_group(name)
            layer.attrs["weight_names"] = [label.encode() for label in weights]
            for label, value in weights.items():
                layer.create_dataset(label, data=value)
    program("match", folder + "torch.pt", folder + "keras.h5", "-o", folder + "keras.json")
    program("run", folder + "keras.json", "-o", folder + "out.h5")
    model = Model({name: Layer(weights) for name, weights in layers.items()})
    execute(folder, export(folder, "keras.json", "python-keras"))["load_into"](model)
    with h5py.File(folder + "out.h5", "r") as file:
        for name, layer in model.layers.items():
            for weight in layer.weights:
                if not equal(weight.value, file["model_weights/" + name + "/" + weight.name][()]):
                    fail(f"Keras code: '{weight.name}' has other values")


class Recorder:
    """A stand-in for TensorFlow: graph variables by name, and what was asked of them."""

    def __init__(self, names):
        self.calls = []
        self.variables = [types.SimpleNamespace(op=types.SimpleNamespace(name=name)) for name in names]
        recorder = self

        class Saver:
            def __init__(self, var_list):
                self.map = {old: variable.op.name for old, variable in var_list.items()}

            def restore(self, session, path):
                recorder.calls.append(("restore", path, self.map))

        train = types.SimpleNamespace(Saver=Saver, init_from_checkpoint=lambda path, given: self.calls.append(("init", path, given)))
        v1 = types.SimpleNamespace(train=train, global_variables=lambda: self.variables, trainable_variables=lambda: self.variables)
        self.module = types.ModuleType("tensorflow")
        self.module.compat = types.SimpleNamespace(v1=v1)


def tensorflow(folder):
    names = ["conv1/weights", "conv1/biases", "fc8/weights"]
    np.savez(folder + "old.npz", **{"old/" + name: values(4) for name in names})
    np.savez(folder + "new.npz", **{scope + name: values(4) for name in names for scope in ("net/", "copy/")})
    save(folder, "scopes.json", "old.npz", "new.npz", [], [{"source": "old/**", "target": "net/**"}, {"source": "old/conv1/**", "target": "copy/conv1/**"}])
    graph = [scope + name for name in names for scope in ("net/", "copy/")]
    wanted = {(("old/" + name), "net/" + name) for name in names} | {("old/" + name, "copy/" + name) for name in names[:2]}

    recorder = Recorder(graph)
    execute(folder, export(folder, "scopes.json", "python-saver"), tensorflow=recorder.module)["restore"](None)
    if {pair for _, _, given in recorder.calls for pair in given.items()} != wanted or {path for _, path, _ in recorder.calls} != {"old.npz"}:
        fail(f"Saver code: {recorder.calls}")

    recorder = Recorder(graph)
    execute(folder, export(folder, "scopes.json", "python-init-from-checkpoint"), tensorflow=recorder.module)
    (_, path, given), = recorder.calls
    expanded = set()
    for key, value in given.items() if isinstance(given, dict) else given:
        if key.endswith("/"):
            expanded |= {(("" if key == "/" else key) + n[len(value):], n) for n in graph if n.startswith(value)}
        else:
            expanded.add((key, value))
    if path != "old.npz" or expanded != wanted:
        fail(f"init_from_checkpoint code: {recorder.calls}")

    recorder = Recorder(graph)
    scope = execute(folder, export(folder, "scopes.json", "python-var-list"), tensorflow=recorder.module)
    if set(scope["restored"]) != {n for _, n in wanted} or scope["not_restored"] != ["copy/fc8/weights"]:
        fail(f"var_list code: {scope['restored']} {scope['not_restored']}")
    if [v.op.name for v in scope["variables"](scope["not_restored"])] != ["copy/fc8/weights"]:
        fail("var_list code: the variables are others")

    # slim restores variables under their own names; what is renamed is named as left out.
    np.savez(folder + "same.npz", **{"net/" + name: values(4) for name in names})
    save(folder, "slim.json", "same.npz", "same.npz", [], [{"source": "net/conv1/**", "target": "net/conv1/**"}])
    asked = {}
    slim = types.ModuleType("tf_slim")
    slim.get_variables_to_restore = lambda include=None, exclude=None: asked.setdefault("exclude", exclude)
    slim.assign_from_checkpoint_fn = lambda path, variables, **options: asked.update(path=path, **options)
    execute(folder, export(folder, "slim.json", "tf-slim"), tf_slim=slim)
    if asked["exclude"] != ["net/fc8/"] or asked["ignore_missing_vars"] or asked["path"] != "same.npz":
        fail(f"slim code: {asked}")
    if program("export", folder + "scopes.json", "--to", "tf-slim", expect=3).stderr.count("error") != 1:
        fail("slim cannot rename, and that is not said")


for job in (many_steps, keras, tensorflow):
    with tempfile.TemporaryDirectory() as scratch:
        job(scratch + "/")
    print(job.__name__, "ok")
