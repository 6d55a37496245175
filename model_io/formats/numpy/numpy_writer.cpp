#include "model_io/formats/numpy/numpy_writer.h"

#include "model_io/formats/numpy/piece_writer.h"

#include <algorithm>

namespace tensorgraft::numpy {
namespace {

std::vector<std::uint64_t> slotSizes(const std::vector<TensorToWrite>& tensors)
{
    std::vector<std::uint64_t> sizes;
    for (const TensorToWrite& tensor : tensors)
        sizes.push_back(tensor.shape.elementCount() * itemSizeBytes(tensor.dtype));
    return sizes;
}

Result<void> checkTensors(const std::vector<TensorToWrite>& tensors)
{
    for (const TensorToWrite& tensor : tensors) {
        std::uint64_t bytes = 0;
        const auto count = tensor.shape.checkedElementCount();
        if (!count || __builtin_mul_overflow(*count, itemSizeBytes(tensor.dtype), &bytes) || bytes >> 62)
            return fail(makeError(ErrorCode::Unsupported, "the shape is too large").of(tensor.name).got(tensor.shape.toString()));
    }
    return {};
}

} // namespace

Result<std::unique_ptr<ModelWriter>> rewriteNumpy(std::shared_ptr<const NumpyFile> target, std::vector<TensorToWrite> replaced,
                                                  std::filesystem::path fileName)
{
    if (auto ok = checkTensors(replaced); !ok)
        return tl::unexpected(std::move(ok.error()));
    std::vector<std::vector<Replacement>> byPart(target->parts().size());
    for (std::size_t slot = 0; slot < replaced.size(); ++slot) {
        const auto tensor = target->find(replaced[slot].name);
        if (!tensor)
            return fail(makeError(ErrorCode::Mismatch, "the target has no such tensor").at(target->path()).of(replaced[slot].name));
        for (std::size_t p = 0; p < byPart.size(); ++p) {
            const NpyPart& part = target->parts()[p];
            if (*tensor >= part.firstTensor && *tensor < part.firstTensor + part.tensorCount)
                byPart[p].push_back({*tensor - part.firstTensor, slot, replaced[slot]});
        }
    }
    std::vector<Section> sections(target->archive() ? target->archive()->entries().size() : 1);
    for (std::size_t p = 0; p < byPart.size(); ++p) {
        Section& section = sections[target->archive() ? target->entries()[p] : 0];
        if (target->archive() && byPart[p].empty())
            continue; // the raw entry is copied
        auto pieces = planPart(target->parts()[p], byPart[p], target->path());
        if (!pieces) {
            if (pieces.error().file.empty())
                pieces.error().file = target->path();
            return tl::unexpected(std::move(pieces.error()));
        }
        section.source = target->parts()[p].source;
        section.pieces = std::move(*pieces);
    }
    if (target->archive()) {
        for (std::size_t i = 0; i < sections.size(); ++i)
            sections[i].oldEntry = i;
        const auto& entries = target->archive()->entries();
        std::stable_sort(sections.begin(), sections.end(), [&](const Section& a, const Section& b) {
            return entries[*a.oldEntry].localHeaderOffset < entries[*b.oldEntry].localHeaderOffset;
        });
    }
    auto sizes = slotSizes(replaced);
    return std::make_unique<PieceWriter>(std::move(fileName), std::move(sections), std::move(sizes), target->archive() != nullptr,
                                         target->archive());
}

Result<std::unique_ptr<ModelWriter>> createNpy(std::vector<TensorToWrite> tensors, std::filesystem::path fileName)
{
    if (auto ok = checkTensors(tensors); !ok)
        return tl::unexpected(std::move(ok.error()));
    auto pieces = tensors.size() == 1 ? planArray(tensors.front(), 0) : planDictionary(tensors);
    if (!pieces)
        return tl::unexpected(std::move(pieces.error()));
    std::vector<Section> sections(1);
    sections.front().pieces = std::move(*pieces);
    return std::make_unique<PieceWriter>(std::move(fileName), std::move(sections), slotSizes(tensors), false, nullptr);
}

Result<std::unique_ptr<ModelWriter>> createNpz(std::vector<TensorToWrite> tensors, std::filesystem::path fileName)
{
    if (auto ok = checkTensors(tensors); !ok)
        return tl::unexpected(std::move(ok.error()));
    std::vector<Section> sections;
    for (std::size_t slot = 0; slot < tensors.size(); ++slot) {
        auto pieces = planArray(tensors[slot], slot);
        if (!pieces)
            return tl::unexpected(std::move(pieces.error()));
        Section section;
        section.pieces = std::move(*pieces);
        section.newEntry.name = tensors[slot].name + ".npy";
        section.newEntry.alignment = 64;
        section.newEntry.externalAttributes = 0600u << 16; // as Python's zipfile
        section.newEntry.versionMadeBy = 3 << 8 | 20;      // Unix
        sections.push_back(std::move(section));
    }
    return std::make_unique<PieceWriter>(std::move(fileName), std::move(sections), slotSizes(tensors), true, nullptr);
}

} // namespace tensorgraft::numpy
