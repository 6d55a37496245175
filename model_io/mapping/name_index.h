#pragma once

#include "model_io/core/tensor_info.h"

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tensorgraft {

/// Finds tensors by the names that people use for them. A view: the tensors must outlive it.
class NameIndex {
public:
    explicit NameIndex(std::span<const TensorInfo> tensors);
    NameIndex(const NameIndex&) = delete;
    NameIndex& operator=(const NameIndex&) = delete;

    struct Found {
        std::optional<std::size_t> index;
        bool ambiguous = false; ///< several answer to the name, none has exactly it
    };
    [[nodiscard]] Found find(std::string_view name) const;
    /// The exact name first, then the others: without ":0", without "model_weights/", the alias, `layer/label`, the entry of
    /// Keras' `weight_names`.
    [[nodiscard]] std::span<const std::string_view> namesOf(std::size_t tensor) const
    {
        return std::span(m_names).subspan(m_first[tensor], m_first[tensor + 1] - m_first[tensor]);
    }

private:
    std::unordered_map<std::string_view, std::size_t> m_exact, m_aliases;
    std::vector<std::string_view> m_names;
    std::vector<std::size_t> m_first; ///< of m_names, one a tensor and one more
    std::deque<std::string> m_owned;
};

} // namespace tensorgraft
