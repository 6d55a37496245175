#include "ui/inspector/png_rows.h"

#include <QIODevice>
#include <csetjmp>
#include <png.h>

namespace tensorgraft {

struct PngRows::State {
    png_structp png = nullptr;
    png_infop info = nullptr;
    QIODevice* device = nullptr;
    int width = 0, height = 0;
    bool begun = false;
};

namespace {

void writeBytes(png_structp png, png_bytep bytes, png_size_t count)
{
    auto* device = static_cast<QIODevice*>(png_get_io_ptr(png));
    if (device->write(reinterpret_cast<const char*>(bytes), static_cast<qint64>(count)) != static_cast<qint64>(count))
        png_error(png, "cannot write");
}

void flushNothing(png_structp) {}
void keepSilent(png_structp, png_const_charp) {}

// libpng reports by longjmp(): the functions that may meet one hold no objects.

bool writeHeader(png_structp png, png_infop info, int width, int height)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    if constexpr (QSysInfo::ByteOrder == QSysInfo::LittleEndian) { // 0xffRRGGBB as B G R x
        png_set_bgr(png);
        png_set_filler(png, 0, PNG_FILLER_AFTER);
    } else {
        png_set_filler(png, 0, PNG_FILLER_BEFORE);
    }
    return true;
}

bool writeRow(png_structp png, png_const_bytep row)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_write_row(png, row);
    return true;
}

bool writeEnd(png_structp png, png_infop info)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_write_end(png, info);
    return true;
}

} // namespace

PngRows::PngRows(QIODevice* device, int width, int height) : m_state(std::make_unique<State>())
{
    m_state->device = device;
    m_state->width = width;
    m_state->height = height;
    m_state->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, keepSilent);
    m_state->info = m_state->png ? png_create_info_struct(m_state->png) : nullptr;
    if (m_state->png)
        png_set_write_fn(m_state->png, device, writeBytes, flushNothing);
}

PngRows::~PngRows()
{
    png_destroy_write_struct(&m_state->png, &m_state->info);
}

bool PngRows::write(const QImage& band)
{
    State& s = *m_state;
    if (!s.info || band.width() != s.width)
        return false;
    if (!s.begun && !writeHeader(s.png, s.info, s.width, s.height))
        return false;
    s.begun = true;
    for (int y = 0; y < band.height(); ++y)
        if (!writeRow(s.png, band.constScanLine(y)))
            return false;
    return true;
}

bool PngRows::finish()
{
    return m_state->begun && writeEnd(m_state->png, m_state->info);
}

} // namespace tensorgraft
