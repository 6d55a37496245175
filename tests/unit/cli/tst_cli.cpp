#include "tests/support/test_paths.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <unistd.h>

namespace tensorgraft {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

/// The files that the Python script makes, once for the whole program.
const test::TempDir& folder()
{
    static const test::TempDir dir;
    static const bool made = [] {
        const auto result = test::run(test::python() + " " + (test::sourceDir() / "tests/unit/cli/make_fixtures.py").string() + " " + dir.path().string());
        EXPECT_EQ(result.exitCode, 0) << result.output;
        return true;
    }();
    (void)made;
    return dir;
}

std::string path(const std::string& name) { return (folder() / name).string(); }

struct Outcome {
    int exitCode = -1;
    std::string out, err;
    [[nodiscard]] Json json() const { return Json::parse(out, nullptr, false); }
};

/// Runs the built program with its two streams apart.
Outcome cli(const std::string& arguments)
{
    const std::string err = path("stderr.txt");
    // run() joins the streams of the last command, which is therefore only the exit.
    const auto result = test::run("exec 2>" + err + "; " + (test::binDir() / "tensorgraft").string() + " " + arguments + "; exit $?");
    return {result.exitCode, result.output, test::readFile(err)};
}

std::size_t lineCount(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

void expectOneClearError(const Outcome& outcome, int exitCode, const std::string& mustName)
{
    EXPECT_EQ(outcome.exitCode, exitCode) << outcome.err;
    EXPECT_EQ(lineCount(outcome.err), 1u) << outcome.err;
    EXPECT_EQ(outcome.err.rfind("tensorgraft: error: ", 0), 0u) << outcome.err;
    EXPECT_NE(outcome.err.find(mustName), std::string::npos) << outcome.err;
}

TEST(Cli, HelpVersionAndUsage)
{
    const Outcome help = cli("--help");
    EXPECT_EQ(help.exitCode, 0);
    for (const std::string command : {"formats", "inspect", "show", "diff", "match", "check", "run", "convert", "import", "export"}) {
        EXPECT_NE(help.out.find(command), std::string::npos);
        const Outcome one = cli(command + " --help");
        EXPECT_EQ(one.exitCode, 0);
        EXPECT_NE(one.out.find("--json"), std::string::npos) << command;
        EXPECT_TRUE(command == "formats" || one.out.find("Examples:") != std::string::npos) << command;
    }
    EXPECT_EQ(cli("--version").exitCode, 0);
    EXPECT_EQ(cli("").exitCode, 2);
    EXPECT_EQ(cli("dance").exitCode, 2);
    EXPECT_EQ(cli("inspect").exitCode, 2);
    const Outcome json = cli("inspect --json --colour");
    EXPECT_EQ(json.exitCode, 2);
    ASSERT_TRUE(json.json().is_object()) << json.out;
    EXPECT_EQ(json.json()["error"]["code"], "Usage");
}

TEST(Cli, FormatsListsIdsAndJobs)
{
    const Outcome people = cli("formats");
    EXPECT_EQ(people.exitCode, 0);
    for (const char* id : {"keras-h5", "hdf5", "numpy-npy", "numpy-npz", "pytorch", "safetensors", "skeleton"})
        EXPECT_NE(people.out.find(id), std::string::npos) << id;
    const Json json = cli("formats --json").json();
    const auto& formats = json["formats"];
    const auto found = std::find_if(formats.begin(), formats.end(), [](const Json& f) { return f["id"] == "safetensors"; });
    ASSERT_NE(found, formats.end());
    EXPECT_EQ((*found)["read"], true);
    EXPECT_EQ((*found)["rewrite"], true);
    EXPECT_EQ((*found)["export"], true);
}

TEST(Cli, InspectGivesTheContractsFields)
{
    const Outcome outcome = cli("inspect " + path("special.safetensors") + " --json --stats --hash");
    EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
    const Json json = outcome.json();
    EXPECT_EQ(json["path"], path("special.safetensors"));
    EXPECT_EQ(json["format"], "safetensors");
    EXPECT_TRUE(json.contains("metadata"));
    ASSERT_EQ(json["tensors"].size(), 3u);
    const Json& w = json["tensors"][0];
    EXPECT_EQ(w["name"], "w");
    EXPECT_TRUE(w.contains("layer") && w.contains("kind"));
    EXPECT_EQ(w["role"], "trainable");
    EXPECT_FALSE(w.contains("alias")) << "its name says it all";
    EXPECT_EQ(w["dtype"], "float32");
    EXPECT_EQ(w["shape"], (Json{2, 3}));
    EXPECT_EQ(w["bytes"], 24);
    EXPECT_EQ(w["min"], -2);
    EXPECT_EQ(w["max"], 1);
    EXPECT_EQ(w["mean"], -0.25);
    EXPECT_EQ(w["zeros"], 2);
    EXPECT_EQ(w["nans"], 1);
    EXPECT_EQ(w["infs"], 1);
    // SHA-256 of the float32 bytes as hashlib computes it.
    const auto expected = test::run(test::python() + " -c \"import hashlib,struct;n=float('nan');i=float('inf');"
                                                     "print(hashlib.sha256(struct.pack('<6f',0,1,n,i,-2,0)).hexdigest(),end='')\"");
    EXPECT_EQ(w["sha256"], expected.output);
    EXPECT_EQ(json["tensors"][2]["sha256"], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855") << "of nothing";
    EXPECT_TRUE(json["tensors"][2]["mean"].is_null());
    EXPECT_FALSE(cli("inspect --json " + path("special.safetensors")).json()["tensors"][0].contains("min")) << "only when asked for";
}

TEST(Cli, InspectForPeople)
{
    const Outcome outcome = cli("inspect --stats " + path("source.npz"));
    EXPECT_EQ(outcome.exitCode, 0);
    EXPECT_NE(outcome.out.find("conv1/kernel  (3, 3, 3, 8)  float32"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("4 tensors, 269 elements, 1.1 kB"), std::string::npos) << outcome.out;
    EXPECT_TRUE(outcome.err.empty()) << outcome.err;
    const Outcome nasty = cli("inspect " + path("nasty.safetensors"));
    EXPECT_EQ(nasty.out.find('\x1b'), std::string::npos) << "no file commands the terminal";
    EXPECT_NE(nasty.out.find("evil\\x1b[31mname\\x0a"), std::string::npos) << nasty.out;
}

TEST(Cli, TextAndRecordsAreListedWithoutStatistics)
{
    const Outcome outcome = cli("inspect --json --stats --hash " + path("text.npz"));
    EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
    const Json tensors = outcome.json()["tensors"];
    ASSERT_EQ(tensors.size(), 3u);
    EXPECT_EQ(tensors[0]["dtype"], "string");
    EXPECT_EQ(tensors[1]["dtype"], "opaque");
    for (const std::size_t i : {0u, 1u})
        EXPECT_FALSE(tensors[i].contains("sha256") || tensors[i].contains("mean"));
    EXPECT_TRUE(tensors[2].contains("sha256") && tensors[2].contains("mean"));
}

TEST(Cli, WrongInputsGiveOneClearError)
{
    for (const std::string name : {"picture.jpg", "empty.bin", "truncated.npz", "half.h5", "huge_header.safetensors", "plain_folder", "missing.pt"}) {
        SCOPED_TRACE(name);
        expectOneClearError(cli("inspect " + path(name)), 3, name);
        const Outcome json = cli("inspect --json " + path(name));
        EXPECT_EQ(json.exitCode, 3);
        ASSERT_TRUE(json.json().is_object()) << json.out;
        const Json error = json.json()["error"];
        EXPECT_EQ(error["file"], path(name));
        EXPECT_FALSE(error["code"].get<std::string>().empty());
        EXPECT_FALSE(error["message"].get<std::string>().empty());
        EXPECT_TRUE(error.contains("hint") || error.contains("expected") || error.contains("found")) << error;
    }
    EXPECT_NE(cli("inspect " + path("picture.jpg")).err.find("JPEG"), std::string::npos);
    if (::geteuid() == 0)
        std::printf("SKIPPED: a file without permission; root reads it anyway\n");
    else
        expectOneClearError(cli("inspect " + path("secret.npz")), 3, "secret.npz");
}

TEST(Cli, PicklesAreNeverExecuted)
{
    for (const std::string name : {"attack.pkl", "attack.pt", "attack.npy"}) {
        const Outcome outcome = cli("inspect --json --stats --hash " + path(name));
        EXPECT_FALSE(outcome.json().is_discarded()) << name;
        expectOneClearError(cli("inspect " + path(name)), 3, name);
    }
    EXPECT_FALSE(fs::exists(folder() / "pwned"));
}

TEST(Cli, ShowPrintsStatisticsAndValues)
{
    const Outcome people = cli("show " + path("special.safetensors") + " w");
    EXPECT_EQ(people.exitCode, 0);
    EXPECT_NE(people.out.find("values[:2,:3]"), std::string::npos) << people.out;
    EXPECT_NE(people.out.find("nan"), std::string::npos);
    const Json json = cli("show --json --slice '[1,1:]' " + path("special.safetensors") + " w").json();
    EXPECT_EQ(json["slicedShape"], (Json{2}));
    EXPECT_EQ(json["firstValues"], (Json{-2, 0}));
    for (const auto& [slice, shape] : std::map<std::string, Json>{
             {"[0,:,1:3]", {3, 2, 8}}, {"...,::3", {3, 3, 3, 3}}, {"[-1]", {3, 3, 8}}, {":,:,:,-2:", {3, 3, 3, 2}}, {"5:9", {0, 3, 3, 8}}})
        EXPECT_EQ(cli("show --json --slice '" + slice + "' " + path("source.npz") + " conv1/kernel").json()["slicedShape"], shape) << slice;
    for (const std::string wrong : {"[3]", "[0", "a", "1:2:3:4", "::0", "0,0,0,0,0", "...,..."})
        expectOneClearError(cli("show --slice '" + wrong + "' " + path("source.npz") + " conv1/kernel"), 2, "slice");
    expectOneClearError(cli("show " + path("source.npz") + " conv9/kernel"), 3, "conv9/kernel");
}

TEST(Cli, ShowWritesPictures)
{
    const auto size = [](const std::string& file) { // IHDR
        const std::string png = test::readFile(file);
        EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n");
        const auto number = [&](std::size_t at) {
            std::uint32_t value = 0;
            for (std::size_t i = 0; i < 4; ++i)
                value = value << 8 | static_cast<unsigned char>(png[at + i]);
            return value;
        };
        return std::pair(number(16), number(20));
    };
    for (const std::string view : {"kernels", "heatmap", "histogram"}) {
        const std::string png = path(view + ".png");
        const Outcome outcome = cli("show --json " + path("source.npz") + " conv1/kernel --view " + view + " --png " + png);
        ASSERT_EQ(outcome.exitCode, 0) << outcome.err;
        EXPECT_EQ(outcome.json()["view"], view);
        EXPECT_EQ(size(png), std::pair(outcome.json()["width"].get<std::uint32_t>(), outcome.json()["height"].get<std::uint32_t>()));
        EXPECT_GT(fs::file_size(png), 500u);
    }
    EXPECT_NE(test::readFile(path("kernels.png")), test::readFile(path("heatmap.png")));
    EXPECT_EQ(cli("show " + path("source.npz") + " conv1/kernel --view kernels --scale common --clip 2 --map viridis --cell 6 --png " + path("k.png")).exitCode, 0);
    EXPECT_EQ(cli("show " + path("special.safetensors") + " w --view heatmap --png " + path("s.png")).exitCode, 0) << "NaN and infinities draw too";
    EXPECT_EQ(cli("show " + path("special.safetensors") + " w --view histogram --log --png " + path("s.png")).exitCode, 0);
    EXPECT_EQ(cli("show " + path("special.safetensors") + " empty --png " + path("e.png")).exitCode, 3);
    EXPECT_EQ(cli("show " + path("source.npz") + " conv1/kernel --view pie --png " + path("p.png")).exitCode, 2);
    expectOneClearError(cli("show " + path("source.npz") + " conv1/kernel --png " + path("no/such/folder.png")), 4, "folder.png");
}

TEST(Cli, DiffTellsEqualFromDifferent)
{
    EXPECT_EQ(cli("diff " + path("source.npz") + " " + path("source.npz")).exitCode, 0);
    const Outcome outcome = cli("diff --json " + path("source.npz") + " " + path("changed.npz"));
    EXPECT_EQ(outcome.exitCode, 1);
    const Json json = outcome.json();
    EXPECT_EQ(json["onlyInA"], (Json{"dense/bias"}));
    EXPECT_EQ(json["onlyInB"], Json::array());
    ASSERT_EQ(json["pairs"].size(), 3u);
    for (const Json& pair : json["pairs"]) {
        EXPECT_EQ(pair["equal"], pair["a"] != "conv1/bias");
        EXPECT_TRUE(pair["cosineSimilarity"].is_number() && pair["relativeL2"].is_number());
        if (pair["a"] == "conv1/bias") {
            EXPECT_NEAR(pair["maxAbsDifference"].get<double>(), 0.5, 1e-6);
        }
    }
    const Outcome people = cli("diff " + path("source.npz") + " " + path("changed.npz"));
    EXPECT_NE(people.out.find("2 of 3 pairs equal"), std::string::npos) << people.out;
    EXPECT_EQ(cli("diff " + path("source.npz") + " " + path("missing.npz")).exitCode, 3);
}

/// match, check, run, diff: the way of a person, on files of two frameworks.
TEST(Cli, FromProposalToFile)
{
    const std::string mapping = path("mapping.json"), output = path("out.safetensors"), report = path("report.json");
    const Outcome matched = cli("match " + path("source.npz") + " " + path("target.safetensors") + " -o " + mapping + " --json");
    ASSERT_EQ(matched.exitCode, 0) << matched.err;
    const Json matches = matched.json();
    std::map<std::string, Json> claims;
    for (const Json& match : matches["matches"]) {
        EXPECT_TRUE(match["source"].is_array() && match["transform"].is_string() && match["reason"].is_string());
        if (match["confidence"] >= 0.5)
            claims[match["target"]] = match;
    }
    ASSERT_EQ(claims.size(), 4u) << matched.out;
    EXPECT_EQ(claims["conv1.weight"]["source"], (Json{"conv1/kernel"}));
    EXPECT_EQ(claims["conv1.weight"]["transform"], "transpose(3,2,0,1)");
    EXPECT_EQ(matches["unmatchedTargets"], (Json{"steps"}));
    EXPECT_EQ(matches["unusedSources"], Json::array());
    const Json document = Json::parse(test::readFile(mapping));
    EXPECT_EQ(document["source"]["path"], "source.npz") << "relative to the document";
    EXPECT_EQ(document["target"]["path"], "target.safetensors");

    const Outcome checked = cli("check --json " + mapping);
    EXPECT_EQ(checked.exitCode, 0) << checked.out;
    const Json findings = checked.json();
    for (const Json& diagnostic : findings["diagnostics"])
        for (const char* key : {"severity", "code", "target", "source", "message", "hint"})
            EXPECT_TRUE(diagnostic.contains(key)) << key;
    EXPECT_EQ(findings["mapped"], 4);

    const std::string before = test::readFile(path("target.safetensors"));
    const Outcome ran = cli("run --json " + mapping + " -o " + output + " --report " + report);
    ASSERT_EQ(ran.exitCode, 0) << ran.err;
    EXPECT_EQ(ran.json()["tensors"].size(), 4u);
    EXPECT_EQ(Json::parse(test::readFile(report))["verified"], 4);
    EXPECT_EQ(test::readFile(path("target.safetensors")), before) << "the inputs are untouched";
    EXPECT_EQ(cli("diff " + path("source.npz") + " " + output + " --mapping " + mapping).exitCode, 0);
    EXPECT_EQ(cli("diff " + path("source.npz") + " " + path("target.safetensors") + " --mapping " + mapping).exitCode, 1);
    const Json written = cli("inspect --json " + output).json();
    EXPECT_EQ(written["tensors"].size(), 5u);
    EXPECT_EQ(written["metadata"], cli("inspect --json " + path("target.safetensors")).json()["metadata"]);

    expectOneClearError(cli("run " + mapping + " -o " + output), 4, "out.safetensors");
    EXPECT_EQ(cli("run " + mapping + " -o " + output + " --force --window 1").exitCode, 0);
    EXPECT_EQ(cli("run " + mapping + " -o " + path("nowhere/out.safetensors")).exitCode, 4);
    EXPECT_EQ(cli("run " + mapping + " --source " + path("missing.npz") + " -o " + path("x.safetensors")).exitCode, 3);
    EXPECT_FALSE(fs::exists(path("x.safetensors")));
    EXPECT_EQ(cli("run " + mapping + " --target " + path("target.safetensors") + " --format numpy-npz -o " + path("out.npz")).exitCode, 0);
    EXPECT_EQ(cli("inspect --json " + path("out.npz")).json()["format"], "numpy-npz");
}

TEST(Cli, LearningFindsWhatARunWrote)
{
    const std::string mapping = path("learn-from.json"), output = path("learnt.safetensors"), again = path("again.json");
    ASSERT_EQ(cli("match " + path("source.npz") + " " + path("target.safetensors") + " -o " + mapping).exitCode, 0);
    ASSERT_EQ(cli("run " + mapping + " -o " + output).exitCode, 0);
    const Outcome learnt = cli("match --learn --json " + path("source.npz") + " " + output + " -o " + again);
    ASSERT_EQ(learnt.exitCode, 0) << learnt.err;
    std::map<std::string, std::string> found;
    const Json result = learnt.json();
    for (const Json& match : result["matches"])
        found[match["target"]] = match["source"][0].get<std::string>() + " " + match["transform"].get<std::string>();
    EXPECT_EQ(found["conv1.weight"], "conv1/kernel transpose(3,2,0,1)");
    EXPECT_EQ(found.size(), 4u) << learnt.out;
    EXPECT_EQ(cli("diff " + path("source.npz") + " " + output + " --mapping " + again).exitCode, 0);
}

TEST(Cli, CheckFindsEverythingAndRunRefuses)
{
    const std::string mapping = path("wrong.json");
    test::writeFile(mapping, R"({"tensorgraft": 1, "source": {"path": "source.npz"}, "target": {"path": "target.safetensors"},
        "entries": [{"target": "conv1.weight", "source": ["conv1/kernel"]}, {"target": "conv1.bias", "source": ["nothing"]},
                    {"target": "no.such", "source": ["dense/bias"]}]})");
    const Outcome checked = cli("check --json " + mapping);
    EXPECT_EQ(checked.exitCode, 1);
    std::set<std::string> codes;
    const Json findings = checked.json();
    for (const Json& diagnostic : findings["diagnostics"])
        if (diagnostic["severity"] == "error")
            codes.insert(diagnostic["code"]);
    EXPECT_GE(codes.size(), 3u) << checked.out;
    const Outcome ran = cli("run --json " + mapping + " -o " + path("never.safetensors"));
    EXPECT_EQ(ran.exitCode, 3);
    EXPECT_EQ(ran.json()["error"]["code"], "Mismatch");
    EXPECT_FALSE(fs::exists(path("never.safetensors")));
    test::writeFile(mapping, "{\"tensorgraft\": 1, \"entries\": [}");
    expectOneClearError(cli("check " + mapping), 2, "wrong.json");
    EXPECT_EQ(cli("check " + path("none.json")).exitCode, 3);
}

TEST(Cli, ConvertKeepsEveryValue)
{
    const std::string output = path("converted.safetensors");
    ASSERT_EQ(cli("convert " + path("source.npz") + " " + output).exitCode, 0);
    EXPECT_EQ(cli("diff " + path("source.npz") + " " + output).exitCode, 0);
    expectOneClearError(cli("convert " + path("source.npz") + " " + output), 4, "converted.safetensors");
    const std::string half = path("half.safetensors");
    const Outcome cast = cli("convert --json " + path("target.safetensors") + " " + half + " --dtype float16");
    ASSERT_EQ(cast.exitCode, 0) << cast.err;
    const Json written = cli("inspect --json " + half).json();
    for (const Json& tensor : written["tensors"])
        EXPECT_EQ(tensor["dtype"], tensor["name"] == "steps" ? "int64" : "float16");
    EXPECT_EQ(cli("convert " + path("source.npz") + " " + path("x.docx")).exitCode, 2);
    EXPECT_EQ(cli("convert " + path("source.npz") + " " + path("x.npz") + " --dtype int3").exitCode, 2);
    EXPECT_EQ(cli("convert " + path("picture.jpg") + " " + path("x.npz")).exitCode, 3);
}

TEST(Cli, SignalsStopCleanly)
{
    // A sparse tensor that is long to hash; the signal comes while it is read.
    const std::string file = path("long.safetensors");
    const std::uint64_t bytes = std::uint64_t{16} << 30;
    std::string header = R"({"w":{"dtype":"F32","shape":[)" + std::to_string(bytes / 4) + R"(],"data_offsets":[0,)" + std::to_string(bytes) + "]}}";
    header.resize((header.size() + 7) / 8 * 8, ' ');
    std::string start(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        start[i] = static_cast<char>(header.size() >> (8 * i));
    test::writeFile(file, start + header);
    fs::resize_file(file, 8 + header.size() + bytes);
    for (const std::string signal : {"INT", "TERM"}) {
        const Outcome outcome = cli("inspect --json --hash " + file + " & pid=$!; sleep 0.7; kill -" + signal + " $pid; wait $pid");
        EXPECT_EQ(outcome.exitCode, 130) << outcome.err;
        EXPECT_EQ(outcome.json()["error"]["code"], "Cancelled") << outcome.out;
    }
    fs::remove(file);
}

TEST(Cli, SignalsStopOpeningToo)
{
    std::string text = R"({"skeleton": 1, "tensors": [)";
    for (int i = 0; i < 1'500'000; ++i)
        text += (i ? ",\n" : "\n") + std::string(R"({"name": "block/layer)") + std::to_string(i) + R"(/kernel", "shape": [3, 3, 64, 128], "dtype": "float32"})";
    const std::string file = path("large.json");
    test::writeFile(file, text + "]}");
    // The signal comes once the program has computed for a while: surely after its start, and long before its end.
    const std::string working = "while [ $(cut -d' ' -f14 /proc/$pid/stat) -lt 20 ]; do sleep 0.01; done; ";
    const Outcome outcome = cli("inspect --json " + file + " & pid=$!; " + working + "kill -TERM $pid; wait $pid");
    EXPECT_EQ(outcome.exitCode, 130) << outcome.err;
    EXPECT_EQ(outcome.json()["error"]["code"], "Cancelled") << outcome.out.substr(0, 1000);
    fs::remove(file);
}

TEST(Cli, AFullStandardOutputIsAnError)
{
    EXPECT_EQ(cli("formats >/dev/full").exitCode, 4);
}

} // namespace
} // namespace tensorgraft
