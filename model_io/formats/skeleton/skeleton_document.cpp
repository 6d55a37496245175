#include "model_io/formats/skeleton/skeleton_document.h"

#include "model_io/codecs/watched_text.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace tensorgraft::skeleton {
namespace {

using nlohmann::json;

/// Bytes of the value, nullopt where they do not fit 63 bits. Types without a size of their own count as 0.
std::optional<std::uint64_t> sizeOf(DType type, const Shape& shape)
{
    const auto count = shape.checkedElementCount();
    if (!count)
        return std::nullopt;
    const BlockSize block = blockSize(type);
    const std::uint64_t blocks = *count / block.elements + (*count % block.elements ? 1 : 0);
    if (block.bytes && blocks > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / block.bytes)
        return std::nullopt;
    return blocks * block.bytes;
}

class Builder final : public nlohmann::json_sax<json> {
public:
    Document document;
    bool isSkeleton = false, isMap = false;
    std::optional<Error> error;

    bool null() override { return scalar("null"); }
    bool boolean(bool) override { return scalar("a truth value"); }
    bool number_integer(number_integer_t v) override { return scalar(std::to_string(v)); }
    bool number_float(number_float_t, const string_t& text) override { return scalar(text); }
    bool number_unsigned(number_unsigned_t v) override
    {
        if (m_inShape) {
            if (v > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
                return refuse("a size is too large", "below 2^63", std::to_string(v));
            m_dims.push_back(static_cast<std::int64_t>(v));
            return true;
        }
        if (m_skip == 0 && m_place == Place::Root && m_key == "skeleton") {
            isSkeleton = true;
            if (v == 1)
                return true;
            error = makeError(ErrorCode::Unsupported, "the skeleton is of a later version")
                        .wanted("version 1").got("version " + std::to_string(v)).advise("Update the program");
            return false;
        }
        return scalar(std::to_string(v));
    }
    bool string(string_t& value) override
    {
        if (m_skip == 0 && m_place == Place::Root && m_key == "format") {
            document.format = std::move(value);
            return true;
        }
        if (m_skip == 0 && m_place == Place::Tensor && m_key == "name") {
            m_tensor.name = std::move(value);
            m_hasName = true;
            return true;
        }
        if (m_skip == 0 && m_place == Place::Tensor && m_key == "dtype") {
            const auto type = dtypeFromName(value);
            if (!type) {
                error = makeError(ErrorCode::Unsupported, "the data type is not known").of(m_tensor.name)
                            .wanted("a NumPy name such as float32, or a GGUF one such as Q4_K").got("'" + value + "'");
                return false;
            }
            m_tensor.dtype = *type;
            return true;
        }
        return scalar("text");
    }
    bool binary(binary_t&) override { return false; }
    bool key(string_t& value) override
    {
        if (m_skip == 0)
            m_key = std::move(value);
        return true;
    }
    bool start_object(std::size_t) override
    {
        if (m_skip) {
            ++m_skip;
            return true;
        }
        switch (m_place) {
        case Place::Start: m_place = Place::Root; return true;
        case Place::List:
            m_place = Place::Tensor;
            m_tensor = {};
            m_hasName = m_hasShape = false;
            return true;
        case Place::Root:
        case Place::Tensor:
            if (m_inShape)
                return refuse("a shape holds more than sizes", "whole numbers", "an object");
            m_skip = 1; // other keys: a remark, the truth of a benchmark pair
            return true;
        }
        return false;
    }
    bool end_object() override
    {
        if (m_skip) {
            --m_skip;
            return true;
        }
        if (m_place != Place::Tensor)
            return true;
        m_place = Place::List;
        if (!m_hasName || !m_hasShape)
            return refuse("a tensor is described incompletely", "name and shape", m_hasName ? "no shape" : "no name");
        return add();
    }
    bool start_array(std::size_t) override
    {
        if (m_skip) {
            ++m_skip;
            return true;
        }
        if (m_inShape)
            return refuse("a shape holds more than sizes", "whole numbers", "a list");
        if (m_place == Place::Root && m_key == "tensors" && (isSkeleton || !isMap)) {
            // {"tensors": [3, 3]} could be a map with a tensor of that name; numbers inside show it.
            m_place = Place::List;
            return true;
        }
        if (m_place == Place::Tensor ? m_key == "shape" : m_place == Place::Root && !isSkeleton) {
            m_inShape = true;
            m_dims.clear();
            return true;
        }
        if (m_place == Place::List)
            return refuse("the list of tensors holds something else", "objects", "a list");
        m_skip = 1;
        return true;
    }
    bool end_array() override
    {
        if (m_skip) {
            --m_skip;
            return true;
        }
        if (m_place == Place::List) {
            m_place = Place::Root;
            isSkeleton = true;
            return true;
        }
        m_inShape = false;
        if (m_place == Place::Tensor) {
            m_tensor.shape = Shape(std::move(m_dims));
            m_dims = {};
            m_hasShape = true;
            return true;
        }
        isMap = true;
        m_tensor = {};
        m_tensor.name = m_key;
        m_tensor.shape = Shape(std::move(m_dims));
        m_dims = {};
        return add();
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) override
    {
        std::string what = e.what();
        if (const auto colon = what.find(": "); colon != std::string::npos)
            what = what.substr(colon + 2);
        error = makeError(ErrorCode::Corrupt, "the text is no valid JSON")
                    .at(std::uint64_t{position ? position - 1 : 0}).wanted("JSON").got(std::move(what));
        return false;
    }

private:
    enum class Place { Start, Root, List, Tensor };

    bool refuse(std::string message, std::string wanted, std::string found)
    {
        const std::string& name = m_place == Place::Tensor || m_place == Place::List ? m_tensor.name : m_key;
        error = makeError(ErrorCode::Corrupt, std::move(message)).of(name).wanted(std::move(wanted)).got(std::move(found));
        return false;
    }
    bool scalar(std::string what)
    {
        if (m_skip)
            return true;
        if (m_inShape)
            return refuse("a size is not known or no whole number", "a whole number from 0 on", std::move(what));
        if (m_place == Place::List)
            return refuse("the list of tensors holds something else", "objects", std::move(what));
        return true;
    }
    bool add()
    {
        const auto size = sizeOf(m_tensor.dtype, m_tensor.shape);
        if (!size)
            return refuse("the shape is too large", "below 2^63 bytes", m_tensor.shape.toString());
        m_tensor.sizeBytes = *size;
        document.tensors.push_back(std::move(m_tensor));
        return true;
    }

    Place m_place = Place::Start;
    std::string m_key;
    Described m_tensor;
    std::vector<std::int64_t> m_dims;
    bool m_hasName = false, m_hasShape = false, m_inShape = false;
    std::uint32_t m_skip = 0;
};

} // namespace

Result<void> measure(Described& tensor, const std::filesystem::path& path)
{
    const auto size = sizeOf(tensor.dtype, tensor.shape);
    if (!size)
        return fail(makeError(ErrorCode::Corrupt, "the shape is too large").at(path).of(tensor.name)
                        .wanted("below 2^63 bytes").got(tensor.shape.toString()));
    tensor.sizeBytes = *size;
    return {};
}

Result<Document> parse(std::string_view text, const std::filesystem::path& path, const OpenProgress& progress)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    Builder builder;
    WatchedText watched(text, progress);
    const bool parsed = json::sax_parse(watched.begin(), watched.end(), &builder);
    if (watched.stopped())
        return cancelled();
    if (!parsed) {
        Error error = builder.error ? std::move(*builder.error) : makeError(ErrorCode::Corrupt, "the text is no valid JSON");
        if (error.hint.empty())
            error.hint = "A skeleton is {\"skeleton\": 1, \"tensors\": [{\"name\", \"shape\", \"dtype\"}]}";
        return fail(std::move(error).at(path));
    }
    if (!builder.isSkeleton && !builder.isMap)
        return fail(makeError(ErrorCode::NotThisFormat, "the JSON is no skeleton")
                        .at(path)
                        .wanted("{\"skeleton\": 1, \"tensors\": [...]} or {name: shape}")
                        .got("JSON of another kind"));
    return std::move(builder.document);
}

} // namespace tensorgraft::skeleton
