#pragma once

#include "ui/inspector/background_job.h"
#include "ui/inspector/tensor_ref.h"
#include "model_io/analysis/tensor_slice.h"

#include <QObject>
#include <QPointer>
#include <variant>

class QAction;
class QLabel;
class QMenu;
class QProgressBar;
class QTimer;
class QToolButton;
class QWidget;

namespace tensorgraft {

class InspectorPage;

/// The button that saves and copies: the picture of the page that is shown, the tensor, the part that the table shows.
/// All is written by jobs whose progress stands in statusRow().
class SaveMenu : public QObject {
    Q_OBJECT
public:
    explicit SaveMenu(QThreadPool* pool, QWidget* parent);

    [[nodiscard]] QToolButton* button() const { return m_button; }
    [[nodiscard]] QWidget* statusRow() const { return m_status; }

    void setSource(const TensorRef& tensor, InspectorPage* page);
    [[nodiscard]] const TensorRef& tensor() const { return m_tensor; }
    /// What "as shown" means for CSV.
    void setSlice(const TensorSlice& slice) { m_slice = slice; }
    void stop();

    /// What the menu does once a name is known. The suffix decides about the kind of picture.
    void savePictureAs(const QString& path);
    /// The numbers behind the picture as comma-separated values.
    void saveDataAs(const QString& path);
    void saveTensorAs(const QString& path);
    /// Everything that the page would show if one scrolled. Says why where no such file can hold it.
    void saveWholePictureAs(const QString& path);
    void copyPicture();
    /// The value that the keys have gone to.
    void copyValue();

signals:
    /// A file is complete, or a text why not.
    void finished(const QString& path, const QString& problem);

private:
    void askForPicture(const QString& suffix);
    void askForWholePicture(const QString& suffix);
    /// The entries that depend on what the page shows at this moment.
    void refresh();
    /// Asks for a name; empty where the person wants none.
    [[nodiscard]] QString askForPicturePath(const QString& suffix) const;
    void askForData();
    void askForTensor(const QString& suffix);
    [[nodiscard]] QString suggestedName(const QString& suffix) const;
    void report(const QString& text, bool isProblem);
    void showSaving(const QString& path);
    void saved(const QString& path, const Result<std::monostate>& result);

    TensorRef m_tensor;
    QPointer<InspectorPage> m_page;
    TensorSlice m_slice;
    QString m_path, m_picturePath; ///< being written
    QToolButton* m_button;
    QAction *m_png, *m_svg, *m_pdf, *m_data, *m_copy, *m_copyValue, *m_npy, *m_csv;
    QMenu* m_whole;
    QWidget* m_status;
    QLabel* m_statusText;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QTimer* m_hide;
    BackgroundJob<std::monostate> m_job;        ///< writes tensors
    BackgroundJob<std::monostate> m_pictureJob; ///< pictures and their data: a large tensor goes on meanwhile
};

} // namespace tensorgraft
