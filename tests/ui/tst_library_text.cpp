#include "model_io/mapping/check.h"
#include "model_io/mapping/matcher.h"
#include "tests/support/test_paths.h"
#include "tests/ui/chinese_text.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/diagnostics_model.h"
#include "ui/models/findings_filter_model.h"
#include "ui/phrases/library_text.h"
#include "ui/theme/translations.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <algorithm>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

TensorInfo tensor(std::string name, Shape shape, ParameterKind kind = ParameterKind::Kernel, DType dtype = DType::Float32,
                  TensorRole role = TensorRole::Trainable)
{
    TensorInfo info;
    info.name = std::move(name);
    info.shape = std::move(shape);
    info.kind = kind;
    info.dtype = dtype;
    info.role = role;
    return info;
}

struct Case {
    std::string sourceFormat, targetFormat;
    std::vector<TensorInfo> source, target;
    MappingDocument document;
    std::string sourceBackend = {};

    [[nodiscard]] CheckResult run() const { return check(document, {sourceFormat, source, sourceBackend}, {targetFormat, target, {}}); }
};

MappingDocument entries(std::vector<MappingEntry> list)
{
    MappingDocument document;
    document.entries = std::move(list);
    return document;
}
MappingDocument rules(std::vector<MappingRule> list)
{
    MappingDocument document;
    document.rules = std::move(list);
    return document;
}

/// Documents that make the check say everything that it can say.
std::vector<Case> battery()
{
    using K = ParameterKind;
    std::vector<Case> all;
    const std::vector<TensorInfo> a{tensor("a", {4, 6})}, b{tensor("b", {4, 6})};
    all.push_back({"keras-h5", "keras-h5", a, b, entries({{"b", {"a"}, "nonsense", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", a, b, rules({{{"a"}, "b", "nonsense"}})});
    all.push_back({"keras-h5", "keras-h5", a, {tensor("b", {6, 4})}, entries({{"b", {"a"}, "", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", a, {tensor("b", {4, 9})}, entries({{"b", {"a"}, "", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", a, b, entries({{"b", {"a"}, "transpose(1,0)", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", {tensor("a", {4}, K::Kernel, DType::String)}, {tensor("b", {4})}, entries({{"b", {"a"}, "", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", a, b, rules({{{"a"}, "b", ""}, {{"a"}, "b", "identity"}})});
    all.push_back({"keras-h5", "keras-h5", a, b, rules({{{"x"}, "y", ""}, {{"x"}, "b", ""}, {{}, "b", "identity"}})});
    MappingDocument strict;
    strict.policy.unmappedTarget = UnmappedTargetPolicy::Error;
    all.push_back({"keras-h5", "keras-h5", a, b, strict});
    const Case square{"keras-h5", "pytorch", {tensor("a", {8, 8})}, {tensor("b", {8, 8})}, entries({{"b", {"a"}, "", {}, {}}})};
    all.push_back(square);
    all.push_back({"keras-h5", "pytorch", {tensor("a", {3, 3, 8, 16})}, {tensor("b", {16, 8, 3, 3})}, entries({{"b", {"a"}, "transpose(3,2,0,1)", {}, {}}})});
    all.push_back({"keras-h5", "pytorch", {tensor("a", {3, 3, 8, 16}), tensor("d", {72, 10})}, {tensor("b", {8, 8, 3, 3}), tensor("e", {10, 72})},
                   entries({{"e", {"d"}, "transpose(1,0)", {}, {}}})});
    all.push_back({"keras-h5", "pytorch", {tensor("lstm/kernel", {5, 16})}, {tensor("lstm.w", {16, 5})}, entries({{"lstm.w", {"lstm/kernel"}, "transpose(1,0)", {}, {}}})});
    all.push_back({"caffe", "keras-h5", {tensor("a", {8, 3, 5, 5})}, {tensor("b", {5, 5, 3, 8})}, entries({{"b", {"a"}, "transpose(2,3,1,0)", {}, {}}})});
    MappingDocument filters = entries({{"b", {"a"}, "", {}, {}}});
    filters.exclude = {"{", "nothing", "b"};
    all.push_back({"keras-h5", "keras-h5", a, b, filters});
    std::vector<TensorInfo> twins{tensor("x/a", {4, 6}), tensor("y/a", {4, 6})};
    for (TensorInfo& twin : twins)
        twin.alias = "a";
    all.push_back({"keras-h5", "keras-h5", twins, b, entries({{"b", {"a"}, "", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", b, twins, entries({{"a", {"b"}, "", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", a, b, entries({{"gone", {"a"}, "", {}, {}}, {"b", {"a"}, "", {}, {}}, {"b", {"a"}, "", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", a, b, entries({{"b", {"gone"}, "", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", a, {tensor("b", {4, 6}, K::Kernel, DType::Float16)}, entries({{"b", {"a"}, "", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", a, {tensor("b", {2, 6})}, entries({{"b", {"a"}, "slice(0,0,2)", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", a, {tensor("b", {4, 6}, K::Kernel, DType::Float32, TensorRole::OptimizerState)}, entries({{"b", {"a"}, "", {}, {}}})});
    all.push_back({"keras-h5", "keras-h5", {tensor("a", {3, 3, 4, 8})}, {tensor("b", {3, 3, 4, 8})}, entries({{"b", {"a"}, "", {}, {}}}), "theano"});
    all.push_back({"keras-h5", "keras-h5", {tensor("a", {3, 3, 4, 8})}, {tensor("b", {3, 3, 8, 8})}, entries({{"b", {"a"}, "", {}, {}}})});
    return all;
}

} // namespace

class LibraryTextTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        failOnWarnings();
        QVERIFY(installTranslations(QLocale(QLocale::Chinese, QLocale::China)));
    }

    void placeholdersKeepTheirTexts()
    {
        QCOMPARE(libraryText("same name after normalising a/b to c.d"), QStringLiteral("将 a/b 规范化为 c.d 后名称相同"));
        QCOMPARE(libraryText("Entry 2 names the source 'x', which is not there; the target keeps its own values"),
                 QStringLiteral("条目 2 指定的源“x”不存在；目标保留自己的值"));
        QCOMPARE(libraryText("same name. The transform is that of rule 3"), QStringLiteral("名称相同。采用规则 3 的变换"));
        QCOMPARE(libraryText("100% %1 of something unknown"), QStringLiteral("100% %1 of something unknown"));
        QCOMPARE(libraryText(""), QString());
    }

    /// Short phrases ("%1 to %2", "after %1", "at most %1") are no licence to rewrite what happens to hold their words.
    void unknownTextsStay_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"a road that leads to nowhere", "after all that was said", "there is nothing to compare it with here", "turn it over to me",
                                 "cannot say this: we do not know why", "Rule of thumb (old one): keep it simple", "at most one may hope for the best", "exactly what we need",
                                 "it is raining, this is a fact", "text, which is long, and numbers of things", "TypeError: unsupported operand for +: 'int' and 'str'",
                                 "the name of the rose", "%1 to %2 of it", "line of duty: nothing new", "We take it from here", "exclude me: I beg you"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void unknownTextsStay()
    {
        QFETCH(QString, text);
        QCOMPARE(libraryText(text.toStdString()), text);
    }

    void namesStayEvenWhereTheyReadLikePhrases()
    {
        QCOMPARE(libraryText("the archive has no member 'same name'"), QStringLiteral("归档中没有成员“same name”"));
        QCOMPARE(libraryText("Values are rounded: float32 to float16"), QStringLiteral("数值会被舍入：float32 转为 float16"));
        QCOMPARE(libraryText("cannot open the file: Permission denied"), QStringLiteral("无法打开文件：没有权限"));
        QCOMPARE(libraryText("block/exactly: It is filled from several layers. A slice copies whole layers"), QStringLiteral("block/exactly：它由多个层填充。slice 复制整层"));
        QCOMPARE(libraryText("'reshape(4,-1)' does not fit [3,5]: 15 elements are no multiple of the sizes given"), QStringLiteral("“reshape(4,-1)”不适合 [3,5]：15 个元素不是所给大小的倍数"));
        QCOMPARE(libraryText("Choose a smaller part."), QStringLiteral("请选择较小的部分。"));
    }

    void englishStaysAsItIs()
    {
        QVERIFY(installTranslations(QLocale(QLocale::English)));
        QCOMPARE(libraryText("same name"), QStringLiteral("same name"));
    }

    void everyFindingIsTranslated()
    {
        QSet<QString> provoked;
        QStringList english;
        for (const Case& one : battery())
            for (const Diagnostic& d : one.run().diagnostics) {
                provoked.insert(QString::fromStdString(d.code));
                for (const std::string& text : {d.message, d.hint})
                    if (const QString shown = libraryText(text); !text.empty() && !isChinese(shown))
                        english += QString::fromStdString(d.code) + QStringLiteral(": ") + shown;
            }
        QVERIFY2(english.isEmpty(), qPrintable(english.join(u'\n')));

        QStringList missing;
        const QDir folder(QString::fromStdString((sourceDir() / "model_io/mapping").string()));
        int codes = 0;
        for (const QString& name : folder.entryList({QStringLiteral("check*.cpp")})) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            static const QRegularExpression code(QStringLiteral("(?:Severity::\\w+,|addError\\(|\\?|:)\\s*\"([a-z]+-[a-z]+)\""));
            const QString text = QString::fromUtf8(file.readAll());
            for (auto found = code.globalMatch(text); found.hasNext(); ++codes)
                if (const QString id = found.next().captured(1); !provoked.contains(id))
                    missing += id;
        }
        QVERIFY(codes > 15); // else the sources were not read
        QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("nothing here provokes ") + missing.join(QStringLiteral(", "))));
    }

    void findingsSortWithoutTheirTranslations()
    {
        DiagnosticsModel findings;
        FindingsFilterModel sorted(&findings);
        QAbstractItemModelTester tester(&sorted, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto finding = [](const char* code, const char* target, const char* message) { return Diagnostic{Severity::Warning, code, target, {}, message, {}}; };
        findings.setDiagnostics({finding("shape-mismatch", "c", "The source is [3], the target [4]"), finding("lossy-cast", "b", "Values are rounded: float32 to float16"),
                                 finding("shape-mismatch", "a", "The source is [1], the target [2]"), finding("lossy-cast", "d", "Values are rounded: float64 to float16")});
        const auto column = [&](int number) {
            QStringList texts;
            for (int row = 0; row < sorted.rowCount(); ++row)
                texts += sorted.index(row, number).data().toString();
            return texts;
        };
        sorted.sort(DiagnosticsModel::TargetColumn);
        QCOMPARE(column(DiagnosticsModel::TargetColumn), QStringList({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")}));
        sorted.sort(DiagnosticsModel::MessageColumn, Qt::DescendingOrder);
        QCOMPARE(column(DiagnosticsModel::TargetColumn), QStringList({QStringLiteral("d"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("a")}));
        QCOMPARE(column(DiagnosticsModel::MessageColumn).first(), QStringLiteral("数值会被舍入：float64 转为 float16"));
        sorted.sort(DiagnosticsModel::KindColumn);
        QStringList kinds = column(DiagnosticsModel::KindColumn);
        QVERIFY(std::is_sorted(kinds.begin(), kinds.end(), [](const QString& a, const QString& b) { return a.localeAwareCompare(b) < 0; }));
    }

    /// By hand (TENSORGRAFT_FINDINGS=1000000): how long a large list takes.
    void manyFindings()
    {
        const int many = std::max(1000, qEnvironmentVariableIntValue("TENSORGRAFT_FINDINGS"));
        DiagnosticsModel findings;
        FindingsFilterModel sorted(&findings);
        std::vector<Diagnostic> list;
        for (int i = 0; i < many; ++i)
            list.push_back({Severity::Warning, "lossy-cast", std::to_string(i * 7919LL % many), {},
                            "The source is [" + std::to_string(i * 104729LL % many) + "], the target [" + std::to_string(i) + "]", {}});
        findings.setDiagnostics(std::move(list));
        for (const int by : {DiagnosticsModel::TargetColumn, DiagnosticsModel::MessageColumn, DiagnosticsModel::KindColumn}) {
            QElapsedTimer timer;
            timer.start();
            sorted.sort(by);
            qInfo("column %d: %lld ms", by, timer.elapsed());
        }
        QCOMPARE(sorted.rowCount(), many);
        QVERIFY(isChinese(sorted.index(many / 2, DiagnosticsModel::MessageColumn).data().toString()));
    }

    void everyReasonOfTheMatcherIsTranslated()
    {
        const auto source = kerasNet(), target = torchNet();
        const auto result = matchModels(outlineOf(*source), outlineOf(*target));
        QVERIFY(result);
        int reasons = 0;
        for (const auto& entry : toEntries(*result, outlineOf(*source), outlineOf(*target))) {
            ++reasons;
            QVERIFY2(isChinese(libraryText(entry.reason)), qPrintable(libraryText(entry.reason)));
        }
        QVERIFY(reasons > 0);
    }
};

QTEST_MAIN(LibraryTextTest)
#include "tst_library_text.moc"
