#include "ui/models/finding_text.h"

#include "ui/models/format_text.h"

#include <QCoreApplication>

namespace tensorgraft {
namespace {

struct Title {
    std::string_view code;
    const char* text;
};
constexpr Title titles[] = {
    {"bad-pattern", QT_TRANSLATE_NOOP("Finding", "Pattern makes no sense")},
    {"bad-transform", QT_TRANSLATE_NOOP("Finding", "Transform makes no sense")},
    {"missing-source", QT_TRANSLATE_NOOP("Finding", "Source is missing")},
    {"missing-target", QT_TRANSLATE_NOOP("Finding", "Target is missing")},
    {"ambiguous-name", QT_TRANSLATE_NOOP("Finding", "Name fits several")},
    {"duplicate-entry", QT_TRANSLATE_NOOP("Finding", "Filled twice")},
    {"shape-mismatch", QT_TRANSLATE_NOOP("Finding", "Shapes differ")},
    {"unsupported-type", QT_TRANSLATE_NOOP("Finding", "Element type")},
    {"unmapped-target", QT_TRANSLATE_NOOP("Finding", "Not mapped")},
    {"unused-rule", QT_TRANSLATE_NOOP("Finding", "Rule matches nothing")},
    {"shadowed-rule", QT_TRANSLATE_NOOP("Finding", "Rule is overridden")},
    {"unused-filter", QT_TRANSLATE_NOOP("Finding", "Filter matches nothing")},
    {"excluded-entry", QT_TRANSLATE_NOOP("Finding", "Entry left out")},
    {"optimizer-state", QT_TRANSLATE_NOOP("Finding", "Optimizer state")},
    {"lossy-cast", QT_TRANSLATE_NOOP("Finding", "Values are rounded")},
    {"crops-data", QT_TRANSLATE_NOOP("Finding", "Part is left out")},
    {"grouped-kernel", QT_TRANSLATE_NOOP("Finding", "Grouped convolution")},
    {"theano-kernels", QT_TRANSLATE_NOOP("Finding", "Theano kernels")},
    {"ambiguous-transpose", QT_TRANSLATE_NOOP("Finding", "Transposed or not")},
    {"spatial-order", QT_TRANSLATE_NOOP("Finding", "Height and width")},
    {"flatten-order", QT_TRANSLATE_NOOP("Finding", "Flatten order")},
    {"gate-order", QT_TRANSLATE_NOOP("Finding", "Gate order")},
    {"channel-order", QT_TRANSLATE_NOOP("Finding", "Channel order")},
};

} // namespace

QString findingTitle(const std::string& code)
{
    for (const Title& title : titles)
        if (title.code == code)
            return QCoreApplication::translate("Finding", title.text);
    return toQString(code);
}

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Error: return QCoreApplication::translate("Finding", "error");
    case Severity::Warning: return QCoreApplication::translate("Finding", "warning");
    case Severity::Info: break;
    }
    return QCoreApplication::translate("Finding", "note");
}

QString severityIconName(Severity severity)
{
    return severity == Severity::Error     ? QStringLiteral("state-conflict")
           : severity == Severity::Warning ? QStringLiteral("state-warning")
                                           : QStringLiteral("information");
}

QString fixText(const Fix& fix)
{
    const QString text = toQString(fix.text);
    switch (fix.kind) {
    case FixKind::UseTransform:
        return fix.text == "identity" ? QCoreApplication::translate("Fix", "Use it as it is") : QCoreApplication::translate("Fix", "Use %1").arg(text);
    case FixKind::UseSource: return QCoreApplication::translate("Fix", "Take %1").arg(text);
    case FixKind::ExcludeTarget: return QCoreApplication::translate("Fix", "Exclude the target");
    case FixKind::Fill:
        return fix.text == "fill(zeros)" ? QCoreApplication::translate("Fix", "Fill with zeros") : QCoreApplication::translate("Fix", "Fill with Glorot");
    case FixKind::RemoveEntry: return QCoreApplication::translate("Fix", "Remove the entry");
    case FixKind::RemoveRule: return QCoreApplication::translate("Fix", "Remove the rule");
    case FixKind::MoveRuleLast: return QCoreApplication::translate("Fix", "Move the rule to the end");
    case FixKind::RemoveFilter: return QCoreApplication::translate("Fix", "Remove the filter");
    case FixKind::SkipMissingSources: return QCoreApplication::translate("Fix", "Policy: skip missing sources");
    case FixKind::SkipMisfits: return QCoreApplication::translate("Fix", "Policy: skip what does not fit");
    case FixKind::KeepUnmapped: return QCoreApplication::translate("Fix", "Policy: keep what is not mapped");
    case FixKind::KeepSourceType: return QCoreApplication::translate("Fix", "Policy: write the source's type");
    }
    return {};
}

} // namespace tensorgraft
