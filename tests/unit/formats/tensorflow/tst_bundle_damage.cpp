#include "model_io/codecs/sstable_builder.h"
#include "model_io/formats/tensorflow/bundle_format.h"
#include "model_io/formats/tensorflow/object_graph.h"
#include "tests/support/format_conformance.h"
#include "tests/support/model_helpers.h"
#include "tests/unit/formats/tensorflow/fixtures.h"

#include <chrono>
#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

namespace fs = std::filesystem;
using test::bundlePath;
using test::openBundle;

/// Says everything that a person needs.
void expectComplete(const Error& error, bool withPlace = true)
{
    EXPECT_FALSE(error.file.empty()) << error.toString();
    EXPECT_FALSE(error.expected.empty()) << error.toString();
    EXPECT_FALSE(error.hint.empty()) << error.toString();
    if (withPlace) {
        EXPECT_TRUE(error.offset || !error.tensor.empty()) << error.toString();
        EXPECT_FALSE(error.found.empty()) << error.toString();
    }
}

/// 'b' is damaged; 'a' and 'c' are read all the same.
void expectOneBad(const fs::path& path, ErrorCode code)
{
    SCOPED_TRACE(path);
    const auto model = openBundle(path);
    ASSERT_TRUE(model);
    ASSERT_EQ(model->tensors().size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto value = model->readAll(i);
        EXPECT_EQ(value.has_value(), i != 1) << model->tensors()[i].name;
        const auto mapped = model->map(i);
        EXPECT_EQ(mapped.has_value(), i != 1);
        EXPECT_EQ(model->extent(i).has_value(), i != 1);
        if (!value) {
            EXPECT_EQ(value.error().code, code) << value.error().toString();
            EXPECT_EQ(value.error().tensor, "b");
            expectComplete(value.error());
        }
    }
}

TEST(BundleDamage, ofOneTensorLeavesTheOthers)
{
    for (const char* name : {"bad-offset", "bad-negative", "bad-size", "bad-shard", "bad-crc"})
        expectOneBad(bundlePath(name), ErrorCode::Corrupt);
    for (const char* name : {"bad-shape", "bad-message"}) {
        const auto model = openBundle(bundlePath(name));
        ASSERT_TRUE(model);
        ASSERT_EQ(model->warnings().size(), 1u);
        EXPECT_EQ(model->warnings()[0].tensor, "b");
        EXPECT_TRUE(model->readAll(0) && model->readAll(2));
        EXPECT_FALSE(model->readAll(1));
    }
    const auto unknown = openBundle(bundlePath("unknown-type"));
    ASSERT_TRUE(unknown);
    EXPECT_EQ(unknown->tensors()[1].dtype, DType::Opaque);
    EXPECT_EQ(unknown->tensors()[1].storageNote, "DataType 99");
    EXPECT_FALSE(unknown->readAll(1));
}

TEST(BundleDamage, aWrongByteIsNoticedOnEveryWayOut)
{
    test::TempDir dir;
    const fs::path index = test::copyBundle("v2-types", dir);
    fs::path data = index;
    data.replace_extension(".data-00000-of-00001");
    std::string bytes = test::readFile(data);
    const auto extent = openBundle(index)->extent(*openBundle(index)->find("types/float64"));
    ASSERT_TRUE(extent);
    bytes[extent->offset + 3] ^= 4;
    test::writeFile(data, bytes);
    for (const int way : {0, 1, 2, 3}) {
        const auto model = openBundle(index);
        ASSERT_TRUE(model) << "opening reads no tensor";
        const auto tensor = *model->find("types/float64");
        std::vector<std::byte> part(8);
        std::optional<Error> error;
        if (way == 0) {
            if (auto r = model->readAll(tensor); !r)
                error = r.error();
        } else if (way == 1) { // a part that does not hold the wrong byte
            if (auto r = model->read(tensor, 5, part); !r)
                error = r.error();
        } else if (way == 2) {
            if (auto r = model->map(tensor); !r)
                error = r.error();
        } else {
            EXPECT_FALSE(model->extent(tensor));
            if (auto r = model->readAll(tensor); !r)
                error = r.error();
        }
        ASSERT_TRUE(error) << way;
        EXPECT_EQ(error->code, ErrorCode::Corrupt);
        EXPECT_EQ(error->tensor, "types/float64");
        EXPECT_EQ(error->offset, extent->offset);
        EXPECT_NE(error->expected.find("CRC-32C 0x"), std::string::npos);
        expectComplete(*error);
        for (std::size_t i = 0; i < model->tensors().size(); ++i)
            if (i != tensor && isPlain(model->tensors()[i].dtype)) {
                EXPECT_TRUE(model->readAll(i)) << model->tensors()[i].name;
            }
    }
}

TEST(BundleDamage, aShardIsMissing)
{
    test::TempDir dir;
    const fs::path index = test::copyBundle("v2-shards", dir);
    fs::remove(dir / "model.ckpt-7.data-00001-of-00003");
    const auto model = openBundle(index);
    ASSERT_TRUE(model);
    ASSERT_EQ(model->warnings().size(), 1u);
    EXPECT_EQ(model->warnings()[0].file, dir / "model.ckpt-7.data-00001-of-00003");
    EXPECT_FALSE(model->warnings()[0].hint.empty());
    std::size_t bad = 0;
    for (std::size_t i = 0; i < model->tensors().size(); ++i) {
        const auto value = model->readAll(i);
        if (value)
            continue;
        ++bad;
        EXPECT_EQ(value.error().code, ErrorCode::Io);
        EXPECT_EQ(value.error().tensor, model->tensors()[i].name);
    }
    EXPECT_GT(bad, 0u);
    EXPECT_LT(bad, model->tensors().size());
    const auto writer = makeTfCheckpointV2Format()->rewrite(model, {}, "x");
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().file, dir / "model.ckpt-7.data-00001-of-00003");
}

TEST(BundleDamage, aDataFileCutOrShrinking)
{
    test::TempDir dir;
    const fs::path index = test::copyBundle("v2-slim", dir);
    const fs::path data = dir / "model.ckpt-7.data-00000-of-00001";
    const auto before = openBundle(index);
    ASSERT_TRUE(before);
    fs::resize_file(data, 1000);
    std::size_t bad = 0;
    for (std::size_t i = 0; i < before->tensors().size(); ++i)
        if (const auto value = before->readAll(i); !value) {
            EXPECT_EQ(value.error().code, ErrorCode::Io) << value.error().toString();
            ++bad;
        }
    EXPECT_GT(bad, 0u);
    const auto after = openBundle(index);
    ASSERT_TRUE(after);
    std::size_t outside = 0;
    for (std::size_t i = 0; i < after->tensors().size(); ++i)
        if (const auto value = after->readAll(i); !value) {
            EXPECT_EQ(value.error().code, ErrorCode::Corrupt);
            expectComplete(value.error());
            ++outside;
        }
    EXPECT_EQ(outside, bad);
}

TEST(BundleDamage, theIndex)
{
    test::TempDir dir;
    const fs::path index = test::copyBundle("v2-slim", dir);
    const std::string good = test::readFile(index);
    const auto error = [&](const std::string& bytes) {
        test::writeFile(index, bytes);
        const auto model = makeTfCheckpointV2Format()->open(index);
        EXPECT_FALSE(model);
        return model ? Error{} : model.error();
    };
    for (const std::size_t n : {std::size_t{0}, std::size_t{10}, good.size() / 2, good.size() - 1}) {
        const Error cut = error(good.substr(0, n));
        EXPECT_EQ(cut.code, ErrorCode::Corrupt) << cut.toString();
        expectComplete(cut);
    }
    std::string wrong = good;
    wrong[20] ^= 1;
    const Error crc = error(wrong);
    EXPECT_EQ(crc.code, ErrorCode::Corrupt);
    EXPECT_NE(crc.message.find("checksum"), std::string::npos) << crc.toString();
    expectComplete(crc);
    std::string endless = good; // both handles of the footer are varints
    for (std::size_t i = good.size() - 48; i < good.size() - 8; ++i)
        endless[i] = static_cast<char>(0xFF);
    expectComplete(error(endless));
    for (const char* name : {"too-new", "excluded"}) {
        const auto newer = makeTfCheckpointV2Format()->open(bundlePath(name));
        ASSERT_FALSE(newer);
        EXPECT_EQ(newer.error().code, ErrorCode::Unsupported);
        expectComplete(newer.error(), false);
    }
    SsTableBuilder other;
    ASSERT_TRUE(other.add("a", "not a bundle"));
    EXPECT_EQ(error(*other.finish()).code, ErrorCode::NotThisFormat);
    SsTableBuilder shards;
    ASSERT_TRUE(shards.add("", std::string("\x08\xFF\xFF\xFF\x7F", 5)));
    EXPECT_EQ(error(*shards.finish()).code, ErrorCode::Corrupt);
}

TEST(BundleDamage, anyByteOfAnIndexOfAnyKind)
{
    for (const char* name : {"v2-partitioned", "v2-snappy", "v2-object"})
        test::checkDamage(*makeTfCheckpointV2Format(), {name, "tf-checkpoint-v2", bundlePath(name), 3, true});
}

TEST(BundleDamage, objectGraphs)
{
    const auto bad = openBundle(bundlePath("v2-bad-graph"));
    ASSERT_TRUE(bad);
    ASSERT_EQ(bad->warnings().size(), 1u);
    EXPECT_EQ(bad->warnings()[0].code, ErrorCode::Corrupt);
    EXPECT_EQ(bad->warnings()[0].tensor, "_CHECKPOINTABLE_OBJECT_GRAPH");
    EXPECT_TRUE(bad->readAll(1));
    const auto cyclic = openBundle(bundlePath("v2-cyclic"));
    ASSERT_TRUE(cyclic);
    EXPECT_TRUE(cyclic->warnings().empty());
    EXPECT_EQ(cyclic->tensors()[1].alias, "deep/kernel");

    // 4 million empty nodes: read in a moment and without an object for each.
    std::string empty;
    for (int i = 0; i < 4'000'000; ++i)
        empty += std::string_view("\x0A\x00", 2);
    const auto start = std::chrono::steady_clock::now();
    const auto graph = tf::parseObjectGraph(empty);
    ASSERT_TRUE(graph);
    EXPECT_EQ(graph->nodeCount, 4'000'000u);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
    // A slot in a node that does not exist, and messages nested without end.
    EXPECT_FALSE(tf::parseObjectGraph(std::string_view("\x0A\x04\x1A\x02\x18\x09", 6)));
    std::string nested;
    for (int i = 0; i < 100'000; ++i)
        nested += '\x0B'; // begins a group in a group
    EXPECT_FALSE(tf::parseObjectGraph(nested));
}

} // namespace
} // namespace tensorgraft
