#pragma once

#include "ui/jobs/background_run.h"
#include "ui/overview/overview_data.h"

#include <QAbstractTableModel>

namespace tensorgraft {

/// One row a layer; sorts itself, so that 100,000 rows need no proxy.
class LayerTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { LayerColumn, ParametersColumn, SizeColumn, ShareColumn, TensorsColumn, ZerosColumn, NanColumn, InfColumn, ScoreColumn, ColumnCount };
    explicit LayerTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setOverview(std::shared_ptr<const OverviewData> data);
    void setScan(std::shared_ptr<const OverviewScan> scan);
    /// Index in the outline of what stands in a row, and back.
    [[nodiscard]] std::size_t layerOfRow(int row) const { return m_order[std::size_t(row)]; }
    [[nodiscard]] int rowOfLayer(std::size_t layer) const { return m_rowOf[layer]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Many rows are sorted by a job; until it is done they stay as they are.
    void sort(int column, Qt::SortOrder order) override;
    [[nodiscard]] bool isSorting() const { return m_run.isRunning(); }

private:
    using Rows = std::vector<std::size_t>;
    [[nodiscard]] static double number(const OverviewData& data, const OverviewScan* scan, std::size_t layer, int column);
    [[nodiscard]] static Rows orderOf(const OverviewData& data, const OverviewScan* scan, int column, Qt::SortOrder order);
    [[nodiscard]] QString text(std::size_t layer, int column) const;
    void setOrder(Rows order);
    void apply(Rows order);

    std::shared_ptr<const OverviewData> m_data;
    std::shared_ptr<const OverviewScan> m_scan;
    Rows m_order;
    std::vector<int> m_rowOf;
    int m_column = -1; ///< -1: file order
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    BackgroundRun m_run;
};

} // namespace tensorgraft
