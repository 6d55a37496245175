#pragma once

#include "ui/jobs/job_runner.h"

#include <QObject>
#include <optional>
#include <string>

namespace tensorgraft {

class Session;

/// Finds the tensors that a finding or an entry names. Their own names are found at once; the other names that people use for
/// them (see findTensor()) in a job where the model is large: a million names are too many for a click.
class TensorLocator : public QObject {
    Q_OBJECT

public:
    explicit TensorLocator(Session* session, QObject* parent = nullptr);
    /// located() follows, unless another one is asked for or the models change before. Empty names are not looked for.
    void locate(const std::string& source, const std::string& target);

signals:
    void located(std::optional<std::size_t> source, std::optional<std::size_t> target);

private:
    Session* m_session;
    JobRunner* m_job;
};

} // namespace tensorgraft
