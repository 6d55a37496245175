#pragma once

#include "model_io/codecs/byte_source.h"
#include "model_io/core/error.h"
#include "model_io/core/open_progress.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tensorgraft::pickle {

struct Value;
/// Values live in the Document's arena; sharing and cycles of the stream are kept as shared pointers into it.
using Ref = const Value*;

/// Text or bytes of the stream. Short ones are decoded; long ones also know their place in the file so that array
/// data is never copied on opening.
struct Bytes {
    std::string data;            ///< decoded; empty for a long run that is only referred to (then `length` tells)
    std::uint64_t offset = 0;    ///< of the first stored byte, from the start of the source
    std::uint64_t length = 0;    ///< stored bytes
    bool isText = false;         ///< a str (UTF-8) rather than bytes; BINSTRING of Python 2 counts as bytes
    bool raw = true;             ///< stored bytes are the value; false for escaped protocol 0 strings (then `data` is set)
    bool reused = false;         ///< the stream refers to this one value more than once
    std::uint8_t opcode = 0;     ///< that stored it: 'T', 'U', 'S', 'X', 'B', 'C', ...
    std::uint64_t opcodeOffset = 0, endOffset = 0; ///< of the opcode and just past its argument
};
struct Global {
    std::string module, name;
};
/// A class or function applied to arguments and whatever state was set afterwards: never executed, only described.
struct Object {
    Ref callable = nullptr; ///< Global (REDUCE, INST, OBJ, NEWOBJ, ...)
    Ref args = nullptr;     ///< Tuple
    Ref state = nullptr;    ///< of BUILD; nullptr where there was none
    std::vector<std::pair<Ref, Ref>> items; ///< SETITEMS on the object (OrderedDict, defaultdict)
    std::vector<Ref> appended;              ///< APPENDS on the object
    Ref keywords = nullptr;                 ///< Dict of NEWOBJ_EX
    std::uint64_t callOffset = 0;           ///< of the opcode that made it (REDUCE, ...)
    std::uint64_t buildOffset = 0;          ///< of the last BUILD; meaningful where `state` is set
    bool reused = false;                    ///< the stream refers to this one object more than once
};
struct PersistentId {
    Ref id = nullptr;
};
struct List { std::vector<Ref> items; };
struct Tuple { std::vector<Ref> items; };
struct Set { std::vector<Ref> items; };
struct Dict { std::vector<std::pair<Ref, Ref>> items; };
struct None {};
/// An integer beyond 64 bits: "-0x1f..." (lower case, no leading zeros) where stored in binary, decimal where as text.
struct BigInt { std::string decimalOrHex; };

struct Value {
    std::variant<None, bool, std::int64_t, double, BigInt, Bytes, Global, Object, PersistentId, List, Tuple, Set, Dict> v;

    template <typename T>
    [[nodiscard]] const T* as() const { return std::get_if<T>(&v); }
    /// Text of a str or bytes value whose data is decoded.
    [[nodiscard]] const std::string* text() const;
};

/// What bounds a hostile stream.
struct Limits {
    std::uint64_t maxValues = 50'000'000;     ///< objects made
    std::uint32_t maxDepthWhenWalking = 1000; ///< of containers; readers that recurse must respect it
    std::uint64_t inlineBytes = 4096;         ///< longer strings are referred to, not copied
};

struct Document {
    std::deque<Value> arena; ///< stable addresses
    Ref root = nullptr;
    std::uint64_t endOffset = 0; ///< just past STOP
    int protocol = 0;
    std::vector<std::uint64_t> frameOffsets; ///< of FRAME opcodes (9 bytes each), which carry no value
    std::vector<std::pair<std::string, std::string>> globals; ///< every (module, name) met, once each, in order
};

/// Runs one pickle (protocols 0 to 5) from `offset` of `source` on a stack machine that builds values and executes
/// nothing: globals stay names, REDUCE and its kin become Object; an EXT code becomes Global{"copyreg.extension", code}.
/// Reads through a small window and skips long strings, so that time and memory follow the number of values, not the
/// size of the source. Errors: Corrupt with the byte offset of the opcode; Unsupported for out-of-band buffers; Cancelled.
/// `expectedBytes`: of the pickle, for `progress`; 0 where only its end tells.
[[nodiscard]] Result<std::shared_ptr<const Document>> parse(const ByteSource& source, std::uint64_t offset,
                                                            const std::filesystem::path& pathForErrors,
                                                            const Limits& limits = {}, const OpenProgress& progress = {},
                                                            std::uint64_t expectedBytes = 0);

} // namespace tensorgraft::pickle
