#include "model_io/formats/hdf5/hdf5_formats.h"

namespace tensorgraft {
namespace { class A final : public Format { const FormatInfo& info() const override { static const FormatInfo i{"keras-h5", "keras-h5", {}, true, false, false}; return i; } int sniff(const Probe&) const override { return 0; } Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& p) const override { return fail(makeError(ErrorCode::NotThisFormat, "placeholder").at(p)); } }; }
std::unique_ptr<Format> makeKerasHdf5Format() { return std::make_unique<A>(); } namespace { class B final : public Format { const FormatInfo& info() const override { static const FormatInfo i{"hdf5", "hdf5", {}, true, false, false}; return i; } int sniff(const Probe&) const override { return 0; } Result<std::shared_ptr<const ModelFile>> open(const std::filesystem::path& p) const override { return fail(makeError(ErrorCode::NotThisFormat, "placeholder").at(p)); } }; }
std::unique_ptr<Format> makeHdf5Format() { return std::make_unique<B>(); }
} // namespace tensorgraft
