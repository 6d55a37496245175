#include "ui/window/settings_dialog.h"

#include "ui/theme/plain_buttons.h"
#include "ui/theme/spacing.h"
#include "ui/theme/translations.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {

/// A language names itself, so that a person who cannot read the others finds it.
QString nativeName(const QString& language)
{
    return language == QStringLiteral("en") ? QStringLiteral("English") : QLocale(language).nativeLanguageName();
}

} // namespace

SettingsDialog::SettingsDialog(const Preferences& current, QWidget* parent)
    : QDialog(parent), m_applied(current), m_language(new QComboBox(this)), m_theme(new QComboBox(this)), m_font(new QSpinBox(this)),
      m_window(new QSpinBox(this)), m_autosave(new QSpinBox(this)), m_restore(new QCheckBox(tr("Open what was open at the &end of the last session"), this))
{
    setWindowTitle(tr("Settings"));
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.8, 0.7);
    const auto section = [&](const QString& title) {
        auto* box = new QGroupBox(title, this);
        auto* form = new QFormLayout(box);
        form->setHorizontalSpacing(ems(this, 0.8));
        form->setVerticalSpacing(ems(this, 0.4));
        form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
        layout->addWidget(box);
        return form;
    };
    const auto add = [](QFormLayout* form, const QString& label, QWidget* field) {
        form->addRow(label, field);
        field->setAccessibleName(QString(label).remove(u'&').remove(u':'));
    };

    QFormLayout* looks = section(tr("Appearance"));
    m_language->setObjectName(QStringLiteral("language"));
    m_language->addItem(tr("As the system"), QString());
    for (const QString& language : availableLanguages())
        m_language->addItem(nativeName(language), language);
    add(looks, tr("&Language:"), m_language);
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->addItem(tr("As the system"), int(Theme::System));
    m_theme->addItem(tr("Light"), int(Theme::Light));
    m_theme->addItem(tr("Dark"), int(Theme::Dark));
    m_theme->addItem(tr("High contrast"), int(Theme::HighContrast));
    add(looks, tr("&Theme:"), m_theme);
    m_font->setObjectName(QStringLiteral("font"));
    m_font->setRange(80, 200);
    m_font->setSingleStep(10);
    m_font->setSuffix(tr(" %"));
    add(looks, tr("Text si&ze:"), m_font);

    QFormLayout* work = section(tr("Session"));
    m_restore->setObjectName(QStringLiteral("restore"));
    work->addRow(m_restore);
    m_autosave->setObjectName(QStringLiteral("autosave"));
    m_autosave->setRange(0, 3600);
    m_autosave->setSuffix(tr(" s"));
    m_autosave->setSpecialValueText(tr("Never"));
    m_autosave->setToolTip(tr("An unsaved mapping is kept beside the settings this long after a change, and offered again if the program ends unexpectedly"));
    add(work, tr("&Keep unsaved changes after:"), m_autosave);

    QFormLayout* transfer = section(tr("Transfer"));
    m_window->setObjectName(QStringLiteral("window"));
    m_window->setRange(16, 65'536);
    m_window->setSingleStep(64);
    m_window->setSuffix(tr(" MiB"));
    m_window->setToolTip(tr("How much memory a transfer may use at a time; larger is not much faster"));
    add(transfer, tr("&Memory:"), m_window);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Apply | QDialogButtonBox::RestoreDefaults, this);
    makePlain(buttons);
    m_apply = buttons->button(QDialogButtonBox::Apply);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        apply();
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, &SettingsDialog::apply);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this, [this] { show({}); });
    for (QComboBox* combo : {m_language, m_theme})
        connect(combo, &QComboBox::currentIndexChanged, this, &SettingsDialog::updateButtons);
    for (QSpinBox* spin : {m_font, m_window, m_autosave})
        connect(spin, &QSpinBox::valueChanged, this, &SettingsDialog::updateButtons);
    connect(m_restore, &QCheckBox::toggled, this, &SettingsDialog::updateButtons);
    show(current);
}

void SettingsDialog::show(const Preferences& p)
{
    m_language->setCurrentIndex(std::max(0, m_language->findData(p.language)));
    m_theme->setCurrentIndex(std::max(0, m_theme->findData(int(p.theme))));
    m_font->setValue(p.fontPercent);
    m_window->setValue(p.transferWindowMiB);
    m_autosave->setValue(p.autosaveSeconds);
    m_restore->setChecked(p.restoreSession);
    updateButtons();
}

Preferences SettingsDialog::preferences() const
{
    Preferences p;
    p.language = m_language->currentData().toString();
    p.theme = Theme(m_theme->currentData().toInt());
    p.fontPercent = m_font->value();
    p.transferWindowMiB = m_window->value();
    p.autosaveSeconds = m_autosave->value();
    p.restoreSession = m_restore->isChecked();
    return p;
}

void SettingsDialog::updateButtons() { m_apply->setEnabled(preferences() != m_applied); }

void SettingsDialog::apply()
{
    if (preferences() == m_applied)
        return;
    m_applied = preferences();
    updateButtons();
    emit applied(m_applied);
}

} // namespace tensorgraft
