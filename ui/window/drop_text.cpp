#include "ui/window/drop_text.h"

#include "ui/models/format_text.h"

#include <QCoreApplication>

namespace tensorgraft {

QString dropText(const DropProposal& proposal)
{
    const auto shapes = [&](const QString& text) { return text.arg(shapeText(proposal.sourceShape), shapeText(proposal.targetShape)); };
    switch (proposal.outcome) {
    case DropOutcome::Nothing: return {};
    case DropOutcome::Fits:
        return QCoreApplication::translate("DropText", "Fits: %1").arg(shapeText(proposal.targetShape));
    case DropOutcome::FitsAfter:
        return QCoreApplication::translate("DropText", "Fits after %1: %2 becomes %3")
            .arg(toQString(proposal.pairs.front().transform), shapeText(proposal.sourceShape), shapeText(proposal.targetShape));
    case DropOutcome::Joins: {
        const int joined = static_cast<int>(proposal.pairs.front().sources.size()); // lupdate understands no cast there
        return QCoreApplication::translate("DropText", "%n tensor(s) fit after %1: %2", "", joined)
            .arg(toQString(proposal.pairs.front().transform), shapeText(proposal.targetShape));
    }
    case DropOutcome::Group:
        return QCoreApplication::translate("DropText", "%1 of %2 pair by name, kind and shape").arg(proposal.pairs.size()).arg(proposal.wanted);
    case DropOutcome::ShapesDiffer:
        return shapes(QCoreApplication::translate("DropText", "Cannot: %1 onto %2"));
    case DropOutcome::DTypeUnfit:
        return QCoreApplication::translate("DropText", "Cannot: these types hold no numbers that could be moved");
    case DropOutcome::NoPairs:
        return QCoreApplication::translate("DropText", "Cannot: nothing in these layers pairs by kind and shape");
    }
    return {};
}

} // namespace tensorgraft
