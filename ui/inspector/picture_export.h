#pragma once

#include "model_io/core/error.h"

#include <QString>
#include <variant>

class QImage;

namespace tensorgraft {

class InspectorPage;

/// The page's picture as pixels: pictureSize() times `scale`. REQUIRES: page.hasPicture().
[[nodiscard]] QImage renderPicture(const InspectorPage& page, double scale);
/// PNG, SVG or PDF by the suffix of `path` (PNG where it has none of these). Errors: Io.
[[nodiscard]] Result<std::monostate> savePicture(const InspectorPage& page, const QString& path, double scale);

} // namespace tensorgraft
