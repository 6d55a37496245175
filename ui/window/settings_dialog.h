#pragma once

#include "ui/window/preferences.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QPushButton;
class QSpinBox;

namespace tensorgraft {

/// Edits the preferences; changes nothing itself: applied() says what to do.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(const Preferences& current, QWidget* parent = nullptr);
    [[nodiscard]] Preferences preferences() const;

signals:
    /// OK, or Apply where the dialog stays open.
    void applied(const tensorgraft::Preferences& preferences);

private:
    void show(const Preferences& preferences);
    void updateButtons();
    void apply();

    Preferences m_applied;
    QComboBox *m_language, *m_theme;
    QSpinBox *m_font, *m_window, *m_autosave;
    QCheckBox* m_restore;
    QPushButton* m_apply;
};

} // namespace tensorgraft
