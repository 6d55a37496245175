#pragma once

#include <QList>
#include <QString>

namespace tensorgraft {

/// Folder of the documentation (with guide/ in it): installed, or in the project of a build folder. Empty where there is none.
[[nodiscard]] QString findDocs();

/// A page of the guide, with its headings.
struct GuidePage {
    QString file, title;
    struct Heading {
        int level = 2;
        QString text;
    };
    QList<Heading> headings;
};
/// The guide's pages, its first page first, the others in the order of the links at its end. A page that exists in `language` ("zh_CN") is taken from there.
[[nodiscard]] QList<GuidePage> guidePages(const QString& docs, const QString& language);

} // namespace tensorgraft
