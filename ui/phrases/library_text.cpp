#include "ui/phrases/library_text.h"

#include "ui/phrases/phrase_lists.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <vector>

namespace tensorgraft {
namespace {

constexpr int maxDepth = 6;

struct Phrase {
    const char* key = nullptr;
    std::vector<QString> literals; ///< one more than there are placeholders; the first and the last may be empty
    std::vector<int> numbers;      ///< the digit of each placeholder, in the order of the text
    qsizetype weight = 0;          ///< literal characters: the more, the surer
    bool joined = false;           ///< holds a mark at which clauses are told apart
    Holes holes = Holes::Texts;

    /// Names in quotes are kept as they are, even where they read like a phrase.
    [[nodiscard]] bool quoted(std::size_t hole) const { return literals[hole].endsWith(u'\'') && literals[hole + 1].startsWith(u'\''); }
};

Phrase parse(const char* key, Holes holes)
{
    Phrase made;
    made.key = key;
    made.holes = holes;
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
    return made;
}

/// Phrases by their first character; index 0: those that begin with a placeholder. The surest come first.
struct Book {
    std::array<std::vector<Phrase>, 128> pages;

    Book()
    {
        for (const PhraseList& list : phraseLists())
            for (const char* key : list.texts) {
                Phrase made = parse(key, list.holes);
                const QString& first = made.literals.front();
                pages[first.isEmpty() ? 0 : first[0].unicode() & 127U].push_back(std::move(made));
            }
        for (std::vector<Phrase>& page : pages)
            std::ranges::stable_sort(page, std::greater{}, &Phrase::weight);
    }
};

/// Names, numbers, shapes, calls, several with commas between: no other blank outside of brackets.
bool isName(QStringView text)
{
    int depth = 0;
    QChar before;
    for (const QChar c : text) {
        if (c == u'(' || c == u'[' || c == u'{')
            ++depth;
        else if (c == u')' || c == u']' || c == u'}')
            --depth;
        else if (c.isSpace() && depth <= 0 && before != u',')
            return false;
        before = c;
    }
    return depth == 0 && !text.isEmpty();
}

/// What stands for the placeholders of `phrase` in `text`, by their digit; false where it is another text.
bool match(const Phrase& phrase, QStringView text, std::array<QStringView, 10>& found)
{
    if (!text.startsWith(phrase.literals.front()))
        return false;
    qsizetype at = phrase.literals.front().size();
    for (std::size_t i = 0; i < phrase.numbers.size(); ++i) {
        const QString& next = phrase.literals[i + 1];
        const bool last = i + 1 == phrase.numbers.size();
        qsizetype end = text.size() - next.size();
        if (last) {
            if (!text.endsWith(next))
                return false;
        } else {
            end = text.indexOf(next, at + 1);
        }
        if (end <= at)
            return false;
        const QStringView hole = text.sliced(at, end - at);
        if (phrase.holes == Holes::Names && !phrase.quoted(i) && !isName(hole))
            return false;
        found[static_cast<std::size_t>(phrase.numbers[i])] = hole;
        at = end + next.size();
    }
    return at == text.size();
}

QString known(QStringView text, int depth);

QString knownOrSame(QStringView text, int depth)
{
    const QString out = known(text, depth);
    return out.isNull() ? text.toString() : out;
}

/// The translation of `phrase` with what `found` says in its places; null where a phrase is wanted there and is none.
QString filled(const Phrase& phrase, const std::array<QStringView, 10>& found, int depth)
{
    std::array<QString, 10> holes;
    bool any = false;
    for (std::size_t i = 0; i < phrase.numbers.size(); ++i) {
        const auto number = static_cast<std::size_t>(phrase.numbers[i]);
        const QStringView hole = found[number];
        if (!phrase.quoted(i) && (!isName(hole) || phrase.holes == Holes::Phrases))
            holes[number] = known(hole, depth + 1);
        any = any || !holes[number].isNull();
        if (holes[number].isNull()) {
            if (phrase.holes == Holes::Phrases && !phrase.quoted(i) && !isName(hole))
                return {};
            holes[number] = hole.toString();
        }
    }
    if (phrase.holes == Holes::Phrases && !any)
        return {};
    const QString form = QCoreApplication::translate("Library", phrase.key);
    QString out;
    const auto add = [&out](QStringView part) { // a blank between Chinese and Latin, as it is set
        const auto apart = [](QChar a, QChar b) { return a.script() == QChar::Script_Han && b.unicode() < 128 && b.isLetterOrNumber(); };
        if (!out.isEmpty() && !part.isEmpty() && (apart(out.back(), part.front()) || apart(part.front(), out.back())))
            out += u' ';
        out += part;
    };
    qsizetype from = 0;
    for (qsizetype i = 0; i + 1 < form.size(); ++i)
        if (form[i] == u'%' && form[i + 1] >= u'1' && form[i + 1] <= u'9') {
            add(QStringView(form).sliced(from, i - from));
            add(holes[form[++i].unicode() - u'0']);
            from = i + 1;
        }
    add(QStringView(form).sliced(from));
    return out;
}

/// The translation of the phrase that `text` follows; null where there is none.
QString byPhrase(const std::vector<Phrase>& page, bool joined, QStringView text, int depth)
{
    std::array<QStringView, 10> found;
    for (const Phrase& phrase : page)
        if (phrase.joined == joined && match(phrase, text, found))
            if (const QString out = filled(phrase, found, depth); !out.isNull())
                return out;
    return {};
}

QString byPhrase(const Book& book, bool joined, QStringView text, int depth)
{
    QString out = text[0].unicode() < 128 ? byPhrase(book.pages[text[0].unicode()], joined, text, depth) : QString();
    return out.isNull() ? byPhrase(book.pages[0], joined, text, depth) : out;
}

/// Sentences between `mark`, each translated where it is known; null where none is.
QString bySentences(QLatin1StringView mark, const QString& newMark, QStringView text, int depth)
{
    if (!text.contains(mark))
        return {};
    bool any = false;
    QStringList out;
    for (const QStringView part : text.split(QString(mark), Qt::SkipEmptyParts)) {
        const QString translated = known(part, depth + 1);
        any = any || !translated.isNull();
        out += translated.isNull() ? part.toString() : translated;
    }
    return any ? out.join(newMark) : QString();
}

/// Clauses between commas; null where one of them is neither known nor a name: half a sentence helps nobody.
QString byClauses(QStringView text, int depth)
{
    if (!text.contains(QLatin1String(", ")))
        return {};
    bool any = false;
    QStringList out;
    for (const QStringView part : text.split(QStringLiteral(", "), Qt::SkipEmptyParts)) {
        const QString translated = known(part, depth + 1);
        if (translated.isNull() && !isName(part))
            return {};
        any = any || !translated.isNull();
        out += translated.isNull() ? part.toString() : translated;
    }
    return any ? out.join(QStringLiteral("，")) : QString();
}

/// Null where nothing of `text` is known.
QString known(QStringView text, int depth)
{
    static const Book book;
    if (text.isEmpty() || depth > maxDepth)
        return {};
    QString out = byPhrase(book, true, text, depth);
    if (out.isNull())
        out = bySentences(QLatin1StringView("; "), QStringLiteral("；"), text, depth);
    if (out.isNull())
        out = bySentences(QLatin1StringView(". "), QStringLiteral("。"), text, depth);
    if (out.isNull())
        out = byPhrase(book, false, text, depth);
    if (out.isNull() && text.size() > 1 && text.endsWith(u'.'))
        if (out = known(text.chopped(1), depth + 1); !out.isNull())
            out += u'。';
    return out.isNull() ? byClauses(text, depth) : out;
}

} // namespace

QString libraryText(std::string_view english)
{
    const QString text = QString::fromUtf8(english.data(), static_cast<qsizetype>(english.size()));
    // English has no translations: nothing to look for.
    if (QCoreApplication::translate("Library", "same name") == QLatin1String("same name"))
        return text;
    return knownOrSame(text, 0);
}

} // namespace tensorgraft
