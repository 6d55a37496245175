// Opens a model twenty times; or only reads the file and computes its CRC-32C ("read"); or reads the entries of a
// checkpoint's index as TensorFlow does, with LevelDB's table reader and the message class ("entries"). Prints milliseconds of
// one. "silence" opens it once and prints the longest time without a report of progress, and how long a stop in the middle takes.
#include "model_io/codecs/byte_source.h"
#include "model_io/codecs/hash.h"
#include "model_io/formats/registry.h"
#include "tensorgraft_tf/tensor_bundle.pb.h"

#include <chrono>
#include <cstdio>
#include <leveldb/env.h>
#include <leveldb/iterator.h>
#include <leveldb/options.h>
#include <leveldb/table.h>
#include <memory>
#include <string_view>
#include <vector>

namespace {

/// Number of elements of all entries: every message is parsed, every checksum verified. Negative where something is wrong.
std::int64_t readEntries(const char* path)
{
    leveldb::Env* const env = leveldb::Env::Default();
    leveldb::RandomAccessFile* opened = nullptr;
    std::uint64_t size = 0;
    if (!env->NewRandomAccessFile(path, &opened).ok())
        return -1;
    const std::unique_ptr<leveldb::RandomAccessFile> file(opened);
    if (!env->GetFileSize(path, &size).ok())
        return -1;
    leveldb::Options options;
    options.paranoid_checks = true;
    leveldb::Table* made = nullptr;
    if (!leveldb::Table::Open(options, file.get(), size, &made).ok())
        return -1;
    const std::unique_ptr<leveldb::Table> table(made);
    leveldb::ReadOptions reading;
    reading.verify_checksums = true;
    const std::unique_ptr<leveldb::Iterator> entry(table->NewIterator(reading));
    std::int64_t elements = 0;
    tensorgraft::tf::proto::BundleEntryProto message;
    for (entry->SeekToFirst(); entry->Valid(); entry->Next()) {
        if (entry->key().empty())
            continue;
        const leveldb::Slice value = entry->value();
        if (!message.ParseFromArray(value.data(), static_cast<int>(value.size())))
            return -1;
        std::int64_t count = 1;
        for (const auto& dim : message.shape().dim())
            count *= dim.size();
        elements += count;
    }
    return entry->status().ok() ? elements : -1;
}

using Clock = std::chrono::steady_clock;
double milliseconds(Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

int measureSilence(const char* path)
{
    using namespace tensorgraft;
    double longest = 0, at = 0, before = 0;
    int step = 0;
    const auto start = Clock::now();
    auto last = start;
    std::size_t reports = 0;
    const auto hear = [&](double share, int now) {
        if (const double gap = milliseconds(Clock::now() - last); gap > longest) {
            longest = gap;
            at = before;
            step = now;
        }
        before = share;
        last = Clock::now();
    };
    const auto model = openModel(path, OpenProgress([&](const OpenState& s) {
        ++reports;
        hear(s.share, static_cast<int>(s.step));
        return true;
    }));
    hear(1, -1);
    const double whole = milliseconds(Clock::now() - start);
    if (!model) {
        std::fprintf(stderr, "%s\n", model.error().toString().c_str());
        return 3;
    }
    std::printf("%.0f ms, %zu reports, longest silence %.1f ms at %.2f (before step %d)\n", whole, reports, longest, at, step);
    for (const double share : {0.3, 0.6, 0.9}) {
        Clock::time_point asked;
        const auto stopped = openModel(path, OpenProgress([&](const OpenState& s) {
            if (s.share < share)
                return true;
            asked = Clock::now();
            return false;
        }));
        std::printf("stopped at %.1f: %s after %.1f ms\n", share, stopped ? "opened" : "Cancelled", milliseconds(Clock::now() - asked));
    }
    // How the time is spread over the shares: an even bar ends every tenth of it at its tenth.
    double next = 0.1;
    const auto again = Clock::now();
    std::vector<double> tenths;
    (void)openModel(path, OpenProgress([&](const OpenState& s) {
        for (; s.share >= next - 1e-9 && next < 1.05; next += 0.1)
            tenths.push_back(milliseconds(Clock::now() - again) / whole);
        return true;
    }));
    for (const double t : tenths)
        std::printf("%.2f ", t);
    std::printf("\n");
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    using namespace tensorgraft;
    const std::string_view what = argc == 3 ? argv[1] : "";
    if (what == "silence")
        return measureSilence(argv[2]);
    if (what != "open" && what != "read" && what != "entries") {
        std::fprintf(stderr, "usage: bench_open open|read|entries|silence FILE\n");
        return 2;
    }
    constexpr int rounds = 20;
    std::size_t sum = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i) {
        if (what == "open") {
            const auto model = openModel(argv[2]);
            if (!model) {
                std::fprintf(stderr, "%s\n", model.error().toString().c_str());
                return 3;
            }
            sum += (*model)->tensors().size();
            continue;
        }
        if (what == "entries") {
            const std::int64_t elements = readEntries(argv[2]);
            if (elements < 0) {
                std::fprintf(stderr, "cannot read the entries of %s\n", argv[2]);
                return 3;
            }
            sum += static_cast<std::size_t>(elements);
            continue;
        }
        const auto file = FileSource::open(argv[2]);
        std::vector<std::byte> bytes(file ? (*file)->sizeBytes() : 0);
        if (!file || !(*file)->readAt(0, bytes)) {
            std::fprintf(stderr, "cannot read %s\n", argv[2]);
            return 3;
        }
        sum += crc32c(0, bytes);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("%.2f ms (%zu)\n", seconds / rounds * 1e3, sum);
}
