#include "model_io/codecs/sstable_builder.h"

#include <leveldb/env.h>
#include <leveldb/options.h>
#include <leveldb/table_builder.h>

namespace tensorgraft {
namespace {

/// LevelDB writes into memory.
class StringFile final : public leveldb::WritableFile {
public:
    std::string bytes;
    leveldb::Status Append(const leveldb::Slice& data) override
    {
        bytes.append(data.data(), data.size());
        return leveldb::Status::OK();
    }
    leveldb::Status Close() override { return leveldb::Status::OK(); }
    leveldb::Status Flush() override { return leveldb::Status::OK(); }
    leveldb::Status Sync() override { return leveldb::Status::OK(); }
};

leveldb::Options levelDbOptions(const SsTableOptions& options)
{
    leveldb::Options o;
    o.block_size = options.blockBytes;
    o.block_restart_interval = options.restartInterval;
    o.compression = options.snappy ? leveldb::kSnappyCompression : leveldb::kNoCompression;
    return o;
}

} // namespace

struct SsTableBuilder::State {
    explicit State(const SsTableOptions& options) : builder(levelDbOptions(options), &file) {}
    ~State()
    {
        if (!finished)
            builder.Abandon(); // its destructor insists
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    StringFile file;
    leveldb::TableBuilder builder;
    std::string lastKey;
    bool hasLast = false, finished = false;
};

SsTableBuilder::SsTableBuilder(SsTableOptions options) : m_state(std::make_unique<State>(options)) {}
SsTableBuilder::~SsTableBuilder() = default;

Result<void> SsTableBuilder::add(std::string_view key, std::string_view value)
{
    if (m_state->hasLast && key <= m_state->lastKey)
        return fail(makeError(ErrorCode::Mismatch, "the keys of a table must ascend")
                        .wanted("a key above '" + m_state->lastKey + "'").got("'" + std::string(key) + "'"));
    m_state->builder.Add({key.data(), key.size()}, {value.data(), value.size()});
    m_state->lastKey.assign(key);
    m_state->hasLast = true;
    return {};
}

Result<std::string> SsTableBuilder::finish()
{
    m_state->finished = true;
    if (const leveldb::Status status = m_state->builder.Finish(); !status.ok())
        return fail(makeError(ErrorCode::Io, "the table cannot be built").got(status.ToString()));
    return std::move(m_state->file.bytes);
}

} // namespace tensorgraft
