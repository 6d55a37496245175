#pragma once

#include "model_io/analysis/channel_summary.h"
#include "model_io/analysis/compare_detail.h"
#include "model_io/analysis/histogram.h"
#include "model_io/analysis/spectrum.h"
#include "ui/inspector/compare_data.h"
#include "ui/inspector/heatmap_picture.h"
#include "ui/inspector/kernel_picture.h"

#include <QByteArray>
#include <memory>
#include <span>

namespace tensorgraft {

// The numbers behind the plots as comma-separated values with a line of names first. Numbers give the same value back
// when they are read; NaN and infinities are "nan", "inf", "-inf".

/// filter, input, row, column, value of every weight; with a depth after the input where the kernel has a third spatial axis.
[[nodiscard]] QByteArray kernelData(const std::vector<ShownTile>& tiles);
/// filter, input, row, column, source, target, difference. REQUIRES: the same tiles of three pictures.
[[nodiscard]] QByteArray comparedKernelData(const std::vector<ShownTile>& source, const std::vector<ShownTile>& target, const std::vector<ShownTile>& difference);
/// row, column, value where each cell is one value; else first_row, last_row, first_column, last_column, mean, min, max.
[[nodiscard]] QByteArray heatmapData(const HeatmapPicture& picture);
/// row, column, difference: one line a cell, with the place of its first value.
[[nodiscard]] QByteArray differenceData(const DifferenceMap& map);
/// low, high, count.
[[nodiscard]] QByteArray histogramData(const Histogram& histogram);
/// low, high, source, target. REQUIRES: equal ranges and bins.
[[nodiscard]] QByteArray histogramData(const Histogram& source, const Histogram& target);
/// channel, norm, dead, duplicate_of: in the order of the channels.
[[nodiscard]] QByteArray channelData(const ChannelSummary& channels);
/// number, singular_value.
[[nodiscard]] QByteArray spectrumData(const Spectrum& spectrum);
/// target, source: the points of a scatter plot.
[[nodiscard]] QByteArray scatterData(std::span<const float> target, std::span<const float> source);

} // namespace tensorgraft
