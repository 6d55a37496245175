#pragma once

#include "ui/models/side.h"
#include "ui/window/line_delegate.h"

namespace tensorgraft {

class Session;

/// Edits patterns of names, with the names of one model as completions.
class PatternDelegate : public LineDelegate {
    Q_OBJECT

public:
    PatternDelegate(Session* session, Side side, QObject* parent) : LineDelegate(parent), m_session(session), m_side(side) {}

protected:
    QString problemOf(const QString& text) const override;
    void prepare(QLineEdit* edit, const QModelIndex& index) const override;

private:
    Session* m_session;
    Side m_side;
};

/// Edits the names of an entry.
class NameDelegate : public LineDelegate {
    Q_OBJECT

public:
    NameDelegate(Session* session, Side side, QObject* parent) : LineDelegate(parent), m_session(session), m_side(side) {}

protected:
    void prepare(QLineEdit* edit, const QModelIndex& index) const override;

private:
    Session* m_session;
    Side m_side;
};

} // namespace tensorgraft
