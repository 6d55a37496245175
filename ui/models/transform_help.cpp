#include "ui/models/transform_help.h"

#include "model_io/mapping/recipes.h"
#include "model_io/mapping/similar_names.h"
#include "ui/models/format_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <vector>

namespace tensorgraft {
namespace {

struct Help {
    const char* name;    ///< of the step, or the family of the recipe with its colon
    const char* form;
    const char* meaning; ///< marked for translation
};

constexpr Help helps[] = {
    {"identity", "identity", QT_TRANSLATE_NOOP("TransformHelp", "nothing is changed")},
    {"transpose", "transpose(3,2,0,1)", QT_TRANSLATE_NOOP("TransformHelp", "axis k of the result is the axis given at place k")},
    {"reshape", "reshape(25088,-1)", QT_TRANSLATE_NOOP("TransformHelp", "other sizes for the same elements in the same order; one may be -1; without sizes the target's")},
    {"squeeze", "squeeze(axis)", QT_TRANSLATE_NOOP("TransformHelp", "drops an axis of size 1; without one those that the target does not have")},
    {"unsqueeze", "unsqueeze(axis)", QT_TRANSLATE_NOOP("TransformHelp", "adds an axis of size 1; without one those that the target has")},
    {"flip", "flip(0,1)", QT_TRANSLATE_NOOP("TransformHelp", "reverses the axes given")},
    {"slice", "slice(axis,start,stop,step)", QT_TRANSLATE_NOOP("TransformHelp", "a part of an axis, with Python's bounds; stop may be the word end")},
    {"concat", "concat(axis)", QT_TRANSLATE_NOOP("TransformHelp", "joins several sources along an axis, in their order")},
    {"stack", "stack(axis)", QT_TRANSLATE_NOOP("TransformHelp", "joins several sources along a new axis")},
    {"sum", "sum(axis)", QT_TRANSLATE_NOOP("TransformHelp", "adds up the sources, or an axis where one is given")},
    {"pad", "pad(axis,before,after,value)", QT_TRANSLATE_NOOP("TransformHelp", "adds elements at both ends of an axis; zeros where no value is given")},
    {"crop", "crop(axis,size,offset)", QT_TRANSLATE_NOOP("TransformHelp", "keeps so many elements of an axis, from the offset")},
    {"pad_or_crop", "pad_or_crop", QT_TRANSLATE_NOOP("TransformHelp", "the leading part that fits the target's shape, zeros behind it")},
    {"cast", "cast(float16)", QT_TRANSLATE_NOOP("TransformHelp", "another element type")},
    {"fill", "fill(zeros)", QT_TRANSLATE_NOOP("TransformHelp", "no source: zeros, ones, constant, normal, uniform, glorot_uniform, he_normal, ... and a seed")},
    {"reorder", "reorder(axis,ijfo->ifjo)", QT_TRANSLATE_NOOP("TransformHelp", "the axis as equal blocks in another order, by letters or numbers")},
    {"groups", "groups(expand,count,inputAxis,outputAxis)", QT_TRANSLATE_NOOP("TransformHelp", "kernels of grouped convolutions: expand, collapse, split or concat")},
    {"repeat", "repeat(axis,count)", QT_TRANSLATE_NOOP("TransformHelp", "each element so many times; with the word tile the whole axis")},
    {"scale", "scale(0.5)", QT_TRANSLATE_NOOP("TransformHelp", "multiplies by a number")},
    {"add", "add(1)", QT_TRANSLATE_NOOP("TransformHelp", "adds a number")},
    {"dequantize", "dequantize", QT_TRANSLATE_NOOP("TransformHelp", "quantised integers as numbers, with the tensor's own scale or the one given")},
    {"resize", "resize(bilinear,axis,size,...)", QT_TRANSLATE_NOOP("TransformHelp", "interpolates axes to other sizes: nearest, bilinear or bicubic; the target's where none are given")},
    {"conv:", "conv:HWIO->OIHW", QT_TRANSLATE_NOOP("TransformHelp", "a convolution's axes from one order to another; also groups-expand, groups-split, theano-flip")},
    {"dense:", "dense:transpose", QT_TRANSLATE_NOOP("TransformHelp", "a dense kernel (in, out) to (out, in), or back")},
    {"depthwise:", "depthwise:HWCM->OIHW", QT_TRANSLATE_NOOP("TransformHelp", "a depthwise kernel between Keras, PyTorch and TFLite")},
    {"flatten:", "flatten:HWC->CHW(7,7,512)", QT_TRANSLATE_NOOP("TransformHelp", "the first dense kernel behind a flattened map of these sizes")},
    {"lstm:", "lstm:keras->pytorch", QT_TRANSLATE_NOOP("TransformHelp", "LSTM weights between keras, cudnn, pytorch, onnx and tf")},
    {"gru:", "gru:keras->pytorch", QT_TRANSLATE_NOOP("TransformHelp", "GRU weights between keras, cudnn, pytorch, onnx and tf")},
    {"qkv:", "qkv:split(q,0)", QT_TRANSLATE_NOOP("TransformHelp", "queries, keys and values out of one tensor (split) or into one (fuse)")},
    {"rope:", "rope:permute(heads)", QT_TRANSLATE_NOOP("TransformHelp", "rotary embeddings from pairs (Meta) to halves (Hugging Face); unpermute: back")},
    {"gate_up:", "gate_up:fuse(0)", QT_TRANSLATE_NOOP("TransformHelp", "gate and up projections into one tensor, or split out of it")},
    {"layers:", "layers:stack", QT_TRANSLATE_NOOP("TransformHelp", "the same tensor of all layers as one, or one of them out of it")},
    {"experts:", "experts:stack", QT_TRANSLATE_NOOP("TransformHelp", "the same tensor of all experts as one, or one of them out of it")},
    {"weight_norm:", "weight_norm:fold", QT_TRANSLATE_NOOP("TransformHelp", "sources g, v: the weight that weight normalisation stands for")},
    {"bn:", "bn:fold(kernel,epsilon,axis)", QT_TRANSLATE_NOOP("TransformHelp", "batch normalisation folded into the kernel, or into the bias, of the convolution before it")},
    {"input:", "input:rgb->bgr(axis)", QT_TRANSLATE_NOOP("TransformHelp", "the input channels of the first convolution: rgb->bgr, rgb->gray, gray->rgb")},
    {"labels:", "labels:drop-background(axis)", QT_TRANSLATE_NOOP("TransformHelp", "1001 classes to 1000 (drop-background) or back (add-background)")},
    {"vocab:", "vocab:pad(size)", QT_TRANSLATE_NOOP("TransformHelp", "an embedding with more words (pad) or fewer (crop)")},
    {"pos_embed:", "pos_embed:resize(bicubic,1)", QT_TRANSLATE_NOOP("TransformHelp", "position embeddings for another grid, the first tokens kept")},
};

} // namespace

QString currentStep(const QString& pipeline, qsizetype cursor)
{
    const QString before = pipeline.left(cursor);
    return before.mid(before.lastIndexOf(u'|') + 1).trimmed();
}

QStringList stepCompletions(const QString& step)
{
    std::vector<std::pair<int, QString>> scored;
    const std::string typed = step.toStdString();
    const auto offer = [&](const QString& form) {
        const int score = completionScore(form.toStdString(), typed);
        const auto same = [&](const auto& known) { return known.second == form; };
        if (score > 0 && std::ranges::none_of(scored, same))
            scored.emplace_back(score, form);
    };
    for (const Help& help : helps)
        offer(QString::fromLatin1(help.form));
    for (const char* usual : {"transpose(1,0)", "transpose(2,3,1,0)", "transpose(3,2,1,0)", "concat(0)", "stack(0)", "squeeze", "unsqueeze", "reshape", "fill(glorot_uniform,0)", "fill(ones)"})
        offer(QString::fromLatin1(usual));
    if (!typed.empty())
        for (const std::string_view recipe : recipeExamples())
            offer(toQString(recipe));
    std::ranges::stable_sort(scored, std::greater{}, &std::pair<int, QString>::first);
    QStringList forms;
    for (auto& [score, form] : scored)
        forms += std::move(form);
    return forms;
}

QString stepHint(const QString& step)
{
    const Help* found = nullptr;
    for (const Help& help : helps) {
        const QString name = QString::fromLatin1(help.name);
        const bool recipe = name.endsWith(u':');
        const qsizetype end = name.size();
        if (step.startsWith(name) && (recipe || step.size() == end || step[end] == u'('))
            found = &help;
    }
    return found ? QStringLiteral("%1: %2").arg(QString::fromLatin1(found->form), QCoreApplication::translate("TransformHelp", found->meaning)) : QString();
}

} // namespace tensorgraft
