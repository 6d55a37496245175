#include "model_io/formats/numpy/pickle_walk.h"

#include <algorithm>
#include <charconv>

namespace tensorgraft::numpy {
namespace {

using namespace pickle;

constexpr std::size_t maxDepth = 200;
constexpr std::size_t maxNodes = 2'000'000;
constexpr std::size_t maxNameBytes = 4096;

bool isUtf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const std::size_t length = c < 0x80 ? 1 : (c >> 5) == 6 ? 2 : (c >> 4) == 14 ? 3 : (c >> 3) == 30 ? 4 : 0;
        if (length == 0 || length > text.size() - i || c == 0xC0 || c == 0xC1 || c > 0xF4)
            return false;
        for (std::size_t k = 1; k < length; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80)
                return false;
        const auto second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0;
        if ((c == 0xE0 && second < 0xA0) || (c == 0xED && second > 0x9F) || (c == 0xF0 && second < 0x90) || (c == 0xF4 && second > 0x8F))
            return false; // overlong, surrogate or beyond U+10FFFF
        i += length;
    }
    return true;
}

std::string numberText(double value)
{
    char text[64];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string keyTextAt(Ref key, int depth)
{
    if (const std::string* text = key->text())
        return printable(*text);
    if (const auto* number = key->as<std::int64_t>())
        return std::to_string(*number);
    if (const auto* flag = key->as<bool>())
        return *flag ? "True" : "False";
    if (const auto* real = key->as<double>())
        return numberText(*real);
    if (const auto* big = key->as<BigInt>())
        return big->decimalOrHex.substr(0, 100);
    if (key->as<None>())
        return "None";
    const auto* tuple = key->as<Tuple>();
    if (!tuple || depth >= 3)
        return "?";
    std::string out;
    for (const Ref item : tuple->items) {
        out += (out.empty() ? "(" : ",") + keyTextAt(item, depth + 1);
        if (out.size() > maxNameBytes)
            break;
    }
    return out.empty() ? "()" : out + ")";
}

class Walker {
public:
    /// `values`: of the whole pickle.
    Walker(const std::filesystem::path& path, std::size_t values, const OpenProgress& progress) : m_path(path), m_values(values), m_progress(progress) {}

    /// Collects the arrays below `ref`; `rest` is what else is there, null where nothing.
    Result<void> visit(Ref ref, const std::string& name, Metadata& rest)
    {
        if (!m_progress.tick(OpenStep::Listing, std::min(m_nodes, m_values), m_values))
            return cancelled();
        if (++m_nodes > maxNodes || m_depth > maxDepth || name.size() > maxNameBytes)
            return fail(makeError(ErrorCode::Unsupported, "the pickled tree is absurdly large or deep").at(m_path));
        ++m_depth;
        auto ok = visitInside(ref, name, rest);
        --m_depth;
        return ok;
    }

    std::vector<NamedArray> arrays;

private:
    using Done = Result<void>;
    static std::string join(const std::string& parent, const std::string& key) { return parent.empty() ? key : parent + "/" + key; }

    Done visitInside(Ref ref, const std::string& name, Metadata& rest)
    {
        if (const auto* dict = ref->as<Dict>())
            return visitPairs(dict->items, name, rest);
        if (const auto* list = ref->as<List>())
            return visitItems(list->items, name, rest);
        if (const auto* tuple = ref->as<Tuple>())
            return visitItems(tuple->items, name, rest);
        if (const auto* set = ref->as<Set>())
            return visitItems(set->items, name, rest);
        if (const auto* object = ref->as<Object>())
            return visitObject(*object, name, rest);
        rest = scalar(ref);
        return {};
    }

    Done visitPairs(const std::vector<std::pair<Ref, Ref>>& items, const std::string& name, Metadata& rest)
    {
        Metadata::Map kept;
        for (const auto& [key, value] : items) {
            std::string text = keyText(key);
            Metadata inner;
            if (auto ok = visit(value, join(name, text), inner); !ok)
                return ok;
            if (!inner.isNull())
                kept.emplace_back(std::move(text), std::move(inner));
        }
        if (!kept.empty())
            rest = Metadata(std::move(kept));
        return {};
    }

    Done visitItems(const std::vector<Ref>& items, const std::string& name, Metadata& rest)
    {
        const std::size_t before = arrays.size();
        Metadata::List kept;
        bool any = false;
        for (std::size_t i = 0; i < items.size(); ++i) {
            Metadata inner;
            if (auto ok = visit(items[i], join(name, std::to_string(i)), inner); !ok)
                return ok;
            any = any || !inner.isNull();
            kept.push_back(std::move(inner));
        }
        if (any || (arrays.size() == before && !items.empty()))
            rest = Metadata(std::move(kept));
        return {};
    }

    Done visitObject(const Object& object, const std::string& name, Metadata& rest)
    {
        if (auto array = describeArray(object)) {
            if (!array->element.isObject) {
                arrays.push_back({name, std::move(*array)});
                return {};
            }
            if (array->items.size() == 1)
                return visit(array->items[0], name, rest);
            return visitItems(array->items, name, rest);
        }
        const std::string called = calledName(object);
        const bool mapping = called == "collections.OrderedDict" || called == "collections.defaultdict";
        Metadata::Map kept;
        if (!mapping)
            kept.emplace_back("class", Metadata(Metadata::Opaque{printable(called)}));
        Metadata inner;
        if (object.state)
            if (auto ok = visit(object.state, name, inner); !ok)
                return ok;
        if (!inner.isNull())
            kept.emplace_back("state", std::move(inner));
        inner = Metadata();
        if (auto ok = visitPairs(object.items, name, inner); !ok)
            return ok;
        if (mapping && object.items.empty() && object.args) // OrderedDict([[key, value], ...]) of Python 2
            if (auto ok = visitPairList(object.args, name, inner); !ok)
                return ok;
        if (mapping && kept.empty()) {
            rest = std::move(inner);
            return {};
        }
        if (!inner.isNull())
            kept.emplace_back("items", std::move(inner));
        inner = Metadata();
        if (auto ok = visitItems(object.appended, name, inner); !ok)
            return ok;
        if (!inner.isNull())
            kept.emplace_back("appended", std::move(inner));
        rest = Metadata(std::move(kept));
        return {};
    }

    Done visitPairList(Ref args, const std::string& name, Metadata& rest)
    {
        const auto* tuple = args->as<Tuple>();
        const auto* list = tuple && tuple->items.size() == 1 ? tuple->items[0]->as<List>() : nullptr;
        if (!list)
            return {};
        std::vector<std::pair<Ref, Ref>> pairs;
        for (const Ref item : list->items) {
            const auto* asList = item->as<List>();
            const auto* asTuple = item->as<Tuple>();
            const auto* both = asList ? &asList->items : asTuple ? &asTuple->items : nullptr;
            if (!both || both->size() != 2)
                return {};
            pairs.emplace_back((*both)[0], (*both)[1]);
        }
        return visitPairs(pairs, name, rest);
    }

    static Metadata scalar(Ref ref)
    {
        if (ref->as<None>())
            return Metadata(Metadata::Opaque{"None"});
        if (const auto* flag = ref->as<bool>())
            return {*flag};
        if (const auto* number = ref->as<std::int64_t>())
            return {*number};
        if (const auto* real = ref->as<double>())
            return {*real};
        if (const auto* big = ref->as<BigInt>())
            return {big->decimalOrHex};
        if (const auto* bytes = ref->as<Bytes>()) {
            if (const std::string* text = ref->text())
                return {printable(*text)};
            return Metadata(Metadata::Opaque{std::to_string(bytes->length) + (bytes->isText ? " bytes of text" : " bytes")});
        }
        if (const auto* global = ref->as<Global>())
            return Metadata(Metadata::Opaque{printable(global->module + "." + global->name)});
        return Metadata(Metadata::Opaque{"persistent id"});
    }

    const std::filesystem::path& m_path;
    std::size_t m_nodes = 0, m_depth = 0, m_values;
    OpenProgress m_progress;
};

} // namespace

std::string printable(const std::string& text)
{
    if (isUtf8(text))
        return text;
    std::string out;
    for (const char c : text) {
        const auto value = static_cast<unsigned char>(c);
        if (value < 0x80) {
            out.push_back(c);
        } else {
            out.push_back(static_cast<char>(0xC0 | value >> 6));
            out.push_back(static_cast<char>(0x80 | (value & 0x3F)));
        }
    }
    return out;
}

std::string keyText(Ref key) { return keyTextAt(key, 0); }

Result<WalkResult> walk(const Document& document, const std::string& prefix, const std::filesystem::path& path,
                        const OpenProgress& progress)
{
    Walker walker(path, document.arena.size(), progress);
    WalkResult result;
    if (auto ok = walker.visit(document.root, prefix, result.rest); !ok)
        return tl::unexpected(std::move(ok.error()));
    result.arrays = std::move(walker.arrays);
    return result;
}

} // namespace tensorgraft::numpy
