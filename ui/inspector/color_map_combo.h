#pragma once

#include "model_io/analysis/image.h"

#include <QComboBox>

namespace tensorgraft {

/// Chooses a colour map; every entry shows its colours.
class ColorMapCombo : public QComboBox {
    Q_OBJECT
public:
    explicit ColorMapCombo(ColorMap initial, QWidget* parent = nullptr);
    [[nodiscard]] ColorMap colorMap() const;
    void setColorMap(ColorMap map);

signals:
    /// The person chose another map.
    void colorMapChosen(tensorgraft::ColorMap map);
};

} // namespace tensorgraft
