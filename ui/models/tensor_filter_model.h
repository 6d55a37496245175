#pragma once

#include <QSortFilterProxyModel>
#include <vector>

namespace tensorgraft {

class TensorTreeModel;

/// Shows the tensors whose full name, or the name that people know, matches, with the scopes above them. Words separated by spaces must all match;
/// a word with `*`, `?` or `[` is a glob over the whole name, any other a part of it. Case does not matter.
class TensorFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit TensorFilterModel(QObject* parent = nullptr);

    void setTensorTree(TensorTreeModel* model);
    /// One pass over the names, then one over the rows. Callers debounce.
    void setFilterText(const QString& text);
    [[nodiscard]] const QString& filterText() const { return m_text; }
    /// Tensors that are shown; all where there is no filter.
    [[nodiscard]] std::size_t shownCount() const { return m_shown; }

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    void computeAccepted();

    TensorTreeModel* m_tree = nullptr;
    QString m_text;
    std::vector<bool> m_accepted; ///< per node; empty: all
    std::size_t m_shown = 0;
};

} // namespace tensorgraft
