#include "ui/window/text_dialog.h"

#include "ui/jobs/app_settings.h"
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

TextDialog::TextDialog(const QString& title, const QString& intro, const QString& text, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(title);
    auto* introLabel = new QLabel(intro, this);
    introLabel->setWordWrap(true);
    auto* edit = new QPlainTextEdit(text, this);
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
    connect(save, &QPushButton::clicked, this, [this, text] {
        QString problem;
        if (!saveTextAs(this, tr("Save"), QStringLiteral("report.txt"), tr("Text (*.txt);;All files (*)"), (text + u'\n').toUtf8(), nullptr, &problem) && !problem.isEmpty()) {
            QMessageBox box(QMessageBox::Warning, tr("Save"), problem, QMessageBox::Ok, this);
            makePlain(box);
            box.exec();
        }
    });
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

bool saveTextAs(QWidget* parent, const QString& title, const QString& suggestion, const QString& filter, const QByteArray& text, QString* written, QString* problem)
{
    const QString folderKey = QStringLiteral("files/mappingFolder");
    const QString suffix = suggestion.mid(suggestion.lastIndexOf(u'.'));
    QString path = QFileDialog::getSaveFileName(parent, title, QDir(appSettings().value(folderKey).toString()).filePath(suggestion), filter);
    if (path.isEmpty())
        return false;
    if (QFileInfo(path).suffix().isEmpty() && !QFileInfo::exists(path + suffix))
        path += suffix;
    appSettings().setValue(folderKey, QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
        *problem = TextDialog::tr("%1 could not be written: %2").arg(QDir::toNativeSeparators(path), file.errorString());
        return false;
    }
    if (written)
        *written = QDir::toNativeSeparators(path);
    return true;
}

} // namespace tensorgraft
