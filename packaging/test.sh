#!/usr/bin/env bash
# Builds everything with warnings as errors and runs every test (ctest), Xvfb included.
# TENSORGRAFT_PRESET=asan runs the same under the address and undefined-behaviour sanitizers.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/dependencies.sh
# shellcheck disable=SC2086
install_packages $build_packages $test_packages

# Checkouts in other folders share what ccache keeps.
export CCACHE_BASEDIR=${CCACHE_BASEDIR-$PWD} CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR-1}
export TENSORGRAFT_LAUNCHER=${TENSORGRAFT_LAUNCHER-$(command -v ccache || true)}
preset=${TENSORGRAFT_PRESET:-ci}
cmake --preset "$preset"
cmake --build --preset "$preset"

# The room that knows no Qt must configure and link without it.
cmake --preset "$preset" -B "build/$preset-noqt" -DTENSORGRAFT_GUI=OFF -DCMAKE_DISABLE_FIND_PACKAGE_Qt6=ON -DTENSORGRAFT_TESTS=OFF > /dev/null
cmake --build "build/$preset-noqt" --target tensorgraft

cd "build/$preset"
exec ctest --output-on-failure --parallel "$(nproc)" "$@"
