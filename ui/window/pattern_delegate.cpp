#include "ui/window/pattern_delegate.h"

#include "model_io/mapping/rule_use.h"
#include "ui/models/format_text.h"
#include "ui/models/rule_edit.h"
#include "ui/phrases/library_text.h"
#include "ui/session.h"
#include "ui/window/line_completer.h"

#include <QLineEdit>

namespace tensorgraft {

QString PatternDelegate::problemOf(const QString& text) const
{
    for (const std::string& pattern : splitSources(text))
        if (const std::string problem = patternError(pattern); !problem.empty())
            return libraryText(problem);
    return {};
}

void PatternDelegate::prepare(QLineEdit* edit, const QModelIndex&) const
{
    edit->setAccessibleName(m_side == Side::Source ? tr("Source pattern") : tr("Target pattern"));
    new NameCompleter(m_session->model(m_side), edit);
}

void NameDelegate::prepare(QLineEdit* edit, const QModelIndex&) const
{
    edit->setAccessibleName(m_side == Side::Source ? tr("Source tensors, joined by +") : tr("Target tensor"));
    new NameCompleter(m_session->model(m_side), edit);
}

} // namespace tensorgraft
