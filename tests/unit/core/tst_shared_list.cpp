#include "model_io/core/shared_list.h"

#include <gtest/gtest.h>
#include <memory>
#include <numeric>
#include <string>

namespace tensorgraft {
namespace {

SharedList<int> counted(int count)
{
    std::vector<int> items(static_cast<std::size_t>(count));
    std::iota(items.begin(), items.end(), 0);
    return items;
}

std::vector<int> itemsOf(const SharedList<int>& list) { return {list.begin(), list.end()}; }

std::size_t notShared(const SharedList<int>& list, const SharedList<int>& other)
{
    std::size_t items = 0;
    list.forEachNotIn(other, [&](std::span<const int> chunk) { items += chunk.size(); });
    return items;
}

} // namespace

TEST(SharedList, IsAList)
{
    SharedList<std::string> list{"a", "b"};
    list.push_back("c");
    list.append(std::vector<std::string>{"d", "e"});
    EXPECT_EQ(list.size(), 5U);
    EXPECT_EQ(list.front() + list[1] + list[2] + list[3] + list.back(), "abcde");
    list.edit(1) = "B";
    EXPECT_EQ(list, (SharedList<std::string>{"a", "B", "c", "d", "e"}));
    EXPECT_NE(list, (SharedList<std::string>{"a", "b", "c", "d", "e"}));
    list.clear();
    EXPECT_TRUE(list.empty() && list.begin() == list.end() && list == SharedList<std::string>());
}

TEST(SharedList, HoldsManyInTheirOrder)
{
    const SharedList<int> list = counted(10'000);
    std::vector<int> expected(10'000);
    std::iota(expected.begin(), expected.end(), 0);
    EXPECT_EQ(itemsOf(list), expected);
    for (const std::size_t i : {0U, 255U, 256U, 257U, 5000U, 9999U})
        EXPECT_EQ(list[i], static_cast<int>(i));
}

TEST(SharedList, CopiesAreIndependentAndShareTheRest)
{
    const SharedList<int> before = counted(10'000);
    SharedList<int> after = before;
    EXPECT_EQ(notShared(before, after), 0U);
    after.edit(3000) = -1;
    after.edit(3001) = -2;
    after.push_back(7);
    EXPECT_EQ(before[3000], 3000);
    EXPECT_EQ(after[3000], -1);
    EXPECT_EQ(before.size(), 10'000U);
    EXPECT_EQ(after.size(), 10'001U);
    EXPECT_LE(notShared(before, after), 2 * SharedList<int>::chunkSize);
    EXPECT_GE(notShared(before, after), 2U);
    EXPECT_NE(before, after);
}

TEST(SharedList, RemovesWhatIsAskedForOnce)
{
    const SharedList<int> before = counted(10'000);
    SharedList<int> after = before;
    std::vector<int> asked;
    EXPECT_EQ(after.eraseIf([&](int item) {
        asked.push_back(item);
        return item == 0 || item == 5000;
    }), 2U);
    EXPECT_EQ(asked, itemsOf(before));
    EXPECT_EQ(after.size(), 9'998U);
    EXPECT_EQ(after[0], 1);
    EXPECT_EQ(after[4998], 4999);
    EXPECT_EQ(after[4999], 5001);
    EXPECT_EQ(after.back(), 9999);
    EXPECT_LE(notShared(after, before), 2 * SharedList<int>::chunkSize);
    after.eraseIf([](int item) { return item % 100 != 0; });
    EXPECT_EQ(after.size(), 98U);
    EXPECT_EQ(itemsOf(after), itemsOf([&] {
                  SharedList<int> other;
                  for (const int item : before)
                      if (item % 100 == 0 && item != 0 && item != 5000)
                          other.push_back(item);
                  return other;
              }()));
    std::size_t chunks = 0;
    after.forEachNotIn({}, [&](std::span<const int>) { ++chunks; });
    EXPECT_LE(chunks, 3U); // not one for each few items
    after.eraseIf([](int) { return true; });
    EXPECT_TRUE(after.empty());
    EXPECT_EQ(before.size(), 10'000U);
}

TEST(SharedList, EqualityDoesNotGoByTheChunks)
{
    SharedList<int> cut = counted(1000), pushed;
    cut.eraseIf([](int item) { return item < 100; });
    for (int i = 100; i < 1000; ++i)
        pushed.push_back(i);
    EXPECT_EQ(cut, pushed);
    pushed.edit(899) = 0;
    EXPECT_NE(cut, pushed);
}

} // namespace tensorgraft
