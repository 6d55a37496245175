#include "tests/ui/fake_model.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/models/alike_pairs.h"
#include "ui/models/drop_pairing.h"
#include "ui/models/transform_proposal.h"

#include <QTest>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

TensorInfo tensor(Shape shape, AxisLayout axes = AxisLayout::Unknown, DType dtype = DType::Float32)
{
    TensorInfo info;
    info.name = "t";
    info.shape = std::move(shape);
    info.axes = axes;
    info.dtype = dtype;
    return info;
}

DropItem item(const ModelFile& model, std::initializer_list<const char*> names, std::string path = {})
{
    DropItem item;
    item.isTensor = path.empty() && names.size() == 1;
    item.path = std::move(path);
    for (const char* name : names)
        item.tensors.push_back(model.find(name).value());
    return item;
}

DropItem whole(const ModelFile& model)
{
    DropItem all;
    for (std::size_t i = 0; i < model.tensors().size(); ++i)
        all.tensors.push_back(i);
    return all;
}

/// "target <- source, source: transform" lines.
QStringList printed(const DropProposal& proposal, const ModelFile& source, const ModelFile& target)
{
    QStringList lines;
    for (const DropPair& pair : proposal.pairs) {
        QStringList from;
        for (const std::size_t s : pair.sources)
            from += QString::fromStdString(source.tensors()[s].name);
        lines += QStringLiteral("%1 <- %2: %3").arg(QString::fromStdString(target.tensors()[pair.target].name), from.join(QStringLiteral(", ")), QString::fromStdString(pair.transform));
    }
    return lines;
}

} // namespace

Q_DECLARE_METATYPE(TensorInfo)

class DropTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void proposesTransforms_data()
    {
        QTest::addColumn<TensorInfo>("source");
        QTest::addColumn<TensorInfo>("target");
        QTest::addColumn<QString>("first"); // empty: nothing fits
        using L = AxisLayout;
        const auto row = [](const char* name, TensorInfo a, TensorInfo b, const char* first) { QTest::newRow(name) << a << b << QString::fromLatin1(first); };
        row("same", tensor({3, 4}), tensor({3, 4}), "identity");
        row("HWIO to OIHW", tensor({3, 3, 64, 128}, L::HWIO), tensor({128, 64, 3, 3}, L::OIHW), "transpose(3,2,0,1)");
        row("OIHW to HWIO", tensor({128, 64, 3, 3}, L::OIHW), tensor({3, 3, 64, 128}, L::HWIO), "transpose(2,3,1,0)");
        row("layouts unknown", tensor({3, 5, 64, 128}), tensor({128, 64, 3, 5}), "transpose(3,2,0,1)");
        row("square dense by meaning", tensor({64, 64}, L::IO), tensor({64, 64}, L::OI), "transpose(1,0)");
        row("square dense, nothing known", tensor({64, 64}), tensor({64, 64}), "identity");
        row("all equal kernel by meaning", tensor({3, 3, 3, 3}, L::HWIO), tensor({3, 3, 3, 3}, L::OIHW), "transpose(3,2,0,1)");
        row("dense", tensor({10, 4}, L::IO), tensor({4, 10}, L::OI), "transpose(1,0)");
        row("depthwise", tensor({3, 3, 32, 1}, L::HWIM), tensor({32, 1, 3, 3}, L::OIHW), "transpose(2,3,0,1)");
        row("depthwise multiplier 2", tensor({3, 3, 32, 2}, L::HWIM), tensor({64, 1, 3, 3}, L::OIHW), "transpose(2,3,0,1)|reshape");
        row("transposed convolution", tensor({3, 3, 8, 8}, L::HWOI), tensor({8, 8, 3, 3}, L::IOHW), "transpose(3,2,0,1)");
        row("transposed of one axis", tensor({5, 5, 5}, L::WOI), tensor({5, 5, 5}, L::IOW), "transpose(2,1,0)");
        row("transposed of three axes", tensor({3, 3, 3, 3, 3}, L::DHWOI), tensor({3, 3, 3, 3, 3}, L::IODHW), "transpose(4,3,0,1,2)");
        row("one side says transposed", tensor({5, 5, 5}, L::WOI), tensor({5, 5, 5}, L::OIW), "transpose(2,1,0)");
        row("slopes of a PReLU", tensor({1, 1, 10}), tensor({10}), "squeeze");
        row("vector to broadcast form", tensor({64}), tensor({1, 64, 1, 1}), "unsqueeze");
        row("1x1 convolution to dense", tensor({1, 1, 16, 8}, L::HWIO), tensor({8, 16}, L::OI), "transpose(3,2,0,1)|squeeze");
        row("dense to 1x1 convolution", tensor({16, 8}, L::IO), tensor({8, 16, 1, 1}, L::OIHW), "transpose(1,0)|unsqueeze");
        row("equal counts are no licence", tensor({6, 4}), tensor({8, 3}), "");
        row("class counts differ", tensor({7}), tensor({2}), "");
        row("half to single", tensor({4}, L::Unknown, DType::Float16), tensor({4}), "identity");
        row("text", tensor({4}, L::Unknown, DType::String), tensor({4}), "");
        row("blocks", tensor({256}, L::Unknown, DType::Q4_K), tensor({256}), "");
    }

    void proposesTransforms()
    {
        QFETCH(TensorInfo, source);
        QFETCH(TensorInfo, target);
        QFETCH(QString, first);
        const std::vector<std::string> found = proposeTransforms(source, target);
        QCOMPARE(found.empty() ? QString() : QString::fromStdString(found.front()), first);
    }

    void offersBothReadingsOfASquareKernel()
    {
        const auto found = proposeTransforms(tensor({8, 8}, AxisLayout::IO), tensor({8, 8}, AxisLayout::OI));
        QCOMPARE(found, (std::vector<std::string>{"transpose(1,0)", "identity"}));
    }

    void joins()
    {
        const TensorInfo part = tensor({64, 32}), whole = tensor({192, 32}), stacked = tensor({3, 64, 32}), turned = tensor({32, 192});
        const std::vector<const TensorInfo*> three(3, &part);
        QCOMPARE(proposeJoin(three, whole), std::optional<std::string>("concat(0)"));
        QCOMPARE(proposeJoin(three, stacked), std::optional<std::string>("stack(0)"));
        QCOMPARE(proposeJoin(three, turned), std::optional<std::string>("transpose(1,0)|concat(1)"));
        QCOMPARE(proposeJoin(three, part), std::nullopt);
        // Square parts: nothing but the axes' meanings shows whether they are turned first.
        const TensorInfo square = tensor({64, 64}, AxisLayout::IO), packed = tensor({192, 64}, AxisLayout::OI), plain = tensor({64, 64});
        QCOMPARE(proposeJoins(std::vector<const TensorInfo*>(3, &square), packed), (std::vector<std::string>{"transpose(1,0)|concat(0)", "concat(0)"}));
        QCOMPARE(proposeJoins(std::vector<const TensorInfo*>(3, &plain), packed), (std::vector<std::string>{"concat(0)", "transpose(1,0)|concat(0)"}));
        QCOMPARE(proposeJoin(std::vector<const TensorInfo*>(1, &part), part), std::nullopt);
    }

    void tensorOnTensor()
    {
        const auto source = kerasNet(7), target = torchNet(2);
        const auto drop = [&](const char* from, const char* to) {
            const DropItem a = item(*source, {from}), b = item(*target, {to});
            return pairDrop(outlineOf(*source), std::span(&a, 1), outlineOf(*target), std::span(&b, 1));
        };
        DropProposal fits = drop("conv1/bias", "conv1.bias");
        QCOMPARE(fits.outcome, DropOutcome::Fits);
        fits = drop("conv1/kernel", "conv1.weight");
        QCOMPARE(fits.outcome, DropOutcome::FitsAfter);
        QCOMPARE(fits.pairs.front().transform, std::string("transpose(3,2,0,1)"));
        const DropProposal not_ = drop("dense/bias", "head.bias");
        QCOMPARE(not_.outcome, DropOutcome::ShapesDiffer);
        QVERIFY(!not_.applies());
        QCOMPARE(not_.sourceShape.toString(), std::string("(7,)"));
        QCOMPARE(not_.targetShape.toString(), std::string("(2,)"));
    }

    void layerOnLayerPairsByKind()
    {
        const auto source = kerasNet(), target = torchNet();
        const DropItem a = item(*source, {"dense/kernel", "dense/bias"}, "dense"), b = item(*target, {"head.weight", "head.bias"}, "head");
        const DropProposal proposal = pairDrop(outlineOf(*source), std::span(&a, 1), outlineOf(*target), std::span(&b, 1));
        QCOMPARE(proposal.outcome, DropOutcome::Group);
        QCOMPARE(printed(proposal, *source, *target), (QStringList{QStringLiteral("head.weight <- dense/kernel: transpose(1,0)"), QStringLiteral("head.bias <- dense/bias: identity")}));
        QCOMPARE(proposal.wanted, std::size_t(2));
    }

    void scopePairsByRelativeNameThenOrder()
    {
        const auto source = kerasNet(7), target = torchNet(2);
        const DropItem a = whole(*source), b = whole(*target);
        const DropProposal proposal = pairDrop(outlineOf(*source), std::span(&a, 1), outlineOf(*target), std::span(&b, 1));
        QCOMPARE(printed(proposal, *source, *target),
                 (QStringList{QStringLiteral("conv1.weight <- conv1/kernel: transpose(3,2,0,1)"), QStringLiteral("conv1.bias <- conv1/bias: identity"),
                              QStringLiteral("block.conv2.weight <- block/conv2/kernel: transpose(3,2,0,1)"), QStringLiteral("block.conv2.bias <- block/conv2/bias: identity")}));
        QCOMPARE(proposal.wanted, std::size_t(6)); // the head has another class count and stays
    }

    void severalTensorsAreJoined()
    {
        const auto source = FakeModel::make("s", {{"a/q", {8, 8}}, {"a/k", {8, 8}}, {"a/v", {8, 8}}});
        const auto target = FakeModel::make("t", {{"attn/in_proj", {24, 8}}});
        std::vector<DropItem> three{item(*source, {"a/q"}), item(*source, {"a/k"}), item(*source, {"a/v"})};
        const DropItem onto = item(*target, {"attn/in_proj"});
        const DropProposal proposal = pairDrop(outlineOf(*source), three, outlineOf(*target), std::span(&onto, 1));
        QCOMPARE(proposal.outcome, DropOutcome::Joins);
        QCOMPARE(printed(proposal, *source, *target), QStringList{QStringLiteral("attn/in_proj <- a/q, a/k, a/v: concat(0)")});
        three.pop_back();
        QCOMPARE(pairDrop(outlineOf(*source), three, outlineOf(*target), std::span(&onto, 1)).outcome, DropOutcome::ShapesDiffer);
    }

    void optimizerStateStaysOut()
    {
        const auto source = FakeModel::make("s", {{"c/kernel", {2, 2}}, {"optimizer_weights/c/kernel_m", {2, 2}}});
        std::vector<TensorInfo> infos(source->tensors().begin(), source->tensors().end());
        infos[1].role = TensorRole::OptimizerState;
        const Outline outline{"keras-h5", infos};
        const DropItem all = whole(*source);
        const DropProposal proposal = pairDrop(outline, std::span(&all, 1), outline, std::span(&all, 1));
        QCOMPARE(proposal.pairs.size(), std::size_t(1));
        QCOMPARE(proposal.pairs.front().target, std::size_t(0));
    }

    void findsTheOthersAlike()
    {
        std::vector<FakeModel::Tensor> from, to;
        for (int i = 1; i <= 4; ++i) {
            from.push_back({"vgg/conv" + std::to_string(i) + "/weights", {3, 3, 4 * i, 8 * i}});
            from.push_back({"vgg/conv" + std::to_string(i) + "/biases", {8 * i}});
            to.push_back({"features." + std::to_string(i - 1) + ".weight", {8 * i, 4 * i, 3, 3}});
            to.push_back({"features." + std::to_string(i - 1) + ".bias", {8 * i}});
        }
        const auto source = FakeModel::make("s", std::move(from)), target = FakeModel::make("t", std::move(to), AxisConvention::PyTorch);
        const DropPair kernel{{2}, 2, "transpose(3,2,0,1)"};
        std::vector<bool> taken(8);
        taken[6] = true; // mapped already: left alone
        const auto alike = alikePairs(std::span(&kernel, 1), outlineOf(*source), outlineOf(*target), taken);
        QCOMPARE(alike, (std::vector<DropPair>{{{0}, 0, "transpose(3,2,0,1)"}, {{4}, 4, "transpose(3,2,0,1)"}}));
        const DropPair other{{2}, 2, "transpose(3,2,1,0)"}; // fits square kernels: the example's transform is kept
        QCOMPARE(alikePairs(std::span(&other, 1), outlineOf(*source), outlineOf(*target), std::vector<bool>(8)).size(), std::size_t(3));
        const DropPair bias{{3}, 3, "squeeze"}; // a transform that fits none of them
        QVERIFY(alikePairs(std::span(&bias, 1), outlineOf(*source), outlineOf(*target), std::vector<bool>(8)).empty());
    }

    void nothingInCommon()
    {
        const auto source = FakeModel::make("s", {{"a/kernel", {5, 5}}}), target = FakeModel::make("t", {{"b/kernel", {7, 7}}});
        const DropItem a = item(*source, {"a/kernel"}, "a"), b = item(*target, {"b/kernel"}, "b");
        QCOMPARE(pairDrop(outlineOf(*source), std::span(&a, 1), outlineOf(*target), std::span(&b, 1)).outcome, DropOutcome::NoPairs);
        QCOMPARE(pairDrop(outlineOf(*source), {}, outlineOf(*target), std::span(&b, 1)).outcome, DropOutcome::Nothing);
    }
};

QTEST_GUILESS_MAIN(DropTest)
#include "tst_drop.moc"
