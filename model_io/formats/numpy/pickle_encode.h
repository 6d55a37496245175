#pragma once

#include "model_io/core/shape.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tensorgraft::numpy {

/// Opcode that will hold the bytes of an array, chosen by what the rest of the stream can be read with.
enum class DataOpcode : std::uint8_t {
    BinString, ///< 'T': Python 2 streams; at most 2^31 - 1 bytes
    BinBytes,  ///< 'B', 0x8e beyond 4 GiB: Python 3
    ByteArray, ///< 0x96: protocol 5, keeps the array writable
    Latin1,    ///< _codecs.encode(text, 'latin1'): protocols 0 to 2 that both Pythons read
};

/// Text of opcodes, appended to as a stream is put together.
class PickleText {
public:
    /// `python2Strings`: names are written as str of Python 2 ('U') rather than unicode.
    explicit PickleText(bool python2Strings) : m_python2Strings(python2Strings) {}
    void op(std::string_view opcodes) { m_text += opcodes; }
    void integer(std::int64_t value) { m_text += "I" + std::to_string(value) + "\n"; }
    void boolean(bool value) { m_text += value ? "I01\n" : "I00\n"; }
    void string(std::string_view value); ///< REQUIRES: shorter than 256 bytes where python2Strings
    void shape(const Shape& shape);
    /// numpy.dtype of "<f4", with its state.
    void dtype(std::string_view description);
    /// The opcode and length of a run of `length` bytes; for Latin1 the length is a place to be patched (4 bytes).
    void runHeader(DataOpcode opcode, std::uint64_t length);
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_text;
    bool m_python2Strings;
};

/// An opcode of the kind `original` with an empty value.
[[nodiscard]] std::string emptyRun(std::uint8_t original);

} // namespace tensorgraft::numpy
