#include "model_io/codecs/hash.h"
#include "model_io/codecs/little_endian.h"
#include "model_io/codecs/ordered_code.h"
#include "model_io/codecs/sstable.h"
#include "model_io/codecs/sstable_builder.h"

#include <gtest/gtest.h>
#include <map>

namespace tensorgraft {
namespace {

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text)); }

Result<SsTable> tableOf(std::string_view bytes)
{
    const auto span = bytesOf(bytes);
    return SsTable::open(std::make_shared<MemorySource>(std::vector<std::byte>(span.begin(), span.end())), "table");
}

std::map<std::string, std::string> someEntries(int count)
{
    std::map<std::string, std::string> entries{{"", "the header"}};
    for (int i = 0; i < count; ++i)
        entries["scope/layer_" + std::to_string(i) + "/weights"] = std::string(static_cast<std::size_t>(i % 50), static_cast<char>('a' + i % 26));
    return entries;
}

std::string build(const std::map<std::string, std::string>& entries, SsTableOptions options = {})
{
    SsTableBuilder builder(options);
    for (const auto& [key, value] : entries)
        EXPECT_TRUE(builder.add(key, value));
    auto bytes = builder.finish();
    EXPECT_TRUE(bytes);
    return bytes ? *bytes : std::string();
}

Result<std::map<std::string, std::string>> readAll(const SsTable& table)
{
    std::map<std::string, std::string> found;
    auto r = table.forEach([&](const SsTable::Entry& entry) -> Result<bool> {
        found.emplace(entry.key, entry.valueText());
        return true;
    });
    if (!r)
        return fail(std::move(r.error()));
    return found;
}

/// A block with its trailer.
std::string sealed(std::string contents, char compression)
{
    contents += compression;
    const std::uint32_t crc = maskCrc32c(crc32c(0, bytesOf(contents)));
    for (int i = 0; i < 4; ++i)
        contents += static_cast<char>(crc >> (8 * i) & 0xFF);
    return contents;
}

std::string varint(std::uint64_t value)
{
    std::string out;
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(value | 0x80);
    return out += static_cast<char>(value);
}

std::string handle(std::uint64_t offset, std::uint64_t size) { return varint(offset) + varint(size); }

std::string entry(std::uint64_t shared, std::string_view key, std::string_view value)
{
    return varint(shared) + varint(key.size()) + varint(value.size()) + std::string(key) + std::string(value);
}

const std::string oneRestart("\0\0\0\0\1\0\0\0", 8);

/// A table of one data block, whose parts a test may spoil: `block` as sealed(), `place` its handle in the index.
std::string tableWith(const std::string& block, std::optional<std::string> place = {})
{
    std::string out = block;
    const std::string meta = sealed(oneRestart, 0);
    const std::string metaHandle = handle(out.size(), meta.size() - 5);
    out += meta;
    const std::string index = sealed(entry(0, "zzz", place.value_or(handle(0, block.size() - 5))) + oneRestart, 0);
    std::string footer = metaHandle + handle(out.size(), index.size() - 5);
    footer.resize(40);
    const std::uint64_t magic = 0xDB4775248B80FB57;
    for (int i = 0; i < 8; ++i)
        footer += static_cast<char>(magic >> (8 * i) & 0xFF);
    return out + index + footer;
}

Error errorOf(const std::string& bytes)
{
    const auto table = tableOf(bytes);
    if (!table)
        return table.error();
    const auto all = readAll(*table);
    EXPECT_FALSE(all);
    const auto got = table->get("zz", [](const SsTable::Entry&) -> Result<bool> { return true; }); // passes all entries
    EXPECT_FALSE(got);
    return all ? Error{} : all.error();
}

void expectCorrupt(const std::string& bytes, std::string_view part)
{
    const Error error = errorOf(bytes);
    EXPECT_EQ(error.code, ErrorCode::Corrupt) << error.toString();
    EXPECT_NE(error.toString().find(part), std::string::npos) << error.toString();
    EXPECT_EQ(error.file, "table");
    EXPECT_TRUE(error.offset);
    EXPECT_FALSE(error.expected.empty() && error.found.empty()) << error.toString();
    EXPECT_FALSE(error.hint.empty());
}

TEST(SsTable, givesWhatWasBuilt)
{
    for (const bool snappy : {false, true})
        for (const std::size_t blockBytes : {std::size_t{200}, std::size_t{256} << 10})
            for (const int interval : {1, 16}) {
                const auto entries = someEntries(2000);
                const std::string bytes = build(entries, {blockBytes, interval, snappy});
                const auto table = tableOf(bytes);
                ASSERT_TRUE(table) << table.error().toString();
                EXPECT_EQ(table->blockCount() > 10, blockBytes == 200);
                const auto found = readAll(*table);
                ASSERT_TRUE(found) << found.error().toString();
                EXPECT_EQ(*found, entries);
                std::size_t raw = 0;
                ASSERT_TRUE(table->forEach([&](const SsTable::Entry& e) -> Result<bool> {
                    if (const auto at = e.valueFileOffset()) {
                        EXPECT_EQ(bytes.substr(*at, e.value.size()), e.valueText());
                        ++raw;
                    }
                    return true;
                }));
                EXPECT_EQ(raw == entries.size(), !snappy || raw == entries.size());
                for (const char* key : {"", "scope/layer_0/weights", "scope/layer_1999/weights", "scope/layer_77/weights"}) {
                    std::string value;
                    const auto got = table->get(key, [&](const SsTable::Entry& e) -> Result<bool> {
                        value = e.valueText();
                        return true;
                    });
                    ASSERT_TRUE(got && *got) << key;
                    EXPECT_EQ(value, entries.at(key));
                }
                for (const char* key : {"scope", "scope/layer_77/weightz", "zzz"}) {
                    const auto got = table->get(key, [](const SsTable::Entry&) -> Result<bool> { return true; });
                    EXPECT_TRUE(got && !*got) << key;
                }
            }
    SsTableBuilder builder;
    ASSERT_TRUE(builder.add("b", ""));
    EXPECT_FALSE(builder.add("a", ""));
    EXPECT_FALSE(builder.add("b", ""));
    const auto empty = tableOf(build({}));
    ASSERT_TRUE(empty);
    EXPECT_EQ(readAll(*empty)->size(), 0u);
}

TEST(SsTable, refusesHostileTables)
{
    const std::string good = entry(0, "a", "1") + oneRestart;
    EXPECT_TRUE(readAll(*tableOf(tableWith(sealed(good, 0)))));

    std::string wrong = sealed(good, 0);
    wrong[1] ^= 1;
    expectCorrupt(tableWith(wrong), "checksum");
    EXPECT_EQ(errorOf(tableWith(sealed(good, 2))).code, ErrorCode::Unsupported);
    // Block handles: past the end, wrapping, endless.
    expectCorrupt(tableWith(sealed(good, 0), handle(0, 100'000)), "outside");
    expectCorrupt(tableWith(sealed(good, 0), handle(1, ~std::uint64_t{0})), "outside");
    expectCorrupt(tableWith(sealed(good, 0), handle(~std::uint64_t{0} - 3, 8)), "outside");
    expectCorrupt(tableWith(sealed(good, 0), std::string(20, '\xFF')), "cannot be read");
    // Snappy: a bomb, a length without data, rubbish.
    expectCorrupt(tableWith(sealed(varint(0xFFFFFFFF) + std::string(20, '\0'), 1)), "impossible length");
    expectCorrupt(tableWith(sealed(std::string(8, '\xFF'), 1)), "impossible length");
    expectCorrupt(tableWith(sealed(varint(60) + std::string(20, '\xFE'), 1)), "cannot be unpacked");
    // Restart points.
    const auto restarts = [](std::string_view tail) { return sealed(entry(0, "a", "1") + std::string(tail), 0); };
    expectCorrupt(tableWith(restarts(std::string_view("\xFF\xFF\xFF\x7F", 4))), "restart points");
    expectCorrupt(tableWith(restarts(std::string_view("\0\0\0\0\x50\0\0\0\2\0\0\0", 12))), "restart point");
    expectCorrupt(tableWith(restarts(std::string_view("\1\0\0\0\1\0\0\0", 8))), "restart point");
    expectCorrupt(tableWith(sealed("ab", 0)), "too short");
    // Entries: endless varints, lengths past the end, prefixes of nothing, order.
    expectCorrupt(tableWith(sealed(std::string(30, '\xFF') + oneRestart, 0)), "cannot be read");
    expectCorrupt(tableWith(sealed(varint(0) + varint(0xFFFFFFFF) + varint(0xFFFFFFFF) + oneRestart, 0)), "passes the end");
    expectCorrupt(tableWith(sealed(entry(9, "a", "1") + oneRestart, 0)), "passes the end");
    expectCorrupt(tableWith(sealed(entry(0, "b", "1") + entry(0, "a", "1") + oneRestart, 0)), "order");
    expectCorrupt(tableWith(sealed(entry(0, "a", "1") + entry(1, "", "1") + oneRestart, 0)), "order");
}

TEST(SsTable, keysCannotGrowBeyondTheFile)
{
    // One long key, and many that share all of it: 4 kB of key for 5 bytes of file.
    std::string block = entry(0, std::string(60'000, 'k') + std::string(2, '\0'), "");
    for (int i = 1; i < 20'000; ++i)
        block += entry(60'000, std::string{static_cast<char>(i >> 8), static_cast<char>(i & 0xFF)}, "");
    const Error error = errorOf(tableWith(sealed(block + oneRestart, 0)));
    EXPECT_EQ(error.code, ErrorCode::Corrupt);
    EXPECT_NE(error.message.find("expand"), std::string::npos) << error.toString();
}

TEST(SsTable, anyByteAndAnyCut)
{
    const auto entries = someEntries(60);
    for (const bool snappy : {false, true}) {
        const std::string good = build(entries, {300, 4, snappy});
        for (std::size_t n = 0; n < good.size(); ++n)
            EXPECT_FALSE(tableOf(good.substr(0, n))) << n;
        std::size_t noticed = 0;
        for (std::size_t at = 0; at < good.size(); ++at) {
            std::string bad = good;
            bad[at] ^= 0x41;
            const auto table = tableOf(bad);
            const auto all = table ? readAll(*table) : Result<std::map<std::string, std::string>>(fail(table.error()));
            noticed += !all;
            if (all) {
                EXPECT_EQ(*all, entries) << "byte " << at; // padding, or the metaindex, which holds nothing
            }
        }
        EXPECT_GT(noticed, good.size() * 8 / 10);
    }
}

TEST(Crc32c, knownValues)
{
    EXPECT_EQ(crc32c(0, bytesOf("123456789")), 0xE3069283U); // RFC 3720
    EXPECT_EQ(crc32c(crc32c(0, bytesOf("1234")), bytesOf("56789")), 0xE3069283U);
    for (const std::uint32_t crc : {0U, 1U, 0xE3069283U, 0xFFFFFFFFU}) {
        EXPECT_NE(maskCrc32c(crc), crc);
        EXPECT_EQ(unmaskCrc32c(maskCrc32c(crc)), crc);
    }
    EXPECT_EQ(maskCrc32c(0), 0xA282EAD8U);
}

std::string hex(std::string_view bytes)
{
    std::string text;
    for (const char c : bytes) {
        constexpr char digits[] = "0123456789abcdef";
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

TEST(OrderedCode, sliceKeys)
{
    // 0; "ab" and its end; rank 1; start 0 (80); the number. Numbers as the format's authors publish them.
    const auto numberOf = [](std::int64_t value) { return hex(encodeSliceKey("ab", {{0, value}})).substr(2 + 8 + 4 + 2); };
    EXPECT_EQ(hex(encodeSliceKey("ab", {{0, -1}})), "00" "61620001" "0101" "80" "7f");
    EXPECT_EQ(numberOf(63), "bf");
    EXPECT_EQ(numberOf(64), "c040");
    EXPECT_EQ(numberOf(-64), "40");
    EXPECT_EQ(numberOf(-65), "3fbf");
    EXPECT_EQ(numberOf(INT32_MIN), "0780000000");
    EXPECT_EQ(numberOf(std::int64_t{INT32_MIN} - 1), "077fffffff");
    EXPECT_EQ(numberOf(INT64_MIN), "003f8000000000000000");
    EXPECT_EQ(hex(encodeSliceKey(std::string("\0\xFF", 2), {})), "00" "00ffff00" "0001" "00");

    for (const std::int64_t value : {std::int64_t{0}, std::int64_t{1}, std::int64_t{63}, std::int64_t{64}, std::int64_t{8191}, std::int64_t{8192},
                                     std::int64_t{-8192}, std::int64_t{-8193}, std::int64_t{1} << 40, INT64_MAX, INT64_MIN}) {
        const std::string name("w\0\xFF/a", 5);
        const std::string key = encodeSliceKey(name, {{value, 7}, {0, -1}});
        const auto decoded = decodeSliceKey(key);
        ASSERT_TRUE(decoded) << value;
        EXPECT_EQ(decoded->tensorName, name);
        EXPECT_EQ(decoded->slice, (std::vector<SliceExtent>{{value, 7}, {0, -1}}));
        for (std::size_t n = 0; n < key.size(); ++n)
            EXPECT_FALSE(decodeSliceKey(key.substr(0, n))) << n;
        EXPECT_FALSE(decodeSliceKey(key + '\0'));
    }
    EXPECT_LT(encodeSliceKey("a", {{4, 3}}), encodeSliceKey("a", {{100, 3}}));
    EXPECT_LT(encodeSliceKey("a", {{4, 3}}), "a");
}

} // namespace
} // namespace tensorgraft
