#include "model_io/mapping/check_ambiguity.h"

#include "model_io/core/transposed_kernels.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace tensorgraft::checking {
namespace {

constexpr std::size_t noTensor = static_cast<std::size_t>(-1);

bool movesAxes(const ResolvedTransform& transform)
{
    return std::any_of(transform.steps.begin(), transform.steps.end(), [](const ResolvedStep& s) {
        return std::holds_alternative<TransposeStep>(s.step) || std::holds_alternative<FlipStep>(s.step);
    });
}

bool isIdentity(const std::vector<std::size_t>& permutation)
{
    for (std::size_t i = 0; i < permutation.size(); ++i)
        if (permutation[i] != i)
            return false;
    return true;
}

std::string formatWord(const Outline& outline) { return outline.formatId.empty() ? "a model of unknown format" : outline.formatId; }

std::string lower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

/// Kernels of three axes are those of one-dimensional convolutions or of attention heads: the name decides.
bool isConvolution(const TensorInfo& kernel)
{
    const std::size_t rank = kernel.shape.rank();
    return rank == 4 || rank == 5 || (rank == 3 && lower(kernel.name).find("conv") != std::string::npos);
}

std::string_view conventionWords(AxisConvention convention)
{
    switch (convention) {
    case AxisConvention::TensorFlow: return "(in, out)";
    case AxisConvention::PyTorch: return "(out, in)";
    case AxisConvention::Unknown: break;
    }
    return "in an order that the format does not say";
}

/// Order of the gates in the fused kernels of LSTM layers, from each framework's documentation of its cell.
std::string_view gateOrder(Framework framework, bool lstm)
{
    switch (framework) {
    case Framework::Keras: return lstm ? "i, f, c, o" : "z, r, h";
    case Framework::TensorFlow: return lstm ? "i, c, f, o" : "r, z, h";
    case Framework::PyTorch: return lstm ? "i, f, c, o" : "r, z, h";
    case Framework::Onnx: return lstm ? "i, o, f, c" : "z, r, h";
    case Framework::Caffe: return lstm ? "i, f, o, c" : "";
    case Framework::Mxnet: return lstm ? "i, f, c, o" : "r, z, h";
    default: return "";
    }
}

/// The permutation that the letters of the two conventions give; nullopt where a side has none.
std::optional<std::vector<std::size_t>> conventional(const TensorInfo& from, AxisConvention a, const TensorInfo& to, AxisConvention b)
{
    auto inFrom = inputAxis(from, a), outFrom = outputAxis(from, a), inTo = inputAxis(to, b), outTo = outputAxis(to, b);
    const auto spaceFrom = spatialAxes(from, a), spaceTo = spatialAxes(to, b);
    if (!inFrom || !outFrom || !inTo || !outTo || spaceFrom.size() != spaceTo.size() || spaceTo.size() + 2 != to.shape.rank())
        return std::nullopt;
    if (to.shape.rank() >= 3 && isTransposedLayout(from.axes) != isTransposedLayout(to.axes)) { // the other's name did not say it
        auto& in = isTransposedLayout(from.axes) ? inTo : inFrom;
        auto& out = isTransposedLayout(from.axes) ? outTo : outFrom;
        std::swap(in, out);
    }
    // Keras counts a depthwise kernel's channels as inputs, PyTorch as outputs with one input each.
    const bool crossed = (from.kind == ParameterKind::DepthwiseKernel) != (to.kind == ParameterKind::DepthwiseKernel);
    std::vector<std::size_t> permutation(to.shape.rank());
    permutation[*inTo] = crossed ? *outFrom : *inFrom;
    permutation[*outTo] = crossed ? *inFrom : *outFrom;
    for (std::size_t i = 0; i < spaceTo.size(); ++i)
        permutation[spaceTo[i]] = spaceFrom[i];
    return permutation;
}

} // namespace

AmbiguityChecker::AmbiguityChecker(const Outline& source, const Outline& target, const NameIndex& sourceNames, Findings& findings)
    : m_source(source), m_target(target), m_sourceNames(sourceNames), m_findings(findings), m_from(sideOf(source)), m_to(sideOf(target)),
      m_sourceBefore(convolutionsBefore(source)), m_targetBefore(convolutionsBefore(target))
{
}

std::vector<std::size_t> AmbiguityChecker::convolutionsBefore(const Outline& outline)
{
    std::vector<std::size_t> before(outline.tensors.size(), noTensor);
    std::size_t last = noTensor;
    for (std::size_t i = 0; i < outline.tensors.size(); ++i) {
        const TensorInfo& tensor = outline.tensors[i];
        if (tensor.role != TensorRole::Trainable || !isKernel(tensor))
            continue;
        if (last != noTensor && isConvolution(outline.tensors[last]))
            before[i] = last;
        last = i;
    }
    return before;
}

Relation AmbiguityChecker::relationOf(const TensorInfo& from, const TensorInfo& to) const
{
    if (m_from.convention != AxisConvention::Unknown && m_to.convention != AxisConvention::Unknown)
        return m_from.convention == m_to.convention ? Relation::Same : Relation::Differ;
    if (m_source.formatId == m_target.formatId && !m_source.formatId.empty()) {
        const auto found = m_sourceNames.find(to.name);
        if (found.index && &m_source.tensors[*found.index] == &from)
            return Relation::Same;
    }
    return Relation::Unknown;
}

std::string AmbiguityChecker::whyUnknown(Relation relation) const
{
    if (relation == Relation::Same)
        return "both models order axes alike, and the transform changes that";
    if (relation == Relation::Differ)
        return formatWord(m_source) + " and " + formatWord(m_target) + " order axes differently";
    const bool source = m_from.convention == AxisConvention::Unknown;
    return formatWord(source ? m_source : m_target) + " does not say how axes are ordered";
}

void AmbiguityChecker::look(const ResolvedEntry& entry)
{
    if (entry.sources.size() != 1 || entry.resolved.inputs.size() != 1)
        return;
    const TensorInfo& from = m_source.tensors[entry.sources[0]];
    const TensorInfo& to = m_target.tensors[entry.target];
    lookAtGates(from, to);
    if (!isKernel(from) || !isKernel(to))
        return;
    const Relation relation = relationOf(from, to);
    lookAtChannels(from, to);
    if (relation != Relation::Same)
        lookAtFlatten(entry, from, to);
    if (relation == Relation::Same && !movesAxes(entry.resolved))
        return;
    if (from.shape.rank() == 2 && to.shape.rank() == 2)
        lookAtDense(entry, from, to, relation);
    else if (from.shape.rank() == to.shape.rank())
        lookAtConvolution(entry, from, to, relation);
}

void AmbiguityChecker::lookAtDense(const ResolvedEntry& entry, const TensorInfo& from, const TensorInfo& to, Relation relation)
{
    const auto permutation = netPermutation(entry.resolved);
    if (!permutation || to.shape[0] != to.shape[1] || to.shape[0] < 2)
        return;
    const bool transposed = !isIdentity(*permutation);
    std::string message = "The kernel is square, " + to.shape.toString() + ": its shape does not show whether it must be transposed, and " + whyUnknown(relation);
    if (relation == Relation::Differ)
        message += " (dense kernels: " + std::string(conventionWords(m_from.convention)) + " against " + std::string(conventionWords(m_to.convention)) + ")";
    message += transposed ? ". It is transposed" : ". It is not transposed";
    m_alternatives.emplace_back(transposed ? "identity" : "transpose(1,0)");
    Diagnostic& finding = m_findings.add(Severity::Warning, "ambiguous-transpose", to.name, {from.name}, std::move(message),
                   transposed ? "Compare one layer's output with the original; use identity where it must stay as it is"
                              : "Compare one layer's output with the original; use transpose(1,0) where it must be turned");
    finding.transforms = {m_alternatives.back()};
}

void AmbiguityChecker::lookAtConvolution(const ResolvedEntry& entry, const TensorInfo& from, const TensorInfo& to, Relation relation)
{
    const auto permutation = netPermutation(entry.resolved);
    if (!permutation || to.shape.rank() < 3)
        return;
    std::vector<std::size_t> space = spatialAxes(to, m_to.convention);
    if (space.empty()) {
        const auto inSource = spatialAxes(from, m_from.convention);
        for (std::size_t k = 0; k < permutation->size(); ++k)
            if (std::find(inSource.begin(), inSource.end(), (*permutation)[k]) != inSource.end())
                space.push_back(k);
    }
    bool saidSpace = false;
    if (space.size() >= 2) {
        bool equal = false, ones = true;
        for (std::size_t i = 0; i < space.size(); ++i) {
            ones = ones && to.shape[space[i]] == 1;
            for (std::size_t j = i + 1; j < space.size(); ++j)
                equal = equal || (to.shape[space[i]] == to.shape[space[j]] && to.shape[space[i]] > 1);
        }
        std::vector<std::size_t> swapped = *permutation;
        std::swap(swapped[space[space.size() - 2]], swapped[space.back()]);
        const std::string now = isIdentity(*permutation) ? "identity" : transposeText(*permutation);
        const std::string other = isIdentity(swapped) ? "identity" : transposeText(swapped);
        if (equal) {
            saidSpace = true;
            m_alternatives.push_back(other);
            m_findings.add(Severity::Warning, "spatial-order", to.name, {from.name},
                           "Height and width of the kernel are both " + std::to_string(to.shape[space.back()]) + ": its shape does not show whether they are swapped, and " +
                               whyUnknown(relation) + ". " + now + " is used, " + other + " fits as well",
                           "Some published conversions swap them by reversing all axes; where the target expects the other order, use " + other)
                .transforms = {other};
        } else if (ones) {
            m_findings.add(Severity::Info, "spatial-order", to.name, {from.name},
                           "Height and width of the kernel are 1: " + now + " and " + other + " do the same here, there is nothing to choose");
        }
    }

    const auto expected = conventional(from, m_from.convention, to, m_to.convention);
    if (expected && *expected == *permutation)
        return;
    const auto isSpace = [&](std::size_t axis) { return std::find(space.begin(), space.end(), axis) != space.end(); };
    for (std::size_t a = 0; a < to.shape.rank(); ++a)
        for (std::size_t b = a + 1; b < to.shape.rank(); ++b) {
            const bool channels = !isSpace(a) && !isSpace(b);
            const bool mixed = isSpace(a) != isSpace(b);
            if (to.shape[a] != to.shape[b] || to.shape[a] < 2 || !(channels || (mixed && !saidSpace)))
                continue;
            std::vector<std::size_t> swapped = *permutation;
            std::swap(swapped[a], swapped[b]);
            m_alternatives.push_back(isIdentity(swapped) ? "identity" : transposeText(swapped));
            m_findings.add(Severity::Warning, "ambiguous-transpose", to.name, {from.name},
                           "Axes " + std::to_string(a) + " and " + std::to_string(b) + " of the kernel are both " + std::to_string(to.shape[a]) +
                               ": its shape does not show which is which, and " + whyUnknown(relation),
                           "Where they are the wrong way round, use " + m_alternatives.back())
                .transforms = {m_alternatives.back()};
            return;
        }
}

void AmbiguityChecker::lookAtFlatten(const ResolvedEntry& entry, const TensorInfo& from, const TensorInfo& to)
{
    if (to.shape.rank() != 2 || from.shape.rank() != 2)
        return;
    // The file's order shows what comes before a dense layer; where one side is sorted by name the other may know.
    for (const bool useTarget : {true, false}) {
        const Outline& outline = useTarget ? m_target : m_source;
        const Side& side = useTarget ? m_to : m_from;
        const std::size_t before = (useTarget ? m_targetBefore : m_sourceBefore)[useTarget ? entry.target : entry.sources[0]];
        if (before == noTensor)
            continue;
        const TensorInfo& convolution = outline.tensors[before];
        const TensorInfo& dense = useTarget ? to : from;
        const std::size_t lastAxis = convolution.shape.rank() - 1;
        const auto channelAxis = outputAxis(convolution, side.convention);
        const std::int64_t channels = convolution.shape[channelAxis.value_or(spatialAxes(convolution, side.convention) == std::vector<std::size_t>{2, 3} ? 0 : lastAxis)];
        const auto input = inputAxis(dense, side.convention);
        std::int64_t inputs = input ? dense.shape[*input] : std::max(dense.shape[0], dense.shape[1]);
        if (channels < 2 || inputs % channels != 0 || inputs / channels < 2)
            continue;
        const std::int64_t positions = inputs / channels;
        const auto root = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(positions))));
        const std::string side1 = root * root == positions ? std::to_string(root) : "H", side2 = root * root == positions ? std::to_string(root) : "W";
        const bool fromTensorFlow = m_from.convention != AxisConvention::PyTorch;
        const std::string recipe = fromTensorFlow ? "flatten:HWC->CHW(" + side1 + "," + side2 + "," + std::to_string(channels) + ")|dense:transpose"
                                                  : "dense:transpose|flatten:CHW->HWC(" + std::to_string(channels) + "," + side1 + "," + side2 + ")";
        bool reordered = false;
        const auto& steps = entry.resolved.steps;
        for (std::size_t i = 0; i + 1 < steps.size(); ++i)
            reordered = reordered || (std::holds_alternative<ReshapeStep>(steps[i].step) && steps[i].result.shape.rank() > 2 &&
                                      std::holds_alternative<TransposeStep>(steps[i + 1].step));
        const std::string what = "Its " + std::to_string(inputs) + " inputs look like a flattened map of " + std::to_string(positions) + " positions and the " +
                                 std::to_string(channels) + " channels of '" + convolution.name + "'";
        if (reordered)
            m_findings.add(Severity::Info, "flatten-order", to.name, {from.name}, what + "; the transform reorders them",
                           "Shapes alone do not prove the order; compare the layer's output with the original");
        else {
            m_alternatives.push_back(recipe);
            m_findings.add(Severity::Warning, "flatten-order", to.name, {from.name},
                           what + ", and " + whyUnknown(Relation::Differ == relationOf(from, to) ? Relation::Differ : Relation::Unknown) +
                               ": one side may flatten channels last, the other channels first",
                           "Where that is so, use " + recipe)
                .transforms = {recipe};
        }
        return;
    }
}

void AmbiguityChecker::lookAtGates(const TensorInfo& from, const TensorInfo& to)
{
    if (m_from.framework == m_to.framework && (m_from.framework != Framework::Unknown || m_source.formatId == m_target.formatId))
        return;
    const std::string name = lower(to.name) + ' ' + lower(from.name);
    const bool lstm = name.find("lstm") != std::string::npos, gru = !lstm && name.find("gru") != std::string::npos;
    const bool recurrent = to.kind == ParameterKind::RecurrentKernel || from.kind == ParameterKind::RecurrentKernel;
    if (to.shape.rank() == 0 || (!lstm && !gru && !recurrent))
        return;
    std::int64_t gates = lstm ? 4 : gru ? 3 : 0;
    if (gates == 0 && to.shape.rank() == 2) {
        const std::int64_t small = std::min(to.shape[0], to.shape[1]), large = std::max(to.shape[0], to.shape[1]);
        if (small > 0 && (large == 4 * small || large == 3 * small))
            gates = large / small;
    }
    const bool fused = gates > 0 && std::any_of(to.shape.begin(), to.shape.end(), [gates](std::int64_t d) { return d >= gates && d % gates == 0; });
    if (!fused)
        return;
    const std::string_view a = gateOrder(m_from.framework, gates == 4), b = gateOrder(m_to.framework, gates == 4);
    std::string message = "The tensor holds " + std::to_string(gates) + " gates side by side, and frameworks order them differently";
    if (!a.empty() && !b.empty())
        message += " (" + formatWord(m_source) + " usually " + std::string(a) + "; " + formatWord(m_target) + " usually " + std::string(b) + ")";
    m_findings.add(Severity::Warning, "gate-order", to.name, {from.name}, std::move(message),
                   "Where the orders differ, cut the gates out with slice and join them with concat in the target's order");
}

void AmbiguityChecker::lookAtChannels(const TensorInfo& from, const TensorInfo& to)
{
    if (m_saidChannels || !m_from.caffeDescended || m_to.caffeDescended || from.shape.rank() != 4 || to.shape.rank() != 4)
        return;
    const auto axis = inputAxis(to, m_to.convention);
    if (!axis || to.shape[*axis] != 3)
        return;
    m_saidChannels = true;
    m_findings.add(Severity::Info, "channel-order", to.name, {from.name},
                   "The kernel sees 3 input channels, and networks that come from Caffe usually expect blue, green, red: shapes do not show which order it is",
                   "Where the target is fed red, green, blue, add input:bgr->rgb(" + std::to_string(*axis) + ") behind the transform");
}

} // namespace tensorgraft::checking
