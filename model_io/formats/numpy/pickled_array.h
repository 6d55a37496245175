#pragma once

#include "model_io/codecs/pickle.h"
#include "model_io/formats/numpy/npy_header.h"

#include <optional>

namespace tensorgraft::numpy {

/// How a pickle keeps the bytes of an array.
enum class DataForm : std::uint8_t {
    Raw,     ///< a run of the stream
    Decoded, ///< an escaped string of protocol 0, decoded while parsing
    Latin1,  ///< text, one character a byte
    None,    ///< nowhere: `bytes()` of an empty array
};
/// Which call makes the array.
enum class ArrayCall : std::uint8_t {
    Reconstruct, ///< numpy.core.multiarray._reconstruct + BUILD (protocols 0 to 4)
    FromBuffer,  ///< numpy.core.numeric._frombuffer (protocol 5)
    Scalar,      ///< numpy.core.multiarray.scalar
};

/// A NumPy array or scalar as a pickle describes it.
struct PickledArray {
    ArrayCall call = ArrayCall::Reconstruct;
    ElementType element;
    Shape shape;
    bool fortranOrder = false;
    DataForm form = DataForm::None;
    const pickle::Bytes* data = nullptr;     ///< the run or text; nullptr for None and for object arrays
    const pickle::Object* object = nullptr;
    std::vector<pickle::Ref> items;          ///< of an object array, in C order

    /// Bytes of the dense value. REQUIRES: !element.isObject.
    [[nodiscard]] std::uint64_t sizeBytes() const { return shape.elementCount() * element.itemBytes; }
};

/// What `object` describes; nullopt where it is no NumPy array (or one too strange to be understood).
[[nodiscard]] std::optional<PickledArray> describeArray(const pickle::Object& object);
/// "" where the stored length fits the shape, else what is wrong.
[[nodiscard]] std::string lengthProblem(const PickledArray& array);
/// "module.Class" of whatever a call would have made; "?" where it is no name.
[[nodiscard]] std::string calledName(const pickle::Object& object);

} // namespace tensorgraft::numpy
