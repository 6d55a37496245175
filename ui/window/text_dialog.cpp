#include "ui/window/text_dialog.h"

#include "ui/jobs/app_settings.h"
#include "ui/jobs/job_runner.h"
#include "ui/theme/icons.h"
#include "ui/theme/message_boxes.h"
#include "ui/theme/plain_buttons.h"
#include "ui/theme/spacing.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFontDatabase>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {
constexpr qsizetype mostShown = 300'000; ///< characters
} // namespace

TextDialog::TextDialog(const QString& title, const QString& intro, const QString& text, QWidget* parent) : QDialog(parent), m_text(text), m_job(new JobRunner(this))
{
    setWindowTitle(title);
    auto* introLabel = new QLabel(intro, this);
    introLabel->setWordWrap(true);
    // A document of a million lines takes seconds to be laid out, and nobody reads it here.
    qsizetype end = text.size() > mostShown ? text.lastIndexOf(u'\n', mostShown) : text.size();
    if (end < 0)
        end = mostShown;
    auto* edit = new QPlainTextEdit(end < text.size() ? text.left(end) + u'\n' + tr("... %n more line(s); copy or save gives all.", nullptr, static_cast<int>(QStringView(text).mid(end + 1).count(u'\n') + 1)) : text, this);
    edit->setReadOnly(true);
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    edit->setTabChangesFocus(true);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit->setAccessibleName(title);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    makePlain(buttons);
    auto* copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copy->setIcon(themedIcon(QStringLiteral("copy")));
    auto* save = buttons->addButton(tr("&Save..."), QDialogButtonBox::ActionRole);
    save->setIcon(themedIcon(QStringLiteral("save")));
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, [text] { QApplication::clipboard()->setText(text); });
    connect(save, &QPushButton::clicked, this, &TextDialog::save);
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.8, 0.6);
    layout->addWidget(introLabel);
    layout->addWidget(edit, 1);
    layout->addWidget(buttons);
    resize(ems(this, 44), ems(this, 22));
}

void TextDialog::open(const QString& title, const QString& intro, const QString& text, QWidget* parent)
{
    auto* dialog = new TextDialog(title, intro, text, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->QDialog::open();
}

void TextDialog::save()
{
    const QString path = askForTextFile(this, tr("Save"), QStringLiteral("report.txt"), tr("Text (*.txt);;All files (*)"));
    if (path.isEmpty())
        return;
    m_job->start<QString>(tr("Saving"), [path, text = m_text](const ProgressFn&) -> Result<QString> { return writeText(path, (text + u'\n').toUtf8()); }, [this](Result<QString> problem) {
        if (!problem || problem->isEmpty())
            return;
        QMessageBox box(QMessageBox::Warning, tr("Save"), *problem, QMessageBox::Ok, this);
        makePlain(box);
        box.exec();
    });
}

QString askForTextFile(QWidget* parent, const QString& title, const QString& suggestion, const QString& filter)
{
    const QString folderKey = QStringLiteral("files/mappingFolder");
    const QString suffix = suggestion.mid(suggestion.lastIndexOf(u'.'));
    QString path = QFileDialog::getSaveFileName(parent, title, QDir(appSettings().value(folderKey).toString()).filePath(suggestion), filter);
    if (path.isEmpty())
        return path;
    if (QFileInfo(path).suffix().isEmpty() && !QFileInfo::exists(path + suffix))
        path += suffix;
    appSettings().setValue(folderKey, QFileInfo(path).absolutePath());
    return path;
}

QString writeText(const QString& path, const QByteArray& text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return TextDialog::tr("%1 could not be written: %2").arg(QDir::toNativeSeparators(path), file.errorString());
    return {};
}

} // namespace tensorgraft
