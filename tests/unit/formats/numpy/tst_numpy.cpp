#include "model_io/formats/numpy/numpy_formats.h"
#include "tests/support/model_helpers.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>

using namespace tensorgraft;
namespace fs = std::filesystem;

namespace {

class Numpy : public ::testing::Test {
protected:
    static void SetUpTestSuite()
    {
        s_dir = new test::TempDir;
        const auto made = test::run(test::python() + " '" + (test::sourceDir() / "tests/oracle/numpy/numpy_oracle.py").string() +
                                    "' make '" + s_dir->path().string() + "'");
        ASSERT_EQ(made.exitCode, 0) << made.output;
    }
    static void TearDownTestSuite() { delete s_dir; }

    static fs::path file(const std::string& name)
    {
        const fs::path npy = s_dir->path() / name / "a.npy";
        return fs::exists(npy) ? npy : s_dir->path() / name / "a.npz";
    }
    static const Format& formatOf(const fs::path& path)
    {
        static const auto npy = makeNumpyNpyFormat(), npz = makeNumpyNpzFormat();
        return path.extension() == ".npy" ? *npy : *npz;
    }
    static std::shared_ptr<const ModelFile> open(const std::string& name)
    {
        auto model = formatOf(file(name)).open(file(name));
        EXPECT_TRUE(model) << model.error().toString();
        return model ? *model : nullptr;
    }
    static std::vector<std::string> cases()
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(s_dir->path()))
            if (fs::exists(entry.path() / "facts.json"))
                names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }
    static inline test::TempDir* s_dir = nullptr;
};

std::vector<test::TensorValue> ownValues(const ModelFile& model)
{
    std::vector<test::TensorValue> values;
    for (std::size_t i = 0; i < model.tensors().size(); ++i)
        values.push_back(test::valueOf(model, i));
    return values;
}

TEST_F(Numpy, everyFixtureIsWhatNumpyFinds)
{
    const auto names = cases();
    EXPECT_GT(names.size(), 60u);
    for (const std::string& name : names) {
        SCOPED_TRACE(name);
        auto model = open(name);
        ASSERT_TRUE(model);
        EXPECT_TRUE(model->warnings().empty());
        test::expectFacts(*model, *s_dir / name);
    }
}

TEST_F(Numpy, plainArraysAreMappedWithTheirStrides)
{
    auto model = open("plain-fortran");
    auto mapped = model->map(0);
    ASSERT_TRUE(mapped && *mapped);
    EXPECT_EQ((**mapped).strides, (std::vector<std::int64_t>{1, 4, 12}));
    EXPECT_FALSE((**mapped).contiguous);
    EXPECT_FALSE(model->extent(0));
    auto plain = open("plain-f4");
    const auto extent = plain->extent(0);
    ASSERT_TRUE(extent);
    EXPECT_EQ(extent->offset % 64, 0u);
    EXPECT_EQ(extent->offset + extent->lengthBytes, fs::file_size(file("plain-f4")));
    EXPECT_FALSE(*open("plain-big-f4")->map(0));
    EXPECT_TRUE(open("layers-4")->extent(0)); // bytes of pickled arrays have a place too
    EXPECT_TRUE(open("npz-stored")->extent(0));
    EXPECT_FALSE(open("npz-deflated")->extent(0));
}

TEST_F(Numpy, metadataKeepsWhatIsNoArray)
{
    const auto model = open("flat-2");
    const Metadata* values = model->metadata().find("values");
    ASSERT_TRUE(values);
    ASSERT_TRUE(values->find("note"));
    EXPECT_EQ(*values->find("note")->string(), "text");
    EXPECT_EQ(*values->find("epoch"), Metadata(3));
    EXPECT_EQ(*values->find("nested"), Metadata(Metadata::List{1, Metadata(Metadata::Map{{"x", 2.5}})}));
    EXPECT_FALSE(values->find("a.weight"));
    EXPECT_EQ(*model->metadata().find("pickleProtocol"), Metadata(2));
    const auto zip = open("npz-text");
    ASSERT_TRUE(zip->metadata().find("otherMembers"));
    EXPECT_EQ(*zip->metadata().find("otherMembers"), Metadata(Metadata::List{"readme.txt"}));
}

TEST_F(Numpy, classesStayNames)
{
    for (const char* name : {"custom-0", "custom-2", "custom-5"}) {
        const auto model = open(name);
        EXPECT_TRUE(model->find("it/w"));
        const Metadata* it = model->metadata().find("values")->find("it");
        ASSERT_TRUE(it);
        EXPECT_EQ(*it->find("class"), Metadata(Metadata::Opaque{"some.where.Custom"}));
    }
    for (const char* name : {"evil-2", "evil-4"}) {
        const auto model = open(name);
        ASSERT_TRUE(model);
        EXPECT_TRUE(model->find("w"));
        ASSERT_EQ(model->warnings().size(), 1u);
        EXPECT_NE(model->warnings()[0].message.find("posix.system"), std::string::npos);
        const auto* opaque = std::get_if<Metadata::Opaque>(&model->metadata().find("values")->find("x")->find("class")->value());
        ASSERT_TRUE(opaque);
        EXPECT_EQ(opaque->description, "posix.system");
        (void)test::valueOf(*model, 0);
    }
    const test::TempDir dir;
    const std::string call = "cposix\nsystem\n(S'touch " + (s_dir->path() / "executed-root").string() + "'\ntR.";
    std::string whole = test::readFile(file("evil-2")).substr(0, 10);
    whole += test::readFile(file("evil-2")).substr(10, static_cast<unsigned char>(whole[8])) + call;
    test::writeFile(dir / "root.npy", whole);
    auto root = formatOf("root.npy").open(dir / "root.npy");
    ASSERT_FALSE(root) << "no tensor and a call into the system: not a model";
    EXPECT_EQ(root.error().code, ErrorCode::Unsupported);
    EXPECT_NE(root.error().message.find("posix.system"), std::string::npos);
    EXPECT_FALSE(root.error().hint.empty());
    for (const auto& entry : fs::directory_iterator(s_dir->path()))
        EXPECT_FALSE(entry.path().filename().string().starts_with("executed")) << "a pickle was executed";
}

TEST_F(Numpy, headersAreReadStrictly)
{
    const test::TempDir dir;
    const auto write = [&](const std::string& header, const std::string& data) {
        std::string text = header;
        text.append(118 - 1 - text.size(), ' ');
        test::writeFile(dir / "x.npy", std::string("\x93NUMPY\x01\x00\x76\x00", 10) + text + "\n" + data);
        return formatOf(dir / "x.npy").open(dir / "x.npy");
    };
    auto bfloat = write("{'descr': 'bfloat16', 'fortran_order': False, 'shape': (2,), }", std::string("\x80\x3f\x00\x40", 4));
    ASSERT_TRUE(bfloat);
    EXPECT_EQ((*bfloat)->tensors()[0].dtype, DType::BFloat16);
    EXPECT_EQ((*bfloat)->tensors()[0].name, "array");
    EXPECT_EQ(*(*bfloat)->readAll(0), (std::vector<std::byte>{std::byte{0x80}, std::byte{0x3f}, std::byte{0}, std::byte{0x40}}));
    auto record = write("{'descr': [('a', '<f4'), ('b', '<i2')], 'fortran_order': False, 'shape': (2,), }", "123456123456");
    ASSERT_TRUE(record) << record.error().toString();
    EXPECT_EQ((*record)->tensors()[0].dtype, DType::Opaque);
    auto voids = write("{'descr': '|V2', 'fortran_order': False, 'shape': (1,), }", "12");
    EXPECT_EQ((*voids)->tensors()[0].dtype, DType::Opaque);
    EXPECT_EQ((*voids)->readAll(0).error().code, ErrorCode::Unsupported);

    const char* bad[] = {"{}", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': 1, 'shape': (1,)}",
                         "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
                         "{'descr': '<f4', 'fortran_order': False, 'shape': (5)}",
                         "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807,2)}",
                         "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807,)}",
                         "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}",
                         "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}",
                         "{'descr': '<f4', 'fortran_order': False, 'shape': (1000,)}"};
    for (const char* header : bad) {
        auto model = write(header, "1234");
        ASSERT_FALSE(model) << header;
        EXPECT_EQ(model.error().code, ErrorCode::Corrupt) << header;
        EXPECT_EQ(model.error().file, dir / "x.npy");
    }
}

TEST_F(Numpy, everyTruncationIsAnError)
{
    const test::TempDir dir;
    for (const char* name : {"plain-f4", "plain-version-3", "python2-0", "layers-2", "layers-5", "python2-2", "npz-small", "npz-small-deflated"}) {
        const std::string data = test::readFile(file(name));
        const fs::path path = dir / ("x" + file(name).extension().string());
        test::writeFile(path, data);
        for (std::size_t n = data.size(); n-- > 0;) {
            fs::resize_file(path, n);
            auto model = formatOf(path).open(path);
            ASSERT_FALSE(model) << name << " cut at " << n;
            const ErrorCode code = model.error().code;
            ASSERT_TRUE(code == ErrorCode::Corrupt || (n < 6 && code == ErrorCode::NotThisFormat)) << name << " cut at " << n;
            ASSERT_EQ(model.error().file, path);
        }
    }
}

TEST_F(Numpy, damageNeverCrashes)
{
    const test::TempDir dir;
    std::size_t opened = 0, refused = 0, unreadable = 0;
    for (const char* name : {"plain-f4", "layers-2", "flat-4", "python2-0", "npz-small", "npz-small-deflated"}) {
        const std::string data = test::readFile(file(name));
        const fs::path path = dir / ("x" + file(name).extension().string());
        test::writeFile(path, data);
        std::fstream damaged(path, std::ios::in | std::ios::out | std::ios::binary);
        for (std::size_t i = 0; i < data.size(); ++i) {
            if (i > 0) // the byte before is whole again
                damaged.seekp(static_cast<std::streamoff>(i - 1)).put(data[i - 1]);
            damaged.seekp(static_cast<std::streamoff>(i)).put(static_cast<char>(data[i] ^ (i % 2 ? 0x01 : 0x90))).flush();
            auto model = formatOf(path).open(path);
            ++(model ? opened : refused);
            if (!model)
                continue;
            for (std::size_t t = 0; t < (*model)->tensors().size(); ++t)
                if (isPlain((*model)->tensors()[t].dtype))
                    unreadable += !(*model)->readAll(t, 1 << 20);
        }
    }
    EXPECT_GT(opened, 0u);
    EXPECT_GT(refused, 0u);
    EXPECT_GT(unreadable, 0u);
}

TEST_F(Numpy, rewritingWithItsOwnValuesChangesNothing)
{
    for (const std::string& name : cases()) {
        if (name.starts_with("shared"))
            continue;
        SCOPED_TRACE(name);
        auto model = open(name);
        const test::TempDir dir;
        const fs::path out = file(name).filename();
        auto ok = test::rewriteInto(formatOf(out), model, ownValues(*model), dir.path(), out, 100);
        ASSERT_TRUE(ok) << ok.error().toString();
        auto again = formatOf(out).open(dir.path() / out);
        ASSERT_TRUE(again) << again.error().toString();
        test::expectFacts(**again, *s_dir / name);
        // Where nothing is stored as text, the very bytes are the same.
        const bool rawBytes = name.starts_with("plain") || name.starts_with("npz-stored") || name.ends_with("-3") || name == "python2-2";
        if (rawBytes) {
            EXPECT_TRUE(test::readFile(file(name)) == test::readFile(dir.path() / out));
        }
    }
}

TEST_F(Numpy, sharedArraysAreNotReplacedAlone)
{
    auto model = open("shared-2");
    const test::TempDir dir;
    auto alone = test::rewriteInto(formatOf("a.npy"), model, std::vector{test::valueOf(*model, 0)}, dir.path(), "a.npy");
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(alone.error().tensor, "a");
    EXPECT_FALSE(alone.error().hint.empty());
    EXPECT_TRUE(test::rewriteInto(formatOf("a.npy"), model, std::vector{test::valueOf(*model, 2)}, dir.path(), "a.npy"));
}

TEST_F(Numpy, extentsAreCopiedByTheKernelWhereTheFormIsRaw)
{
    const auto source = open("plain-f4"), fortran = open("plain-fortran"), layers = open("layers-4");
    const test::TempDir dir;
    const auto own = test::valueOf(*source, 0);
    {
        auto writer = formatOf("x.npz").create({own.tensor}, {}, "x.npz");
        ASSERT_TRUE(writer);
        ASSERT_TRUE((*writer)->begin(dir.path(), {}));
        EXPECT_EQ(*(*writer)->copyExtent(0, *source->extent(0)), true);
        ASSERT_TRUE((*writer)->finish({}));
    }
    auto copied = formatOf("x.npz").open(dir / "x.npz");
    ASSERT_TRUE(copied) << copied.error().toString();
    EXPECT_EQ(test::valueOf(**copied, 0).bytes, own.bytes);
    EXPECT_EQ((*copied)->extent(0)->offset % 64, 0u);
    EXPECT_EQ(test::run(test::python() + " -m zipfile -t '" + (dir / "x.npz").string() + "'").exitCode, 0);
    // Column by column is not what the bytes of another file are.
    const auto values = ownValues(*fortran);
    auto writer = formatOf("y.npy").rewrite(fortran, {values[0].tensor}, "y.npy");
    ASSERT_TRUE(writer);
    ASSERT_TRUE((*writer)->begin(dir.path(), {}));
    EXPECT_EQ(*(*writer)->copyExtent(0, *source->extent(0)), false);
    EXPECT_FALSE((*writer)->finish({})) << "a tensor is missing";
}

TEST_F(Numpy, writingCanBeCancelled)
{
    const auto stop = [](std::uint64_t, std::uint64_t) { return false; };
    for (const char* name : {"large-4", "npz-stored", "npz-deflated"}) {
        const auto model = open(name);
        const test::TempDir dir;
        auto writer = formatOf(file(name)).rewrite(model, {test::valueOf(*model, 0).tensor}, "x");
        ASSERT_TRUE(writer);
        EXPECT_GT((*writer)->keptBytes(), 0u);
        auto begun = (*writer)->begin(dir.path(), stop);
        ASSERT_FALSE(begun) << name;
        EXPECT_EQ(begun.error().code, ErrorCode::Cancelled);
    }
}

TEST_F(Numpy, typesThatNumpyLacksAreRefused)
{
    const test::TempDir dir;
    const std::vector values{test::patternValue("w", DType::BFloat16, {2, 3}, 1), test::patternValue("v", DType::Float32, {2}, 1)};
    for (const char* name : {"a.npy", "a.npz"}) {
        auto ok = test::exportInto(formatOf(name), values, dir.path(), name);
        ASSERT_FALSE(ok);
        EXPECT_EQ(ok.error().code, ErrorCode::Unsupported);
        EXPECT_EQ(ok.error().tensor, "w");
        EXPECT_FALSE(ok.error().hint.empty());
    }
}

} // namespace
