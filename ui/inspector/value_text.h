#pragma once

#include "model_io/core/dtype.h"
#include "model_io/core/error.h"

#include <QString>
#include <cstddef>
#include <span>

namespace tensorgraft {

/// Numbers as the inspector writes them: always with a decimal point and in plain digits, so that what is copied can be
/// pasted into code.
/// Shortest text that gives the same float32 back; "nan", "inf", "-inf".
[[nodiscard]] QString floatText(float value);
/// Six significant digits.
[[nodiscard]] QString doubleText(double value);
/// One stored element (little-endian, itemSizeBytes(type) bytes), exact. REQUIRES: isPlain(type).
[[nodiscard]] QString elementText(DType type, std::span<const std::byte> element);
/// "102,760,448" in the person's language.
[[nodiscard]] QString groupedText(quint64 count);
/// "391 MiB" in the person's language.
[[nodiscard]] QString bytesText(quint64 bytes);
/// An error as text for the person: what kind, what, where, what to do. Several lines.
[[nodiscard]] QString problemText(const Error& error);

} // namespace tensorgraft
