#include "ui/inspector/metadata_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace tensorgraft {
namespace {

constexpr int deepest = 200;
constexpr qsizetype shortLength = 200;

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::optional<Metadata> convert(const nlohmann::ordered_json& json, int depth)
{
    if (depth > deepest)
        return std::nullopt;
    using Type = nlohmann::ordered_json::value_t;
    switch (json.type()) {
    case Type::boolean:
        return Metadata(json.get<bool>());
    case Type::number_integer:
        return Metadata(json.get<std::int64_t>());
    case Type::number_unsigned:
        return Metadata(json.get<std::uint64_t>());
    case Type::number_float:
        return Metadata(json.get<double>());
    case Type::string:
        return Metadata(json.get<std::string>());
    case Type::array: {
        Metadata::List list;
        list.reserve(json.size());
        for (const auto& item : json) {
            std::optional<Metadata> value = convert(item, depth + 1);
            if (!value)
                return std::nullopt;
            list.push_back(std::move(*value));
        }
        return Metadata(std::move(list));
    }
    case Type::object: {
        Metadata::Map map;
        map.reserve(json.size());
        for (const auto& [key, item] : json.items()) {
            std::optional<Metadata> value = convert(item, depth + 1);
            if (!value)
                return std::nullopt;
            map.emplace_back(key, std::move(*value));
        }
        return Metadata(std::move(map));
    }
    default:
        return Metadata();
    }
}

QString quoted(const QString& text)
{
    QString result = QStringLiteral("\"");
    for (const QChar c : text) {
        switch (c.unicode()) {
        case '"':
            result += QStringLiteral("\\\"");
            break;
        case '\\':
            result += QStringLiteral("\\\\");
            break;
        case '\n':
            result += QStringLiteral("\\n");
            break;
        case '\r':
            result += QStringLiteral("\\r");
            break;
        case '\t':
            result += QStringLiteral("\\t");
            break;
        default:
            if (c.unicode() < 0x20)
                result += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
            else
                result += c;
        }
    }
    return result + QLatin1Char('"');
}

QString numberText(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("Infinity") : QStringLiteral("-Infinity");
    std::array<char, 64> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return QString::fromLatin1(buffer.data(), end - buffer.data());
}

/// Writes until the limit is reached; then everything stops.
class Writer {
public:
    Writer(QString& out, qsizetype limit) : m_out(out), m_limit(limit) {}
    void write(const Metadata& value, int level)
    {
        if (full())
            return;
        if (const Metadata::List* list = value.list()) {
            // Lists of plain values stay on one line while they are short: shapes, strides.
            if (isShort(*list)) {
                m_out += QLatin1Char('[');
                for (std::size_t i = 0; i < list->size(); ++i) {
                    if (i > 0)
                        m_out += QStringLiteral(", ");
                    write((*list)[i], level);
                }
                m_out += QLatin1Char(']');
                return;
            }
            open(QLatin1Char('['), level);
            for (std::size_t i = 0; i < list->size() && !full(); ++i) {
                indent(level + 1);
                write((*list)[i], level + 1);
                m_out += i + 1 < list->size() ? QStringLiteral(",\n") : QStringLiteral("\n");
            }
            close(QLatin1Char(']'), level);
        } else if (const Metadata::Map* map = value.map()) {
            if (map->empty()) {
                m_out += QStringLiteral("{}");
                return;
            }
            open(QLatin1Char('{'), level);
            for (std::size_t i = 0; i < map->size() && !full(); ++i) {
                indent(level + 1);
                m_out += quoted(fromUtf8((*map)[i].first)) + QStringLiteral(": ");
                write((*map)[i].second, level + 1);
                m_out += i + 1 < map->size() ? QStringLiteral(",\n") : QStringLiteral("\n");
            }
            close(QLatin1Char('}'), level);
        } else {
            m_out += scalar(value);
        }
    }

    static QString scalar(const Metadata& value)
    {
        struct Visitor {
            QString operator()(std::monostate) const { return QStringLiteral("null"); }
            QString operator()(bool v) const { return v ? QStringLiteral("true") : QStringLiteral("false"); }
            QString operator()(std::int64_t v) const { return QString::number(v); }
            QString operator()(std::uint64_t v) const { return QString::number(v); }
            QString operator()(double v) const { return numberText(v); }
            QString operator()(const std::string& v) const { return quoted(fromUtf8(v)); }
            QString operator()(const Metadata::Opaque& v) const { return quoted(fromUtf8(v.description)); }
            QString operator()(const Metadata::List&) const { return {}; }
            QString operator()(const Metadata::Map&) const { return {}; }
        };
        return std::visit(Visitor{}, value.value());
    }

private:
    [[nodiscard]] bool full() const { return m_out.size() >= m_limit; }
    void indent(int level) { m_out += QString(2 * level, QLatin1Char(' ')); }
    void open(QLatin1Char bracket, int)
    {
        m_out += bracket;
        m_out += QLatin1Char('\n');
    }
    void close(QLatin1Char bracket, int level)
    {
        indent(level);
        m_out += bracket;
    }
    static bool isShort(const Metadata::List& list)
    {
        if (list.size() > 8)
            return false;
        for (const Metadata& item : list)
            if (item.list() || item.map() || (item.string() && item.string()->size() > 24))
                return false;
        return true;
    }

    QString& m_out;
    qsizetype m_limit;
};

} // namespace

QString jsonText(const Metadata& value, qsizetype limit)
{
    QString text;
    Writer(text, limit).write(value, 0);
    if (text.size() > limit) {
        text.truncate(limit);
        text += QStringLiteral("\n\u2026");
    }
    return text;
}

std::optional<Metadata> parseJson(std::string_view text)
{
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos || (text[start] != '{' && text[start] != '['))
        return std::nullopt;
    const auto json = nlohmann::ordered_json::parse(text, nullptr, false);
    if (json.is_discarded())
        return std::nullopt;
    return convert(json, 0);
}

QString shortText(const Metadata& value)
{
    QString text;
    if (value.list())
        text = QStringLiteral("[%1]").arg(value.list()->size());
    else if (value.map())
        text = QStringLiteral("{%1}").arg(value.map()->size());
    else if (value.string())
        text = QString::fromUtf8(value.string()->data(), static_cast<qsizetype>(std::min<std::size_t>(value.string()->size(), 4 * shortLength))).simplified();
    else
        text = Writer::scalar(value);
    if (text.size() > shortLength)
        text = text.left(shortLength - 1) + QChar(0x2026);
    return text;
}

} // namespace tensorgraft
