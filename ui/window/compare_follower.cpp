#include "ui/window/compare_follower.h"

#include "ui/inspector/inspector_panel.h"
#include "ui/session.h"
#include "ui/window/compare_subject.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/model_pane.h"
#include "ui/window/tensor_tree_view.h"

#include <QItemSelectionModel>

namespace tensorgraft {

CompareFollower::CompareFollower(Session* session, ModelPane* source, ModelPane* target, MappingPanel* mapping, InspectorPanel* inspector, QObject* parent)
    : QObject(parent), m_session(session), m_mapping(mapping), m_inspector(inspector)
{
    m_later.setSingleShot(true);
    m_later.setInterval(0);
    connect(&m_later, &QTimer::timeout, this, &CompareFollower::refresh);
    connect(source->view()->selectionModel(), &QItemSelectionModel::currentChanged, this, [this, source] { treeMoved(Side::Source, source); });
    connect(target->view()->selectionModel(), &QItemSelectionModel::currentChanged, this, [this, target] { treeMoved(Side::Target, target); });
    connect(mapping, &MappingPanel::rowActivated, this, [this](const MappingRow& row) { showTarget(row.targetIndex); });
    connect(session, &Session::checkChanged, this, &CompareFollower::refresh);
    connect(session, &Session::modelClosed, this, [this] { showTarget(std::nullopt); });
}

void CompareFollower::showTarget(std::optional<std::size_t> target)
{
    m_target = target;
    m_later.start();
}

void CompareFollower::treeMoved(Side side, ModelPane* pane)
{
    const QModelIndex current = pane->view()->currentIndex();
    if (!m_session->model(side) || !current.isValid())
        return;
    const TreeNodes::Node& node = m_session->tree(side)->nodes()[pane->view()->nodeOf(current)];
    if (!node.isTensor())
        return;
    if (side == Side::Target) {
        showTarget(node.tensor);
        return;
    }
    const auto row = m_mapping->model()->rowOfSource(node.tensor);
    showTarget(row ? m_mapping->model()->rows()[static_cast<std::size_t>(*row)].targetIndex : std::nullopt);
}

void CompareFollower::refresh()
{
    const CompareSubject subject = m_target && m_session->isChecked() ? compareSubject(*m_session, *m_target) : CompareSubject{};
    if (m_target && !m_session->isChecked())
        return; // the result of the check leads here again
    QString shown = subject.problem;
    if (subject.written)
        shown = QStringLiteral("%1\n%2\n%3\n%4\n%5")
                    .arg(subject.sources, subject.transform, QString::fromLatin1(dtypeName(subject.written.info().dtype).data(), qsizetype(dtypeName(subject.written.info().dtype).size())))
                    .arg(*m_target)
                    .arg(QString::number(reinterpret_cast<quintptr>(m_session->model(Side::Source).get())) + u'/' +
                         QString::number(reinterpret_cast<quintptr>(m_session->model(Side::Target).get())));
    if (shown == m_shown)
        return;
    m_shown = shown;
    m_inspector->showComparison(subject);
}

} // namespace tensorgraft
