#include "model_io/formats/safetensors/safetensors_header.h"

#include "model_io/codecs/watched_read.h"
#include "model_io/codecs/watched_text.h"
#include "model_io/core/unique_names.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>
#include <unordered_set>
#include <utility>

namespace tensorgraft::safetensors {
namespace {

using nlohmann::json;

struct Tag {
    std::string_view tag;
    DType type;
};
// Names of huggingface/safetensors, safetensors/src/tensor.rs, `enum Dtype`.
constexpr std::array tags{
    Tag{"BOOL", DType::Bool},           Tag{"U8", DType::UInt8},        Tag{"I8", DType::Int8},
    Tag{"F8_E5M2", DType::Float8E5M2},  Tag{"F8_E4M3", DType::Float8E4M3FN},
    Tag{"F8_E5M2FNUZ", DType::Float8E5M2FNUZ}, Tag{"F8_E4M3FNUZ", DType::Float8E4M3FNUZ},
    Tag{"I16", DType::Int16},           Tag{"U16", DType::UInt16},      Tag{"F16", DType::Float16},
    Tag{"BF16", DType::BFloat16},       Tag{"I32", DType::Int32},       Tag{"U32", DType::UInt32},
    Tag{"F32", DType::Float32},         Tag{"C64", DType::Complex64},   Tag{"F64", DType::Float64},
    Tag{"I64", DType::Int64},           Tag{"U64", DType::UInt64},
};

/// Builds a Header out of the parser's events. Refuses what the specification refuses, as early as it is seen.
class HeaderBuilder final : public nlohmann::json_sax<json> {
public:
    Header header;
    std::optional<Error> error;

    bool null() override { return m_skip || scalar(Metadata{}, true); }
    bool boolean(bool value) override { return m_skip || scalar(Metadata(value)); }
    bool number_integer(number_integer_t value) override
    {
        return m_skip || (m_inArray ? refuse("a size or offset is negative", "a number from 0 on", std::to_string(value))
                                    : scalar(Metadata(std::int64_t{value})));
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (m_skip)
            return true;
        if (m_inArray) {
            m_numbers.push_back(value);
            return true;
        }
        return scalar(Metadata(std::uint64_t{value}));
    }
    bool number_float(number_float_t value, const string_t& text) override
    {
        return m_skip || (m_inArray ? refuse("a size or offset is no whole number", "a whole number", text)
                                    : scalar(Metadata(value)));
    }
    bool string(string_t& value) override
    {
        if (m_skip)
            return true;
        if (m_place == Place::Tensor && m_field == "dtype") {
            m_entry.tag = std::move(value);
            m_entry.dtype = dtypeOfTag(m_entry.tag);
            m_has.dtype = true;
            return true;
        }
        return scalar(Metadata(std::move(value)));
    }
    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override
    {
        if (m_skip) {
            ++m_skip;
            return true;
        }
        switch (m_place) {
        case Place::Start:
            m_place = Place::Root;
            return true;
        case Place::Root:
            if (m_key == "__metadata__") {
                m_userMetadata.clear();
                m_place = Place::UserMetadata;
                m_fields.clear();
                return true;
            }
            m_place = Place::Tensor;
            m_entry = {};
            m_entry.name = m_key;
            m_has = {};
            m_fields.clear();
            return true;
        case Place::Tensor:
            if (isKnownField())
                return refuse("a field of a tensor has the wrong type", fieldWants(), "an object");
            m_skip = 1;
            return true;
        case Place::UserMetadata: return refuse("'__metadata__' holds more than text", "text", "an object");
        }
        return false;
    }
    bool end_object() override
    {
        if (m_skip) {
            --m_skip;
            return true;
        }
        if (m_place == Place::Tensor) {
            if (!m_has.dtype || !m_has.shape || !m_has.offsets)
                return refuse("a tensor is described incompletely", "dtype, shape and data_offsets",
                              std::string(m_has.dtype ? "" : "no dtype ") + (m_has.shape ? "" : "no shape ") +
                                  (m_has.offsets ? "" : "no data_offsets"));
            if (!m_names.add(m_entry.name, [this](std::size_t i) -> std::string_view { return header.entries[i].name; }))
                return refuseTwice(m_entry.name);
            header.entries.push_back(std::move(m_entry));
        } else if (m_place == Place::UserMetadata) {
            header.metadata = Metadata(std::move(m_userMetadata));
        }
        m_place = Place::Root;
        return true;
    }
    bool key(string_t& value) override
    {
        if (m_skip)
            return true;
        if (m_place == Place::Root) {
            if (value == "__metadata__") {
                if (std::exchange(m_hasMetadata, true))
                    return refuseTwice(value);
                header.metadataPosition = header.entries.size();
            }
            m_key = std::move(value);
            return true;
        }
        if (!m_fields.insert(value).second)
            return refuse("the header has a field twice", "each field once", "'" + value + "' again");
        m_field = std::move(value);
        return true;
    }
    bool start_array(std::size_t) override
    {
        if (m_skip) {
            ++m_skip;
            return true;
        }
        if (m_place == Place::Tensor && (m_field == "shape" || m_field == "data_offsets")) {
            if (m_inArray)
                return refuse("a list of numbers holds another list", "numbers", "a list");
            m_inArray = true;
            m_numbers.clear();
            return true;
        }
        if (m_place == Place::Tensor && !isKnownField()) {
            m_skip = 1;
            return true;
        }
        return refuse("the header has a list at a wrong place", m_place == Place::Tensor ? fieldWants() : "an object",
                      "a list");
    }
    bool end_array() override
    {
        if (m_skip) {
            --m_skip;
            return true;
        }
        m_inArray = false;
        if (m_field == "shape") {
            std::vector<std::int64_t> dims;
            dims.reserve(m_numbers.size());
            for (std::uint64_t n : m_numbers) {
                if (n > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
                    return refuse("a size is too large", "below 2^63", std::to_string(n));
                dims.push_back(static_cast<std::int64_t>(n));
            }
            m_entry.shape = Shape(std::move(dims));
            m_has.shape = true;
            return true;
        }
        if (m_numbers.size() != 2)
            return refuse("data_offsets is no pair", "2 numbers", std::to_string(m_numbers.size()));
        m_entry.begin = m_numbers[0];
        m_entry.end = m_numbers[1];
        m_has.offsets = true;
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) override
    {
        // The text is "[json.exception.parse_error.101] parse error at line 1, column 9: syntax error while ...".
        std::string what = e.what();
        if (const auto colon = what.find(": "); colon != std::string::npos)
            what = what.substr(colon + 2);
        error = makeError(ErrorCode::Corrupt, "the header is no valid JSON")
                    .at(std::uint64_t{8} + (position ? position - 1 : 0))
                    .wanted("a JSON object")
                    .got(std::move(what));
        return false;
    }

private:
    enum class Place { Start, Root, Tensor, UserMetadata };

    bool isKnownField() const { return m_field == "dtype" || m_field == "shape" || m_field == "data_offsets"; }
    std::string fieldWants() const
    {
        return m_field == "dtype" ? "text" : m_field == "shape" ? "a list of sizes" : "a pair of offsets";
    }
    bool refuseNamed(std::string name, std::string message, std::string wanted, std::string found)
    {
        error = makeError(ErrorCode::Corrupt, std::move(message))
                    .at(std::uint64_t{8})
                    .of(std::move(name))
                    .wanted(std::move(wanted))
                    .got(std::move(found));
        return false;
    }
    bool refuseTwice(const std::string& name) { return refuseNamed(name, "the header has this name twice", "each name once", "'" + name + "' again"); }
    bool refuse(std::string message, std::string wanted, std::string found)
    {
        return refuseNamed(m_place == Place::Start ? "" : m_key, std::move(message), std::move(wanted), std::move(found));
    }
    /// A value that is neither object nor array, anywhere but inside the lists of a tensor.
    bool scalar(Metadata value, bool isNull = false)
    {
        switch (m_place) {
        case Place::Start: return refuse("the header is no JSON object", "an object", "another value");
        case Place::Root:
            if (m_key == "__metadata__" && isNull) {
                header.metadata = Metadata{};
                return true;
            }
            return refuse("an entry of the header is no object", "an object", "another value");
        case Place::UserMetadata:
            m_userMetadata.emplace_back(m_field, std::move(value));
            return true;
        case Place::Tensor:
            if (m_inArray || isKnownField())
                return refuse("a field of a tensor has the wrong type", m_inArray ? "a number" : fieldWants(),
                              "another value");
            return true; // fields of a later version: not needed to find the data
        }
        return false;
    }

    Place m_place = Place::Start;
    std::string m_key, m_field;
    UniqueNames m_names; ///< of the entries
    std::unordered_set<std::string> m_fields;
    bool m_hasMetadata = false;
    Metadata::Map m_userMetadata;
    Entry m_entry;
    struct {
        bool dtype = false, shape = false, offsets = false;
    } m_has;
    bool m_inArray = false;
    std::vector<std::uint64_t> m_numbers;
    std::uint32_t m_skip = 0; ///< depth inside a value that is not needed
};

Error corruptTensor(const std::filesystem::path& path, const Header& header, const Entry& e, std::string message)
{
    return makeError(ErrorCode::Corrupt, std::move(message))
        .at(path)
        .at(header.dataOffset + std::min(e.begin, header.dataBytes))
        .of(e.name)
        .advise("The file is damaged or was not written completely; fetch or write it again");
}

std::string bytesText(std::uint64_t n) { return std::to_string(n) + " bytes"; }

/// Offsets must cover the data exactly: no overlap, no hole, nothing left over (specification, "Format").
Result<void> checkOffsets(Header& header, const std::filesystem::path& path, const OpenProgress& progress)
{
    header.order.resize(header.entries.size());
    std::iota(header.order.begin(), header.order.end(), std::size_t{0});
    std::ranges::stable_sort(header.order, {}, [&](std::size_t i) {
        return std::pair(header.entries[i].begin, header.entries[i].end);
    });
    std::uint64_t reached = 0, done = 0;
    for (std::size_t i : header.order) {
        if (!progress.tick(OpenStep::Listing, done++, header.order.size()))
            return cancelled();
        const Entry& e = header.entries[i];
        if (e.end < e.begin)
            return fail(corruptTensor(path, header, e, "data_offsets end before they begin")
                            .wanted("at least " + std::to_string(e.begin))
                            .got(std::to_string(e.end)));
        if (e.end > header.dataBytes)
            return fail(corruptTensor(path, header, e, "the tensor lies beyond the end of the file")
                            .wanted("an end of at most " + std::to_string(header.dataBytes) + " after the header")
                            .got(std::to_string(e.end)));
        if (e.dtype) {
            const auto count = e.shape.checkedElementCount();
            const std::uint64_t item = itemSizeBytes(*e.dtype);
            const bool fits = count && *count <= std::numeric_limits<std::uint64_t>::max() / item;
            if (!fits || *count * item != e.end - e.begin)
                return fail(corruptTensor(path, header, e, "shape and dtype do not fit the stored bytes")
                                .wanted(fits ? bytesText(*count * item) : "a size below 2^63")
                                .got(bytesText(e.end - e.begin)));
        } else if (!e.shape.checkedElementCount()) {
            return fail(corruptTensor(path, header, e, "the shape is too large")
                            .wanted("below 2^63 elements")
                            .got(e.shape.toString()));
        }
        if (e.begin != reached)
            return fail(corruptTensor(path, header, e,
                                      e.begin > reached ? "there is a hole before this tensor"
                                                        : "the tensor overlaps the one before it")
                            .wanted("begin " + std::to_string(reached))
                            .got(std::to_string(e.begin)));
        reached = e.end;
    }
    if (reached != header.dataBytes)
        return fail(makeError(ErrorCode::Corrupt, "bytes after the last tensor belong to none")
                        .at(path)
                        .at(header.dataOffset + reached)
                        .wanted("the end of the file")
                        .got(bytesText(header.dataBytes - reached))
                        .advise("The file is damaged or was not written completely; fetch or write it again"));
    return {};
}

} // namespace

std::optional<DType> dtypeOfTag(std::string_view tag)
{
    const auto* it = std::ranges::find(tags, tag, &Tag::tag);
    return it == tags.end() ? std::nullopt : std::optional(it->type);
}

std::string_view tagOfDtype(DType type)
{
    const auto* it = std::ranges::find(tags, type, &Tag::type);
    return it == tags.end() ? std::string_view{} : it->tag;
}

Result<Header> readHeader(const ByteSource& source, const std::filesystem::path& path, const OpenProgress& progress)
{
    const std::uint64_t fileSize = source.sizeBytes();
    if (fileSize < 8)
        return fail(makeError(ErrorCode::Corrupt, "the file is too short for a safetensors header")
                        .at(path)
                        .at(std::uint64_t{0})
                        .wanted("at least 8 bytes")
                        .got(bytesText(fileSize))
                        .advise("The file is damaged or was not written completely; fetch or write it again"));
    std::array<std::byte, 8> lengthBytes{};
    if (auto r = source.readAt(0, lengthBytes); !r)
        return fail(std::move(r.error()));
    std::uint64_t length = 0;
    for (std::size_t i = 8; i-- > 0;)
        length = length << 8 | std::to_integer<std::uint64_t>(lengthBytes[i]);
    const std::uint64_t limit = std::min(maxHeaderBytes, fileSize - 8);
    if (length > limit)
        return fail(makeError(ErrorCode::Corrupt, limit == maxHeaderBytes
                                                      ? "the header claims to be larger than any that is allowed"
                                                      : "the header claims to be larger than the file")
                        .at(path)
                        .at(std::uint64_t{0})
                        .wanted("a header of at most " + bytesText(limit))
                        .got(bytesText(length))
                        .advise("The file is damaged, was not written completely or is no safetensors file"));
    std::string text(length, '\0');
    if (auto r = readWatched(source, 8, std::as_writable_bytes(std::span(text)), progress.part(0, 0.02)); !r)
        return fail(std::move(r.error()));

    HeaderBuilder builder;
    builder.header.dataOffset = 8 + length;
    builder.header.dataBytes = fileSize - 8 - length;
    // Some writers pad with zero bytes; nothing but spaces is meant, so both are cut off.
    std::string_view json(text);
    while (!json.empty() && (json.back() == ' ' || json.back() == '\0'))
        json.remove_suffix(1);
    WatchedText watched(json, progress.part(0.02, 0.9));
    const bool parsed = json::sax_parse(watched.begin(), watched.end(), &builder);
    if (watched.stopped())
        return cancelled();
    if (!parsed) {
        Error error = builder.error ? std::move(*builder.error)
                                    : makeError(ErrorCode::Corrupt, "the header is no valid JSON").at(std::uint64_t{8});
        if (error.hint.empty())
            error.hint = "The file is damaged or was written by a faulty program";
        return fail(std::move(error).at(path));
    }
    if (auto r = checkOffsets(builder.header, path, progress.part(0.9, 1)); !r)
        return fail(std::move(r.error()));
    return std::move(builder.header);
}

Result<std::string> composeHeader(const Header& header)
{
    std::string text(8, '\0');
    text += '{';
    const auto metadataText = [&] {
        std::string out = "\"__metadata__\":";
        if (header.metadata->isNull())
            return out + "null";
        out += '{';
        for (const auto& [key, value] : *header.metadata->map()) {
            if (out.back() != '{')
                out += ',';
            out += json(key).dump() + ':';
            out += std::visit(
                [](const auto& v) -> std::string {
                    using T = std::decay_t<decltype(v)>;
                    if constexpr (std::is_same_v<T, std::monostate>)
                        return "null";
                    else if constexpr (std::is_same_v<T, std::string> || std::is_arithmetic_v<T>)
                        return json(v).dump();
                    else
                        return "\"\"";
                },
                value.value());
        }
        return out + '}';
    };
    try {
        const auto comma = [&] {
            if (text.back() != '{')
                text += ',';
        };
        for (std::size_t i = 0; i <= header.entries.size(); ++i) {
            if (header.metadata && i == std::min(header.metadataPosition, header.entries.size())) {
                comma();
                text += metadataText();
            }
            if (i == header.entries.size())
                break;
            const Entry& e = header.entries[i];
            comma();
            text += json(e.name).dump() + ":{\"dtype\":" + json(e.tag).dump() + ",\"shape\":[";
            for (std::size_t d = 0; d < e.shape.rank(); ++d)
                text += (d ? "," : "") + std::to_string(e.shape[d]);
            text += "],\"data_offsets\":[" + std::to_string(e.begin) + ',' + std::to_string(e.end) + "]}";
        }
    } catch (const json::exception&) {
        return fail(makeError(ErrorCode::Unsupported, "a name or metadata text is not UTF-8, which safetensors demands")
                        .advise("Choose another output format or rename the tensor"));
    }
    text += '}';
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = text.size() - 8;
    if (length > maxHeaderBytes)
        return fail(makeError(ErrorCode::Unsupported, "the header would be larger than safetensors allows")
                        .wanted("at most " + bytesText(maxHeaderBytes))
                        .got(bytesText(length))
                        .advise("Write several files (shards) instead"));
    for (std::size_t i = 0; i < 8; ++i)
        text[i] = static_cast<char>(length >> (8 * i) & 0xFF);
    return text;
}

} // namespace tensorgraft::safetensors
