#!/bin/sh
# Makes the pictures of the guide anew from the scenes of the tests: docs/guide/make_pictures.sh BUILD_FOLDER
# Needs xvfb, openbox, xdotool and ImageMagick (packaging/dependencies.sh).
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
images=$PWD/docs/guide/images
TENSORGRAFT_PICTURES="$images" QT_QPA_PLATFORM=xcb SCREEN_SIZE=1920x1200 tests/ui/e2e/under_xvfb.sh "$build/bin/tst_scenes"
# 128 colours are enough for a window, and a third of the size.
find "$images" -name '*.png' -exec mogrify -strip -dither None -colors 128 -define png:compression-level=9 {} +
