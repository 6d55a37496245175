#include "ui/file_comparison.h"

#include "model_io/formats/registry.h"
#include "model_io/transfer/compare_report.h"

#include <QSaveFile>
#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>
#include <variant>

namespace tensorgraft {
namespace {

constexpr int collectMs = 100;

Result<std::shared_ptr<const ModelFile>> opened(const ComparedFile& file, const ProgressFn& progress)
{
    if (file.model)
        return file.model;
    return openModel(file.path, OpenProgress([&](const OpenState&) { return reportProgress(progress, 0, 0); })); // the comparison is what is measured
}

} // namespace

struct FileComparison::Mail {
    std::mutex mutex;
    std::shared_ptr<DifferenceTable> table; ///< until it is taken
    std::vector<PairDifference> fresh;
};

FileComparison::FileComparison(QObject* parent) : QObject(parent), m_model(new DifferenceModel(this))
{
    m_collect.setInterval(collectMs);
    connect(&m_collect, &QTimer::timeout, this, &FileComparison::collect);
    connect(&m_job, &JobRunner::progressChanged, this, &FileComparison::progressChanged);
}

FileComparison::~FileComparison() = default;

void FileComparison::clear()
{
    m_job.cancel();
    m_collect.stop();
    m_mail.reset();
    m_table.reset();
    m_changed = 0;
    m_model->setTable(nullptr);
    emit countsChanged();
}

void FileComparison::start(const ComparedFile& a, const ComparedFile& b, std::shared_ptr<const MappingDocument> mapping)
{
    clear();
    m_mail = std::make_shared<Mail>();
    m_collect.start();
    m_job.start<std::monostate>(
        tr("Comparing"),
        [a, b, mapping = std::move(mapping), mail = m_mail](const ProgressFn& progress) -> Result<std::monostate> {
            auto modelA = opened(a, progress);
            if (!modelA)
                return fail(std::move(modelA.error()));
            auto modelB = opened(b, progress);
            if (!modelB)
                return fail(std::move(modelB.error()));
            auto pairs = std::make_shared<const ModelPairs>(mapping ? pairByMapping(*mapping, **modelA, **modelB) : pairByName(**modelA, **modelB));
            auto table = std::make_shared<DifferenceTable>();
            table->a = *modelA;
            table->b = *modelB;
            table->pairs = pairs;
            table->results.resize(pairs->pairs.size());
            {
                const std::scoped_lock lock(mail->mutex);
                mail->table = std::move(table);
            }
            std::uint64_t total = 0, before = 0;
            for (const TensorPair& pair : pairs->pairs)
                total += (*modelB)->tensors()[pair.b].sizeBytes + 1;
            for (std::size_t i = 0; i < pairs->pairs.size(); ++i) {
                const std::uint64_t size = (*modelB)->tensors()[pairs->pairs[i].b].sizeBytes + 1;
                auto difference = comparePair(*modelA, **modelB, *pairs, i, [&](std::uint64_t done, std::uint64_t) { return reportProgress(progress, before + std::min(done, size), total); });
                before += size;
                if (!difference || !reportProgress(progress, before, total))
                    return cancelled();
                const std::scoped_lock lock(mail->mutex);
                mail->fresh.push_back(std::move(*difference));
            }
            return std::monostate{};
        },
        [this](Result<std::monostate> result) {
            collect();
            m_collect.stop();
            if (!result && result.error().code != ErrorCode::Cancelled)
                emit failed(result.error());
            emit finished(result.has_value());
        });
}

void FileComparison::collect()
{
    if (!m_mail)
        return;
    std::vector<PairDifference> fresh;
    std::shared_ptr<DifferenceTable> table;
    {
        const std::scoped_lock lock(m_mail->mutex);
        fresh.swap(m_mail->fresh);
        table.swap(m_mail->table);
    }
    if (table) {
        m_table = std::move(table);
        m_model->setTable(m_table);
    }
    if (!m_table || (fresh.empty() && m_model->rowCount() == 0 && m_table->pairs->pairs.size() > m_table->done))
        return;
    for (PairDifference& difference : fresh) {
        m_changed += difference.isChanged();
        m_table->results[m_table->done++] = std::move(difference);
    }
    if (!fresh.empty() || m_table->done == m_table->pairs->pairs.size())
        arrange();
    emit countsChanged();
}

void FileComparison::setOrder(const DifferenceOrder& order)
{
    if (order == m_order)
        return;
    m_order = order;
    arrange();
}

void FileComparison::arrange()
{
    if (!m_table)
        return;
    if (m_arrangeJob.isRunning()) { // its result is shown all the same: rows must come while results keep coming
        m_arrangeAgain = true;
        return;
    }
    m_arrangeAgain = false;
    m_arrangeJob.start<std::vector<std::uint32_t>>(
        QString(), [table = std::shared_ptr<const DifferenceTable>(m_table), done = m_table->done, order = m_order](const ProgressFn&) {
            return Result<std::vector<std::uint32_t>>(arrangeRows(*table, done, order));
        },
        [this, table = m_table](Result<std::vector<std::uint32_t>> rows) {
            if (rows && table == m_table)
                m_model->setRows(std::move(*rows));
            if (m_arrangeAgain || table != m_table)
                arrange();
            emit countsChanged();
        });
}

FileComparison::Counts FileComparison::counts() const
{
    if (!m_table)
        return {};
    return {m_table->pairs->pairs.size(), m_table->done, m_changed, m_table->pairs->onlyInA.size(), m_table->pairs->onlyInB.size(), m_table->pairs->problems.size()};
}

bool FileComparison::canExport() const
{
    return m_table && m_table->done == m_table->pairs->pairs.size();
}

void FileComparison::exportTo(const QString& path)
{
    if (!canExport())
        return;
    m_exportJob.start<std::monostate>(
        tr("Saving the differences"), [table = std::shared_ptr<const DifferenceTable>(m_table), path](const ProgressFn&) -> Result<std::monostate> {
            const std::string text = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)
                                         ? differencesAsJson(*table->a, *table->b, *table->pairs, table->results).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n'
                                         : differencesAsCsv(*table->a, *table->b, *table->pairs, table->results);
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) != static_cast<qint64>(text.size()) || !file.commit())
                return fail(makeError(ErrorCode::Io, "the file could not be written: " + file.errorString().toStdString())
                                .at(std::filesystem::path(path.toStdString())).advise("Choose another folder, or free some space."));
            return std::monostate{};
        },
        [this, path](Result<std::monostate> result) { emit exported(path, result ? nullptr : &result.error()); });
}

} // namespace tensorgraft
