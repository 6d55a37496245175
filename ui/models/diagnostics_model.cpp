#include "ui/models/diagnostics_model.h"

#include "ui/models/column_titles.h"
#include "ui/models/finding_text.h"
#include "ui/models/format_text.h"
#include "ui/phrases/library_text.h"

#include <algorithm>

namespace tensorgraft {
namespace {

const std::string& tensorOf(const Diagnostic& finding) { return finding.target.empty() && !finding.source.empty() ? finding.source.front() : finding.target; }

} // namespace

DiagnosticsModel::DiagnosticsModel(QObject* parent) : QAbstractTableModel(parent) {}

void DiagnosticsModel::setDiagnostics(std::vector<Diagnostic> diagnostics)
{
    auto digest = std::make_shared<const FindingsDigest>(digestOf(diagnostics));
    setShared(std::make_shared<const std::vector<Diagnostic>>(std::move(diagnostics)), std::move(digest));
}

void DiagnosticsModel::setShared(Findings findings, Digest digest)
{
    beginResetModel();
    m_findings = std::move(findings);
    m_digest = std::move(digest);
    endResetModel();
}

QString DiagnosticsModel::text(const Diagnostic& finding, int column)
{
    switch (column) {
    case SeverityColumn: return severityText(finding.severity);
    case KindColumn: return findingTitle(finding.code);
    case TargetColumn: return toQString(tensorOf(finding));
    case MessageColumn: return libraryText(finding.message);
    default: return libraryText(finding.hint);
    }
}

OrderedRowsModel::Work DiagnosticsModel::orderOf(Findings all, Digest digestOfAll, int column, Qt::SortOrder direction, std::function<bool(const Diagnostic&)> shows)
{
    const std::size_t count = digestOfAll->worstFirst.size();
    return {count, [findings = std::move(all), digest = std::move(digestOfAll), column, direction, shows = std::move(shows)] {
                OrderedRowsModel::Rows rows;
                const auto finding = [&](std::uint32_t row) -> const Diagnostic& { return (*findings)[digest->worstFirst[row]]; };
                for (std::uint32_t row = 0; row < digest->worstFirst.size(); ++row)
                    if (shows(finding(row)))
                        rows.push_back(row);
                const auto sortBy = [&](const auto& key) {
                    direction == Qt::AscendingOrder ? std::ranges::stable_sort(rows, std::less{}, key) : std::ranges::stable_sort(rows, std::greater{}, key);
                };
                switch (column) {
                case SeverityColumn: sortBy([&](std::uint32_t row) { return -int(finding(row).severity); }); break;
                case KindColumn: {
                    std::map<std::string_view, std::size_t> ranks; // of the titles
                    std::vector<std::pair<QString, std::string_view>> titles;
                    for (const auto& [code, counts] : digest->byCode)
                        titles.emplace_back(findingTitle(code), code);
                    std::ranges::sort(titles, [](const auto& x, const auto& y) { return x.first.localeAwareCompare(y.first) < 0; });
                    for (std::size_t i = 0; i < titles.size(); ++i)
                        ranks[titles[i].second] = i;
                    sortBy([&](std::uint32_t row) { return ranks.find(finding(row).code)->second; });
                    break;
                }
                case TargetColumn: sortBy([&](std::uint32_t row) -> const std::string& { return tensorOf(finding(row)); }); break;
                case MessageColumn: sortBy([&](std::uint32_t row) -> const std::string& { return finding(row).message; }); break;
                case HintColumn: sortBy([&](std::uint32_t row) -> const std::string& { return finding(row).hint; }); break;
                default: break;
                }
                return rows;
            }};
}

void DiagnosticsModel::setIconProvider(IconProvider provider)
{
    m_iconProvider = std::move(provider);
    if (!m_findings->empty())
        emit dataChanged(index(0, SeverityColumn), index(rowCount() - 1, SeverityColumn), {Qt::DecorationRole});
}

int DiagnosticsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_digest->worstFirst.size()); }

int DiagnosticsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant DiagnosticsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Diagnostic& d = diagnostic(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(d, index.column());
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
    return columnTitle(orientation, role, [section]() -> QString {
        switch (section) {
        case SeverityColumn: return tr("Severity");
        case KindColumn: return tr("Kind");
        case TargetColumn: return tr("Tensor");
        case MessageColumn: return tr("Finding");
        default: return tr("What you can do");
        }
    });
}

Qt::ItemFlags DiagnosticsModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace tensorgraft
