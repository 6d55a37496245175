#include "ui/models/tensor_mime.h"

#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

namespace tensorgraft {
namespace {
constexpr quint32 mimeVersion = 1;
}

QString TensorMime::type() { return QStringLiteral("application/x-tensorgraft-tensors"); }

void TensorMime::writeTo(QMimeData& data) const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << mimeVersion << quint8(side) << quint64(token) << QList<quint32>(nodes.begin(), nodes.end());
    data.setData(type(), bytes);
}

std::optional<TensorMime> TensorMime::readFrom(const QMimeData& data)
{
    if (!data.hasFormat(type()))
        return std::nullopt;
    const QByteArray bytes = data.data(type());
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_0);
    quint32 version = 0;
    in >> version;
    if (version != mimeVersion)
        return std::nullopt;
    quint8 side = 0;
    quint64 token = 0;
    QList<quint32> nodes;
    in >> side >> token >> nodes;
    if (in.status() != QDataStream::Ok || side > 1)
        return std::nullopt;
    TensorMime mime;
    mime.side = static_cast<Side>(side);
    mime.token = token;
    mime.nodes.assign(nodes.begin(), nodes.end());
    return mime;
}

} // namespace tensorgraft
