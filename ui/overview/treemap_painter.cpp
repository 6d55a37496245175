#include "ui/overview/treemap_painter.h"

#include "ui/models/format_text.h"
#include "ui/overview/overview_text.h"
#include "ui/theme/palette.h"

#include <QFontMetrics>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tensorgraft {

TreemapMetrics TreemapPainter::metrics() const
{
    const int height = QFontMetrics(font).height();
    TreemapMetrics metrics;
    metrics.header = height * 1.15;
    metrics.leastHeaded = height * 2.5;
    metrics.inset = std::max(1.0, height / 8.0);
    return metrics;
}

bool TreemapPainter::hasFault(std::size_t tensor) const
{
    if (!scan)
        return false;
    const TensorScan& found = scan->scan.tensors[tensor];
    return !found.problem.empty() || (found.statistics && found.statistics->nans + found.statistics->infs > 0);
}

QColor TreemapPainter::colourOf(std::size_t tensor) const
{
    const TensorInfo& info = data->model->tensors()[tensor];
    switch (colouring) {
    case TreemapColour::Kind: return categoryColor(kindGroup(info), palette);
    case TreemapColour::DType: {
        const auto& types = data->outline.dtypes;
        const auto at = std::ranges::find(types, info.dtype, &DTypeShare::dtype);
        return categoryColor(static_cast<int>(at - types.begin()), palette);
    }
    case TreemapColour::Score: {
        const double score = scan ? scan->scan.tensors[tensor].score : std::numeric_limits<double>::quiet_NaN();
        if (std::isnan(score))
            return palette.color(QPalette::AlternateBase);
        const double share = std::min(1.0, std::abs(score) / outlierThreshold);
        return blend(categoryColor(score > 0 ? 6 : 0, palette), palette.color(QPalette::Base), share);
    }
    }
    return {};
}

void TreemapPainter::paintBoxes(QPainter& painter, const std::vector<TreemapBox>& boxes) const
{
    const QPalette& colours = palette;
    const QColor line = blend(colours.color(QPalette::Text), colours.color(QPalette::Base), 0.35);
    const QColor ground = colours.color(QPalette::Window), text = colours.color(QPalette::Text);
    const QColor fault = signalColor(Signal::Conflict, colours);
    QFont bold = font;
    bold.setBold(true);
    const QFontMetrics plainMetrics(font), boldMetrics(bold);
    const double pad = plainMetrics.height() * 0.2;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const TreemapBox& box : boxes) {
        const TreeNodes::Node& node = data->nodes[box.node];
        const bool tiny = box.rect.width() < 4 || box.rect.height() < 4;
        painter.setPen(tiny ? QPen(Qt::NoPen) : QPen(line, 0));
        painter.setBrush(node.isTensor() ? colourOf(node.tensor) : blend(ground, line, 0.85));
        painter.drawRect(box.rect);
        if (node.isTensor() && hasFault(node.tensor)) {
            painter.setBrush(QBrush(fault, Qt::BDiagPattern));
            painter.setPen(QPen(fault, tiny ? 1 : 2));
            painter.drawRect(box.rect.adjusted(1, 1, -1, -1));
        }
        const double height = node.isTensor() ? box.rect.height() : box.header;
        if (height < plainMetrics.height() || box.rect.width() < plainMetrics.height() * 2)
            continue;
        QString name = toQString(node.name);
        for (std::uint32_t up = box.node; up != box.chainHead && up != 0;) { // a chain of scopes is named as one
            up = data->nodes[up].parent;
            if (up != 0)
                name.prepend(toQString(data->nodes[up].name) + QStringLiteral(" / "));
        }
        const QFontMetrics& fm = node.isTensor() ? plainMetrics : boldMetrics;
        painter.setFont(node.isTensor() ? font : bold);
        painter.setPen(text);
        const QRectF place = QRectF(box.rect.x() + pad, box.rect.y(), box.rect.width() - 2 * pad, std::min(height, box.rect.height()));
        painter.drawText(node.isTensor() ? place.adjusted(0, pad / 2, 0, 0) : place, int(node.isTensor() ? Qt::AlignLeft | Qt::AlignTop : Qt::AlignLeft | Qt::AlignVCenter),
                         fm.elidedText(name, Qt::ElideRight, static_cast<int>(place.width())));
        if (node.isTensor() && box.rect.height() > 2.4 * fm.height() && box.rect.width() > fm.height() * 4) {
            painter.setPen(blend(text, colourOf(node.tensor), 0.8));
            painter.drawText(place.adjusted(0, pad / 2 + fm.height(), 0, 0), int(Qt::AlignLeft | Qt::AlignTop),
                             fm.elidedText(sizeText(node.sizeBytes), Qt::ElideRight, static_cast<int>(place.width())));
        }
    }
}

void TreemapPainter::paint(QPainter& painter, const QSizeF& size) const
{
    painter.fillRect(QRectF(QPointF(0, 0), size), palette.color(QPalette::Base));
    if (data)
        paintBoxes(painter, layoutTreemap(*data, QRectF(QPointF(0, 0), size - QSizeF(1, 1)), metrics()));
}

} // namespace tensorgraft
