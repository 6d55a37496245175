// Runs the matcher on pair files of the matching benchmark, for its scorer:
//   match_pairs PAIRS_DIR RESULTS_DIR
// Reads `source`, `target` and their formats only, never the answer.

#include "pair_file.h"

#include "model_io/mapping/matcher.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace tensorgraft;

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: match_pairs PAIRS_DIR RESULTS_DIR\n");
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    double totalMs = 0;
    for (const auto& file : files) {
        const test::PairFile pair = test::loadPair(file);
        const auto begin = std::chrono::steady_clock::now();
        const auto result = matchModels(pair.sourceOutline(), pair.targetOutline());
        const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
        totalMs += ms;
        if (!result) {
            std::fprintf(stderr, "%s: %s\n", file.c_str(), result.error().toString().c_str());
            return 3;
        }
        nlohmann::json out;
        out["refusal"] = result->refusal;
        out["matches"] = nlohmann::json::array();
        for (const Match& match : result->matches) {
            nlohmann::json sources = nlohmann::json::array();
            for (std::size_t s : match.sources)
                sources.push_back(pair.source[s].name);
            out["matches"].push_back({{"target", pair.target[match.target].name}, {"source", sources},
                                      {"transform", match.transform}, {"confidence", match.confidence},
                                      {"reason", match.reason}});
        }
        std::ofstream(std::filesystem::path(argv[2]) / file.filename()) << out.dump(1);
        std::printf("%-50s %8.2f ms  %5zu of %zu targets  %s\n", file.stem().c_str(), ms, result->matches.size(),
                    pair.target.size(), result->refusal.c_str());
    }
    std::printf("%-50s %8.2f ms\n", "together", totalMs);
    return 0;
}
