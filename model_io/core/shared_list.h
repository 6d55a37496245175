#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <ranges>
#include <span>
#include <utility>
#include <vector>

namespace tensorgraft {

/// A list whose copies share what they have in common. It is kept in chunks of up to `chunkSize` items; a copy shares all of
/// them, and a change makes new only the chunk that it is in. So a hundred versions of a list of a million items, each with one
/// item changed, cost little more than one of them, and comparing two versions costs what differs. Each copy is a value of
/// its own: different copies may be used by different threads. Reading by index is O(log n), changing one item O(chunkSize).
template <typename T>
class SharedList {
    using Chunk = std::vector<T>;

public:
    using value_type = T;
    static constexpr std::size_t chunkSize = 256;

    class const_iterator {
    public:
        using iterator_concept = std::forward_iterator_tag;
        using iterator_category = std::forward_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = const T&;

        const_iterator() = default;
        const_iterator(const std::shared_ptr<Chunk>* chunk, std::size_t at) : m_chunk(chunk), m_at(at) {}
        [[nodiscard]] reference operator*() const { return (**m_chunk)[m_at]; }
        [[nodiscard]] pointer operator->() const { return &**this; }
        const_iterator& operator++()
        {
            if (++m_at == (*m_chunk)->size()) {
                ++m_chunk;
                m_at = 0;
            }
            return *this;
        }
        const_iterator operator++(int)
        {
            const const_iterator before = *this;
            ++*this;
            return before;
        }
        [[nodiscard]] bool operator==(const const_iterator&) const = default;

    private:
        const std::shared_ptr<Chunk>* m_chunk = nullptr;
        std::size_t m_at = 0;
    };
    using iterator = const_iterator;

    SharedList() = default;
    SharedList(std::initializer_list<T> items) { append(items); }
    SharedList(std::vector<T> items) { append(std::move(items)); } // NOLINT(google-explicit-constructor): a list is a list

    [[nodiscard]] std::size_t size() const { return m_ends.empty() ? 0 : m_ends.back(); }
    [[nodiscard]] bool empty() const { return m_chunks.empty(); }
    [[nodiscard]] const_iterator begin() const { return {m_chunks.data(), 0}; }
    [[nodiscard]] const_iterator end() const { return {m_chunks.data() + m_chunks.size(), 0}; }
    /// REQUIRES: index < size().
    [[nodiscard]] const T& operator[](std::size_t index) const
    {
        const std::size_t chunk = chunkOf(index);
        return (*m_chunks[chunk])[index - beginOf(chunk)];
    }
    [[nodiscard]] const T& front() const { return m_chunks.front()->front(); }
    [[nodiscard]] const T& back() const { return m_chunks.back()->back(); }

    /// The item, to be changed. REQUIRES: index < size(). The reference holds until the list is copied or changed.
    [[nodiscard]] T& edit(std::size_t index)
    {
        const std::size_t chunk = chunkOf(index);
        return own(chunk)[index - beginOf(chunk)];
    }
    void push_back(T item)
    {
        if (m_chunks.empty() || m_chunks.back()->size() >= chunkSize) {
            m_chunks.push_back(std::make_shared<Chunk>());
            m_ends.push_back(size());
        }
        own(m_chunks.size() - 1).push_back(std::move(item));
        ++m_ends.back();
    }
    template <std::ranges::input_range Items>
    void append(Items&& items)
    {
        for (auto&& item : items) {
            if constexpr (std::is_lvalue_reference_v<Items>)
                push_back(item);
            else
                push_back(std::move(item));
        }
    }
    void clear()
    {
        m_chunks.clear();
        m_ends.clear();
    }
    /// Removes what `isGone` says, which is asked once for each item, in their order.
    template <typename Test>
    std::size_t eraseIf(const Test& isGone)
    {
        const std::size_t before = size();
        std::vector<std::shared_ptr<Chunk>> kept;
        kept.reserve(m_chunks.size());
        std::vector<bool> gone;
        for (std::size_t c = 0; c < m_chunks.size(); ++c) {
            const Chunk& chunk = *m_chunks[c];
            gone.assign(chunk.size(), false);
            bool any = false;
            for (std::size_t i = 0; i < chunk.size(); ++i) {
                gone[i] = isGone(chunk[i]);
                any = any || gone[i];
            }
            if (!any) {
                kept.push_back(m_chunks[c]);
                continue;
            }
            auto left = std::make_shared<Chunk>();
            for (std::size_t i = 0; i < chunk.size(); ++i)
                if (!gone[i])
                    left->push_back(chunk[i]);
            if (!left->empty())
                kept.push_back(std::move(left));
        }
        m_chunks.clear();
        for (auto& chunk : kept) // small neighbours become one, or a list that shrinks would be all chunks
            if (!m_chunks.empty() && m_chunks.back()->size() + chunk->size() <= chunkSize / 2) {
                Chunk& last = own(m_chunks.size() - 1);
                last.insert(last.end(), chunk->begin(), chunk->end());
            } else {
                m_chunks.push_back(std::move(chunk));
            }
        m_ends.clear();
        for (const auto& chunk : m_chunks)
            m_ends.push_back(size() + chunk->size());
        return before - size();
    }

    [[nodiscard]] bool operator==(const SharedList& other) const
    {
        if (size() != other.size())
            return false;
        if (m_ends != other.m_ends)
            return std::equal(begin(), end(), other.begin());
        for (std::size_t c = 0; c < m_chunks.size(); ++c)
            if (m_chunks[c] != other.m_chunks[c] && *m_chunks[c] != *other.m_chunks[c])
                return false;
        return true;
    }

    /// Calls `each` with a span of the items of every chunk that `other` does not have.
    template <typename Each>
    void forEachNotIn(const SharedList& other, const Each& each) const
    {
        std::vector<const Chunk*> theirs;
        theirs.reserve(other.m_chunks.size());
        for (const auto& chunk : other.m_chunks)
            theirs.push_back(chunk.get());
        std::ranges::sort(theirs);
        for (const auto& chunk : m_chunks)
            if (!std::ranges::binary_search(theirs, chunk.get()))
                each(std::span<const T>(*chunk));
    }

private:
    [[nodiscard]] std::size_t chunkOf(std::size_t index) const { return static_cast<std::size_t>(std::ranges::upper_bound(m_ends, index) - m_ends.begin()); }
    [[nodiscard]] std::size_t beginOf(std::size_t chunk) const { return chunk == 0 ? 0 : m_ends[chunk - 1]; }
    /// The chunk, which is this list's alone from now on.
    Chunk& own(std::size_t chunk)
    {
        std::shared_ptr<Chunk>& shared = m_chunks[chunk];
        if (shared.use_count() != 1)
            shared = std::make_shared<Chunk>(*shared);
        else
            std::atomic_thread_fence(std::memory_order_acquire); // what the last other holder read, it has read before
        return *shared;
    }

    std::vector<std::shared_ptr<Chunk>> m_chunks; ///< none is empty
    std::vector<std::size_t> m_ends;              ///< of each chunk: how many items there are up to its end
};

} // namespace tensorgraft
