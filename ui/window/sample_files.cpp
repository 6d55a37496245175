#include "ui/window/sample_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace tensorgraft {
namespace {

const QString sourceName = QStringLiteral("shapes_keras.h5");
const QString targetName = QStringLiteral("flowers_pytorch.pt");

std::optional<SamplePair> pairIn(const QString& folder)
{
    const QDir dir(folder);
    if (!dir.exists(sourceName) || !dir.exists(targetName))
        return std::nullopt;
    return SamplePair{QDir::cleanPath(dir.absoluteFilePath(sourceName)), QDir::cleanPath(dir.absoluteFilePath(targetName))};
}

} // namespace

std::optional<SamplePair> findSamplePair()
{
    const QString program = QCoreApplication::applicationDirPath();
    if (auto pair = pairIn(program + QStringLiteral("/../share/tensorgraft/samples")))
        return pair;
    QDir folder(program); // a build folder inside the project
    for (int up = 0; up < 5; ++up) {
        if (auto pair = pairIn(folder.absoluteFilePath(QStringLiteral("resources/samples"))))
            return pair;
        if (!folder.cdUp())
            break;
    }
    const QString tree = qEnvironmentVariable("TENSORGRAFT_SOURCE_DIR"); // tests in a build folder elsewhere
    return tree.isEmpty() ? std::nullopt : pairIn(tree + QStringLiteral("/resources/samples"));
}

} // namespace tensorgraft
