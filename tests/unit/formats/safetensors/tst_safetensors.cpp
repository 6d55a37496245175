#include "model_io/formats/safetensors/safetensors_format.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <ctime>
#include <gtest/gtest.h>
#include <iostream>

namespace tensorgraft {
namespace {
namespace fs = std::filesystem;

std::string withLength(const std::string& json, const std::string& data = {})
{
    std::string file;
    for (int i = 0; i < 8; ++i)
        file += static_cast<char>(json.size() >> (8 * i) & 0xFF);
    return file + json + data;
}

class Safetensors : public testing::Test {
protected:
    Result<std::shared_ptr<const ModelFile>> openBytes(const std::string& bytes)
    {
        test::writeFile(m_dir / "x.safetensors", bytes);
        return m_format->open(m_dir / "x.safetensors");
    }
    Error errorOf(const std::string& bytes)
    {
        auto model = openBytes(bytes);
        EXPECT_FALSE(model);
        return model ? Error{} : model.error();
    }
    int sniff(const std::string& bytes)
    {
        Probe probe;
        probe.fileSize = bytes.size();
        probe.head = probe.tail = std::as_bytes(std::span(bytes));
        return m_format->sniff(probe);
    }
    test::TempDir m_dir;
    std::unique_ptr<Format> m_format = makeSafetensorsFormat();
};

TEST_F(Safetensors, samplesAgreeWithTheirFacts)
{
    const auto samples = test::samplesDir();
    if (!samples)
        GTEST_SKIP() << "no samples: safetensors files of other programs were not read";
    std::size_t count = 0;
    for (const auto& folder : fs::directory_iterator(*samples / "safetensors")) {
        const auto model = m_format->open(test::sampleFile(folder.path()));
        ASSERT_TRUE(model) << model.error().toString();
        // MLX writes the header in another order than the data; tensors are listed in the order of the data.
        test::expectFacts(**model, folder.path(), folder.path().filename() != "mlx-adapters-null-metadata");
        ++count;
    }
    EXPECT_GE(count, 6u);
}

TEST_F(Safetensors, everyDtypeIsRead)
{
    const std::vector<std::pair<std::string, DType>> types{
        {"F64", DType::Float64}, {"I64", DType::Int64}, {"U64", DType::UInt64}, {"C64", DType::Complex64},
        {"F32", DType::Float32}, {"I32", DType::Int32}, {"U32", DType::UInt32}, {"F16", DType::Float16},
        {"BF16", DType::BFloat16}, {"I16", DType::Int16}, {"U16", DType::UInt16}, {"I8", DType::Int8},
        {"U8", DType::UInt8}, {"BOOL", DType::Bool}, {"F8_E4M3", DType::Float8E4M3FN}, {"F8_E5M2", DType::Float8E5M2}};
    std::string json = "{", data;
    for (const auto& [tag, type] : types) {
        const std::size_t begin = data.size();
        for (std::size_t i = 0; i < 2 * itemSizeBytes(type); ++i)
            data += static_cast<char>(data.size());
        json += (json.size() > 1 ? ",\"" : "\"") + tag + R"(":{"dtype":")" + tag + R"(","shape":[2],"data_offsets":[)" +
                std::to_string(begin) + "," + std::to_string(data.size()) + "]}";
    }
    const auto model = openBytes(withLength(json + "}", data));
    ASSERT_TRUE(model) << model.error().toString();
    ASSERT_EQ((*model)->tensors().size(), types.size());
    std::string all;
    for (std::size_t i = 0; i < types.size(); ++i) {
        EXPECT_EQ((*model)->tensors()[i].name, types[i].first);
        EXPECT_EQ((*model)->tensors()[i].dtype, types[i].second);
        const auto bytes = (*model)->readAll(i);
        ASSERT_TRUE(bytes);
        all.append(reinterpret_cast<const char*>(bytes->data()), bytes->size());
        ASSERT_TRUE((*model)->extent(i));
    }
    EXPECT_EQ(all, data);
}

TEST_F(Safetensors, aTypeOfLaterVersionsIsListedButNotRead)
{
    const auto model = openBytes(withLength(
        R"({"a":{"dtype":"F4","shape":[4],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})", "xyz"));
    ASSERT_TRUE(model) << model.error().toString();
    EXPECT_EQ((*model)->tensors()[0].dtype, DType::Opaque);
    std::vector<std::byte> none;
    const auto read = (*model)->read(0, 0, none);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::Unsupported);
    EXPECT_TRUE((*model)->readAll(1));
}

TEST_F(Safetensors, metadataIsKept)
{
    auto model = openBytes(withLength(R"({"__metadata__":{"format":"pt","note":"\u00e9"}})"));
    ASSERT_TRUE(model) << model.error().toString();
    const Metadata* inner = (*model)->metadata().find("__metadata__");
    ASSERT_TRUE(inner);
    EXPECT_EQ(*inner->find("note")->string(), "\u00e9");
    model = openBytes(withLength(R"({"__metadata__":null})"));
    ASSERT_TRUE(model) << model.error().toString();
    ASSERT_TRUE((*model)->metadata().find("__metadata__"));
    EXPECT_TRUE((*model)->metadata().find("__metadata__")->isNull());
}

TEST_F(Safetensors, aHeaderLargerThanTheFileIsNamed)
{
    std::string bytes(7, '\0');
    bytes += "\x10{\"a\":1}";
    EXPECT_GT(sniff(bytes), 0);
    const Error error = errorOf(bytes);
    EXPECT_EQ(error.code, ErrorCode::Corrupt);
    EXPECT_EQ(error.offset, 0u);
    EXPECT_EQ(error.found, "1152921504606846976 bytes");
    EXPECT_EQ(error.expected, "a header of at most 7 bytes");
    EXPECT_FALSE(error.hint.empty());
}

struct Bad {
    const char* what;
    std::string json, data;
    std::string inMessage;
};

TEST_F(Safetensors, whatTheSpecificationForbidsIsCorrupt)
{
    const std::string a = R"("a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]})";
    const std::vector<Bad> cases{
        {"duplicate", "{" + a + "," + a + "}", "xy", "twice"},
        {"duplicate field", R"({"a":{"dtype":"U8","dtype":"U8","shape":[2],"data_offsets":[0,2]}})", "xy", "twice"},
        {"hole at the start", R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})", "xyz", "hole"},
        {"hole", "{" + a + R"(,"b":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}})", "wxyz", "hole"},
        {"overlap", "{" + a + R"(,"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})", "xyz", "overlaps"},
        {"rest", "{" + a + "}", "xyz", "belong to none"},
        {"cut", "{" + a + "}", "x", "beyond"},
        {"beyond 2^63", R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,18446744073709551615]}})", "xy", "beyond"},
        {"backwards", R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}})", "xy", "before they begin"},
        {"wrong size", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,2]}})", "xy", "do not fit"},
        {"product overflows", R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,2]}})", "xy", "do not fit"},
        {"size overflows", R"({"a":{"dtype":"F64","shape":[4611686018427387904],"data_offsets":[0,0]}})", "", "do not fit"},
        {"negative", R"({"a":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}})", "xy", "negative"},
        {"fraction", R"({"a":{"dtype":"U8","shape":[2.0],"data_offsets":[0,2]}})", "xy", "whole"},
        {"three offsets", R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,1,2]}})", "xy", "pair"},
        {"nested shape", R"({"a":{"dtype":"U8","shape":[[2]],"data_offsets":[0,2]}})", "xy", "list"},
        {"no dtype", R"({"a":{"shape":[2],"data_offsets":[0,2]}})", "xy", "incompletely"},
        {"dtype is a number", R"({"a":{"dtype":3,"shape":[2],"data_offsets":[0,2]}})", "xy", "wrong type"},
        {"tensor is a number", R"({"a":3})", "", "no object"},
        {"nested metadata", R"({"__metadata__":{"a":{}}})", "", "more than text"},
        {"list", "[]", "", "wrong place"},
        {"JSON", "{\"a\":", "", "JSON"},
        {"UTF-8", "{\"\xFF\":1}", "", "JSON"},
    };
    for (const Bad& c : cases) {
        SCOPED_TRACE(c.what);
        const Error error = errorOf(withLength(c.json, c.data));
        EXPECT_EQ(error.code, ErrorCode::Corrupt);
        EXPECT_NE(error.message.find(c.inMessage), std::string::npos) << error.toString();
        EXPECT_TRUE(error.offset) << error.toString();
        EXPECT_FALSE(error.hint.empty()) << error.toString();
        EXPECT_EQ(error.file, m_dir / "x.safetensors");
    }
}

TEST_F(Safetensors, contentIsSniffedNotTheName)
{
    EXPECT_GE(sniff(withLength("{}")), 90);
    EXPECT_EQ(sniff("\xFF\xD8\xFF\xE0 a picture"), 0);
    EXPECT_EQ(sniff(""), 0);
    EXPECT_EQ(sniff("{\"some\": {\"json\": 1}}"), 0);
    EXPECT_GE(sniff(R"({"metadata":{},"weight_map":{"a":"m-00001-of-00002.safetensors"}})"), 80);
}

TEST_F(Safetensors, aHundredThousandTensorsOpenFast)
{
    std::string json = "{";
    constexpr int count = 100'000;
    for (int i = 0; i < count; ++i)
        json += (i ? ",\"" : "\"") + ("model.layers." + std::to_string(i)) + R"(.weight":{"dtype":"F16","shape":[1,2],"data_offsets":[)" +
                std::to_string(4 * i) + "," + std::to_string(4 * i + 4) + "]}";
    const std::string bytes = withLength(json + "}", std::string(4 * count, 'x'));
    test::writeFile(m_dir / "many.safetensors", bytes);
    const std::clock_t start = std::clock(); // of this process: others may be busy
    const auto model = m_format->open(m_dir / "many.safetensors");
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    ASSERT_TRUE(model) << model.error().toString();
    EXPECT_EQ((*model)->tensors().size(), std::size_t{count});
    EXPECT_EQ((*model)->tensors()[7].layer, "model.layers.7");
    std::cout << count << " tensors opened in " << seconds << " s\n";
    EXPECT_LT(seconds, 10.0);
}

class Sharded : public Safetensors {
protected:
    void SetUp() override
    {
        test::writeFile(m_dir / "m-00001-of-00002.safetensors",
                        withLength(R"({"__metadata__":{"format":"pt"},"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", "ab"));
        test::writeFile(m_dir / "m-00002-of-00002.safetensors",
                        withLength(R"({"b":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}})", "cde"));
        writeIndex("m-00002-of-00002.safetensors");
    }
    void writeIndex(const std::string& shardOfB)
    {
        test::writeFile(m_index, R"({"metadata":{"total_size":5},"weight_map":{"a":"m-00001-of-00002.safetensors","b":")" +
                                     shardOfB + "\"}}");
    }
    fs::path m_index = m_dir / "m.safetensors.index.json";
};

TEST_F(Sharded, theIndexOrItsFolderOpensAllShardsAsOneModel)
{
    for (const fs::path& path : {m_index, m_dir.path()}) {
        const auto model = m_format->open(path);
        ASSERT_TRUE(model) << model.error().toString();
        ASSERT_EQ((*model)->tensors().size(), 2u);
        EXPECT_EQ((*model)->tensors()[1].name, "b");
        EXPECT_EQ((*model)->memberFiles().size(), 3u);
        EXPECT_EQ((*model)->path(), path);
        EXPECT_TRUE((*model)->warnings().empty());
        const auto bytes = (*model)->readAll(1);
        ASSERT_TRUE(bytes);
        EXPECT_EQ((*bytes)[2], std::byte{'e'});
    }
    Probe probe;
    probe.path = m_dir.path();
    probe.isDirectory = true;
    EXPECT_GT(m_format->sniff(probe), 0);
    test::writeFile(m_dir / "second.safetensors.index.json", "{}");
    EXPECT_EQ(m_format->sniff(probe), 0);
}

TEST_F(Sharded, aMissingShardIsAWarningAndItsTensorsAreDamaged)
{
    fs::remove(m_dir / "m-00002-of-00002.safetensors");
    const auto model = m_format->open(m_index);
    ASSERT_TRUE(model) << model.error().toString();
    ASSERT_EQ((*model)->warnings().size(), 1u);
    EXPECT_EQ((*model)->warnings()[0].code, ErrorCode::Io);
    EXPECT_TRUE((*model)->readAll(0));
    const auto b = (*model)->find("b");
    ASSERT_TRUE(b);
    const auto bytes = (*model)->read(*b, 0, {});
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().tensor, "b");
    EXPECT_FALSE((*model)->extent(*b));
}

TEST_F(Sharded, aTensorThatItsShardLacksIsDamaged)
{
    writeIndex("m-00001-of-00002.safetensors");
    const auto model = m_format->open(m_index);
    ASSERT_TRUE(model) << model.error().toString();
    EXPECT_EQ((*model)->warnings().size(), 1u);
    EXPECT_FALSE((*model)->read(*(*model)->find("b"), 0, {}));
}

TEST_F(Sharded, shardsNeverLeaveTheFolder)
{
    for (const char* name : {"../x.safetensors", "/etc/x.safetensors", "a/../../x.safetensors", "", "a\\\\..\\\\x.safetensors"}) {
        writeIndex(name);
        const auto model = m_format->open(m_index);
        ASSERT_FALSE(model) << name;
        EXPECT_EQ(model.error().code, ErrorCode::Corrupt);
        EXPECT_EQ(model.error().tensor, "b");
    }
}

} // namespace
} // namespace tensorgraft
