#pragma once

#include "model_io/core/model_file.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <atomic>
#include <memory>
#include <vector>

class QPainter;
class QPalette;

namespace tensorgraft {

/// Small pictures of the tensors of one model: the first filters of a convolution, a heatmap, for vectors their values as
/// a line. Made in the background when a row is painted for the first time, newest wish first; what has been scrolled
/// away before its turn is dropped. The cache is bounded, and tensors of more than 64 MiB are not read for a picture.
class ThumbnailStore : public QObject {
    Q_OBJECT

public:
    explicit ThumbnailStore(QObject* parent = nullptr);
    ~ThumbnailStore() override;

    /// Forgets what it has.
    void setModelFile(std::shared_ptr<const ModelFile> file);
    void clear();
    /// Paints the picture into the square, or an empty frame while there is none.
    void paint(QPainter* painter, const QRect& square, std::size_t tensor, const QPalette& palette);

    /// Pictures in the cache, wishes that wait; for tests.
    [[nodiscard]] int cachedCount() const { return static_cast<int>(m_cache.count()); }
    [[nodiscard]] int waitingCount() const { return static_cast<int>(m_wishes.size()) + (m_working ? 1 : 0); }
    static constexpr int mostCached = 1024, mostWaiting = 64;

signals:
    /// A picture has been made.
    void ready();

private:
    void startNext();

    std::shared_ptr<const ModelFile> m_file;
    QCache<std::size_t, QImage> m_cache; ///< a null image: there is nothing to draw
    std::vector<std::size_t> m_wishes;   ///< the newest last
    std::shared_ptr<std::atomic<bool>> m_stop;
    bool m_working = false;
    QThreadPool m_pool;
};

} // namespace tensorgraft
