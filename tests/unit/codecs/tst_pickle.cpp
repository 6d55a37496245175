#include "model_io/codecs/pickle.h"

#include "model_io/codecs/file_io.h"
#include "tests/support/test_paths.h"

#include <chrono>
#include <cstdio>
#include <gtest/gtest.h>

using namespace tensorgraft;
using namespace tensorgraft::pickle;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

std::shared_ptr<MemorySource> memory(std::string_view text)
{
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return std::make_shared<MemorySource>(std::vector<std::byte>(data, data + text.size()));
}

Result<std::shared_ptr<const Document>> parseText(std::string_view text, const Limits& limits = {})
{
    return parse(*memory(text), 0, "test.pkl", limits);
}

std::string hex(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        char two[3];
        std::snprintf(two, sizeof two, "%02x", static_cast<unsigned char>(c));
        out += two;
    }
    return out;
}

/// As make_pickles.py renders it; `hexFloat` agrees with float.hex() after both were parsed back.
std::string render(Ref ref, int depth = 0)
{
    if (depth > 100)
        return "...";
    const auto join = [depth](const std::vector<Ref>& items) {
        std::string out;
        for (const Ref item : items)
            out += (out.empty() ? "" : ",") + render(item, depth + 1);
        return out;
    };
    const auto pairs = [depth](const std::vector<std::pair<Ref, Ref>>& items) {
        std::string out;
        for (const auto& [key, value] : items)
            out += (out.empty() ? "" : ",") + render(key, depth + 1) + ":" + render(value, depth + 1);
        return out;
    };
    if (ref->as<None>())
        return "None";
    if (const auto* v = ref->as<bool>())
        return *v ? "True" : "False";
    if (const auto* v = ref->as<std::int64_t>())
        return std::to_string(*v);
    if (const auto* v = ref->as<BigInt>())
        return "big:" + v->decimalOrHex;
    if (const auto* v = ref->as<double>()) {
        char text[64];
        std::snprintf(text, sizeof text, "%a", *v);
        return "f"s + text;
    }
    if (const auto* v = ref->as<Bytes>())
        return (v->isText ? "u'" : "b'") + hex(v->data) + "'";
    if (const auto* v = ref->as<List>())
        return "[" + join(v->items) + "]";
    if (const auto* v = ref->as<Tuple>())
        return "(" + join(v->items) + ")";
    if (const auto* v = ref->as<Set>())
        return "set(" + join(v->items) + ")";
    if (const auto* v = ref->as<Dict>())
        return "{" + pairs(v->items) + "}";
    if (const auto* v = ref->as<Global>())
        return v->module + "." + v->name;
    if (const auto* v = ref->as<PersistentId>())
        return "pid:" + render(v->id, depth + 1);
    const auto* v = ref->as<Object>();
    std::string out = render(v->callable, depth + 1) + render(v->args, depth + 1);
    if (v->keywords)
        out += "kw" + render(v->keywords, depth + 1);
    if (v->state)
        out += "state" + render(v->state, depth + 1);
    if (!v->items.empty())
        out += "items{" + pairs(v->items) + "}";
    if (!v->appended.empty())
        out += "appended[" + join(v->appended) + "]";
    return out;
}

/// float.hex() writes 0x1.8000000000000p+0, printf %a writes 0x1.8p+0: drops trailing zeros of the fraction.
std::string normaliseFloats(std::string text)
{
    std::size_t at = 0;
    while ((at = text.find("p", at)) != std::string::npos) {
        std::size_t from = at;
        while (from > 0 && text[from - 1] == '0')
            --from;
        if (from > 0 && text[from - 1] == '.')
            text.erase(from - 1, at - from + 1), at = from - 1;
        else if (text.rfind('.', at) != std::string::npos && text.rfind('.', at) > text.rfind('x', at))
            text.erase(from, at - from), at = from;
        ++at;
    }
    return text;
}

class PickleFiles : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_dir = new test::TempDir;
        const auto made = test::run(test::python() + " '" +
                                    (test::sourceDir() / "tests/unit/codecs/make_pickles.py").string() + "' '" +
                                    s_dir->path().string() + "'");
        ASSERT_EQ(made.exitCode, 0) << made.output;
    }
    static void TearDownTestSuite() { delete s_dir; }
    static std::string load(const std::string& name) { return test::readFile(*s_dir / (name + ".pkl")); }
    static inline test::TempDir* s_dir = nullptr;
};

TEST_F(PickleFiles, valuesOfEveryProtocolAreThoseOfPython)
{
    int checked = 0;
    for (const auto& entry : fs::directory_iterator(s_dir->path())) {
        if (entry.path().extension() != ".txt")
            continue;
        const std::string name = entry.path().stem().string();
        const std::string data = load(name);
        auto document = parseText(data);
        ASSERT_TRUE(document) << name << ": " << document.error().toString();
        EXPECT_EQ(normaliseFloats(render((*document)->root)), normaliseFloats(test::readFile(entry.path()))) << name;
        EXPECT_EQ((*document)->endOffset, data.size()) << name;
        ++checked;
    }
    EXPECT_EQ(checked, 6 + 3 + 6);
}

TEST_F(PickleFiles, objectsAreDescribedNotMade)
{
    const std::string ordered2 = render((*parseText(load("ordered-2")))->root);
    EXPECT_EQ(ordered2, "collections.OrderedDict()items{u'61':1,u'62':2}");
    EXPECT_EQ(render((*parseText(load("ordered-4")))->root), ordered2);
    EXPECT_EQ(render((*parseText(load("point-2")))->root), "some.where.Point()state{u'78':1}");
    EXPECT_EQ(render((*parseText(load("point-0")))->root),
              "copy_reg._reconstructor(some.where.Point,__builtin__.object,None)state{u'78':1}");
    EXPECT_EQ(render((*parseText(load("newobj-ex")))->root), "some.where.Slotted(7)kw{u'7363616c65':2}");
    EXPECT_EQ(render((*parseText(load("set")))->root), "set(3)");
    EXPECT_EQ(render((*parseText(load("frozenset")))->root), "set(3)");
}

TEST_F(PickleFiles, nothingIsExecuted)
{
    for (int p = 0; p < 6; ++p) {
        auto document = parseText(load("evil-" + std::to_string(p)));
        ASSERT_TRUE(document);
        const auto* object = (*document)->root->as<Object>();
        ASSERT_TRUE(object);
        ASSERT_TRUE(object->callable->as<Global>());
        EXPECT_EQ(object->callable->as<Global>()->name, "system");
        ASSERT_EQ((*document)->globals.size(), 1u);
        EXPECT_EQ((*document)->globals[0].second, "system");
        EXPECT_FALSE(fs::exists(*s_dir / ("executed-" + std::to_string(p))));
    }
}

TEST_F(PickleFiles, longStringsAreReferredTo)
{
    const std::string data = load("long-bytes");
    auto document = parseText(data);
    ASSERT_TRUE(document);
    const auto& items = (*document)->root->as<List>()->items;
    ASSERT_EQ(items.size(), 3u);
    const std::string expected[] = {std::string(100000, '\1'), std::string(5000, 't'), std::string(70000, '\2')};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto* bytes = items[i]->as<Bytes>();
        EXPECT_TRUE(bytes->data.empty());
        EXPECT_EQ(items[i]->text(), nullptr);
        EXPECT_EQ(data.substr(bytes->offset, bytes->length), expected[i]);
        EXPECT_EQ(bytes->endOffset, bytes->offset + bytes->length);
        EXPECT_EQ(static_cast<unsigned char>(data[bytes->opcodeOffset]), bytes->opcode);
    }
    EXPECT_FALSE((*document)->frameOffsets.empty());
    for (const std::uint64_t offset : (*document)->frameOffsets)
        EXPECT_EQ(data[offset], '\x95');
}

TEST_F(PickleFiles, everyTruncationIsAnError)
{
    for (const char* name : {"plain-0", "plain-2", "plain-5", "bytes-5", "ordered-4", "point-0", "newobj-ex"}) {
        const std::string data = load(name);
        for (std::size_t n = 0; n < data.size(); ++n) {
            auto document = parseText(std::string_view(data).substr(0, n));
            ASSERT_FALSE(document) << name << " cut at " << n;
            ASSERT_EQ(document.error().code, ErrorCode::Corrupt);
            ASSERT_EQ(document.error().file, "test.pkl");
            ASSERT_TRUE(document.error().offset.has_value());
        }
    }
}

TEST_F(PickleFiles, damageNeverCrashes)
{
    std::size_t opened = 0, refused = 0;
    for (const char* name : {"plain-0", "plain-1", "plain-2", "plain-4", "plain-5", "bytes-5", "ordered-4", "point-0"}) {
        const std::string data = load(name);
        for (std::size_t i = 0; i < data.size(); ++i)
            for (const int flip : {0x01, 0xA0}) {
                std::string bad = data;
                bad[i] = static_cast<char>(bad[i] ^ flip);
                if (auto document = parseText(bad)) {
                    (void)render((*document)->root);
                    ++opened;
                } else {
                    ++refused;
                }
            }
    }
    EXPECT_GT(opened, 0u);
    EXPECT_GT(refused, 0u);
}

TEST(Pickle, handWrittenOpcodes)
{
    const struct {
        std::string stream, expected;
    } rows[] = {
        {"(I1\nI2\nl.", "[1,2]"},
        {"(S'a'\nI1\nd.", "{b'61':1}"},
        {"(I1\nI2\nimod\nCls\n.", "mod.Cls(1,2)"},
        {"(cmod\nCls\nI1\no.", "mod.Cls(1)"},
        {"(i__main__\nC\np0\n(dp1\nS'x'\nI1\nsb.", "__main__.C()state{b'78':1}"},
        {"I1\nI2\n(I3\nI4\n10.", "1"},
        {"I5\n2\x86.", "(5,5)"},
        {"Pabc\n.", "pid:u'616263'"},
        {"K\x07Q.", "pid:7"},
        {"\x82\x05.", "copyreg.extension.5"},
        {"\x84\x05\x01\x00\x00)\x81."s, "copyreg.extension.261()"},
        {"I00\n.", "False"},
        {"I01\n.", "True"},
        {"L12L\n.", "12"},
        {"L123456789012345678901234567890L\n.", "big:123456789012345678901234567890"},
        {"\x8a\x00."s, "0"},
        {"\x8a\x01\xff.", "-1"},
        {"\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", "big:0x1950a86a20f9469cfc6c"},
        {"\x8b\x02\x00\x00\x00\x00\xff."s, "-256"},
        {"F1.5\n.", "f0x1.8p+0"},
        {"Fnan\n0N.", "None"},
        {"S'a\\x41\\n\\'\\\\\\101'\n.", "b'61410a275c41'"},
        {"Vcaf\\u00e9\\U0001f600\n.", "u'636166c3a9f09f9880'"},
        {"U\x03" "abc.", "b'616263'"},
        {"T\x03\x00\x00\x00" "abc."s, "b'616263'"},
        {"\x96\x03\x00\x00\x00\x00\x00\x00\x00" "abc."s, "b'616263'"},
        {"N(0.", "None"},
        {"]q\x05h\x05.", "[]"},
        {"I3\np100000000\n0g100000000\n.", "3"},
        {"\x80\x04\x8c\x03mod\x94\x8c\x01" "C\x94\x93)R}b.", "mod.C()state{}"},
    };
    for (const auto& row : rows) {
        auto document = parseText(row.stream);
        ASSERT_TRUE(document) << row.expected << ": " << document.error().toString();
        EXPECT_EQ(render((*document)->root), row.expected);
    }
}

TEST(Pickle, hostileStreamsAreRefused)
{
    const std::string rows[] = {
        "", ".", "0.", "1.", "t.", "2.", "R.", "NR.", "N(R.", "b.", "Nb.", "a.", "Na.", "NNa.", "s.", "]NNs.", "NNNs.",
        "(NNu.", "}(Nu.", "(Nd.", "h\x05.", "g5\n.", "gx\n.", "q\x01.", "j\xff\xff\xff\xff.", "S'a\n.", "Sa\n.", "S'\\\n.",
        "S'\\xg1'\n.", "V\\u12\n.", "I\n.", "Ix\n.", "F\n.", "Fx\n.", "F1.0x\n.", "L\n.", "(o.", "(.", "N\x93.", "NN\x93.",
        "T\xff\xff\xff\xff.", "X\xff\xff\xff\x7f.", "\x8e\xff\xff\xff\xff\xff\xff\xff\xff.", "\x8b\xff\xff\xff\xff.",
        "\x95\xff\xff\xff\xff\xff\xff\xff\xffN.", "\xff.", "x.", "\x80", "cmod\n", "cmod\nname", "imod\nname\n.",
    };
    for (const std::string& stream : rows) {
        auto document = parseText(stream);
        ASSERT_FALSE(document) << hex(stream);
        EXPECT_EQ(document.error().code, ErrorCode::Corrupt) << hex(stream);
    }
    EXPECT_EQ(parseText("\x80\x06N.").error().code, ErrorCode::Unsupported);
    EXPECT_EQ(parseText("\x80\x05\x97.").error().code, ErrorCode::Unsupported);
}

TEST(Pickle, boundsValuesAndDepth)
{
    Limits few;
    few.maxValues = 100;
    EXPECT_EQ(parseText("(" + std::string(1000, ']') + "t.", few).error().code, ErrorCode::Unsupported);
    // The same immutable value again and again is one value.
    EXPECT_TRUE(parseText("(" + std::string(1000, 'N') + "t.", few));
    // A million nested tuples neither overflow the stack here nor when the document is destroyed.
    auto deep = parseText("N" + std::string(1'000'000, '\x85') + ".");
    ASSERT_TRUE(deep);
    auto marks = parseText(std::string(1'000'000, '('));
    EXPECT_FALSE(marks);
    // A list that contains itself.
    auto cycle = parseText("]q\x01h\x01" "a.");
    ASSERT_TRUE(cycle);
    EXPECT_EQ((*cycle)->root->as<List>()->items[0], (*cycle)->root);
}

TEST(Pickle, startsAtAnOffsetAndReportsPlaces)
{
    const auto source = memory("junkjunkK\x07.rest");
    auto document = parse(*source, 8, "x");
    ASSERT_TRUE(document);
    EXPECT_EQ((*document)->endOffset, 11u);
    auto bad = parse(*memory("junk\xff"), 4, "x");
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().offset, 4u);
}

TEST(Pickle, aHugeStringCostsNoTime)
{
    const test::TempDir dir;
    const fs::path path = dir / "huge.pkl";
    constexpr std::uint64_t length = std::uint64_t{10} << 30;
    auto file = OutputFile::create(path);
    ASSERT_TRUE(file);
    std::string head = "\x80\x04]\x8e";
    for (int i = 0; i < 8; ++i)
        head.push_back(static_cast<char>(length >> (8 * i) & 0xFF));
    const std::string tail = "a.";
    const auto bytes = [](const std::string& s) { return std::as_bytes(std::span(s)); };
    ASSERT_TRUE(file->writeAt(0, bytes(head)));
    ASSERT_TRUE(file->writeAt(head.size() + length, bytes(tail)));
    auto source = FileSource::open(path);
    ASSERT_TRUE(source);
    const auto start = std::chrono::steady_clock::now();
    auto document = parse(**source, 0, path);
    const auto took = std::chrono::steady_clock::now() - start;
    ASSERT_TRUE(document) << document.error().toString();
    EXPECT_LT(took, std::chrono::seconds(1));
    EXPECT_EQ((*document)->root->as<List>()->items[0]->as<Bytes>()->length, length);
}

} // namespace
