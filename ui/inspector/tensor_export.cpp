#include "ui/inspector/tensor_export.h"

#include "model_io/codecs/float_codec.h"
#include "ui/inspector/value_text.h"

#include <QSaveFile>
#include <algorithm>
#include <optional>

namespace tensorgraft {
namespace {

constexpr std::uint64_t windowElements = std::uint64_t{1} << 20;

/// NumPy's type string; empty where it has none.
const char* numpyDescription(DType type)
{
    switch (type) {
    case DType::Bool:
        return "|b1";
    case DType::Int8:
    case DType::QInt8:
        return "|i1";
    case DType::UInt8:
    case DType::QUInt8:
        return "|u1";
    case DType::Int16:
    case DType::QInt16:
        return "<i2";
    case DType::UInt16:
    case DType::QUInt16:
        return "<u2";
    case DType::Int32:
    case DType::QInt32:
        return "<i4";
    case DType::UInt32:
        return "<u4";
    case DType::Int64:
        return "<i8";
    case DType::UInt64:
        return "<u8";
    case DType::Float16:
        return "<f2";
    case DType::Float32:
        return "<f4";
    case DType::Float64:
        return "<f8";
    case DType::Complex64:
        return "<c8";
    case DType::Complex128:
        return "<c16";
    default:
        return "";
    }
}

Failure notPlain(const ModelFile& model, const TensorInfo& info)
{
    return fail(makeError(ErrorCode::Unsupported, "values of type " + std::string(dtypeName(info.dtype)) + " cannot be saved as numbers")
                    .at(model.path()).of(info.name));
}

QString fileName(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// "(3, 64)", "(64,)", "()" as Python writes tuples: what Shape::toString() gives.
QByteArray npyHeader(const char* description, const Shape& shape)
{
    QByteArray text = "{'descr': '" + QByteArray(description) + "', 'fortran_order': False, 'shape': "
                      + QByteArray::fromStdString(shape.toString()) + ", }";
    constexpr int prefix = 10; // magic, version, length
    const auto padding = (64 - (prefix + text.size() + 1) % 64) % 64;
    text += QByteArray(padding, ' ') + '\n';
    QByteArray header("\x93NUMPY\x01\x00", 8);
    header += static_cast<char>(text.size() & 0xff);
    header += static_cast<char>(text.size() >> 8);
    return header + text;
}

} // namespace

Failure cannotWrite(const QFileDevice& file, const std::filesystem::path& path)
{
    return fail(makeError(ErrorCode::Io, "the file could not be written: " + file.errorString().toStdString())
                    .at(path).advise("Choose another folder, or free some space."));
}

Result<std::monostate> saveAsNpy(const ModelFile& model, std::size_t tensor, const std::filesystem::path& path, const ProgressFn& progress)
{
    const TensorInfo& info = model.tensors()[tensor];
    if (!isPlain(info.dtype))
        return notPlain(model, info);
    const bool asFloat = *numpyDescription(info.dtype) == '\0';
    const std::size_t itemSize = itemSizeBytes(info.dtype);
    QSaveFile file(fileName(path));
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(file, path);
    file.write(npyHeader(asFloat ? "<f4" : numpyDescription(info.dtype), info.shape));
    const std::uint64_t count = info.elementCount();
    std::vector<std::byte> window;
    std::vector<float> floats;
    for (std::uint64_t first = 0; first < count; first += windowElements) {
        const std::uint64_t n = std::min(windowElements, count - first);
        window.resize(n * itemSize);
        if (Result<void> done = model.read(tensor, first, window); !done)
            return fail(std::move(done).error());
        const char* bytes = reinterpret_cast<const char*>(window.data());
        std::uint64_t size = window.size();
        if (asFloat) {
            floats.resize(n);
            convertToFloat(info.dtype, window, floats);
            bytes = reinterpret_cast<const char*>(floats.data());
            size = n * sizeof(float);
        }
        if (file.write(bytes, static_cast<qint64>(size)) != static_cast<qint64>(size))
            return cannotWrite(file, path);
        if (!reportProgress(progress, first + n, count))
            return cancelled(); // the destructor of QSaveFile removes what there is
    }
    if (!file.commit())
        return cannotWrite(file, path);
    return std::monostate{};
}

Result<std::monostate> saveAsCsv(const ModelFile& model, std::size_t tensor, const TensorSlice& slice, const std::filesystem::path& path,
                                 const ProgressFn& progress)
{
    const TensorInfo& info = model.tensors()[tensor];
    if (!isPlain(info.dtype))
        return notPlain(model, info);
    const std::size_t itemSize = itemSizeBytes(info.dtype);
    const Shape shape = sliceShape(slice);
    const std::size_t rank = shape.rank();
    QSaveFile file(fileName(path));
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(file, path);

    // One matrix (the last two axes) at a time, in bands of rows.
    const std::int64_t rows = rank >= 2 ? shape[rank - 2] : 1, columns = rank >= 1 ? shape[rank - 1] : 1;
    const std::uint64_t total = shape.elementCount();
    const std::uint64_t matrices = rows > 0 && columns > 0 ? total / static_cast<std::uint64_t>(rows) / static_cast<std::uint64_t>(columns) : 0;
    const std::int64_t band = std::max<std::int64_t>(1, static_cast<std::int64_t>(windowElements) / std::max<std::int64_t>(1, columns));
    std::uint64_t done = 0;
    for (std::uint64_t matrix = 0; matrix < matrices; ++matrix) {
        TensorSlice part = slice;
        std::uint64_t rest = matrix;
        QByteArray place;
        for (std::size_t axis = rank >= 2 ? rank - 2 : 0; axis-- > 0;) {
            const auto i = static_cast<std::int64_t>(rest % static_cast<std::uint64_t>(shape[axis]));
            rest /= static_cast<std::uint64_t>(shape[axis]);
            const std::int64_t index = slice[axis].start + i * slice[axis].step;
            part[axis] = {index, 1, 1, true};
            place = QByteArray::number(static_cast<qint64>(index)) + ", " + place;
        }
        if (rank > 2)
            file.write("# [" + place + ":, :]\n");
        for (std::int64_t row = 0; row < rows; row += band) {
            const std::int64_t n = std::min(band, rows - row);
            if (rank >= 2)
                part[rank - 2] = {slice[rank - 2].start + row * slice[rank - 2].step, n, slice[rank - 2].step, false};
            Result<std::vector<std::byte>> bytes = readSlice(model, tensor, part);
            if (!bytes)
                return fail(std::move(bytes).error());
            QByteArray text;
            const std::span<const std::byte> all(*bytes);
            for (std::int64_t r = 0; r < n; ++r) {
                for (std::int64_t c = 0; c < columns; ++c) {
                    if (c > 0)
                        text += ',';
                    text += elementText(info.dtype, all.subspan(static_cast<std::size_t>(r * columns + c) * itemSize, itemSize)).toLatin1();
                }
                text += '\n';
            }
            if (file.write(text) != text.size())
                return cannotWrite(file, path);
            done += static_cast<std::uint64_t>(n) * static_cast<std::uint64_t>(columns);
            if (!reportProgress(progress, done, total))
                return cancelled();
        }
    }
    if (!file.commit())
        return cannotWrite(file, path);
    return std::monostate{};
}

Result<std::monostate> writeWhole(const QByteArray& bytes, const std::filesystem::path& path)
{
    QSaveFile file(fileName(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return cannotWrite(file, path);
    return std::monostate{};
}

} // namespace tensorgraft
