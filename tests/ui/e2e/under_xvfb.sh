#!/bin/sh
# Runs a program on a screen of its own, with a window manager so that focus works as on a desktop.
exec xvfb-run -a -s "-screen 0 ${SCREEN_SIZE:-1680x1050}x24" sh -c '
  openbox >/dev/null 2>&1 &
  wm=$!
  sleep 1
  "$@"
  code=$?
  kill $wm 2>/dev/null
  exit $code' run "$@"
