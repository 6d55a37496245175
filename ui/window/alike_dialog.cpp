#include "ui/window/alike_dialog.h"

#include "ui/models/format_text.h"
#include "ui/session.h"
#include "ui/theme/spacing.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tensorgraft {

AlikeDialog::AlikeDialog(const Session& session, std::vector<DropPair> pairs, QWidget* parent)
    : QDialog(parent), m_pairs(std::move(pairs)), m_list(new QTreeWidget(this))
{
    setWindowTitle(tr("Do the same for the others"));
    auto* intro = new QLabel(tr("These tensors differ from the ones you mapped only by the numbers in their names."), this);
    intro->setWordWrap(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setHeaderLabels({tr("Target"), tr("Source"), tr("Transform")});
    m_list->setAccessibleName(tr("Pairs to map"));
    const auto source = session.model(Side::Source)->tensors(), target = session.model(Side::Target)->tensors();
    for (const DropPair& pair : m_pairs) {
        auto* item = new QTreeWidgetItem(m_list, {toQString(target[pair.target].name), toQString(source[pair.sources.front()].name), toQString(pair.transform)});
        item->setCheckState(0, Qt::Checked);
    }
    for (const int column : {0, 1})
        m_list->header()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->resizeSection(2, ems(this, 11));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Map"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    setSpacing(layout, this, 0.8, 0.6);
    layout->addWidget(intro);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(ems(this, 40), ems(this, 22));
}

std::vector<DropPair> AlikeDialog::chosen() const
{
    std::vector<DropPair> pairs;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row)
        if (m_list->topLevelItem(row)->checkState(0) == Qt::Checked)
            pairs.push_back(m_pairs[std::size_t(row)]);
    return pairs;
}

} // namespace tensorgraft
