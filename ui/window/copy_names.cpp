#include "ui/window/copy_names.h"

#include "ui/models/format_text.h"
#include "ui/models/tensor_mime.h"
#include "ui/models/tensor_tree_model.h"
#include "ui/theme/icons.h"
#include "ui/window/tensor_tree_view.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

namespace tensorgraft {

QString selectedNames(const TensorTreeView& view)
{
    QStringList names;
    const auto model = view.tensorTree()->modelFile();
    if (!model)
        return {};
    const TreeNodes& nodes = view.tensorTree()->nodes();
    for (const std::uint32_t node : view.selectedRows().nodes)
        names += toQString(nodes[node].isTensor() ? model->tensors()[nodes[node].tensor].name : nodes.path(node));
    return names.join(u'\n');
}

void addCopyNames(TensorTreeView* view)
{
    auto* separator = new QAction(view);
    separator->setSeparator(true);
    auto* copy = new QAction(themedIcon(QStringLiteral("copy")), TensorTreeView::tr("&Copy names"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    copy->setStatusTip(TensorTreeView::tr("Put the names of the selected tensors and layers on the clipboard, one a line"));
    QObject::connect(copy, &QAction::triggered, view, [view] {
        if (const QString names = selectedNames(*view); !names.isEmpty())
            QGuiApplication::clipboard()->setText(names);
    });
    view->addActions({separator, copy});
}

} // namespace tensorgraft
