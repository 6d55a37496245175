#pragma once

#include <filesystem>
#include <string>

namespace tensorgraft::test {

/// The folder with what make_fixtures.py made, once a program.
const std::filesystem::path& kerasFixtures();

} // namespace tensorgraft::test
