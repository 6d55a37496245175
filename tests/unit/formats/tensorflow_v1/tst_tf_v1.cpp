#include "model_io/codecs/protobuf_wire.h"
#include "model_io/formats/tensorflow/saved_model_proto.h"
#include "model_io/formats/tensorflow/slice_box.h"
#include "model_io/formats/tensorflow/v1_meta.h"
#include "model_io/formats/tensorflow/v1_values.h"

#include <array>
#include <gtest/gtest.h>
#include <limits>

namespace tensorgraft::tf {
namespace {

std::span<const std::byte> bytesOf(const std::string& text) { return std::as_bytes(std::span(text)); }

std::string lengthField(std::uint32_t number, std::string_view bytes)
{
    std::string out;
    appendLengthField(out, number, bytes);
    return out;
}
std::string varintField(std::uint32_t number, std::uint64_t value)
{
    std::string out;
    appendVarintField(out, number, value);
    return out;
}
/// SavedTensorSlices with one slice whose TensorProto has these fields.
std::string saved(const std::string& tensor) { return lengthField(2, lengthField(1, "name") + lengthField(3, tensor)); }

TEST(SliceBox, runsOfEveryBoxAndRangeAreThoseOfALoop)
{
    const Shape whole{3, 4, 5};
    for (const std::vector<SliceExtent>& slice : {std::vector<SliceExtent>{{0, -1}, {0, -1}, {0, -1}}, {{1, 2}, {0, -1}, {0, -1}},
                                                  {{0, -1}, {1, 2}, {0, -1}}, {{1, 1}, {2, 2}, {3, 2}}, {{0, 2}, {0, -1}, {4, 1}},
                                                  {{2, 1}, {0, 4}, {0, 0}}}) {
        const auto box = resolveSlice(slice, whole);
        ASSERT_TRUE(box);
        std::vector<std::int64_t> inBox(60, -1); // place in the box of every element of the whole
        std::int64_t next = 0;
        for (std::int64_t a = 0; a < box->size[0]; ++a)
            for (std::int64_t b = 0; b < box->size[1]; ++b)
                for (std::int64_t c = 0; c < box->size[2]; ++c)
                    inBox[static_cast<std::size_t>((a + box->start[0]) * 20 + (b + box->start[1]) * 5 + c + box->start[2])] = next++;
        for (std::uint64_t first = 0; first < 60; ++first)
            for (const std::uint64_t count : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{7}, 60 - first}) {
                if (first + count > 60)
                    continue;
                std::vector<std::int64_t> found(60, -1);
                std::uint64_t reached = 0;
                const auto r = forEachRun(*box, whole, first, count, [&](std::uint64_t from, std::uint64_t at, std::uint64_t n) -> Result<void> {
                    EXPECT_GE(at, reached);
                    reached = at + n;
                    for (std::uint64_t i = 0; i < n; ++i)
                        found[at + i] = static_cast<std::int64_t>(from + i);
                    return {};
                });
                ASSERT_TRUE(r);
                for (std::uint64_t i = 0; i < 60; ++i)
                    ASSERT_EQ(found[i], i >= first && i < first + count ? inBox[i] : -1) << first << " " << count << " " << i;
            }
    }
    const auto scalar = resolveSlice({}, Shape{});
    ASSERT_TRUE(scalar);
    int visits = 0;
    ASSERT_TRUE(forEachRun(*scalar, Shape{}, 0, 1, [&](auto, auto, auto n) -> Result<void> {
        visits += static_cast<int>(n);
        return {};
    }));
    EXPECT_EQ(visits, 1);
}

TEST(SliceBox, whatLeavesTheTensorOrOverlapsIsRefused)
{
    const Shape whole{10, 6};
    using Slice = std::vector<SliceExtent>;
    constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
    for (const Slice& slice : {Slice{{0, 11}, {0, -1}}, Slice{{5, 6}, {0, -1}}, Slice{{-1, 2}, {0, -1}}, Slice{{0, -1}},
                               Slice{{huge, huge}, {0, -1}}, Slice{{1, -1}, {0, -1}}})
        EXPECT_FALSE(resolveSlice(slice, whole));
    const auto box = [&](const Slice& slice) { return *resolveSlice(slice, whole); };
    EXPECT_TRUE(boxesTile(std::vector{box({{0, 4}, {0, -1}}), box({{4, 6}, {0, 2}}), box({{4, 6}, {2, 4}})}, whole));
    EXPECT_FALSE(boxesTile(std::vector{box({{0, 4}, {0, -1}}), box({{4, 5}, {0, -1}})}, whole)) << "a row is missing";
    EXPECT_FALSE(boxesTile(std::vector{box({{0, 5}, {0, -1}}), box({{0, 5}, {0, -1}})}, whole)) << "the right count, twice the same";
    EXPECT_FALSE(boxesTile({}, whole));
    EXPECT_TRUE(boxesTile({}, Shape{0, 6}));
}

TEST(V1Values, packedVarintsAreReadForwardsAndBackwards)
{
    std::string packed;
    std::vector<std::int32_t> numbers;
    for (int i = 0; i < 1000; ++i) {
        numbers.push_back(i % 3 == 0 ? -i * 1000003 : i * 77);
        appendVarint(packed, static_cast<std::uint64_t>(static_cast<std::int64_t>(numbers.back())));
    }
    const std::string message = saved(varintField(1, 3) + lengthField(7, packed));
    const auto values = V1Values::parse(bytesOf(message), DType::Int32, 3, numbers.size());
    ASSERT_TRUE(values) << values.error().toString();
    EXPECT_FALSE(values->raw());
    for (const std::size_t first : {std::size_t{0}, std::size_t{10}, std::size_t{500}, std::size_t{3}, std::size_t{990}}) {
        std::vector<std::int32_t> found(10);
        values->read(first, std::as_writable_bytes(std::span(found)));
        EXPECT_EQ(found, std::vector<std::int32_t>(numbers.begin() + static_cast<std::ptrdiff_t>(first),
                                                   numbers.begin() + static_cast<std::ptrdiff_t>(first) + 10));
    }
}

TEST(V1Values, theSameNumbersInEveryEncoding)
{
    const std::vector<float> numbers{1.5F, -2.0F, 0.25F};
    const std::string raw(reinterpret_cast<const char*>(numbers.data()), 12);
    std::string single;
    for (std::size_t i = 0; i < 3; ++i) {
        appendTag(single, 5, WireType::Fixed32);
        single += raw.substr(4 * i, 4);
    }
    const auto floats = [&](const std::string& tensor) {
        const std::string message = saved(tensor);
        const auto values = V1Values::parse(bytesOf(message), DType::Float32, 1, 3);
        EXPECT_TRUE(values) << values.error().toString();
        std::vector<float> found(3);
        if (values)
            values->read(0, std::as_writable_bytes(std::span(found)));
        return found;
    };
    EXPECT_EQ(floats(lengthField(5, raw)), numbers) << "packed";
    EXPECT_EQ(floats(single), numbers) << "one by one";
    EXPECT_EQ(floats(lengthField(5, raw.substr(0, 4)) + lengthField(5, raw.substr(4))), numbers) << "in two runs";
    EXPECT_EQ(floats(lengthField(4, raw)), numbers) << "tensor_content";
    const std::string flags = saved(varintField(11, 1) + varintField(11, 0) + varintField(11, 200));
    const auto values = V1Values::parse(bytesOf(flags), DType::Bool, 10, 3);
    ASSERT_TRUE(values);
    std::array<std::byte, 3> found{};
    values->read(0, found);
    EXPECT_EQ(found, (std::array{std::byte{1}, std::byte{0}, std::byte{1}}));
}

TEST(V1Values, damageIsTyped)
{
    const std::string four(16, '\0');
    const struct {
        const char* what;
        std::string message;
        DType type;
        int number;
    } rows[] = {
        {"too few", saved(lengthField(5, four)), DType::Float32, 1},
        {"none", saved(""), DType::Float32, 1},
        {"half a value", saved(lengthField(5, four.substr(0, 15))), DType::Float32, 1},
        {"another type", saved(varintField(1, 9) + lengthField(5, four + four.substr(0, 4))), DType::Float32, 1},
        {"varint without end", saved(lengthField(10, std::string(5, '\xff'))), DType::Int64, 9},
        {"varint of eleven bytes", saved(lengthField(10, std::string(10, '\xff') + "\x01")), DType::Int64, 9},
        {"fixed where varints belong", saved(lengthField(10, "\x01") + std::string("\x51") + four.substr(0, 8)), DType::Int64, 9},
        {"no slice", lengthField(1, ""), DType::Float32, 1},
        {"no tensor", lengthField(2, lengthField(1, "name")), DType::Float32, 1},
        {"cut", saved(lengthField(5, four)).substr(0, 9), DType::Float32, 1},
    };
    for (const auto& row : rows) {
        const auto values = V1Values::parse(bytesOf(row.message), row.type, row.number, 5);
        ASSERT_FALSE(values) << row.what;
        EXPECT_EQ(values.error().code, ErrorCode::Corrupt) << row.what;
    }
    const auto text = V1Values::parse(bytesOf(saved("")), DType::String, 7, 1);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().code, ErrorCode::Unsupported);
}

TEST(V1Meta, theListIsWalked)
{
    const std::string shape = lengthField(2, varintField(1, 10)) + lengthField(2, "");
    const std::string slice = lengthField(1, varintField(1, 4) + varintField(2, 6)) + lengthField(1, "");
    const std::string tensor = lengthField(1, "net/w") + lengthField(2, shape) + varintField(3, 1) + lengthField(4, slice);
    const auto metas = parseV1Meta(bytesOf(lengthField(1, lengthField(1, tensor) + lengthField(2, varintField(1, 1)))));
    ASSERT_TRUE(metas) << metas.error().toString();
    ASSERT_EQ(metas->size(), 1u);
    EXPECT_EQ((*metas)[0].name, "net/w");
    EXPECT_EQ((*metas)[0].shape, (Shape{10, 0}));
    EXPECT_EQ((*metas)[0].slices, (std::vector<std::vector<SliceExtent>>{{{4, 6}, {0, -1}}}));

    const auto code = [](const std::string& message) {
        const auto r = parseV1Meta(bytesOf(message));
        return r ? ErrorCode::Usage : r.error().code;
    };
    EXPECT_EQ(code(""), ErrorCode::NotThisFormat);
    EXPECT_EQ(code(varintField(1, 2)), ErrorCode::NotThisFormat) << "the header of a bundle";
    EXPECT_EQ(code(lengthField(1, lengthField(2, varintField(2, 2)))), ErrorCode::Unsupported);
    EXPECT_EQ(code(lengthField(1, lengthField(1, varintField(3, 1)))), ErrorCode::Corrupt) << "no name";
    const std::string negative = lengthField(2, varintField(1, static_cast<std::uint64_t>(-1)));
    EXPECT_EQ(code(lengthField(1, lengthField(1, lengthField(1, "x") + lengthField(2, negative)))), ErrorCode::Corrupt);
    std::string deep;
    for (int i = 0; i < 300; ++i)
        deep += lengthField(2, "");
    EXPECT_EQ(code(lengthField(1, lengthField(1, lengthField(1, "x") + lengthField(2, deep)))), ErrorCode::Corrupt) << "300 axes";
}

TEST(SavedModelProto, aKeyIsFollowedThroughACyclicGraph)
{
    const auto child = [](std::uint64_t id, std::string_view name) { return lengthField(1, varintField(1, id) + lengthField(2, name)); };
    const std::string root = lengthField(1, child(0, "self") + child(1, "a/b") + child(999, "nowhere"));
    const std::string variable = lengthField(1, child(0, "up") + lengthField(7, varintField(3, 1) + lengthField(6, "v")));
    const std::string graph = lengthField(2, lengthField(7, root + variable));
    const std::string attribute = "/.ATTRIBUTES/VARIABLE_VALUE";
    const std::vector<std::string> keys{"a.Sb" + attribute, "self/self/a.Sb/up/a.Sb" + attribute, "nowhere" + attribute, "plain", attribute};
    const auto info = parseSavedModel(bytesOf(graph), keys);
    ASSERT_TRUE(info) << info.error().toString();
    EXPECT_EQ(info->variables.size(), 2u);
    ASSERT_TRUE(info->variables.contains(keys[1]));
    EXPECT_EQ(info->variables.at(keys[1]).name, "v");
    EXPECT_TRUE(info->variables.at(keys[1]).trainable);
    for (std::size_t n = 0; n < graph.size(); ++n)
        (void)parseSavedModel(bytesOf(graph.substr(0, n)), keys); // no cut leaves the message
    EXPECT_EQ(parseSavedModel({}, keys).error().code, ErrorCode::NotThisFormat);
}

} // namespace
} // namespace tensorgraft::tf
