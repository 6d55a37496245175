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
    void save(const QJsonArray& windows) const;
    void clear() const;

    [[nodiscard]] static QString defaultFile();

private:
    QString m_file;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace tensorgraft
