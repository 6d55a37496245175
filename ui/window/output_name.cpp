#include "ui/window/output_name.h"

#include "model_io/formats/registry.h"
#include "ui/models/format_text.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace tensorgraft {
namespace {

const std::string checkpointFormat = "tf-checkpoint-v2";

/// The file, folder or common beginning that the model goes by, however it was opened.
QString nameOf(const ModelFile& model)
{
    std::filesystem::path path = model.path();
    if (model.formatId() == checkpointFormat && !model.memberFiles().empty() && model.memberFiles().front().extension() == ".index")
        path = std::filesystem::path(model.memberFiles().front()).replace_extension(); // also where its folder was opened
    else if (isFolderFormat(model.formatId()) && path.filename() == "saved_model.pb")
        path = path.parent_path();
    return QDir::cleanPath(QFileInfo(QString::fromStdString(path.string())).absoluteFilePath());
}

/// Suffixes may have several dots (".weights.h5").
qsizetype suffixBegin(const QString& name, const Format* format)
{
    qsizetype longest = 0;
    if (format)
        for (const std::string& suffix : format->info().suffixes)
            if (suffix.starts_with('.') && name.size() > qsizetype(suffix.size()) && name.endsWith(toQString(suffix), Qt::CaseInsensitive))
                longest = std::max(longest, qsizetype(suffix.size()));
    if (longest > 0)
        return name.size() - longest;
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot > 0 ? dot : name.size();
}

} // namespace

bool isFolderFormat(std::string_view formatId) { return formatId == "tf-savedmodel"; }

QString suggestedOutput(const ModelFile& target, const std::string& exportFormat)
{
    const QFileInfo own(nameOf(target));
    const QString name = own.fileName();
    const bool folder = isFolderFormat(target.formatId()); // its name has no suffix, whatever dots are in it
    const qsizetype cut = folder ? name.size() : suffixBegin(name, findFormat(target.formatId()));
    QString suffix = name.mid(cut);
    if (!exportFormat.empty()) {
        const Format* format = findFormat(exportFormat);
        suffix = exportFormat == checkpointFormat ? QStringLiteral(".ckpt")
                 : format && !format->info().suffixes.empty() ? toQString(format->info().suffixes.front()) : QString();
    }
    QDir place = own.absoluteDir();
    if (place.exists() && !QFileInfo(place.absolutePath()).isWritable()) { // the sample pair of an installation, a share that is read
        place = QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
        if (!place.exists())
            place = QDir::home();
    }
    return QDir::toNativeSeparators(place.filePath(name.left(cut) + QStringLiteral("-grafted") + suffix));
}

std::filesystem::path outputPath(const QString& typed, const ModelFile& target, const std::string& exportFormat)
{
    const QString text = QDir::fromNativeSeparators(typed.trimmed());
    if (text.isEmpty())
        return {};
    const QString path = QDir::cleanPath(QFileInfo(text).absoluteFilePath());
    const bool folder = isFolderFormat(exportFormat.empty() ? target.formatId() : exportFormat);
    if (!folder && (text.endsWith(u'/') || QFileInfo(path).isDir()))
        return QDir(path).filePath(QFileInfo(suggestedOutput(target, exportFormat)).fileName()).toStdString();
    return path.toStdString();
}

std::optional<std::filesystem::path> existingOutput(const std::filesystem::path& output, const std::string& formatId)
{
    std::error_code ignored;
    if (std::filesystem::exists(output, ignored))
        return output;
    const Format* format = findFormat(formatId);
    return format ? format->locate(output) : std::nullopt;
}

} // namespace tensorgraft
