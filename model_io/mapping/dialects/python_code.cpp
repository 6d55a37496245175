#include "model_io/mapping/dialects/python_code.h"

#include "model_io/mapping/not_restored.h"

#include <algorithm>
#include <map>
#include <set>

namespace tensorgraft::dialects {
namespace {

std::string sourcePath(const ExportJob& job) { return job.document.sourcePath.empty() ? "source" : job.document.sourcePath; }

/// Code that opens the source and defines `array(name)`, a NumPy array; with `torch` also `tensor(name)`.
std::string readerCode(const ExportJob& job, bool torch)
{
    const std::string& format = job.context.source->formatId;
    const std::string path = pythonString(sourcePath(job));
    std::string code = "import numpy as np\n";
    const auto finish = [&](const std::string& value) {
        code += "\n\ndef array(name):\n    \"\"\"A tensor of the source as a NumPy array.\"\"\"\n    return " + value + "\n";
        if (torch)
            code += "\n\ndef tensor(name):\n    \"\"\"A tensor of the source.\"\"\"\n    return torch.from_numpy(np.array(array(name)))\n";
        return code;
    };
    if (format == "pytorch") {
        code = torch ? "import torch\n" : code + "import torch\n";
        code += "\n\ndef flatten(value, name=\"\"):\n    \"\"\"The tensors of a checkpoint by the names that join the keys with dots.\"\"\"\n"
                "    if isinstance(value, torch.Tensor):\n        return {name: value}\n    result = {}\n"
                "    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, (list, tuple)) else ()\n"
                "    for key, item in items:\n        result.update(flatten(item, f\"{name}.{key}\" if name else str(key)))\n    return result\n"
                "\n\nsource = flatten(torch.load(" + path + ", map_location=\"cpu\"))\n";
        if (torch)
            return code + "\n\ndef tensor(name):\n    \"\"\"A tensor of the source.\"\"\"\n    return source[name].detach()\n";
        return finish("source[name].detach().numpy()");
    }
    if (torch)
        code += "import torch\n";
    if (format == "keras-h5" || format == "hdf5") {
        code += "import h5py\n\nsource = h5py.File(" + path + ", \"r\")\n";
        return finish("np.asarray(source[name])");
    }
    if (format == "safetensors") {
        if (torch)
            return "import torch\nfrom safetensors.torch import load_file\n\nsource = load_file(" + path + ")\n\n\ndef tensor(name):\n    \"\"\"A tensor of the source.\"\"\"\n    return source[name]\n";
        code += "from safetensors.numpy import load_file\n\nsource = load_file(" + path + ")\n";
        return finish("source[name]");
    }
    if (format == "tf-checkpoint-v2" || format == "tf-checkpoint-v1" || format == "tf-savedmodel") {
        code += "import tensorflow as tf\n\nsource = tf.train.load_checkpoint(" + pythonString(sourcePath(job) + (format == "tf-savedmodel" ? "/variables/variables" : "")) + ")\n";
        return finish("source.get_tensor(name)");
    }
    if (format == "numpy-npy") {
        code += "\n\ndef flatten(value, name=\"\"):\n    \"\"\"The arrays of a pickled dictionary by the names that join the keys with slashes.\"\"\"\n"
                "    if isinstance(value, dict):\n        items = value.items()\n    elif isinstance(value, (list, tuple)):\n        items = enumerate(value)\n"
                "    else:\n        return {name: np.asarray(value)}\n    result = {}\n    for key, item in items:\n"
                "        key = key.decode() if isinstance(key, bytes) else str(key)\n        result.update(flatten(item, f\"{name}/{key}\" if name else key))\n    return result\n"
                "\n\n# allow_pickle runs what the file says: only for files that you trust.\nsource = flatten(np.load(" + path + ", allow_pickle=True, encoding=\"latin1\").item())\n";
        return finish("source[name]");
    }
    if (format != "numpy-npz")
        code += "\n# The source as NumPy reads it: tensorgraft convert " + sourcePath(job) + " source.npz\n";
    code += "\nsource = np.load(" + (format == "numpy-npz" ? path : "\"source.npz\"") + ")\n";
    return finish("source[name]");
}

/// The expression of each pair; pairs without one become notes.
std::vector<std::pair<const NamedPair*, std::string>> expressions(ExportJob& job, const Pairs& pairs, bool torch)
{
    std::vector<std::pair<const NamedPair*, std::string>> list;
    for (const NamedPair& pair : pairs.all()) {
        std::vector<std::string> operands;
        for (const std::string& name : pair.source)
            operands.push_back((torch ? "tensor(" : "array(") + pythonString(name) + ")");
        std::string why;
        if (auto text = pythonExpression(*pair.resolved, operands, torch, why))
            list.emplace_back(&pair, std::move(*text));
        else
            job.note(Severity::Error, "not-expressible", pair.target, why, "Write the converted file with `tensorgraft run`");
    }
    return list;
}

Failure nothingLeft() { return fail(makeError(ErrorCode::Mismatch, "no tensor is left to write")); }

} // namespace

Result<std::string> exportSaverPython(ExportJob& job)
{
    const Pairs pairs(job);
    notePolicies(job, "a Saver");
    // A dictionary has each key once; what is shared goes to a further Saver.
    std::vector<std::map<std::string, std::string>> savers;
    for (const NamedPair& pair : plainPairs(job, pairs, "a Saver")) {
        const std::string key(opName(pair.source[0])), variable(opName(pair.target));
        std::size_t k = 0;
        while (k < savers.size() && savers[k].count(key))
            ++k;
        if (k == savers.size())
            savers.emplace_back();
        savers[k].emplace(key, variable);
    }
    if (savers.empty())
        return nothingLeft();
    std::string text = "import tensorflow as tf\n\n# Names in the checkpoint to names of the graph's variables"
                       + std::string(savers.size() > 1 ? "; several dictionaries where variables share one tensor" : "") + ".\nname_maps = [\n";
    for (const auto& saver : savers) {
        text += "    {\n";
        for (const auto& [key, variable] : saver)
            text += "        " + pythonString(key) + ": " + pythonString(variable) + ",\n";
        text += "    },\n";
    }
    return text + "]\n\n\ndef restore(session, path=" + pythonString(sourcePath(job)) + "):\n"
                  "    \"\"\"Restores the variables; run it after they are initialised.\"\"\"\n"
                  "    variables = {v.op.name: v for v in tf.compat.v1.global_variables()}\n"
                  "    for name_map in name_maps:\n"
                  "        saver = tf.compat.v1.train.Saver({old: variables[new] for old, new in name_map.items()})\n"
                  "        saver.restore(session, path)\n";
}

Result<std::string> exportPytorchPython(ExportJob& job)
{
    const Pairs pairs(job);
    notePolicies(job, "PyTorch code");
    const auto list = expressions(job, pairs, true);
    if (list.empty())
        return nothingLeft();
    std::string text = readerCode(job, true) + "\n\ndef state_dict():\n    \"\"\"What the mapping fills, by the names of the target.\"\"\"\n    return {\n";
    for (const auto& [pair, expression] : list)
        text += "        " + pythonString(pair->target) + ": " + expression + (pair->resolved->isIdentity() ? "" : ".contiguous()") + ",\n";
    text += "    }\n\n\ndef load_into(model):\n    \"\"\"Fills the model and returns the names that keep their own values.\"\"\"\n"
            "    missing, unexpected = model.load_state_dict(state_dict(), strict=False)\n"
            "    if unexpected:\n        raise KeyError(f\"the model has no {unexpected}\")\n    return missing\n";
    return text;
}

Result<std::string> exportKerasPython(ExportJob& job)
{
    const Pairs pairs(job);
    notePolicies(job, "Keras code");
    std::vector<std::string> order;
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> layers;
    for (const auto& [pair, expression] : expressions(job, pairs, false)) {
        const TensorInfo& target = *pair->targetTensor;
        if (target.role == TensorRole::OptimizerState) {
            job.note(Severity::Error, "not-expressible", pair->target, "Optimizer state is no weight of a layer", "Write the file with `tensorgraft run`");
            continue;
        }
        auto& list = layers[target.layer];
        if (list.empty())
            order.push_back(target.layer);
        list.emplace_back(target.label.empty() ? target.name : target.label, expression);
    }
    if (order.empty())
        return nothingLeft();
    std::string text = readerCode(job, false) + "\n\ndef weights():\n    \"\"\"What the mapping fills: layer, then weight.\"\"\"\n    return {\n";
    for (const std::string& layer : order) {
        text += "        " + pythonString(layer) + ": {\n";
        for (const auto& [label, expression] : layers[layer])
            text += "            " + pythonString(label) + ": " + expression + ",\n";
        text += "        },\n";
    }
    return text + "    }\n\n\ndef find_layer(model, path):\n    \"\"\"A layer, also of a model inside the model.\"\"\"\n"
                  "    for name in path.split(\"/\"):\n        if hasattr(model, \"get_layer\"):\n            model = model.get_layer(name)\n    return model\n"
                  "\n\ndef load_into(model):\n    \"\"\"Fills the layers; weights that the mapping does not name keep their values.\"\"\"\n"
                  "    for path, values in weights().items():\n        layer = find_layer(model, path)\n        current = layer.get_weights()\n"
                  "        labels = [w.name.split(\"/\")[-1].split(\":\")[0] for w in layer.weights]\n"
                  "        for label, value in values.items():\n            current[labels.index(label)] = value\n        layer.set_weights(current)\n";
}

Result<std::string> exportVarListPython(ExportJob& job)
{
    const Pairs pairs(job);
    notePolicies(job, "a list of variables", true, true);
    const auto others = notRestored(*pairs.check(), *job.context.target);
    std::set<std::size_t> open;
    std::string text = "import tensorflow as tf\n\n# Filled by the mapping: candidates to freeze.\nrestored = [\n";
    for (const NotRestored& one : others)
        open.insert(one.target);
    for (std::size_t t = 0; t < job.context.target->tensors.size(); ++t)
        if (!open.count(t))
            text += "    " + pythonString(opName(job.context.target->tensors[t].name)) + ",\n";
    text += "]\n\n# Not restored: to initialise and train.\nnot_restored = [\n";
    std::size_t state = 0;
    for (const NotRestored& one : others) {
        const TensorInfo& tensor = job.context.target->tensors[one.target];
        if (tensor.role == TensorRole::OptimizerState || tensor.role == TensorRole::Bookkeeping)
            ++state;
        else
            text += "    " + pythonString(opName(tensor.name)) + ",  # " + tensor.shape.toString() + "\n";
    }
    if (state)
        job.note(Severity::Info, "state-left-out", {}, countOf(state, "optimizer or counter tensor") + " of the target are in neither list");
    return text + "]\n\n\ndef variables(names):\n    \"\"\"The trainable variables of the graph with these names.\"\"\"\n    wanted = set(names)\n"
                  "    return [v for v in tf.compat.v1.trainable_variables() if v.op.name in wanted]\n"
                  "\n\n# Train only what was not restored: optimizer.minimize(loss, var_list=variables(not_restored))\n";
}

} // namespace tensorgraft::dialects
