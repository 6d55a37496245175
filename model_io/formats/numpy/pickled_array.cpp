#include "model_io/formats/numpy/pickled_array.h"

#include <algorithm>

namespace tensorgraft::numpy {
namespace {

using namespace pickle;

/// True where `ref` is the function of that name in NumPy's core, which has moved between releases.
bool isNumpyFunction(Ref ref, std::string_view name)
{
    const auto* global = ref ? ref->as<Global>() : nullptr;
    return global && global->name == name && (global->module == "numpy" || global->module.starts_with("numpy."));
}

bool isCodecsEncode(Ref ref)
{
    const auto* global = ref->as<Global>();
    return global && global->module == "_codecs" && global->name == "encode";
}

bool isLatin1(Ref ref)
{
    const std::string* text = ref->text();
    return text && (*text == "latin1" || *text == "latin-1" || *text == "iso-8859-1");
}

bool isBytesType(Ref ref)
{
    const auto* global = ref->as<Global>();
    return global && (global->module == "builtins" || global->module == "__builtin__") &&
           (global->name == "bytes" || global->name == "bytearray" || global->name == "str");
}

std::optional<Shape> shapeOf(Ref ref)
{
    const auto* tuple = ref->as<Tuple>();
    if (!tuple || tuple->items.size() > 64)
        return std::nullopt;
    std::vector<std::int64_t> dims;
    for (const Ref item : tuple->items) {
        const auto* value = item->as<std::int64_t>();
        if (!value || *value < 0)
            return std::nullopt;
        dims.push_back(*value);
    }
    Shape shape(std::move(dims));
    return shape.checkedElementCount() ? std::optional(std::move(shape)) : std::nullopt;
}

/// numpy.dtype('f4', ...) with its state (version, byte order, subarray, names, fields, ...).
std::optional<ElementType> elementOf(Ref ref)
{
    const auto* object = ref->as<Object>();
    const auto* args = object && object->args ? object->args->as<Tuple>() : nullptr;
    if (!args || args->items.empty() || !isNumpyFunction(object->callable, "dtype"))
        return std::nullopt;
    ElementType element;
    if (const std::string* text = args->items[0]->text())
        element = parseDescription(*text);
    else if (const auto* global = args->items[0]->as<Global>())
        element = parseDescription(global->name); // ml_dtypes.bfloat16
    else
        return std::nullopt;
    const auto* state = object->state ? object->state->as<Tuple>() : nullptr;
    if (state && state->items.size() >= 5) {
        const std::string* order = state->items[1]->text();
        element.bigEndian = order && *order == ">";
        const bool plain = state->items[2]->as<None>() && state->items[3]->as<None>();
        if (!plain)
            element.dtype = DType::Opaque; // records and sub-arrays
    }
    return element;
}

/// Where the bytes of an array are. False where `ref` is nothing that holds bytes.
bool locateData(Ref ref, PickledArray& array)
{
    if (const auto* bytes = ref->as<Bytes>()) {
        array.data = bytes;
        array.form = bytes->isText ? DataForm::Latin1 : bytes->raw ? DataForm::Raw : DataForm::Decoded;
        return true;
    }
    const auto* call = ref->as<Object>();
    const auto* args = call && call->args ? call->args->as<Tuple>() : nullptr;
    if (!args || !call->callable)
        return false;
    if (isCodecsEncode(call->callable) && args->items.size() == 2 && isLatin1(args->items[1])) {
        const auto* text = args->items[0]->as<Bytes>();
        if (!text || call->reused)
            return false;
        array.data = text;
        array.form = DataForm::Latin1;
        return true;
    }
    if (isBytesType(call->callable) && args->items.empty())
        return true;
    return isBytesType(call->callable) && args->items.size() == 1 && args->items[0]->as<Bytes>() &&
           locateData(args->items[0], array);
}

bool describeReconstruct(const Object& object, PickledArray& array)
{
    const auto* args = object.args ? object.args->as<Tuple>() : nullptr;
    const auto* state = object.state ? object.state->as<Tuple>() : nullptr;
    if (!args || args->items.empty() || !state || state->items.size() < 4 || state->items.size() > 5)
        return false;
    const auto* type = args->items[0]->as<Global>();
    if (!type || !type->module.starts_with("numpy"))
        return false;
    const std::size_t first = state->items.size() - 4; // without the version number before NumPy 1.0
    auto shape = shapeOf(state->items[first]);
    auto element = elementOf(state->items[first + 1]);
    const Ref fortran = state->items[first + 2];
    if (!shape || !element)
        return false;
    array.shape = std::move(*shape);
    array.element = *element;
    if (const auto* flag = fortran->as<bool>())
        array.fortranOrder = *flag;
    else if (const auto* number = fortran->as<std::int64_t>())
        array.fortranOrder = *number != 0;
    const Ref data = state->items[first + 3];
    if (!element->isObject)
        return locateData(data, array);
    const auto* list = data->as<List>();
    if (!list || list->items.size() != array.shape.elementCount())
        return false;
    array.items = list->items; // NumPy pickles them in C order, whatever the flag says
    return true;
}

bool describeFromBuffer(const Object& object, PickledArray& array)
{
    const auto* args = object.args ? object.args->as<Tuple>() : nullptr;
    if (!args || args->items.size() != 4)
        return false;
    auto element = elementOf(args->items[1]);
    auto shape = shapeOf(args->items[2]);
    const std::string* order = args->items[3]->text();
    if (!element || !shape || !order || element->isObject)
        return false;
    array.element = *element;
    array.shape = std::move(*shape);
    array.fortranOrder = *order == "F";
    return locateData(args->items[0], array);
}

bool describeScalar(const Object& object, PickledArray& array)
{
    const auto* args = object.args ? object.args->as<Tuple>() : nullptr;
    if (!args || args->items.size() != 2)
        return false;
    auto element = elementOf(args->items[0]);
    if (!element || element->isObject)
        return false;
    array.element = *element;
    return locateData(args->items[1], array);
}

} // namespace

std::optional<PickledArray> describeArray(const Object& object)
{
    PickledArray array;
    array.object = &object;
    bool known = false;
    if (isNumpyFunction(object.callable, "_reconstruct")) {
        array.call = ArrayCall::Reconstruct;
        known = describeReconstruct(object, array);
    } else if (isNumpyFunction(object.callable, "_frombuffer")) {
        array.call = ArrayCall::FromBuffer;
        known = describeFromBuffer(object, array);
    } else if (isNumpyFunction(object.callable, "scalar")) {
        array.call = ArrayCall::Scalar;
        known = describeScalar(object, array);
    }
    std::uint64_t bytes = 0;
    if (!known || __builtin_mul_overflow(array.shape.elementCount(), array.element.itemBytes, &bytes) || bytes >> 62)
        return std::nullopt;
    return array;
}

std::string lengthProblem(const PickledArray& array)
{
    const std::uint64_t wanted = array.sizeBytes();
    std::uint64_t least = 0, most = 0;
    switch (array.form) {
    case DataForm::None: break;
    case DataForm::Raw: least = most = array.data->length; break;
    case DataForm::Decoded: least = most = array.data->data.size(); break;
    case DataForm::Latin1: // every byte takes one or two
        most = array.data->raw ? array.data->length : array.data->data.size();
        least = (most + 1) / 2;
        break;
    }
    if (wanted >= least && wanted <= most)
        return {};
    return std::to_string(most) + " bytes for shape " + array.shape.toString();
}

std::string calledName(const Object& object)
{
    const auto* global = object.callable ? object.callable->as<Global>() : nullptr;
    if (!global)
        return "?";
    // copyreg._reconstructor(cls, object, None) makes a cls.
    const auto* args = object.args ? object.args->as<Tuple>() : nullptr;
    if (global->name == "_reconstructor" && args && !args->items.empty())
        if (const auto* made = args->items[0]->as<Global>())
            return made->module + "." + made->name;
    return global->module + "." + global->name;
}

} // namespace tensorgraft::numpy
