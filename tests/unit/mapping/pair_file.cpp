#include "pair_file.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

namespace tensorgraft::test {
namespace {

std::vector<TensorInfo> tensors(const nlohmann::json& list)
{
    std::vector<TensorInfo> out;
    for (const auto& item : list) {
        TensorInfo info;
        info.name = item.at("name");
        info.shape = Shape(item.at("shape").get<std::vector<std::int64_t>>());
        info.dtype = dtypeFromName(item.at("dtype").get<std::string>()).value_or(DType::Float32);
        out.push_back(std::move(info));
    }
    return out;
}

} // namespace

PairFile loadPair(const std::filesystem::path& path)
{
    try {
        std::ifstream stream(path);
        const auto json = nlohmann::json::parse(stream);
        PairFile pair;
        pair.name = json.at("pair");
        pair.sourceFormat = json.at("source_format");
        pair.targetFormat = json.at("target_format");
        pair.source = tensors(json.at("source"));
        pair.target = tensors(json.at("target"));
        pair.expectReject = json.at("expect") == "reject";
        for (const auto& item : json.at("truth")) {
            PairFile::Answer answer{item.at("target"), {}};
            const auto add = [&](const nlohmann::json& way) {
                auto names = way.at("source").get<std::vector<std::string>>();
                std::sort(names.begin(), names.end());
                answer.accepted.emplace_back(std::move(names), way.value("transform", "identity"));
            };
            add(item);
            if (item.contains("alt"))
                for (const auto& way : item.at("alt"))
                    add(way);
            pair.truth.push_back(std::move(answer));
        }
        return pair;
    } catch (const std::exception& e) {
        std::cerr << path << ": " << e.what() << '\n';
        std::exit(3);
    }
}

} // namespace tensorgraft::test
