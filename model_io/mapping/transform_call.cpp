#include "model_io/mapping/transform_call.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tensorgraft::transforms {
namespace {

constexpr std::size_t maxArguments = 128;

} // namespace

Error at(std::size_t column, std::string message, std::string hint)
{
    return makeError(ErrorCode::Usage, "column " + std::to_string(column) + " of the transform: " + std::move(message))
        .advise(std::move(hint));
}

Result<Call> readCall(std::string_view text, std::size_t base)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    std::size_t begin = 0, end = text.size();
    while (begin < end && blank(text[begin]))
        ++begin;
    while (end > begin && blank(text[end - 1]))
        --end;
    Call call;
    call.column = base + begin + 1;
    if (begin == end)
        return fail(at(call.column, "a step is missing", "Steps are joined by one '|', as in reshape(4,-1)|transpose(1,0)"));
    const std::size_t open = text.find('(', begin);
    std::size_t nameEnd = std::min(open, end);
    if (open != std::string_view::npos) {
        call.hasParentheses = true;
        if (text[end - 1] != ')')
            return fail(at(base + end, "')' is missing after the arguments of '" + std::string(text.substr(begin, open - begin)) + "'"));
        std::size_t from = open + 1;
        const std::size_t last = end - 1;
        bool any = false;
        for (std::size_t i = from; i < last; ++i)
            any = any || !blank(text[i]);
        while (any) {
            const std::size_t comma = std::min(text.find(',', from), last);
            std::size_t a = from, b = comma;
            while (a < b && blank(text[a]))
                ++a;
            while (b > a && blank(text[b - 1]))
                --b;
            if (a == b)
                return fail(at(base + from + 1, "an argument is missing"));
            if (call.arguments.size() == maxArguments)
                return fail(at(base + a + 1, "too many arguments"));
            call.arguments.push_back({text.substr(a, b - a), base + a + 1});
            if (comma == last)
                break;
            from = comma + 1;
        }
    }
    while (nameEnd > begin && blank(text[nameEnd - 1]))
        --nameEnd;
    call.name = text.substr(begin, nameEnd - begin);
    if (call.name.empty())
        return fail(at(call.column, "the name of a step is missing"));
    return call;
}

Result<std::int64_t> integerOf(const Argument& argument)
{
    std::int64_t value = 0;
    const char* end = argument.text.data() + argument.text.size();
    const auto [stopped, error] = std::from_chars(argument.text.data(), end, value);
    if (error != std::errc{} || stopped != end)
        return fail(at(argument.column, "'" + std::string(argument.text) + "' is no whole number"));
    return value;
}

Result<double> numberOf(const Argument& argument)
{
    double value = 0;
    const char* end = argument.text.data() + argument.text.size();
    const auto [stopped, error] = std::from_chars(argument.text.data(), end, value);
    if (error != std::errc{} || stopped != end || !std::isfinite(value))
        return fail(at(argument.column, "'" + std::string(argument.text) + "' is no number"));
    return value;
}

Result<std::vector<std::int64_t>> integersOf(const Call& call)
{
    std::vector<std::int64_t> values;
    for (const Argument& argument : call.arguments) {
        auto value = integerOf(argument);
        if (!value)
            return fail(std::move(value.error()));
        values.push_back(*value);
    }
    return values;
}

Result<void> expectCount(const Call& call, std::size_t least, std::size_t most, std::string_view usage)
{
    if (call.arguments.size() >= least && call.arguments.size() <= most)
        return {};
    return fail(at(call.column, "'" + std::string(call.name) + "' has " + std::to_string(call.arguments.size()) + " arguments",
                   "Write it as " + std::string(usage)));
}

} // namespace tensorgraft::transforms
