#pragma once

#include <QImage>
#include <memory>

class QIODevice;

namespace tensorgraft {

/// Writes a PNG band after band, so that a picture of any height needs the memory of one band.
class PngRows {
public:
    /// `device` is open and outlives this. Nothing is written yet.
    PngRows(QIODevice* device, int width, int height);
    ~PngRows();
    PngRows(const PngRows&) = delete;
    PngRows& operator=(const PngRows&) = delete;

    /// The next image.height() rows. REQUIRES: Format_RGB32, of the width. False where the device or the library fails;
    /// nothing may follow then.
    [[nodiscard]] bool write(const QImage& band);
    /// After all rows.
    [[nodiscard]] bool finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace tensorgraft
