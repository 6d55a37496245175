#include "ui/inspector/inspector_panel.h"

#include "model_io/core/model_file.h"
#include "ui/theme/spacing.h"

#include <QEvent>

namespace tensorgraft {

class InspectorPanelPrivate {
public:
    std::shared_ptr<const ModelFile> model;
    std::size_t tensor = 0;
};

InspectorPanel::InspectorPanel(QWidget* parent) : QWidget(parent), d(std::make_unique<InspectorPanelPrivate>()) {}
InspectorPanel::~InspectorPanel() = default;

void InspectorPanel::showTensor(std::shared_ptr<const ModelFile> model, std::size_t index)
{
    d->model = std::move(model);
    d->tensor = index;
}

void InspectorPanel::showModel(std::shared_ptr<const ModelFile> model)
{
    d->model = std::move(model);
}

void InspectorPanel::clear()
{
    d->model.reset();
}

QSize InspectorPanel::sizeHint() const
{
    return {ems(this, 28), ems(this, 40)};
}

QSize InspectorPanel::minimumSizeHint() const
{
    return {ems(this, 18), ems(this, 18)};
}

void InspectorPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
}

} // namespace tensorgraft
