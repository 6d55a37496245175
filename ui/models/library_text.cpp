#include "ui/models/library_text.h"

#include "ui/models/format_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <vector>

namespace tensorgraft {
namespace {

/// The library's texts. %1 to %9 stand for what it puts in; literal texts between them are found again.
constexpr const char* templates[] = {
    QT_TRANSLATE_NOOP("Library", "Nothing fills this tensor, and the policy unmappedTarget is error"),
    QT_TRANSLATE_NOOP("Library", "Map it, exclude it, or set the policy to keep"),
    QT_TRANSLATE_NOOP("Library", "Rule %1 (%2)"),
    QT_TRANSLATE_NOOP("Library", "Entry %1"),
    QT_TRANSLATE_NOOP("Library", "Rule %1 (%2): %3"),
    QT_TRANSLATE_NOOP("Library", "Rule %1 (%2) changes nothing: its transform fits none of the targets that it matches, or a later rule or an entry decides there"),
    QT_TRANSLATE_NOOP("Library", "Rule %1 (%2) changes nothing: later rules or entries decide for every target that it matches"),
    QT_TRANSLATE_NOOP("Library", "Remove it, or move it behind the rules that override it"),
    QT_TRANSLATE_NOOP("Library", "The transform is that of rule %1"),
    QT_TRANSLATE_NOOP("Library", "The source is %1, the target %2"),
    QT_TRANSLATE_NOOP("Library", "'%1' makes %2 of %3, the target is %4"),
    QT_TRANSLATE_NOOP("Library", "'%1' cannot turn %2 into %3: %4"),
    QT_TRANSLATE_NOOP("Library", "the target keeps its own values"),
    QT_TRANSLATE_NOOP("Library", "Without the transform it would fit"),
    QT_TRANSLATE_NOOP("Library", "A further %1 would give %2"),
    QT_TRANSLATE_NOOP("Library", "%1 would give %2"),
    QT_TRANSLATE_NOOP("Library", "Only axis %1 differs (%2 against %3), as with another number of classes: exclude '%4' to keep the target's own values, or use %5 for the part that fits"),
    QT_TRANSLATE_NOOP("Library", "Only axis %1 differs (%2 against %3), as with another number of classes (after %6): exclude '%4' to keep the target's own values, or use %5 for the part that fits"),
    QT_TRANSLATE_NOOP("Library", "The numbers of elements agree, but that does not show that the order does; a reshape must be written"),
    QT_TRANSLATE_NOOP("Library", "Use %1, which puts zeros between the groups, or build the target with groups=%2"),
    QT_TRANSLATE_NOOP("Library", "Use %1, which puts zeros between the groups, or build the target with groups=%2; where the target keeps a layer for each group, %3 gives the first"),
    QT_TRANSLATE_NOOP("Library", "Use %1, which refuses where the weights between the groups are not zero, or build the target without groups"),
    QT_TRANSLATE_NOOP("Library", "The source's kernel sees %1 input channels where the other sees %2: it may be a grouped convolution of %3 groups"),
    QT_TRANSLATE_NOOP("Library", "The target's kernel sees %1 input channels where the other sees %2: it may be a grouped convolution of %3 groups"),
    QT_TRANSLATE_NOOP("Library", "Values are rounded: %1 to %2"),
    QT_TRANSLATE_NOOP("Library", "Set the policy dtype to source where the target's format may hold the source's type"),
    QT_TRANSLATE_NOOP("Library", "Part of the source is left out: it %1"),
    QT_TRANSLATE_NOOP("Library", "takes %1 of %2 from axis %3"),
    QT_TRANSLATE_NOOP("Library", "crops axis %1 from %2 to %3"),
    QT_TRANSLATE_NOOP("Library", "rounds %1 to %2"),
    QT_TRANSLATE_NOOP("Library", "Optimizer state is copied: it belongs to the training run of the source, not to the weights"),
    QT_TRANSLATE_NOOP("Library", "Weights are written over the target's optimizer state"),
    QT_TRANSLATE_NOOP("Library", "Optimizer state of the source is written over weights"),
    QT_TRANSLATE_NOOP("Library", "Exclude it where only the weights are meant, for example with exclude: [\"optimizer_weights/**\"]"),
    QT_TRANSLATE_NOOP("Library", "The source was saved with Theano, whose kernels are turned by 180 degrees against those of the other side"),
    QT_TRANSLATE_NOOP("Library", "The target was saved with Theano, whose kernels are turned by 180 degrees against those of the other side"),
    QT_TRANSLATE_NOOP("Library", "Put the recipe %1 in front of the transform"),
    QT_TRANSLATE_NOOP("Library", "Not mapped, the target keeps its own values: the source has a tensor of this name, but of another shape"),
    QT_TRANSLATE_NOOP("Library", "The kernel is square, %1: its shape does not show whether it must be transposed, and %2. It is transposed"),
    QT_TRANSLATE_NOOP("Library", "The kernel is square, %1: its shape does not show whether it must be transposed, and %2. It is not transposed"),
    QT_TRANSLATE_NOOP("Library", "both models order axes alike, and the transform changes that"),
    QT_TRANSLATE_NOOP("Library", "%1 and %2 order axes differently"),
    QT_TRANSLATE_NOOP("Library", "%1 and %2 order axes differently (dense kernels: %3 against %4)"),
    QT_TRANSLATE_NOOP("Library", "%1 does not say how axes are ordered"),
    QT_TRANSLATE_NOOP("Library", "a model of unknown format"),
    QT_TRANSLATE_NOOP("Library", "in an order that the format does not say"),
    QT_TRANSLATE_NOOP("Library", "Compare one layer's output with the original; use identity where it must stay as it is"),
    QT_TRANSLATE_NOOP("Library", "Compare one layer's output with the original; use transpose(1,0) where it must be turned"),
    QT_TRANSLATE_NOOP("Library", "Height and width of the kernel are both %1: its shape does not show whether they are swapped, and %2. %3 is used, %4 fits as well"),
    QT_TRANSLATE_NOOP("Library", "Some published conversions swap them by reversing all axes; where the target expects the other order, use %1"),
    QT_TRANSLATE_NOOP("Library", "Height and width of the kernel are 1: %1 and %2 do the same here, there is nothing to choose"),
    QT_TRANSLATE_NOOP("Library", "Axes %1 and %2 of the kernel are both %3: its shape does not show which is which, and %4"),
    QT_TRANSLATE_NOOP("Library", "Where they are the wrong way round, use %1"),
    QT_TRANSLATE_NOOP("Library", "Its %1 inputs look like a flattened map of %2 positions and the %3 channels of '%4'; the transform reorders them"),
    QT_TRANSLATE_NOOP("Library", "Its %1 inputs look like a flattened map of %2 positions and the %3 channels of '%4', and %5: one side may flatten channels last, the other channels first"),
    QT_TRANSLATE_NOOP("Library", "Shapes alone do not prove the order; compare the layer's output with the original"),
    QT_TRANSLATE_NOOP("Library", "Where that is so, use %1"),
    QT_TRANSLATE_NOOP("Library", "The tensor holds %1 gates side by side, and frameworks order them differently"),
    QT_TRANSLATE_NOOP("Library", "The tensor holds %1 gates side by side, and frameworks order them differently (%2 usually %3; %4 usually %5)"),
    QT_TRANSLATE_NOOP("Library", "Where the orders differ, cut the gates out with slice and join them with concat in the target's order"),
    QT_TRANSLATE_NOOP("Library", "The kernel sees 3 input channels, and networks that come from Caffe usually expect blue, green, red: shapes do not show which order it is"),
    QT_TRANSLATE_NOOP("Library", "Where the target is fed red, green, blue, add %1 behind the transform"),
    QT_TRANSLATE_NOOP("Library", "exclude '%1': %2"),
    QT_TRANSLATE_NOOP("Library", "include '%1': %2"),
    QT_TRANSLATE_NOOP("Library", "exclude '%1' matches no tensor of either model"),
    QT_TRANSLATE_NOOP("Library", "include '%1' matches no tensor of either model"),
    QT_TRANSLATE_NOOP("Library", "Check the spelling; patterns match whole path segments, use ** for the rest of a path"),
    QT_TRANSLATE_NOOP("Library", "Check the spelling; patterns match whole path segments: * stays inside one, ** is any number of them"),
    QT_TRANSLATE_NOOP("Library", "Several tensors of the target answer to '%1'"),
    QT_TRANSLATE_NOOP("Library", "Write the full name"),
    QT_TRANSLATE_NOOP("Library", "The target has no tensor '%1'"),
    QT_TRANSLATE_NOOP("Library", "Remove the entry or correct the name"),
    QT_TRANSLATE_NOOP("Library", "Entries %1 and %2 both fill this tensor"),
    QT_TRANSLATE_NOOP("Library", "Keep one of them"),
    QT_TRANSLATE_NOOP("Library", "%1 names the source '%2', and several tensors answer to that"),
    QT_TRANSLATE_NOOP("Library", "%1 names the source '%2', which is not there"),
    QT_TRANSLATE_NOOP("Library", "%1 names the source '%2', to which several tensors answer"),
    QT_TRANSLATE_NOOP("Library", "the proposal is used"),
    QT_TRANSLATE_NOOP("Library", "an earlier rule is used"),
    QT_TRANSLATE_NOOP("Library", "Correct the name, exclude the target, or set the policy missingSource to skip"),
    QT_TRANSLATE_NOOP("Library", "Correct the rule, or let it match fewer targets"),
    QT_TRANSLATE_NOOP("Library", "Entry %1 is left out by the filters"),
    QT_TRANSLATE_NOOP("Library", "Change include or exclude where it is wanted"),
    QT_TRANSLATE_NOOP("Library", "Rule %1 (%2) sets the transform of targets that nothing fills"),
    QT_TRANSLATE_NOOP("Library", "Rule %1 (%2) matches no target"),
    QT_TRANSLATE_NOOP("Library", "Rule %1 (%2) matches targets, but not their sources"),
    QT_TRANSLATE_NOOP("Library", "The filters leave it out"),
    QT_TRANSLATE_NOOP("Library", "Optimizer state, which nothing fills"),
    QT_TRANSLATE_NOOP("Library", "A counter, which nothing fills"),
    QT_TRANSLATE_NOOP("Library", "Nothing in the mapping fills it"),
    QT_TRANSLATE_NOOP("Library", "same name"),
    QT_TRANSLATE_NOOP("Library", "same name after normalising %1 to %2"),
    QT_TRANSLATE_NOOP("Library", "stands beside a matched layer, as %1 does in the source"),
    QT_TRANSLATE_NOOP("Library", "same place in a block of the same make"),
    QT_TRANSLATE_NOOP("Library", "in a block of the same make, and the names share %1"),
    QT_TRANSLATE_NOOP("Library", "same place in the order of the layers"),
    QT_TRANSLATE_NOOP("Library", "same place in the order of the layers, and the names share %1"),
    QT_TRANSLATE_NOOP("Library", "its neighbours are matched with the neighbours of %1"),
    QT_TRANSLATE_NOOP("Library", "the names share %1, and the neighbours match"),
    QT_TRANSLATE_NOOP("Library", "the names share %1 and the shapes agree"),
    QT_TRANSLATE_NOOP("Library", "the only one left of this shape"),
    QT_TRANSLATE_NOOP("Library", "joined from %1 tensors"),
    QT_TRANSLATE_NOOP("Library", "its part of the fused tensor"),
    QT_TRANSLATE_NOOP("Library", "%1 to %2"),
    QT_TRANSLATE_NOOP("Library", "heads as the target keeps them"),
    QT_TRANSLATE_NOOP("Library", "axes of size one apart, the same shape"),
    QT_TRANSLATE_NOOP("Library", "the order of the axes is assumed"),
    QT_TRANSLATE_NOOP("Library", "rows reordered for the other form of rotary embedding"),
    QT_TRANSLATE_NOOP("Library", "with the usual width of a head"),
    QT_TRANSLATE_NOOP("Library", "not claimed: %1"),
    QT_TRANSLATE_NOOP("Library", "the height and width of the flattened map before it cannot be told"),
    QT_TRANSLATE_NOOP("Library", "first dense layer after a flattened map, whose order differs"),
    QT_TRANSLATE_NOOP("Library", "buffers are matched with their namesakes only"),
    QT_TRANSLATE_NOOP("Library", "the target has the batch norm that follows folded into this layer"),
    QT_TRANSLATE_NOOP("Library", "only the shapes agree"),
    QT_TRANSLATE_NOOP("Library", "the shapes agree, but the names do not, which they do nearly everywhere else"),
    QT_TRANSLATE_NOOP("Library", "the bias of the output layer, which the target keeps twice"),
    QT_TRANSLATE_NOOP("Library", "stands in the target a second time, as %1"),
    QT_TRANSLATE_NOOP("Library", "the classifier with one class more: class 0 of the source is the background"),
    QT_TRANSLATE_NOOP("Library", "a convolution over the whole map is a dense layer after flattening"),
    QT_TRANSLATE_NOOP("Library", "a convolution over the whole map is a dense layer after flattening, in the other order of the axes"),
    QT_TRANSLATE_NOOP("Library", "shares the word embedding, of which the source has one table"),
    QT_TRANSLATE_NOOP("Library", "same name, but %1 against %2: a layer to be trained anew?"),
    QT_TRANSLATE_NOOP("Library", "same name, but %1 outputs against %2: a layer to be trained anew?"),
    QT_TRANSLATE_NOOP("Library", "the same values in the same places"),
    QT_TRANSLATE_NOOP("Library", "the same values in the same places, rounded to %1"),
    QT_TRANSLATE_NOOP("Library", "the same values in the same places, as %1"),
    QT_TRANSLATE_NOOP("Library", "the same values after %1"),
    QT_TRANSLATE_NOOP("Library", "the same values after %1, rounded to %2"),
    QT_TRANSLATE_NOOP("Library", "the same values after %1, as %2"),
    QT_TRANSLATE_NOOP("Library", "the same values up to rounding"),
    QT_TRANSLATE_NOOP("Library", "the same values times a constant"),
    QT_TRANSLATE_NOOP("Library", "the same values plus a constant"),
    QT_TRANSLATE_NOOP("Library", "the same values times a constant plus another"),
    QT_TRANSLATE_NOOP("Library", "exactly"),
    QT_TRANSLATE_NOOP("Library", "after %1"),
    QT_TRANSLATE_NOOP("Library", "rounded to %1"),
    QT_TRANSLATE_NOOP("Library", "largest error %1"),
    QT_TRANSLATE_NOOP("Library", "largest error %1, %2 of the largest value"),
    QT_TRANSLATE_NOOP("Library", "the sum of %1 and %2"),
    QT_TRANSLATE_NOOP("Library", "a slice of %1 holds the same values"),
    QT_TRANSLATE_NOOP("Library", "a slice of %1 holds the same values after %2"),
    QT_TRANSLATE_NOOP("Library", "%1 sources stacked give the same values"),
    QT_TRANSLATE_NOOP("Library", "%1 sources one behind the other give the same values"),
    QT_TRANSLATE_NOOP("Library", "rows of %1 sources taking turns, %2 times, give the same values"),
    QT_TRANSLATE_NOOP("Library", "%1 sources hold these values, %2 decided"),
    QT_TRANSLATE_NOOP("Library", "constant: %1 sources hold nothing but this number, %2 decided"),
    QT_TRANSLATE_NOOP("Library", "its one number occurs in no other source of this size"),
    QT_TRANSLATE_NOOP("Library", "the one number that fills it occurs in no other source of this size"),
    QT_TRANSLATE_NOOP("Library", "values say little here, %1 decided"),
    QT_TRANSLATE_NOOP("Library", "the same name"),
    QT_TRANSLATE_NOOP("Library", "names and structure"),
    QT_TRANSLATE_NOOP("Library", "the layer beside it and its kind"),
    QT_TRANSLATE_NOOP("Library", "the layer beside it"),
    QT_TRANSLATE_NOOP("Library", "hardly anything"),
    QT_TRANSLATE_NOOP("Library", "%1 cannot be told from other orders of equal numbers"),
    QT_TRANSLATE_NOOP("Library", "two permutations are the same here: %1 gives the same values, because axes of size 1 move nothing"),
    QT_TRANSLATE_NOOP("Library", "two permutations are the same here: %1 gives the same values, because slices of equal axes are equal"),
    QT_TRANSLATE_NOOP("Library", "taken as in the other kernels"),
    QT_TRANSLATE_NOOP("Library", "not in the mapping: filled as asked"),
    QT_TRANSLATE_NOOP("Library", "'%1' cannot be undone: %2"),
    QT_TRANSLATE_NOOP("Library", "a part of the source is all that is left behind it"),
    QT_TRANSLATE_NOOP("Library", "weighted sums cannot be taken apart"),
    QT_TRANSLATE_NOOP("Library", "a sum does not say what was added up"),
    QT_TRANSLATE_NOOP("Library", "rounding it back would not give every bit"),
    QT_TRANSLATE_NOOP("Library", "a fill takes no source"),
    QT_TRANSLATE_NOOP("Library", "the shapes differ"),
    QT_TRANSLATE_NOOP("Library", "there is no source"),
    QT_TRANSLATE_NOOP("Library", "Name a source, or use a fill such as fill(zeros)"),
    QT_TRANSLATE_NOOP("Library", "%1 sources are given, but nothing joins them"),
    QT_TRANSLATE_NOOP("Library", "Add concat(axis), stack(axis) or sum to the transform"),
    QT_TRANSLATE_NOOP("Library", "elements of type %1 cannot be transformed"),
    QT_TRANSLATE_NOOP("Library", "elements of type %1 cannot be turned into %2"),
    QT_TRANSLATE_NOOP("Library", "Such tensors can only be copied as they are"),
    QT_TRANSLATE_NOOP("Library", "there is no step '%1'"),
    QT_TRANSLATE_NOOP("Library", "column %1: %2"),
    QT_TRANSLATE_NOOP("Library", "column %1 of the transform: %2"),
    QT_TRANSLATE_NOOP("Library", "column %1 of the pattern: %2"),
    QT_TRANSLATE_NOOP("Library", "Did you mean '%1'?"),
    QT_TRANSLATE_NOOP("Library", "Steps are %1, and recipes such as %2"),
    QT_TRANSLATE_NOOP("Library", "'%1' does not fit %2: it has %3 elements"),
    QT_TRANSLATE_NOOP("Library", "'%1' names axis %2 twice"),
    QT_TRANSLATE_NOOP("Library", "'%1' names axis %2, but the tensor %3 has %4 axes"),
    QT_TRANSLATE_NOOP("Library", "'%1' names axis %2, but the tensor %3 has %4 axis"),
    QT_TRANSLATE_NOOP("Library", "'%1' names %2 axes, but the tensor %3 has %4"),
    QT_TRANSLATE_NOOP("Library", "'%1' cannot turn %2 into the target's %3: the numbers of elements differ"),
    QT_TRANSLATE_NOOP("Library", "'%1' reaches beyond axis %2 of %3"),
    QT_TRANSLATE_NOOP("Library", "'%1' is missing"),
    QT_TRANSLATE_NOOP("Library", "it is empty"),
    QT_TRANSLATE_NOOP("Library", "A brace itself is written \\{"),
    QT_TRANSLATE_NOOP("Library", "cannot open the file: %1"),
    QT_TRANSLATE_NOOP("Library", "cannot read the file: %1"),
    QT_TRANSLATE_NOOP("Library", "cannot write the file: %1"),
    QT_TRANSLATE_NOOP("Library", "cannot create the folder: %1"),
    QT_TRANSLATE_NOOP("Library", "No such file or directory"),
    QT_TRANSLATE_NOOP("Library", "Permission denied"),
    QT_TRANSLATE_NOOP("Library", "Is a directory"),
    QT_TRANSLATE_NOOP("Library", "No space left on device"),
    QT_TRANSLATE_NOOP("Library", "Check the path; the file may have been moved or renamed"),
    QT_TRANSLATE_NOOP("Library", "Check the permissions of the file and of its folder"),
    QT_TRANSLATE_NOOP("Library", "Free some space on that disk or choose another place"),
    QT_TRANSLATE_NOOP("Library", "This is a folder; choose a file in it"),
    QT_TRANSLATE_NOOP("Library", "That file system is read-only; choose another place"),
    QT_TRANSLATE_NOOP("Library", "The disk reported an error; copy the file elsewhere and check the disk"),
    QT_TRANSLATE_NOOP("Library", "The file is damaged; copy or download it again"),
    QT_TRANSLATE_NOOP("Library", "The file is damaged; copy or download it again."),
    QT_TRANSLATE_NOOP("Library", "The file is damaged; get a fresh copy of it"),
    QT_TRANSLATE_NOOP("Library", "The file may have been cut or damaged on its way; fetch it again"),
    QT_TRANSLATE_NOOP("Library", "The file is truncated; copy or download it again."),
    QT_TRANSLATE_NOOP("Library", "The file is damaged; fetch or write it again"),
    QT_TRANSLATE_NOOP("Library", "The file was probably cut short; copy or download it again"),
    QT_TRANSLATE_NOOP("Library", "The file may have been cut short; copy or download it again"),
    QT_TRANSLATE_NOOP("Library", "The file is damaged or was not written completely; fetch or write it again"),
    QT_TRANSLATE_NOOP("Library", "Another program may be writing it; wait for that to end and open the file again"),
    QT_TRANSLATE_NOOP("Library", "the file became shorter while it was being read"),
    QT_TRANSLATE_NOOP("Library", "the header is no valid JSON"),
    QT_TRANSLATE_NOOP("Library", "the index is no valid JSON"),
    QT_TRANSLATE_NOOP("Library", "the text is no valid JSON"),
    QT_TRANSLATE_NOOP("Library", "this is not an HDF5 file"),
    QT_TRANSLATE_NOOP("Library", "this HDF5 file holds no Keras weights"),
    QT_TRANSLATE_NOOP("Library", "the zip archive is no PyTorch file"),
    QT_TRANSLATE_NOOP("Library", "the zip archive is no Keras model"),
    QT_TRANSLATE_NOOP("Library", "the zip archive has no table of contents at its end"),
    QT_TRANSLATE_NOOP("Library", "this is no zip archive"),
    QT_TRANSLATE_NOOP("Library", "this folder is not a model that the program knows"),
    QT_TRANSLATE_NOOP("Library", "the tensor's data lies outside of the file"),
    QT_TRANSLATE_NOOP("Library", "the tensor lies beyond the end of the file"),
    QT_TRANSLATE_NOOP("Library", "two tensors have the same name"),
    QT_TRANSLATE_NOOP("Library", "values of this type cannot be read"),
    QT_TRANSLATE_NOOP("Library", "the output exists already"),
    QT_TRANSLATE_NOOP("Library", "there is not enough space on the disk of the output"),
    QT_TRANSLATE_NOOP("Library", "the target is a skeleton: there is no file to put weights into"),
};

constexpr int maxDepth = 6;

struct Template {
    const char* key = nullptr;
    std::vector<QString> literals; ///< one more than there are placeholders; the first and the last may be empty
    std::vector<int> numbers;      ///< the digit of each placeholder, in the order of the text
    qsizetype weight = 0;          ///< literal characters: the more, the surer
    bool joined = false;           ///< holds a mark at which clauses are told apart
};

/// Templates by their first character; index 0: those that begin with a placeholder. The surest come first.
struct Book {
    std::array<std::vector<Template>, 128> pages;

    Book()
    {
        for (const char* key : templates) {
            Template made;
            made.key = key;
            QString literal;
            const QString text = QString::fromUtf8(key);
            for (qsizetype i = 0; i < text.size(); ++i) {
                if (text[i] == u'%' && i + 1 < text.size() && text[i + 1] >= u'1' && text[i + 1] <= u'9') {
                    made.literals.push_back(std::exchange(literal, {}));
                    made.numbers.push_back(text[++i].unicode() - u'0');
                } else {
                    literal += text[i];
                }
            }
            made.literals.push_back(literal);
            for (const QString& part : made.literals) {
                made.weight += part.size();
                made.joined = made.joined || part.contains(QLatin1String("; ")) || part.contains(QLatin1String(". "));
            }
            const QString& first = made.literals.front();
            pages[first.isEmpty() ? 0 : first[0].unicode() & 127U].push_back(std::move(made));
        }
        for (std::vector<Template>& page : pages)
            std::ranges::stable_sort(page, std::greater{}, &Template::weight);
    }
};

/// What stands for the placeholders of `known` in `text`, by their digit; false where it is another text.
bool match(const Template& known, QStringView text, std::array<QStringView, 10>& found)
{
    if (!text.startsWith(known.literals.front()))
        return false;
    qsizetype at = known.literals.front().size();
    for (std::size_t i = 0; i < known.numbers.size(); ++i) {
        const QString& next = known.literals[i + 1];
        qsizetype end = text.size() - next.size();
        if (i + 1 == known.numbers.size()) {
            if (!text.endsWith(next))
                return false;
        } else {
            end = text.indexOf(next, at + 1);
        }
        if (end <= at)
            return false;
        found[static_cast<std::size_t>(known.numbers[i])] = text.sliced(at, end - at);
        at = end + next.size();
    }
    return at == text.size();
}

QString translated(QStringView text, int depth);

/// The translation of the template that `text` follows; null where there is none.
QString byTemplate(const std::vector<Template>& page, bool joined, QStringView text, int depth)
{
    std::array<QStringView, 10> found;
    for (const Template& known : page) {
        if (known.joined != joined || !match(known, text, found))
            continue;
        const QString form = QCoreApplication::translate("Library", known.key);
        QString out;
        for (qsizetype i = 0; i < form.size(); ++i)
            if (form[i] == u'%' && i + 1 < form.size() && form[i + 1] >= u'1' && form[i + 1] <= u'9')
                out += translated(found[form[++i].unicode() - u'0'], depth + 1);
            else
                out += form[i];
        return out;
    }
    return {};
}

QString byTemplate(const Book& book, bool joined, QStringView text, int depth)
{
    QString out = text[0].unicode() < 128 ? byTemplate(book.pages[text[0].unicode()], joined, text, depth) : QString();
    return out.isNull() ? byTemplate(book.pages[0], joined, text, depth) : out;
}

/// Clauses between `mark`, each translated where it is known; null where none is.
QString byClauses(QLatin1StringView mark, const QString& newMark, QStringView text, int depth)
{
    if (!text.contains(mark))
        return {};
    bool any = false;
    QStringList out;
    for (const QStringView part : text.split(QString(mark), Qt::SkipEmptyParts)) {
        out += translated(part, depth + 1);
        any = any || out.back() != part;
    }
    return any ? out.join(newMark) : QString();
}

QString translated(QStringView text, int depth)
{
    static const Book book;
    if (text.isEmpty() || depth > maxDepth)
        return text.toString();
    QString out = byTemplate(book, true, text, depth);
    if (out.isNull())
        out = byClauses(QLatin1StringView("; "), QStringLiteral("；"), text, depth);
    if (out.isNull())
        out = byClauses(QLatin1StringView(". "), QStringLiteral("。"), text, depth);
    if (out.isNull())
        out = byTemplate(book, false, text, depth);
    if (out.isNull())
        out = byClauses(QLatin1StringView(", "), QStringLiteral("，"), text, depth);
    return out.isNull() ? text.toString() : out;
}

} // namespace

QString libraryText(std::string_view english)
{
    const QString text = toQString(english);
    // English has no translations: nothing to look for.
    if (QCoreApplication::translate("Library", "same name") == QLatin1String("same name"))
        return text;
    return translated(text, 0);
}

} // namespace tensorgraft
