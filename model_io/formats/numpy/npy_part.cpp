#include "model_io/formats/numpy/npy_part.h"

#include "model_io/codecs/pickle_safety.h"
#include "model_io/core/transposed_kernels.h"
#include "model_io/formats/numpy/latin1_source.h"
#include "model_io/formats/numpy/pickle_walk.h"

#include <algorithm>

namespace tensorgraft::numpy {
namespace {

std::shared_ptr<const Error> cannotCompute(const std::filesystem::path& path, const TensorInfo& tensor, std::string_view what)
{
    return std::make_shared<const Error>(
        makeError(ErrorCode::Unsupported, "elements of this type are shown but not read").at(path).of(tensor.name).got(std::string(what)));
}

/// A name that the table does not have yet: two keys of a pickle may read the same ('a' and b'a').
std::string uniqueName(TensorTable& table, std::string name)
{
    std::string candidate = name;
    for (int i = 2; !table.names.insert(candidate).second; ++i)
        candidate = name + " (" + std::to_string(i) + ")";
    return candidate;
}

TensorInfo makeInfo(TensorTable& table, std::string name, const ElementType& element, const Shape& shape)
{
    TensorInfo tensor;
    tensor.name = uniqueName(table, std::move(name));
    tensor.dtype = element.dtype;
    tensor.shape = shape;
    tensor.sizeBytes = shape.elementCount() * element.itemBytes; // checked by the caller
    return tensor;
}

void note(TensorInfo& tensor, std::string_view text)
{
    if (!tensor.storageNote.empty())
        tensor.storageNote += ", ";
    tensor.storageNote += text;
}

Result<void> addPlain(NpyPart& part, const std::filesystem::path& path, const std::string& name, TensorTable& table)
{
    const Header& header = part.header;
    std::uint64_t bytes = 0;
    if (__builtin_mul_overflow(header.shape.elementCount(), header.element.itemBytes, &bytes) || bytes >> 62)
        return fail(makeError(ErrorCode::Corrupt, "the .npy header has an absurd shape")
                        .at(path)
                        .got(header.shape.toString())
                        .advise("The file is damaged; copy or download it again."));
    TensorInfo tensor = makeInfo(table, name, header.element, header.shape);
    TensorStorage storage;
    storage.source = part.source;
    storage.offsetBytes = header.dataOffset;
    storage.bigEndian = header.element.bigEndian;
    if (header.fortranOrder && header.shape.rank() > 1 && header.shape.elementCount() > 0) {
        storage.strides = fortranStrides(header.shape);
        note(tensor, "Fortran order");
    }
    if (storage.bigEndian)
        note(tensor, "big-endian");
    if (header.element.dtype == DType::Opaque || header.element.dtype == DType::String) {
        note(tensor, header.description);
        storage.damage = cannotCompute(path, tensor, header.description);
    }
    if (!inside(header.dataOffset, bytes, part.source->sizeBytes()))
        return fail(makeError(ErrorCode::Corrupt, "the array is longer than the file")
                        .at(path)
                        .of(tensor.name)
                        .at(header.dataOffset)
                        .wanted(std::to_string(bytes) + " bytes of data")
                        .got(std::to_string(part.source->sizeBytes() - header.dataOffset))
                        .advise("The file is truncated; copy or download it again."));
    table.tensors.push_back(std::move(tensor));
    table.storages.push_back(std::move(storage));
    return {};
}

std::vector<std::byte> bytesOf(const std::string& text)
{
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return {data, data + text.size()};
}

void addPickled(const NpyPart& part, const std::filesystem::path& path, std::string name, const PickledArray& array,
                TensorTable& table)
{
    TensorInfo tensor = makeInfo(table, std::move(name), array.element, array.shape);
    TensorStorage storage;
    storage.bigEndian = array.element.bigEndian;
    if (array.fortranOrder && array.shape.rank() > 1 && array.shape.elementCount() > 0) {
        storage.strides = fortranStrides(array.shape);
        note(tensor, "Fortran order");
    }
    if (storage.bigEndian)
        note(tensor, "big-endian");
    const bool unreadable = array.element.dtype == DType::Opaque || array.element.dtype == DType::String;
    if (const std::string problem = lengthProblem(array); !problem.empty() && array.element.itemBytes > 0) {
        Error error = makeError(ErrorCode::Corrupt, "the array data has the wrong length").at(path).of(tensor.name).got(problem);
        if (array.data)
            error = std::move(error).at(array.data->opcodeOffset);
        storage.damage = std::make_shared<const Error>(error);
        table.warnings.push_back(std::move(error));
        storage.strides.clear();
    } else if (unreadable) {
        storage.damage = cannotCompute(path, tensor, "records, texts or dates");
    }
    if (storage.damage) {
        storage.source = std::make_shared<MemorySource>(std::vector<std::byte>());
    } else {
        switch (array.form) {
        case DataForm::Raw:
            storage.source = part.source;
            storage.offsetBytes = array.data->offset;
            break;
        case DataForm::Decoded: storage.source = std::make_shared<MemorySource>(bytesOf(array.data->data)); break;
        case DataForm::None: storage.source = std::make_shared<MemorySource>(std::vector<std::byte>()); break;
        case DataForm::Latin1: {
            std::shared_ptr<const ByteSource> text;
            if (array.data->raw)
                text = std::make_shared<SubSource>(part.source, array.data->offset, array.data->length);
            else
                text = std::make_shared<MemorySource>(bytesOf(array.data->data));
            storage.source = std::make_shared<Latin1Source>(std::move(text), array.sizeBytes(), path);
            note(tensor, "bytes as text");
            break;
        }
        }
    }
    table.tensors.push_back(std::move(tensor));
    table.storages.push_back(std::move(storage));
}

bool isSmallSquare(std::int64_t a, std::int64_t b) { return a == b && a <= 15; }

AxisConvention guessConvention(const std::vector<TensorInfo>& tensors)
{
    int hwio = 0, oihw = 0;
    bool tensorFlowNames = false;
    for (const TensorInfo& t : tensors) {
        if (t.shape.rank() != 4)
            continue;
        const bool leading = isSmallSquare(t.shape[0], t.shape[1]), trailing = isSmallSquare(t.shape[2], t.shape[3]);
        if (leading && !trailing) {
            ++hwio;
            tensorFlowNames = tensorFlowNames || t.label.starts_with("weights") || t.label.starts_with("kernel") ||
                              t.label.starts_with("biases");
        } else if (trailing && !leading) {
            ++oihw;
        }
    }
    if (hwio > 0 && oihw == 0 && tensorFlowNames)
        return AxisConvention::TensorFlow;
    if (oihw > 0 && hwio == 0)
        return AxisConvention::PyTorch;
    return AxisConvention::Unknown;
}

} // namespace

Result<NpyPart> readPart(std::shared_ptr<const ByteSource> source, const std::filesystem::path& path,
                         const std::string& name, bool nested, TensorTable& table, Metadata& metadata,
                         const OpenProgress& progress)
{
    NpyPart part;
    part.source = std::move(source);
    auto header = readHeader(*part.source, path);
    if (!header)
        return tl::unexpected(std::move(header.error()));
    part.header = std::move(*header);
    part.firstTensor = table.tensors.size();
    if (!part.header.element.isObject) {
        if (auto ok = addPlain(part, path, name, table); !ok)
            return tl::unexpected(std::move(ok.error()));
        part.tensorCount = 1;
        return part;
    }
    auto document = pickle::parse(*part.source, part.header.dataOffset, path, {}, progress.part(0, 0.6),
                                  part.source->sizeBytes() - part.header.dataOffset);
    if (!document)
        return tl::unexpected(std::move(document.error()));
    part.document = std::move(*document);
    auto found = walk(*part.document, nested ? name : std::string(), path, progress.part(0.6, 0.75));
    if (!found)
        return tl::unexpected(std::move(found.error()));
    const OpenProgress adding = progress.part(0.75, 1);
    for (NamedArray& array : found->arrays) {
        if (!adding.tick(OpenStep::Listing, part.arrays.size(), found->arrays.size()))
            return cancelled();
        addPickled(part, path, array.name.empty() ? name : std::move(array.name), array.array, table);
        part.arrays.push_back(std::move(array.array));
    }
    part.tensorCount = part.arrays.size();
    metadata.set("pickleProtocol", std::int64_t{part.document->protocol});
    Metadata::List globals;
    for (const auto& [module, global] : part.document->globals)
        globals.emplace_back(printable(module + "." + global));
    for (Error& warning : pickle::dangerousCalls(*part.document, path))
        table.warnings.push_back(std::move(warning));
    metadata.set("pickleGlobals", Metadata(std::move(globals)));
    if (!found->rest.isNull())
        metadata.set("values", std::move(found->rest));
    return part;
}

void nameRoles(std::vector<TensorInfo>& tensors, const OpenProgress& progress)
{
    std::unordered_set<std::string> normalised;
    std::uint64_t done = 0;
    for (TensorInfo& t : tensors) {
        if (!progress.tick(OpenStep::Listing, done++ / 2, tensors.size()))
            return;
        const SplitName split = splitLastSegment(t.name);
        t.layer = split.parent;
        t.label = split.last;
        for (const char* statistic : {"running_mean", "running_var", "moving_mean", "moving_variance", "moving_var"})
            if (t.label == statistic)
                normalised.insert(t.layer);
    }
    const AxisConvention convention = guessConvention(tensors);
    for (TensorInfo& t : tensors) {
        if (!progress.tick(OpenStep::Listing, done++ / 2, tensors.size()))
            return;
        deriveRoles(t, convention, normalised.contains(t.layer));
    }
    settleTransposedByBias(tensors);
}

} // namespace tensorgraft::numpy
