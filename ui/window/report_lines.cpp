#include "ui/window/report_lines.h"

#include "ui/models/finding_text.h"
#include "ui/models/format_text.h"
#include "ui/models/rule_edit.h"
#include "ui/phrases/library_text.h"

#include <QHash>
#include <QStringList>
#include <algorithm>

namespace tensorgraft {
namespace {

constexpr std::size_t mostFindings = 2000;

} // namespace

QString reportLines(const TransferReport& report)
{
    QStringList lines;
    QHash<QString, QString> notes; // few different ones, on many tensors
    for (const TensorReport& t : report.tensors) {
        QString line = toQString(t.target) + QStringLiteral(" \u2190 ") + (t.source.empty() ? QStringLiteral("-") : joinedSources(t.source));
        if (t.transform != "identity")
            line += QStringLiteral("  ") + toQString(t.transform);
        if (!t.note.empty()) {
            QString& note = notes[toQString(t.note)];
            if (note.isNull())
                note = libraryText(t.note);
            line += QStringLiteral("  [%1]").arg(note);
        }
        lines += line;
    }
    const std::size_t listed = std::min(report.diagnostics.size(), mostFindings);
    for (std::size_t i = 0; i < listed; ++i) {
        const Diagnostic& d = report.diagnostics[i];
        lines += severityText(d.severity) + u' ' + findingTitle(d.code) + (d.target.empty() ? QString() : u' ' + toQString(d.target)) + QStringLiteral(": ") + libraryText(d.message);
    }
    return lines.join(u'\n');
}

} // namespace tensorgraft
