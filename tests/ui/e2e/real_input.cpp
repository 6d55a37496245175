#include "tests/ui/e2e/real_input.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QTest>
#include <QWidget>

namespace tensorgraft::test {
namespace {

constexpr int patienceMs = 60'000;

QStringList rest(double seconds) { return {QStringLiteral("sleep"), QString::number(seconds)}; }

} // namespace

void RealInput::send(const QStringList& commands)
{
    // Not QProcess::execute(): the window must go on handling the events that this sends.
    QProcess xdotool;
    xdotool.setProcessChannelMode(QProcess::ForwardedChannels);
    xdotool.start(QStringLiteral("xdotool"), commands);
    QVERIFY2(QTest::qWaitFor([&] { return xdotool.state() == QProcess::NotRunning; }, patienceMs), qPrintable(commands.join(u' ')));
    QCOMPARE(xdotool.exitCode(), 0);
}

void RealInput::click(QPoint at, const QString& modifier)
{
    QStringList chain = QStringList{QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y())} + rest(0.1);
    if (!modifier.isEmpty())
        chain += {QStringLiteral("keydown"), modifier};
    chain += {QStringLiteral("click"), QStringLiteral("1")};
    if (!modifier.isEmpty())
        chain += {QStringLiteral("keyup"), modifier};
    send(chain + rest(0.15));
}

void RealInput::doubleClick(QPoint at)
{
    send(QStringList{QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y())} + rest(0.1) +
         QStringList{QStringLiteral("click"), QStringLiteral("--repeat"), QStringLiteral("2"), QStringLiteral("--delay"), QStringLiteral("80"), QStringLiteral("1")} + rest(0.2));
}

void RealInput::drag(QPoint from, QPoint to)
{
    QStringList chain = QStringList{QStringLiteral("mousemove"), QString::number(from.x()), QString::number(from.y())} + rest(0.15) + QStringList{QStringLiteral("mousedown"), QStringLiteral("1")} + rest(0.1);
    constexpr int steps = 12;
    for (int i = 1; i <= steps; ++i) {
        const QPoint at = from + (to - from) * i / steps;
        chain += QStringList{QStringLiteral("mousemove"), QString::number(at.x()), QString::number(at.y())} + rest(0.03);
    }
    chain += QStringList{QStringLiteral("mousemove"), QString::number(to.x()), QString::number(to.y() + 1)} + rest(0.3);
    send(chain + QStringList{QStringLiteral("mouseup"), QStringLiteral("1")} + rest(0.3));
}

void RealInput::dragAndCancel(QPoint from, QPoint to, double hoverSeconds)
{
    const QString half = QString::number(from.x() + (to.x() - from.x()) / 2);
    send(QStringList{QStringLiteral("mousemove"), QString::number(from.x()), QString::number(from.y())} + rest(0.15) + QStringList{QStringLiteral("mousedown"), QStringLiteral("1")} + rest(0.1) +
         QStringList{QStringLiteral("mousemove"), QString::number(from.x() + 12), QString::number(from.y())} + rest(0.1) +
         QStringList{QStringLiteral("mousemove"), half, QString::number(from.y())} + rest(0.1) +
         QStringList{QStringLiteral("mousemove"), QString::number(to.x()), QString::number(to.y())} + rest(0.1) +
         QStringList{QStringLiteral("mousemove"), QString::number(to.x()), QString::number(to.y() + 1)} + rest(hoverSeconds) +
         QStringList{QStringLiteral("key"), QStringLiteral("Escape")} + rest(0.3) + QStringList{QStringLiteral("mouseup"), QStringLiteral("1")} + rest(0.3));
}

void RealInput::key(const QString& name) { send(QStringList{QStringLiteral("key"), name} + rest(0.15)); }

void RealInput::type(const QString& text)
{
    send({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("6"), text});
    send(rest(0.2));
}

QPoint RealInput::centre(const QWidget* widget) { return widget->mapToGlobal(widget->rect().center()); }

} // namespace tensorgraft::test
