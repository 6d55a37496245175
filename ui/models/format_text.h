#pragma once

#include "model_io/core/shape.h"

#include <QString>
#include <cstdint>
#include <string_view>

namespace tensorgraft {

[[nodiscard]] inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
[[nodiscard]] inline QString shapeText(const Shape& shape) { return toQString(shape.toString()); }
/// "1.5 MiB" in the language of the person.
[[nodiscard]] QString sizeText(std::uint64_t bytes);
[[nodiscard]] QString countText(std::uint64_t count);

} // namespace tensorgraft
