#pragma once

#include "model_io/core/open_progress.h"

#include <cstddef>
#include <iterator>
#include <string_view>

namespace tensorgraft {

/// Text for a parser that takes iterators and has no way of its own to be watched or stopped: it tells how many bytes were
/// taken every 64 KiB, and ends early where the answer is to stop. What the parser then complains of means nothing:
/// ask stopped() first. Costs what a plain pointer costs.
class WatchedText {
public:
    /// `text` must outlive this.
    WatchedText(std::string_view text, const OpenProgress& progress)
        : m_begin(text.data()), m_at(m_begin), m_stop(m_begin), m_end(m_begin + text.size()), m_progress(progress)
    {
    }
    WatchedText(const WatchedText&) = delete;
    WatchedText& operator=(const WatchedText&) = delete;

    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = char;
        using difference_type = std::ptrdiff_t;
        using pointer = const char*;
        using reference = const char&;

        Iterator() = default;
        explicit Iterator(WatchedText* text) : m_text(text) {}
        reference operator*() const { return *m_text->m_at; }
        Iterator& operator++()
        {
            ++m_text->m_at;
            return *this;
        }
        void operator++(int) { ++m_text->m_at; }
        /// Of one that moves and end().
        bool operator==(const Iterator&) const { return m_text->m_at == m_text->m_stop && m_text->isAtEnd(); }

    private:
        WatchedText* m_text = nullptr;
    };
    [[nodiscard]] Iterator begin() { return Iterator(this); }
    [[nodiscard]] Iterator end() { return Iterator(this); }
    [[nodiscard]] bool stopped() const { return m_progress.stopped(); }

private:
    static constexpr std::ptrdiff_t stride = 1 << 16;
    bool isAtEnd()
    {
        if (!m_progress.report(OpenStep::Parsing, static_cast<std::uint64_t>(m_at - m_begin), static_cast<std::uint64_t>(m_end - m_begin)))
            m_end = m_at;
        m_stop = m_end - m_at > stride ? m_at + stride : m_end;
        return m_at == m_end;
    }
    const char *m_begin, *m_at, *m_stop, *m_end;
    OpenProgress m_progress;
};

} // namespace tensorgraft
