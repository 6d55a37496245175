#include "ui/window/transform_chooser.h"

#include "model_io/mapping/transform_choices.h"
#include "model_io/mapping/transform_proposal.h"
#include "ui/models/format_text.h"
#include "ui/session.h"
#include "ui/theme/message_boxes.h"
#include "ui/window/mapping_panel.h"
#include "ui/window/transform_choice_dialog.h"

#include <QMessageBox>
#include <algorithm>

namespace tensorgraft {

TransformChooser::TransformChooser(Session* session, MappingPanel* mapping, QWidget* window) : QObject(window), m_session(session), m_window(window)
{
    // A drop is still being delivered when the session asks: the dialog opens after it.
    connect(session, &Session::choiceNeeded, this,
            [this](const std::vector<DropPair>& pairs, std::size_t open, const std::vector<std::string>& transforms) {
                QTimer::singleShot(0, this, [=, this] { chooseForDrop(pairs, open, transforms); });
            });
    connect(mapping, &MappingPanel::chooseTransformRequested, this, &TransformChooser::chooseForRow);
}

void TransformChooser::chooseForDrop(const std::vector<DropPair>& pairs, std::size_t open, const std::vector<std::string>& transforms)
{
    if (!m_session->hasBoth())
        return;
    const TensorRef target{m_session->model(Side::Target), pairs[open].target};
    std::vector<TensorRef> sources;
    for (const std::size_t s : pairs[open].sources)
        sources.push_back({m_session->model(Side::Source), s});
    auto* dialog = new TransformChoiceDialog(sources, target, transforms, transforms.front(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, pairs, open, sources, target] {
        if (m_session->model(Side::Source) != sources.front().model || m_session->model(Side::Target) != target.model)
            return;
        std::vector<DropPair> chosen = pairs;
        chosen[open].transform = dialog->chosen();
        m_session->applyPairs(chosen);
    });
    dialog->open();
}

void TransformChooser::chooseForRow(const MappingRow& row)
{
    if (!m_session->hasBoth() || !row.targetIndex)
        return;
    const Outline from = outlineOf(*m_session->model(Side::Source)), to = outlineOf(*m_session->model(Side::Target));
    TransformChoices choices;
    if (row.sourceIndices.size() == 1) {
        // Where the entry's own transform does not fit, those that do are the choice.
        choices = transformChoices(from, row.sourceIndices.front(), to, *row.targetIndex, row.transform);
        if (choices.transforms.empty())
            if (const auto fitting = proposeTransforms(from.tensors[row.sourceIndices.front()], to.tensors[*row.targetIndex]); !fitting.empty())
                choices = transformChoices(from, row.sourceIndices.front(), to, *row.targetIndex, fitting.front());
    } else if (row.sourceIndices.size() > 1 && row.sourceIndices.size() == row.source.size()) {
        std::vector<const TensorInfo*> parts;
        for (const std::size_t s : row.sourceIndices)
            parts.push_back(&from.tensors[s]);
        choices.transforms = proposeJoins(parts, to.tensors[*row.targetIndex]);
    }
    if (choices.transforms.empty() || (choices.transforms.size() == 1 && choices.transforms.front() == row.transform)) {
        QMessageBox box(QMessageBox::Information, tr("Choose a transform"),
                        choices.transforms.empty() ? tr("No known transform makes these shapes fit.")
                                                   : tr("Only one known transform makes these shapes fit: %1.").arg(toQString(choices.transforms.front())),
                        QMessageBox::Ok, m_window);
        makePlain(box);
        box.exec();
        return;
    }
    std::vector<TensorRef> sources;
    for (const std::size_t s : row.sourceIndices)
        sources.push_back({m_session->model(Side::Source), s});
    auto* dialog = new TransformChoiceDialog(sources, {m_session->model(Side::Target), *row.targetIndex},
                                             choices.transforms, row.transform, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, row] {
        // The mapping may have changed behind the dialog.
        const auto same = [&](const MappingRow& other) { return other.key == row.key && other.target == row.target; };
        if (dialog->chosen() != row.transform && std::ranges::any_of(m_session->rows(), same))
            m_session->setTransform(std::span(&row, 1), dialog->chosen());
    });
    dialog->open();
}

} // namespace tensorgraft
