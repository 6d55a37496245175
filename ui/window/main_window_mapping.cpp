// The mapping menu: import, matchers, what is not restored; and skeletons.
#include "model_io/formats/skeleton/snippets.h"
#include "ui/models/format_text.h"
#include "ui/models/sentences.h"
#include "ui/session.h"
#include "ui/window/dialect_exporter.h"
#include "ui/window/dialect_text.h"
#include "ui/window/import_dialog.h"
#include "ui/window/main_window.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_pane.h"
#include "ui/window/tensor_tree_view.h"
#include "ui/window/text_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QTabWidget>

namespace tensorgraft {

void MainWindow::importMapping()
{
    auto* dialog = new ImportDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_lower->setVisible(true);
        m_lower->setCurrentIndex(0);
        m_targetPane->view()->setFocus(Qt::OtherFocusReason); // not in a filter, which has an undo of its own
        const auto& notes = dialog->notes();
        if (notes.empty())
            return m_messages->dismiss();
        const int leftOut = leftOutCount(notes);
        const QString headline = leftOut > 0 ? tr("Imported; %n thing(s) could not be expressed and are left out.", nullptr, leftOut)
                                             : tr("Imported, with %n remark(s).", nullptr, static_cast<int>(notes.size()));
        m_messages->show(onlyInform(notes) ? MessageBar::Kind::Information : MessageBar::Kind::Warning, headline, {},
                         {{tr("Details..."), [this, headline, text = notesText(notes)] { TextDialog::open(tr("Import a mapping"), headline, text, this); }}});
    });
    dialog->open();
}

void MainWindow::showKerasReport(const KerasReport& report)
{
    m_lower->setVisible(true);
    m_lower->setCurrentIndex(0);
    const QString pairing = report.order == KerasOrder::ByName ? tr("By name") : tr("By order");
    QString headline = tr("%1: %2 of %n tensor(s) of the target are filled.", nullptr, report.total).arg(pairing).arg(report.filled);
    if (report.skipped.isEmpty() && !report.stops) {
        m_messages->show(MessageBar::Kind::Information, headline);
        return;
    }
    headline = sentences(headline, tr("%n skipped.", nullptr, static_cast<int>(report.skipped.size())));
    const QString intro = report.stops ? sentences(headline, tr("Keras would stop here and load nothing.")) : headline;
    m_messages->show(MessageBar::Kind::Warning, intro, report.skipped.mid(0, 3).join(u'\n'),
                     {{tr("Details..."), [this, intro, text = report.skipped.join(u'\n')] { TextDialog::open(tr("What was skipped, and why"), intro, text, this); }}});
}

void MainWindow::copySnippet(int index)
{
    const auto all = skeleton::snippets();
    if (index < 0 || std::size_t(index) >= all.size())
        return;
    QApplication::clipboard()->setText(toQString(all[std::size_t(index)].text));
    m_messages->show(MessageBar::Kind::Information, tr("Copied: %1.").arg(snippetTitle(all[std::size_t(index)])),
                     tr("Run it where the model is and open the file that it writes as the target: its names and shapes are enough."));
}

void MainWindow::fillSnippetMenu(QMenu* menu)
{
    int index = 0;
    for (const skeleton::Snippet& snippet : skeleton::snippets()) {
        QAction* action = menu->addAction(snippetTitle(snippet), this, [this, index] { copySnippet(index); });
        action->setToolTip(toQString(snippet.text).trimmed());
        ++index;
    }
    menu->setToolTipsVisible(true);
}

} // namespace tensorgraft
