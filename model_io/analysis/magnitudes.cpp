#include "model_io/analysis/magnitudes.h"

#include "model_io/codecs/float_codec.h"

#include <cmath>

namespace tensorgraft::detail {

void magnitudes(DType type, std::span<const std::byte> in, std::span<double> out)
{
    if (dtypeClass(type) != DTypeClass::Complex) {
        convertToDouble(type, in, out);
        return;
    }
    const DType part = type == DType::Complex64 ? DType::Float32 : DType::Float64;
    const std::size_t itemBytes = itemSizeBytes(type);
    for (std::size_t i = 0; i < out.size(); ++i) {
        double parts[2];
        convertToDouble(part, in.subspan(i * itemBytes, itemBytes), parts);
        out[i] = std::hypot(parts[0], parts[1]);
    }
}

} // namespace tensorgraft::detail
