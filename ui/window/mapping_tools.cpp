#include "ui/window/mapping_tools.h"

#include "ui/session.h"
#include "ui/window/message_bar.h"
#include "ui/window/text_dialog.h"

#include <QAction>
#include <QMenu>

namespace tensorgraft {

MappingTools::MappingTools(Session* session, MessageBar* messages, QWidget* window)
    : QObject(window), m_session(session), m_messages(messages), m_window(window)
{
    const auto make = [this](const char* name, const QString& text, const QString& tip, void (Session::*run)()) {
        auto* action = new QAction(text, this);
        action->setObjectName(QString::fromLatin1(name));
        action->setToolTip(tip);
        action->setStatusTip(tip);
        connect(action, &QAction::triggered, m_session, run);
        return action;
    };
    m_learn = make("learnFromValues", tr("&Learn from values"), tr("The target is the source after somebody's conversion: find the mapping by comparing the values"), &Session::learn);
    m_fold = make("foldIntoRules", tr("&Fold entries into rules"), tr("Entries that follow a pattern become one rule, which also holds for the next model of the family"), &Session::foldRules);
    m_reverse = make("reverseMapping", tr("Re&verse"), tr("The models change sides and the mapping leads the other way"), &Session::reverse);
    connect(m_session, &Session::learnt, this, &MappingTools::tellLearnt);
    connect(m_session, &Session::folded, this, &MappingTools::tellFolded);
    connect(m_session, &Session::reversed, this, &MappingTools::tellReversed);
    connect(m_session, &Session::checkChanged, this, &MappingTools::updateActions);
    connect(m_session->matchJob(), &JobRunner::started, this, &MappingTools::updateActions);
    connect(m_session->matchJob(), &JobRunner::finished, this, &MappingTools::updateActions);
    updateActions();
}

void MappingTools::fillMenu(QMenu* menu)
{
    menu->addActions({m_learn, m_fold, m_reverse});
    menu->setToolTipsVisible(true);
}

void MappingTools::updateActions()
{
    const bool ready = m_session->hasBoth() && !m_session->matchJob()->isRunning();
    m_learn->setEnabled(ready);
    m_fold->setEnabled(ready && m_session->document().entries.size() > 1);
    m_reverse->setEnabled(ready && !m_session->rows().empty());
}

void MappingTools::tellLearnt(int found, const QStringList& notes)
{
    if (found == 0)
        return m_messages->show(MessageBar::Kind::Warning, tr("No tensor of the target holds values of the source."),
                                tr("Learning compares values: the target has to be this very source after a conversion, not another training run."));
    const QString headline = tr("%n tensor(s) found by their values; each transform was executed and compared.", nullptr, found);
    if (notes.isEmpty())
        return m_messages->show(MessageBar::Kind::Information, headline);
    m_messages->show(MessageBar::Kind::Information, headline, notes.mid(0, 2).join(u'\n'),
                     {{tr("Details..."), [this, headline, text = notes.join(u'\n')] { TextDialog::open(tr("Learn from values"), headline, text, m_window); }}});
}

void MappingTools::tellFolded(int rules, int entries, bool changed)
{
    if (!changed)
        return m_messages->show(MessageBar::Kind::Information, tr("No rule says the same as the entries."), tr("Rules are taken only where they fill exactly what the entries fill."));
    m_messages->show(MessageBar::Kind::Information,
                     tr("The mapping is now %1 and %2; it fills the same tensors in the same way.").arg(tr("%n rule(s)", nullptr, rules), tr("%n entry(ies)", nullptr, entries)));
}

void MappingTools::tellReversed(const QStringList& refused)
{
    if (refused.isEmpty())
        return m_messages->show(MessageBar::Kind::Information, tr("The models have changed sides and the mapping leads the other way."));
    const QString headline = tr("The mapping leads the other way; %n tensor(s) have no way back.", nullptr, static_cast<int>(refused.size()));
    m_messages->show(MessageBar::Kind::Warning, headline, refused.mid(0, 3).join(u'\n'),
                     {{tr("Details..."), [this, headline, text = refused.join(u'\n')] { TextDialog::open(tr("What has no way back"), headline, text, m_window); }}});
}

} // namespace tensorgraft
