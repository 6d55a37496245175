#include "tests/support/format_conformance.h"

#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <thread>
#include <unordered_set>

namespace tensorgraft::test {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t smallBytes = std::uint64_t{1} << 22;

std::shared_ptr<const ModelFile> openOrFail(const Format& format, const fs::path& path)
{
    auto model = format.open(path);
    EXPECT_TRUE(model) << model.error().toString();
    return model ? *model : nullptr;
}

/// Values that this format stores and this suite can compute with.
bool hasPlainValue(const ModelFile& model, std::size_t i)
{
    return isPlain(model.tensors()[i].dtype) && model.readAll(i).has_value();
}

std::vector<std::byte> gathered(const MappedTensor& m, const TensorInfo& info)
{
    const std::size_t item = itemSizeBytes(info.dtype);
    std::vector<std::byte> out(info.sizeBytes);
    std::vector<std::int64_t> index(info.shape.rank());
    for (std::uint64_t e = 0; e < info.elementCount(); ++e) {
        std::int64_t at = 0;
        for (std::size_t axis = 0; axis < index.size(); ++axis)
            at += index[axis] * m.strides[axis];
        const auto byte = static_cast<std::uint64_t>(at) * item;
        if (byte + item > m.bytes.size()) {
            ADD_FAILURE() << info.name << ": the strides leave the mapped bytes";
            return out;
        }
        std::memcpy(out.data() + e * item, m.bytes.data() + byte, item);
        for (std::size_t axis = index.size(); axis-- > 0;) {
            if (++index[axis] < info.shape[static_cast<std::size_t>(axis)])
                break;
            index[axis] = 0;
        }
    }
    return out;
}

std::vector<std::byte> inPieces(const ModelFile& model, std::size_t i, std::size_t elements)
{
    const TensorInfo& info = model.tensors()[i];
    const std::size_t item = itemSizeBytes(info.dtype);
    std::vector<std::byte> out(info.sizeBytes);
    for (std::size_t at = 0; at < out.size(); at += elements * item) {
        const auto piece = std::span(out).subspan(at, std::min(elements * item, out.size() - at));
        const auto r = model.read(i, at / item, piece);
        EXPECT_TRUE(r) << r.error().toString();
    }
    return out;
}

bool sharesBytes(const TensorInfo& info)
{
    return info.storageNote.find("shared with") != std::string::npos ||
           info.storageNote.find("in the storage of") != std::string::npos;
}

TensorValue changed(const ModelFile& model, std::size_t i)
{
    TensorValue value = valueOf(model, i);
    for (std::size_t at = 0; at < value.bytes.size(); at += itemSizeBytes(value.tensor.dtype))
        value.bytes[at] ^= std::byte{1};
    return value;
}

/// Every tensor of `model` has the value that `before` had, but for `except`.
void expectSame(const ModelFile& before, const ModelFile& model, std::size_t except)
{
    ASSERT_EQ(model.tensors().size(), before.tensors().size());
    for (std::size_t i = 0; i < before.tensors().size(); ++i) {
        const TensorInfo &a = before.tensors()[i], &b = model.tensors()[i];
        SCOPED_TRACE(a.name);
        EXPECT_EQ(a.name, b.name);
        EXPECT_EQ(a.dtype, b.dtype);
        EXPECT_EQ(a.shape, b.shape);
        if (i == except || (except < before.tensors().size() && (sharesBytes(a) || sharesBytes(before.tensors()[except]))))
            continue;
        const auto was = before.readAll(i), is = model.readAll(i);
        EXPECT_EQ(was.has_value(), is.has_value());
        if (was && is) {
            EXPECT_TRUE(*was == *is);
        }
    }
    EXPECT_TRUE(before.metadata() == model.metadata());
}

/// Whatever the bytes are: an error that names the file, or a model that answers.
void probe(const Format& format, const fs::path& path)
{
    const auto model = format.open(path);
    if (!model) {
        EXPECT_FALSE(model.error().message.empty());
        EXPECT_FALSE(model.error().file.empty()) << model.error().toString();
        return;
    }
    for (std::size_t i = 0; i < (*model)->tensors().size() && i < 64; ++i) {
        const TensorInfo& info = (*model)->tensors()[i];
        if (info.sizeBytes > smallBytes)
            continue;
        if (const auto mapped = (*model)->map(i); mapped && *mapped) {
            [[maybe_unused]] volatile std::byte touched{}; // volatile: the bytes must really be loaded
            for (std::byte b : (*mapped)->bytes)
                touched = b;
            EXPECT_TRUE((*mapped)->guard->check());
        }
        if (itemSizeBytes(info.dtype) != 0)
            (void)(*model)->readAll(i);
        (void)(*model)->extent(i);
    }
}

} // namespace

void checkReading(const Format& format, const ConformanceCase& c)
{
    SCOPED_TRACE(c.label);
    const auto model = openOrFail(format, c.file);
    ASSERT_TRUE(model);
    EXPECT_EQ(model->formatId(), c.formatId);
    EXPECT_EQ(model->path(), c.file);
    EXPECT_FALSE(model->memberFiles().empty());
    EXPECT_FALSE(model->tensors().empty());
    std::unordered_set<std::string_view> names;
    for (std::size_t i = 0; i < model->tensors().size(); ++i) {
        const TensorInfo& info = model->tensors()[i];
        SCOPED_TRACE(info.name);
        EXPECT_TRUE(names.insert(info.name).second) << "twice";
        EXPECT_EQ(model->find(info.name), i);
        if (!isPlain(info.dtype))
            continue;
        const std::size_t item = itemSizeBytes(info.dtype);
        EXPECT_EQ(info.sizeBytes, info.elementCount() * item);
        const auto all = model->readAll(i);
        if (!c.hasValues) {
            EXPECT_FALSE(all);
            continue;
        }
        if (!all) {
            ADD_FAILURE() << all.error().toString();
            continue;
        }
        for (std::size_t elements : {std::size_t{1}, std::size_t{3}, std::size_t{1000}})
            if (info.elementCount() / elements < 2000) {
                EXPECT_TRUE(inPieces(*model, i, elements) == *all) << elements << " elements at a time";
            }
        std::vector<std::byte> out(item);
        EXPECT_FALSE(model->read(i, info.elementCount(), out)) << "read past the end";
        EXPECT_FALSE(model->read(i, ~std::uint64_t{0} / item, out)) << "read past the end";
        std::vector<std::byte> tooMuch(info.sizeBytes + item);
        EXPECT_FALSE(model->read(i, 0, tooMuch)) << "read past the end";

        const auto mapped = model->map(i);
        EXPECT_TRUE(mapped) << mapped.error().toString();
        if (mapped && *mapped && info.sizeBytes > 0) {
            ASSERT_EQ((*mapped)->strides.size(), info.shape.rank());
            EXPECT_TRUE(gathered(**mapped, info) == *all) << "map()";
            EXPECT_TRUE((*mapped)->guard->check());
            if ((*mapped)->contiguous) {
                EXPECT_EQ((*mapped)->bytes.size(), info.sizeBytes);
            }
        }
        if (const auto extent = model->extent(i); extent && info.sizeBytes > 0) {
            EXPECT_EQ(extent->lengthBytes, info.sizeBytes);
            const std::string text = readFile(extent->file);
            ASSERT_LE(extent->offset + extent->lengthBytes, text.size());
            EXPECT_EQ(std::memcmp(text.data() + extent->offset, all->data(), all->size()), 0) << "extent()";
        }
    }
    if (!c.hasValues)
        return;
    // From several threads, each in its own order.
    std::vector<std::vector<std::byte>> wanted;
    for (std::size_t i = 0; i < model->tensors().size(); ++i) {
        auto all = model->readAll(i);
        wanted.push_back(all ? std::move(*all) : std::vector<std::byte>());
    }
    std::vector<std::size_t> wrong(4);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t)
        threads.emplace_back([&, t] {
            for (int round = 0; round < 3; ++round)
                for (std::size_t k = 0; k < wanted.size(); ++k) {
                    const std::size_t i = (k * (2 * t + 1) + t) % wanted.size();
                    const auto all = model->readAll(i);
                    if (all ? *all != wanted[i] : !wanted[i].empty())
                        ++wrong[t];
                }
        });
    for (std::thread& t : threads)
        t.join();
    EXPECT_EQ(wrong, std::vector<std::size_t>(4));
}

namespace {

/// Damages `damaged`, a copy of the file `good`, and opens `opened` (the same, or the folder that it belongs to).
void tryDamage(const Format& format, const fs::path& original, const fs::path& damaged, const fs::path& opened, std::size_t step)
{
    const std::string good = readFile(original);
    for (std::size_t n = 0; n < good.size(); n += step) {
        SCOPED_TRACE("cut to " + std::to_string(n) + " bytes");
        writeFile(damaged, std::string_view(good).substr(0, n));
        probe(format, opened);
        if (testing::Test::HasFailure())
            return;
    }
    std::string bad = good;
    for (std::size_t at = 0; at < good.size(); at += step)
        for (unsigned char flip : {0xFF, 0x01, 0x80}) {
            if (flip != 0xFF && step > 1)
                continue;
            SCOPED_TRACE("byte " + std::to_string(at) + " changed by " + std::to_string(flip));
            bad[at] = static_cast<char>(good[at] ^ flip);
            writeFile(damaged, bad);
            probe(format, opened);
            bad[at] = good[at];
            if (testing::Test::HasFailure())
                return;
        }
    writeFile(damaged, good);
}

} // namespace

void checkOpening(const Format& format, const ConformanceCase& c)
{
    std::size_t reports = 0;
    OpenState last;
    const auto open = [&](std::size_t stopAt) {
        reports = 0;
        last = {};
        const OpenProgress progress([&](const OpenState& state) {
            EXPECT_GE(state.share, last.share) << c.label;
            EXPECT_LE(state.share, 1) << c.label;
            EXPECT_TRUE(state.total == 0 || state.done <= state.total) << c.label << ": " << state.done << " of " << state.total;
            last = state;
            return reports++ != stopAt;
        });
        return format.open(c.file, {progress, false});
    };
    constexpr std::size_t never = ~std::size_t{0};
    ASSERT_TRUE(open(never)) << c.label;
    EXPECT_GT(reports, 0U) << c.label << ": nothing is told, so that nothing can be stopped";
    const std::size_t all = reports;
    for (std::size_t at = 0; at < all; at = at < 8 ? at + 1 : at * 2) {
        const auto stopped = open(at);
        if (reports <= at)
            continue; // a helper process tells by the clock
        ASSERT_FALSE(stopped) << c.label << ": stopped at report " << at;
        EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled) << c.label << ": " << stopped.error().toString();
        EXPECT_EQ(reports, at + 1) << c.label << ": told after it was stopped";
    }
}

void checkDamage(const Format& format, const ConformanceCase& c)
{
    SCOPED_TRACE(c.label);
    TempDir dir;
    const fs::path path = dir / c.file.filename().string();
    if (!fs::is_directory(c.file)) {
        tryDamage(format, c.file, path, path, c.step);
        return;
    }
    fs::copy(c.file, path, fs::copy_options::recursive);
    for (const auto& entry : fs::recursive_directory_iterator(c.file))
        if (entry.is_regular_file()) {
            const fs::path relative = entry.path().lexically_relative(c.file);
            SCOPED_TRACE(relative.string());
            tryDamage(format, entry.path(), path / relative, path, c.step);
        }
}

void checkShrinking(const Format& format, const ConformanceCase& c)
{
    SCOPED_TRACE(c.label);
    if (fs::is_directory(c.file))
        return; // the format of the file with the values has its own case
    TempDir dir;
    const fs::path path = dir / c.file.filename().string();
    for (const bool mapFirst : {false, true}) {
        SCOPED_TRACE(mapFirst ? "mapped before" : "not mapped before");
        fs::copy_file(c.file, path, fs::copy_options::overwrite_existing);
        const auto model = openOrFail(format, path);
        ASSERT_TRUE(model);
        std::vector<std::optional<MappedTensor>> maps(model->tensors().size());
        if (mapFirst)
            for (std::size_t i = 0; i < maps.size(); ++i)
                if (auto m = model->map(i); m && *m)
                    maps[i] = std::move(**m);
        std::vector<std::optional<FileExtent>> extents;
        for (std::size_t i = 0; i < maps.size(); ++i)
            extents.push_back(model->extent(i));
        fs::resize_file(path, 0);
        for (std::size_t i = 0; i < maps.size(); ++i) {
            const TensorInfo& info = model->tensors()[i];
            SCOPED_TRACE(info.name);
            if (info.sizeBytes == 0 || itemSizeBytes(info.dtype) == 0)
                continue;
            const auto all = model->readAll(i);
            if (!all) {
                EXPECT_TRUE(all.error().code == ErrorCode::Io || all.error().code == ErrorCode::Corrupt ||
                            (!c.hasValues && all.error().code == ErrorCode::Unsupported))
                    << all.error().toString();
            }
            if (extents[i]) {
                EXPECT_FALSE(all) << "values out of an empty file";
                if (!all) {
                    EXPECT_EQ(all.error().code, ErrorCode::Io) << all.error().toString();
                }
            }
            if (maps[i]) {
                std::byte sum{};
                for (std::byte b : maps[i]->bytes)
                    sum ^= b;
                EXPECT_EQ(sum, std::byte{}) << "pages that are gone read as zeros";
                const auto check = maps[i]->guard->check();
                EXPECT_FALSE(check);
                if (!check) {
                    EXPECT_EQ(check.error().code, ErrorCode::Io);
                }
            }
        }
    }
}

void checkRewriting(const Format& format, const ConformanceCase& c)
{
    SCOPED_TRACE(c.label);
    const auto model = openOrFail(format, c.file);
    ASSERT_TRUE(model);
    const fs::path name = c.file.filename();
    {
        TempDir dir;
        const auto done = rewriteInto(format, model, {}, dir.path(), name);
        ASSERT_TRUE(done) << done.error().toString();
        const auto copy = openOrFail(format, dir / name.string());
        ASSERT_TRUE(copy);
        expectSame(*model, *copy, model->tensors().size());
    }
    std::size_t tried = 0;
    for (std::size_t i = 0; i < model->tensors().size(); ++i) {
        if (!hasPlainValue(*model, i) || model->tensors()[i].sizeBytes == 0)
            continue;
        SCOPED_TRACE("replaced " + model->tensors()[i].name);
        const TensorValue value = changed(*model, i);
        TempDir dir;
        const auto done = rewriteInto(format, model, std::span(&value, 1), dir.path(), name, 8);
        ASSERT_TRUE(done) << done.error().toString();
        const auto rewritten = openOrFail(format, dir / name.string());
        ASSERT_TRUE(rewritten);
        expectSame(*model, *rewritten, i);
        EXPECT_TRUE(valueOf(*rewritten, i).bytes == value.bytes);
        ++tried;
    }
    EXPECT_GT(tried, 0u);
    const auto refused = format.rewrite(model, {{"no such tensor", DType::Float32, {1}}}, name);
    EXPECT_FALSE(refused);
}

void checkExport(const Format& format, const ConformanceCase& c)
{
    SCOPED_TRACE(c.label);
    const auto model = openOrFail(format, c.file);
    ASSERT_TRUE(model);
    std::vector<TensorValue> values;
    for (std::size_t i = 0; i < model->tensors().size(); ++i)
        if (!c.hasValues)
            values.push_back(patternValue(model->tensors()[i].name, model->tensors()[i].dtype, model->tensors()[i].shape, 1));
        else if (hasPlainValue(*model, i))
            values.push_back(valueOf(*model, i));
    ASSERT_FALSE(values.empty());
    TempDir dir;
    // An archive of Keras holds more than tensors; exported are its weights.
    const std::string name = c.file.extension() == ".keras" ? c.file.stem().string() + ".weights.h5" : c.file.filename().string();
    const auto done = exportInto(format, values, dir.path(), name);
    ASSERT_TRUE(done) << done.error().toString();
    const auto written = openOrFail(format, dir / name);
    ASSERT_TRUE(written);
    ASSERT_EQ(written->tensors().size(), values.size());
    for (const TensorValue& v : values) {
        SCOPED_TRACE(v.tensor.name);
        const auto index = written->find(v.tensor.name);
        if (!index) {
            ADD_FAILURE() << "not in the exported file";
            continue;
        }
        EXPECT_EQ(written->tensors()[*index].dtype, v.tensor.dtype);
        EXPECT_EQ(written->tensors()[*index].shape, v.tensor.shape);
        if (c.hasValues) {
            EXPECT_TRUE(valueOf(*written, *index).bytes == v.bytes);
        }
    }
}

} // namespace tensorgraft::test
