// The messages inside of containers, without the checksums around them: whatever their bytes, a value or a typed error.
// The first byte chooses the parser. Built and run as fuzz_open.cpp says.
#include "model_io/formats/keras/json_tree.h"
#include "model_io/formats/keras/shape_inference.h"
#include "model_io/formats/tensorflow/bundle_index.h"
#include "model_io/formats/tensorflow/object_graph.h"
#include "model_io/formats/tensorflow/saved_model_proto.h"
#include "model_io/formats/tensorflow/string_tensor.h"
#include "model_io/formats/tensorflow/v1_meta.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace tensorgraft;
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto bytes = std::as_bytes(std::span(text));
    switch (data[0] % 6) {
    case 0: (void)tf::parseObjectGraph(text); break;
    case 1: (void)tf::parseSavedModel(bytes, {"a", "model/kernel/.ATTRIBUTES/VARIABLE_VALUE"}); break;
    case 2: (void)tf::parseV1Meta(bytes); break;
    case 3:
        for (std::uint64_t count : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{4}, std::uint64_t{1} << 60})
            (void)tf::parseStringTensor(bytes, count, 0);
        break;
    case 4: (void)tf::parseBundleHeader(text, "fuzz.index"); break;
    default:
        if (const auto tree = keras::parseJsonTree(text))
            (void)keras::inferWeights(*tree);
    }
    return 0;
}
