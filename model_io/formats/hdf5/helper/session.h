#pragma once

#include "model_io/core/error.h"
#include "model_io/formats/hdf5/helper/handle.h"
#include "model_io/formats/hdf5/wire.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace tensorgraft::hdf5 {

/// Serves the requests of helper_protocol.h with libhdf5. One file at a time, one thread.
class Session {
public:
    /// `tell` hears how far a request is that takes long; as TellFn.
    explicit Session(std::function<void(std::uint64_t visited, double share)> tell) : m_tell(std::move(tell)) {}
    /// The payload of the reply, after its status.
    [[nodiscard]] Result<std::vector<std::byte>> handle(std::span<const std::byte> request);

private:
    using Bytes = Result<std::vector<std::byte>>;
    Bytes openFile(WireReader& in);
    Bytes read(WireReader& in);
    Bytes editFile(WireReader& in);
    Bytes replaceType(WireReader& in);
    Bytes write(WireReader& in);
    Bytes createFile(WireReader& in);
    Bytes closeFile();
    std::function<void(std::uint64_t, double)> m_tell;
    Handle m_file;
    std::map<std::string, Handle> m_datasets; ///< kept open while they are written
};

} // namespace tensorgraft::hdf5
