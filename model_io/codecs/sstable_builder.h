#pragma once

#include "model_io/core/error.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace tensorgraft {

/// How a table is written. The defaults are those of TensorFlow's bundles.
struct SsTableOptions {
    std::size_t blockBytes = std::size_t{256} << 10; ///< a block is closed when it has grown to this
    int restartInterval = 16;
    bool snappy = false; ///< compress blocks where that makes them smaller
};

/// Builds a table of LevelDB's format in memory, by LevelDB's own builder. For indexes: nothing is spilled to disk.
class SsTableBuilder {
public:
    explicit SsTableBuilder(SsTableOptions options = {});
    ~SsTableBuilder();
    SsTableBuilder(const SsTableBuilder&) = delete;
    SsTableBuilder& operator=(const SsTableBuilder&) = delete;

    /// Appends an entry. Errors: Mismatch where `key` is not above the last one (bytewise).
    [[nodiscard]] Result<void> add(std::string_view key, std::string_view value);
    /// The bytes of the table. Ends the building: nothing may follow.
    [[nodiscard]] Result<std::string> finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tensorgraft
