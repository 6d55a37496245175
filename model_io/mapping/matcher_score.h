#pragma once

#include "model_io/mapping/matcher_axes.h"
#include "model_io/mapping/matcher_model.h"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace tensorgraft::matching {

constexpr std::size_t noUnit = static_cast<std::size_t>(-1);

/// Which unit of the source fills each unit of the target, noUnit where none.
struct Assignment {
    std::vector<std::size_t> sourceOf; ///< by target unit
    std::vector<std::size_t> targetOf; ///< by source unit
    void pair(std::size_t source, std::size_t target);
};

/// How well two units go together, by each kind of evidence. All in 0 to 1.
struct Evidence {
    double name = 0;    ///< words in common, rare ones weighing more
    double number = 0;  ///< numbers in common beside equal words, the last ones weighing more
    double suffix = 0;  ///< length of the equal end of the names
    double block = 0;   ///< scopes around them that hold the same kernels, at the same place among their like
    double local = 0;   ///< place among the units of the same shape inside that scope
    double order = 0;   ///< stand opposite each other when the models are laid side by side
    double context = 0; ///< neighbours that are matched with neighbours
    double anchor = 0;  ///< the kernels they belong to are matched
    double habit = 0;   ///< their namesakes in the other blocks are matched with each other
    bool forced = false;
    bool kindDiffers = false;
    bool siblings = false; ///< numbered siblings in a scope that both models have
};

/// Compares the units of two indexed models. Both must outlive it.
class Scorer {
public:
    Scorer(const Model& source, const Model& target);

    /// nullptr where shapes do not fit.
    [[nodiscard]] const Fit* fits(std::size_t source, std::size_t target) const;
    [[nodiscard]] double nameSimilarity(std::size_t source, std::size_t target) const;
    [[nodiscard]] Evidence evidence(std::size_t source, std::size_t target) const;
    /// Weighs the evidence; higher is better.
    [[nodiscard]] double score(const Evidence& evidence) const;

    /// Lays both models side by side in their present order; sets what `order` tells. Gives the weight of the alignment.
    double alignOrder();
    /// How much the two models name alike, 0 to 1.
    [[nodiscard]] double nameRegime() const { return m_nameRegime; }
    /// Takes the neighbourhood from this assignment from now on.
    void setContext(const Assignment& assignment);

private:
    [[nodiscard]] double blockEvidence(const Unit& s, const Unit& t, Evidence& out) const;
    void measureNames();
    void classify(const Model& model, std::vector<std::size_t>& classes, std::map<std::string, std::size_t>& ids);

    const Model& m_source;
    const Model& m_target;
    std::vector<std::vector<std::pair<std::size_t, double>>> m_sourceWords, m_targetWords; ///< word, weight; sorted
    std::vector<double> m_sourceWeight, m_targetWeight;
    std::vector<std::size_t> m_sourceClass, m_targetClass; ///< units of equal shapes and readings
    mutable std::unordered_map<std::uint64_t, std::pair<bool, Fit>> m_fits;
    std::vector<std::size_t> m_opposite; ///< by target unit, from alignOrder()
    double m_orderTrust = 0;
    bool m_flat = false;     ///< many units of the target stand in no scope
    double m_nameRegime = 0; ///< how alike the two vocabularies are: mean over the targets of their best similarity
    std::vector<double> m_bestName; ///< by target unit
    Assignment m_context; ///< empty until setContext()
    std::unordered_map<std::uint64_t, std::size_t> m_together; ///< pairs of nodes: units matched between them
    std::vector<std::size_t> m_sourceFamily, m_targetFamily;   ///< units whose names differ by the numbers of their blocks only
    std::vector<std::size_t> m_familySize;                     ///< matched units of the target, by family
    std::unordered_map<std::uint64_t, std::size_t> m_families; ///< pairs of families: units matched between them
    /// Kernels one after the other, in the present order: by unit, noUnit at the ends and for other units.
    struct Neighbours {
        std::vector<std::size_t> before, after;
    };
    [[nodiscard]] static Neighbours neighboursOf(const Model& model);
    Neighbours m_sourceNext, m_targetNext;
};

} // namespace tensorgraft::matching
