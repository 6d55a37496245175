#pragma once

#include "model_io/mapping/matcher_names.h"
#include "model_io/mapping/outline.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tensorgraft::matching {

/// One tensor, a part of a fused one, or several that are joined, in one role of a layer.
struct Part {
    std::vector<Part> joined;         ///< what is concatenated along the outputs, or stacked; empty where nothing is
    bool stacked = false;             ///< the joined parts become a new first axis
    std::vector<std::size_t> tensors; ///< indices into the outline
    Shape shape;                      ///< after slicing or joining
    std::string slice;                ///< "slice(0,768,1536)" before anything else, "" where whole
    std::string label;
    ParameterKind kind = ParameterKind::Unknown;
    NameRole role = NameRole::Weight;
    std::string letters;  ///< meaning of the axes, see AxisForm; "" where it is not a kernel and has one axis or none
    bool certain = false; ///< the letters follow from the layer's own bias, not from a convention
};

/// A word in common form, or a number with the words beside it.
struct NamePiece {
    std::string text;
    std::int64_t number = -1;
    std::string before, after; ///< neighbouring words of a number
    bool ends = false;         ///< the last of its path segment
};
/// As naturalLess() of tokens, in common words: what two frameworks call otherwise stands at the same place.
[[nodiscard]] bool naturalLess(const std::vector<NamePiece>& a, const std::vector<NamePiece>& b);

/// What is matched as one: a kernel with its bias, the members of a normalisation, or a tensor of its own.
struct Unit {
    enum class Type : std::uint8_t { Kernel, Norm, Vector, Scalar } type = Type::Vector;
    std::vector<Token> path;
    std::vector<std::string> words; ///< commonWords(path)
    std::vector<NamePiece> pieces;  ///< of the path, in order
    std::vector<std::int64_t> numbers;
    Part main;                ///< of a norm its gamma, beta or first member
    std::vector<Part> minors; ///< the rest, by label
    std::string bucket;       ///< units can only match within a bucket: type and sorted sizes without ones
    bool embedding = false;
    std::vector<std::size_t> nodes; ///< from the smallest scope to the root, each larger than the last
    std::size_t anchor = static_cast<std::size_t>(-1); ///< of a norm or vector: the kernel that it belongs to
    double anchorTrust = 0; ///< 1 where they share a scope with no other kernel, less where only their place tells
    std::size_t filePosition = 0, naturalPosition = 0, position = 0;
};

/// A scope of the name tree that holds more units than the scopes below it.
struct Node {
    std::vector<std::size_t> units;
    std::size_t kernels = 0;
    std::uint64_t fingerprint = 0; ///< of the multiset of its kernels (of all units where it has no kernel)
    bool segment = false;          ///< ends where a path segment ends; conv2d_transpose of a flat list of layers does not
    std::size_t rank = 0, alike = 1; ///< place among the nodes of this fingerprint, and their number
};

/// A model as the matcher sees it.
struct Model {
    FormatTraits traits;
    std::span<const TensorInfo> tensors;
    std::vector<Unit> units;
    std::vector<Node> nodes;
    std::vector<ParsedName> names; ///< of every tensor
    std::vector<bool> setAside;    ///< optimizer slots, averages beside the weights, other dtypes than numbers
};

/// Derives words, pieces and numbers of a unit from its path.
void describeUnit(Unit& unit);
/// Gives every unit its place in the file anew, after units were added or taken.
void renumber(Model& model);
[[nodiscard]] Model buildModel(const Outline& outline);
/// Completes what depends on the units' order and sizes: buckets, nodes, ranks, anchors. To be called again after units
/// were added or changed (see splitFused). `natural`: order by names instead of by the file.
void indexModel(Model& model, bool natural);

/// Sizes above one, sorted: the same for every layout of a tensor.
[[nodiscard]] std::string bucketOf(const Unit& unit);

} // namespace tensorgraft::matching
