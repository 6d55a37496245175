#!/usr/bin/env python3
"""What is learned from one checkpoint converts the next.

    learn_reuse.py TENSORGRAFT MAKE_PAIRS

Two checkpoints of one model and their conversions are made (MAKE_PAIRS with two seeds). The mapping learned from the first
pair is run on the second checkpoint, and the output compared with the second conversion, value by value.
"""
import pathlib
import subprocess
import sys
import tempfile


def main():
    tool, maker = sys.argv[1:]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        for seed in (7, 8):
            subprocess.run([sys.executable, maker, str(work / str(seed)), str(seed)], check=True)
        for pair in ("layouts", "reshapes", "parts"):
            first, second = work / "7" / pair, work / "8" / pair
            mapping, out = work / f"{pair}.json", work / f"{pair}.safetensors"
            steps = ([tool, "match", first / "source.safetensors", first / "target.safetensors", "--learn", "-o", mapping],
                     [tool, "run", mapping, "--source", second / "source.safetensors", "--target", first / "target.safetensors", "-o", out],
                     [tool, "diff", out, second / "target.safetensors"])
            for step in steps:
                done = subprocess.run(list(map(str, step)), capture_output=True, text=True, check=False)
                if done.returncode != 0:
                    print(f"FAILED {pair}: {step[1]} gives {done.returncode}\n{done.stdout}{done.stderr}")
                    failed += 1
                    break
            else:
                print(f"{pair}: the second checkpoint is converted as the first was")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
