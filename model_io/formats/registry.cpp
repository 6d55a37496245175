#include "model_io/formats/registry.h"

#include "model_io/codecs/byte_source.h"
#include "model_io/formats/caffe/caffe_format.h"
#include "model_io/formats/graphdef/graphdef_format.h"
#include "model_io/formats/hdf5/hdf5_formats.h"
#include "model_io/formats/keras_v3/keras_v3_format.h"
#include "model_io/formats/mxnet/mxnet_format.h"
#include "model_io/formats/numpy/numpy_formats.h"
#include "model_io/formats/pytorch/pytorch_format.h"
#include "model_io/formats/safetensors/safetensors_format.h"
#include "model_io/formats/skeleton/skeleton_format.h"
#include "model_io/formats/tensorflow/bundle_format.h"
#include "model_io/formats/tensorflow/saved_model_format.h"
#include "model_io/formats/tensorflow/v1_format.h"
#include "model_io/formats/tflite/tflite_format.h"

#include <algorithm>
#include <array>
#include <sys/stat.h>

namespace tensorgraft {
namespace {

std::vector<std::unique_ptr<Format>> makeFormats()
{
    std::vector<std::unique_ptr<Format>> formats;
    formats.push_back(makeKerasHdf5Format());
    formats.push_back(makeKerasV3Format());
    formats.push_back(makeHdf5Format());
    formats.push_back(makeNumpyNpyFormat());
    formats.push_back(makeNumpyNpzFormat());
    formats.push_back(makePytorchFormat());
    formats.push_back(makeSafetensorsFormat());
    formats.push_back(makeTfCheckpointV1Format());
    formats.push_back(makeTfSavedModelFormat());
    formats.push_back(makeGraphdefFormat());
    formats.push_back(makeTfliteFormat());
    formats.push_back(makeCaffeFormat());
    formats.push_back(makeMxnetParamsFormat());
    formats.push_back(makeTfCheckpointV2Format());
    formats.push_back(makeSkeletonFormat());
    return formats;
}

struct Magic {
    std::string_view bytes;
    std::string_view what;
};
using namespace std::string_view_literals;
// Things that people open by mistake; named so that the error helps.
constexpr std::array magics{
    Magic{"\xFF\xD8\xFF"sv, "a JPEG picture"},          Magic{"\x89PNG\r\n"sv, "a PNG picture"},
    Magic{"GIF8"sv, "a GIF picture"},                    Magic{"%PDF"sv, "a PDF document"},
    Magic{"\x1F\x8B"sv, "a gzip archive"},               Magic{"BZh"sv, "a bzip2 archive"},
    Magic{"\xFD" "7zXZ"sv, "an xz archive"},             Magic{"\x28\xB5\x2F\xFD"sv, "a zstd archive"},
    Magic{"PK\x03\x04"sv, "a zip archive"},              Magic{"\x7F" "ELF"sv, "a program or library (ELF)"},
    Magic{"<!DOCTYPE"sv, "a web page (a failed download?)"}, Magic{"<html"sv, "a web page (a failed download?)"},
    Magic{"version https://git-lfs"sv, "a Git LFS pointer: the file itself was not downloaded"},
    Magic{"\x80\x02"sv, "a bare pickle"},               Magic{"\x80\x03"sv, "a bare pickle"},
    Magic{"\x80\x04"sv, "a bare pickle"},               Magic{"\x80\x05"sv, "a bare pickle"},
    Magic{"GGUF"sv, "a GGUF model"},                     Magic{"{"sv, "JSON text"},
};

std::string describe(const Probe& probe)
{
    if (probe.fileSize == 0)
        return "an empty file";
    for (const Magic& m : magics)
        if (probe.headText().starts_with(m.bytes))
            return std::string(m.what);
    const auto printable = [](char c) { return (c >= 32 && c < 127) || c == '\n' || c == '\r' || c == '\t'; };
    if (std::ranges::all_of(probe.headText(), printable))
        return "plain text";
    return "unknown bytes";
}

} // namespace

std::span<const std::unique_ptr<Format>> allFormats()
{
    static const std::vector<std::unique_ptr<Format>> formats = makeFormats();
    return formats;
}

const Format* findFormat(std::string_view id)
{
    for (const auto& f : allFormats())
        if (f->info().id == id)
            return f.get();
    return nullptr;
}

Result<std::shared_ptr<const ModelFile>> openModel(const std::filesystem::path& path, const OpenProgress& progress)
{
    const auto openAs = [&](const Format& format) -> Result<std::shared_ptr<const ModelFile>> {
        auto model = format.open(path, {progress, true});
        if (progress.stopped() || (model && !progress.finish()))
            return cancelled();
        return model;
    };
    if (!progress.report(OpenStep::Reading, 0, 0))
        return cancelled();
    Probe probe;
    probe.path = path;
    std::vector<std::byte> head, tail;
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        const int error = errno;
        if (error == ENOENT)
            for (const auto& f : allFormats())
                if (f->info().canRead && f->locate(path))
                    return openAs(*f);
        return fail(ioError(error, "open the file", path));
    }
    if (S_ISDIR(status.st_mode)) {
        probe.isDirectory = true;
    } else {
        auto file = FileSource::open(path);
        if (!file)
            return fail(std::move(file.error()));
        constexpr std::uint64_t window = 65536;
        probe.fileSize = (*file)->sizeBytes();
        const std::uint64_t n = std::min(window, probe.fileSize);
        head.resize(n);
        tail.resize(n);
        if (auto r = (*file)->readAt(0, head); !r)
            return fail(std::move(r.error()));
        if (auto r = (*file)->readAt(probe.fileSize - n, tail); !r)
            return fail(std::move(r.error()));
        probe.head = head;
        probe.tail = tail;
    }

    std::vector<std::pair<int, const Format*>> candidates;
    for (const auto& f : allFormats())
        if (f->info().canRead)
            if (const int sureness = f->sniff(probe); sureness > 0)
                candidates.emplace_back(sureness, f.get());
    std::ranges::stable_sort(candidates, std::greater{}, &std::pair<int, const Format*>::first);

    std::optional<Error> first;
    for (const auto& [sureness, format] : candidates) {
        auto model = openAs(*format);
        if (model)
            return model;
        if (model.error().code != ErrorCode::NotThisFormat)
            return model;
        if (!first)
            first = std::move(model.error());
    }
    if (first)
        return fail(std::move(*first));
    if (probe.isDirectory)
        return fail(makeError(ErrorCode::NotThisFormat, "this folder is not a model that the program knows")
                        .at(path)
                        .wanted("a weight file, or a folder that one of `tensorgraft formats` describes")
                        .got("a folder")
                        .advise("Choose the weight file inside the folder"));
    return fail(makeError(ErrorCode::NotThisFormat, "the file is in no format that the program knows")
                    .at(path)
                    .at(std::uint64_t{0})
                    .wanted("a weight file (`tensorgraft formats` lists them)")
                    .got(describe(probe))
                    .advise("Choose a weight file; if this should be one, it may have been cut or damaged on its way"));
}

const Format* formatForExport(const std::filesystem::path& fileName)
{
    const std::string name = fileName.filename().string();
    const Format* best = nullptr;
    std::size_t length = 0;
    for (const auto& f : allFormats())
        if (f->info().canExport)
            for (const std::string& suffix : f->info().suffixes)
                if (name.ends_with(suffix) && suffix.size() > length) {
                    best = f.get();
                    length = suffix.size();
                }
    return best;
}

} // namespace tensorgraft
