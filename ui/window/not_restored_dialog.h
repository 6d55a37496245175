#pragma once

#include <QDialog>

class QLabel;
class QPushButton;
class QTableView;

namespace tensorgraft {

class DialectExporter;
class NotRestoredModel;
class Session;

/// The target's tensors that the mapping does not fill: what is left to initialise or train, as a list to look at, to copy
/// and to save. Follows the mapping while it is open.
class NotRestoredDialog : public QDialog {
    Q_OBJECT

public:
    NotRestoredDialog(Session* session, DialectExporter* exporter, QWidget* parent = nullptr);

    /// Takes the place of `other`, which was made in another language.
    void continueFrom(const NotRestoredDialog& other);
    [[nodiscard]] NotRestoredModel* model() const { return m_model; }
    [[nodiscard]] QPushButton* copyButton() const { return m_copy; }
    [[nodiscard]] QTableView* table() const { return m_table; }

signals:
    void tensorActivated(std::size_t target);

private:
    enum class Form { Text, Python, Json };
    [[nodiscard]] QString listAs(Form form) const;
    void refresh();
    void save();

    Session* m_session;
    NotRestoredModel* m_model;
    QTableView* m_table;
    QLabel *m_intro, *m_said;
    QPushButton *m_copy, *m_save;
};

} // namespace tensorgraft
