#pragma once

#include "model_io/core/progress.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>

namespace tensorgraft {

/// What opening a model is at, and what it counts meanwhile.
enum class OpenStep : std::uint8_t {
    Reading,   ///< headers, tables of contents, text: bytes of the file
    Parsing,   ///< what was read: bytes
    Walking,   ///< objects of a file that does not say how many it has: total is 0
    Listing,   ///< tensors and entries that were read: names, shapes, roles
    Arranging, ///< tensors, into layers
};

/// How far opening is.
struct OpenState {
    OpenStep step = OpenStep::Reading;
    std::uint64_t done = 0, total = 0; ///< of the step; `total` is 0 where it is not known
    double share = 0;                  ///< of the whole, 0 to 1; never less than before
};
/// Returns false to stop: opening then gives Cancelled. Called from the thread that opens; must be quick.
using OpenStateFn = std::function<bool(const OpenState&)>;

/// Tells of one opening, or of a part of it. Cheap to copy; one thread at a time. Once stopped it stays so: a function
/// that cannot give an error may leave early, and its caller asks stopped().
class OpenProgress {
public:
    OpenProgress() = default; ///< nobody listens
    explicit OpenProgress(OpenStateFn tell) : m_root(tell ? std::make_shared<Root>(Root{std::move(tell)}) : nullptr) {}

    /// The part from `from` to `to`, of 0 to 1, of this one: what a callee sees as its whole.
    [[nodiscard]] OpenProgress part(double from, double to) const
    {
        OpenProgress p = *this;
        p.m_from = m_from + (m_to - m_from) * from;
        p.m_to = m_from + (m_to - m_from) * to;
        return p;
    }

    /// False where the work is to stop. `done` of `total` is also the share of this part.
    [[nodiscard]] bool report(OpenStep step, std::uint64_t done, std::uint64_t total) const
    {
        return !m_root || tell({step, done, total, total ? static_cast<double>(done) / static_cast<double>(total) : 0});
    }
    /// For steps whose total is not known, but which part of them is done.
    [[nodiscard]] bool reportShare(OpenStep step, std::uint64_t done, double share) const { return !m_root || tell({step, done, 0, share}); }
    /// report() for loops over small things: tells of every 16th.
    [[nodiscard]] bool tick(OpenStep step, std::uint64_t done, std::uint64_t total) const
    {
        return (done & 15U) != 0 || report(step, done, total);
    }
    /// For functions that report by themselves. Empty where nobody listens.
    [[nodiscard]] ProgressFn of(OpenStep step) const
    {
        if (!m_root)
            return {};
        return [p = *this, step](std::uint64_t done, std::uint64_t total) { return p.report(step, done, total); };
    }
    /// Everything of this part is done.
    [[nodiscard]] bool finish() const { return !m_root || tell({m_root->last.step, m_root->last.done, m_root->last.total, 1}); }
    [[nodiscard]] bool listens() const { return m_root != nullptr; }
    [[nodiscard]] bool stopped() const { return m_root && m_root->stopped; }

private:
    struct Root {
        OpenStateFn tell;
        OpenState last{};
        bool stopped = false;
    };
    bool tell(OpenState state) const
    {
        Root& root = *m_root;
        if (root.stopped)
            return false;
        state.share = std::max(root.last.share, m_from + (m_to - m_from) * std::clamp(state.share, 0.0, 1.0));
        root.last = state;
        root.stopped = !root.tell(state);
        return !root.stopped;
    }
    std::shared_ptr<Root> m_root;
    double m_from = 0, m_to = 1;
};

} // namespace tensorgraft
