#!/bin/bash
# The program is killed in the middle of work, started again, and gives the work back. Needs a screen with a window manager.
# usage: crash_recovery.sh TENSORGRAFT-GUI SOURCE TARGET
set -u
program=$1 source=$2 target=$3
home=$(mktemp -d)
export HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_RUNTIME_DIR=$home
unset LANG LC_ALL
mkdir -p "$home/config/TensorGraft"
printf '[session]\nautosaveSeconds=1\n' > "$home/config/TensorGraft/TensorGraft.conf"
recovery=$XDG_DATA_HOME/TensorGraft/TensorGraft/recovery
pid=
trap 'kill -9 $pid 2>/dev/null; rm -rf "$home"' EXIT
fail() { echo "FAILED: $1"; ls -R "$home/data" 2>/dev/null; exit 1; }
window() { timeout 60 xdotool search --sync --onlyvisible --name 'TensorGraft$' | head -1; }
await() { for _ in $(seq 150); do eval "$1" && return 0; sleep 0.2; done; return 1; }
kept() { ls "$recovery"/*.json 2>/dev/null | head -1; }

"$program" "$source" "$target" & pid=$!
id=$(window); [ -n "$id" ] || fail "no window"
sleep 3
xdotool windowactivate --sync "$id" key ctrl+r # match: a change that nobody saved
await '[ -n "$(kept)" ]' || fail "nothing was kept"
first=$(kept)
grep -q 'tensorgraftRecovery' "$first" || fail "not a recovery file"
kill -9 $pid; wait $pid 2>/dev/null
[ -f "$first" ] || fail "the file went with the program"

"$program" & pid=$!
id=$(window); [ -n "$id" ] || fail "no window after the crash"
sleep 3
xdotool windowactivate --sync "$id" key alt+r # Recover
await '[ ! -f "$first" ]' || fail "the offer was not taken"
await '[ -n "$(kept)" ]' || fail "the recovered mapping is not kept again"
grep -q "$(basename "$source")" "$(kept)" || fail "the source is not in it"
xdotool windowactivate --sync "$id" key ctrl+q
sleep 1
xdotool key Tab Return # Discard, where the question is
await '! kill -0 $pid 2>/dev/null' || fail "the program did not end"
[ -z "$(kept)" ] || fail "a clean end left a file"
echo "recovered"
