#pragma once

#include "ui/inspector/page_choice.h"

#include <QWidget>
#include <cstddef>
#include <memory>

namespace tensorgraft {

class ModelFile;
struct CompareSubject;
class InspectorPanelPrivate;

/// Shows one tensor (kernels, heatmap, histogram, values, statistics) or one model (metadata), and what an entry would
/// write beside what its target holds.
///
/// Everything that reads runs in jobs: the calls return at once, a newer call cancels the work of an older one, and
/// pages that are not visible read nothing until they are. The panel shares ownership of the model it shows.
/// GUI thread only.
class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    explicit InspectorPanel(QWidget* parent = nullptr);
    ~InspectorPanel() override;

    /// REQUIRES: model != nullptr and index < model->tensors().size().
    void showTensor(std::shared_ptr<const ModelFile> model, std::size_t index);
    /// The model as a whole: its summary and metadata. REQUIRES: model != nullptr.
    void showModel(std::shared_ptr<const ModelFile> model);
    /// What the compare page shows; the tensor that is shown stays. A subject of nulls clears it.
    void showComparison(const CompareSubject& subject);
    /// Shows what to do first.
    void clear();

    /// Which page shows which kind of tensor: what the person chose so far, to be kept for the next start.
    [[nodiscard]] const PageChoices& pageChoices() const;
    void setPageChoices(const PageChoices& choices);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    std::unique_ptr<InspectorPanelPrivate> d;
};

} // namespace tensorgraft
