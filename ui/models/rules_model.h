#pragma once

#include "model_io/core/model_file.h"
#include "model_io/mapping/rule_use.h"
#include "ui/models/rule_edit.h"
#include "ui/models/tensor_tree_model.h"

#include <QAbstractTableModel>
#include <memory>
#include <optional>
#include <vector>

namespace tensorgraft {

/// The filters and rules of a mapping in the order in which they are read, with what each matches; the last row is
/// empty and becomes a new line when it has been typed. Editing only asks for the change; the session makes it.
class RulesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { KindColumn, SourceColumn, TargetColumn, TransformColumn, UseColumn, ColumnCount };
    enum Role {
        ErrorRole = Qt::UserRole + 1, ///< what is wrong with the line, in English; empty where nothing is
    };

    explicit RulesModel(QObject* parent = nullptr);

    /// Figures of lines that are the same as before stay until new ones arrive.
    void setDocument(const MappingDocument& document);
    /// Figures for the document that was set; null: none are known. `target`: for names in tips.
    void setUse(std::shared_ptr<const DocumentUse> use, std::shared_ptr<const ModelFile> target);
    void setIconProvider(IconProvider provider) { m_iconProvider = std::move(provider); }

    /// nullopt for the empty row.
    [[nodiscard]] std::optional<RulePlace> placeOf(int row) const;
    [[nodiscard]] std::optional<int> rowOf(RulePlace place) const;
    /// Targets that the line decides (rules), takes in or leaves out (filters); file order.
    [[nodiscard]] const std::vector<std::size_t>& targetsOf(int row) const;

    /// What the empty row becomes.
    void setNewPart(RulePlace::Part part);
    [[nodiscard]] int newRow() const { return static_cast<int>(m_lines.size()); }
    void clearNew();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void textEdited(tensorgraft::RulePlace place, tensorgraft::RuleField field, const QString& text);
    void lineAdded(tensorgraft::RulePlace::Part part, const tensorgraft::MappingRule& rule);

private:
    struct Line {
        RulePlace place;
        MappingRule rule; ///< of a filter only `target`
        QString error{};  ///< of what stands there; worked out when it changes
        [[nodiscard]] bool operator==(const Line&) const = default;
    };
    enum class Verdict : std::uint8_t { Unknown, Good, Warning, Conflict };
    [[nodiscard]] const Line& line(int row) const { return row < newRow() ? m_lines[std::size_t(row)] : m_new; }
    [[nodiscard]] const RuleUse* ruleUse(const Line& line) const;
    [[nodiscard]] const FilterUse* filterUse(const Line& line) const;
    [[nodiscard]] static QString errorOf(const Line& line);
    [[nodiscard]] std::pair<QString, Verdict> use(int row) const;
    [[nodiscard]] QString tip(int row) const;
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] static bool isComplete(const Line& line);

    std::vector<Line> m_lines;
    Line m_new;
    std::shared_ptr<const DocumentUse> m_use;
    std::shared_ptr<const ModelFile> m_target;
    IconProvider m_iconProvider;
};

} // namespace tensorgraft
