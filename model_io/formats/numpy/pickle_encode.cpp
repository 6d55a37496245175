#include "model_io/formats/numpy/pickle_encode.h"

namespace tensorgraft::numpy {
namespace {

void appendLength(std::string& text, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        text.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

} // namespace

void PickleText::string(std::string_view value)
{
    m_text.push_back(m_python2Strings ? 'U' : 'X');
    appendLength(m_text, value.size(), m_python2Strings ? 1 : 4);
    m_text += value;
}

void PickleText::shape(const Shape& value)
{
    op("(");
    for (const std::int64_t dim : value)
        integer(dim);
    op("t");
}

void PickleText::dtype(std::string_view description)
{
    op("cnumpy\ndtype\n(");
    string(description.substr(1));
    boolean(false);
    boolean(true);
    op("tR(");
    integer(3);
    string(description.substr(0, 1));
    op("NNN");
    integer(-1);
    integer(-1);
    integer(0);
    op("tb");
}

void PickleText::runHeader(DataOpcode opcode, std::uint64_t length)
{
    switch (opcode) {
    case DataOpcode::BinString:
        m_text.push_back('T');
        return appendLength(m_text, length, 4);
    case DataOpcode::BinBytes:
        m_text.push_back(length > 0xFFFFFFFF ? '\x8e' : 'B');
        return appendLength(m_text, length, length > 0xFFFFFFFF ? 8 : 4);
    case DataOpcode::ByteArray:
        m_text.push_back('\x96');
        return appendLength(m_text, length, 8);
    case DataOpcode::Latin1:
        m_text.push_back('X');
        return appendLength(m_text, 0, 4);
    }
}

std::string emptyRun(std::uint8_t original)
{
    switch (original) {
    case 'S': return "S''\n";
    case 'V': return "V\n";
    case 'T': case 'X': case 'B': return std::string(1, static_cast<char>(original)) + std::string(4, '\0');
    case 0x8d: case 0x8e: case 0x96: return std::string(1, static_cast<char>(original)) + std::string(8, '\0');
    default: return std::string(1, static_cast<char>(original)) + std::string(1, '\0'); // 'U', 'C', 0x8c
    }
}

} // namespace tensorgraft::numpy
