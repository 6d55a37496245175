#include "ui/inspector/axis_text.h"

#include "model_io/analysis/kernel_image.h"
#include "ui/inspector/value_text.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QSignalBlocker>

namespace tensorgraft {
namespace {

class Text {
    Q_DECLARE_TR_FUNCTIONS(tensorgraft::AxisText)
public:
    static QString meaning(char letter)
    {
        switch (letter) {
        case 'D':
            return tr("depth");
        case 'H':
            return tr("height");
        case 'W':
            return tr("width");
        case 'I':
            return tr("input");
        case 'O':
            return tr("output");
        case 'M':
            return tr("multiplier");
        case 'V':
            return tr("entry");
        case 'E':
            return tr("dimension");
        case 'C':
            return tr("channel");
        default:
            return {};
        }
    }
    static QString known(int axis, const QString& meaning, quint64 size)
    {
        return tr("Axis %1: %2 (%3)").arg(axis).arg(meaning, groupedText(size));
    }
    static QString unknown(int axis, quint64 size) { return tr("Axis %1 (%2)").arg(axis).arg(groupedText(size)); }
    static QString plain(int axis) { return tr("axis %1").arg(axis); }
};

QString meaningOf(const TensorInfo& tensor, int axis)
{
    const std::string_view letters = kernelAxisLetters(tensor);
    return !letters.empty() ? Text::meaning(letters[static_cast<std::size_t>(axis)]) : QString();
}

} // namespace

QString axisText(const TensorInfo& tensor, int axis)
{
    const auto size = static_cast<quint64>(tensor.shape[static_cast<std::size_t>(axis)]);
    const QString meaning = meaningOf(tensor, axis);
    return meaning.isEmpty() ? Text::unknown(axis, size) : Text::known(axis, meaning, size);
}

QString axisName(const TensorInfo& tensor, int axis)
{
    const QString meaning = meaningOf(tensor, axis);
    return meaning.isEmpty() ? Text::plain(axis) : meaning;
}

void fillAxisBox(QComboBox* box, const TensorInfo& tensor, int current)
{
    const QSignalBlocker block(box);
    box->clear();
    for (int axis = 0; axis < static_cast<int>(tensor.shape.rank()); ++axis)
        box->addItem(axisText(tensor, axis), axis);
    box->setCurrentIndex(current);
}

} // namespace tensorgraft
