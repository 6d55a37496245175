#pragma once

#include "model_io/core/format.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tensorgraft::test {

/// A tensor with the value that a writer is to be given.
struct TensorValue {
    TensorToWrite tensor;
    std::vector<std::byte> bytes; ///< little-endian, C order
};

/// `model`'s tensor `index` with its own value; fails the test where it cannot be read.
TensorValue valueOf(const ModelFile& model, std::size_t index);
/// A value of the given kind whose bytes depend on `seed`; valid for bool and finite for floats.
TensorValue patternValue(std::string name, DType dtype, Shape shape, unsigned seed);

/// Gives `values` to the writer as transfer does: begin, slots in preferred order in pieces of `pieceBytes`, finish.
/// Returns the error of the step that failed.
Result<void> runWriter(ModelWriter& writer, const std::filesystem::path& stagingFolder,
                       std::span<const TensorValue> values, std::size_t pieceBytes = 4096);
/// Rewrite of `model` into `folder`/`fileName`, and export.
Result<void> rewriteInto(const Format& format, std::shared_ptr<const ModelFile> model, std::span<const TensorValue> values,
                         const std::filesystem::path& folder, const std::filesystem::path& fileName,
                         std::size_t pieceBytes = 4096);
Result<void> exportInto(const Format& format, std::span<const TensorValue> values, const std::filesystem::path& folder,
                        const std::filesystem::path& fileName, const ExportOptions& options = {});

std::string sha256(std::span<const std::byte> bytes);

/// Every tensor of `sampleFolder`/facts.json must be in `model` with name, shape, dtype and SHA-256, in that order where
/// `inOrder`, and nothing else; EXPECTs.
void expectFacts(const ModelFile& model, const std::filesystem::path& sampleFolder, bool inOrder = true);
/// Path of the sample's first file by its facts.json.
std::filesystem::path sampleFile(const std::filesystem::path& sampleFolder);

} // namespace tensorgraft::test
