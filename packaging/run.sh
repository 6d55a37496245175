#!/usr/bin/env bash
# Builds the release preset and opens the window on the bundled sample pair.
# Without a display it does the same job headless: match, check, transfer, verify, and prints the report.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/dependencies.sh
# shellcheck disable=SC2086
install_packages $build_packages

# Checkouts in other folders share what ccache keeps.
export CCACHE_BASEDIR=${CCACHE_BASEDIR-$PWD} CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR-1}
export TENSORGRAFT_LAUNCHER=${TENSORGRAFT_LAUNCHER-$(command -v ccache || true)}
cmake --preset release -DTENSORGRAFT_TESTS=OFF > /dev/null
cmake --build --preset release --target tensorgraft tensorgraft-gui

bin=build/release/bin
source=resources/samples/shapes_keras.h5
target=resources/samples/flowers_pytorch.pt
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$bin/tensorgraft-gui" "${1:-$source}" "${2:-$target}"
fi

echo "No display: doing the job of the window from the shell."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set -x
"$bin/tensorgraft" match "$source" "$target" -o "$work/mapping.json"
"$bin/tensorgraft" check "$work/mapping.json" --source "$source" --target "$target" || true
"$bin/tensorgraft" run "$work/mapping.json" --source "$source" --target "$target" -o "$work/grafted.pt" --report "$work/report.json"
"$bin/tensorgraft" diff "$target" "$work/grafted.pt" || true
