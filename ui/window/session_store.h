#pragma once

#include <QJsonArray>
#include <QString>
#include <memory>

class QLockFile;

namespace tensorgraft {

/// The windows of the last session, as JSON in one file. The first program that runs owns it; others neither read nor
/// write it, so that two never open the same session or overwrite each other's.
class SessionStore {
public:
    explicit SessionStore(QString file);
    ~SessionStore();

    [[nodiscard]] bool isOurs() const { return m_lock != nullptr; }
    /// One object a window; empty where there is none or it is not ours.
    [[nodiscard]] QJsonArray load() const;
    /// Waits for the disk: at the end of the program.
    void save(const QJsonArray& windows);
    /// The same in a job; what is saved later stays, whichever is written first.
    void saveLater(const QJsonArray& windows);
    void clear();

    [[nodiscard]] static QString defaultFile();

private:
    struct Writer;

    QString m_file;
    std::unique_ptr<QLockFile> m_lock;
    std::shared_ptr<Writer> m_writer; ///< jobs hold it, too
    int m_saved = 0;                  ///< calls of save(), saveLater() and clear(): the newest wins
};

} // namespace tensorgraft
