#include "ui/models/diagnostics_model.h"

#include "ui/models/finding_text.h"
#include "ui/models/format_text.h"
#include "ui/phrases/library_text.h"

#include <algorithm>

namespace tensorgraft {

DiagnosticsModel::DiagnosticsModel(QObject* parent) : QAbstractTableModel(parent) {}

void DiagnosticsModel::setDiagnostics(std::vector<Diagnostic> diagnostics)
{
    std::ranges::stable_sort(diagnostics, std::greater{}, &Diagnostic::severity);
    beginResetModel();
    m_diagnostics = std::move(diagnostics);
    endResetModel();
}

void DiagnosticsModel::setIconProvider(IconProvider provider)
{
    m_iconProvider = std::move(provider);
    if (!m_diagnostics.empty())
        emit dataChanged(index(0, SeverityColumn), index(rowCount() - 1, SeverityColumn), {Qt::DecorationRole});
}

int DiagnosticsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_diagnostics.size()); }

int DiagnosticsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant DiagnosticsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Diagnostic& d = diagnostic(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (index.column()) {
        case SeverityColumn: return severityText(d.severity);
        case KindColumn: return findingTitle(d.code);
        case TargetColumn:
            if (!d.target.empty() || d.source.empty())
                return toQString(d.target);
            return toQString(d.source.front());
        case MessageColumn: return libraryText(d.message);
        default: return libraryText(d.hint);
        }
    case Qt::ToolTipRole:
        return libraryText(d.message) + (d.hint.empty() ? QString() : u'\n' + libraryText(d.hint)) + u'\n' + toQString(d.code);
    case Qt::DecorationRole:
        if (index.column() != SeverityColumn || !m_iconProvider)
            return {};
        return m_iconProvider(severityIconName(d.severity));
    default: return {};
    }
}

QVariant DiagnosticsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeverityColumn: return tr("Severity");
    case KindColumn: return tr("Kind");
    case TargetColumn: return tr("Tensor");
    case MessageColumn: return tr("Finding");
    default: return tr("What you can do");
    }
}

Qt::ItemFlags DiagnosticsModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace tensorgraft
