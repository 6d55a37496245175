#include "ui/inspector/metadata_model.h"

#include "ui/inspector/metadata_text.h"
#include "ui/inspector/value_text.h"
#include "ui/phrases/error_line.h"
#include "ui/phrases/library_text.h"

#include <algorithm>
#include <vector>

namespace tensorgraft {
namespace {

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Metadata factsOf(const TensorRef& tensor)
{
    const TensorInfo& info = tensor.info();
    Metadata facts;
    facts.set("name", info.name);
    facts.set("layer", info.layer);
    facts.set("label", info.label);
    Metadata::List shape;
    for (const std::int64_t size : info.shape)
        shape.emplace_back(size);
    facts.set("shape", std::move(shape));
    facts.set("dtype", std::string(dtypeName(info.dtype)));
    facts.set("bytes", info.sizeBytes);
    facts.set("kind", std::string(parameterKindName(info.kind)));
    facts.set("role", std::string(tensorRoleName(info.role)));
    if (info.axes != AxisLayout::Unknown)
        facts.set("axes", std::string(axisLayoutName(info.axes)));
    if (!info.storageNote.empty())
        facts.set("storage", libraryText(info.storageNote).toStdString());
    return facts;
}

Metadata factsOf(const ModelFile& model)
{
    Metadata facts;
    facts.set("path", model.path().string());
    facts.set("format", model.formatId());
    facts.set("tensors", static_cast<std::uint64_t>(model.tensors().size()));
    Metadata::List files, warnings;
    for (const auto& file : model.memberFiles())
        files.emplace_back(file.string());
    for (const Error& warning : model.warnings())
        warnings.emplace_back(errorLine(warning).toStdString());
    facts.set("files", std::move(files));
    if (!warnings.empty())
        facts.set("remarks", std::move(warnings));
    return facts;
}

} // namespace

/// Lives at one address until the source changes: indexes point at it.
struct MetadataModel::Node {
    Node* parent = nullptr;
    int row = 0;
    QString key;
    const Metadata* value = nullptr;       ///< of the model, or parsed
    std::unique_ptr<Metadata> parsed;      ///< of JSON in a string
    bool looked = false;                   ///< whether a string was tried as JSON
    std::vector<std::unique_ptr<Node>> children;

    /// The value whose children are shown.
    const Metadata* opened()
    {
        if (!looked && value && value->string()) {
            looked = true;
            if (std::optional<Metadata> json = parseJson(*value->string()))
                parsed = std::make_unique<Metadata>(std::move(*json));
        }
        return parsed ? parsed.get() : value;
    }
    /// A string that begins like JSON and has not been tried yet.
    [[nodiscard]] bool looksLikeJson() const
    {
        if (looked || !value || !value->string())
            return false;
        const std::string& text = *value->string();
        const std::size_t start = text.find_first_not_of(" \t\r\n");
        return start != std::string::npos && (text[start] == '{' || text[start] == '[');
    }
    /// Without parsing: views ask this while they paint.
    [[nodiscard]] bool mayHaveChildren() { return looksLikeJson() || (!(value && value->string() && !parsed) && childCount() > 0); }
    std::size_t childCount()
    {
        const Metadata* all = opened();
        return !all ? 0 : all->list() ? all->list()->size() : all->map() ? all->map()->size() : 0;
    }
};

MetadataModel::MetadataModel(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>()) {}
MetadataModel::~MetadataModel() = default;

void MetadataModel::setSource(const TensorRef& tensor, const std::shared_ptr<const ModelFile>& model)
{
    beginResetModel();
    m_root = std::make_unique<Node>();
    m_facts.reset();
    m_model = model;
    const auto add = [this](const QString& key, const Metadata* value) {
        auto child = std::make_unique<Node>();
        child->parent = m_root.get();
        child->row = static_cast<int>(m_root->children.size());
        child->key = key;
        child->value = value;
        m_root->children.push_back(std::move(child));
    };
    if (model) {
        Metadata::Map facts;
        if (tensor)
            facts.emplace_back("tensor", factsOf(tensor));
        facts.emplace_back("file", factsOf(*model));
        m_facts = std::make_shared<const Metadata>(std::move(facts));
        if (tensor)
            add(tr("Tensor"), m_facts->find("tensor"));
        add(tr("File"), m_facts->find("file"));
        if (!model->metadata().isNull())
            add(tr("Metadata"), &model->metadata());
    }
    endResetModel();
}

MetadataModel::Node* MetadataModel::node(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

const Metadata* MetadataModel::value(const QModelIndex& index) const
{
    return index.isValid() ? node(index)->opened() : nullptr;
}

std::vector<std::shared_ptr<const Metadata>> MetadataModel::roots() const
{
    std::vector<std::shared_ptr<const Metadata>> result;
    for (const auto& child : m_root->children)
        if (m_model && child->value == &m_model->metadata())
            result.emplace_back(m_model, child->value);
        else
            result.emplace_back(m_facts, child->value);
    return result;
}

QModelIndex MetadataModel::indexOf(const std::vector<std::size_t>& path)
{
    QModelIndex at;
    for (const std::size_t step : path) {
        while (static_cast<std::size_t>(rowCount(at)) <= step && canFetchMore(at)) {
            const int before = rowCount(at);
            fetchMore(at);
            if (rowCount(at) == before)
                return {};
        }
        at = index(static_cast<int>(step), 0, at);
        if (!at.isValid())
            return {};
    }
    return at;
}

QString MetadataModel::path(const QModelIndex& index) const
{
    QStringList parts;
    for (QModelIndex i = index; i.isValid(); i = i.parent())
        parts.prepend(node(i)->key);
    return parts.join(QStringLiteral(" / "));
}

QModelIndex MetadataModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || (parent.isValid() && parent.column() != 0))
        return {};
    const Node* above = node(parent);
    if (row >= static_cast<int>(above->children.size()))
        return {};
    return createIndex(row, column, above->children[static_cast<std::size_t>(row)].get());
}

QModelIndex MetadataModel::parent(const QModelIndex& child) const
{
    if (!child.isValid())
        return {};
    Node* above = node(child)->parent;
    return !above || above == m_root.get() ? QModelIndex() : createIndex(above->row, 0, above);
}

int MetadataModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(node(parent)->children.size());
}

int MetadataModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

bool MetadataModel::hasChildren(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return false;
    return !parent.isValid() ? !m_root->children.empty() : node(parent)->mayHaveChildren();
}

bool MetadataModel::canFetchMore(const QModelIndex& parent) const
{
    if (!parent.isValid() || parent.column() > 0 || m_fetching)
        return false;
    Node* above = node(parent);
    return above->looksLikeJson() || (above->mayHaveChildren() && above->children.size() < above->childCount());
}

void MetadataModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent))
        return;
    Node* above = node(parent);
    const Metadata* all = above->opened();
    const std::size_t have = above->children.size();
    const std::size_t end = std::min(have + fetchSize, above->childCount());
    if (end <= have) // looked like JSON and is none
        return;
    m_fetching = true; // who listens to the signals of inserting may ask for more
    beginInsertRows(parent, static_cast<int>(have), static_cast<int>(end) - 1);
    for (std::size_t i = have; i < end; ++i) {
        auto child = std::make_unique<Node>();
        child->parent = above;
        child->row = static_cast<int>(i);
        if (all->map()) {
            child->key = fromUtf8((*all->map())[i].first);
            child->value = &(*all->map())[i].second;
        } else {
            child->key = QString::number(i);
            child->value = &(*all->list())[i];
        }
        above->children.push_back(std::move(child));
    }
    endInsertRows();
    m_fetching = false;
}

Qt::ItemFlags MetadataModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (index.isValid() && !node(index)->mayHaveChildren())
        flags |= Qt::ItemNeverHasChildren;
    return flags;
}

QVariant MetadataModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node* item = node(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == KeyColumn)
            return item->key;
        if (index.column() == ValueColumn)
            return item->parent == m_root.get() ? QString() : shortText(*item->value);
        break;
    case Qt::ToolTipRole:
        if (index.column() == ValueColumn && item->value->string())
            return fromUtf8(*item->value->string()).left(2000);
        return {};
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(item->key, shortText(*item->value));
    default:
        return {};
    }
    struct TypeName {
        QString operator()(std::monostate) const { return tr("nothing"); }
        QString operator()(bool) const { return tr("truth value"); }
        QString operator()(std::int64_t) const { return tr("integer"); }
        QString operator()(std::uint64_t) const { return tr("integer"); }
        QString operator()(double) const { return tr("number"); }
        QString operator()(const std::string&) const { return tr("text"); }
        QString operator()(const Metadata::Opaque&) const { return tr("opaque"); }
        QString operator()(const Metadata::List&) const { return tr("list"); }
        QString operator()(const Metadata::Map&) const { return tr("map"); }
    };
    return std::visit(TypeName{}, item->value->value());
}

QVariant MetadataModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KeyColumn:
        return tr("Key");
    case ValueColumn:
        return tr("Value");
    case TypeColumn:
        return tr("Type");
    default:
        return {};
    }
}

} // namespace tensorgraft
