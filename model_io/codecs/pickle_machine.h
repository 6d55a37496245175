#pragma once

#include "model_io/codecs/pickle.h"
#include "model_io/codecs/pickle_cursor.h"

#include <array>
#include <unordered_map>
#include <unordered_set>

namespace tensorgraft::pickle {

/// The stack machine behind parse(). Every function that may fail gives the error of the opcode at hand.
class Machine {
public:
    Machine(const ByteSource& source, std::uint64_t offset, const std::filesystem::path& path, const Limits& limits);
    [[nodiscard]] Result<std::shared_ptr<const Document>> run(const OpenProgress& progress, std::uint64_t expectedBytes);

private:
    using Done = Result<void>;
    // One opcode each group; the group that knows the opcode sets `known`.
    Done step(std::uint8_t opcode, bool& stopped);
    Done number(std::uint8_t opcode, bool& known);
    Done text(std::uint8_t opcode, bool& known);
    Done container(std::uint8_t opcode, bool& known);
    Done object(std::uint8_t opcode, bool& known);
    Done memoAndStack(std::uint8_t opcode, bool& known);

    template <typename T>
    Done push(T value)
    {
        if (m_document->arena.size() >= m_limits.maxValues)
            return tooManyValues();
        m_document->arena.push_back(Value{std::move(value)});
        m_stack.push_back(&m_document->arena.back());
        return {};
    }
    Done pushShared(Value* value);
    Done pushNumberLine(std::string_view line, bool longSuffix);
    Done pushLong(std::uint64_t length);
    Done pushRun(std::uint8_t opcode, std::size_t lengthBytes, bool isText);
    Done pushGlobal(std::string module, std::string name);
    Done pushObject(Ref callable, Ref args);

    Result<Value*> pop();
    Result<Value*> top();
    /// The values above the last mark, which is removed.
    Result<std::vector<Ref>> popMark();
    Result<std::vector<Ref>> popCount(std::size_t count);
    Done addItems(const std::vector<Ref>& flat);
    Done appendItems(const std::vector<Ref>& items);
    Done remember(std::uint64_t index);
    Done recall(std::uint64_t index);
    Result<std::uint64_t> indexLine();
    [[nodiscard]] std::size_t fence() const { return m_marks.empty() ? 0 : m_marks.back(); }
    [[nodiscard]] Failure tooManyValues() const;
    [[nodiscard]] Failure corrupt(std::string message) const;

    Cursor m_cursor;
    const std::filesystem::path& m_path;
    Limits m_limits;
    std::shared_ptr<Document> m_document = std::make_shared<Document>();
    std::vector<Value*> m_stack;
    std::vector<std::size_t> m_marks;
    std::vector<Value*> m_memo; ///< nullptr: not set. Indexes that leave gaps are in m_sparseMemo.
    std::unordered_map<std::uint64_t, Value*> m_sparseMemo;
    std::uint64_t m_memoCount = 0;
    std::unordered_set<std::string> m_seenGlobals;
    std::array<Value*, 256> m_smallInts{}; ///< immutable values are made once, which bounds `NNNN...` streams
    Value *m_none = nullptr, *m_true = nullptr, *m_false = nullptr, *m_emptyTuple = nullptr;
    std::uint64_t m_opcodeOffset = 0;
};

} // namespace tensorgraft::pickle
