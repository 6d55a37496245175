#include "ui/window/not_restored_dialog.h"

#include "ui/jobs/app_settings.h"
#include "ui/jobs/release_later.h"
#include "ui/models/format_text.h"
#include "ui/models/not_restored_model.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/message_boxes.h"
#include "ui/theme/spacing.h"
#include "ui/window/dialect_exporter.h"
#include "ui/window/table_selection.h"
#include "ui/window/text_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {
/// Tensors up to which the list is made without a job.
constexpr std::size_t lookAtOnce = 20'000;
} // namespace

NotRestoredDialog::NotRestoredDialog(Session* session, DialectExporter* exporter, QWidget* parent)
    : QDialog(parent), m_session(session), m_job(new JobRunner(this)), m_writeJob(new JobRunner(this)), m_model(new NotRestoredModel(this)), m_table(new QTableView(this)), m_intro(new QLabel(this)), m_said(new QLabel(this))
{
    setWindowTitle(tr("Not restored"));
    m_intro->setWordWrap(true);
    m_said->setForegroundRole(QPalette::PlaceholderText);
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Tensors that nothing fills"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(ems(this, 1.45));
    keepHeaderOutOfSelection(m_table);
    m_table->horizontalHeader()->setSectionResizeMode(NotRestoredModel::NameColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(NotRestoredModel::ReasonColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(NotRestoredModel::ShapeColumn, ems(this, 9));

    auto* buttons = new QDialogButtonBox(this);
    m_copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    m_copy->setIcon(themedIcon(QStringLiteral("copy")));
    m_save = buttons->addButton(tr("&Save..."), QDialogButtonBox::ActionRole);
    m_save->setIcon(themedIcon(QStringLiteral("save")));
    auto* close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    close->setDefault(true);
    auto* forms = new QMenu(m_copy);
    const auto add = [&](const QString& title, Form form) {
        connect(forms->addAction(title), &QAction::triggered, this, [this, form] {
            write(form, [this](const QString& text) {
                QApplication::clipboard()->setText(text);
                m_said->setText(tr("Copied."));
            });
        });
    };
    add(tr("As &text"), Form::Text);
    add(tr("As a &Python list"), Form::Python);
    add(tr("As &JSON"), Form::Json);
    forms->addSeparator();
    connect(forms->addAction(tr("Restored variables and &var_list (Python)")), &QAction::triggered, this, [this, exporter] {
        connect(exporter, &DialectExporter::finished, this, [this](bool done) { m_said->setText(done ? tr("Copied.") : tr("See the message in the window.")); }, Qt::SingleShotConnection);
        exporter->copy(QStringLiteral("python-var-list"));
    });
    m_copy->setMenu(forms);
    connect(m_save, &QPushButton::clicked, this, &NotRestoredDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { emit tensorActivated(m_model->list()[std::size_t(index.row())].target); });
    connect(session, &Session::checkChanged, this, &NotRestoredDialog::refresh);

    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.8, 0.6);
    layout->addWidget(m_intro);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_said);
    layout->addWidget(buttons);
    resize(ems(this, 52), ems(this, 26));
    refresh();
}

void NotRestoredDialog::refresh()
{
    m_job->cancel();
    const auto target = m_session->model(Side::Target);
    if (!m_session->hasBoth()) {
        take(nullptr, {});
        m_intro->setText(tr("Open a source and a target."));
        return;
    }
    if (target->tensors().size() <= lookAtOnce)
        return take(target, notRestored(m_session->check(), outlineOf(*target)));
    using List = std::shared_ptr<std::vector<NotRestored>>;
    m_job->start<List>( // until then the list before this stays
        tr("Looking for what is not restored"),
        [target, check = m_session->sharedCheck()](const ProgressFn&) -> Result<List> { return std::make_shared<std::vector<NotRestored>>(notRestored(*check, outlineOf(*target))); },
        [this, target](Result<List> list) {
            if (list && target == m_session->model(Side::Target))
                take(target, std::move(**list));
            else if (list)
                releaseLater(*std::move(list));
        });
}

void NotRestoredDialog::take(const std::shared_ptr<const ModelFile>& target, std::vector<NotRestored> list)
{
    m_model->setList(target, std::move(list));
    m_intro->setText(m_model->list().empty() ? tr("Every tensor of the target is filled.")
                                             : tr("%n tensor(s) of the target keep their own values: what is left to initialise or to train.", nullptr,
                                                  static_cast<int>(m_model->list().size())));
    m_said->clear();
    for (QPushButton* button : {m_copy, m_save})
        button->setEnabled(!m_model->list().empty());
}

void NotRestoredDialog::continueFrom(const NotRestoredDialog& other)
{
    restoreGeometry(other.saveGeometry());
    if (const int row = other.m_table->currentIndex().row(); row >= 0 && row < m_model->rowCount())
        m_table->selectRow(row);
    m_table->verticalScrollBar()->setValue(other.m_table->verticalScrollBar()->value());
}

void NotRestoredDialog::write(Form form, std::function<void(const QString&)> take)
{
    const auto target = m_model->target();
    if (!target)
        return;
    const auto text = [form, target, list = m_model->sharedList()] {
        const Outline outline = outlineOf(*target);
        switch (form) {
        case Form::Python: return toQString(notRestoredAsPython(*list, outline));
        case Form::Json: return toQString(notRestoredAsJson(*list, outline));
        default: return toQString(notRestoredAsText(*list, outline));
        }
    };
    if (m_model->list().size() <= lookAtOnce)
        return take(text());
    m_said->setText(tr("Writing the list..."));
    m_writeJob->start<QString>(tr("Writing the list..."), [text](const ProgressFn&) -> Result<QString> { return text(); }, [take = std::move(take)](Result<QString> written) {
        if (written)
            take(*written);
    });
}

void NotRestoredDialog::save()
{
    const QString key = QStringLiteral("files/mappingFolder");
    const QStringList filters{tr("Text (*.txt)"), tr("Python list (*.py)"), tr("JSON (*.json)")};
    QString chosen;
    QString path = QFileDialog::getSaveFileName(this, tr("Save the list"), QDir(appSettings().value(key).toString()).filePath(QStringLiteral("not-restored.txt")),
                                                filters.join(QStringLiteral(";;")), &chosen);
    if (path.isEmpty())
        return;
    QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix.isEmpty()) {
        suffix = chosen == filters[1] ? QStringLiteral("py") : chosen == filters[2] ? QStringLiteral("json") : QStringLiteral("txt");
        path += u'.' + suffix;
    }
    appSettings().setValue(key, QFileInfo(path).absolutePath());
    const Form form = suffix == QStringLiteral("py") ? Form::Python : suffix == QStringLiteral("json") ? Form::Json : Form::Text;
    write(form, [this, path](const QString& text) {
        m_writeJob->start<QString>(tr("Writing the list..."), [path, text](const ProgressFn&) -> Result<QString> { return writeText(path, text.toUtf8()); }, [this, path](Result<QString> problem) {
            if (!problem)
                return;
            if (problem->isEmpty()) {
                m_said->setText(tr("Saved to %1").arg(QDir::toNativeSeparators(path)));
                return;
            }
            QMessageBox box(QMessageBox::Warning, tr("Save the list"), *problem, QMessageBox::Ok, this);
            makePlain(box);
            box.exec();
        });
    });
}

} // namespace tensorgraft
