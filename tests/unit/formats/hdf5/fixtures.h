#pragma once

#include "model_io/codecs/hash.h"
#include "model_io/core/model_file.h"
#include "tests/support/test_paths.h"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tensorgraft::test {

/// The files of make_fixtures.py, made once for a test program.
class Hdf5Fixtures {
public:
    static const Hdf5Fixtures& get()
    {
        static const Hdf5Fixtures fixtures;
        return fixtures;
    }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return m_folder / name; }
    [[nodiscard]] const nlohmann::json& expected() const { return m_expected; }

private:
    Hdf5Fixtures()
    {
        const auto script = sourceDir() / "tests/unit/formats/hdf5/make_fixtures.py";
        const CommandResult made = run(python() + " '" + script.string() + "' '" + m_folder.path().string() + "'");
        if (made.exitCode != 0)
            throw std::runtime_error("make_fixtures.py failed:\n" + made.output);
        m_expected = nlohmann::json::parse(std::ifstream(m_folder / "expected.json"));
    }
    TempDir m_folder;
    nlohmann::json m_expected;
};

/// Names, dtypes, shapes and hashes of `model` against a list of {name, dtype, shape, sha256}, in any order.
inline void compareTensors(const ModelFile& model, const nlohmann::json& list)
{
    EXPECT_EQ(model.tensors().size(), list.size());
    for (const auto& fact : list) {
        const auto name = fact["name"].get<std::string>();
        SCOPED_TRACE(name);
        const auto index = model.find(name);
        if (!index) {
            ADD_FAILURE() << "missing";
            continue;
        }
        const TensorInfo& t = model.tensors()[*index];
        EXPECT_EQ(dtypeName(t.dtype), fact["dtype"].get<std::string>());
        EXPECT_EQ(t.shape, Shape(fact["shape"].get<std::vector<std::int64_t>>()));
        const auto bytes = model.readAll(*index);
        if (!bytes) {
            ADD_FAILURE() << bytes.error().toString();
            continue;
        }
        Sha256 hash;
        hash.update(*bytes);
        EXPECT_EQ(hash.hex(), fact["sha256"].get<std::string>());
    }
}

} // namespace tensorgraft::test
