#include "model_io/formats/numpy/part_plan.h"
#include "model_io/formats/numpy/pickle_encode.h"

#include <string>
#include <unordered_map>
#include <unordered_set>

// The stream that numpy.save() of a dictionary gives: protocol 3, one object array of one element. Protocol 3 is what
// NumPy 1.x writes itself; readers need no `encoding`, and those that pass encoding='latin1' get the same.
namespace tensorgraft::numpy {
namespace {

/// Opcodes with zeros in them.
template <std::size_t N>
constexpr std::string_view opcodes(const char (&text)[N]) { return {text, N - 1}; }

struct Layer {
    std::string name;               ///< key of the inner dictionary
    std::vector<std::size_t> slots; ///< one where `flat`
    bool flat = false;              ///< the array is the value of the key itself
};

std::vector<Layer> groupLayers(std::span<const TensorToWrite> tensors)
{
    // 'a' beside 'a/b' cannot both be keys: such layers stay flat, under their whole names.
    std::unordered_set<std::string> flatNames;
    for (const TensorToWrite& tensor : tensors)
        if (tensor.name.find('/') == std::string::npos)
            flatNames.insert(tensor.name);
    std::vector<Layer> layers;
    std::unordered_map<std::string, std::size_t> byName;
    for (std::size_t slot = 0; slot < tensors.size(); ++slot) {
        const std::string& name = tensors[slot].name;
        const std::size_t at = name.rfind('/');
        // An empty key on the way would be lost when names are joined again.
        const bool flat = at == std::string::npos || at == 0 || flatNames.contains(name.substr(0, at));
        if (flat) {
            layers.push_back({name, {slot}, true});
            continue;
        }
        const auto [it, fresh] = byName.emplace(name.substr(0, at), layers.size());
        if (fresh)
            layers.push_back({it->first, {}, false});
        layers[it->second].slots.push_back(slot);
    }
    return layers;
}

} // namespace

Result<std::vector<Piece>> planDictionary(std::span<const TensorToWrite> tensors)
{
    std::vector<Piece> pieces;
    const std::vector<std::byte> header = makeHeader("|O", false, Shape());
    PickleText text(false);
    text.op({reinterpret_cast<const char*>(header.data()), header.size()});
    text.op("\x80\x03");
    const auto flush = [&] {
        const std::string bytes = text.take();
        const auto* data = reinterpret_cast<const std::byte*>(bytes.data());
        pieces.emplace_back(NewBytes{{data, data + bytes.size()}});
        text = PickleText(false);
    };
    const auto reconstruct = [&] {
        text.op("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n");
        text.op(opcodes("K\0\x85" "C\1b\x87R(K\1"));
    };
    const auto array = [&](std::size_t slot) -> Result<void> {
        const TensorToWrite& tensor = tensors[slot];
        const std::string description = describeType(tensor.dtype);
        if (description.empty())
            return fail(makeError(ErrorCode::Unsupported, "NumPy has no such type")
                            .of(tensor.name)
                            .got(std::string(dtypeName(tensor.dtype)))
                            .advise("Cast the tensor to float32, or write another format such as safetensors."));
        const StoredAs stored{tensor.dtype, tensor.shape, false, false, false};
        reconstruct();
        text.shape(tensor.shape);
        text.dtype(description);
        text.op("\x89");
        text.runHeader(DataOpcode::BinBytes, stored.sizeBytes());
        flush();
        pieces.emplace_back(SlotPiece{slot, stored});
        text.op("tb");
        return {};
    };
    reconstruct();
    text.op(")");
    text.op("cnumpy\ndtype\n");
    text.op(opcodes("X\2\0\0\0O8K\0K\1\x87R(K\3X\1\0\0\0|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK?tb\x89]}"));
    for (const Layer& layer : groupLayers(tensors)) {
        const auto nameOf = [&](std::size_t slot) { return tensors[slot].name.substr(tensors[slot].name.rfind('/') + 1); };
        text.string(layer.name);
        if (layer.flat) {
            if (auto ok = array(layer.slots.front()); !ok)
                return tl::unexpected(std::move(ok.error()));
        } else {
            text.op("}");
            for (const std::size_t slot : layer.slots) {
                text.string(nameOf(slot));
                if (auto ok = array(slot); !ok)
                    return tl::unexpected(std::move(ok.error()));
                text.op("s");
            }
        }
        text.op("s");
    }
    text.op("atb.");
    flush();
    return pieces;
}

} // namespace tensorgraft::numpy
