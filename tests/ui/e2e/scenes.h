#pragma once

#include "ui/window/main_window.h"

#include <functional>
#include <vector>

namespace tensorgraft::test {

/// A state of the program that the guide shows. `show` brings `window`, which holds the bundled pair unless `bare`, into
/// that state and gives the widget to look at: the window or a dialog above it. Null: something failed.
struct Scene {
    const char* name;
    std::function<QWidget*(MainWindow& window)> show;
    bool bare = false;
};
[[nodiscard]] std::vector<Scene> scenes();

} // namespace tensorgraft::test
