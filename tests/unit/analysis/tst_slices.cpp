#include "model_io/analysis/tensor_slice.h"
#include "tests/unit/analysis/fixtures.h"

#include <gtest/gtest.h>

#include <numeric>
#include <sstream>

namespace tensorgraft {
namespace {

const Shape shape{4, 5, 12};

std::shared_ptr<const ModelFile> counting()
{
    std::vector<float> values(shape.elementCount());
    std::iota(values.begin(), values.end(), 0.0F);
    return test::ModelBuilder().add("t", DType::Float32, shape, values).build();
}

TEST(Slices, AreWrittenBackAsShortAsTheyCanBe)
{
    struct Row {
        const char *text, *canonical;
        std::vector<std::int64_t> counts;
    };
    for (const Row& row : std::vector<Row>{{"[:, :, :]", "[:, :, :]", {4, 5, 12}}, {"[0, :, 3:9]", "[0, :, 3:9]", {1, 5, 6}},
                                           {"1, 2", "[1, 2, :]", {1, 1, 12}}, {"[-1, -2:, :-3]", "[3, 3:, :9]", {1, 2, 9}},
                                           {"[::2, 1::3, 2:11:4]", "[::2, 1::3, 2::4]", {2, 2, 3}}, {"[..., 4]", "[:, :, 4]", {4, 5, 1}},
                                           {"[1, 2, ..., 3]", "[1, 2, 3]", {1, 1, 1}}, {"[0:99, 7:9]", "[:, 5:5, :]", {4, 0, 12}},
                                           {"", "[:, :, :]", {4, 5, 12}}, {"[2,]", "[2, :, :]", {1, 5, 12}},
                                           {"3::9223372036854775807", "[3:, :, :]", {1, 5, 12}}}) {
        const auto slice = parseSlice(row.text, shape);
        ASSERT_TRUE(slice) << row.text;
        EXPECT_EQ(sliceText(*slice, shape), row.canonical) << row.text;
        EXPECT_EQ(sliceShape(*slice), Shape(row.counts)) << row.text;
        EXPECT_EQ(*parseSlice(row.canonical, shape), *slice) << row.text;
    }
}

TEST(Slices, RefuseWhatNumpyWouldNotTake)
{
    for (const char* text : {"[0, :, 3:9", "0]", "[", "]", "[4]", "[-5]", "[a]", "[0:b]", "[::0]", "[::-1]", "[0, 0, 0, 0]", "[..., ...]", "[1:2:3:4]",
                             "[1 2]", "[99999999999999999999]", "[,]", "[1,,2]", "[1.5]", "[[0]]"}) {
        const auto slice = parseSlice(text, shape);
        ASSERT_FALSE(slice) << text;
        EXPECT_EQ(slice.error().code, ErrorCode::Usage) << text;
        EXPECT_FALSE(slice.error().message.empty()) << text;
        EXPECT_NE(slice.error().hint.find("[0, :, 3:9]"), std::string::npos) << text;
    }
    EXPECT_FALSE(parseSlice("[0]", Shape{}));
    EXPECT_TRUE(parseSlice("[]", Shape{}));
}

/// Random slices read the elements that NumPy's own indexing takes.
TEST(Slices, ReadWhatNumpyReads)
{
    const test::TempDir folder;
    const std::string script = "import sys, random, numpy as np\n"
                               "random.seed(3)\n"
                               "a = np.arange(240, dtype=np.float32).reshape(4, 5, 12)\n"
                               "def one(n):\n"
                               "    if random.random() < .3: return str(random.randrange(-n, n))\n"
                               "    b = lambda: random.choice(['', str(random.randrange(-n - 2, n + 3))])\n"
                               "    s = b() + ':' + b()\n"
                               "    return s + random.choice(['', ':', ':' + str(random.randrange(1, n + 2))])\n"
                               "for _ in range(400):\n"
                               "    parts = [one(n) for n in a.shape][:random.randrange(1, 4)]\n"
                               "    if len(parts) < 3 and random.random() < .3: parts.append('...')\n"
                               "    text = '[' + ', '.join(parts) + ']'\n"
                               "    v = eval('a' + text)\n"
                               "    print(text + '|' + ' '.join(str(int(x)) for x in np.ravel(v)))\n";
    test::writeFile(folder.path() / "make.py", script);
    const auto result = test::run(test::python() + " '" + (folder.path() / "make.py").string() + "'");
    ASSERT_EQ(result.exitCode, 0);
    std::istringstream lines(result.output);
    const auto model = counting();
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        const std::size_t bar = line.find('|');
        ASSERT_NE(bar, std::string::npos) << line;
        const auto slice = parseSlice(line.substr(0, bar), shape);
        ASSERT_TRUE(slice) << line;
        std::istringstream numbers(line.substr(bar + 1));
        const std::vector<float> expected{std::istream_iterator<float>(numbers), {}};
        const auto values = readSliceAsFloat(*model, 0, *slice);
        ASSERT_TRUE(values) << line;
        EXPECT_EQ(*values, expected) << line;
        EXPECT_EQ(*parseSlice(sliceText(*slice, shape), shape), *slice) << line;
    }
    EXPECT_EQ(count, 400);
}

} // namespace
} // namespace tensorgraft
