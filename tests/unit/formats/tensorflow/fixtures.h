#pragma once

#include "model_io/core/model_file.h"
#include "tests/support/test_paths.h"

#include <filesystem>
#include <memory>
#include <string>

namespace tensorgraft::test {

/// The bundles of make_bundles.py, made once a program.
const TempDir& bundles();
/// The index of one of them.
std::filesystem::path bundlePath(const std::string& name);
/// Opens it as `tf-checkpoint-v2`; fails the test where that is not possible.
std::shared_ptr<const ModelFile> openBundle(const std::filesystem::path& path);
/// Every tensor is as make_bundles.py noted it, in the order of the names; EXPECTs.
void expectBundle(const ModelFile& model, const std::string& name);
/// As the independent Python reader sees the bundle, every checksum verified: "name dtype shape sha256" a line, texts with
/// the hashes of their elements; EXPECTs that it reads it at all.
std::string judged(const std::filesystem::path& prefix);
/// Copies all files of a bundle into a fresh folder; returns the index there.
std::filesystem::path copyBundle(const std::string& name, const TempDir& folder);
/// Everything of a model as judged() prints it.
std::string described(const ModelFile& model);

} // namespace tensorgraft::test
