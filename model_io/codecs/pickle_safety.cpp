#include "model_io/codecs/pickle_safety.h"

#include <algorithm>
#include <cctype>

namespace tensorgraft::pickle {
namespace {

bool isDangerous(const std::string& module, const std::string& name)
{
    static constexpr std::string_view modules[] = {"os", "posix", "nt", "subprocess", "sys", "shutil", "socket", "pty",
                                                   "commands", "runpy", "importlib", "ctypes", "webbrowser"};
    static constexpr std::string_view builtins[] = {"eval", "exec", "execfile", "compile", "__import__", "open", "getattr"};
    if (module == "builtins" || module == "__builtin__")
        return std::find(std::begin(builtins), std::end(builtins), name) != std::end(builtins);
    const std::string_view top = std::string_view(module).substr(0, module.find('.'));
    return std::find(std::begin(modules), std::end(modules), top) != std::end(modules);
}

/// Names come from the file and go to a terminal.
std::string printable(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](unsigned char c) { return !std::isprint(c); }, '?');
    return text;
}

} // namespace

std::vector<Error> dangerousCalls(const Document& document, const std::filesystem::path& path)
{
    std::vector<Error> warnings;
    for (const auto& [module, name] : document.globals)
        if (isDangerous(module, name))
            warnings.push_back(makeError(ErrorCode::Unsupported, "the pickle calls " + printable(module + "." + name) + "; it was not executed")
                                   .at(path)
                                   .advise("Do not load this file with Python unless you know who made it"));
    return warnings;
}

Error nothingButCalls(const std::vector<Error>& warnings)
{
    Error error = warnings.front();
    error.message += ", and the file holds no tensor";
    return error;
}

} // namespace tensorgraft::pickle
