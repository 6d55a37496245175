#include "model_io/mapping/recipe_parts.h"

#include <algorithm>

namespace tensorgraft::recipes {
namespace {

// Layouts, with u units and `in` inputs. LSTM gates: i input, f forget, c cell (g in PyTorch, j in TensorFlow), o output.
// GRU gates: z update, r reset, h candidate (n in PyTorch).
//   keras    kernels (in, g*u), LSTM i f c o with one bias (4u); GRU z r h, reset_after=True, biases (2, 3u)
//   cudnn    CuDNNLSTM and CuDNNGRU of Keras: (in, g*u), each gate's block holds a (u, in) matrix in memory; biases (2*g*u)
//   pytorch  (g*u, in), LSTM i f g o, GRU r z n; two vectors of biases. cuDNN's own matrices are the same
//   onnx     (1, g*u, in), LSTM i o f c, GRU z r h with linear_before_reset=1; biases (1, 2*g*u)
//   tf       LSTMCell, BasicLSTMCell: one kernel (in+u, 4u), i j f o, one bias without the forget_bias that the cell adds
//            GRUCell: gates/kernel (in+u, 2u) r u, candidate/kernel (in+u, u): the reset gate is applied before
//   keras-reset-before   GRU of Keras with reset_after=False: one bias (3u)
enum class Side { Keras, KerasBefore, Cudnn, PyTorch, Onnx, Tf };

constexpr const char* cannotBeExact =
    "A GRU with reset_after=False applies the reset gate before the recurrent product, U (r * h); cuDNN, PyTorch, ONNX with linear_before_reset and Keras with "
    "reset_after=True apply it behind, r * (U h). No weights make the two equal: build the target with reset_after=False, or train it anew";

struct Conversion {
    bool lstm = true;
    Side from = Side::Keras, to = Side::PyTorch;
    std::string part; ///< kernel, recurrent_kernel, bias, bias_ih, bias_hh, gates, candidate; "" where the shapes tell
    bool halve = true;
    double forgetBias = 1;
    bool bias = false;

    [[nodiscard]] std::int64_t gates() const { return lstm ? 4 : 3; }
};

std::optional<Side> sideOf(std::string_view word, bool lstm)
{
    if (word == "keras")
        return Side::Keras;
    if (word == "cudnn")
        return Side::Cudnn;
    if (word == "pytorch")
        return Side::PyTorch;
    if (word == "onnx")
        return Side::Onnx;
    if (word == "tf")
        return Side::Tf;
    if (word == "keras-reset-before" && !lstm)
        return Side::KerasBefore;
    return std::nullopt;
}

std::string_view orderOf(Side side, bool lstm)
{
    if (lstm)
        return side == Side::Tf ? "icfo" : side == Side::Onnx ? "iofc" : "ifco";
    return side == Side::PyTorch ? "rzh" : "zrh";
}

bool resetsBefore(const Conversion& c, Side side) { return !c.lstm && (side == Side::KerasBefore || side == Side::Tf); }

constexpr const char* hint = "Write lstm:keras->pytorch, or with the part: lstm:tf->keras(kernel), (recurrent_kernel), (bias), (bias_ih), (bias_hh). Sides are keras, "
                             "cudnn, pytorch, onnx, tf and for gru keras-reset-before";

Result<Conversion> read(const RecipeStep& recipe)
{
    Conversion c;
    c.lstm = recipe.name.starts_with("lstm:");
    const std::string_view rest = std::string_view(recipe.name).substr(recipe.name.find(':') + 1);
    const auto arrow = rest.find("->");
    const auto from = sideOf(rest.substr(0, arrow), c.lstm);
    const auto to = arrow == std::string_view::npos ? std::nullopt : sideOf(rest.substr(arrow + 2), c.lstm);
    if (!from || !to || *from == *to)
        return usage(recipe, "does not name two sides that are known", hint);
    c.from = *from;
    c.to = *to;
    if (resetsBefore(c, c.from) != resetsBefore(c, c.to))
        return fail(makeError(ErrorCode::Unsupported, "the recipe '" + recipe.name + "' cannot be exact").advise(cannotBeExact));
    for (const std::string& word : recipe.arguments) {
        if (word == "kernel" || word == "recurrent_kernel" || word == "bias" || word == "bias_ih" || word == "bias_hh" || word == "gates" || word == "candidate") {
            if (!c.part.empty())
                return usage(recipe, "takes one part", hint);
            c.part = word;
        } else if (word == "halve") {
            c.halve = true;
        } else if (const auto number = numberIn<double>(word); number && c.lstm && (c.from == Side::Tf || c.to == Side::Tf)) {
            c.forgetBias = *number;
        } else {
            return usage(recipe, "does not understand '" + word + "'", hint);
        }
    }
    return c;
}

bool isBiasWord(const std::string& word) { return word == "bias" || word == "bias_ih" || word == "bias_hh"; }

std::size_t biasRank(const Conversion& c, Side side) { return side == Side::Onnx || (side == Side::Keras && !c.lstm) ? 2 : 1; }

/// Whether a bias is meant: the part says it, the target's or the source's number of axes does.
Result<bool> meansBias(const RecipeStep& recipe, const Conversion& c, std::span<const ValueType> inputs, const ValueType* target)
{
    if (isBiasWord(c.part))
        return true;
    if (c.part == "kernel" || c.part == "recurrent_kernel")
        return false;
    const std::size_t rank = inputs[0].shape.rank();
    const std::size_t kernelRank = c.from == Side::Onnx ? 3 : 2;
    if (rank == 1)
        return true;
    if (biasRank(c, c.from) != kernelRank || inputs[0].shape[0] != 2)
        return rank == biasRank(c, c.from) && rank != kernelRank;
    // (2, 3u): two biases, or a kernel of two inputs.
    if (target)
        return target->shape.rank() == biasRank(c, c.to);
    return usage(recipe, "cannot tell kernel and bias of this shape apart", hint);
}

/// Blocks of `from`'s order in `to`'s.
ReorderStep reorder(const Conversion& c, std::int64_t axis)
{
    const std::string_view from = orderOf(c.from, c.lstm), to = orderOf(c.to, c.lstm);
    ReorderStep step{axis, {}};
    for (const char gate : to)
        step.blocks.push_back(static_cast<std::int64_t>(from.find(gate)));
    return step;
}

Failure wrongShape(const RecipeStep& recipe, const std::string& wanted, std::span<const ValueType> inputs)
{
    std::string found;
    for (const ValueType& input : inputs)
        found += (found.empty() ? "" : ", ") + input.shape.toString();
    return misfit(recipe, "does not fit", wanted, found, hint);
}

/// Keras and TensorFlow keep (inputs, gates); the others (gates, inputs).
bool columns(Side side) { return side == Side::Keras || side == Side::KerasBefore || side == Side::Tf; }

/// From the matrix as stored to (gates, in), or to (in, gates) where `asColumns`.
Result<std::vector<Step>> fromKernel(const RecipeStep& recipe, const Conversion& c, const Shape& shape, bool asColumns)
{
    const std::int64_t g = c.gates();
    std::vector<Step> steps;
    const auto wrong = [&](const std::string& wanted) { return wrongShape(recipe, wanted, std::vector<ValueType>{{DType::Float32, shape}}); };
    const std::size_t rank = c.from == Side::Onnx ? 3 : 2, gateAxis = c.from == Side::PyTorch ? 0 : 1;
    if (shape.rank() != rank || (rank == 3 && shape[0] != 1) || shape[gateAxis] % g != 0)
        return wrong(c.from == Side::Onnx ? "(1, " + std::to_string(g) + "*units, inputs): one direction"
                     : gateAxis == 0      ? "(" + std::to_string(g) + "*units, inputs)"
                                          : "(inputs, " + std::to_string(g) + "*units)");
    const std::int64_t units = shape[gateAxis] / g;
    if (c.from == Side::Onnx)
        steps.emplace_back(ReshapeStep{std::vector<std::int64_t>{shape[1], shape[2]}});
    if (c.from == Side::Cudnn) {
        steps.emplace_back(ReshapeStep{std::vector<std::int64_t>{shape[0], g, units}});
        steps.emplace_back(TransposeStep{{1, 0, 2}});
        steps.emplace_back(ReshapeStep{std::vector<std::int64_t>{g * units, shape[0]}});
    }
    if (c.from == Side::Tf) {
        const std::int64_t inputs = shape[0] - units;
        if (inputs < 0 || (c.part != "kernel" && c.part != "recurrent_kernel"))
            return inputs < 0 ? Result<std::vector<Step>>(wrong("(inputs+units, 4*units)"))
                              : Result<std::vector<Step>>(usage(recipe, "needs the part: the cell keeps kernel and recurrent_kernel in one", hint));
        steps.emplace_back(c.part == "kernel" ? SliceStep{0, 0, inputs, 1} : SliceStep{0, inputs, shape[0], 1});
    }
    if (columns(c.from) && !asColumns)
        steps.emplace_back(TransposeStep{{1, 0}});
    return steps;
}

Result<RecipePlan> planKernel(const RecipeStep& recipe, const Conversion& c, std::span<const ValueType> inputs)
{
    const std::size_t needed = c.to == Side::Tf ? 2 : 1;
    if (inputs.size() != needed)
        return wrongShape(recipe, needed == 2 ? "two sources: kernel, recurrent kernel" : "one source", inputs);
    const bool asColumns = columns(c.from) && columns(c.to);
    RecipePlan plan;
    for (const ValueType& input : inputs) {
        auto steps = fromKernel(recipe, c, input.shape, asColumns);
        if (!steps)
            return fail(std::move(steps.error()));
        const std::int64_t g = c.gates();
        steps->emplace_back(reorder(c, asColumns ? 1 : 0));
        if (columns(c.to) && !asColumns)
            steps->emplace_back(TransposeStep{{1, 0}});
        // What the stored shape says of the (gates, in) matrix.
        const Shape& s = input.shape;
        const std::int64_t rows = c.from == Side::Onnx ? s[1] : c.from == Side::PyTorch ? s[0] : s[1];
        const std::int64_t ins = c.from == Side::Onnx ? s[2] : c.from == Side::PyTorch ? s[1] : c.from != Side::Tf ? s[0] : c.part == "kernel" ? s[0] - rows / g : rows / g;
        if (c.to == Side::Onnx)
            steps->emplace_back(ReshapeStep{std::vector<std::int64_t>{1, rows, ins}});
        if (c.to == Side::Cudnn) {
            steps->emplace_back(ReshapeStep{std::vector<std::int64_t>{g, ins, rows / g}});
            steps->emplace_back(TransposeStep{{1, 0, 2}});
            steps->emplace_back(ReshapeStep{std::vector<std::int64_t>{ins, rows}});
        }
        plan.perSource.push_back(std::move(*steps));
    }
    if (needed == 2)
        plan.after.emplace_back(ConcatStep{0});
    return plan;
}

/// TensorFlow's cell adds forget_bias when it runs; the others have it in the bias.
void addForget(const Conversion& c, std::int64_t units, std::vector<Step>& steps)
{
    if (!c.lstm || (c.from != Side::Tf && c.to != Side::Tf) || c.forgetBias == 0)
        return;
    AffineStep affine;
    affine.offsets.assign(static_cast<std::size_t>(4 * units), 0.0);
    const auto block = static_cast<std::int64_t>(orderOf(c.to, true).find('f'));
    for (std::int64_t i = block * units; i < (block + 1) * units; ++i)
        affine.offsets[static_cast<std::size_t>(i)] = c.from == Side::Tf ? c.forgetBias : -c.forgetBias;
    steps.emplace_back(std::move(affine));
}

bool hasTwoBiases(const Conversion& c, Side side) { return side == Side::Cudnn || side == Side::Onnx || (side == Side::Keras && !c.lstm); }

Result<RecipePlan> planBias(const RecipeStep& recipe, const Conversion& c, std::span<const ValueType> inputs)
{
    const std::int64_t g = c.gates();
    const bool torch = c.from == Side::PyTorch, two = hasTwoBiases(c, c.from);
    if (!c.lstm && c.from == Side::Keras && inputs[0].shape.rank() == 1)
        return fail(makeError(ErrorCode::Unsupported, "the recipe '" + recipe.name + "' cannot be exact: a bias of one axis is that of a GRU with reset_after=False")
                        .wanted("(2, 3*units)").got(inputs[0].shape.toString()).advise(cannotBeExact));
    const auto count = static_cast<std::int64_t>(inputs[0].shape.elementCount());
    const std::int64_t gu = two ? count / 2 : count;
    if (inputs.size() != (torch ? 2U : 1U))
        return wrongShape(recipe, torch ? "two sources, bias_ih and bias_hh: they are added up" : "one source", inputs);
    if (gu % g != 0 || (two && count % 2 != 0) || inputs[0].shape.rank() != biasRank(c, c.from) || (torch && inputs[1].shape != inputs[0].shape))
        return wrongShape(recipe, two ? "biases of two times " + std::to_string(g) + "*units" : std::to_string(g) + "*units", inputs);
    const std::vector<std::int64_t> flat{gu};
    RecipePlan plan;
    std::vector<Step>& steps = plan.after;
    // Where both biases are kept, they become the rows of a matrix; the gates are then along axis 1.
    const bool keepsTwo = hasTwoBiases(c, c.to);
    if (torch && keepsTwo) {
        steps = {StackStep{0}, reorder(c, 1)};
    } else if (torch) {
        steps = {SumStep{}, reorder(c, 0)};
    } else if (two) {
        steps = {ReshapeStep{std::vector<std::int64_t>{2, gu}}, reorder(c, 1)};
        if (c.to == Side::PyTorch) {
            if (c.part != "bias_ih" && c.part != "bias_hh")
                return usage(recipe, "needs to know which of the two biases is meant", "Write " + recipe.name + "(bias_ih) or (bias_hh)");
            const std::int64_t row = c.part == "bias_ih" ? 0 : 1;
            steps.insert(steps.end(), {SliceStep{0, row, row + 1, 1}, ReshapeStep{flat}});
        } else if (!keepsTwo) {
            steps.emplace_back(SumStep{0});
        }
    } else {
        steps = {reorder(c, 0)};
        // One bias for two: the first has it and the second is zero, or half each. The cell adds the two anyway.
        const bool which = c.part == "bias_ih" || c.part == "bias_hh";
        if (c.to == Side::PyTorch || keepsTwo) {
            addForget(c, gu / g, steps);
            if (keepsTwo && !which)
                steps.insert(steps.end(), {ScaleStep{0.5}, ReshapeStep{std::vector<std::int64_t>{1, gu}}, RepeatStep{0, 2, false}});
            else if (keepsTwo)
                return usage(recipe, "fills both biases at once", "Leave the word " + c.part + " out");
            else
                steps.emplace_back(ScaleStep{c.part == "bias_ih" ? 1.0 : c.part == "bias_hh" ? 0.0 : 0.5});
        } else {
            addForget(c, gu / g, steps);
        }
    }
    if ((torch || two) && c.to == Side::Tf)
        addForget(c, gu / g, steps);
    if (keepsTwo && c.to == Side::Cudnn)
        steps.emplace_back(ReshapeStep{std::vector<std::int64_t>{2 * gu}});
    if (keepsTwo && c.to == Side::Onnx)
        steps.emplace_back(ReshapeStep{std::vector<std::int64_t>{1, 2 * gu}});
    return plan;
}

/// GRUCell of TensorFlow, which keeps the candidate apart, and Keras with reset_after=False.
Result<RecipePlan> planCell(const RecipeStep& recipe, const Conversion& c, std::span<const ValueType> inputs)
{
    const bool bias = inputs[0].shape.rank() == 1, fromCell = c.from == Side::Tf;
    if (inputs.size() != (fromCell || !bias ? 2U : 1U) || (inputs.size() == 2 && inputs[1].shape.rank() != inputs[0].shape.rank()) || inputs[0].shape.rank() > 2)
        return wrongShape(recipe, fromCell ? "two sources: those of gates and candidate" : bias ? "one source" : "two sources: kernel, recurrent kernel", inputs);
    const Shape& first = inputs[0].shape;
    RecipePlan plan;
    if (fromCell) {
        const Shape& candidate = inputs[1].shape;
        const std::int64_t units = candidate[bias ? 0 : 1];
        if (first[bias ? 0 : 1] != 2 * units || (!bias && (first[0] != candidate[0] || first[0] < units)))
            return wrongShape(recipe, bias ? "(2*units,), (units,)" : "(inputs+units, 2*units), (inputs+units, units)", inputs);
        const std::int64_t axis = bias ? 0 : 1;
        plan.perSource = {{ReorderStep{axis, {1, 0}}}, {}}; // r u -> z r
        plan.after = {ConcatStep{axis}};
        if (!bias) {
            if (c.part != "kernel" && c.part != "recurrent_kernel")
                return usage(recipe, "needs the part: the cell keeps kernel and recurrent_kernel in one", hint);
            plan.after.emplace_back(c.part == "kernel" ? SliceStep{0, 0, first[0] - units, 1} : SliceStep{0, first[0] - units, first[0], 1});
        }
        return plan;
    }
    if (c.part != "gates" && c.part != "candidate")
        return usage(recipe, "needs the part: gates or candidate", "Write gru:keras-reset-before->tf(gates) or (candidate)");
    const std::int64_t axis = bias ? 0 : 1, size = first[bias ? 0 : 1], units = size / 3;
    if (size % 3 != 0 || (!bias && (inputs[1].shape[1] != size || inputs[1].shape[0] != units)))
        return wrongShape(recipe, bias ? "(3*units,)" : "(inputs, 3*units), (units, 3*units)", inputs);
    if (!bias)
        plan.after.emplace_back(ConcatStep{0});
    if (c.part == "gates")
        plan.after.insert(plan.after.end(), {SliceStep{axis, 0, 2 * units, 1}, ReorderStep{axis, {1, 0}}});
    else
        plan.after.emplace_back(SliceStep{axis, 2 * units, 3 * units, 1});
    return plan;
}

} // namespace

bool isRecurrent(const RecipeStep& recipe) { return recipe.name.starts_with("lstm:") || recipe.name.starts_with("gru:"); }

Result<void> checkRecurrent(const RecipeStep& recipe)
{
    auto conversion = read(recipe);
    // What cannot be exact is a fault of the models, not of the text: it is told when the transform meets them.
    if (!conversion && conversion.error().code == ErrorCode::Usage)
        return fail(std::move(conversion.error()));
    return {};
}

Result<RecipePlan> planRecurrent(const RecipeStep& recipe, std::span<const ValueType> inputs, const ValueType* target)
{
    auto c = read(recipe);
    if (!c)
        return fail(std::move(c.error()));
    if (resetsBefore(*c, c->from))
        return planCell(recipe, *c, inputs);
    auto bias = meansBias(recipe, *c, inputs, target);
    if (!bias)
        return fail(std::move(bias.error()));
    return *bias ? planBias(recipe, *c, inputs) : planKernel(recipe, *c, inputs);
}

} // namespace tensorgraft::recipes
