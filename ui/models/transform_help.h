#pragma once

#include <QString>
#include <QStringList>

namespace tensorgraft {

/// The step of a pipeline that is being typed: what stands behind the last '|' before `cursor`.
[[nodiscard]] QString currentStep(const QString& pipeline, qsizetype cursor);

/// Steps and recipes that complete `step`, best first, as they may be written ("transpose(3,2,0,1)"). An empty text
/// gives the usual ones.
[[nodiscard]] QStringList stepCompletions(const QString& step);

/// What the step takes and does, in one line: "transpose(axes): axis k of the result is axis axes[k]"; empty where the
/// text does not begin with a known name.
[[nodiscard]] QString stepHint(const QString& step);

} // namespace tensorgraft
