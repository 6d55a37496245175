#include "ui/window/tensor_filter_edit.h"

#include "ui/models/format_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QStringListModel>

namespace tensorgraft {
namespace {

constexpr int restMs = 300;

} // namespace

QString queryErrorText(const TensorQueryError& error)
{
    const QString found = toQString(error.found);
    const auto known = [](const char* key) {
        QStringList words;
        for (const std::string& word : TensorQuery::valuesOf(key))
            words += toQString(word);
        return words.join(QStringLiteral(", "));
    };
    using Code = TensorQueryError::Code;
    switch (error.code) {
    case Code::BadRegex: return TensorFilterEdit::tr("/%1/ is no regular expression: %2").arg(found, toQString(error.detail));
    case Code::BadShape: return TensorFilterEdit::tr("\"%1\" is no shape. Try 3x3, (3,3,*,*) or (...,64)").arg(found);
    case Code::BadSize: return TensorFilterEdit::tr("\"%1\" is no size. Try >1M, <=64K or 1K..2M").arg(found);
    case Code::UnknownType: return TensorFilterEdit::tr("\"%1\" is no data type. Known are %2").arg(found, known("dtype:"));
    case Code::UnknownState: return TensorFilterEdit::tr("\"%1\" is no state. Known are %2").arg(found, known("state:"));
    case Code::UnknownKind: return TensorFilterEdit::tr("\"%1\" is no kind. Known are %2").arg(found, known("kind:"));
    case Code::UnknownRole: return TensorFilterEdit::tr("\"%1\" is no role. Known are %2").arg(found, known("role:"));
    case Code::NoValue: return TensorFilterEdit::tr("After %1 a value is missing").arg(found);
    case Code::OpenQuote: return TensorFilterEdit::tr("The quotation mark is not closed");
    }
    return {};
}

TensorFilterEdit::TensorFilterEdit(QWidget* parent)
    : QLineEdit(parent), m_completer(new QCompleter(this)), m_offers(new QStringListModel(this)),
      m_errorSign(new QAction(themedIcon(QStringLiteral("error")), QString(), this))
{
    setPlaceholderText(tr("Filter: conv, */kernel, shape:3x3, state:warning"));
    setClearButtonEnabled(true);
    setToolTip(tr("<p>Terms separated by spaces must all hold; <b>-</b> before a term turns it round. Case does not matter.</p>"
                  "<table cellpadding='2'>"
                  "<tr><td><code>conv</code></td><td>part of the name</td></tr>"
                  "<tr><td><code>*/conv?/k*</code></td><td>pattern for the whole name</td></tr>"
                  "<tr><td><code>/conv\\d+/</code></td><td>regular expression</td></tr>"
                  "<tr><td><code>shape:3x3</code></td><td>these sizes side by side</td></tr>"
                  "<tr><td><code>shape:(3,3,*,*)</code></td><td>the whole shape</td></tr>"
                  "<tr><td><code>dtype:float16</code></td><td>data type; several with commas</td></tr>"
                  "<tr><td><code>state:warning</code></td><td>also mapped, unmapped, conflict, kept, excluded, used, unused</td></tr>"
                  "<tr><td><code>kind:kernel</code></td><td>also bias, gamma, embedding ...</td></tr>"
                  "<tr><td><code>size:&gt;1M</code></td><td>bytes; also <code>params:</code> and <code>rank:</code></td></tr>"
                  "</table>"));
    addAction(themedIcon(QStringLiteral("find")), QLineEdit::LeadingPosition);
    addAction(m_errorSign, QLineEdit::TrailingPosition);
    m_errorSign->setVisible(false);

    m_completer->setModel(m_offers);
    m_completer->setWidget(this); // not setCompleter(): a term is completed, not the text
    m_completer->setCompletionMode(QCompleter::PopupCompletion);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &TensorFilterEdit::insertTerm);

    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(this, &QLineEdit::textChanged, &m_rest, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::textEdited, this, &TensorFilterEdit::offerTerms);
    connect(&m_rest, &QTimer::timeout, this, [this] { emit filterChanged(text()); });
    connect(this, &QLineEdit::returnPressed, this, [this] {
        m_rest.stop();
        emit filterChanged(text());
    });
}

void TensorFilterEdit::setError(const std::optional<TensorQueryError>& error)
{
    if (error && m_completer->popup()->isVisible()) { // half a word that is being completed is no fault yet
        m_rest.start();
        return;
    }
    m_errorText = error ? queryErrorText(*error) : QString();
    m_errorSign->setVisible(error.has_value());
    m_errorSign->setToolTip(m_errorText);
    setAccessibleDescription(m_errorText);
    updateColours();
}

void TensorFilterEdit::updateColours()
{
    QPalette colours = parentWidget() ? parentWidget()->palette() : QPalette();
    if (!m_errorText.isEmpty())
        colours.setColor(QPalette::Text, signalColor(Signal::Conflict, colours));
    if (colours.color(QPalette::Text) != palette().color(QPalette::Text))
        setPalette(colours);
}

void TensorFilterEdit::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::ThemeChange || event->type() == QEvent::StyleChange)
        updateColours();
}

int TensorFilterEdit::termBegin() const
{
    int begin = cursorPosition();
    while (begin > 0 && !text()[begin - 1].isSpace())
        --begin;
    if (begin < text().size() && text()[begin] == u'-')
        ++begin;
    return begin;
}

QStringList TensorFilterEdit::offers() const
{
    const QString term = text().mid(termBegin(), cursorPosition() - termBegin()).toLower();
    QStringList words;
    const qsizetype colon = term.indexOf(u':');
    if (colon < 0) {
        for (const std::string& key : TensorQuery::keys())
            words += toQString(key);
    } else {
        const QString key = term.left(colon + 1);
        const qsizetype comma = term.lastIndexOf(u',');
        const bool isList = key != QStringLiteral("shape:") && comma > colon;
        const QString head = isList ? term.left(comma + 1) : key;
        for (const std::string& value : TensorQuery::valuesOf(key.toStdString()))
            words += head + toQString(value);
    }
    words.removeIf([&](const QString& word) { return term.isEmpty() || word == term || !word.startsWith(term); });
    return words;
}

void TensorFilterEdit::offerTerms()
{
    const QStringList words = offers();
    if (words.isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_offers->setStringList(words);
    m_completer->setCompletionPrefix({});
    QRect place = cursorRect();
    place.setWidth(m_completer->popup()->sizeHintForColumn(0) + fontMetrics().height() * 2);
    m_completer->complete(place);
}

void TensorFilterEdit::insertTerm(const QString& term)
{
    const int begin = termBegin(), end = cursorPosition();
    QString whole = text();
    whole.replace(begin, end - begin, term);
    setText(whole);
    setCursorPosition(begin + static_cast<int>(term.size()));
    if (term.endsWith(u':'))
        QMetaObject::invokeMethod(this, &TensorFilterEdit::offerTerms, Qt::QueuedConnection); // after this popup is gone
}

void TensorFilterEdit::keyPressEvent(QKeyEvent* event)
{
    if (QAbstractItemView* popup = m_completer->popup(); popup->isVisible()) {
        switch (event->key()) {
        case Qt::Key_Escape: popup->hide(); return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Tab:
            if (popup->currentIndex().isValid()) {
                event->ignore(); // the popup's own
                return;
            }
            popup->hide(); // nothing was chosen: the filter is meant as it stands
            break;
        default: break;
        }
    }
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        m_rest.stop();
        emit filterChanged(text());
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        return offerTerms();
    QLineEdit::keyPressEvent(event);
}

void TensorFilterEdit::focusOutEvent(QFocusEvent* event)
{
    if (event->reason() != Qt::PopupFocusReason)
        m_completer->popup()->hide();
    QLineEdit::focusOutEvent(event);
}

} // namespace tensorgraft
