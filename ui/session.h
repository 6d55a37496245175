#pragma once

#include "model_io/core/model_file.h"
#include "model_io/mapping/check.h"
#include "model_io/mapping/mapping_document.h"
#include "model_io/transfer/transfer.h"
#include "ui/commands/edit_mapping_command.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/drop_handler.h"
#include "ui/models/findings_digest.h"
#include "ui/models/link_index.h"
#include "ui/models/mapping_edit.h"
#include "ui/models/mapping_table_model.h"
#include "ui/models/opening_text.h"
#include "ui/models/side.h"
#include "ui/models/tensor_tree_model.h"

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QUndoStack>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace tensorgraft {

/// Figures of the status bar. Optimizer state and bookkeeping do not count towards coverage.
struct Coverage {
    std::size_t mapped = 0, total = 0; ///< weights of the target
    std::size_t warnings = 0, errors = 0, kept = 0;
    [[nodiscard]] bool operator==(const Coverage&) const = default;
};

/// The two ways of Keras' load_weights().
enum class KerasOrder : std::uint8_t { ByName, Topological };
/// What such a match did.
struct KerasReport {
    KerasOrder order = KerasOrder::ByName;
    int filled = 0, total = 0; ///< tensors of the target
    QStringList skipped;       ///< what was passed over, and why
    bool stops = false;        ///< Keras itself would raise an error and load nothing
};

/// Two models and the mapping between them: what one window works on. Opening, matching and checking run in jobs;
/// every change of the mapping is an undo step and is checked again. Knows no widgets.
class Session : public QObject, public DropHandler {
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    [[nodiscard]] const std::shared_ptr<const ModelFile>& model(Side side) const { return m_models[std::size_t(side)]; }
    [[nodiscard]] TensorTreeModel* tree(Side side) const { return m_trees[std::size_t(side)]; }
    [[nodiscard]] bool hasBoth() const { return model(Side::Source) && model(Side::Target); }
    [[nodiscard]] const MappingDocument& document() const { return *m_document; }
    [[nodiscard]] const CheckResult& check() const { return m_state->check; }
    /// The same, to be held by jobs; they never change once they are there.
    [[nodiscard]] std::shared_ptr<const MappingDocument> sharedDocument() const { return m_document; }
    [[nodiscard]] std::shared_ptr<const CheckResult> sharedCheck() const { return {m_state, &m_state->check}; }
    /// False while a change has not been checked yet.
    [[nodiscard]] bool isChecked() const { return !m_checkPending && m_changes.empty(); }
    [[nodiscard]] const std::vector<MappingRow>& rows() const { return m_state->rows; }
    /// The same, to be shown without a copy.
    [[nodiscard]] MappingTableModel::Rows sharedRows() const { return {m_state, &m_state->rows}; }
    /// The rows before the last check and how it changed them, for sharedRows() of that check.
    [[nodiscard]] const std::weak_ptr<const std::vector<MappingRow>>& rowsBefore() const { return m_state->rowsBefore; }
    [[nodiscard]] const MappingRowsChange& rowsChange() const { return m_state->rowsChange; }
    /// The findings of check(), to be shown without a copy, and what there is to be said of all of them.
    [[nodiscard]] std::shared_ptr<const std::vector<Diagnostic>> sharedFindings() const { return {m_state, &m_state->check.diagnostics}; }
    [[nodiscard]] std::shared_ptr<const FindingsDigest> findingsDigest() const { return {m_state, &m_state->findings}; }
    /// Which of rows() touch a tensor.
    [[nodiscard]] const LinkIndex& links() const { return m_state->links; }
    [[nodiscard]] std::shared_ptr<const LinkIndex> sharedLinks() const { return {m_state, &m_state->links}; }
    [[nodiscard]] const Coverage& coverage() const { return m_state->coverage; }
    [[nodiscard]] QUndoStack* undoStack() const { return m_undoStack; }
    /// Opening, matching, checking: one job runner each, so that a slow file does not hold up the rest.
    [[nodiscard]] JobRunner* openJob(Side side) const { return m_openJobs[std::size_t(side)]; }
    /// How far openJob() is.
    [[nodiscard]] OpenState opening(Side side) const { return m_opening[std::size_t(side)]->get(); }
    [[nodiscard]] JobRunner* matchJob() const { return m_matchJob; }
    [[nodiscard]] JobRunner* checkJob() const { return m_checkJob; }
    /// Changes of a large mapping.
    [[nodiscard]] JobRunner* changeJob() const { return m_changeJob; }
    /// Mappings are read, written and exported.
    [[nodiscard]] JobRunner* readJob() const { return m_readJob; }
    [[nodiscard]] JobRunner* saveJob() const { return m_saveJob; }
    [[nodiscard]] JobRunner* exportJob() const { return m_exportJob; }

    /// Headers only, in a job, which takes the place of one that still runs for this side; modelOpened() or openFailed()
    /// follows.
    void openModel(Side side, const std::filesystem::path& path);
    /// `nodes`: the tree of the model where a job has made it already.
    void setModel(Side side, std::shared_ptr<const ModelFile> model, std::shared_ptr<const TreeNodes> nodes = {});
    void closeModel(Side side);
    void swapModels();

    /// The file of the mapping; empty where it has none yet.
    [[nodiscard]] const std::filesystem::path& mappingPath() const { return m_mappingPath; }
    /// Also while a change is being made or the file is being written.
    [[nodiscard]] bool isModified() const { return !m_undoStack->isClean() || !m_changes.empty(); }
    // Files are read and written in jobs (session_files.cpp); mappingFileFailed() where it does not work.

    /// mappingOpened() follows. What was mapped is dropped then: whoever asks for this has asked about unsaved work.
    void openMapping(const std::filesystem::path& path);
    /// Writes what is there once the changes before this are made; what is changed afterwards stays unsaved. mappingSaved()
    /// follows. One after another: a second one waits for the first.
    void saveMapping(const std::filesystem::path& path);
    [[nodiscard]] bool isSaving() const { return m_saveTo || m_saveJob->isRunning(); }
    /// Rules expanded; ".csv" gives a table, anything else a mapping document. mappingExported() follows.
    void exportMapping(const std::filesystem::path& path);
    void newMapping();
    /// How much memory the steps of undo may take; the oldest ones are dropped.
    void setHistoryLimit(std::size_t bytes) { m_historyLimit = bytes; }
    /// Takes up a mapping that was not saved when the program ended: opens the models where paths are given, and makes what
    /// differs from the file at `path` (where there is one) an undo step, so that it counts as unsaved. recovered() follows.
    void recover(MappingDocument document, const std::filesystem::path& path, const std::filesystem::path& source, const std::filesystem::path& target);
    /// Tells everything again, for views that were made after it was told.
    void announce();

    // Edits; each is one undo step named `text`.
    // A large mapping is copied, changed and compared in a job, one step after another; until then isChecked() is false.
    using Change = std::function<MappingDocument(const MappingDocument&)>;
    /// `change` is of the document as it is when its turn comes; it runs on any thread and owns what it reads. `brings`: how
    /// many entries or patterns it deals with, where they may be many.
    void change(const QString& text, Change change, std::size_t brings = 0);
    /// The whole document.
    void edit(const QString& text, MappingDocument document);
    void mapPairs(const QString& text, std::span<const DropPair> pairs);
    void removeRows(const RowChoice& rows);
    void setTransform(const RowChoice& rows, const std::string& transform);
    void setExcluded(std::span<const std::size_t> targets, bool excluded);

    /// Proposals of the matcher in a job, pinned by what was mapped by hand; one undo step.
    void autoMatch();
    /// Pairs as load_weights(by_name=True, skip_mismatch=True), or as load_weights() by the order of the layers; in a
    /// job, one undo step; kerasMatched() follows.
    void matchAsKeras(KerasOrder order);
    /// Finds the mapping by content: the target is the source after somebody's conversion. Proved on the values, in a job
    /// with progress; one undo step; learnt() follows.
    void learn();
    /// Entries that follow a pattern become rules; what is filled stays the same. In a job, one undo step; folded() follows.
    void foldRules();
    /// The models change sides and the mapping leads the other way, as far as its steps have an inverse. In a job, one undo
    /// step for both; reversed() follows.
    void reverse();
    /// Checks again, even where nothing changed.
    void recheck();

    [[nodiscard]] DropProposal proposeDrop(const TensorMime& dragged, Side onto, std::uint32_t ontoNode) override;
    /// Where one of the pairs leaves its transform open, choiceNeeded() is emitted instead and nothing is changed yet.
    bool applyDrop(const TensorMime& dragged, Side onto, std::uint32_t ontoNode) override;
    /// The pairs of a drop, one undo step; dropApplied() follows.
    void applyPairs(const std::vector<DropPair>& pairs);
    /// The document with the paths of the opened models, relative to `folder` where they lie below or beside it.
    [[nodiscard]] MappingDocument documentFor(const std::filesystem::path& folder) const;

signals:
    void modelOpened(tensorgraft::Side side);
    void modelClosed(tensorgraft::Side side);
    void openFailed(tensorgraft::Side side, const tensorgraft::Error& error);
    /// What was to be opened as a model is a mapping.
    void mappingFound(const std::filesystem::path& path);
    void documentChanged();
    void checkChanged();
    void mappingPathChanged();
    void recovered();
    void mappingOpened(const std::filesystem::path& path);
    void mappingSaved(const std::filesystem::path& path);
    void mappingExported(const std::filesystem::path& path);
    /// A mapping could not be read, saved or exported. Cancelled is one of the errors.
    void mappingFileFailed(const tensorgraft::Error& error);
    void matchFinished(int claims, const QString& refusal);
    void matchFailed(const tensorgraft::Error& error);
    void kerasMatched(const tensorgraft::KerasReport& report);
    /// `found` tensors of the target were found in the source; `notes` on the whole.
    void learnt(int found, const QStringList& notes);
    /// What the mapping consists of now; `changed`: it was something else before.
    void folded(int rules, int entries, bool changed);
    /// `refused`: what has no way back, and why.
    void reversed(const QStringList& refused);
    /// A drop waits for a person: several transforms fit pairs[open], and nothing says which is meant. applyPairs() makes
    /// it. Not emitted where nobody listens: the likeliest is taken then.
    void choiceNeeded(const std::vector<tensorgraft::DropPair>& pairs, std::size_t open, const std::vector<std::string>& transforms);
    /// A drop was made by hand; `pairs` of it were new.
    void dropApplied(const std::vector<tensorgraft::DropPair>& pairs);

private:
    friend class EditMappingCommand;
    /// Everything that follows from the models and the document; made in a job, replaced as a whole.
    struct State {
        CheckResult check;
        std::vector<MappingRow> rows;
        std::weak_ptr<const std::vector<MappingRow>> rowsBefore; ///< of the state that this one followed
        MappingRowsChange rowsChange;                            ///< from those to `rows`
        FindingsDigest findings;                                 ///< of `check`
        LinkIndex links;
        std::shared_ptr<const TreeStates> sourceStates = std::make_shared<TreeStates>(), targetStates = sourceStates; ///< never null
        Coverage coverage;
    };
    /// A model and its tree, as a job needs them.
    struct Opened {
        std::shared_ptr<const ModelFile> model;
        std::shared_ptr<const TreeNodes> nodes;
    };
    struct PendingChange {
        QString text;
        Change change;
    };
    void pushStep(const QString& text, MappingStep step);
    void startChange();
    void dropChanges();
    void startSave();
    /// Another mapping takes the place of this one: nothing that is under way is for it.
    void replaceMapping(std::shared_ptr<const MappingDocument> document, const std::filesystem::path& path);
    static State computeState(const MappingDocument& document, const Opened& source, const Opened& target);
    void setDocument(std::shared_ptr<const MappingDocument> document);
    void scheduleCheck();
    void startCheck();
    void applyState(std::shared_ptr<const State> state);
    std::vector<DropItem> dropItems(Side side, std::span<const std::uint32_t> nodes) const;

    std::shared_ptr<const ModelFile> m_models[2];
    TensorTreeModel* m_trees[2];
    JobRunner* m_openJobs[2];
    std::shared_ptr<OpeningStatus> m_opening[2]; ///< of the newest job; never null
    JobRunner* m_matchJob;
    JobRunner* m_checkJob;
    JobRunner* m_changeJob;
    JobRunner *m_readJob, *m_saveJob, *m_exportJob;
    std::deque<PendingChange> m_changes; ///< the first one is being made
    std::shared_ptr<const MappingDocument> m_document;
    std::shared_ptr<const State> m_state;
    bool m_checkPending = false;
    QTimer m_checkTimer;
    QUndoStack* m_undoStack;
    std::size_t m_historyLimit = std::size_t{1} << 30;
    std::filesystem::path m_mappingPath;
    std::optional<std::filesystem::path> m_saveTo;        ///< waits for changes, or for the saving before
    std::shared_ptr<const MappingDocument> m_saved;       ///< what the file holds
    std::uint64_t m_mappingNumber = 0;                    ///< counts mappings that took the place of another
    struct {
        TensorMime dragged;
        Side onto = Side::Target;
        std::uint32_t node = 0;
        std::uint64_t ontoToken = 0;
        DropProposal proposal;
    } m_lastProposal;
};

} // namespace tensorgraft
