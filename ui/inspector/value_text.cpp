#include "ui/inspector/value_text.h"

#include "model_io/codecs/float_codec.h"
#include "ui/phrases/library_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace tensorgraft {
namespace {

class Text {
    Q_DECLARE_TR_FUNCTIONS(tensorgraft::InspectorText)
public:
    static QString kindOf(ErrorCode code)
    {
        switch (code) {
        case ErrorCode::NotThisFormat:
            return tr("The file has another format");
        case ErrorCode::Corrupt:
            return tr("The file is damaged");
        case ErrorCode::Unsupported:
            return tr("This cannot be shown");
        case ErrorCode::Io:
            return tr("The file cannot be read or written");
        case ErrorCode::Mismatch:
            return tr("These do not fit each other");
        case ErrorCode::Cancelled:
            return tr("Cancelled");
        case ErrorCode::Usage:
            return tr("This makes no sense here");
        }
        return {};
    }
    static QString fileLine(const QString& file) { return tr("File: %1").arg(file); }
    static QString tensorLine(const QString& tensor) { return tr("Tensor: %1").arg(tensor); }
    static QString offsetLine(quint64 offset) { return tr("At byte %1").arg(offset); }
    static QString expectedLine(const QString& text) { return tr("Expected: %1").arg(text); }
    static QString foundLine(const QString& text) { return tr("Found: %1").arg(text); }
};

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

template <typename T>
T load(std::span<const std::byte> bytes, std::size_t index = 0)
{
    T value{};
    std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
    return value;
}

template <typename T>
QString shortest(T value)
{
    if (std::isnan(value))
        return QStringLiteral("nan");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("inf") : QStringLiteral("-inf");
    std::array<char, 64> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return QString::fromLatin1(buffer.data(), end - buffer.data());
}

template <typename T>
QString complexText(T real, T imaginary)
{
    QString text = shortest(imaginary);
    if (!text.startsWith(QLatin1Char('-')))
        text.prepend(QLatin1Char('+'));
    return shortest(real) + text + QLatin1Char('j');
}

} // namespace

QString floatText(float value)
{
    return shortest(value);
}

QString doubleText(double value)
{
    if (!std::isfinite(value))
        return shortest(value);
    return QString::number(value, 'g', 6);
}

QString elementText(DType type, std::span<const std::byte> element)
{
    switch (type) {
    case DType::Bool:
        return load<std::uint8_t>(element) ? QStringLiteral("true") : QStringLiteral("false");
    case DType::Int8:
    case DType::QInt8:
        return QString::number(load<std::int8_t>(element));
    case DType::UInt8:
    case DType::QUInt8:
        return QString::number(load<std::uint8_t>(element));
    case DType::Int16:
    case DType::QInt16:
        return QString::number(load<std::int16_t>(element));
    case DType::UInt16:
    case DType::QUInt16:
        return QString::number(load<std::uint16_t>(element));
    case DType::Int32:
    case DType::QInt32:
        return QString::number(load<std::int32_t>(element));
    case DType::UInt32:
        return QString::number(load<std::uint32_t>(element));
    case DType::Int64:
        return QString::number(load<std::int64_t>(element));
    case DType::UInt64:
        return QString::number(load<std::uint64_t>(element));
    case DType::Float64:
        return shortest(load<double>(element));
    case DType::Complex64:
        return complexText(load<float>(element), load<float>(element, 1));
    case DType::Complex128:
        return complexText(load<double>(element), load<double>(element, 1));
    case DType::Float16:
        // Few digits distinguish halves: six are enough and read better than the float's nine.
        return doubleText(static_cast<double>(float16ToFloat(load<std::uint16_t>(element))));
    case DType::BFloat16:
        return doubleText(static_cast<double>(bfloat16ToFloat(load<std::uint16_t>(element))));
    default: {
        float value = 0;
        convertToFloat(type, element, {&value, 1});
        return shortest(value);
    }
    }
}

QString groupedText(quint64 count)
{
    return QLocale().toString(count);
}

QString bytesText(quint64 bytes)
{
    if (const int few = static_cast<int>(bytes); bytes < 1024) // Qt has no Chinese for this one
        return QCoreApplication::translate("SizeText", "%n byte(s)", "", few);
    return QLocale().formattedDataSize(static_cast<qint64>(qMin<quint64>(bytes, std::numeric_limits<qint64>::max())), 1);
}

QString problemText(const Error& error)
{
    QStringList lines{Text::kindOf(error.code)};
    if (!error.message.empty())
        lines << libraryText(error.message);
    if (!error.file.empty())
        lines << Text::fileLine(fromUtf8(error.file.string()));
    if (!error.tensor.empty())
        lines << Text::tensorLine(fromUtf8(error.tensor));
    if (error.offset)
        lines << Text::offsetLine(*error.offset);
    if (!error.expected.empty())
        lines << Text::expectedLine(libraryText(error.expected));
    if (!error.found.empty())
        lines << Text::foundLine(libraryText(error.found));
    if (!error.hint.empty())
        lines << libraryText(error.hint);
    return lines.join(QLatin1Char('\n'));
}

} // namespace tensorgraft
