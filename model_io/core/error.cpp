#include "model_io/core/error.h"

#include <cerrno>
#include <cstring>

namespace tensorgraft {

std::string_view errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotThisFormat: return "NotThisFormat";
    case ErrorCode::Corrupt: return "Corrupt";
    case ErrorCode::Unsupported: return "Unsupported";
    case ErrorCode::Io: return "Io";
    case ErrorCode::Mismatch: return "Mismatch";
    case ErrorCode::Cancelled: return "Cancelled";
    case ErrorCode::Usage: return "Usage";
    }
    return "Unknown";
}

std::string Error::toString() const
{
    std::string text;
    if (!file.empty())
        text += file.string() + ": ";
    if (!tensor.empty())
        text += "tensor '" + tensor + "': ";
    if (offset)
        text += "at byte " + std::to_string(*offset) + ": ";
    text += message;
    if (!expected.empty() || !found.empty()) {
        text += " (";
        if (!expected.empty())
            text += "expected " + expected;
        if (!found.empty())
            text += std::string(expected.empty() ? "" : ", ") + "found " + found;
        text += ")";
    }
    if (!hint.empty())
        text += ". " + hint;
    return text;
}

Error ioError(int errnoValue, std::string_view doing, std::filesystem::path file)
{
    Error e = makeError(ErrorCode::Io, "cannot " + std::string(doing) + ": " + std::strerror(errnoValue));
    e.file = std::move(file);
    switch (errnoValue) {
    case ENOENT: e.hint = "Check the path; the file may have been moved or renamed"; break;
    case EACCES:
    case EPERM: e.hint = "Check the permissions of the file and of its folder"; break;
    case ENOSPC:
    case EDQUOT: e.hint = "Free some space on that disk or choose another place"; break;
    case EISDIR: e.hint = "This is a folder; choose a file in it"; break;
    case EROFS: e.hint = "That file system is read-only; choose another place"; break;
    case EMFILE:
    case ENFILE: e.hint = "Too many files are open; raise the limit (ulimit -n)"; break;
    case EIO: e.hint = "The disk reported an error; copy the file elsewhere and check the disk"; break;
    default: break;
    }
    return e;
}

} // namespace tensorgraft
