#include "model_io/formats/skeleton/snippets.h"

#include <array>

namespace tensorgraft::skeleton {

std::span<const Snippet> snippets()
{
    static constexpr std::array all{
        Snippet{"tensorflow-checkpoint", "TensorFlow: the variables of a checkpoint",
                "import json, tensorflow as tf\n"
                "reader = tf.train.load_checkpoint(\"model.ckpt\")\n"
                "json.dump(reader.get_variable_to_shape_map(), open(\"target.json\", \"w\"))\n"},
        Snippet{"keras-model", "Keras: a model that is built in Python",
                "with open(\"target.json\", \"w\") as file:\n"
                "    file.write(model.to_json())\n"},
        Snippet{"keras-weights", "Keras: a subclassed model, by its weights",
                "import json\n"
                "shapes = [[getattr(w, \"path\", w.name), list(w.shape), str(w.dtype)] for w in model.weights]\n"
                "json.dump(shapes, open(\"target.json\", \"w\"))\n"},
        Snippet{"pytorch-module", "PyTorch: the state_dict() of a module",
                "import json\n"
                "shapes = {name: list(value.shape) for name, value in model.state_dict().items()}\n"
                "json.dump(shapes, open(\"target.json\", \"w\"))\n"},
    };
    return all;
}

} // namespace tensorgraft::skeleton
