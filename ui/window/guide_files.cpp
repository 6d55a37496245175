#include "ui/window/guide_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <algorithm>

namespace tensorgraft {
namespace {

QString docsIn(const QString& folder) { return QFile::exists(folder + QStringLiteral("/guide/README.md")) ? QDir::cleanPath(folder) : QString(); }

/// Markdown's marks are not for lists.
QString plain(QString text)
{
    static const QRegularExpression link(QStringLiteral("\\[([^\\]]*)\\]\\([^)]*\\)")), marks(QStringLiteral("[*`]"));
    return text.replace(link, QStringLiteral("\\1")).remove(marks).trimmed();
}

GuidePage readPage(const QString& path)
{
    GuidePage page{path, {}, {}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text))
        return page;
    bool inCode = false;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (const QString& line : lines) {
        if (line.startsWith(QStringLiteral("```")))
            inCode = !inCode;
        if (inCode)
            continue;
        if (line.startsWith(QStringLiteral("# ")) && page.title.isEmpty())
            page.title = plain(line.mid(2));
        else if (line.startsWith(QStringLiteral("## ")))
            page.headings += {2, plain(line.mid(3))};
    }
    if (page.title.isEmpty())
        page.title = QFileInfo(path).completeBaseName();
    return page;
}

} // namespace

QString findDocs()
{
    const QString program = QCoreApplication::applicationDirPath();
    if (const QString docs = docsIn(program + QStringLiteral("/../share/tensorgraft/docs")); !docs.isEmpty())
        return docs;
    QDir folder(program); // a build folder inside the project
    for (int up = 0; up < 5; ++up) {
        if (const QString docs = docsIn(folder.absoluteFilePath(QStringLiteral("docs"))); !docs.isEmpty())
            return docs;
        if (!folder.cdUp())
            break;
    }
    const QString tree = qEnvironmentVariable("TENSORGRAFT_SOURCE_DIR"); // tests in a build folder elsewhere
    return tree.isEmpty() ? QString() : docsIn(tree + QStringLiteral("/docs"));
}

QList<GuidePage> guidePages(const QString& docs, const QString& language)
{
    QList<GuidePage> pages;
    if (docs.isEmpty())
        return pages;
    const QDir guide(docs + QStringLiteral("/guide"));
    QStringList names = guide.entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name);
    names.removeAll(QStringLiteral("README.md"));
    // In the order in which the first page lists them at its end.
    QFile first(guide.filePath(QStringLiteral("README.md")));
    const QString list = first.open(QIODevice::ReadOnly) ? QString::fromUtf8(first.readAll()) : QString();
    std::ranges::stable_sort(names, {}, [&list](const QString& name) {
        const qsizetype place = list.lastIndexOf(QStringLiteral("](%1)").arg(name));
        return place < 0 ? list.size() : place;
    });
    names.prepend(QStringLiteral("README.md"));
    for (const QString& name : names) {
        const QString translated = guide.filePath(language + u'/' + name);
        pages += readPage(!language.isEmpty() && QFile::exists(translated) ? translated : guide.filePath(name));
    }
    // The reference stands beside the guide; its translations are in it.
    const QString mapping = docs + QStringLiteral("/mapping.md"), translated = guide.filePath(language + QStringLiteral("/mapping.md"));
    if (!language.isEmpty() && QFile::exists(translated))
        pages += readPage(translated);
    else if (QFile::exists(mapping))
        pages += readPage(mapping);
    return pages;
}

} // namespace tensorgraft
