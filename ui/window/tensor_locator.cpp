#include "ui/window/tensor_locator.h"

#include "model_io/mapping/check.h"
#include "ui/session.h"

namespace tensorgraft {
namespace {

/// Tensors up to which all their names are looked through at once.
constexpr std::size_t lookAtOnce = 20'000;

struct Place {
    std::shared_ptr<const ModelFile> model;
    std::string name;
    std::optional<std::size_t> index;
    bool isOpen = false; ///< it has to be looked for

    Place(std::shared_ptr<const ModelFile> file, const std::string& wanted) : model(std::move(file)), name(wanted)
    {
        if (!model || name.empty())
            return;
        index = model->find(name);
        isOpen = !index;
        if (isOpen && model->tensors().size() <= lookAtOnce)
            look();
    }
    void look()
    {
        if (isOpen)
            index = findTensor(model->tensors(), name);
        isOpen = false;
    }
};

} // namespace

TensorLocator::TensorLocator(Session* session, QObject* parent) : QObject(parent), m_session(session), m_job(new JobRunner(this)) {}

void TensorLocator::locate(const std::string& source, const std::string& target)
{
    using Places = std::pair<Place, Place>;
    Places places{Place(m_session->model(Side::Source), source), Place(m_session->model(Side::Target), target)};
    m_job->cancel();
    if (!places.first.isOpen && !places.second.isOpen)
        return emit located(places.first.index, places.second.index);
    m_job->start<Places>(
        tr("Looking for a tensor"),
        [places](const ProgressFn&) -> Result<Places> {
            Places found = places;
            found.first.look();
            found.second.look();
            return found;
        },
        [this](Result<Places> found) {
            if (found && found->first.model == m_session->model(Side::Source) && found->second.model == m_session->model(Side::Target))
                emit located(found->first.index, found->second.index);
        });
}

} // namespace tensorgraft
