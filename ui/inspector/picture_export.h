#pragma once

#include <QByteArray>
#include <QString>
#include <functional>

class QImage;

namespace tensorgraft {

class InspectorPage;

/// The page's picture as pixels: pictureSize() times `scale`. REQUIRES: page.hasPicture().
[[nodiscard]] QImage renderPicture(const InspectorPage& page, double scale);
/// Makes the bytes of the page's picture as it is now: PNG, SVG or PDF by `suffix` (PNG where it is none of these). What
/// needs the page is done; the function encodes and may run in any thread.
using PictureEncoder = std::function<QByteArray()>;
[[nodiscard]] PictureEncoder pictureEncoder(const InspectorPage& page, const QString& suffix, double scale);

} // namespace tensorgraft
