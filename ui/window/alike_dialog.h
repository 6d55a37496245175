#pragma once

#include "model_io/mapping/generalise.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/drop_pairing.h"

#include <QDialog>
#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QTableView;

namespace tensorgraft {

class AlikePairsModel;
class Session;

/// The preview of "do the same for the others": every pair with a tick that can be taken away; or a rule that covers
/// them, with what it would fill.
class AlikeDialog : public QDialog {
    Q_OBJECT

public:
    AlikeDialog(Session* session, const std::vector<DropPair>& made, std::vector<DropPair> pairs, QWidget* parent = nullptr);
    [[nodiscard]] std::vector<DropPair> chosen() const;
    /// The rule that was chosen instead of entries; null where entries were.
    [[nodiscard]] const Generalisation* chosenRule() const;
    /// What the rules were worked out for.
    [[nodiscard]] const std::shared_ptr<const MappingDocument>& document() const { return m_document; }
    /// "as entries", then the rules as soon as they are found.
    [[nodiscard]] QComboBox* formBox() const { return m_form; }
    [[nodiscard]] AlikePairsModel* model() const { return m_model; }

private:
    void lookForRules(const std::vector<DropPair>& made);
    void showForm();

    Session* m_session;
    std::shared_ptr<const ModelFile> m_source, m_target;
    std::shared_ptr<const MappingDocument> m_document;
    std::shared_ptr<const std::vector<DropPair>> m_pairs;
    std::vector<Generalisation> m_rules;
    JobRunner* m_job;
    QComboBox* m_form;
    QLabel* m_note;
    AlikePairsModel* m_model;
    QTableView* m_list;
};

} // namespace tensorgraft
