// Several sources dropped onto one target: the window asks how they are joined. Then what the transfer dialog says before,
// while and after it writes. By mouse and keyboard.
#include "model_io/formats/registry.h"
#include "tests/support/test_paths.h"
#include "tests/ui/e2e/real_input.h"
#include "tests/ui/e2e/window_driver.h"
#include "tests/ui/qt_test_setup.h"
#include "ui/session.h"
#include "ui/window/main_window.h"
#include "ui/window/transfer_dialog.h"
#include "ui/window/transform_choice_dialog.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <cstring>
#include <fstream>

using namespace tensorgraft;
using namespace tensorgraft::test;

namespace {

struct Numbers {
    std::string name, shape; ///< shape as JSON
    std::vector<float> values;
};

void writeSafetensors(const std::filesystem::path& path, const std::vector<Numbers>& tensors)
{
    std::string header = "{", data;
    for (const Numbers& t : tensors) {
        const std::size_t begin = data.size();
        data.append(reinterpret_cast<const char*>(t.values.data()), t.values.size() * sizeof(float));
        header += (header.size() > 1 ? ", \"" : "\"") + t.name + "\": {\"dtype\": \"F32\", \"shape\": " + t.shape + ", \"data_offsets\": [" + std::to_string(begin) + ", " + std::to_string(data.size()) + "]}";
    }
    header += "}";
    const std::uint64_t size = header.size();
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(&size), sizeof size);
    file << header << data;
}

std::vector<float> counted(int count, float from)
{
    std::vector<float> values;
    for (int i = 0; i < count; ++i)
        values.push_back(from + static_cast<float>(i));
    return values;
}

std::vector<float> valueOf(const ModelFile& model, std::string_view name)
{
    const auto index = model.find(name);
    const auto bytes = index ? model.readAll(*index) : Result<std::vector<std::byte>>{};
    std::vector<float> values(bytes ? bytes->size() / sizeof(float) : 0);
    if (!values.empty())
        std::memcpy(values.data(), bytes->data(), values.size() * sizeof(float));
    return values;
}

/// Selects both rows and drags them onto the third; the dialog that asks.
TransformChoiceDialog* dropBoth(MainWindow& window, const char* first, const char* second, const char* onto)
{
    RealInput::click(tensorRow(window, Side::Source, first));
    RealInput::click(tensorRow(window, Side::Source, second), QStringLiteral("ctrl"));
    RealInput::drag(tensorRow(window, Side::Source, first), tensorRow(window, Side::Target, onto));
    TransformChoiceDialog* choice = nullptr;
    (void)QTest::qWaitFor([&] { return (choice = window.findChild<TransformChoiceDialog*>()) != nullptr && choice->isVisible(); });
    return choice && QTest::qWaitForWindowActive(choice) ? choice : nullptr;
}

QStringList offered(const TransformChoiceDialog& choice)
{
    QStringList texts;
    for (int i = 0; i < choice.list()->count(); ++i)
        texts += choice.list()->item(i)->text().section(u'\n', 0, 0);
    return texts;
}

} // namespace

class WindowJoinsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void severalOntoOne()
    {
        TempDir folder;
        const std::vector<float> q = counted(16, 1), k = counted(16, 101), a = counted(4, 1), b = counted(4, 11);
        writeSafetensors(folder / "source.safetensors", {{"q", "[4, 4]", q}, {"k", "[4, 4]", k}, {"a", "[2, 2]", a}, {"b", "[2, 2]", b}});
        writeSafetensors(folder / "target.safetensors", {{"qk", "[8, 4]", std::vector<float>(32)}, {"ab", "[2, 2, 2]", std::vector<float>(8)}, {"rest", "[3]", counted(3, 7)}});
        const auto window = freshWindow();
        QVERIFY(window);
        openPair(*window, text(folder / "source.safetensors"), text(folder / "target.safetensors"));
        Session& session = *window->session();

        // Two square matrices onto one of twice the rows: as they are, or turned. Escape drops nothing.
        TransformChoiceDialog* choice = dropBoth(*window, "q", "k", "qk");
        QVERIFY(choice);
        QCOMPARE(offered(*choice), QStringList({QStringLiteral("concat(0)"), QStringLiteral("transpose(1,0)|concat(0)")}));
        RealInput::key(QStringLiteral("Escape"));
        QTRY_VERIFY(window->findChildren<TransformChoiceDialog*>().isEmpty());
        QVERIFY(session.rows().empty());
        choice = dropBoth(*window, "q", "k", "qk");
        QVERIFY(choice);
        RealInput::key(QStringLiteral("Right"));
        if (choice->list()->currentRow() == 0)
            RealInput::key(QStringLiteral("Down"));
        QCOMPARE(choice->list()->currentRow(), 1);
        RealInput::key(QStringLiteral("Return"));
        QTRY_VERIFY(window->findChildren<TransformChoiceDialog*>().isEmpty());
        waitChecked(*window);
        QCOMPARE(session.rows().size(), std::size_t(1));
        QCOMPARE(session.rows()[0].source, (std::vector<std::string>{"q", "k"}));
        QCOMPARE(session.rows()[0].transform, std::string("transpose(1,0)|concat(0)"));
        QCOMPARE(session.undoStack()->count(), 1);

        // An axis more: along which of the three, by a click.
        choice = dropBoth(*window, "a", "b", "ab");
        QVERIFY(choice);
        const QStringList stacks = offered(*choice);
        QVERIFY2(stacks.contains(QStringLiteral("stack(0)")) && stacks.contains(QStringLiteral("stack(1)")) && stacks.contains(QStringLiteral("stack(2)")), qPrintable(stacks.join(u' ')));
        QListWidget* list = choice->list();
        QListWidgetItem* last = list->item(static_cast<int>(stacks.indexOf(QStringLiteral("stack(2)"))));
        list->scrollToItem(last);
        RealInput::click(list->viewport()->mapToGlobal(list->visualItemRect(last).center()));
        QCOMPARE(list->currentItem(), last);
        RealInput::key(QStringLiteral("Return"));
        QTRY_VERIFY(window->findChildren<TransformChoiceDialog*>().isEmpty());
        waitChecked(*window);
        QCOMPARE(session.rows().size(), std::size_t(2));

        theTransferDialogSpeaks(*window);
        transferTo(*window, folder / "joined.safetensors");
        compareWithCommand(*window, folder, folder / "joined.safetensors");
        const auto written = openModel(folder / "joined.safetensors");
        QVERIFY(written);
        std::vector<float> turned;
        for (const auto* from : {&q, &k})
            for (std::size_t i = 0; i < 4; ++i)
                for (std::size_t j = 0; j < 4; ++j)
                    turned.push_back((*from)[j * 4 + i]);
        QCOMPARE(valueOf(**written, "qk"), turned);
        QCOMPARE(valueOf(**written, "ab"), (std::vector<float>{1, 11, 2, 12, 3, 13, 4, 14}));
        QCOMPARE(valueOf(**written, "rest"), counted(3, 7));
        session.undoStack()->setClean();
    }

private:
    /// Every row of its form has a label, and beside it what it promises; it says what is written and what is kept.
    static void theTransferDialogSpeaks(MainWindow& window)
    {
        clickTool(window, QStringLiteral("Transfer..."));
        TransferDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = window.findChild<TransferDialog*>()) && dialog->isVisible());
        auto* form = dialog->findChild<QFormLayout*>();
        QVERIFY(form);
        QStringList labels;
        for (int row = 0; row < form->rowCount(); ++row) {
            const auto* item = form->itemAt(row, QFormLayout::LabelRole);
            const auto* label = item ? qobject_cast<QLabel*>(item->widget()) : nullptr;
            if (!label)
                continue;
            labels += label->text().remove(u'&');
            QVERIFY2(label->isVisible() && label->width() >= label->sizeHint().width(), qPrintable(label->text()));
            const auto* field = form->itemAt(row, QFormLayout::FieldRole);
            if (const auto* value = field ? qobject_cast<QLabel*>(field->widget()) : nullptr)
                QTRY_VERIFY2(!value->text().isEmpty(), qPrintable(label->text())); // worked out by a job
            else
                QVERIFY2(label->buddy(), qPrintable(label->text()));
        }
        QCOMPARE(labels, QStringList({QStringLiteral("Write to:"), QStringLiteral("Format:"), QStringLiteral("Size:"), QStringLiteral("Disk:"), QStringLiteral("Memory:")}));
        QStringList said;
        for (const QLabel* label : dialog->findChildren<QLabel*>())
            if (label->isVisible())
                said += label->text();
        const QString all = said.join(u'\n');
        for (const char* wanted : {"2", "kept", "free"})
            QVERIFY2(all.contains(QString::fromLatin1(wanted)), qPrintable(all));
        // Alt and the letter of a label lead to its field.
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        RealInput::key(QStringLiteral("alt+f"));
        QTRY_VERIFY(qobject_cast<QComboBox*>(dialog->focusWidget()));
        RealInput::key(QStringLiteral("alt+w"));
        QTRY_COMPARE(dialog->focusWidget(), static_cast<QWidget*>(dialog->outputEdit()));
        RealInput::key(QStringLiteral("Escape"));
        QTRY_VERIFY(window.findChildren<TransferDialog*>().isEmpty());
    }
};

QTEST_MAIN(WindowJoinsTest)
#include "tst_window_joins.moc"
