#include "ui/window/save_waiter.h"

#include "ui/session.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QProgressDialog>

namespace tensorgraft {
namespace {
constexpr int showAfterMs = 500;
}

bool waitUntilSaved(Session* session, QWidget* window)
{
    if (!session->isSaving())
        return !session->isModified();
    const auto text = [](const char* english) { return QCoreApplication::translate("SaveWaiter", english); };
    QProgressDialog dialog(text(QT_TRANSLATE_NOOP("SaveWaiter", "Saving the mapping...")), text(QT_TRANSLATE_NOOP("SaveWaiter", "Do not wait")), 0, 0, window);
    dialog.setWindowTitle(text(QT_TRANSLATE_NOOP("SaveWaiter", "Saving")));
    dialog.setWindowModality(Qt::WindowModal);
    dialog.setMinimumDuration(showAfterMs);
    dialog.setValue(0); // starts its clock
    QEventLoop loop;
    bool saved = false;
    QObject::connect(session, &Session::mappingSaved, &loop, [&] {
        saved = true;
        if (!session->isSaving())
            loop.quit();
    });
    QObject::connect(session, &Session::mappingFileFailed, &loop, [&] {
        saved = false;
        if (!session->isSaving())
            loop.quit();
    });
    QObject::connect(&dialog, &QProgressDialog::canceled, &loop, [&] {
        saved = false;
        loop.quit();
    });
    loop.exec();
    return saved;
}

} // namespace tensorgraft
