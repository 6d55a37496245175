#pragma once

#include "ui/inspector/background_job.h"
#include "ui/inspector/tensor_ref.h"
#include "model_io/analysis/tensor_slice.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QList>
#include <vector>

namespace tensorgraft {

/// A window of a tensor as a table. Cells are read by jobs in blocks of which a bounded number is kept; a cell whose
/// block is still on its way shows an ellipsis. data() never touches the disk.
class TensorTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// Tables of more rows or columns than these are shown in pages or parts: views cannot hold them.
    static constexpr std::int64_t mostRows = 65'536, mostColumns = 4'096;
    static constexpr int blockRows = 256, blockColumns = 64, keptBlocks = 128;

    /// What is shown. Axes that are neither row nor column stand at the start of their range.
    struct Window {
        TensorSlice slice;
        int rowAxis = -1, columnAxis = -1; ///< -1: one row, one column
        std::int64_t firstRow = 0;         ///< in the slice
    };

    explicit TensorTableModel(QThreadPool* pool, QObject* parent = nullptr);

    /// A null tensor clears.
    void setWindow(const TensorRef& tensor, const Window& window);
    [[nodiscard]] const Window& window() const { return m_window; }
    /// Rows of the whole slice, not only of this page.
    [[nodiscard]] std::int64_t totalRows() const { return axisRange(m_window.rowAxis).count; }
    [[nodiscard]] std::int64_t totalColumns() const { return axisRange(m_window.columnAxis).count; }

    /// The slice of the tensor behind a rectangle of cells.
    [[nodiscard]] TensorSlice sliceOf(int firstRow, int rows, int firstColumn, int columns) const;
    /// Indices in the tensor of a cell: "[0, 3, 9]".
    [[nodiscard]] QString placeText(const QModelIndex& index) const;
    /// Whether every cell asked for so far has come.
    [[nodiscard]] bool isIdle() const { return m_wanted.isEmpty() && !m_job.isRunning(); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void readFailed(const tensorgraft::Error& error);

private:
    struct Block {
        int row = 0, column = 0; ///< of the block, in blocks
        int rows = 0, columns = 0;
        std::vector<std::byte> bytes;
    };
    [[nodiscard]] AxisRange axisRange(int axis) const;
    [[nodiscard]] const Block* block(int row, int column) const;
    void want(int blockRow, int blockColumn) const;
    void readNext();
    void arrived(Result<Block> block);

    TensorRef m_tensor;
    Window m_window;
    bool m_failed = false;
    mutable QCache<quint64, Block> m_blocks{keptBlocks};
    mutable QList<quint64> m_wanted; ///< the newest last; it is read first
    mutable bool m_scheduled = false;
    BackgroundJob<Block> m_job;
};

} // namespace tensorgraft
