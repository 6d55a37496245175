#pragma once

#include "tests/support/test_paths.h"
#include "ui/session.h"
#include "ui/window/command_line.h"
#include "ui/window/program.h"
#include "ui/window/sample_files.h"

#include <QApplication>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

namespace tensorgraft::test {

inline QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

inline Program::Folders foldersIn(const TempDir& folder) { return {text(folder / "session.json"), text(folder / "recovery")}; }

inline CommandLine parse(QStringList arguments)
{
    arguments.prepend(QStringLiteral("tensorgraft-gui"));
    return parseCommandLine(arguments);
}

/// Something that counts as unsaved.
inline void change(Session& session)
{
    MappingDocument document = session.document();
    document.exclude.push_back("head/**");
    session.edit(QStringLiteral("change"), std::move(document));
}

/// Answers the next question of the program.
inline void answerNext(QMessageBox::StandardButton with, int* asked = nullptr)
{
    QTimer::singleShot(0, qApp, [with, asked] {
        if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
            if (asked)
                ++*asked;
            box->button(with)->click();
        } else {
            answerNext(with, asked);
        }
    });
}

inline QString copyOfSample(const TempDir& folder, bool source, const char* name)
{
    const auto pair = findSamplePair();
    const QString to = text(folder / name);
    QFile::copy(source ? pair->source : pair->target, to);
    QFile(to).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return to;
}

} // namespace tensorgraft::test
