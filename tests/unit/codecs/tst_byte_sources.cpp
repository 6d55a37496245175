// Byte sources, guarded maps, output files and hashes.
#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/file_io.h"
#include "model_io/codecs/hash.h"
#include "tests/support/test_paths.h"

#include <cstring>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tensorgraft;
using tensorgraft::test::TempDir;

namespace {

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text)); }

std::string pattern(std::size_t n)
{
    std::string text(n, '\0');
    for (std::size_t i = 0; i < n; ++i)
        text[i] = static_cast<char>((i * 131 + i / 251) & 255);
    return text;
}

TEST(FileSource, ReadsAndMapsWithinTheFileOnly)
{
    const TempDir dir;
    const std::string content = pattern(10000);
    test::writeFile(dir / "a.bin", content);
    auto source = FileSource::open(dir / "a.bin");
    ASSERT_TRUE(source);
    std::string out(100, '\0');
    ASSERT_TRUE((*source)->readAt(9900, std::as_writable_bytes(std::span(out))));
    EXPECT_EQ(out, content.substr(9900));
    EXPECT_EQ((*source)->readAt(9901, std::as_writable_bytes(std::span(out))).error().code, ErrorCode::Corrupt);
    EXPECT_EQ((*source)->readAt(~std::uint64_t{0} - 5, std::as_writable_bytes(std::span(out))).error().code, ErrorCode::Corrupt);
    auto mapped = (*source)->mapAt(5000, 5000);
    ASSERT_TRUE(mapped && *mapped);
    EXPECT_EQ(std::memcmp((*mapped)->bytes.data(), content.data() + 5000, 5000), 0);
    EXPECT_FALSE((*source)->mapAt(5000, 5001));
}

TEST(FileSource, RefusesFoldersPipesAndMissingFiles)
{
    const TempDir dir;
    EXPECT_EQ(FileSource::open(dir.path()).error().code, ErrorCode::Io);
    EXPECT_EQ(FileSource::open(dir / "missing").error().code, ErrorCode::Io);
    ASSERT_EQ(::mkfifo((dir / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(FileSource::open(dir / "pipe").error().code, ErrorCode::Io);
}

TEST(FileSource, AFileThatShrinksUnderneathIsAnErrorNotASignal)
{
    const TempDir dir;
    test::writeFile(dir / "a.bin", pattern(1 << 20));
    auto source = FileSource::open(dir / "a.bin");
    ASSERT_TRUE(source);
    auto mapped = (*source)->mapAt(0, 1 << 20);
    ASSERT_TRUE(mapped && *mapped);
    ASSERT_TRUE((*mapped)->guard->check());
    ASSERT_EQ(::truncate((dir / "a.bin").c_str(), 8192), 0);

    std::uint64_t sum = 0;
    for (const std::byte b : (*mapped)->bytes.subspan(500000, 300000)) // would be SIGBUS
        sum += static_cast<unsigned>(b);
    EXPECT_EQ(sum, 0u);
    EXPECT_EQ((*mapped)->guard->check().error().code, ErrorCode::Io);

    std::vector<std::byte> out(1000);
    EXPECT_EQ((*source)->readAt(500000, out).error().code, ErrorCode::Io);
}

TEST(GuardedMap, ReleasedPagesCanBeReadAgain)
{
    const TempDir dir;
    const std::string content = pattern(1 << 20);
    test::writeFile(dir / "a.bin", content);
    auto source = FileSource::open(dir / "a.bin");
    ASSERT_TRUE(source);
    const auto mapped = (*source)->mapWhole();
    ASSERT_TRUE(mapped);
    EXPECT_EQ(std::memcmp(mapped->bytes.data(), content.data(), content.size()), 0);
    mapped->guard->release(mapped->bytes.subspan(100, 500000));
    EXPECT_EQ(std::memcmp(mapped->bytes.data(), content.data(), content.size()), 0);
    EXPECT_TRUE(mapped->guard->check());
}

TEST(SubSource, StaysInsideItsPart)
{
    const auto memory = std::make_shared<MemorySource>(std::vector<std::byte>(100, std::byte{7}));
    const SubSource part(memory, 40, 20);
    std::vector<std::byte> out(20);
    EXPECT_TRUE(part.readAt(0, out));
    EXPECT_FALSE(part.readAt(1, out));
    EXPECT_FALSE(part.mapAt(20, 1));
    EXPECT_TRUE(part.mapAt(20, 0));
}

TEST(OutputFile, CopiesRegionsAndKeepsHoles)
{
    const TempDir dir;
    const std::string head = pattern(70000), tail = pattern(5000);
    {
        auto made = OutputFile::create(dir / "sparse");
        ASSERT_TRUE(made);
        ASSERT_TRUE(made->writeAt(0, bytesOf(head)));
        ASSERT_TRUE(made->writeAt(64 << 20, bytesOf(tail)));
        ASSERT_TRUE(made->resize(200 << 20)); // ends in a hole
        ASSERT_TRUE(made->syncAndClose());
    }
    auto copy = OutputFile::create(dir / "copy");
    ASSERT_TRUE(copy);
    std::uint64_t last = 0;
    ASSERT_TRUE(copy->copyFrom({dir / "sparse", 100, (200u << 20) - 100}, 50, [&](std::uint64_t done, std::uint64_t) {
        EXPECT_GE(done, last);
        last = done;
        return true;
    }));
    EXPECT_EQ(last, (200u << 20) - 100);
    struct stat status {};
    ASSERT_EQ(::stat((dir / "copy").c_str(), &status), 0);
    EXPECT_EQ(static_cast<std::uint64_t>(status.st_size), (200u << 20) - 50);
    EXPECT_LT(status.st_blocks * 512, 10 << 20);
    std::string out(head.size() - 100, '\0');
    ASSERT_TRUE(copy->readAt(50, std::as_writable_bytes(std::span(out))));
    EXPECT_EQ(out, head.substr(100));
    out.assign(tail.size(), '\0');
    ASSERT_TRUE(copy->readAt((64 << 20) - 50, std::as_writable_bytes(std::span(out))));
    EXPECT_EQ(out, tail);
}

TEST(OutputFile, CopyingPastTheSourcesEndIsAnError)
{
    const TempDir dir;
    test::writeFile(dir / "a", pattern(1000));
    auto copy = OutputFile::create(dir / "b");
    ASSERT_TRUE(copy);
    EXPECT_EQ(copy->copyFrom({dir / "a", 0, 1001}, 0).error().code, ErrorCode::Io);
    EXPECT_EQ(OutputFile::create(dir / "b").error().code, ErrorCode::Io) << "an existing file must not be overwritten";
}

TEST(OutputFile, CopyCanBeCancelled)
{
    const TempDir dir;
    test::writeFile(dir / "a", pattern(1000));
    auto copy = OutputFile::create(dir / "b");
    ASSERT_TRUE(copy);
    EXPECT_EQ(copy->copyFrom({dir / "a", 0, 1000}, 0, [](auto, auto) { return false; }).error().code, ErrorCode::Cancelled);
}

TEST(OutputFile, AFullDiskIsAnIoError)
{
    if (::access("/dev/full", W_OK) != 0)
        GTEST_SKIP() << "no /dev/full on this machine";
    auto full = OutputFile::openExisting("/dev/full");
    ASSERT_TRUE(full);
    const auto r = full->writeAt(0, bytesOf("x"));
    ASSERT_FALSE(r);
    EXPECT_EQ(r.error().code, ErrorCode::Io);
    EXPECT_FALSE(r.error().hint.empty());
}

TEST(Hash, KnownAnswers)
{
    EXPECT_EQ(crc32(0, bytesOf("123456789")), 0xCBF43926u);
    EXPECT_EQ(crc32c(0, bytesOf("123456789")), 0xE3069283u);
    EXPECT_EQ(crc32(crc32(0, bytesOf("12345")), bytesOf("6789")), 0xCBF43926u);
    EXPECT_EQ(crc32c(crc32c(0, bytesOf("12345")), bytesOf("6789")), 0xE3069283u);
    Sha256 sha;
    sha.update(bytesOf("a"));
    sha.update(bytesOf("bc"));
    EXPECT_EQ(sha.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-4
    FastHash whole, parts;
    const std::string content = pattern(5000);
    whole.update(bytesOf(content));
    parts.update(bytesOf(content).first(1));
    parts.update(bytesOf(content).subspan(1));
    EXPECT_EQ(whole.hex(), parts.hex());
    EXPECT_EQ(FastHash().hex(), "99aa06d3014798d86001c324468d497f"); // XXH3-128 of nothing, from the reference
}

} // namespace
