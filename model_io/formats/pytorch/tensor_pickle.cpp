#include "model_io/formats/pytorch/tensor_pickle.h"

#include "model_io/formats/pytorch/storage_types.h"

#include <charconv>

namespace tensorgraft::pytorch {
namespace {

using pickle::Ref;

const std::vector<Ref>* sequence(Ref value)
{
    if (!value)
        return nullptr;
    if (const auto* t = value->as<pickle::Tuple>())
        return &t->items;
    if (const auto* l = value->as<pickle::List>())
        return &l->items;
    // torch.Size((1, 2)) is a call with one tuple.
    if (const auto* o = value->as<pickle::Object>(); o && globalName(o->callable) == "torch.Size")
        if (const auto* args = o->args ? o->args->as<pickle::Tuple>() : nullptr; args && args->items.size() == 1)
            return args->items[0]->as<pickle::Tuple>() ? &args->items[0]->as<pickle::Tuple>()->items : nullptr;
    return nullptr;
}

std::optional<std::uint64_t> count(Ref value)
{
    const auto* n = value ? value->as<std::int64_t>() : nullptr;
    return n && *n >= 0 ? std::optional(static_cast<std::uint64_t>(*n)) : std::nullopt;
}

std::optional<std::vector<std::int64_t>> integers(Ref value)
{
    const auto* items = sequence(value);
    if (!items)
        return std::nullopt;
    std::vector<std::int64_t> numbers;
    numbers.reserve(items->size());
    for (Ref item : *items) {
        const auto n = count(item);
        if (!n)
            return std::nullopt;
        numbers.push_back(static_cast<std::int64_t>(*n));
    }
    return numbers;
}

std::optional<DType> torchDtype(Ref value)
{
    const auto* g = value ? value->as<pickle::Global>() : nullptr;
    return g && g->module == "torch" ? dtypeOfTorchName(g->name) : std::nullopt;
}

TensorDescription broken(std::string why)
{
    TensorDescription t;
    t.dtype = DType::Opaque;
    t.problem = std::move(why);
    return t;
}

std::string numberText(Ref value)
{
    if (const auto* d = value ? value->as<double>() : nullptr) {
        char buffer[32];
        const auto end = std::to_chars(buffer, buffer + sizeof buffer, *d).ptr;
        return {buffer, end};
    }
    if (const auto* n = value ? value->as<std::int64_t>() : nullptr)
        return std::to_string(*n);
    return "?";
}

/// storage, offset, size, stride: what all dense rebuild functions begin with.
TensorDescription dense(const std::vector<Ref>& args, std::optional<DType> dtype)
{
    if (args.size() < 4)
        return broken("its pickled call has too few arguments");
    TensorDescription t;
    t.storage = storageOf(args[0]);
    const auto offset = count(args[1]);
    auto shape = integers(args[2]), strides = integers(args[3]);
    if (!t.storage || !offset || !shape || !strides || shape->size() != strides->size())
        return broken("its pickled call cannot be understood");
    if (!dtype)
        dtype = t.storage->dtype;
    if (!dtype) {
        TensorDescription unknown = broken("its storage is a '" + t.storage->className + "', which cannot be read");
        unknown.shape = Shape(std::move(*shape));
        return unknown;
    }
    t.dtype = *dtype;
    t.offset = *offset;
    t.shape = Shape(std::move(*shape));
    t.strides = std::move(*strides);
    return t;
}

std::optional<TensorDescription> rebuilt(const std::string& name, const std::vector<Ref>& args, const TensorLookup& lookup,
                                         int depth)
{
    if (name == "_rebuild_tensor" || name == "_rebuild_tensor_v2")
        return dense(args, std::nullopt);
    if (name == "_rebuild_tensor_v3")
        return args.size() < 7 ? broken("its pickled call has too few arguments") : dense(args, torchDtype(args[6]));
    if (name == "_rebuild_parameter" || name == "_rebuild_parameter_with_state")
        return args.empty() ? std::nullopt : tensorOf(args[0], lookup, depth + 1);
    if (name == "_rebuild_qtensor") {
        TensorDescription t = dense(args, std::nullopt);
        t.note = "quantised";
        if (const auto* quantiser = args.size() > 4 ? sequence(args[4]) : nullptr; quantiser && quantiser->size() >= 3)
            if (sequence((*quantiser)[1]) == nullptr && !tensorOf((*quantiser)[1], lookup, depth + 1))
                t.note += ", scale " + numberText((*quantiser)[1]) + ", zero point " + numberText((*quantiser)[2]);
        return t;
    }
    if (name.starts_with("_rebuild_sparse")) {
        TensorDescription t = broken("it is sparse, and only dense tensors can be read");
        t.note = "sparse";
        // (layout, (indices, values, size, ...)); the compressed layouts have one index tensor more.
        if (const auto* parts = args.size() > 1 ? sequence(args[1]) : nullptr)
            for (Ref part : *parts) {
                if (auto size = integers(part))
                    t.shape = Shape(std::move(*size));
                else if (const auto inner = tensorOf(part, lookup, depth + 1); inner && inner->storage)
                    t.dtype = inner->dtype; // the values come last
            }
        return t;
    }
    if (name == "_rebuild_meta_tensor_no_storage") {
        TensorDescription t = broken("it is a meta tensor, which has no values");
        t.note = "meta";
        if (const auto dtype = args.empty() ? std::nullopt : torchDtype(args[0]))
            t.dtype = *dtype;
        if (auto shape = args.size() > 1 ? integers(args[1]) : std::nullopt)
            t.shape = Shape(std::move(*shape));
        return t;
    }
    if (name.starts_with("_rebuild_"))
        return broken("it was stored by torch._utils." + name + ", which cannot be read");
    return std::nullopt;
}

} // namespace

std::string globalName(Ref value)
{
    const auto* g = value ? value->as<pickle::Global>() : nullptr;
    return g ? g->module + "." + g->name : std::string();
}

std::optional<StorageId> storageOf(Ref value)
{
    const auto* id = value ? value->as<pickle::PersistentId>() : nullptr;
    const auto* items = id ? sequence(id->id) : nullptr;
    if (!items || items->size() < 5 || !(*items)[0]->text() || *(*items)[0]->text() != "storage")
        return std::nullopt;
    const auto* cls = (*items)[1]->as<pickle::Global>();
    const auto elements = count((*items)[4]);
    StorageId storage;
    if (const std::string* key = (*items)[2]->text())
        storage.key = *key;
    else if (const auto number = count((*items)[2]))
        storage.key = std::to_string(*number);
    else
        return std::nullopt;
    if (!cls || !elements)
        return std::nullopt;
    storage.className = cls->name;
    storage.dtype = dtypeOfStorageClass(cls->name);
    storage.elements = *elements;
    if (const auto* view = items->size() > 5 ? sequence((*items)[5]) : nullptr; view && view->size() >= 3) {
        const auto offset = count((*view)[1]); // (key of the view, offset, size)
        if (!offset)
            return std::nullopt;
        storage.viewOffset = *offset;
    }
    return storage;
}

std::optional<TensorDescription> tensorOf(Ref value, const TensorLookup& lookup, int depth)
{
    if (!value || depth > 16)
        return std::nullopt;
    if (value->as<pickle::PersistentId>()) {
        if (lookup)
            if (auto known = lookup(value))
                return known;
        auto storage = storageOf(value);
        if (!storage)
            return std::nullopt;
        if (!storage->dtype)
            return broken("its storage is a '" + storage->className + "', which cannot be read");
        TensorDescription t; // a bare storage: a vector
        t.dtype = *storage->dtype;
        t.shape = Shape{static_cast<std::int64_t>(storage->elements)};
        t.strides = {1};
        t.note = "storage";
        t.storage = std::move(storage);
        return t;
    }
    const auto* object = value->as<pickle::Object>();
    if (!object)
        return std::nullopt;
    const auto* cls = object->callable ? object->callable->as<pickle::Global>() : nullptr;
    if (!cls)
        return std::nullopt;
    const auto* args = sequence(object->args);
    if (cls->module == "torch._utils" && args)
        return rebuilt(cls->name, *args, lookup, depth);
    if (cls->module == "torch._tensor" && cls->name.starts_with("_rebuild_from_type") && args && args->size() >= 3) {
        // (function, class, arguments, state): a subclass of Tensor.
        const auto* inner = (*args)[0]->as<pickle::Global>();
        const auto* innerArgs = sequence((*args)[2]);
        return inner && innerArgs && inner->module == "torch._utils" ? rebuilt(inner->name, *innerArgs, lookup, depth + 1)
                                                                    : std::nullopt;
    }
    // torch.nn.Parameter and autograd.Variable before 0.4: the class with the data as argument or first of its state.
    if ((cls->name == "Parameter" || cls->name == "Variable") && cls->module.starts_with("torch")) {
        if (args && !args->empty())
            if (auto t = tensorOf((*args)[0], lookup, depth + 1))
                return t;
        if (const auto* state = sequence(object->state); state && !state->empty())
            return tensorOf((*state)[0], lookup, depth + 1);
    }
    return std::nullopt;
}

} // namespace tensorgraft::pytorch
