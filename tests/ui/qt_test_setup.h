#pragma once

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

namespace tensorgraft::test {

/// For init(): any warning fails the test but the one noise that the offscreen platform makes.
inline void failOnWarnings()
{
    QStandardPaths::setTestModeEnabled(true);
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
}

} // namespace tensorgraft::test
