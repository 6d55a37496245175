#include "ui/inspector/color_map_combo.h"

#include "ui/theme/spacing.h"

#include <QPainter>
#include <QPixmap>

namespace tensorgraft {
namespace {

QPixmap swatch(ColorMap map, const QSize& size, qreal scale)
{
    QImage image(size.width(), 1, QImage::Format_RGB32);
    for (int x = 0; x < size.width(); ++x) {
        const auto rgb = mapColor(map, static_cast<float>(x) / static_cast<float>(qMax(1, size.width() - 1)));
        image.setPixel(x, 0, qRgb(rgb[0], rgb[1], rgb[2]));
    }
    QPixmap pixmap = QPixmap::fromImage(image.scaled(size * scale));
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

} // namespace

ColorMapCombo::ColorMapCombo(ColorMap initial, QWidget* parent) : QComboBox(parent)
{
    const QSize size(ems(this, 2.2), ems(this, 0.8));
    setIconSize(size);
    const auto add = [&](ColorMap map, const QString& name) {
        addItem(QIcon(swatch(map, size, devicePixelRatioF())), name, static_cast<int>(map));
    };
    add(ColorMap::Gray, tr("Gray"));
    add(ColorMap::Viridis, tr("Viridis"));
    add(ColorMap::Magma, tr("Magma"));
    add(ColorMap::Cividis, tr("Cividis"));
    add(ColorMap::BlueRed, tr("Blue to red"));
    add(ColorMap::PurpleGreen, tr("Purple to green"));
    setColorMap(initial);
    setAccessibleName(tr("Colour map"));
    setToolTip(tr("Colour map. The last two put zero in the middle."));
    connect(this, &QComboBox::activated, this, [this] { emit colorMapChosen(colorMap()); });
}

ColorMap ColorMapCombo::colorMap() const
{
    return static_cast<ColorMap>(currentData().toInt());
}

void ColorMapCombo::setColorMap(ColorMap map)
{
    setCurrentIndex(findData(static_cast<int>(map)));
}

} // namespace tensorgraft
