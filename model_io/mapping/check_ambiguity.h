#pragma once

#include "model_io/mapping/check_expand.h"
#include "model_io/mapping/check_layouts.h"

#include <vector>

namespace tensorgraft::checking {

/// How the axes of the two models' kernels relate.
enum class Relation : std::uint8_t {
    Same,    ///< one convention, or plain arrays of one format under one name: an unchanged kernel raises no question
    Differ,  ///< two known conventions
    Unknown, ///< a format that does not say
};

/// What shapes alone cannot prove about an entry. Keeps state over the entries of one check.
class AmbiguityChecker {
public:
    AmbiguityChecker(const Outline& source, const Outline& target, const NameIndex& sourceNames, Findings& findings);
    void look(const ResolvedEntry& entry);
    /// Transforms that fit as well as those of the entries looked at, as the findings name them.
    [[nodiscard]] const std::vector<std::string>& alternatives() const { return m_alternatives; }

private:
    [[nodiscard]] Relation relationOf(const TensorInfo& from, const TensorInfo& to) const;
    [[nodiscard]] std::string whyUnknown(Relation relation) const;
    void lookAtDense(const ResolvedEntry& entry, const TensorInfo& from, const TensorInfo& to, Relation relation);
    void lookAtConvolution(const ResolvedEntry& entry, const TensorInfo& from, const TensorInfo& to, Relation relation);
    void lookAtFlatten(const ResolvedEntry& entry, const TensorInfo& from, const TensorInfo& to);
    void lookAtGates(const TensorInfo& from, const TensorInfo& to);
    void lookAtChannels(const TensorInfo& from, const TensorInfo& to);

    /// The convolution in front of each kernel, where the kernel before it in file order is one; noTensor else.
    [[nodiscard]] static std::vector<std::size_t> convolutionsBefore(const Outline& outline);

    const Outline& m_source;
    const Outline& m_target;
    const NameIndex& m_sourceNames;
    Findings& m_findings;
    Side m_from, m_to;
    std::vector<std::size_t> m_sourceBefore, m_targetBefore;
    std::vector<std::string> m_alternatives;
    bool m_saidChannels = false;
};

} // namespace tensorgraft::checking
