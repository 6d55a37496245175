#include "ui/models/tensor_query.h"

#include "ui/models/tree_arrangement.h"

#include <QTest>

using namespace tensorgraft;

namespace {

TensorInfo tensor(std::string name, Shape shape, DType dtype = DType::Float32, ParameterKind kind = ParameterKind::Kernel)
{
    TensorInfo info;
    info.name = std::move(name);
    info.shape = std::move(shape);
    info.dtype = dtype;
    info.kind = kind;
    info.sizeBytes = info.elementCount() * 4;
    return info;
}

const std::vector<std::pair<TensorInfo, RowState>>& sample()
{
    static const std::vector<std::pair<TensorInfo, RowState>> all = [] {
        std::vector<std::pair<TensorInfo, RowState>> list{
            {tensor("block1/conv1/kernel", {3, 3, 3, 64}), RowState::Mapped},
            {tensor("block1/conv1/bias", {64}, DType::Float32, ParameterKind::Bias), RowState::Warning},
            {tensor("block2/depthwise/kernel", {3, 3, 64, 1}, DType::Float16, ParameterKind::DepthwiseKernel), RowState::Kept},
            {tensor("fc/kernel:0", {4096, 1000}, DType::BFloat16), RowState::Conflict},
            {tensor("/model/step count", {}, DType::Int64, ParameterKind::Scalar), RowState::Excluded},
        };
        list[3].first.alias = "predictions/kernel";
        list[4].first.role = TensorRole::Bookkeeping;
        return list;
    }();
    return all;
}

} // namespace

class TensorQueryTest : public QObject {
    Q_OBJECT

private slots:
    void matches_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("found"); // numbers of the samples
        const auto row = [](const char* text, const char* found) { QTest::newRow(text) << QByteArray(text) << QByteArray(found); };
        row("", "01234");
        row("conv", "01");
        row("CONV", "01");
        row("conv ker", "0");
        row("-conv", "234");
        row("kernel -block1", "23");
        row("*/bias", "1");
        row("bias*", "");
        row("block[12]/*kernel", "02");
        row("block[!1]*", "2");
        row("conv[", "");
        row("/conv\\d\\/k/", "0");
        row("/^block\\d/", "012");
        row("-/kernel/", "14");
        row("/model", "4"); // no regular expression: names may begin with a slash
        row("\"step count\"", "4");
        row("kernel:0", "3");
        row("predictions", "3");
        row("shape:3x3", "02");
        row("shape:3x3x*x64", "0");
        row("shape:(3,3,*,*)", "02");
        row("shape:(3, 3, *, 64) kernel", "0");
        row("shape:(...,64)", "01");
        row("shape:(64,)", "1");
        row("shape:64", "012");
        row("shape:()", "4");
        row("-shape:3x3", "134");
        row("dtype:float16", "2");
        row("dtype:*float16", "23");
        row("dtype:float16,bfloat16", "23");
        row("state:warning", "1");
        row("state:mapped", "01");
        row("state:unmapped", "2");
        row("state:conflict,excluded", "34");
        row("kind:kernel", "023");
        row("kind:depthwise_kernel", "2");
        row("role:bookkeeping", "4");
        row("size:>1M", "3");
        row("size:<=256", "14"); // a scalar holds 4 bytes
        row("size:256", "1");
        row("size:1K..10K", "02");
        row("params:>1M", "3");
        row("rank:4", "02");
        row("rank:<1", "4");
    }

    void matches()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, found);
        const auto parsed = TensorQuery::parse(text.toStdString());
        QVERIFY(std::holds_alternative<TensorQuery>(parsed));
        QByteArray got;
        for (std::size_t i = 0; i < sample().size(); ++i)
            if (std::get<TensorQuery>(parsed).matches(sample()[i].first, sample()[i].second))
                got += QByteArray::number(qulonglong(i));
        QCOMPARE(got, found);
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("begin");
        using Code = TensorQueryError::Code;
        const auto row = [](const char* text, Code code, int begin) { QTest::newRow(text) << QByteArray(text) << int(code) << begin; };
        row("a /(/", Code::BadRegex, 2);
        row("shape:3xx3", Code::BadShape, 0);
        row("shape:(a)", Code::BadShape, 0);
        row("shape:-1", Code::BadShape, 0);
        row("shape:99999999999999999999", Code::BadShape, 0);
        row("size:>", Code::BadSize, 0);
        row("size:big", Code::BadSize, 0);
        row("size:2M..1M", Code::BadSize, 0);
        row("size:<0", Code::BadSize, 0);
        row("params:1Q", Code::BadSize, 0);
        row("dtype:flaot", Code::UnknownType, 0);
        row("x -state:mapd", Code::UnknownState, 2);
        row("kind:kernle", Code::UnknownKind, 0);
        row("role:none", Code::UnknownRole, 0);
        row("shape:", Code::NoValue, 0);
        row("\"open", Code::OpenQuote, 0);
    }

    void faults()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        QFETCH(int, begin);
        const auto parsed = TensorQuery::parse(text.toStdString());
        const auto* error = std::get_if<TensorQueryError>(&parsed);
        QVERIFY(error);
        QCOMPARE(int(error->code), code);
        QCOMPARE(int(error->begin), begin);
        QVERIFY(error->begin + error->length <= std::size_t(text.size()));
    }

    void everyOfferIsUnderstood()
    {
        for (const std::string& key : TensorQuery::keys()) {
            QVERIFY(!TensorQuery::valuesOf(key).empty());
            for (const std::string& value : TensorQuery::valuesOf(key))
                QVERIFY2(std::holds_alternative<TensorQuery>(TensorQuery::parse(key + value)), (key + value).c_str());
        }
    }

    void namesAreOrderedAsPeopleCount()
    {
        QVERIFY(compareNames("conv2", "conv10") < 0);
        QVERIFY(compareNames("Conv10", "conv2") > 0);
        QVERIFY(compareNames("conv02/a", "conv2/b") < 0);
        QCOMPARE(compareNames("a/1", "a/1"), 0);
        QVERIFY(compareNames("a", "a1") < 0);
        QVERIFY(compareNames("", "a") < 0);
        QVERIFY(compareNames("n99999999999999999999999", "n100000000000000000000000") < 0); // beyond 64 bits
    }
};

QTEST_GUILESS_MAIN(TensorQueryTest)
#include "tst_tensor_query.moc"
