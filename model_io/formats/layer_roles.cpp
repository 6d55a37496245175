#include "model_io/formats/layer_roles.h"

#include "model_io/core/transposed_kernels.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_set>

namespace tensorgraft {
namespace {

bool isStatistic(std::string_view label)
{
    using namespace std::string_view_literals;
    static constexpr std::array words{"running_mean"sv, "running_var"sv, "moving_mean"sv, "moving_variance"sv, "moving_var"sv};
    if (const auto colon = label.rfind(':'); colon != std::string_view::npos)
        label = label.substr(0, colon);
    return std::ranges::find(words, label) != words.end();
}

/// "bn1", "batch_norm", "LayerNorm", "ln_f", "gn": only the last segment counts, so that a projection inside a block
/// called "norm_block" is not taken for one.
bool isNormalisationName(std::string_view layer)
{
    std::string last(layer.substr(std::min(layer.size(), layer.find_last_of("./") + 1)));
    std::ranges::transform(last, last.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (last.find("norm") != std::string::npos)
        return true;
    std::string_view stem(last);
    if (const auto underline = stem.find('_'); underline != std::string_view::npos)
        stem = stem.substr(0, underline);
    while (!stem.empty() && std::isdigit(static_cast<unsigned char>(stem.back())))
        stem.remove_suffix(1);
    return stem == "bn" || stem == "ln" || stem == "gn";
}

} // namespace

void deriveLayerRoles(std::span<TensorInfo> tensors, AxisConvention convention, char separator,
                      const std::function<void(TensorInfo&)>& then, const OpenProgress& progress)
{
    std::unordered_set<std::string_view> normalised;
    const std::uint64_t total = tensors.size();
    std::uint64_t done = 0; // of both passes: the names, and what they mean
    for (TensorInfo& t : tensors) {
        if (!progress.tick(OpenStep::Listing, done++ / 2, total))
            return;
        if (t.label.empty()) {
            SplitName split = splitLastSegment(t.name);
            if (separator != '\0') {
                const std::string_view name = t.name;
                const auto at = name.rfind(separator);
                split = at == std::string_view::npos ? SplitName{{}, name}
                                                     : SplitName{name.substr(0, at), name.substr(at + 1)};
            }
            t.layer = split.parent;
            t.label = split.last;
        }
        if (isStatistic(t.label))
            normalised.insert(t.layer); // the strings do not move: only kind, role and axes are set from here on
    }
    std::string_view last; // tensors of a layer stand together as a rule
    bool lastIsNormalisation = false;
    for (TensorInfo& t : tensors) {
        if (!progress.tick(OpenStep::Listing, done++ / 2, total))
            return;
        if (t.shape.rank() == 1 && (last.data() == nullptr || t.layer != last)) { // only vectors are told apart by it
            last = t.layer;
            lastIsNormalisation = (!normalised.empty() && normalised.contains(t.layer)) || isNormalisationName(t.layer);
        }
        deriveRoles(t, convention, t.shape.rank() == 1 && lastIsNormalisation);
        if (then)
            then(t);
    }
    settleTransposedByBias(tensors);
}

} // namespace tensorgraft
