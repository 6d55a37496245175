#include "ui/window/dialect_text.h"

#include "model_io/formats/skeleton/snippets.h"
#include "ui/models/finding_text.h"
#include "ui/models/format_text.h"
#include "ui/phrases/library_text.h"

#include <QCoreApplication>
#include <algorithm>

namespace tensorgraft {
namespace {

// The library's texts, marked for translation; one that is missing here is shown in English.
[[maybe_unused]] constexpr const char* const marked[] = {
    QT_TRANSLATE_NOOP("Dialects", "TensorFlow Saver name map"),
    QT_TRANSLATE_NOOP("Dialects", "TensorFlow init_from_checkpoint"),
    QT_TRANSLATE_NOOP("Dialects", "TF-slim variables to restore"),
    QT_TRANSLATE_NOOP("Dialects", "SKIP_LAYER of the AlexNet tutorials"),
    QT_TRANSLATE_NOOP("Dialects", "Hugging Face key_mapping"),
    QT_TRANSLATE_NOOP("Dialects", "vLLM WeightsMapper"),
    QT_TRANSLATE_NOOP("Dialects", "torchtune key templates"),
    QT_TRANSLATE_NOOP("Dialects", "Orbax transformations"),
    QT_TRANSLATE_NOOP("Dialects", "mmengine revise_keys"),
    QT_TRANSLATE_NOOP("Dialects", "mergekit layer_range slices"),
    QT_TRANSLATE_NOOP("Dialects", "Table of two columns (CSV)"),
    QT_TRANSLATE_NOOP("Dialects", "Python: tf.train.Saver"),
    QT_TRANSLATE_NOOP("Dialects", "Python: init_from_checkpoint"),
    QT_TRANSLATE_NOOP("Dialects", "Python: Keras set_weights"),
    QT_TRANSLATE_NOOP("Dialects", "Python: PyTorch load_state_dict"),
    QT_TRANSLATE_NOOP("Dialects", "Python: restored variables and var_list"),
    QT_TRANSLATE_NOOP("Dialects", "One variable for each name of the checkpoint; no transforms, no patterns"),
    QT_TRANSLATE_NOOP("Dialects", "Names to names and whole scopes to scopes, partitioned variables; no transforms"),
    QT_TRANSLATE_NOOP("Dialects", "Variables under their own names, scopes in and out, missing ones ignored"),
    QT_TRANSLATE_NOOP("Dialects", "Layers under their own names, weights and biases told apart by rank, a list of layers left out"),
    QT_TRANSLATE_NOOP("Dialects", "Regular expressions in order, the first that occurs in a name renames it; no transforms"),
    QT_TRANSLATE_NOOP("Dialects", "Parts, beginnings and ends of names replaced, tensors dropped; no transforms"),
    QT_TRANSLATE_NOOP("Dialects", "Names with {} for the number of the layer; no transforms"),
    QT_TRANSLATE_NOOP("Dialects", "Names of the target, also as expressions, with the original key of each; fallbacks; no functions"),
    QT_TRANSLATE_NOOP("Dialects", "Regular expressions applied one after the other; no transforms"),
    QT_TRANSLATE_NOOP("Dialects", "Whole layers of one model in a new order"),
    QT_TRANSLATE_NOOP("Dialects", "One source for each target, with a third column for transforms"),
    QT_TRANSLATE_NOOP("Dialects", "A program that restores the variables by name; no transforms"),
    QT_TRANSLATE_NOOP("Dialects", "A program that initialises variables from the checkpoint; no transforms"),
    QT_TRANSLATE_NOOP("Dialects", "A program that fills the layers, with the transforms in NumPy"),
    QT_TRANSLATE_NOOP("Dialects", "A program that makes the state dict, with the transforms in PyTorch"),
    QT_TRANSLATE_NOOP("Dialects", "The restored and the other variables as two lists, to freeze and to train"),
    QT_TRANSLATE_NOOP("Dialects", "TensorFlow: the variables of a checkpoint"),
    QT_TRANSLATE_NOOP("Dialects", "Keras: a model that is built in Python"),
    QT_TRANSLATE_NOOP("Dialects", "Keras: a subclassed model, by its weights"),
    QT_TRANSLATE_NOOP("Dialects", "PyTorch: the state_dict() of a module"),
};

QString translated(std::string_view text) { return QCoreApplication::translate("Dialects", std::string(text).c_str()); }

} // namespace

QString dialectTitle(const DialectInfo& dialect) { return translated(dialect.title); }
QString dialectDescription(const DialectInfo& dialect) { return translated(dialect.expresses); }
QString snippetTitle(const skeleton::Snippet& snippet) { return translated(snippet.title); }

QString notesText(const std::vector<DialectNote>& notes)
{
    QStringList lines;
    for (const DialectNote& note : notes)
        lines += QStringLiteral("%1 [%2] %3").arg(severityText(note.severity), toQString(note.code), libraryText(toString(note)));
    return lines.join(u'\n');
}

bool onlyInform(const std::vector<DialectNote>& notes)
{
    return std::ranges::all_of(notes, [](const DialectNote& note) { return note.severity == Severity::Info; });
}

int leftOutCount(const std::vector<DialectNote>& notes)
{
    return static_cast<int>(std::ranges::count(notes, Severity::Error, &DialectNote::severity));
}

} // namespace tensorgraft
