#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tensorgraft {

enum class ErrorCode : std::uint8_t {
    NotThisFormat, ///< the bytes are not of this format at all; another reader may know them
    Corrupt,       ///< of this format, but damaged or inconsistent
    Unsupported,   ///< valid, but a feature this program does not handle
    Io,            ///< the operating system refused: missing, no permission, disk full, shrunk underneath
    Mismatch,      ///< valid inputs that do not fit each other
    Cancelled,     ///< the person stopped it; never shown as a failure
    Usage,         ///< an argument or document that makes no sense
};
[[nodiscard]] std::string_view errorCodeName(ErrorCode code);

/// What went wrong, where, and what the person can do. Texts are English, for logs and --json; `ui` translates by code.
struct Error {
    ErrorCode code = ErrorCode::Corrupt;
    std::filesystem::path file;          ///< empty where no file is concerned
    std::string tensor;                  ///< empty where no tensor is concerned
    std::optional<std::uint64_t> offset; ///< bytes from the start of `file`
    std::string message;                 ///< one sentence: what is wrong
    std::string expected, found;         ///< empty where the message says it all
    std::string hint;                    ///< what the person can do

    /// "model.h5: at byte 96: ... (expected ..., found ...). Hint."
    [[nodiscard]] std::string toString() const;

    Error&& at(std::filesystem::path path) && { file = std::move(path); return std::move(*this); }
    Error&& at(std::uint64_t byteOffset) && { offset = byteOffset; return std::move(*this); }
    Error&& of(std::string tensorName) && { tensor = std::move(tensorName); return std::move(*this); }
    Error&& wanted(std::string text) && { expected = std::move(text); return std::move(*this); }
    Error&& got(std::string text) && { found = std::move(text); return std::move(*this); }
    Error&& advise(std::string text) && { hint = std::move(text); return std::move(*this); }
};

template <typename T>
using Result = tl::expected<T, Error>;
using Failure = tl::unexpected<Error>;

[[nodiscard]] inline Error makeError(ErrorCode code, std::string message)
{
    Error e;
    e.code = code;
    e.message = std::move(message);
    return e;
}
/// `return fail(makeError(...).at(path));` converts to any Result<T>.
[[nodiscard]] inline Failure fail(Error error) { return Failure(std::move(error)); }
[[nodiscard]] inline Failure fail(ErrorCode code, std::string message) { return Failure(makeError(code, std::move(message))); }
/// Io error out of errno, with a hint for the common cases. `doing` completes "cannot ...", e.g. "open the file".
[[nodiscard]] Error ioError(int errnoValue, std::string_view doing, std::filesystem::path file);
[[nodiscard]] inline Failure cancelled() { return Failure(makeError(ErrorCode::Cancelled, "cancelled")); }

} // namespace tensorgraft
