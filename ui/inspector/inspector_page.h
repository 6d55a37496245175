#pragma once

#include "model_io/core/error.h"
#include "model_io/core/progress.h"
#include "ui/inspector/tensor_ref.h"

#include <QByteArray>
#include <QWidget>
#include <filesystem>
#include <functional>
#include <variant>

class QLabel;
class QProgressBar;
class QStackedLayout;
class QThreadPool;
class QTimer;
class QToolButton;
class QVBoxLayout;

namespace tensorgraft {

/// What the pages of the inspector share: they read nothing while they are hidden, show either their content or a
/// message in its place, a note beneath, and over it all the progress of a job that takes longer than a moment.
class InspectorPage : public QWidget {
    Q_OBJECT
public:
    explicit InspectorPage(QThreadPool* pool, QWidget* parent = nullptr);

    /// Null clears. Cancels work for the tensor before.
    void setTensor(const TensorRef& tensor);
    [[nodiscard]] const TensorRef& tensor() const { return m_tensor; }

    /// Whether there is a picture to save or copy now.
    [[nodiscard]] virtual bool hasPicture() const { return false; }
    /// Natural size of the picture in device-independent pixels.
    [[nodiscard]] virtual QSize pictureSize() const { return {}; }
    /// Draws the picture at `size` (same aspect as pictureSize()). `vector`: the device keeps shapes (SVG, PDF).
    virtual void paintPicture(QPainter& painter, const QSize& size, bool vector) const;
    /// Makes the numbers behind the picture as comma-separated values; owns what it reads, so that it may run in a job.
    /// Null where there is no picture.
    using PictureData = std::function<QByteArray()>;
    [[nodiscard]] virtual PictureData pictureData() const { return {}; }

    /// Everything that the page would show if one scrolled, where its picture is only the part that is seen.
    struct WholePicture {
        QString name;                                        ///< "all 4,096 filters", for menus
        std::function<QString(const QString& suffix)> problem; ///< why no file with this suffix can hold it; empty where one can
        /// Owns what it reads: it runs in a job. The suffix of the path decides about the kind.
        std::function<Result<std::monostate>(const std::filesystem::path&, const ProgressFn&)> save;
        explicit operator bool() const { return static_cast<bool>(save); }
    };
    [[nodiscard]] virtual WholePicture wholePicture() const { return {}; }
    /// The value that the keys have gone to, as it is copied; empty where they are on none.
    [[nodiscard]] virtual QString valueText() const { return {}; }

signals:
    /// Ctrl+Shift+C on a value.
    void copyValueRequested();
    /// A click with the right button, or the menu key: what can be done with the picture.
    void menuRequested(const QPoint& globalPosition);
    /// Ctrl+C on a picture.
    void copyRequested();
    /// hasPicture() may have changed.
    void pictureChanged();

protected:
    /// What stands in the place of the content while there is no tensor.
    [[nodiscard]] virtual QString emptyText() const;
    /// Starts the jobs for tensor(), which is not null. The page is visible.
    virtual void load() = 0;
    /// Cancels every job and forgets what was shown.
    virtual void reset() = 0;

    [[nodiscard]] QThreadPool* pool() const { return m_pool; }
    /// Where a page puts its widgets.
    [[nodiscard]] QVBoxLayout* contentLayout() const { return m_content; }
    /// Marks what is shown as outdated; loads it now where the page is visible, else when it becomes so.
    void reload();

    void jobStarted();
    void jobProgressed(int thousandths);
    void jobFinished();
    void showContent();
    void showMessage(const QString& iconName, const QString& text);
    /// Nothing where the error is a cancellation.
    void showProblem(const Error& error);
    /// A remark beneath the content; empty hides it.
    void setNote(const QString& text);

    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showMessageIcon();
    void cancelByPerson();
    void placeBusyFrame();

    QThreadPool* m_pool;
    TensorRef m_tensor;
    bool m_stale = false;
    QStackedLayout* m_stack;
    QVBoxLayout* m_content;
    QWidget* m_messageWidget;
    QString m_messageIconName; ///< drawn anew in another palette
    QLabel* m_messageIcon;
    QLabel* m_messageText;
    QToolButton* m_retry;
    QLabel* m_note;
    QWidget* m_busy;
    QProgressBar* m_progress;
    QTimer* m_busyDelay;
};

} // namespace tensorgraft
