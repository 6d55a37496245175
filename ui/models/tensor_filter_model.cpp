#include "ui/models/tensor_filter_model.h"

#include "ui/models/format_text.h"
#include "ui/models/tensor_tree_model.h"

#include <QRegularExpression>
#include <algorithm>

namespace tensorgraft {
namespace {

struct Word {
    QString part;               ///< plain text; empty where `glob` is used
    QRegularExpression glob;
    [[nodiscard]] bool matches(const QString& name) const
    {
        return part.isEmpty() ? glob.match(name).hasMatch() : name.contains(part, Qt::CaseInsensitive);
    }
};

std::vector<Word> parseWords(const QString& text)
{
    std::vector<Word> words;
    for (const QString& part : text.split(u' ', Qt::SkipEmptyParts)) {
        Word word;
        if (part.contains(u'*') || part.contains(u'?') || part.contains(u'[')) {
            // A star also crosses '/': people look for names, not for files.
            QString pattern = QRegularExpression::wildcardToRegularExpression(part, QRegularExpression::UnanchoredWildcardConversion);
            pattern.replace(QStringLiteral("[^/]"), QStringLiteral("."));
            word.glob = QRegularExpression(QRegularExpression::anchoredPattern(pattern), QRegularExpression::CaseInsensitiveOption);
            if (!word.glob.isValid())
                word.part = part;
        } else {
            word.part = part;
        }
        words.push_back(std::move(word));
    }
    return words;
}

} // namespace

TensorFilterModel::TensorFilterModel(QObject* parent) : QSortFilterProxyModel(parent) { setDynamicSortFilter(false); }

void TensorFilterModel::setTensorTree(TensorTreeModel* model)
{
    m_tree = model;
    // Before the base class forwards the reset: rows are asked for at once.
    connect(model, &QAbstractItemModel::modelReset, this, &TensorFilterModel::computeAccepted);
    setSourceModel(model);
    computeAccepted();
}

void TensorFilterModel::setFilterText(const QString& text)
{
    if (text.trimmed() == m_text)
        return;
    m_text = text.trimmed();
    computeAccepted();
    invalidateRowsFilter();
}

void TensorFilterModel::computeAccepted()
{
    m_accepted.clear();
    const TreeNodes& nodes = m_tree->nodes();
    m_shown = nodes[0].tensorCount;
    if (m_text.isEmpty() || !m_tree->modelFile())
        return;
    const std::vector<Word> words = parseWords(m_text);
    const auto tensors = m_tree->modelFile()->tensors();
    m_accepted.assign(nodes.size(), false);
    m_shown = 0;
    for (std::uint32_t id = nodes.size() - 1; id > 0; --id) {
        if (nodes[id].isTensor()) {
            const TensorInfo& tensor = tensors[nodes[id].tensor];
            const QString name = toQString(tensor.name), alias = toQString(tensor.alias);
            m_accepted[id] = std::ranges::all_of(words, [&](const Word& word) { return word.matches(name) || (!alias.isEmpty() && word.matches(alias)); });
            m_shown += m_accepted[id];
        }
        if (m_accepted[id])
            m_accepted[nodes[id].parent] = true;
    }
}

bool TensorFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    return m_accepted.empty() || m_accepted[m_tree->nodes().child(m_tree->nodeOf(sourceParent), static_cast<std::uint32_t>(sourceRow))];
}

} // namespace tensorgraft
