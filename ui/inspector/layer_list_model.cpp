#include "ui/inspector/layer_list_model.h"

#include "ui/inspector/value_text.h"

namespace tensorgraft {
namespace {

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// "(?, 48, 48, 5)": what is open is a question mark.
QString shapeText(const std::vector<std::int64_t>& sizes)
{
    QStringList parts;
    for (const std::int64_t size : sizes)
        parts << (size < 0 ? QStringLiteral("?") : QString::number(size));
    return u'(' + parts.join(QStringLiteral(", ")) + u')';
}

} // namespace

void LayerListModel::setLayers(std::vector<keras::LayerSummary> layers)
{
    beginResetModel();
    m_layers = std::move(layers);
    endResetModel();
}

QString LayerListModel::text(int row, int column) const
{
    const keras::LayerSummary& layer = m_layers[static_cast<std::size_t>(row)];
    switch (column) {
    case NameColumn: return QString(qsizetype{layer.depth} * 3, QChar(0x2003)) + fromUtf8(layer.name);
    case ClassColumn: return fromUtf8(layer.className);
    case OutputColumn: return layer.output ? shapeText(*layer.output) : QString();
    case SettingsColumn: return fromUtf8(layer.settings);
    case ActivationColumn: return fromUtf8(layer.activation);
    case ParametersColumn: return layer.parameters ? groupedText(static_cast<quint64>(*layer.parameters)) : QString();
    default: return {};
    }
}

bool LayerListModel::isEmptyColumn(int column) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (!text(row, column).isEmpty())
            return false;
    return true;
}

QString LayerListModel::rowText(int row) const
{
    QStringList fields;
    for (int column = 0; column < ColumnCount; ++column)
        fields << text(row, column).trimmed();
    return fields.join(u'\t');
}

int LayerListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_layers.size());
}

int LayerListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LayerListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::ToolTipRole: return text(index.row(), index.column()).trimmed();
    case Qt::AccessibleTextRole: return rowText(index.row()).replace(u'\t', QStringLiteral(", "));
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == ParametersColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant LayerListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == ParametersColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter); // as its numbers
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Layer");
    case ClassColumn: return tr("Class");
    case OutputColumn: return tr("Output");
    case SettingsColumn: return tr("Settings");
    case ActivationColumn: return tr("Activation");
    case ParametersColumn: return tr("Parameters");
    default: return {};
    }
}

} // namespace tensorgraft
