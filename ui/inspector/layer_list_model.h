#pragma once

#include "model_io/formats/keras/model_summary.h"

#include <QAbstractTableModel>
#include <vector>

namespace tensorgraft {

/// The layers of a Keras model as model.summary() lists them.
class LayerListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, ClassColumn, OutputColumn, SettingsColumn, ActivationColumn, ParametersColumn, ColumnCount };
    explicit LayerListModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setLayers(std::vector<keras::LayerSummary> layers);
    [[nodiscard]] const std::vector<keras::LayerSummary>& layers() const { return m_layers; }
    /// Whether no layer has anything there.
    [[nodiscard]] bool isEmptyColumn(int column) const;
    /// A line of tab-separated fields.
    [[nodiscard]] QString rowText(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;
    std::vector<keras::LayerSummary> m_layers;
};

} // namespace tensorgraft
