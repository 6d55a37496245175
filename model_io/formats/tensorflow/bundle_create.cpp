#include "model_io/formats/tensorflow/bundle_writer.h"

#include "model_io/codecs/sstable_builder.h"
#include "model_io/formats/tensorflow/bundle_paths.h"
#include "model_io/formats/tensorflow/tf_dtype.h"
#include "tensorgraft_tf/tensor_bundle.pb.h"

#include <algorithm>
#include <numeric>

namespace tensorgraft::tf {
namespace {

Result<void> checkTensor(const TensorToWrite& tensor, const std::filesystem::path& prefix)
{
    const auto refuse = [&](ErrorCode code, std::string message) {
        return makeError(code, std::move(message)).at(prefix).of(tensor.name);
    };
    if (!isPlain(tensor.dtype) || !numberOfDtype(tensor.dtype))
        return fail(refuse(ErrorCode::Unsupported, "TensorFlow checkpoints cannot be made with values of this type")
                        .wanted("numbers of a type that TensorFlow has").got(std::string(dtypeName(tensor.dtype)))
                        .advise("Leave the tensor out, or cast it to a type such as float32"));
    if (tensor.name.empty() || tensor.name[0] == '\0')
        return fail(refuse(ErrorCode::Unsupported, "TensorFlow checkpoints have no room for this name")
                        .got(tensor.name.empty() ? "an empty name" : "a name that begins with a zero byte").advise("Rename the tensor"));
    if (tensor.shape.rank() > 254)
        return fail(refuse(ErrorCode::Unsupported, "TensorFlow has no tensors of so many axes").wanted("at most 254")
                        .got(std::to_string(tensor.shape.rank())));
    const auto count = tensor.shape.checkedElementCount();
    if (!count || *count > (std::uint64_t{1} << 62) / itemSizeBytes(tensor.dtype))
        return fail(refuse(ErrorCode::Mismatch, "the tensor is too large").got(tensor.shape.toString()));
    return {};
}

std::string headerText(std::size_t shards)
{
    proto::BundleHeaderProto header;
    header.set_num_shards(static_cast<int>(shards));
    header.set_endianness(proto::BundleHeaderProto::LITTLE);
    header.mutable_version()->set_producer(bundleVersion);
    return header.SerializeAsString();
}

} // namespace

Result<std::unique_ptr<ModelWriter>> createBundle(std::vector<TensorToWrite> tensors, std::uint64_t shardBytes,
                                                  const std::filesystem::path& prefix)
{
    std::vector<std::size_t> byName(tensors.size());
    std::iota(byName.begin(), byName.end(), std::size_t{0});
    std::ranges::sort(byName, {}, [&](std::size_t i) -> const std::string& { return tensors[i].name; });
    for (std::size_t i = 1; i < byName.size(); ++i)
        if (tensors[byName[i]].name == tensors[byName[i - 1]].name)
            return fail(makeError(ErrorCode::Mismatch, "two tensors have the same name").at(prefix).of(tensors[byName[i]].name));

    std::vector<FilePlan> files(1);
    std::vector<BundleSlot> slots;
    slots.reserve(tensors.size());
    for (const TensorToWrite& tensor : tensors) {
        if (auto r = checkTensor(tensor, prefix); !r)
            return fail(std::move(r.error()));
        BundleSlot slot;
        slot.shape = tensor.shape;
        slot.itemBytes = itemSizeBytes(tensor.dtype);
        if (shardBytes != 0 && files.back().sizeBytes != 0 && files.back().sizeBytes + slot.sizeBytes() > shardBytes)
            files.emplace_back();
        slot.pieces.push_back({files.size() - 1, files.back().sizeBytes, std::nullopt});
        files.back().sizeBytes += slot.sizeBytes();
        slots.push_back(std::move(slot));
    }
    if (files.size() > static_cast<std::size_t>(maxShards))
        return fail(makeError(ErrorCode::Usage, "that would be too many data files").at(prefix).wanted("at most " + std::to_string(maxShards))
                        .got(std::to_string(files.size())).advise("Allow larger data files"));
    for (std::size_t i = 0; i < files.size(); ++i)
        files[i].name = shardPath(prefix, i, files.size());

    struct Place {
        std::size_t shard = 0;
        std::uint64_t offset = 0;
    };
    std::vector<Place> places;
    for (const BundleSlot& slot : slots)
        places.push_back({slot.pieces[0].file, slot.pieces[0].offset});
    auto compose = [tensors = std::move(tensors), byName = std::move(byName), places = std::move(places),
                    shards = files.size()](const std::vector<std::vector<std::uint32_t>>& crcs) -> Result<std::string> {
        SsTableBuilder builder;
        if (auto r = builder.add("", headerText(shards)); !r)
            return fail(std::move(r.error()));
        for (const std::size_t i : byName) {
            const TensorToWrite& tensor = tensors[i];
            proto::BundleEntryProto entry;
            entry.set_dtype(numberOfDtype(tensor.dtype).value_or(0));
            entry.mutable_shape();
            for (const std::int64_t size : tensor.shape)
                entry.mutable_shape()->add_dim()->set_size(size);
            entry.set_shard_id(static_cast<int>(places[i].shard));
            entry.set_offset(static_cast<std::int64_t>(places[i].offset));
            entry.set_size(static_cast<std::int64_t>(tensor.shape.elementCount() * itemSizeBytes(tensor.dtype)));
            entry.set_crc32c(crcs[i][0]);
            if (auto r = builder.add(tensor.name, entry.SerializeAsString()); !r)
                return fail(std::move(r.error()));
        }
        return builder.finish();
    };
    return std::make_unique<BundleWriter>(std::move(files), std::move(slots), indexPath(prefix), std::move(compose));
}

} // namespace tensorgraft::tf
