#include "ui/window/import_dialog.h"

#include "ui/error_text.h"
#include "ui/jobs/app_settings.h"
#include "ui/models/format_text.h"
#include "ui/models/mapping_table_model.h"
#include "ui/models/sentences.h"
#include "ui/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"
#include "ui/window/dialect_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {

constexpr int readDelayMs = 300;
constexpr qint64 longestFile = qint64{64} << 20;

/// A document without models: its rules and entries as they stand.
std::vector<MappingRow> rowsOf(const MappingDocument& document)
{
    std::vector<MappingRow> rows;
    for (const MappingRule& rule : document.rules) {
        MappingRow row;
        row.target = rule.target;
        row.source = rule.source;
        row.transform = rule.transform;
        row.fromRule = true;
        rows.push_back(std::move(row));
    }
    for (MappingRow& row : mappingRows(document, {}, {}, {})) {
        row.state = TargetState::Mapped; // nothing is known against it
        row.reason.clear();
        rows.push_back(std::move(row));
    }
    return rows;
}

QLabel* heading(const QString& text, QWidget* parent, QWidget* buddy)
{
    auto* label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

} // namespace

ImportDialog::ImportDialog(Session* session, QWidget* parent) : QDialog(parent), m_session(session), m_job(new JobRunner(this))
{
    setWindowTitle(tr("Import a mapping"));
    m_dialect = new QComboBox(this);
    m_dialect->addItem(tr("Recognise by itself"), QString());
    for (const DialectInfo& dialect : allDialects())
        if (dialect.canImport)
            m_dialect->addItem(dialectTitle(dialect), toQString(dialect.id));
    m_dialect->setObjectName(QStringLiteral("dialect"));
    auto* open = new QPushButton(tr("&Open file..."), this);
    open->setAutoDefault(false);
    m_hint = new QLabel(this);
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setForegroundRole(QPalette::PlaceholderText);

    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_text = new QPlainTextEdit(this);
    m_text->setFont(fixed);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setObjectName(QStringLiteral("importText"));
    m_text->setPlaceholderText(tr("Paste a dictionary, a list or a few lines of Python. It is read, never executed."));
    m_text->setAccessibleName(tr("Text to import"));
    m_rows = new MappingTableModel(this);
    m_rows->setIconProvider(themedIcon);
    m_table = new QTableView(this);
    m_table->setModel(m_rows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("What it becomes"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(ems(this, 1.45));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->setColumnHidden(MappingTableModel::ConfidenceColumn, true);
    for (const int column : {int(MappingTableModel::TargetColumn), int(MappingTableModel::SourceColumn)})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_table->horizontalHeader()->resizeSection(MappingTableModel::TransformColumn, ems(this, 8));
    m_table->horizontalHeader()->resizeSection(MappingTableModel::StateColumn, ems(this, 7));
    m_remarks = new QPlainTextEdit(this);
    m_remarks->setReadOnly(true);
    m_remarks->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_remarks->setTabChangesFocus(true);
    m_remarks->setAccessibleName(tr("Remarks"));
    m_summary = new QLabel(this);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setObjectName(QStringLiteral("importSummary"));

    const auto part = [this](const QString& title, QWidget* content) {
        auto* box = new QWidget(this);
        auto* layout = new QVBoxLayout(box);
        setSpacing(layout, this, 0, 0.3);
        layout->addWidget(heading(title, box, content));
        layout->addWidget(content, 1);
        return box;
    };
    auto* right = new QSplitter(Qt::Vertical, this);
    right->addWidget(part(tr("&What it becomes"), m_table));
    right->addWidget(part(tr("&Remarks, and what could not be expressed"), m_remarks));
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 1);
    right->setChildrenCollapsible(false);
    auto* both = new QSplitter(Qt::Horizontal, this);
    both->addWidget(part(tr("&Text"), m_text));
    both->addWidget(right);
    both->setChildrenCollapsible(false);
    both->setSizes({ems(this, 26), ems(this, 36)});

    auto* buttons = new QDialogButtonBox(this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(QStringLiteral("importButton"));
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto* top = new QHBoxLayout;
    top->setSpacing(ems(this, 0.5));
    top->addWidget(heading(tr("&Dialect:"), this, m_dialect));
    top->addWidget(m_dialect);
    top->addWidget(m_hint, 1);
    top->addWidget(open);
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.8, 0.6);
    layout->addLayout(top);
    layout->addWidget(both, 1);
    layout->addWidget(m_summary);
    layout->addWidget(buttons);
    resize(ems(this, 66), ems(this, 34));

    m_timer.setSingleShot(true);
    m_timer.setInterval(readDelayMs);
    connect(&m_timer, &QTimer::timeout, this, &ImportDialog::read);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ImportDialog::textChanged);
    connect(m_dialect, &QComboBox::currentIndexChanged, this, &ImportDialog::textChanged);
    connect(open, &QPushButton::clicked, this, &ImportDialog::chooseFile);
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    textChanged();
    m_text->setFocus();
}

QString ImportDialog::summary() const { return m_summary->text(); }

const DialectInfo* ImportDialog::chosenDialect() const
{
    const QString id = m_dialect->currentData().toString();
    return id.isEmpty() ? guessDialect(m_text->toPlainText().toStdString(), m_fileName.toStdString()) : findDialect(id.toStdString());
}

void ImportDialog::updateHint()
{
    const DialectInfo* dialect = findDialect(m_dialect->currentData().toString().toStdString());
    m_hint->setText(dialect ? dialectDescription(*dialect) : QString());
    m_hint->setToolTip(dialect ? toQString(dialect->example) : QString());
}

void ImportDialog::openFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return showProblem(tr("The file could not be read."), file.errorString());
    if (file.size() > longestFile)
        return showProblem(tr("The file is too long."), tr("Texts of up to 64 MiB are read."));
    m_text->setPlainText(QString::fromUtf8(file.readAll()));
    m_fileName = QFileInfo(path).fileName(); // read() comes a moment later
}

void ImportDialog::chooseFile()
{
    const QString key = QStringLiteral("files/mappingFolder");
    const QString path = QFileDialog::getOpenFileName(this, tr("Open file to import"), appSettings().value(key).toString(),
                                                      tr("Texts (*.py *.json *.csv *.tsv *.yaml *.yml *.txt);;All files (*)"));
    if (path.isEmpty())
        return;
    appSettings().setValue(key, QFileInfo(path).absolutePath());
    openFile(path);
}

void ImportDialog::textChanged()
{
    if (m_text->document()->isEmpty())
        m_fileName.clear();
    m_document.reset();
    m_notes.clear();
    m_import->setEnabled(false);
    updateHint();
    m_timer.start();
}

void ImportDialog::read()
{
    m_job->cancel();
    const std::string text = m_text->toPlainText().toStdString();
    if (m_text->toPlainText().trimmed().isEmpty()) {
        m_rows->setRows({});
        m_remarks->clear();
        m_summary->setText(m_session->hasBoth() ? tr("The imported mapping takes the place of the present one; one undo brings that back.")
                                                : tr("With a source and a target opened, the import is exact for these two, and the preview shows every tensor."));
        return;
    }
    const DialectInfo* dialect = chosenDialect();
    if (!dialect)
        return showProblem(tr("Cannot tell in which dialect this is written: choose one above."), {});
    m_job->start<std::shared_ptr<Preview>>(
        tr("Reading"),
        [id = dialect->id, text, source = m_session->model(Side::Source), target = m_session->model(Side::Target)](const ProgressFn&) -> Result<std::shared_ptr<Preview>> {
            Outline from, to;
            DialectContext context;
            if (source)
                context.source = &(from = outlineOf(*source));
            if (target)
                context.target = &(to = outlineOf(*target));
            auto imported = importDialect(id, text, context);
            if (!imported)
                return fail(std::move(imported.error()));
            auto preview = std::make_shared<Preview>();
            preview->document = std::move(imported->document);
            preview->notes = std::move(imported->notes);
            if (!source || !target) {
                preview->rows = rowsOf(preview->document);
                return preview;
            }
            const CheckResult check = tensorgraft::check(preview->document, from, to);
            preview->rows = mappingRows(preview->document, check, from.tensors, to.tensors);
            preview->filled = check.entries.size();
            preview->total = to.tensors.size();
            preview->errors = check.count(Severity::Error);
            preview->checked = true;
            return preview;
        },
        [this, dialect](Result<std::shared_ptr<Preview>> result) {
            if (result) {
                showPreview(**result, *dialect);
            } else if (result.error().code != ErrorCode::Cancelled) {
                const ErrorText problem = errorText(result.error());
                showProblem(problem.headline, problem.details);
            }
        });
}

void ImportDialog::showPreview(const Preview& preview, const DialectInfo& dialect)
{
    m_document = preview.document;
    m_notes = preview.notes;
    m_title = dialectTitle(dialect);
    m_rows->setRows(preview.rows);
    m_remarks->setPlainText(m_notes.empty() ? tr("None.") : notesText(m_notes));
    QString text = tr("%1: %2, %3.").arg(m_title, tr("%n rule(s)", nullptr, static_cast<int>(preview.document.rules.size())),
                                         tr("%n entry(ies)", nullptr, static_cast<int>(preview.document.entries.size())));
    if (preview.checked)
        text = sentences(text, tr("%1 of %n tensor(s) of the target get weights.", nullptr, static_cast<int>(preview.total)).arg(preview.filled));
    if (const int leftOut = leftOutCount(m_notes))
        text = sentences(text, tr("%n thing(s) could not be expressed and are left out.", nullptr, leftOut));
    if (preview.errors > 0)
        text = sentences(text, tr("The check will find %n error(s).", nullptr, static_cast<int>(preview.errors)));
    m_summary->setText(text);
    m_import->setEnabled(true);
    m_import->setDefault(true);
}

void ImportDialog::showProblem(const QString& headline, const QString& details)
{
    m_rows->setRows({});
    m_remarks->setPlainText(details);
    m_summary->setText(headline);
}

void ImportDialog::accept()
{
    if (!m_document)
        return;
    m_session->edit(tr("Import: %1").arg(m_title), *std::move(m_document));
    QDialog::accept();
}

} // namespace tensorgraft
