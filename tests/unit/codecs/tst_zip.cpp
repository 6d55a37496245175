#include "model_io/codecs/zip.h"

#include "model_io/codecs/file_io.h"
#include "model_io/codecs/hash.h"
#include "model_io/codecs/zip_writer.h"
#include "tests/support/test_paths.h"

#include <cstring>
#include <gtest/gtest.h>
#include <thread>

using namespace tensorgraft;
namespace fs = std::filesystem;

namespace {

/// What make_zips.py writes into entry `index`.
std::vector<std::byte> content(std::uint64_t index, std::size_t size)
{
    std::vector<std::byte> bytes(size);
    for (std::uint64_t j = 0; j < size; ++j)
        bytes[j] = static_cast<std::byte>((index + j * j / 7) % 251);
    return bytes;
}

Result<std::shared_ptr<const ZipArchive>> openBytes(std::string_view text)
{
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return ZipArchive::open(std::make_shared<MemorySource>(std::vector<std::byte>(data, data + text.size())), "test.zip");
}

Result<std::shared_ptr<const ZipArchive>> openFile(const fs::path& path)
{
    auto source = FileSource::open(path);
    if (!source)
        return tl::unexpected(std::move(source.error()));
    return ZipArchive::open(*source, path);
}

class ZipFiles : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_dir = new test::TempDir;
        const auto made = test::run(test::python() + " '" + (test::sourceDir() / "tests/unit/codecs/make_zips.py").string() +
                                    "' '" + s_dir->path().string() + "'");
        ASSERT_EQ(made.exitCode, 0) << made.output;
    }
    static void TearDownTestSuite() { delete s_dir; }
    static std::string load(const std::string& name) { return test::readFile(*s_dir / name); }
    static inline test::TempDir* s_dir = nullptr;
};

void expectEntries(const ZipArchive& archive)
{
    const std::pair<const char*, std::size_t> expected[] = {{"a.npy", 1000}, {"dir/b.npy", 0}, {"dir/c", 70000}, {"\xe4\xb8\xad.bin", 5}};
    ASSERT_EQ(archive.entries().size(), std::size(expected));
    for (std::size_t i = 0; i < std::size(expected); ++i) {
        const ZipEntry* entry = archive.find(expected[i].first);
        ASSERT_TRUE(entry) << expected[i].first;
        EXPECT_EQ(entry, &archive.entries()[i]);
        EXPECT_EQ(entry->size, expected[i].second);
        auto bytes = archive.readAll(*entry, 1 << 20);
        ASSERT_TRUE(bytes) << bytes.error().toString();
        EXPECT_EQ(*bytes, content(i, expected[i].second));
    }
    EXPECT_EQ(archive.find("missing"), nullptr);
}

TEST_F(ZipFiles, entriesOfEveryKindAreRead)
{
    for (const char* name : {"stored.zip", "deflated.zip", "zip64.zip", "comment.zip", "prefix.zip", "descriptor.zip",
                             "descriptor-deflated.zip"}) {
        SCOPED_TRACE(name);
        auto archive = openFile(*s_dir / name);
        ASSERT_TRUE(archive) << archive.error().toString();
        expectEntries(**archive);
    }
    EXPECT_EQ((*openFile(*s_dir / "comment.zip"))->comment(), "hello PK\5\6 zip");
    auto empty = openFile(*s_dir / "empty.zip");
    ASSERT_TRUE(empty);
    EXPECT_TRUE((*empty)->entries().empty());
}

TEST_F(ZipFiles, storedEntriesHaveAPlaceInTheFile)
{
    auto archive = *openFile(*s_dir / "stored.zip");
    const ZipEntry& entry = *archive->find("dir/c");
    auto source = *archive->source(entry);
    const auto extent = source->extentAt(10, 20);
    ASSERT_TRUE(extent);
    EXPECT_EQ(extent->file, *s_dir / "stored.zip");
    EXPECT_EQ(extent->offset, entry.dataOffset + 10);
    auto mapped = source->mapAt(0, entry.size);
    ASSERT_TRUE(mapped && *mapped);
    EXPECT_TRUE(std::equal((**mapped).bytes.begin(), (**mapped).bytes.end(), content(2, 70000).begin()));
}

TEST_F(ZipFiles, deflatedEntriesAreReadAnywhere)
{
    auto archive = *openFile(*s_dir / "deflated.zip");
    auto source = *archive->source(*archive->find("dir/c"));
    EXPECT_FALSE(source->extentAt(0, 10));
    const auto expected = content(2, 70000);
    const auto readAt = [&](std::uint64_t offset, std::size_t count) {
        std::vector<std::byte> out(count);
        auto ok = source->readAt(offset, out);
        return ok && std::equal(out.begin(), out.end(), expected.begin() + static_cast<std::ptrdiff_t>(offset));
    };
    for (const std::uint64_t offset : {0u, 100u, 65536u, 3u, 69999u, 70000u, 30000u, 1u})
        EXPECT_TRUE(readAt(offset, std::min<std::size_t>(1000, 70000 - offset))) << offset;
    std::vector<std::byte> out(2);
    auto past = source->readAt(69999, out);
    ASSERT_FALSE(past);
    EXPECT_EQ(past.error().code, ErrorCode::Corrupt);
    // Six readers at six places.
    std::vector<std::thread> threads;
    std::atomic<int> good = 0;
    for (int t = 0; t < 6; ++t)
        threads.emplace_back([&, t] {
            bool all = true;
            for (std::uint64_t at = static_cast<std::uint64_t>(t) * 10000; at + 500 <= 70000; at += 500)
                all = readAt(at, 500) && all;
            good += all;
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(good, 6);
}

TEST_F(ZipFiles, wrongArchivesAreRefused)
{
    auto twice = openFile(*s_dir / "twice.zip");
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, ErrorCode::Corrupt);
    EXPECT_NE(twice.error().toString().find("same"), std::string::npos);
    EXPECT_EQ(openBytes("").error().code, ErrorCode::NotThisFormat);
    EXPECT_EQ(openBytes("\xff\xd8\xff\xe0 JFIF, which is no zip").error().code, ErrorCode::NotThisFormat);
    auto bzip2 = openFile(*s_dir / "bzip2.zip");
    ASSERT_TRUE(bzip2);
    EXPECT_EQ((*bzip2)->source((*bzip2)->entries()[0]).error().code, ErrorCode::Unsupported);
    auto bomb = openFile(*s_dir / "bomb.zip");
    ASSERT_TRUE(bomb); // 1000 to 1 is honest deflate; it is only never unfolded at once
    EXPECT_EQ((*bomb)->readAll((*bomb)->entries()[0], 1 << 20).error().code, ErrorCode::Unsupported);
    std::string encrypted = load("small.zip");
    encrypted[encrypted.find("PK\1\2") + 8] |= 1;
    EXPECT_EQ(openBytes(encrypted).error().code, ErrorCode::Unsupported);
}

TEST_F(ZipFiles, liesAboutSizesAreFound)
{
    const auto store = [](std::string& bytes, std::size_t at, std::uint32_t value) {
        for (int i = 0; i < 4; ++i)
            bytes[at + static_cast<std::size_t>(i)] = static_cast<char>(value >> (8 * i) & 0xFF);
    };
    const std::string good = load("small-deflated.zip");
    const std::size_t central = good.find("PK\1\2");
    // Declared 400 bytes; says 4 GB, 401 and 399 in both headers.
    for (const std::uint32_t size : {0xFFFF0000u, 401u, 399u}) {
        std::string bad = good;
        store(bad, central + 24, size);
        store(bad, 22, size);
        auto archive = openBytes(bad);
        if (size > 1000) {
            ASSERT_FALSE(archive);
            EXPECT_EQ(archive.error().code, ErrorCode::Corrupt);
            continue;
        }
        ASSERT_TRUE(archive) << archive.error().toString();
        auto bytes = (*archive)->readAll((*archive)->entries()[0], 1 << 20);
        ASSERT_FALSE(bytes) << size;
        EXPECT_EQ(bytes.error().code, ErrorCode::Corrupt);
    }
    // Both entries share their bytes.
    std::string overlapping = load("small.zip");
    const std::size_t second = overlapping.find("PK\1\2", overlapping.find("PK\1\2") + 1);
    store(overlapping, second + 42, 0);
    EXPECT_EQ(openBytes(overlapping).error().code, ErrorCode::Corrupt);
    // A CRC that does not match, in both headers.
    for (const char* name : {"small.zip", "small-deflated.zip"}) {
        std::string bad = load(name);
        bad[14] ^= 1;
        bad[bad.find("PK\1\2") + 16] ^= 1;
        auto archive = openBytes(bad);
        ASSERT_TRUE(archive);
        EXPECT_EQ((*archive)->readAll((*archive)->entries()[0], 1 << 20).error().code, ErrorCode::Corrupt) << name;
    }
}

TEST_F(ZipFiles, everyTruncationIsOneClearError)
{
    for (const char* name : {"small.zip", "small-deflated.zip", "comment.zip", "zip64.zip"}) {
        const std::string data = load(name);
        for (std::size_t n = data.size() > 2000 ? data.size() - 700 : 0; n < data.size(); ++n) {
            auto archive = openBytes(std::string_view(data).substr(0, n));
            ASSERT_FALSE(archive) << name << " cut at " << n;
            ASSERT_EQ(archive.error().code, n < 4 ? ErrorCode::NotThisFormat : ErrorCode::Corrupt) << n;
            if (n >= 4) {
                ASSERT_FALSE(archive.error().hint.empty());
            }
        }
    }
}

TEST_F(ZipFiles, damageNeverCrashes)
{
    std::size_t opened = 0, refused = 0, unreadable = 0;
    for (const char* name : {"small.zip", "small-deflated.zip"}) {
        const std::string data = load(name);
        for (std::size_t i = 0; i < data.size(); ++i)
            for (const int flip : {0x01, 0x80, 0xFF}) {
                std::string bad = data;
                bad[i] = static_cast<char>(bad[i] ^ flip);
                auto archive = openBytes(bad);
                ++(archive ? opened : refused);
                if (archive)
                    for (const ZipEntry& entry : (*archive)->entries())
                        unreadable += !(*archive)->readAll(entry, 1 << 20);
            }
    }
    EXPECT_GT(opened, 0u);
    EXPECT_GT(refused, 0u);
    EXPECT_GT(unreadable, 0u); // every byte of the data is under the CRC
}

TEST_F(ZipFiles, writtenArchivesAreReadBack)
{
    const test::TempDir dir;
    const fs::path path = dir / "new.zip";
    {
        auto file = OutputFile::create(path);
        ASSERT_TRUE(file);
        ZipWriter writer(*file);
        const auto first = content(0, 1000), second = content(1, 33);
        NewZipEntry a, b;
        a.name = "x/first";
        a.alignment = 64;
        b.name = "\xe4\xb8\xad";
        b.alignment = 64;
        auto at = writer.addStored(a, first.size());
        ASSERT_TRUE(at);
        EXPECT_EQ(*at % 64, 0u);
        auto at2 = writer.beginStored(b);
        ASSERT_TRUE(at2);
        EXPECT_EQ(*at2 % 64, 0u);
        ASSERT_TRUE(file->writeAt(*at2, second));
        ASSERT_TRUE(writer.endStored(second.size()));
        ASSERT_TRUE(file->writeAt(*at, first));
        ASSERT_TRUE(writer.finish("a comment"));
        ASSERT_TRUE(file->syncAndClose());
    }
    auto archive = openFile(path);
    ASSERT_TRUE(archive) << archive.error().toString();
    EXPECT_EQ((*archive)->comment(), "a comment");
    EXPECT_EQ(*(*archive)->readAll((*archive)->entries()[0], 2000), content(0, 1000));
    EXPECT_EQ(*(*archive)->readAll((*archive)->entries()[1], 2000), content(1, 33));
    const auto python = test::run(test::python() + " -c \"import zipfile; z = zipfile.ZipFile('" + path.string() +
                                  "'); print(z.testzip(), z.namelist() == ['x/first', chr(0x4e2d)], z.comment)\"");
    EXPECT_EQ(python.output, "None True b'a comment'\n");
}

TEST_F(ZipFiles, replacingTheSameBytesGivesTheSameFile)
{
    for (const char* name : {"stored.zip", "zip64.zip", "descriptor.zip", "small.zip"}) {
        SCOPED_TRACE(name);
        const test::TempDir dir;
        auto archive = *openFile(*s_dir / name);
        auto file = OutputFile::create(dir / "out.zip");
        ASSERT_TRUE(file);
        ZipWriter writer(*file);
        for (std::size_t i = 0; i < archive->entries().size(); ++i) {
            const ZipEntry& entry = archive->entries()[i];
            if (i % 2 == 1) {
                ASSERT_TRUE(writer.copy(*archive, entry));
                continue;
            }
            auto at = writer.replace(*archive, entry, entry.size);
            ASSERT_TRUE(at);
            ASSERT_TRUE(file->writeAt(*at, content(i, entry.size)));
        }
        ASSERT_TRUE(writer.finish(archive->comment()));
        ASSERT_TRUE(file->syncAndClose());
        EXPECT_TRUE(load(name) == test::readFile(dir / "out.zip"));
    }
}

TEST_F(ZipFiles, replacedEntriesMayGrowWhileOthersStayRaw)
{
    for (const char* name : {"stored.zip", "deflated.zip", "descriptor.zip", "descriptor-deflated.zip", "prefix.zip"}) {
        SCOPED_TRACE(name);
        const test::TempDir dir;
        const fs::path path = dir / "out.zip";
        auto archive = *openFile(*s_dir / name);
        const auto larger = content(9, 5001);
        {
            auto file = OutputFile::create(path);
            ASSERT_TRUE(file);
            ZipWriter writer(*file);
            auto at = writer.replace(*archive, archive->entries()[0], larger.size(), 64);
            ASSERT_TRUE(at);
            EXPECT_EQ(*at % 64, 0u);
            ASSERT_TRUE(file->writeAt(*at, larger));
            for (std::size_t i = 1; i < 4; ++i)
                ASSERT_TRUE(writer.copy(*archive, archive->entries()[i], i == 2 ? 64 : 1));
            ASSERT_TRUE(writer.finish());
            ASSERT_TRUE(file->syncAndClose());
        }
        auto written = openFile(path);
        ASSERT_TRUE(written) << written.error().toString();
        EXPECT_EQ(*(*written)->readAll((*written)->entries()[0], 6000), larger);
        for (std::size_t i = 1; i < 4; ++i) {
            const ZipEntry& before = archive->entries()[i];
            const ZipEntry& after = (*written)->entries()[i];
            EXPECT_EQ(after.name, before.name);
            EXPECT_EQ(after.method, before.method);
            EXPECT_EQ(after.compressedSize, before.compressedSize);
            EXPECT_EQ(*(*written)->readAll(after, 1 << 20), content(i, before.size));
        }
        EXPECT_EQ(test::run(test::python() + " -m zipfile -t '" + path.string() + "'").exitCode, 0);
    }
}

TEST(ZipWriterLarge, sizesBeyond4GiBAreZip64)
{
    const test::TempDir dir;
    const fs::path path = dir / "large.zip";
    constexpr std::uint64_t size = (std::uint64_t{1} << 32) + 5;
    {
        auto file = OutputFile::create(path);
        ASSERT_TRUE(file);
        ZipWriter writer(*file);
        NewZipEntry a, b;
        a.name = "zeros";
        b.name = "behind";
        auto at = writer.addStored(a, size); // stays a hole
        ASSERT_TRUE(at);
        auto at2 = writer.addStored(b, 3);
        ASSERT_TRUE(at2);
        ASSERT_TRUE(file->writeAt(*at2, content(1, 3)));
        ASSERT_TRUE(writer.finish());
        ASSERT_TRUE(file->syncAndClose());
    }
    auto archive = openFile(path);
    ASSERT_TRUE(archive) << archive.error().toString();
    EXPECT_EQ((*archive)->entries()[0].size, size);
    EXPECT_EQ(*(*archive)->readAll((*archive)->entries()[1], 10), content(1, 3));
    const auto python = test::run(test::python() + " -c \"import zipfile; z = zipfile.ZipFile('" + path.string() +
                                  "'); print([i.file_size for i in z.infolist()], len(z.read('behind')))\"");
    EXPECT_EQ(python.output, "[4294967301, 3] 3\n");
}

} // namespace
