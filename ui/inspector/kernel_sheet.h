#pragma once

#include "model_io/core/error.h"
#include "model_io/core/progress.h"
#include "ui/inspector/kernel_painter.h"
#include "ui/inspector/kernel_store.h"

#include <QString>
#include <filesystem>
#include <variant>

namespace tensorgraft {

/// All tiles of a kernel for a file, whatever of them is on the screen.
struct KernelSheet {
    KernelPainter painter;    ///< with the layout of the view, without pixels: they are read anew
    KernelStore::Load load;   ///< makes a page of paging
    std::size_t which = 0;    ///< of the pictures of a page
    double zoom = 1;          ///< of the layout
    double pixelRatio = 1;    ///< pixels of a PNG a unit, where that is not too much
    QString title, description;
};

/// Of the one picture of a PNG or SVG: about as wide as high where the view's would be a long strip.
[[nodiscard]] KernelLayout kernelSheetLayout(const KernelSheet& sheet);
/// Why a file with this suffix would be of no use to anybody, in the person's language; empty where it can be made.
/// png: one picture about as wide as high. svg: the same, weights as shapes where they are few. pdf: pages.
[[nodiscard]] QString kernelSheetProblem(const KernelSheet& sheet, const QString& suffix);

/// Reads, draws and writes one part after the other, in memory that does not grow with the tensor. Errors: reading, Io,
/// Cancelled; then there is no file. REQUIRES: kernelSheetProblem() is empty.
[[nodiscard]] Result<std::monostate> saveKernelSheet(const KernelSheet& sheet, const std::filesystem::path& path, const ProgressFn& progress);

} // namespace tensorgraft
