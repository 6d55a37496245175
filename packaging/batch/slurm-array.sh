#!/usr/bin/env bash
# A job list over the machines of a Slurm cluster, one array task a line:
#
#   sbatch --array=1-$(grep -c . jobs.jsonl)%16 packaging/batch/slurm-array.sh jobs.jsonl
#
# The list is JSON Lines as `tensorgraft batch` reads it. Submit the same line again to go on after a failure: a task
# whose output is finished and still valid does nothing (each line has its own journal in JOBS.journals/).
#SBATCH --job-name=tensorgraft
#SBATCH --cpus-per-task=1
#SBATCH --mem=512M
set -euo pipefail
jobs=${1:?usage: sbatch --array=1-N slurm-array.sh JOBS.jsonl [more options of tensorgraft batch]}
shift
task=${SLURM_ARRAY_TASK_ID:?submit this script as an array: sbatch --array=1-N ...}

journals=$jobs.journals
mkdir -p "$journals"
# The line stays in the folder of the list, because its paths are relative to that.
line=$(dirname "$jobs")/.$(basename "$jobs").$task
trap 'rm -f "$line"' EXIT
grep . "$jobs" | sed -n "${task}p" > "$line"
[ -s "$line" ] || { echo "$jobs has no line $task" >&2; exit 2; }

"${TENSORGRAFT:-tensorgraft}" batch "$line" -j 1 --resume --journal "$journals/$task" "$@"
