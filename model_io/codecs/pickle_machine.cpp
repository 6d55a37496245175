#include "model_io/codecs/pickle_machine.h"

#include <utility>

// Opcodes as in CPython's Lib/pickletools.py, which documents each.
namespace tensorgraft::pickle {
namespace {

// How far an index may run ahead of the dense memo: Python 2 counts from 1.
constexpr std::uint64_t memoGap = 16;

} // namespace

Machine::Machine(const ByteSource& source, std::uint64_t offset, const std::filesystem::path& path,
                 const Limits& limits)
    : m_cursor(source, offset, path), m_path(path), m_limits(limits)
{
    const auto make = [this](auto value) {
        m_document->arena.push_back(Value{std::move(value)});
        return &m_document->arena.back();
    };
    m_none = make(None{});
    m_true = make(true);
    m_false = make(false);
    m_emptyTuple = make(Tuple{});
}

Failure Machine::corrupt(std::string message) const
{
    return fail(makeError(ErrorCode::Corrupt, "damaged pickle: " + std::move(message))
                    .at(m_path)
                    .at(m_opcodeOffset)
                    .advise("The file is damaged; copy or download it again."));
}

Failure Machine::tooManyValues() const
{
    return fail(makeError(ErrorCode::Unsupported, "the pickle holds too many values")
                    .at(m_path)
                    .at(m_opcodeOffset)
                    .wanted("at most " + std::to_string(m_limits.maxValues)));
}

Result<std::shared_ptr<const Document>> Machine::run(const OpenProgress& progress, std::uint64_t expectedBytes)
{
    const std::uint64_t begin = m_cursor.position();
    std::uint64_t steps = 0;
    bool stopped = false;
    while (!stopped) {
        m_opcodeOffset = m_cursor.position();
        if (steps++ % 64 == 0 && !progress.report(OpenStep::Parsing, m_opcodeOffset - begin, expectedBytes))
            return cancelled();
        auto opcode = m_cursor.takeByte();
        if (!opcode)
            return tl::unexpected(std::move(opcode.error()));
        if (auto ok = step(*opcode, stopped); !ok)
            return tl::unexpected(std::move(ok.error()));
    }
    m_document->endOffset = m_cursor.position();
    return std::shared_ptr<const Document>(std::move(m_document));
}

Result<void> Machine::step(std::uint8_t opcode, bool& stopped)
{
    if (opcode == '.') {
        auto root = pop();
        if (!root)
            return tl::unexpected(std::move(root.error()));
        m_document->root = *root;
        stopped = true;
        return {};
    }
    for (auto group : {&Machine::memoAndStack, &Machine::text, &Machine::number, &Machine::container,
                       &Machine::object}) {
        bool known = true;
        auto ok = (this->*group)(opcode, known);
        if (known)
            return ok;
    }
    return corrupt("unknown opcode " + std::to_string(opcode));
}

Result<void> Machine::pushShared(Value* value)
{
    m_stack.push_back(value);
    return {};
}

Result<Value*> Machine::pop()
{
    if (m_stack.size() <= fence())
        return corrupt("the stack is empty");
    Value* value = m_stack.back();
    m_stack.pop_back();
    return value;
}

Result<Value*> Machine::top()
{
    if (m_stack.size() <= fence())
        return corrupt("the stack is empty");
    return m_stack.back();
}

Result<std::vector<Ref>> Machine::popMark()
{
    if (m_marks.empty())
        return corrupt("there is no mark on the stack");
    const auto from = static_cast<std::ptrdiff_t>(m_marks.back());
    std::vector<Ref> values(m_stack.begin() + from, m_stack.end());
    m_stack.resize(m_marks.back());
    m_marks.pop_back();
    return values;
}

Result<std::vector<Ref>> Machine::popCount(std::size_t count)
{
    if (m_stack.size() - fence() < count)
        return corrupt("the stack is empty");
    std::vector<Ref> values(m_stack.end() - static_cast<std::ptrdiff_t>(count), m_stack.end());
    m_stack.resize(m_stack.size() - count);
    return values;
}

Result<std::uint64_t> Machine::indexLine()
{
    auto line = m_cursor.takeLine(64);
    if (!line)
        return tl::unexpected(std::move(line.error()));
    std::uint64_t index = 0;
    for (char c : *line) {
        if (c < '0' || c > '9' || index > (std::uint64_t{1} << 40))
            return corrupt("a memo index is no number");
        index = index * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (line->empty())
        return corrupt("a memo index is no number");
    return index;
}

Result<void> Machine::remember(std::uint64_t index)
{
    auto value = top();
    if (!value)
        return tl::unexpected(std::move(value.error()));
    Value** place = nullptr;
    if (index < m_memo.size() + memoGap) {
        if (index >= m_memo.size())
            m_memo.resize(static_cast<std::size_t>(index) + 1);
        place = &m_memo[static_cast<std::size_t>(index)];
        if (auto it = m_sparseMemo.find(index); it != m_sparseMemo.end()) {
            *place = it->second;
            m_sparseMemo.erase(it);
        }
    } else {
        place = &m_sparseMemo[index];
    }
    if (!*place)
        ++m_memoCount;
    *place = *value;
    return {};
}

Result<void> Machine::recall(std::uint64_t index)
{
    Value* value = index < m_memo.size() ? m_memo[static_cast<std::size_t>(index)] : nullptr;
    if (!value)
        if (auto it = m_sparseMemo.find(index); it != m_sparseMemo.end())
            value = it->second;
    if (!value)
        return corrupt("memo " + std::to_string(index) + " was never stored");
    if (auto* bytes = std::get_if<Bytes>(&value->v))
        bytes->reused = true;
    else if (auto* object = std::get_if<Object>(&value->v))
        object->reused = true;
    return pushShared(value);
}

Result<void> Machine::memoAndStack(std::uint8_t opcode, bool& known)
{
    const auto withIndex = [this](std::size_t bytes, auto action) -> Done {
        auto index = bytes ? m_cursor.takeUnsigned(bytes) : indexLine();
        return index ? (this->*action)(*index) : Done(tl::unexpected(std::move(index.error())));
    };
    switch (opcode) {
    case '(': m_marks.push_back(m_stack.size()); return {};
    case '0': // CPython: POP of a bare mark removes the mark
        if (!m_marks.empty() && m_marks.back() == m_stack.size()) {
            m_marks.pop_back();
            return {};
        }
        if (auto value = pop(); !value)
            return tl::unexpected(std::move(value.error()));
        return {};
    case '1':
        if (auto values = popMark(); !values)
            return tl::unexpected(std::move(values.error()));
        return {};
    case '2': {
        auto value = top();
        if (!value)
            return tl::unexpected(std::move(value.error()));
        if (auto* bytes = std::get_if<Bytes>(&(*value)->v))
            bytes->reused = true;
        else if (auto* object = std::get_if<Object>(&(*value)->v))
            object->reused = true;
        return pushShared(*value);
    }
    case 'p': return withIndex(0, &Machine::remember);
    case 'q': return withIndex(1, &Machine::remember);
    case 'r': return withIndex(4, &Machine::remember);
    case 0x94: return remember(m_memoCount);
    case 'g': return withIndex(0, &Machine::recall);
    case 'h': return withIndex(1, &Machine::recall);
    case 'j': return withIndex(4, &Machine::recall);
    case 0x80: { // PROTO
        auto version = m_cursor.takeByte();
        if (!version)
            return tl::unexpected(std::move(version.error()));
        if (*version > 5)
            return fail(makeError(ErrorCode::Unsupported, "unknown pickle protocol")
                            .at(m_path)
                            .at(m_opcodeOffset)
                            .wanted("0 to 5")
                            .got(std::to_string(*version)));
        m_document->protocol = *version;
        return {};
    }
    case 0x95: { // FRAME: a hint for buffering
        auto length = m_cursor.takeUnsigned(8);
        if (!length)
            return tl::unexpected(std::move(length.error()));
        if (*length > m_cursor.remaining())
            return corrupt("a frame passes the end of the data");
        m_document->frameOffsets.push_back(m_opcodeOffset);
        return {};
    }
    case 0x97: case 0x98: // NEXT_BUFFER, READONLY_BUFFER
        return fail(makeError(ErrorCode::Unsupported, "the pickle keeps its data in buffers outside the file")
                        .at(m_path)
                        .at(m_opcodeOffset)
                        .advise("Save it again without buffer_callback."));
    default: known = false; return {};
    }
}

Result<void> Machine::addItems(const std::vector<Ref>& flat)
{
    auto target = top();
    if (!target)
        return tl::unexpected(std::move(target.error()));
    if (flat.size() % 2 != 0)
        return corrupt("a key has no value");
    auto* dict = std::get_if<Dict>(&(*target)->v);
    auto* object = std::get_if<Object>(&(*target)->v);
    if (!dict && !object)
        return corrupt("items are set on something that is no dictionary");
    auto& items = dict ? dict->items : object->items;
    for (std::size_t i = 0; i < flat.size(); i += 2)
        items.emplace_back(flat[i], flat[i + 1]);
    return {};
}

Result<void> Machine::appendItems(const std::vector<Ref>& values)
{
    auto target = top();
    if (!target)
        return tl::unexpected(std::move(target.error()));
    std::vector<Ref>* items = nullptr;
    if (auto* list = std::get_if<List>(&(*target)->v))
        items = &list->items;
    else if (auto* set = std::get_if<Set>(&(*target)->v))
        items = &set->items;
    else if (auto* object = std::get_if<Object>(&(*target)->v))
        items = &object->appended;
    else
        return corrupt("values are appended to something that is no list");
    items->insert(items->end(), values.begin(), values.end());
    return {};
}

Result<void> Machine::container(std::uint8_t opcode, bool& known)
{
    const auto withMark = [this](auto use) -> Done {
        auto values = popMark();
        return values ? use(std::move(*values)) : Done(tl::unexpected(std::move(values.error())));
    };
    const auto withCount = [this](std::size_t count, auto use) -> Done {
        auto values = popCount(count);
        return values ? use(std::move(*values)) : Done(tl::unexpected(std::move(values.error())));
    };
    const auto toTuple = [this](std::vector<Ref> values) -> Done {
        return values.empty() ? pushShared(m_emptyTuple) : push(Tuple{std::move(values)});
    };
    const auto add = [this](const std::vector<Ref>& values) { return addItems(values); };
    const auto append = [this](const std::vector<Ref>& values) { return appendItems(values); };
    switch (opcode) {
    case ')': return pushShared(m_emptyTuple);
    case 't': return withMark(toTuple);
    case 0x85: return withCount(1, toTuple);
    case 0x86: return withCount(2, toTuple);
    case 0x87: return withCount(3, toTuple);
    case ']': return push(List{});
    case 'l': return withMark([this](std::vector<Ref> values) { return push(List{std::move(values)}); });
    case '}': return push(Dict{});
    case 'd':
        return withMark([this](const std::vector<Ref>& values) -> Done {
            if (auto ok = push(Dict{}); !ok)
                return ok;
            return addItems(values);
        });
    case 0x8f: return push(Set{});
    case 0x91: return withMark([this](std::vector<Ref> values) { return push(Set{std::move(values)}); });
    case 'a': return withCount(1, append);
    case 'e': case 0x90: return withMark(append);
    case 's': return withCount(2, add);
    case 'u': return withMark(add);
    default: known = false; return {};
    }
}

Result<void> Machine::pushGlobal(std::string module, std::string name)
{
    if (m_seenGlobals.insert(module + '\n' + name).second)
        m_document->globals.emplace_back(module, name);
    return push(Global{std::move(module), std::move(name)});
}

Result<void> Machine::pushObject(Ref callable, Ref args)
{
    Object made;
    made.callable = callable;
    made.args = args;
    made.callOffset = m_opcodeOffset;
    return push(std::move(made));
}

Result<void> Machine::object(std::uint8_t opcode, bool& known)
{
    switch (opcode) {
    case 'c': case 'i': { // GLOBAL, INST
        auto module = m_cursor.takeLine(4096);
        auto name = module ? m_cursor.takeLine(4096) : module;
        if (!name)
            return tl::unexpected(std::move(name.error()));
        if (opcode == 'c')
            return pushGlobal(std::move(*module), std::move(*name));
        auto args = popMark();
        if (!args)
            return tl::unexpected(std::move(args.error()));
        if (auto ok = pushGlobal(std::move(*module), std::move(*name)); !ok)
            return ok;
        const Ref callable = m_stack.back();
        m_stack.pop_back();
        if (auto ok = push(Tuple{std::move(*args)}); !ok)
            return ok;
        const Ref tuple = m_stack.back();
        m_stack.pop_back();
        return pushObject(callable, tuple);
    }
    case 0x93: { // STACK_GLOBAL
        auto names = popCount(2);
        if (!names)
            return tl::unexpected(std::move(names.error()));
        const std::string* module = (*names)[0]->text();
        const std::string* name = (*names)[1]->text();
        if (!module || !name)
            return corrupt("the name of a class is no text");
        return pushGlobal(*module, *name);
    }
    case 0x82: case 0x83: case 0x84: { // EXT1, EXT2, EXT4
        auto code = m_cursor.takeUnsigned(opcode == 0x82 ? 1 : opcode == 0x83 ? 2 : 4);
        if (!code)
            return tl::unexpected(std::move(code.error()));
        return pushGlobal("copyreg.extension", std::to_string(*code));
    }
    case 'R': case 0x81: { // REDUCE, NEWOBJ
        auto both = popCount(2);
        if (!both)
            return tl::unexpected(std::move(both.error()));
        return pushObject((*both)[0], (*both)[1]);
    }
    case 0x92: { // NEWOBJ_EX
        auto three = popCount(3);
        if (!three)
            return tl::unexpected(std::move(three.error()));
        if (auto ok = pushObject((*three)[0], (*three)[1]); !ok)
            return ok;
        std::get<Object>(m_stack.back()->v).keywords = (*three)[2];
        return {};
    }
    case 'o': { // OBJ
        auto values = popMark();
        if (!values)
            return tl::unexpected(std::move(values.error()));
        if (values->empty())
            return corrupt("an object has no class");
        const Ref callable = values->front();
        values->erase(values->begin());
        if (auto ok = push(Tuple{std::move(*values)}); !ok)
            return ok;
        const Ref tuple = m_stack.back();
        m_stack.pop_back();
        return pushObject(callable, tuple);
    }
    case 'b': { // BUILD; on anything but an object Python would fail or ignore it
        auto state = pop();
        auto target = state ? top() : state;
        if (!target)
            return tl::unexpected(std::move(target.error()));
        if (auto* made = std::get_if<Object>(&(*target)->v)) {
            made->state = *state;
            made->buildOffset = m_opcodeOffset;
        }
        return {};
    }
    case 'P': { // PERSID
        auto line = m_cursor.takeLine(1 << 16);
        if (!line)
            return tl::unexpected(std::move(line.error()));
        Bytes id;
        id.data = std::move(*line);
        id.length = id.data.size();
        id.offset = m_opcodeOffset + 1;
        id.isText = true;
        id.opcode = opcode;
        id.opcodeOffset = m_opcodeOffset;
        id.endOffset = m_cursor.position();
        if (auto ok = push(std::move(id)); !ok)
            return ok;
        [[fallthrough]];
    }
    case 'Q': { // BINPERSID
        auto id = pop();
        if (!id)
            return tl::unexpected(std::move(id.error()));
        return push(PersistentId{*id});
    }
    default: known = false; return {};
    }
}

} // namespace tensorgraft::pickle
