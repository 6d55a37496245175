#include "model_io/codecs/protobuf_wire.h"

#include <gtest/gtest.h>

namespace tensorgraft {
namespace {

using namespace std::string_literals;

std::span<const std::byte> bytesOf(const std::string& text) { return std::as_bytes(std::span(text)); }

std::size_t walk(const std::string& text, Error* error = nullptr)
{
    WireWalker walker(bytesOf(text));
    std::size_t count = 0;
    while (walker.next())
        ++count;
    if (auto r = walker.status(); !r && error)
        *error = r.error();
    return count;
}

TEST(ProtobufWire, FieldsOfEveryTypeWithTheirPlaces)
{
    std::string text;
    appendVarintField(text, 1, 300);
    appendLengthField(text, 2, "abc");
    appendTag(text, 3, WireType::Fixed32);
    text += "\x01\x02\x03\x04"s;
    appendTag(text, 4, WireType::Fixed64);
    text += "\x01\0\0\0\0\0\0\x80"s;
    const std::uint64_t groupAt = text.size();
    appendTag(text, 5, WireType::Group);
    appendTag(text, 6, WireType::Group);
    appendLengthField(text, 1, "xy");
    appendTag(text, 6, WireType::GroupEnd);
    appendTag(text, 5, WireType::GroupEnd);
    appendVarintField(text, 7, ~std::uint64_t{0});

    WireWalker walker(bytesOf(text), 1000);
    ASSERT_TRUE(walker.next());
    EXPECT_TRUE(walker.field().isVarint(1));
    EXPECT_EQ(walker.field().value, 300U);
    EXPECT_EQ(walker.field().begin, 1000U);
    EXPECT_EQ(walker.field().end, 1003U);
    ASSERT_TRUE(walker.next());
    EXPECT_TRUE(walker.field().isMessage(2));
    EXPECT_EQ(walker.field().text(), "abc");
    EXPECT_EQ(walker.field().offset, 1005U);
    EXPECT_EQ(walker.field().length, 3U);
    ASSERT_TRUE(walker.next());
    EXPECT_EQ(walker.field().value, 0x04030201U);
    ASSERT_TRUE(walker.next());
    EXPECT_EQ(walker.field().value, 0x8000000000000001U);
    ASSERT_TRUE(walker.next());
    EXPECT_EQ(walker.field().type, WireType::Group);
    EXPECT_EQ(walker.field().begin, 1000 + groupAt);
    EXPECT_EQ(walker.field().end, 1000 + groupAt + 8);
    EXPECT_EQ(walker.field().length, 6U); // the inner group, without the end of the outer one
    ASSERT_TRUE(walker.next());
    EXPECT_EQ(walker.field().value, ~std::uint64_t{0});
    EXPECT_FALSE(walker.next());
    EXPECT_TRUE(walker.status());
}

TEST(ProtobufWire, NestedMessagesKeepFileOffsets)
{
    std::string inner, outer;
    appendLengthField(inner, 8, "value");
    appendVarintField(outer, 1, 5);
    appendLengthField(outer, 2, inner);
    WireWalker walker(bytesOf(outer));
    ASSERT_TRUE(walker.next() && walker.next());
    WireWalker sub(walker.field());
    ASSERT_TRUE(sub.next());
    EXPECT_EQ(sub.field().offset, outer.find("value"));
    EXPECT_EQ(sub.field().text(), "value");
}

TEST(ProtobufWire, VarintsOfEveryLength)
{
    for (int bit = 0; bit < 64; ++bit)
        for (const std::uint64_t value : {std::uint64_t{1} << bit, (std::uint64_t{1} << bit) - 1, ~std::uint64_t{0} >> bit}) {
            std::string text;
            appendVarint(text, value);
            EXPECT_EQ(text.size(), varintSize(value));
            std::size_t at = 0;
            EXPECT_EQ(readVarint(bytesOf(text), at), value);
            EXPECT_EQ(at, text.size());
            text.pop_back();
            at = 0;
            EXPECT_FALSE(readVarint(bytesOf(text), at));
            EXPECT_EQ(at, 0U);
        }
}

TEST(ProtobufWire, DamageIsTypedAndPlaced)
{
    struct Row {
        std::string text, message;
        std::uint64_t offset;
        std::size_t before;
    };
    const std::string group = "\x0b"s;
    std::string deep;
    for (int i = 0; i < 200; ++i)
        deep += group;
    for (const Row& row : {
             Row{"\x08\x01"s + std::string(11, '\x80'), "the tag of a field cannot be read", 2, 1},
             Row{"\x08"s + std::string(10, '\xff') + "\x01", "a varint cannot be read", 1, 0},
             Row{"\x08"s + std::string(9, '\xff') + "\x02", "a varint cannot be read", 1, 0},
             Row{"\x08"s, "a varint cannot be read", 1, 0},
             Row{"\x12\x05" "abcd"s, "a field reaches past the end of its message", 1, 0},
             Row{"\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01" "abcd"s, "a field reaches past the end of its message", 1, 0},
             Row{"\x0d\x01\x02\x03"s, "a number reaches past the end of its message", 1, 0},
             Row{"\x09\x01\x02\x03\x04\x05\x06\x07"s, "a number reaches past the end of its message", 1, 0},
             Row{"\x00\x01"s, "a field has a number that does not exist", 0, 0},
             Row{"\x80\x80\x80\x80\x10\x01"s, "a field has a number that does not exist", 0, 0},
             Row{"\x0e\x01"s, "a field has a wire type that does not exist", 0, 0},
             Row{"\x0f\x01"s, "a field has a wire type that does not exist", 0, 0},
             Row{"\x0c"s, "a group ends that was not begun", 1, 0},
             Row{"\x0b\x14"s, "the wrong group ends", 1, 0},
             Row{"\x0b\x08\x01"s, "a group does not end", 3, 0},
             Row{deep, "groups are nested too deeply", 64, 0},
         }) {
        SCOPED_TRACE(row.message);
        Error error;
        EXPECT_EQ(walk(row.text, &error), row.before);
        EXPECT_EQ(error.code, ErrorCode::Corrupt);
        EXPECT_EQ(error.message, row.message);
        EXPECT_EQ(error.offset, row.offset);
        EXPECT_FALSE(error.expected.empty());
        EXPECT_FALSE(error.found.empty());
    }
}

TEST(ProtobufWire, ADamagedWalkStaysStopped)
{
    const std::string text = "\x12\x05" "ab"s;
    WireWalker walker(bytesOf(text));
    EXPECT_FALSE(walker.next());
    EXPECT_FALSE(walker.next());
    EXPECT_FALSE(walker.status());
}

TEST(ProtobufWire, EveryCutOfAMessageEndsWell)
{
    std::string text;
    appendVarintField(text, 1, 1U << 20);
    appendLengthField(text, 16, std::string(200, 'a'));
    appendTag(text, 3, WireType::Group);
    appendVarintField(text, 1, 2);
    appendTag(text, 3, WireType::GroupEnd);
    EXPECT_EQ(walk(text), 3U);
    for (std::size_t length = 0; length < text.size(); ++length)
        EXPECT_LT(walk(text.substr(0, length)), 3U);
}

TEST(ProtobufWire, ASourceIsLaidOpen)
{
    std::string text;
    appendLengthField(text, 2, "abc");
    const auto raw = bytesOf(text);
    const MemorySource memory(std::vector<std::byte>(raw.begin(), raw.end()));
    auto open = openForWire(memory);
    ASSERT_TRUE(open);
    WireWalker walker(open->bytes);
    ASSERT_TRUE(walker.next());
    EXPECT_EQ(walker.field().text(), "abc");
    EXPECT_TRUE(open->check());
}

} // namespace
} // namespace tensorgraft
