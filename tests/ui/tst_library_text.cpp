#include "model_io/mapping/check.h"
#include "model_io/mapping/matcher.h"
#include "tests/support/test_paths.h"
#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/library_text.h"
#include "ui/theme/translations.h"

#include <QDir>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

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

/// Three English words in a row that no quotes enclose: a sentence that nobody translated.
bool isChinese(const QString& text)
{
    static const QRegularExpression han(QStringLiteral("\\p{Han}")), quoted(QStringLiteral("“[^”]*”")), english(QStringLiteral("[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}"));
    return text.contains(han) && !QString(text).remove(quoted).contains(english);
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
