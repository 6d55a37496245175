#pragma once

#include "model_io/core/error.h"
#include "tests/support/test_paths.h"
#include "ui/models/side.h"
#include "ui/window/main_window.h"

#include <QModelIndex>
#include <QPoint>
#include <QString>
#include <filesystem>
#include <memory>

class QAction;

namespace tensorgraft::test {

// What a person does in the window, by mouse and keyboard. Failures are reported to the running test.

[[nodiscard]] QString text(const std::filesystem::path& path);
/// The weight file of a folder of the Keras samples; "" where they are not here.
[[nodiscard]] QString kerasSample(const char* folder);
/// The window as a person meets it: opened, active, nothing loaded. Null where it does not become active.
[[nodiscard]] std::unique_ptr<MainWindow> freshWindow();
void waitChecked(const MainWindow& window);
void openPair(MainWindow& window, const QString& source, const QString& target);
/// Scrolls to the row and says where on the screen its name is.
[[nodiscard]] QPoint rowOf(const MainWindow& window, Side side, const QModelIndex& sourceIndex);
[[nodiscard]] QPoint tensorRow(const MainWindow& window, Side side, const char* name);
/// The row above this tensor.
[[nodiscard]] QPoint layerRow(const MainWindow& window, Side side, const char* tensorName);
/// The row of a scope by its path.
[[nodiscard]] QPoint scopeRow(const MainWindow& window, Side side, const char* path);
void clickTool(const MainWindow& window, const QString& text);
/// Opens the menu of the menu bar, and the menu in it where `submenu` is not empty, and clicks the entry; all by
/// their object names, entries by their data or text.
void clickMenu(MainWindow& window, const QString& menu, const QString& submenu, const QString& entry);
/// Toolbar, path typed into the dialog, button (or Return in the path), result page, close.
void transferTo(MainWindow& window, const std::filesystem::path& output, bool byReturn = false);

/// Runs the mapping of the window through the command and compares the files byte for byte.
void compareWithCommand(MainWindow& window, const TempDir& folder, const std::filesystem::path& written);

} // namespace tensorgraft::test
