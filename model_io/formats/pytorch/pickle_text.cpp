#include "model_io/formats/pytorch/pickle_text.h"

#include "model_io/formats/pytorch/storage_types.h"

#include <bit>

namespace tensorgraft::pytorch {
namespace {

// Memo numbers of what every tensor needs; callers number theirs from 16 on.
constexpr std::uint32_t memoRebuild = 0, memoOrderedDict = 1;

void little(std::string& out, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> (8 * i) & 0xFF);
}

} // namespace

void PickleText::global(std::string_view module, std::string_view name)
{
    m_text += 'c';
    m_text += module;
    m_text += '\n';
    m_text += name;
    m_text += '\n';
}

void PickleText::text(std::string_view utf8)
{
    m_text += 'X';
    little(m_text, utf8.size(), 4);
    m_text += utf8;
}

void PickleText::integer(std::int64_t value)
{
    if (value >= 0 && value < 0x100) {
        m_text += 'K';
        little(m_text, static_cast<std::uint64_t>(value), 1);
    } else if (value >= 0 && value < 0x10000) {
        m_text += 'M';
        little(m_text, static_cast<std::uint64_t>(value), 2);
    } else if (value >= -0x80000000LL && value < 0x80000000LL) {
        m_text += 'J';
        little(m_text, static_cast<std::uint64_t>(value), 4);
    } else {
        m_text += '\x8a';
        m_text += '\x08';
        little(m_text, static_cast<std::uint64_t>(value), 8);
    }
}

void PickleText::real(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    m_text += 'G'; // big-endian
    for (int i = 8; i-- > 0;)
        m_text += static_cast<char>(bits >> (8 * i) & 0xFF);
}

void PickleText::put(std::uint32_t memo)
{
    m_text += memo < 256 ? 'q' : 'r';
    little(m_text, memo, memo < 256 ? 1 : 4);
}

void PickleText::get(std::uint32_t memo)
{
    m_text += memo < 256 ? 'h' : 'j';
    little(m_text, memo, memo < 256 ? 1 : 4);
}

void PickleText::recalled(std::uint32_t memo, bool& known, std::string_view module, std::string_view name)
{
    if (known) {
        get(memo);
        return;
    }
    global(module, name);
    put(memo);
    known = true;
}

void PickleText::integers(std::span<const std::int64_t> values)
{
    if (values.empty()) {
        emptyTuple();
        return;
    }
    mark();
    for (std::int64_t v : values)
        integer(v);
    tuple();
}

void PickleText::tensor(std::string_view storageKey, DType type, std::span<const std::int64_t> shape,
                        std::span<const std::int64_t> strides, std::uint64_t elements, bool requiresGrad)
{
    const std::string_view storageClass = storageClassOf(type);
    const bool typed = !storageClass.empty();
    if (typed)
        recalled(memoRebuild, m_hasRebuild, "torch._utils", "_rebuild_tensor_v2");
    else
        global("torch._utils", "_rebuild_tensor_v3");
    mark();
    mark();
    text("storage");
    if (typed)
        global("torch", storageClass);
    else
        global("torch.storage", "UntypedStorage");
    text(storageKey);
    text("cpu");
    integer(static_cast<std::int64_t>(typed ? elements : elements * itemSizeBytes(type)));
    tuple();
    persistentId();
    integer(0);
    integers(shape);
    integers(strides);
    boolean(requiresGrad);
    recalled(memoOrderedDict, m_hasOrderedDict, "collections", "OrderedDict");
    emptyTuple();
    reduce();
    if (!typed)
        global("torch", torchNameOf(type));
    tuple();
    reduce();
}

bool isUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int more = lead < 0x80 ? 0 : lead >> 5 == 6 ? 1 : lead >> 4 == 14 ? 2 : lead >> 3 == 30 ? 3 : -1;
        if (more < 0 || text.size() - i <= static_cast<std::size_t>(more))
            return false;
        std::uint32_t code = more == 0 ? lead : lead & (0x3Fu >> more);
        for (int k = 1; k <= more; ++k) {
            const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
            if (next >> 6 != 2)
                return false;
            code = code << 6 | (next & 0x3Fu);
        }
        constexpr std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (code < least[more] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
            return false;
        i += static_cast<std::size_t>(more) + 1;
    }
    return true;
}

bool isStorable(DType type)
{
    const bool quantised = type == DType::QInt8 || type == DType::QUInt8 || type == DType::QInt32;
    return !torchNameOf(type).empty() && !quantised; // a quantised tensor needs its quantiser
}

} // namespace tensorgraft::pytorch
