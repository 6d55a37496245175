#include "ui/inspector/inspector_panel.h"

#include "ui/inspector/compare_page.h"
#include "ui/inspector/heatmap_page.h"
#include "ui/inspector/histogram_page.h"
#include "ui/inspector/kernel_page.h"
#include "ui/inspector/metadata_page.h"
#include "ui/inspector/page_tabs.h"
#include "ui/inspector/save_menu.h"
#include "ui/inspector/spectrum_page.h"
#include "ui/inspector/summary_box.h"
#include "ui/inspector/values_page.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QScopedValueRollback>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

namespace tensorgraft {
namespace {

constexpr int jobThreads = 3; ///< a long statistics run must not hold up a picture

} // namespace

class InspectorPanelPrivate {
public:
    QThreadPool pool; ///< of its own: the program's other jobs never wait for a picture
    std::shared_ptr<const ModelFile> model;
    SummaryBox* summary = nullptr;
    SaveMenu* save = nullptr;
    PageTabs* tabs = nullptr;
    QList<InspectorPage*> pages; ///< those that show tensors
    HistogramPage* histogram = nullptr;
    ValuesPage* values = nullptr;
    ComparePage* compare = nullptr;
    MetadataPage* metadata = nullptr;
    PageChoices choices;
    QString look;            ///< of the tensor that is shown; empty where none is
    bool switching = false;  ///< the page changes with the tensor, not by the person
    bool chosenBefore = false; ///< a page was chosen while no tensor was shown: the next one is shown there

    [[nodiscard]] InspectorPage* currentPage() const { return qobject_cast<InspectorPage*>(tabs->currentWidget()); }
    /// The page that will be shown is decided before any page reads; the one that is left reads nothing.
    void setTensor(const TensorRef& tensor)
    {
        QList<InspectorPage*> shown;
        for (InspectorPage* page : pages) {
            if (page == compare)
                continue;
            if (page->isVisible())
                shown.append(page);
            else
                page->setTensor(tensor);
        }
        if (tensor)
            choosePage(tensor.info());
        for (InspectorPage* page : shown)
            page->setTensor(tensor);
        save->setSource(tensor, currentPage());
    }
    void switchTo(QWidget* page)
    {
        const QScopedValueRollback<bool> guard(switching, true);
        if (page)
            tabs->setCurrentWidget(page);
    }
    /// The page that is remembered for this kind of tensor, or the usual one. Who compares goes on comparing.
    void choosePage(const TensorInfo& tensor)
    {
        look = tensorLookName(tensorLook(tensor));
        if (chosenBefore) {
            chosenBefore = false;
            return;
        }
        if (tabs->currentWidget() == compare)
            return;
        QWidget* page = tabs->findChild<QWidget*>(choices.value(look, usualPage(tensor)));
        switchTo(page);
    }
};

InspectorPanel::InspectorPanel(QWidget* parent) : QWidget(parent), d(std::make_unique<InspectorPanelPrivate>())
{
    d->pool.setMaxThreadCount(jobThreads);
    auto* outer = new QVBoxLayout(this);
    setSpacing(outer, this, 0, 0.3);
    auto* head = new QHBoxLayout;
    setSpacing(head, this, 0.5, 0.4);
    d->summary = new SummaryBox(&d->pool, this);
    d->save = new SaveMenu(&d->pool, this);
    head->addWidget(d->summary, 1);
    head->addWidget(d->save->button(), 0, Qt::AlignTop);
    outer->addLayout(head);

    d->tabs = new PageTabs(this);
    d->tabs->setObjectName(QStringLiteral("inspectorTabs"));
    const auto addTab = [this](QWidget* page, const QString& icon, const QString& name, const QString& objectName, const QString& tip) {
        page->setObjectName(objectName);
        const int index = d->tabs->addTab(page, themedIcon(icon), name);
        d->tabs->setTabToolTip(index, tr("%1: %2", "name of a page: what it shows").arg(name, tip));
    };
    const auto addPage = [this, addTab](InspectorPage* page, const QString& icon, const QString& name, const QString& objectName, const QString& tip) {
        addTab(page, icon, name, objectName, tip);
        d->pages.append(page);
        connect(page, &InspectorPage::menuRequested, this, [this](const QPoint& position) { d->save->button()->menu()->popup(position); });
        connect(page, &InspectorPage::copyRequested, d->save, &SaveMenu::copyPicture);
        connect(page, &InspectorPage::copyValueRequested, d->save, &SaveMenu::copyValue);
        connect(page, &InspectorPage::pictureChanged, this, [this] { d->save->setSource(d->save->tensor(), d->currentPage()); });
    };
    d->histogram = new HistogramPage(&d->pool, d->tabs);
    d->values = new ValuesPage(&d->pool, d->tabs);
    addPage(new KernelPage(&d->pool, d->tabs), QStringLiteral("kernel"), tr("Kernels"), QStringLiteral("kernels"), tr("The filters as pictures"));
    addPage(new HeatmapPage(&d->pool, d->tabs), QStringLiteral("heatmap"), tr("Heatmap"), QStringLiteral("heatmap"), tr("Any two axes as a picture"));
    d->compare = new ComparePage(&d->pool, d->tabs);
    addPage(d->histogram, QStringLiteral("histogram"), tr("Histogram"), QStringLiteral("histogram"), tr("How the values are distributed"));
    addPage(d->values, QStringLiteral("values"), tr("Values"), QStringLiteral("values"), tr("The numbers themselves"));
    addPage(new SpectrumPage(&d->pool, d->tabs), QStringLiteral("spectrum"), tr("Spectrum"), QStringLiteral("spectrum"), tr("Norms of the channels and singular values"));
    addPage(d->compare, QStringLiteral("compare"), tr("Compare"), QStringLiteral("compare"), tr("What the selected entry would write beside what the target holds now"));
    d->metadata = new MetadataPage(&d->pool, d->tabs);
    addTab(d->metadata, QStringLiteral("metadata"), tr("Metadata"), QStringLiteral("metadata"), tr("What the file says beside its weights"));
    outer->addWidget(d->tabs, 1);
    outer->addWidget(d->save->statusRow());

    connect(d->summary, &SummaryBox::statisticsReady, d->histogram, &HistogramPage::setStatistics);
    connect(d->values, &ValuesPage::sliceChanged, d->save, &SaveMenu::setSlice);
    connect(d->tabs, &QTabWidget::currentChanged, this, [this] {
        d->save->setSource(d->save->tensor(), d->currentPage());
        if (d->switching)
            return;
        if (d->look.isEmpty())
            d->chosenBefore = true;
        else if (d->tabs->currentWidget() != d->compare)
            d->choices[d->look] = d->tabs->currentWidget()->objectName();
    });
    clear();
}

InspectorPanel::~InspectorPanel()
{
    // Work that still runs is told to stop before the pool waits for it.
    d->summary->clear();
    d->save->stop();
    for (InspectorPage* page : d->pages) {
        disconnect(page, nullptr, this, nullptr);
        page->setTensor({});
    }
    disconnect(d->tabs, nullptr, this, nullptr);
    d->metadata->stop();
    d->pool.waitForDone();
    delete d->tabs; // its pages hold jobs on the pool
    delete d->summary;
    delete d->save;
}

void InspectorPanel::showTensor(std::shared_ptr<const ModelFile> model, std::size_t index)
{
    const TensorRef tensor{std::move(model), index};
    d->model = tensor.model;
    d->setTensor(tensor);
    d->summary->showTensor(tensor);
    d->metadata->show(tensor, tensor.model);
}

void InspectorPanel::showModel(std::shared_ptr<const ModelFile> model)
{
    d->model = std::move(model);
    d->setTensor({});
    d->summary->showModel(d->model);
    d->metadata->show({}, d->model);
    d->look.clear();
    d->chosenBefore = false;
    d->switchTo(d->metadata);
}

void InspectorPanel::showComparison(const CompareSubject& subject)
{
    d->compare->setSubject(subject);
}

void InspectorPanel::clear()
{
    d->model.reset();
    d->look.clear();
    d->setTensor({});
    d->summary->clear();
    d->metadata->show({}, nullptr);
    d->compare->setSubject({});
}

const PageChoices& InspectorPanel::pageChoices() const
{
    return d->choices;
}

void InspectorPanel::setPageChoices(const PageChoices& choices)
{
    d->choices = choices;
}

QSize InspectorPanel::sizeHint() const
{
    return {ems(this, 28), ems(this, 40)};
}

QSize InspectorPanel::minimumSizeHint() const
{
    return {ems(this, 18), ems(this, 18)};
}

} // namespace tensorgraft
