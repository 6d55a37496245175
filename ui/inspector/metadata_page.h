#pragma once

#include "model_io/formats/keras/model_summary.h"
#include "ui/inspector/background_job.h"
#include "ui/inspector/metadata_search.h"
#include "ui/inspector/tensor_ref.h"

#include <QTimer>
#include <QWidget>
#include <vector>

class QLabel;
class QLineEdit;
class QModelIndex;
class QPlainTextEdit;
class QStackedWidget;
class QTabBar;
class QTreeView;

namespace tensorgraft {

class LayerListModel;
class MetadataModel;

/// The facts of the tensor and what the file says beside its weights; below the tree the chosen value as JSON. Of a Keras
/// model also its layers as a list. Both can be searched.
class MetadataPage : public QWidget {
    Q_OBJECT
public:
    explicit MetadataPage(QThreadPool* pool, QWidget* parent = nullptr);
    /// `tensor` may be null: then the model alone. Null model clears.
    void show(const TensorRef& tensor, const std::shared_ptr<const ModelFile>& model);
    void stop();

private:
    void buildFind(QWidget* parent);
    QWidget* buildTree();
    QWidget* buildLayers();
    void showValue(const QModelIndex& index);
    void copy();
    void copyLayers();
    void loadLayers();
    void fitLayerColumns();
    void layersArrived(Result<std::vector<keras::LayerSummary>> layers);
    void find();
    void findArrived(Result<std::vector<MetadataPath>> matches);
    void step(int by);
    void showFound();

    enum View { LayersView, TreeView };
    MetadataModel* m_model;
    LayerListModel* m_layersModel;
    std::shared_ptr<const ModelFile> m_file;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    QTreeView *m_tree, *m_layers;
    QLabel *m_path, *m_found;
    QPlainTextEdit* m_text;
    QLineEdit* m_find;
    QTimer m_findLater;
    std::vector<MetadataPath> m_matches; ///< in the list of layers a path is one row
    std::size_t m_match = 0;
    QString m_searched; ///< what m_matches belong to
    BackgroundJob<std::vector<keras::LayerSummary>> m_layersJob;
    BackgroundJob<std::vector<MetadataPath>> m_findJob;
};

} // namespace tensorgraft
