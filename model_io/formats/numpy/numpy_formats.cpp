#include "model_io/formats/numpy/numpy_formats.h"

namespace tensorgraft {
namespace { class A final : public Format { const FormatInfo& info() const override { static const FormatInfo i{"numpy-npy", "numpy-npy", {}, true, false, false}; return i; } int sniff(const Probe&) const override { return 0; } Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& p) const override { return fail(makeError(ErrorCode::NotThisFormat, "placeholder").at(p)); } }; }
std::unique_ptr<Format> makeNumpyNpyFormat() { return std::make_unique<A>(); } namespace { class B final : public Format { const FormatInfo& info() const override { static const FormatInfo i{"numpy-npz", "numpy-npz", {}, true, false, false}; return i; } int sniff(const Probe&) const override { return 0; } Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& p) const override { return fail(makeError(ErrorCode::NotThisFormat, "placeholder").at(p)); } }; }
std::unique_ptr<Format> makeNumpyNpzFormat() { return std::make_unique<B>(); }
} // namespace tensorgraft
