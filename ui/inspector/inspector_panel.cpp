#include "ui/inspector/inspector_panel.h"

#include "ui/inspector/compare_page.h"
#include "ui/inspector/heatmap_page.h"
#include "ui/inspector/histogram_page.h"
#include "ui/inspector/kernel_page.h"
#include "ui/inspector/metadata_page.h"
#include "ui/inspector/save_menu.h"
#include "ui/inspector/spectrum_page.h"
#include "ui/inspector/summary_box.h"
#include "ui/inspector/values_page.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QTabWidget>
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
    QTabWidget* tabs = nullptr;
    QList<InspectorPage*> pages; ///< those that show tensors
    HistogramPage* histogram = nullptr;
    ValuesPage* values = nullptr;
    ComparePage* compare = nullptr;
    MetadataPage* metadata = nullptr;
    int tabBeforeModel = -1; ///< where to go back to when a tensor follows a model

    [[nodiscard]] InspectorPage* currentPage() const { return qobject_cast<InspectorPage*>(tabs->currentWidget()); }
    void setTensor(const TensorRef& tensor)
    {
        for (InspectorPage* page : pages)
            if (page != compare)
                page->setTensor(tensor);
        save->setSource(tensor, currentPage());
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

    d->tabs = new QTabWidget(this);
    d->tabs->setDocumentMode(true);
    d->tabs->setObjectName(QStringLiteral("inspectorTabs"));
    const auto addPage = [this](InspectorPage* page, const QString& name, const QString& objectName, const QString& tip) {
        page->setObjectName(objectName);
        d->tabs->setTabToolTip(d->tabs->addTab(page, name), tip);
        d->pages.append(page);
        connect(page, &InspectorPage::pictureChanged, this, [this] { d->save->setSource(d->save->tensor(), d->currentPage()); });
    };
    d->histogram = new HistogramPage(&d->pool, d->tabs);
    d->values = new ValuesPage(&d->pool, d->tabs);
    addPage(new KernelPage(&d->pool, d->tabs), tr("Kernels"), QStringLiteral("kernels"), tr("The filters as pictures"));
    addPage(new HeatmapPage(&d->pool, d->tabs), tr("Heatmap"), QStringLiteral("heatmap"), tr("Any two axes as a picture"));
    d->compare = new ComparePage(&d->pool, d->tabs);
    addPage(d->compare, tr("Compare"), QStringLiteral("compare"), tr("What the selected entry would write beside what the target holds now"));
    addPage(d->histogram, tr("Histogram"), QStringLiteral("histogram"), tr("How the values are distributed"));
    addPage(d->values, tr("Values"), QStringLiteral("values"), tr("The numbers themselves"));
    addPage(new SpectrumPage(&d->pool, d->tabs), tr("Spectrum"), QStringLiteral("spectrum"), tr("Norms of the channels and singular values"));
    d->metadata = new MetadataPage(d->tabs);
    d->metadata->setObjectName(QStringLiteral("metadata"));
    d->tabs->setTabToolTip(d->tabs->addTab(d->metadata, tr("Metadata")), tr("What the file says beside its weights"));
    outer->addWidget(d->tabs, 1);
    outer->addWidget(d->save->statusRow());

    connect(d->summary, &SummaryBox::statisticsReady, d->histogram, &HistogramPage::setStatistics);
    connect(d->values, &ValuesPage::sliceChanged, d->save, &SaveMenu::setSlice);
    connect(d->tabs, &QTabWidget::currentChanged, this, [this] { d->save->setSource(d->save->tensor(), d->currentPage()); });
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
    d->pool.waitForDone();
    delete d->tabs; // its pages hold jobs on the pool
    delete d->summary;
    delete d->save;
}

void InspectorPanel::showTensor(std::shared_ptr<const ModelFile> model, std::size_t index)
{
    const TensorRef tensor{std::move(model), index};
    if (d->tabBeforeModel >= 0) {
        if (d->tabs->currentWidget() == d->metadata)
            d->tabs->setCurrentIndex(d->tabBeforeModel);
        d->tabBeforeModel = -1;
    }
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
    if (d->tabs->currentWidget() != d->metadata) {
        d->tabBeforeModel = d->tabs->currentIndex();
        d->tabs->setCurrentWidget(d->metadata);
    }
}

void InspectorPanel::showComparison(const CompareSubject& subject)
{
    d->compare->setSubject(subject);
}

void InspectorPanel::clear()
{
    d->model.reset();
    d->setTensor({});
    d->summary->clear();
    d->metadata->show({}, nullptr);
    d->compare->setSubject({});
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
