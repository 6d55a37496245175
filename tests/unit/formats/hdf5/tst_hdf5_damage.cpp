// Cut and damaged files: one clear error or values, never a crash, a hang or a torn result.

#include "model_io/formats/hdf5/hdf5_formats.h"
#include "tests/unit/formats/hdf5/fixtures.h"

#include <atomic>
#include <thread>

namespace tensorgraft {
namespace {

using test::Hdf5Fixtures;

bool isTyped(const Error& e)
{
    return !e.message.empty() && (e.code == ErrorCode::Corrupt || e.code == ErrorCode::Unsupported ||
                                  e.code == ErrorCode::NotThisFormat || e.code == ErrorCode::Io);
}

/// Opens and reads everything; every failure must be a proper error.
void openAndRead(const Format& format, const std::filesystem::path& file)
{
    const auto model = format.open(file);
    if (!model) {
        EXPECT_TRUE(isTyped(model.error())) << model.error().toString();
        EXPECT_EQ(model.error().file, file);
        return;
    }
    for (std::size_t i = 0; i < (*model)->tensors().size(); ++i) {
        const auto bytes = (*model)->readAll(i, 1 << 20);
        EXPECT_TRUE(bytes || isTyped(bytes.error())) << bytes.error().toString();
    }
}

TEST(Hdf5Damage, CutInHalfSaysHowMuchIsMissing)
{
    const test::TempDir folder;
    for (const char* name : {"keras2_full.h5", "latest.h5", "user_block.h5"}) {
        SCOPED_TRACE(name);
        const std::string whole = test::readFile(Hdf5Fixtures::get() / name);
        test::writeFile(folder / "cut.h5", std::string_view(whole).substr(0, whole.size() / 2));
        for (const auto& format : {makeKerasHdf5Format(), makeHdf5Format()}) {
            const auto model = format->open(folder / "cut.h5");
            ASSERT_FALSE(model);
            EXPECT_EQ(model.error().code, ErrorCode::Corrupt);
            EXPECT_EQ(model.error().expected, "at least " + std::to_string(whole.size()) + " bytes");
            EXPECT_EQ(model.error().found, std::to_string(whole.size() / 2) + " bytes");
            EXPECT_FALSE(model.error().hint.empty());
        }
    }
}

TEST(Hdf5Damage, TruncationAtEveryByte)
{
    const test::TempDir folder;
    const auto format = makeHdf5Format();
    for (const char* name : {"small_old.h5", "small_new.h5", "user_block.h5"}) {
        SCOPED_TRACE(name);
        const std::string whole = test::readFile(Hdf5Fixtures::get() / name);
        test::writeFile(folder / "cut.h5", whole);
        for (std::size_t size = whole.size(); size-- > 0;) {
            std::filesystem::resize_file(folder / "cut.h5", size);
            const auto model = format->open(folder / "cut.h5");
            ASSERT_FALSE(model) << size;
            ASSERT_TRUE(model.error().code == ErrorCode::Corrupt || model.error().code == ErrorCode::NotThisFormat) << size;
        }
    }
}

TEST(Hdf5Damage, EveryByteOfTheStructures)
{
    const test::TempDir folder;
    const auto format = makeKerasHdf5Format();
    for (const char* name : {"small_old.h5", "small_new.h5"}) {
        const std::string whole = test::readFile(Hdf5Fixtures::get() / name);
        std::atomic<std::size_t> next{0};
        const auto work = [&](int worker) {
            const std::string file = "damaged" + std::to_string(worker) + ".h5";
            for (std::size_t at; (at = next++) < whole.size();) {
                // Runs of 00 and FF are unused room: one byte in sixteen of them is enough.
                if (at > 0 && whole[at] == whole[at - 1] && (whole[at] == 0 || whole[at] == '\xFF') && at % 16 != 0)
                    continue;
                SCOPED_TRACE(std::string(name) + " byte " + std::to_string(at));
                std::string damaged = whole;
                damaged[at] = static_cast<char>(damaged[at] ^ (at % 3 == 0 ? 0xFF : at % 3 == 1 ? 0x01 : 0x80));
                test::writeFile(folder / file, damaged);
                openAndRead(*format, folder / file);
            }
        };
        std::vector<std::jthread> workers;
        for (int worker = 0; worker < 4; ++worker)
            workers.emplace_back(work, worker);
    }
}

TEST(Hdf5Damage, PackedValuesAreProvedByTheirChecksum)
{
    const test::TempDir folder;
    const auto format = makeKerasHdf5Format();
    const std::string whole = test::readFile(Hdf5Fixtures::get() / "small_old.h5");
    const auto good = format->open(Hdf5Fixtures::get() / "small_old.h5").value();
    const std::size_t packed = good->find("packed").value();
    const auto values = good->readAll(packed).value();
    std::size_t refused = 0;
    const auto& chunk = Hdf5Fixtures::get().expected()["chunk of small_old.h5"];
    const auto begin = chunk["offset"].get<std::size_t>(), size = chunk["size"].get<std::size_t>();
    for (std::size_t at = begin; at < begin + size; ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        test::writeFile(folder / "damaged.h5", damaged);
        const auto model = format->open(folder / "damaged.h5");
        ASSERT_TRUE(model) << model.error().toString();
        const auto bytes = (*model)->readAll(packed);
        if (bytes) {
            EXPECT_EQ(*bytes, values) << at; // a bit that deflate does not use
            continue;
        }
        EXPECT_EQ(bytes.error().code, ErrorCode::Corrupt);
        EXPECT_EQ(bytes.error().tensor, "packed");
        EXPECT_EQ(bytes.error().offset, begin);
        ++refused;
    }
    EXPECT_GT(refused, size * 9 / 10);
}

TEST(Hdf5Damage, ExternalFilesOutsideOfTheFolderAreNotOpened)
{
    const test::TempDir folder;
    std::string bytes = test::readFile(Hdf5Fixtures::get() / "generic.h5");
    const auto at = bytes.find("outside.bin");
    ASSERT_NE(at, std::string::npos);
    bytes.replace(at, 11, "/etc/passwd");
    test::writeFile(folder / "hostile.h5", bytes);
    const auto model = makeHdf5Format()->open(folder / "hostile.h5");
    ASSERT_TRUE(model) << model.error().toString();
    const auto read = (*model)->readAll((*model)->find("external").value());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(read.error().tensor, "external");
    EXPECT_TRUE((*model)->readAll((*model)->find("gzip").value())) << "the rest is usable";
}

TEST(Hdf5Damage, OtherThings)
{
    const test::TempDir folder;
    const auto format = makeHdf5Format();
    test::writeFile(folder / "empty.h5", "");
    test::writeFile(folder / "text.h5", "this is no HDF5 file");
    EXPECT_EQ(format->open(folder / "empty.h5").error().code, ErrorCode::NotThisFormat);
    EXPECT_EQ(format->open(folder / "text.h5").error().code, ErrorCode::NotThisFormat);
    EXPECT_EQ(format->open(folder / "missing.h5").error().code, ErrorCode::Io);
    EXPECT_EQ(format->open(folder.path()).error().code, ErrorCode::Io);
}

} // namespace
} // namespace tensorgraft
