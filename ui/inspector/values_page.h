#pragma once

#include "ui/inspector/background_job.h"
#include "ui/inspector/inspector_page.h"
#include "model_io/analysis/tensor_slice.h"

class QComboBox;
class QLineEdit;
class QSpinBox;
class QTableView;

namespace tensorgraft {

class TensorTableModel;

/// The numbers of a tensor as a table. What is shown is a slice in NumPy's notation, which can be typed; two axes are
/// rows and columns, the others an index each.
class ValuesPage : public InspectorPage {
    Q_OBJECT
public:
    explicit ValuesPage(QThreadPool* pool, QWidget* parent = nullptr);

signals:
    void sliceChanged(const tensorgraft::TensorSlice& slice);

protected:
    void load() override;
    void reset() override;

private:
    void buildControls();
    /// The axes are -1 where the slice has none.
    void apply(const TensorSlice& slice, int rowAxis, int columnAxis);
    void axesChosen(bool rowChanged);
    void sliceTyped();
    void showPage(std::int64_t page);
    void copySelection();
    void showReadout();
    void showEditProblem(const QString& text);

    TensorSlice m_slice;
    int m_rowAxis = -1, m_columnAxis = -1;
    TensorTableModel* m_model;
    QLineEdit* m_edit;
    QLabel* m_editProblem;
    QWidget* m_axes;
    QComboBox *m_rows, *m_columns;
    QWidget* m_pager;
    QSpinBox* m_page;
    QLabel* m_pageText;
    QTableView* m_table;
    QLabel* m_readout;
    BackgroundJob<QString> m_copyJob;
};

} // namespace tensorgraft
