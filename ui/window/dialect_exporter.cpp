#include "ui/window/dialect_exporter.h"

#include "ui/models/format_text.h"
#include "ui/models/sentences.h"
#include "ui/session.h"
#include "ui/window/dialect_text.h"
#include "ui/window/message_bar.h"
#include "ui/window/text_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QMenu>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr std::size_t notesInBar = 3;

bool isEmpty(const MappingDocument& document) { return document.entries.empty() && document.rules.empty(); }

} // namespace

DialectExporter::DialectExporter(Session* session, MessageBar* messages, QWidget* window)
    : QObject(window), m_session(session), m_messages(messages), m_window(window), m_job(new JobRunner(this))
{
}

void DialectExporter::addTo(QMenu* menu, const DialectInfo& dialect, bool saving)
{
    QString title = dialectTitle(dialect);
    if (!saving && title.startsWith(QStringLiteral("Python: ")))
        title.remove(0, 8); // the menu says it
    QAction* action = menu->addAction(saving ? title + QStringLiteral("...") : title);
    const QString id = toQString(dialect.id);
    action->setData(id);
    action->setStatusTip(dialectDescription(dialect));
    action->setToolTip(dialectDescription(dialect));
    connect(action, &QAction::triggered, this, [this, id, saving] { saving ? saveAs(id) : copy(id); });
}

void DialectExporter::enableIn(QMenu* menu) const
{
    const bool any = !isEmpty(m_session->document());
    for (QAction* action : menu->actions())
        if (const DialectInfo* dialect = findDialect(action->data().toString().toStdString()))
            action->setEnabled(any && (m_session->hasBoth() || !dialect->exportNeedsModels));
}

void DialectExporter::fillPythonMenu(QMenu* menu)
{
    for (const DialectInfo& dialect : allDialects())
        if (dialect.canExport && dialect.copyAsPython)
            addTo(menu, dialect, false);
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { enableIn(menu); });
}

void DialectExporter::fillCopyMenu(QMenu* menu)
{
    for (const DialectInfo& dialect : allDialects())
        if (dialect.canExport && !dialect.copyAsPython)
            addTo(menu, dialect, false);
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { enableIn(menu); });
}

void DialectExporter::fillSaveMenu(QMenu* menu)
{
    for (const DialectInfo& dialect : allDialects())
        if (dialect.canExport)
            addTo(menu, dialect, true);
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { enableIn(menu); });
}

void DialectExporter::run(const DialectInfo& dialect, const QString& path, std::function<void(const Exported&)> done)
{
    using Shared = std::shared_ptr<const Exported>;
    const auto source = m_session->model(Side::Source), target = m_session->model(Side::Target);
    m_job->start<Shared>(
        tr("Exporting"),
        [id = dialect.id, document = m_session->documentFor({}), source, target, path](const ProgressFn& progress) -> Result<Shared> {
            DialectContext context;
            Outline from, to;
            if (source && target) {
                from = outlineOf(*source);
                to = outlineOf(*target);
                context.source = &from;
                context.target = &to;
            }
            auto text = exportDialect(id, document, context);
            if (!text)
                return fail(std::move(text.error()));
            if (!reportProgress(progress, 0, 0))
                return cancelled();
            Exported exported{{}, {}, {}, std::move(text->notes), {}};
            exported.allNotes = notesText(exported.notes);
            if (path.isEmpty()) {
                exported.text = toQString(text->text);
            } else {
                exported.problem = writeText(path, QByteArray::fromStdString(text->text));
                exported.written = QDir::toNativeSeparators(path);
            }
            return std::make_shared<const Exported>(std::move(exported));
        },
        [this, done = std::move(done)](Result<Shared> result) {
            if (result) {
                done(**result);
            } else {
                if (result.error().code != ErrorCode::Cancelled)
                    m_messages->showError(result.error());
                emit finished(false);
            }
        });
}

void DialectExporter::tell(const QString& what, const DialectInfo& dialect, const Exported& exported)
{
    const std::vector<DialectNote>& notes = exported.notes;
    if (notes.empty()) {
        m_messages->show(MessageBar::Kind::Information, what);
        return;
    }
    const int leftOut = leftOutCount(notes);
    const QString headline = sentences(what, leftOut > 0 ? tr("%n thing(s) could not be said and are left out.", nullptr, leftOut) : tr("%n remark(s).", nullptr, static_cast<int>(notes.size())));
    std::vector<DialectNote> first(notes.begin(), notes.begin() + static_cast<std::ptrdiff_t>(std::min(notes.size(), notesInBar)));
    m_messages->show(onlyInform(notes) ? MessageBar::Kind::Information : MessageBar::Kind::Warning, headline, notesText(first),
                     {{tr("Details..."), [this, title = dialectTitle(dialect), headline, all = exported.allNotes] { TextDialog::open(title, headline, all, m_window); }}});
}

void DialectExporter::copy(const QString& id)
{
    const DialectInfo* dialect = findDialect(id.toStdString());
    if (!dialect)
        return;
    run(*dialect, {}, [this, dialect](const Exported& text) {
        QApplication::clipboard()->setText(text.text);
        tell(tr("Copied: %1.").arg(dialectTitle(*dialect)), *dialect, text);
        emit finished(true);
    });
}

void DialectExporter::saveAs(const QString& id)
{
    const DialectInfo* dialect = findDialect(id.toStdString());
    if (!dialect)
        return;
    const QString suffix = toQString(dialect->suffix);
    const QString path = askForTextFile(m_window, tr("Save as: %1").arg(dialectTitle(*dialect)), toQString(dialect->id) + suffix,
                                        QStringLiteral("%1 (*%2);;%3").arg(dialectTitle(*dialect).remove(u'(').remove(u')'), suffix, tr("All files (*)")));
    if (path.isEmpty()) {
        emit finished(false);
        return;
    }
    run(*dialect, path, [this, dialect](const Exported& file) {
        if (file.problem.isEmpty())
            tell(tr("Saved to %1.").arg(file.written), *dialect, file);
        else
            m_messages->show(MessageBar::Kind::Error, file.problem);
        emit finished(file.problem.isEmpty());
    });
}

} // namespace tensorgraft
