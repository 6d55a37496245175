#include "ui/window/line_completer.h"

#include "model_io/mapping/similar_names.h"
#include "ui/models/format_text.h"
#include "ui/models/transform_help.h"
#include "ui/theme/spacing.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QStringListModel>

namespace tensorgraft {
namespace {
constexpr std::size_t mostNames = 50;
constexpr int visibleNames = 12;
} // namespace

PartCompleter::PartCompleter(QLineEdit* edit, const QString& separator, const QString& gap)
    : QCompleter(edit), m_edit(edit), m_separator(separator), m_gap(gap), m_candidates(new QStringListModel(this))
{
    setModel(m_candidates);
    setCompletionMode(QCompleter::UnfilteredPopupCompletion); // the candidates are chosen already
    setMaxVisibleItems(visibleNames);
    edit->setCompleter(this);
    connect(edit, &QLineEdit::textEdited, this, [this] { partEdited(m_edit->text().left(m_edit->cursorPosition()).mid(partStart()).trimmed()); });
}

qsizetype PartCompleter::partStart() const
{
    const qsizetype at = m_edit->text().left(m_edit->cursorPosition()).lastIndexOf(m_separator);
    return at < 0 ? 0 : at + m_separator.size();
}

QString PartCompleter::pathFromIndex(const QModelIndex& index) const { return m_kept + index.data().toString(); }

void PartCompleter::show(const QStringList& candidates)
{
    const QString text = m_edit->text().left(m_edit->cursorPosition());
    m_kept = text.left(partStart()).trimmed();
    if (!m_kept.isEmpty())
        m_kept += m_gap;
    m_candidates->setStringList(candidates);
    const bool nothingToAdd = candidates.isEmpty() || (candidates.size() == 1 && m_kept + candidates.front() == text);
    if (nothingToAdd || !m_edit->hasFocus()) {
        popup()->hide();
        return;
    }
    // Names are longer than their cells.
    int widest = m_edit->width();
    for (const QString& candidate : candidates)
        widest = std::max(widest, popup()->fontMetrics().horizontalAdvance(candidate) + ems(m_edit, 2));
    popup()->setMinimumWidth(std::min(widest, ems(m_edit, 50)));
    complete();
}

NameCompleter::NameCompleter(std::shared_ptr<const ModelFile> model, QLineEdit* edit)
    : PartCompleter(edit, QStringLiteral(" + "), {}), m_model(std::move(model)), m_job(new JobRunner(this))
{
}

void NameCompleter::partEdited(const QString& part)
{
    if (!m_model)
        return;
    m_job->start<QStringList>(
        {},
        [model = m_model, typed = part.toStdString()](const ProgressFn&) -> Result<QStringList> {
            QStringList names;
            for (const std::size_t i : completions(model->tensors(), typed, mostNames))
                names += toQString(model->tensors()[i].name);
            return names;
        },
        [this](Result<QStringList> names) {
            if (names)
                show(*names);
        });
}

StepCompleter::StepCompleter(QLineEdit* edit) : PartCompleter(edit, QStringLiteral("|"), {}) {}

void StepCompleter::partEdited(const QString& part) { show(stepCompletions(part)); }

} // namespace tensorgraft
