#pragma once

#include "ui/models/tensor_query.h"

#include <QLineEdit>
#include <QTimer>

class QCompleter;
class QStringListModel;

namespace tensorgraft {

/// The field of a TensorQuery: completes its terms, and shows a fault without taking the rows away.
class TensorFilterEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit TensorFilterEdit(QWidget* parent = nullptr);

    /// Shows what is wrong; nullopt: nothing.
    void setError(const std::optional<TensorQueryError>& error);
    [[nodiscard]] const QString& errorText() const { return m_errorText; }
    /// What completion offers for the term at the cursor.
    [[nodiscard]] QStringList offers() const;
    [[nodiscard]] QCompleter* termCompleter() const { return m_completer; }

signals:
    /// The text has rested, or Return was pressed.
    void filterChanged(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void offerTerms();
    void insertTerm(const QString& term);
    /// Begin of the term at the cursor, past its minus sign.
    [[nodiscard]] int termBegin() const;
    void updateColours();

    QCompleter* m_completer;
    QStringListModel* m_offers;
    QAction* m_errorSign;
    QTimer m_rest;
    QString m_errorText;
};

/// In the language of the person.
[[nodiscard]] QString queryErrorText(const TensorQueryError& error);

} // namespace tensorgraft
