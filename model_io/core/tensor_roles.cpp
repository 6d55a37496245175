#include "model_io/core/tensor_roles.h"

#include "model_io/core/transposed_kernels.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

namespace tensorgraft {
namespace {

using K = ParameterKind;

struct Word {
    std::string_view text;
    K kind;
};
// Last segments that name a parameter in one framework or another, lower case, without ":0"; in the order of the alphabet.
constexpr std::array vocabulary{
    Word{"alpha", K::Alpha}, Word{"alphas", K::Alpha},
    Word{"b", K::Bias}, Word{"beta", K::Beta}, Word{"bias", K::Bias}, Word{"biases", K::Bias},
    Word{"conv_kernel", K::Kernel},
    Word{"depthwise_kernel", K::DepthwiseKernel}, Word{"depthwise_weights", K::DepthwiseKernel},
    Word{"embedding", K::Embedding}, Word{"embeddings", K::Embedding},
    Word{"filters", K::Kernel},
    Word{"gamma", K::Gamma},
    Word{"kernel", K::Kernel},
    Word{"mean", K::MovingMean}, Word{"moving_mean", K::MovingMean}, Word{"moving_var", K::MovingVariance},
    Word{"moving_variance", K::MovingVariance},
    Word{"offset", K::Beta},
    Word{"pointwise_kernel", K::PointwiseKernel}, Word{"pointwise_weights", K::PointwiseKernel},
    Word{"pos_embed", K::PositionEmbedding}, Word{"pos_embedding", K::PositionEmbedding},
    Word{"position_embedding", K::PositionEmbedding}, Word{"position_embeddings", K::PositionEmbedding},
    Word{"recurrent_bias", K::RecurrentBias}, Word{"recurrent_kernel", K::RecurrentKernel},
    Word{"running_mean", K::MovingMean}, Word{"running_std", K::MovingVariance}, Word{"running_var", K::MovingVariance},
    Word{"scale", K::Gamma},
    Word{"u", K::RecurrentKernel},
    Word{"var", K::MovingVariance}, Word{"variance", K::MovingVariance},
    Word{"w", K::Kernel}, Word{"weight", K::Kernel}, Word{"weights", K::Kernel}, Word{"word_embeddings", K::Embedding},
};
static_assert(std::ranges::is_sorted(vocabulary, {}, &Word::text));

/// Where the words of a sorted list that begin with each letter stand: looking a label up compares two or three words,
/// most by their length alone. A list of a million tensors asks a few million times.
template <std::size_t N>
class Letters {
public:
    template <typename List, typename Text>
    constexpr Letters(const List& list, Text text)
    {
        for (std::size_t i = 0, letter = 0; letter < m_first.size(); ++letter) {
            while (i < N && static_cast<std::size_t>(text(list[i])[0] - 'a') < letter)
                ++i;
            m_first[letter] = static_cast<std::uint8_t>(i);
        }
    }
    /// The range of words that begin as `word` does.
    [[nodiscard]] constexpr std::pair<std::size_t, std::size_t> range(std::string_view word) const
    {
        if (word.empty() || word[0] < 'a' || word[0] > 'z')
            return {0, 0};
        const auto letter = static_cast<std::size_t>(word[0] - 'a');
        return {m_first[letter], m_first[letter + 1]};
    }

private:
    std::array<std::uint8_t, 27> m_first{};
    static_assert(N < 256);
};
constexpr Letters<vocabulary.size()> vocabularyLetters(vocabulary, [](const Word& w) { return w.text; });

/// A name in lower-case ASCII, without allocating where it is of common length: 100,000 tensors are opened at once.
class Lowered {
public:
    explicit Lowered(std::string_view text)
    {
        char* out = m_near.data();
        if (text.size() > m_near.size()) {
            m_far.resize(text.size());
            out = m_far.data();
        }
        for (std::size_t i = 0; i < text.size(); ++i)
            out[i] = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        m_view = {out, text.size()};
    }
    Lowered(const Lowered&) = delete;
    Lowered& operator=(const Lowered&) = delete;
    [[nodiscard]] std::string_view view() const { return m_view; }

private:
    std::array<char, 256> m_near; // not initialised: only m_view is read
    std::string m_far;
    std::string_view m_view;
};

K kindOfWord(std::string_view word)
{
    const auto [begin, end] = vocabularyLetters.range(word);
    for (std::size_t i = begin; i < end; ++i)
        if (vocabulary[i].text == word)
            return vocabulary[i].kind;
    return K::Unknown;
}

K kindOf(std::string_view last)
{
    if (const K whole = kindOfWord(last); whole != K::Unknown)
        return whole;
    // convolution2d_1_W (Keras 1), conv1_weight (MXNet), weight_ih_l0 and bias_hh_l0 (PyTorch recurrent layers).
    if (last.starts_with("weight_ih"))
        return K::Kernel;
    if (last.starts_with("weight_hh"))
        return K::RecurrentKernel;
    if (last.starts_with("bias_ih"))
        return K::Bias;
    if (last.starts_with("bias_hh"))
        return K::RecurrentBias;
    // The longest word that an underline divides from what is before it.
    for (auto at = last.find('_'); at < last.size(); at = last.find('_', at + 1))
        if (const K kind = kindOfWord(last.substr(at + 1)); kind != K::Unknown)
            return kind;
    return K::Unknown;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

using namespace std::string_view_literals;
constexpr std::array slots{"adadelta"sv, "adadelta_1"sv, "adagrad"sv, "adam"sv, "adam_1"sv, "adam_m"sv, "adam_v"sv, "beta1_power"sv,
                           "beta2_power"sv, "exp_avg"sv, "exp_avg_sq"sv, "ftrl"sv, "ftrl_1"sv, "momentum"sv, "momentum_buffer"sv,
                           "rmsprop"sv, "rmsprop_1"sv};
constexpr std::array counts{"global_step"sv, "iter"sv, "iterations"sv, "num_batches_tracked"sv, "save_counter"sv, "step"sv};
static_assert(std::ranges::is_sorted(slots) && std::ranges::is_sorted(counts));
constexpr Letters<slots.size()> slotLetters(slots, std::identity{});
constexpr Letters<counts.size()> countLetters(counts, std::identity{});

template <std::size_t N>
bool isOneOf(std::string_view word, const std::array<std::string_view, N>& list, const Letters<N>& letters)
{
    const auto [begin, end] = letters.range(word);
    return std::find(list.begin() + begin, list.begin() + end, word) != list.begin() + end;
}

/// `given`: as the file has it.
bool isOptimizerPath(std::string_view given)
{
    // Both marks are told from most names without making them lower case: a 'z', or a 't' at the start.
    if (!given.empty() && (given[0] | 0x20) != 't' && given.find('z') == std::string_view::npos && given.find('Z') == std::string_view::npos)
        return false;
    const Lowered low(given);
    const std::string_view name = low.view();
    if (name.starts_with("training/"))
        return true;
    return contains(name, "optimizer") && (contains(name, "optimizer_weights/") || contains(name, ".optimizer_slot") || contains(name, "optimizer/") ||
                                           contains(name, "optimizer.state") || name.starts_with("optimizer.") || contains(name, "/_optimizer"));
}

/// `name` as the file has it, `last` in lower case.
TensorRole roleOf(std::string_view name, std::string_view last, K kind)
{
    if (isOptimizerPath(name) || isOneOf(last, slots, slotLetters))
        return TensorRole::OptimizerState;
    if (isOneOf(last, counts, countLetters))
        return TensorRole::Bookkeeping;
    if (kind == K::MovingMean || kind == K::MovingVariance)
        return TensorRole::Statistic;
    if (last == "position_ids" || last == "inv_freq" || last.ends_with("_buffer") || last == "relative_position_index")
        return TensorRole::Constant;
    return TensorRole::Trainable;
}

/// Of a dense kernel or a convolution that is neither depthwise nor transposed.
AxisLayout plainLayout(std::size_t rank, AxisConvention convention)
{
    const bool outputsLast = convention == AxisConvention::TensorFlow;
    switch (rank) {
    case 2: return outputsLast ? AxisLayout::IO : AxisLayout::OI;
    case 3: return outputsLast ? AxisLayout::WIO : AxisLayout::OIW;
    case 4: return outputsLast ? AxisLayout::HWIO : AxisLayout::OIHW;
    case 5: return outputsLast ? AxisLayout::DHWIO : AxisLayout::OIDHW;
    default: return AxisLayout::Unknown;
    }
}

AxisLayout layoutOf(const TensorInfo& t, AxisConvention convention)
{
    const std::size_t rank = t.shape.rank();
    if (rank == 1)
        return AxisLayout::C;
    if (t.kind == K::Embedding || t.kind == K::PositionEmbedding)
        return rank == 2 ? AxisLayout::VE : AxisLayout::Unknown;
    const bool kernel = t.kind == K::Kernel || t.kind == K::DepthwiseKernel || t.kind == K::PointwiseKernel ||
                        t.kind == K::RecurrentKernel;
    if (!kernel || convention == AxisConvention::Unknown)
        return AxisLayout::Unknown;
    const auto transposed = [&] {
        const Lowered layer(t.layer);
        return contains(layer.view(), "transpose") || contains(layer.view(), "deconv");
    };
    const bool depthwise = t.kind == K::DepthwiseKernel && convention == AxisConvention::TensorFlow;
    if (depthwise && rank == 3)
        return AxisLayout::WIM;
    if (depthwise && rank == 4)
        return AxisLayout::HWIM;
    const AxisLayout plain = plainLayout(rank, convention);
    return rank >= 3 && transposed() ? withChannelsSwapped(plain) : plain;
}

} // namespace

SplitName splitLastSegment(std::string_view name)
{
    std::size_t at = name.rfind('/');
    if (at == std::string_view::npos)
        at = name.rfind('.');
    if (at == std::string_view::npos)
        return {{}, name};
    return {name.substr(0, at), name.substr(at + 1)};
}

AxisConvention conventionOf(AxisLayout layout)
{
    using L = AxisLayout;
    switch (layout) {
    case L::WIO: case L::HWIO: case L::DHWIO:
    case L::WIM: case L::HWIM:
    case L::WOI: case L::HWOI: case L::DHWOI:
    case L::IO: return AxisConvention::TensorFlow;
    case L::OIW: case L::OIHW: case L::OIDHW:
    case L::IOW: case L::IOHW: case L::IODHW:
    case L::OI: return AxisConvention::PyTorch;
    case L::OHWI: case L::OneHWC: case L::VE: case L::C: case L::Unknown: break;
    }
    return AxisConvention::Unknown;
}

void deriveRoles(TensorInfo& tensor, AxisConvention convention, bool layerIsNormalisation)
{
    const Lowered lowLabel(tensor.label.empty() ? splitLastSegment(tensor.name).last : std::string_view(tensor.label));
    std::string_view label = lowLabel.view();
    label = label.substr(0, label.rfind(':'));
    const auto layerHas = [&](std::string_view word) { return contains(Lowered(tensor.layer).view(), word); };

    tensor.kind = kindOf(label);
    tensor.role = roleOf(tensor.name, label, tensor.kind);
    if (tensor.shape.rank() == 0 && (tensor.kind == K::Unknown || tensor.role == TensorRole::Bookkeeping))
        tensor.kind = K::Scalar;
    if (tensor.shape.rank() == 1 && tensor.kind == K::Kernel) {
        if (layerHas("prelu"))
            tensor.kind = K::Alpha;
        else if (layerIsNormalisation)
            tensor.kind = K::Gamma;
    }
    if (tensor.shape.rank() == 1 && tensor.kind == K::Bias && layerIsNormalisation)
        tensor.kind = K::Beta;
    if (tensor.kind == K::Kernel && tensor.shape.rank() == 2 && layerHas("embed"))
        tensor.kind = layerHas("pos") ? K::PositionEmbedding : K::Embedding;
    tensor.axes = layoutOf(tensor, convention);
}

} // namespace tensorgraft
