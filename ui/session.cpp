#include "ui/session.h"

#include "model_io/formats/registry.h"
#include "model_io/mapping/matcher.h"
#include "model_io/mapping/pattern.h"
#include "model_io/mapping/transform_choices.h"
#include "model_io/mapping/transform_proposal.h"
#include "ui/commands/bounded_history.h"
#include "ui/jobs/release_later.h"
#include "ui/models/format_text.h"
#include "ui/phrases/library_text.h"

#include <QMetaMethod>
#include <algorithm>

namespace tensorgraft {
namespace fs = std::filesystem;
namespace {

constexpr int undoLimit = 500;
/// Of the time that opening takes; the rest goes into the tree.
constexpr double shareOfReading = 0.85;
/// Drops of more pairs take the likeliest transforms without asking.
constexpr std::size_t mostAskedPairs = 8;
/// Entries and patterns up to which a mapping is changed at once.
constexpr std::size_t changeAtOnce = 5000;
/// Larger models are checked a moment after the last change instead of at once.
constexpr std::size_t debounceAbove = 5000;

bool countsForCoverage(const TensorInfo& tensor)
{
    return tensor.role != TensorRole::OptimizerState && tensor.role != TensorRole::Bookkeeping;
}

std::size_t sizeOf(const MappingDocument& document)
{
    return document.entries.size() + document.rules.size() + document.include.size() + document.exclude.size();
}

std::string pathFor(const fs::path& model, const fs::path& folder)
{
    if (folder.empty())
        return model.string();
    const fs::path relative = model.lexically_relative(folder);
    const bool near = !relative.empty() && std::ranges::count(relative, fs::path("..")) <= 3;
    return (near ? relative : model).string();
}

} // namespace

Session::Session(QObject* parent)
    : QObject(parent), m_matchJob(new JobRunner(this)), m_checkJob(new JobRunner(this)), m_changeJob(new JobRunner(this)),
      m_readJob(new JobRunner(this)), m_saveJob(new JobRunner(this)), m_exportJob(new JobRunner(this)), m_document(std::make_shared<MappingDocument>()), m_state(std::make_shared<const State>()), m_undoStack(new QUndoStack(this))
{
    for (const Side side : {Side::Source, Side::Target}) {
        m_trees[std::size_t(side)] = new TensorTreeModel(side, this);
        m_trees[std::size_t(side)]->setDropHandler(this);
        m_openJobs[std::size_t(side)] = new JobRunner(this);
        m_openJobs[std::size_t(side)]->setAbandonsOnCancel(true); // it stops within a moment, but what it has read so far may take longer to free
        m_opening[std::size_t(side)] = std::make_shared<OpeningStatus>();
    }
    m_undoStack->setUndoLimit(undoLimit);
    m_checkTimer.setSingleShot(true);
    connect(&m_checkTimer, &QTimer::timeout, this, &Session::startCheck);
    m_readJob->setAbandonsOnCancel(true);
    connect(m_undoStack, &QUndoStack::indexChanged, this, [this] {
        if (m_document == m_saved && !m_undoStack->isClean()) // back at what was saved while something else was there
            m_undoStack->setClean();
    });
}

Session::~Session()
{
    // Other windows go on: a million names are not freed while they wait.
    releaseLater(std::move(m_state));
    releaseLater(std::move(m_document));
    releaseLater(std::move(m_saved));
    for (const Side side : {Side::Source, Side::Target}) {
        releaseLater(tree(side)->sharedNodes());
        releaseLater(std::move(m_models[std::size_t(side)]));
    }
}

void Session::openModel(Side side, const fs::path& path)
{
    const auto isMapping = std::make_shared<bool>(false);
    const auto status = std::make_shared<OpeningStatus>();
    m_opening[std::size_t(side)] = status;
    openJob(side)->start<Opened>(
        tr("Opening %1").arg(QString::fromStdString(path.filename().string())),
        [path, isMapping, status](const ProgressFn& progress) -> Result<Opened> {
            const OpenProgress whole([&](const OpenState& state) {
                constexpr std::uint64_t fine = 100'000;
                status->set(state);
                return reportProgress(progress, static_cast<std::uint64_t>(state.share * fine), state.share > 0 ? fine : 0);
            });
            auto opened = tensorgraft::openModel(path, whole.part(0, shareOfReading));
            if (!opened) {
                if (path.extension() == ".json" && opened.error().code != ErrorCode::Cancelled)
                    *isMapping = loadMapping(path).has_value();
                return fail(std::move(opened.error()));
            }
            (void)(*opened)->find({}); // its index of names is made here, not at the first click
            auto nodes = TreeNodes::build((*opened)->tensors(), whole.part(shareOfReading, 1));
            if (!nodes)
                return fail(std::move(nodes.error()));
            return Opened{*std::move(opened), *std::move(nodes)};
        },
        [this, side, path, isMapping](Result<Opened> result) {
            if (result)
                setModel(side, std::move(result->model), std::move(result->nodes));
            else if (*isMapping)
                emit mappingFound(path);
            else
                emit openFailed(side, result.error());
        });
}

void Session::setModel(Side side, std::shared_ptr<const ModelFile> file, std::shared_ptr<const TreeNodes> nodes)
{
    if (!file)
        return closeModel(side);
    releaseLater(std::exchange(m_models[std::size_t(side)], file));
    tree(side)->setModelFile(std::move(file), std::move(nodes));
    emit modelOpened(side);
    scheduleCheck();
}

void Session::closeModel(Side side)
{
    openJob(side)->cancel();
    releaseLater(std::exchange(m_models[std::size_t(side)], nullptr));
    tree(side)->setModelFile(nullptr);
    emit modelClosed(side);
    scheduleCheck();
}

void Session::swapModels()
{
    const auto source = model(Side::Source), target = model(Side::Target);
    const auto sourceNodes = tree(Side::Source)->sharedNodes(), targetNodes = tree(Side::Target)->sharedNodes();
    setModel(Side::Source, target, target ? targetNodes : nullptr);
    setModel(Side::Target, source, source ? sourceNodes : nullptr);
}

MappingDocument Session::documentFor(const fs::path& folder) const
{
    MappingDocument document = *m_document;
    if (model(Side::Source))
        document.sourcePath = pathFor(model(Side::Source)->path(), folder);
    if (model(Side::Target))
        document.targetPath = pathFor(model(Side::Target)->path(), folder);
    return document;
}

void Session::announce()
{
    for (const Side side : {Side::Source, Side::Target})
        if (model(side))
            emit modelOpened(side);
    emit documentChanged();
    emit mappingPathChanged();
    emit checkChanged();
}

void Session::edit(const QString& text, MappingDocument document)
{
    if (m_changes.empty() && sizeOf(document) <= changeAtOnce && sizeOf(*m_document) <= changeAtOnce) {
        if (document != *m_document)
            pushStep(text, makeStep(m_document, std::make_shared<const MappingDocument>(std::move(document))));
        return;
    }
    const std::size_t size = sizeOf(document);
    change(text, [whole = std::make_shared<const MappingDocument>(std::move(document))](const MappingDocument&) { return *whole; }, size);
}

void Session::change(const QString& text, Change change, std::size_t brings)
{
    if (m_changes.empty() && sizeOf(*m_document) + brings <= changeAtOnce)
        if (MappingDocument changed = change(*m_document); sizeOf(changed) <= changeAtOnce) // else the comparison is left to the job, too
            return edit(text, std::move(changed));
    m_changes.push_back({text, std::move(change)});
    if (m_changes.size() == 1)
        startChange();
}

void Session::pushStep(const QString& text, MappingStep step)
{
    m_undoStack->push(new EditMappingCommand(*this, text, std::move(step)));
    boundHistory(*m_undoStack, *this, m_historyLimit);
}

void Session::startChange()
{
    m_changeJob->start<MappingStep>(
        tr("Changing the mapping"),
        [before = m_document, change = m_changes.front().change](const ProgressFn&) -> Result<MappingStep> {
            auto after = std::make_shared<const MappingDocument>(change(*before));
            return *after == *before ? MappingStep() : makeStep(before, std::move(after));
        },
        [this, before = m_document](Result<MappingStep> step) {
            if (m_changes.empty())
                return; // another mapping has taken the place of this one
            if (step && before != m_document)
                return startChange(); // something was undone in the meantime: the change is made on what is there now
            PendingChange made = std::move(m_changes.front());
            m_changes.pop_front();
            releaseLater(std::make_shared<Change>(std::move(made.change))); // it may hold a whole document
            if (step && step->after)
                pushStep(made.text, *std::move(step));
            else if (!m_checkPending)
                emit checkChanged(); // nothing to check: isChecked() again
            m_changes.empty() ? startSave() : startChange();
        });
}

void Session::dropChanges()
{
    releaseLater(std::make_shared<std::deque<PendingChange>>(std::exchange(m_changes, {})));
    m_changeJob->cancel();
    if (std::exchange(m_saveTo, std::nullopt)) // it waited for them
        emit mappingFileFailed(cancelled().value());
}

void Session::mapPairs(const QString& text, std::span<const DropPair> pairs)
{
    if (hasBoth() && !pairs.empty())
        change(text, [pairs = std::vector(pairs.begin(), pairs.end()), source = model(Side::Source), target = model(Side::Target)](const MappingDocument& document) {
            return withPairs(document, pairs, source->tensors(), target->tensors());
        }, pairs.size());
}

void Session::removeRows(const RowChoice& removed)
{
    if (!removed.empty())
        change(tr("Remove %n entry(ies)", nullptr, static_cast<int>(removed.size())),
               [rows = removed](const MappingDocument& document) { return withoutRows(document, rows); }, removed.size());
}

void Session::setTransform(const RowChoice& changed, const std::string& transform)
{
    if (changed.empty())
        return;
    const QString what = changed.size() == 1 ? toQString(changed[0].target) : tr("%n entry(ies)", nullptr, static_cast<int>(changed.size()));
    change(tr("Transform of %1: %2").arg(what, toQString(transform)),
           [rows = changed, transform](const MappingDocument& document) { return withTransform(document, rows, transform); }, changed.size());
}

void Session::setExcluded(std::span<const std::size_t> targets, bool excluded)
{
    const int count = static_cast<int>(targets.size());
    change(excluded ? tr("Exclude %n tensor(s)", nullptr, count) : tr("Include %n tensor(s)", nullptr, count),
           [targets = std::vector(targets.begin(), targets.end()), excluded, target = model(Side::Target)](const MappingDocument& document) {
               return withExcluded(document, targets, excluded, target->tensors());
           }, targets.size());
}

void Session::autoMatch()
{
    if (!hasBoth())
        return;
    std::vector<MappingEntry> pins;
    std::ranges::copy_if(m_document->entries, std::back_inserter(pins), [](const MappingEntry& e) { return !e.confidence; });
    struct Proposals {
        std::vector<MappingEntry> entries;
        std::string refusal;
    };
    matchJob()->start<Proposals>(
        tr("Matching"),
        [source = model(Side::Source), target = model(Side::Target), pins = std::move(pins)](const ProgressFn& progress) -> Result<Proposals> {
            MatchOptions options;
            options.pins = pins;
            options.progress = progress;
            auto matched = matchModels(outlineOf(*source), outlineOf(*target), options);
            if (!matched)
                return fail(std::move(matched.error()));
            return Proposals{toEntries(*matched, outlineOf(*source), outlineOf(*target)), std::move(matched->refusal)};
        },
        [this](Result<Proposals> result) {
            if (!result) {
                emit matchFailed(result.error());
                return;
            }
            const int claims = static_cast<int>(result->entries.size());
            change(tr("Auto-match (%n entry(ies))", nullptr, claims), [entries = std::move(result->entries)](const MappingDocument& document) { return withProposals(document, entries); }, std::size_t(claims));
            emit matchFinished(claims, libraryText(result->refusal));
        });
}

void Session::setDocument(std::shared_ptr<const MappingDocument> document)
{
    releaseLater(std::exchange(m_document, std::move(document)));
    emit documentChanged();
    scheduleCheck();
}

void Session::recheck() { scheduleCheck(); }

void Session::scheduleCheck()
{
    m_checkPending = true;
    const std::size_t size = model(Side::Target) ? model(Side::Target)->tensors().size() : 0;
    m_checkTimer.start(size > debounceAbove ? 150 : 0);
}

Session::State Session::computeState(const MappingDocument& document, const Opened& source, const Opened& target)
{
    State state;
    const std::span<const TensorInfo> none;
    const auto sourceTensors = source.model ? source.model->tensors() : none;
    const auto targetTensors = target.model ? target.model->tensors() : none;
    if (source.model && target.model)
        state.check = tensorgraft::check(document, outlineOf(*source.model), outlineOf(*target.model));
    state.findings = digestOf(state.check.diagnostics);
    state.rows = mappingRows(document, state.check, sourceTensors, targetTensors);
    if (!source.model || !target.model)
        return state;

    state.links = LinkIndex(state.rows, sourceTensors.size(), targetTensors.size());
    std::vector<RowState> sourceStates(sourceTensors.size(), RowState::Unused), targetStates(targetTensors.size(), RowState::Kept);
    for (const ResolvedEntry& entry : state.check.entries)
        for (const std::size_t s : entry.sources)
            if (s < sourceStates.size())
                sourceStates[s] = RowState::Used;
    for (std::size_t t = 0; t < targetTensors.size(); ++t) {
        const TargetState s = t < state.check.targetStates.size() ? state.check.targetStates[t] : TargetState::Kept;
        targetStates[t] = rowStateOf(s);
        const bool written = s == TargetState::Mapped || s == TargetState::Warning;
        state.coverage.kept += !written;
        if (countsForCoverage(targetTensors[t])) {
            ++state.coverage.total;
            state.coverage.mapped += written;
        }
    }
    state.sourceStates = std::make_shared<TreeStates>(*source.nodes, std::move(sourceStates));
    state.targetStates = std::make_shared<TreeStates>(*target.nodes, std::move(targetStates));
    state.coverage.warnings = state.findings.count(Severity::Warning);
    state.coverage.errors = state.findings.count(Severity::Error);
    return state;
}

void Session::startCheck()
{
    // shared_ptr: results of jobs are copied out of the future
    using Shared = std::shared_ptr<State>;
    const Opened source{model(Side::Source), tree(Side::Source)->sharedNodes()}, target{model(Side::Target), tree(Side::Target)->sharedNodes()};
    checkJob()->start<Shared>(
        tr("Checking"),
        [document = m_document, source, target, before = sharedRows()](const ProgressFn&) -> Result<Shared> {
            auto state = std::make_shared<State>(computeState(*document, source, target));
            state->rowsBefore = before;
            state->rowsChange = mappingRowsChange(*before, state->rows);
            return state;
        },
        [this, source, target](Result<Shared> result) {
            // Of other models than these the indices would lead astray; their check is under way.
            if (result && source.model == model(Side::Source) && target.model == model(Side::Target))
                return applyState(*std::move(result));
            if (result)
                releaseLater(*std::move(result));
            for (const Opened* opened : {&source, &target}) { // closed long ago: this may be the last to hold them
                releaseLater(opened->model);
                releaseLater(opened->nodes);
            }
        });
}

void Session::applyState(std::shared_ptr<const State> state)
{
    std::swap(m_state, state);
    m_checkPending = m_checkTimer.isActive();
    tree(Side::Source)->setStates(m_state->sourceStates);
    tree(Side::Target)->setStates(m_state->targetStates);
    emit checkChanged();
    releaseLater(std::move(state));
}

std::vector<DropItem> Session::dropItems(Side side, std::span<const std::uint32_t> nodes) const
{
    const TreeNodes& all = tree(side)->nodes();
    std::vector<DropItem> items;
    for (const std::uint32_t id : nodes)
        if (id > 0 && id < all.size())
            items.push_back({all[id].isTensor(), all[id].isTensor() ? std::string() : all.path(id), all.tensorsBelow(id)});
    return items;
}

DropProposal Session::proposeDrop(const TensorMime& dragged, Side onto, std::uint32_t ontoNode)
{
    if (!hasBoth() || dragged.side == onto || dragged.token != tree(dragged.side)->token() || ontoNode == 0)
        return {};
    if (m_lastProposal.dragged == dragged && m_lastProposal.onto == onto && m_lastProposal.node == ontoNode &&
        m_lastProposal.ontoToken == tree(onto)->token())
        return m_lastProposal.proposal; // the pointer moves within one row: asked again for every pixel
    const std::vector<DropItem> from = dropItems(dragged.side, dragged.nodes);
    const std::vector<DropItem> to = dropItems(onto, std::span(&ontoNode, 1));
    const Outline source = outlineOf(*model(Side::Source)), target = outlineOf(*model(Side::Target));
    DropProposal proposal = onto == Side::Target ? pairDrop(source, from, target, to) : pairDrop(source, to, target, from);
    m_lastProposal = {dragged, onto, ontoNode, tree(onto)->token(), proposal};
    return proposal;
}

bool Session::applyDrop(const TensorMime& dragged, Side onto, std::uint32_t ontoNode)
{
    const DropProposal proposal = proposeDrop(dragged, onto, ontoNode);
    if (!proposal.applies())
        return false;
    if (proposal.pairs.size() <= mostAskedPairs && isSignalConnected(QMetaMethod::fromSignal(&Session::choiceNeeded))) {
        const Outline source = outlineOf(*model(Side::Source)), target = outlineOf(*model(Side::Target));
        std::vector<std::pair<std::size_t, TransformChoices>> open;
        for (std::size_t i = 0; i < proposal.pairs.size(); ++i)
            if (const DropPair& pair = proposal.pairs[i]; pair.sources.size() > 1) {
                std::vector<const TensorInfo*> parts;
                for (const std::size_t s : pair.sources)
                    parts.push_back(&source.tensors[s]);
                if (auto joins = proposeJoins(parts, target.tensors[pair.target]); joins.size() > 1)
                    open.emplace_back(i, TransformChoices{std::move(joins), true});
            } else if (pair.sources.size() == 1)
                if (auto choices = transformChoices(source, pair.sources.front(), target, pair.target, pair.transform); choices.isOpen)
                    open.emplace_back(i, std::move(choices));
        if (open.size() == 1) { // several at once would be an interrogation: the check lists them, the table changes them
            emit choiceNeeded(proposal.pairs, open.front().first, open.front().second.transforms);
            return true;
        }
    }
    applyPairs(proposal.pairs);
    return true;
}

void Session::applyPairs(const std::vector<DropPair>& pairs)
{
    if (!hasBoth() || pairs.empty())
        return;
    const std::string& first = model(Side::Target)->tensors()[pairs.front().target].name;
    mapPairs(pairs.size() == 1 ? tr("Map %1").arg(toQString(first)) : tr("Map %n tensor(s)", nullptr, static_cast<int>(pairs.size())), pairs);
    emit dropApplied(pairs);
}

} // namespace tensorgraft
