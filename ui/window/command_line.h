#pragma once

#include <QString>
#include <QStringList>

namespace tensorgraft {

/// `tensorgraft-gui [SOURCE [TARGET]] [--mapping M]`, understood.
struct CommandLine {
    enum class Action : std::uint8_t {
        Run,   ///< open a window
        Print, ///< `text` to the standard output; exit code 0
        Fail,  ///< `text` to the standard error; exit code 2
    };
    Action action = Action::Run;
    QString text;
    QString source, target, mapping; ///< absolute paths; empty where not given
    /// Whether anything is to be opened: then the last session stays where it is.
    [[nodiscard]] bool names() const { return !source.isEmpty() || !target.isEmpty() || !mapping.isEmpty(); }
};

/// `arguments`: with the program's name first. Needs no application object, but texts are in the language of installed
/// translators. Relative paths are taken from the current folder; "./" protects names that begin with a dash.
[[nodiscard]] CommandLine parseCommandLine(const QStringList& arguments);
/// Whether a screen is not needed: help, the version.
[[nodiscard]] bool onlyPrints(const QStringList& arguments);

} // namespace tensorgraft
