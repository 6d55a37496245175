#pragma once

#include "ui/inspector/tensor_ref.h"

#include <QWidget>

class QModelIndex;
class QPlainTextEdit;
class QLabel;
class QTreeView;

namespace tensorgraft {

class MetadataModel;

/// The facts of the tensor and what the file says beside its weights; below the tree the chosen value as JSON.
class MetadataPage : public QWidget {
    Q_OBJECT
public:
    explicit MetadataPage(QWidget* parent = nullptr);
    /// `tensor` may be null: then the model alone. Null model clears.
    void show(const TensorRef& tensor, const std::shared_ptr<const ModelFile>& model);

private:
    void showValue(const QModelIndex& index);
    void copy();

    MetadataModel* m_model;
    QTreeView* m_tree;
    QLabel* m_path;
    QPlainTextEdit* m_text;
};

} // namespace tensorgraft
