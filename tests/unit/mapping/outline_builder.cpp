#include "outline_builder.h"

#include "model_io/core/tensor_roles.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace tensorgraft::test {

ModelSketch& ModelSketch::add(const std::string& name, Shape shape, DType dtype)
{
    const SplitName split = splitLastSegment(name);
    return add(name, std::string(split.parent), std::string(split.last), std::move(shape), dtype);
}

ModelSketch& ModelSketch::add(const std::string& name, const std::string& layer, const std::string& label, Shape shape, DType dtype)
{
    TensorInfo tensor;
    tensor.name = name;
    tensor.layer = layer;
    tensor.label = label;
    tensor.shape = std::move(shape);
    tensor.dtype = dtype;
    const bool tensorFlow = formatId.starts_with("keras") || formatId.starts_with("tf");
    const bool torch = formatId == "pytorch" || formatId == "caffe" || formatId == "onnx" || formatId == "safetensors";
    const bool norm = name.find("norm") != std::string::npos || name.find("bn") != std::string::npos;
    deriveRoles(tensor, tensorFlow ? AxisConvention::TensorFlow : torch ? AxisConvention::PyTorch : AxisConvention::Unknown, norm);
    tensors.push_back(std::move(tensor));
    return *this;
}

ModelSketch sketchOfSample(const std::filesystem::path& factsFile, const std::string& formatId)
{
    ModelSketch sketch(formatId);
    std::ifstream stream(factsFile);
    const auto facts = nlohmann::json::parse(stream);
    for (const auto& tensor : facts.at("tensors")) {
        const std::string name = tensor.at("name");
        const Shape shape(tensor.at("shape").get<std::vector<std::int64_t>>());
        const DType dtype = dtypeFromName(tensor.at("dtype").get<std::string>()).value_or(DType::Float32);
        // As the Keras reader says it: the layer is the group, the label the weight's own name.
        if (formatId == "keras-h5" && name.starts_with("model_weights/")) {
            const std::string rest = name.substr(14);
            std::string label = rest.substr(rest.rfind('/') + 1);
            label = label.substr(0, label.find(':'));
            sketch.add(name, rest.substr(0, rest.find('/')), label, shape, dtype);
        } else {
            sketch.add(name, shape, dtype);
        }
    }
    return sketch;
}

} // namespace tensorgraft::test
