#pragma once

#include "model_io/core/error.h"

#include <hdf5.h>
#include <string>
#include <utility>

namespace tensorgraft::hdf5 {

/// Owns one libhdf5 id of any kind.
class Handle {
public:
    Handle() = default;
    Handle(hid_t id) : m_id(id) {}
    Handle(Handle&& other) noexcept : m_id(std::exchange(other.m_id, H5I_INVALID_HID)) {}
    Handle& operator=(Handle&& other) noexcept
    {
        std::swap(m_id, other.m_id);
        return *this;
    }
    ~Handle()
    {
        if (m_id >= 0)
            H5Idec_ref(m_id);
    }
    operator hid_t() const { return m_id; }
    [[nodiscard]] bool ok() const { return m_id >= 0; }

private:
    hid_t m_id = H5I_INVALID_HID;
};

/// The most specific message on libhdf5's error stack, which it then clears; "" where there is none.
[[nodiscard]] inline std::string takeHdf5Message()
{
    std::string text;
    H5Ewalk2(
        H5E_DEFAULT, H5E_WALK_UPWARD,
        [](unsigned n, const H5E_error2_t* e, void* data) -> herr_t {
            if (n == 0 && e->desc)
                *static_cast<std::string*>(data) = e->desc;
            return 0;
        },
        &text);
    H5Eclear2(H5E_DEFAULT);
    return text;
}

/// Corrupt, with libhdf5's own words.
[[nodiscard]] inline Failure hdf5Failure(const std::string& what)
{
    const std::string detail = takeHdf5Message();
    return fail(makeError(ErrorCode::Corrupt, what + (detail.empty() ? "" : " (HDF5: " + detail + ")")));
}

} // namespace tensorgraft::hdf5
