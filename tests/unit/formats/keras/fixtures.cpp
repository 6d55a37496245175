#include "tests/unit/formats/keras/fixtures.h"

#include "tests/support/test_paths.h"

#include <gtest/gtest.h>

namespace tensorgraft::test {

const std::filesystem::path& kerasFixtures()
{
    static const TempDir dir;
    static const bool made = [] {
        const auto script = sourceDir() / "tests" / "unit" / "formats" / "keras" / "make_fixtures.py";
        const auto samples = samplesDir();
        const auto done = run(python() + " " + script.string() + " " + dir.path().string() + " " + (samples ? samples->string() : std::string("-")));
        EXPECT_EQ(done.exitCode, 0) << done.output;
        return done.exitCode == 0;
    }();
    (void)made;
    return dir.path();
}

} // namespace tensorgraft::test
