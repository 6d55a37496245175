#include "ui/window/dropped_files.h"

#include <QMimeData>
#include <QUrl>

namespace tensorgraft {

QStringList localFiles(const QMimeData* data)
{
    QStringList files;
    if (!data->hasUrls())
        return files;
    const QList<QUrl> urls = data->urls();
    for (const QUrl& url : urls) {
        const QString file = url.toLocalFile();
        if (file.isEmpty())
            return {};
        files += file;
    }
    return files;
}

DropPlan planDrop(const QStringList& files, const std::vector<bool>& isMapping, std::optional<Side> onto, bool hasSource, bool hasTarget)
{
    DropPlan plan;
    QStringList models;
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (!isMapping[std::size_t(i)])
            models += files[i];
        else if (plan.mapping.isEmpty())
            plan.mapping = files[i];
        else
            plan.tooMany = true;
    }
    plan.tooMany |= models.size() > 2;
    if (plan.tooMany)
        return plan;
    if (models.size() == 2) {
        plan.source = models[0];
        plan.target = models[1];
    } else if (models.size() == 1) {
        if (onto)
            (*onto == Side::Source ? plan.source : plan.target) = models[0];
        else if (!hasSource)
            plan.source = models[0];
        else if (!hasTarget)
            plan.target = models[0];
        else
            plan.undecided = models[0];
    }
    return plan;
}

} // namespace tensorgraft
