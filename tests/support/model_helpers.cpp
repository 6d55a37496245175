#include "tests/support/model_helpers.h"

#include "model_io/codecs/hash.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tensorgraft::test {
namespace fs = std::filesystem;

TensorValue valueOf(const ModelFile& model, std::size_t index)
{
    const TensorInfo& info = model.tensors()[index];
    TensorValue value{{info.name, info.dtype, info.shape}, {}};
    auto bytes = model.readAll(index);
    EXPECT_TRUE(bytes) << (bytes ? "" : bytes.error().toString());
    if (bytes)
        value.bytes = std::move(*bytes);
    return value;
}

TensorValue patternValue(std::string name, DType dtype, Shape shape, unsigned seed)
{
    TensorValue value{{std::move(name), dtype, shape}, {}};
    const std::size_t item = itemSizeBytes(dtype);
    value.bytes.resize(shape.elementCount() * item);
    for (std::size_t i = 0; i < value.bytes.size(); ++i) {
        unsigned byte = (seed * 7919u + static_cast<unsigned>(i) * 31u) & 0xFFu;
        if (dtype == DType::Bool)
            byte &= 1u;
        else if (i % item == item - 1)
            byte &= 0x3Fu; // keeps the exponent of every float type below that of infinity
        value.bytes[i] = static_cast<std::byte>(byte);
    }
    return value;
}

Result<void> runWriter(ModelWriter& writer, const fs::path& stagingFolder, std::span<const TensorValue> values,
                       std::size_t pieceBytes)
{
    if (auto r = writer.begin(stagingFolder, {}); !r)
        return r;
    const auto order = writer.preferredOrder();
    EXPECT_EQ(order.size(), values.size());
    for (std::size_t slot : order) {
        const TensorValue& value = values[slot];
        const std::size_t item = std::max<std::size_t>(1, itemSizeBytes(value.tensor.dtype));
        const std::size_t step = std::max(item, pieceBytes / item * item);
        for (std::size_t at = 0; at < value.bytes.size(); at += step) {
            const auto piece = std::span(value.bytes).subspan(at, std::min(step, value.bytes.size() - at));
            if (auto r = writer.write(slot, at, piece); !r)
                return r;
        }
    }
    return writer.finish({});
}

namespace {

std::vector<TensorToWrite> tensorsOf(std::span<const TensorValue> values)
{
    std::vector<TensorToWrite> tensors;
    for (const TensorValue& v : values)
        tensors.push_back(v.tensor);
    return tensors;
}

} // namespace

Result<void> rewriteInto(const Format& format, std::shared_ptr<const ModelFile> model, std::span<const TensorValue> values,
                         const fs::path& folder, const fs::path& fileName, std::size_t pieceBytes)
{
    fs::create_directories(folder);
    auto writer = format.rewrite(std::move(model), tensorsOf(values), fileName);
    if (!writer)
        return fail(std::move(writer.error()));
    return runWriter(**writer, folder, values, pieceBytes);
}

Result<void> exportInto(const Format& format, std::span<const TensorValue> values, const fs::path& folder,
                        const fs::path& fileName, const ExportOptions& options)
{
    fs::create_directories(folder);
    auto writer = format.create(tensorsOf(values), options, fileName);
    if (!writer)
        return fail(std::move(writer.error()));
    return runWriter(**writer, folder, values);
}

std::string sha256(std::span<const std::byte> bytes)
{
    Sha256 hash;
    hash.update(bytes);
    return hash.hex();
}

void expectFacts(const ModelFile& model, const fs::path& sampleFolder, bool inOrder)
{
    const auto facts = nlohmann::json::parse(readFile(sampleFolder / "facts.json"));
    const auto& tensors = facts.at("tensors");
    EXPECT_EQ(model.tensors().size(), tensors.size()) << sampleFolder;
    std::size_t position = 0;
    for (const auto& fact : tensors) {
        const std::string name = fact.at("name");
        SCOPED_TRACE(sampleFolder.string() + ": " + name);
        const auto index = model.find(name);
        if (!index) {
            ADD_FAILURE() << "not found";
            continue;
        }
        if (inOrder) {
            EXPECT_EQ(*index, position);
        }
        ++position;
        const TensorInfo& info = model.tensors()[*index];
        EXPECT_EQ(info.shape, Shape(fact.at("shape").get<std::vector<std::int64_t>>()));
        EXPECT_EQ(dtypeName(info.dtype), fact.at("dtype").get<std::string>());
        const auto bytes = model.readAll(*index);
        if (!bytes) {
            ADD_FAILURE() << bytes.error().toString();
            continue;
        }
        EXPECT_EQ(sha256(*bytes), fact.at("sha256").get<std::string>());
    }
}

fs::path sampleFile(const fs::path& sampleFolder)
{
    const auto facts = nlohmann::json::parse(readFile(sampleFolder / "facts.json"));
    return sampleFolder / facts.at("files").at(0).at("file").get<std::string>();
}

} // namespace tensorgraft::test
