#pragma once

#include "model_io/formats/stored_model_file.h"
#include "tests/support/test_paths.h"

#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace tensorgraft::test {

/// A model of tensors in memory, strided where asked.
class ModelBuilder {
public:
    template <typename T>
    ModelBuilder& add(std::string name, DType type, Shape shape, const std::vector<T>& values, std::vector<std::int64_t> strides = {})
    {
        TensorInfo info;
        info.name = std::move(name);
        info.dtype = type;
        info.sizeBytes = shape.elementCount() * itemSizeBytes(type);
        info.shape = std::move(shape);
        std::vector<std::byte> bytes(values.size() * sizeof(T));
        if (!bytes.empty())
            std::memcpy(bytes.data(), values.data(), bytes.size());
        TensorStorage storage;
        storage.source = std::make_shared<MemorySource>(std::move(bytes));
        storage.strides = std::move(strides);
        m_tensors.push_back(std::move(info));
        m_storages.push_back(std::move(storage));
        return *this;
    }
    [[nodiscard]] std::shared_ptr<const ModelFile> build()
    {
        return std::make_shared<StoredModelFile>("memory.bin", "test", std::move(m_tensors), std::move(m_storages), Metadata(),
                                                 std::vector<std::filesystem::path>{"memory.bin"});
    }

private:
    std::vector<TensorInfo> m_tensors;
    std::vector<TensorStorage> m_storages;
};

template <typename T>
std::vector<T> readArray(const std::filesystem::path& path)
{
    const std::string bytes = readFile(path);
    std::vector<T> values(bytes.size() / sizeof(T));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
    return values;
}

} // namespace tensorgraft::test
