#pragma once

#include "model_io/core/dtype.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tensorgraft::pytorch {

/// Writes protocol 2 opcodes, those that torch's weights_only unpickler knows.
class PickleText {
public:
    PickleText() : m_text("\x80\x02") {}
    void global(std::string_view module, std::string_view name);
    void text(std::string_view utf8);
    void integer(std::int64_t value);
    void real(double value);
    void boolean(bool value) { m_text += value ? '\x88' : '\x89'; }
    void none() { m_text += 'N'; }
    void mark() { m_text += '('; }
    void tuple() { m_text += 't'; }       ///< of everything since the mark
    void emptyTuple() { m_text += ')'; }
    void emptyDict() { m_text += '}'; }
    void emptyList() { m_text += ']'; }
    void setItems() { m_text += 'u'; }    ///< of everything since the mark
    void appends() { m_text += 'e'; }     ///< of everything since the mark
    void reduce() { m_text += 'R'; }
    void newObject() { m_text += '\x81'; }
    void build() { m_text += 'b'; }
    void persistentId() { m_text += 'Q'; }
    void raw(std::string_view opcodes) { m_text += opcodes; }
    void put(std::uint32_t memo);
    void get(std::uint32_t memo);
    [[nodiscard]] std::string finish() && { m_text += '.'; return std::move(m_text); }

    /// torch._utils._rebuild_tensor_v2 (or _v3 where the type has no storage class) of a whole storage in C order.
    void tensor(std::string_view storageKey, DType type, std::span<const std::int64_t> shape, std::span<const std::int64_t> strides,
                std::uint64_t elements, bool requiresGrad = false);

private:
    void integers(std::span<const std::int64_t> values);
    /// A global that is written once and then recalled.
    void recalled(std::uint32_t memo, bool& known, std::string_view module, std::string_view name);
    std::string m_text;
    bool m_hasRebuild = false, m_hasOrderedDict = false;
};

/// True where `text` is valid UTF-8 (without surrogates), which pickled text must be.
[[nodiscard]] bool isUtf8(std::string_view text);
/// True where a state dict can hold elements of this type.
[[nodiscard]] bool isStorable(DType type);

} // namespace tensorgraft::pytorch
