#pragma once

#include "model_io/analysis/compare.h"
#include "model_io/analysis/image.h"
#include "ui/inspector/background_job.h"
#include "ui/inspector/tensor_ref.h"

#include <QDialog>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QListWidget;

namespace tensorgraft {

/// Picture and figures of what one transform makes.
struct ChoicePreview {
    Image image;
    std::optional<Comparison> toTarget; ///< nothing where the target has no values
};

/// Several transforms fit: each with a picture of its result, beside what the target holds now. The pictures are made
/// by jobs, one after the other; the choice can be made before they are there. Enter takes, Escape cancels.
class TransformChoiceDialog : public QDialog {
    Q_OBJECT
public:
    /// `sources`: of one model; several are joined in this order.
    TransformChoiceDialog(const std::vector<TensorRef>& sources, const TensorRef& target, std::vector<std::string> transforms, const std::string& current,
                          QWidget* parent = nullptr);

    [[nodiscard]] const std::string& chosen() const;
    [[nodiscard]] QListWidget* list() const { return m_list; }
    /// Pictures that are there, of the transforms and of the target.
    [[nodiscard]] int picturesShown() const { return m_next; }

private:
    void startNext();
    void arrived(Result<ChoicePreview> preview);
    [[nodiscard]] QPixmap pixmapOf(const Image& image) const;
    [[nodiscard]] QString itemText(std::size_t index, const std::optional<Comparison>& toTarget) const;

    std::vector<TensorRef> m_sources;
    TensorRef m_target;
    std::vector<std::string> m_transforms;
    int m_next = 0; ///< 0: the target; k: transform k - 1
    int m_side;     ///< of a picture
    QListWidget* m_list;
    QLabel* m_targetPicture;
    BackgroundJob<ChoicePreview> m_job;
};

} // namespace tensorgraft
