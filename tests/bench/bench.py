#!/usr/bin/env python3
"""Times TensorGraft against cp, memory bandwidth and the equivalent Python, side by side, and prints a table.

    tests/bench/bench.py [--bin build/release/bin] [--size MIB] [--runs N] [--only WORD]

Both commands of a row run in turn, A B A B ..., as whole processes; the table gives the median of each and the median,
lowest and highest of the pairwise ratios, so that a slow moment of the machine hits both. Files are made in $TMPDIR and
are in the page cache when they are read. Needs the release build, NumPy, h5py and PyTorch.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import textwrap
import time

import numpy as np

PYTHON = sys.executable


def write_safetensors(path, tensors):
    """tensors: {name: array}."""
    header, offset = {}, 0
    for name, a in tensors.items():
        header[name] = {"dtype": {"float32": "F32", "float16": "F16"}[str(a.dtype)], "shape": list(a.shape),
                        "data_offsets": [offset, offset + a.nbytes]}
        offset += a.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for a in tensors.values():
            a.tofile(f)


def transformer(layers, width, tensorflow):
    """Names and shapes of one transformer as two frameworks have it: fused and (out, in), apart and (in, out)."""
    out = []
    for i in range(layers):
        if tensorflow:
            at = f"encoder/block_{i}/"
            for part in ("query", "key", "value", "out"):
                out += [(f"{at}attention/{part}/bias", [width]), (f"{at}attention/{part}/kernel", [width, width])]
            out += [(f"{at}mlp/dense_0/kernel", [width, 4 * width]), (f"{at}mlp/dense_0/bias", [4 * width])]
            out += [(f"{at}mlp/dense_1/kernel", [4 * width, width]), (f"{at}mlp/dense_1/bias", [width])]
            out += [(f"{at}layer_norm_{n}/{label}", [width]) for n in (0, 1) for label in ("gamma", "beta")]
        else:
            at = f"blocks.{i}."
            out += [(f"{at}norm1.weight", [width]), (f"{at}norm1.bias", [width]), (f"{at}attn.qkv.weight", [3 * width, width])]
            out += [(f"{at}attn.qkv.bias", [3 * width]), (f"{at}attn.proj.weight", [width, width]), (f"{at}attn.proj.bias", [width])]
            out += [(f"{at}norm2.weight", [width]), (f"{at}norm2.bias", [width]), (f"{at}mlp.fc1.weight", [4 * width, width])]
            out += [(f"{at}mlp.fc1.bias", [4 * width]), (f"{at}mlp.fc2.weight", [width, 4 * width]), (f"{at}mlp.fc2.bias", [width])]
    return [("word_embeddings/embedding" if tensorflow else "tok_embed.weight", [30000, width]), *out]


def convolutions(blocks, tensorflow):
    """A residual network: three convolutions a block, each with its batch normalisation; Keras counts where PyTorch nests."""
    out, inputs, count = [], 64, 0
    for b in range(blocks):
        width = 64 << min(3, 4 * b // blocks)
        for c, (k, i, o) in enumerate(((1, inputs, width), (3, width, width), (1, width, 4 * width))):
            if tensorflow:
                number = f"_{count}" if count else ""
                out.append((f"conv2d{number}/kernel:0", [k, k, i, o]))
                out += [(f"batch_normalization{number}/{x}:0", [o]) for x in ("gamma", "beta", "moving_mean", "moving_variance")]
            else:
                out.append((f"layer{1 + min(3, 4 * b // blocks)}.{b}.conv{c + 1}.weight", [o, i, k, k]))
                out += [(f"layer{1 + min(3, 4 * b // blocks)}.{b}.bn{c + 1}.{x}", [o]) for x in ("weight", "bias", "running_mean", "running_var")]
            count += 1
        inputs = 4 * width
    return out


def write_skeleton(path, form, tensors):
    path.write_text(json.dumps({"skeleton": 1, "format": form, "tensors": [{"name": n, "shape": s, "dtype": "float32"} for n, s in tensors]}))
    return str(path)


def skeleton_pairs(work):
    """Twelve pairs of the sizes that people have: 100 to 1,200 tensors."""
    pairs = []
    for i, layers in enumerate((12, 12, 24, 24, 32, 48)):
        pairs.append((write_skeleton(work / f"t{i}a.json", "torch_state_dict", transformer(layers, 256 * (1 + i), False)),
                      write_skeleton(work / f"t{i}b.json", "tf_checkpoint", sorted(transformer(layers, 256 * (1 + i), True)))))
    for i, blocks in enumerate((8, 16, 16, 33, 50, 80)):
        pairs.append((write_skeleton(work / f"c{i}a.json", "keras2_h5", convolutions(blocks, True)),
                      write_skeleton(work / f"c{i}b.json", "torch_state_dict", convolutions(blocks, False))))
    return pairs


class Row:
    def __init__(self, what, ours, other, other_name, before=None, bytes_moved=0):
        self.what, self.ours, self.other, self.other_name = what, ours, other, other_name
        self.before, self.bytes_moved = before, bytes_moved


def timed(command, before):
    if before:
        before()
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"failed ({done.returncode}): {' '.join(map(str, command))}\n{done.stderr.decode()}")
    return seconds


def python(code):
    return [PYTHON, "-c", textwrap.dedent(code)]


def rows(bin_dir, work, size):
    tool = str(bin_dir / "tensorgraft")
    rng = np.random.default_rng(1)
    side = 2048
    count = max(1, size * (1 << 20) // (side * side * 4))
    layers = {f"layer{i}.weight": rng.standard_normal((side, side), dtype=np.float32) for i in range(count)}
    total = sum(a.nbytes for a in layers.values())
    source, target = work / "source.safetensors", work / "target.safetensors"
    write_safetensors(source, layers)
    write_safetensors(target, {n: np.zeros_like(a) for n, a in layers.items()})
    out = work / "out.bin"

    def clear():
        for p in work.glob("out.*"):
            p.unlink()

    def mapping(name, transform):
        path = work / name
        path.write_text(json.dumps({"tensorgraft": 1, "source": {"path": "x"}, "target": {"path": "y"}, "rules": [
            {"source": "layer{i}.weight", "target": "layer{i}.weight", "transform": transform}]}))
        return str(path)

    identity, transposed = mapping("identity.json", "identity"), mapping("transposed.json", "transpose(1,0)")
    run = [tool, "run", "--source", str(source), "--target", str(target), "-o", str(out)]
    yield Row(f"transfer, identity, {total >> 20} MiB safetensors", [*run, identity], ["sh", "-c", f"cp {target} {out} && sync {out}"],
              "cp && sync", clear, total)

    np_source, np_target = work / "source.npz", work / "target.npz"
    np.savez(np_source, **layers)
    np.savez(np_target, **{n: np.zeros_like(a) for n, a in layers.items()})
    for name, doc, expression in (("identity", identity, "s[k]"), ("transposed", transposed, "s[k].T")):
        yield Row(f"transfer, {name}, {total >> 20} MiB npz",
                  [tool, "run", doc, "--source", str(np_source), "--target", str(np_target), "-o", str(work / "out.npz")],
                  python(f"""
                    import numpy as np
                    s = np.load({str(np_source)!r}); t = dict(np.load({str(np_target)!r}))
                    for k in s.files: t[k] = np.ascontiguousarray({expression})
                    np.savez({str(work / 'out.npz')!r}, **t)"""), "NumPy script", clear, total)

    import h5py
    h_source, h_target = work / "source.h5", work / "target.h5"
    for path, zero in ((h_source, False), (h_target, True)):
        with h5py.File(path, "w") as f:
            for n, a in layers.items():
                f[n] = np.zeros_like(a) if zero else a
    yield Row(f"transfer, transposed, {total >> 20} MiB HDF5",
              [tool, "run", transposed, "--source", str(h_source), "--target", str(h_target), "-o", str(work / "out.h5")],
              python(f"""
                import h5py, shutil
                shutil.copyfile({str(h_target)!r}, {str(work / 'out.h5')!r})
                with h5py.File({str(h_source)!r}) as s, h5py.File({str(work / 'out.h5')!r}, 'r+') as t:
                    for k in s: t[k][...] = s[k][...].T"""), "h5py script", clear, total)

    import torch
    t_source, t_target = work / "source.pt", work / "target.pt"
    torch.save({n: torch.from_numpy(a) for n, a in layers.items()}, t_source)
    torch.save({n: torch.zeros(a.shape) for n, a in layers.items()}, t_target)
    yield Row(f"transfer, transposed, {total >> 20} MiB PyTorch",
              [tool, "run", transposed, "--source", str(t_source), "--target", str(t_target), "-o", str(work / "out.pt")],
              python(f"""
                import torch
                s = torch.load({str(t_source)!r}); t = torch.load({str(t_target)!r})
                for k in s: t[k] = s[k].T.contiguous()
                torch.save(t, {str(work / 'out.pt')!r})"""), "PyTorch script", clear, total)

    yield Row(f"statistics of every tensor, {total >> 20} MiB", [tool, "inspect", str(source), "--stats", "--json"],
              python(f"""
                import numpy as np
                for i in range({count}):
                    a = np.memmap({str(source)!r}, np.float32, 'r', {os.path.getsize(source) - total} + i * {side * side * 4}, ({side}, {side}))
                    d = a.astype(np.float64); d.min(), d.max(), d.mean(), d.std(), (a == 0).sum(), np.isnan(a).sum(), np.isinf(a).sum()"""),
              "NumPy script", None, total)
    bandwidth = bin_dir / "bench_bandwidth"
    if bandwidth.exists():
        yield Row(f"statistics against reading, {total >> 20} MiB", [tool, "inspect", str(source), "--stats", "--json"],
                  [str(bandwidth), str(source)], "one pass of summing the mapped file", None, total)

    # Learning: the original against its conversion, every matrix transposed, in other names and another order.
    parts = {f"layer.{i}.kernel": rng.standard_normal((512, 512), dtype=np.float32) for i in range(2 * size)}
    original, converted = work / "original.safetensors", work / "converted.safetensors"
    write_safetensors(original, parts)
    write_safetensors(converted, {f"w{i}": np.ascontiguousarray(parts[f"layer.{i}.kernel"].T) for i in rng.permutation(2 * size)})
    yield Row(f"learn, {2 * size} matrices, {2 * size} MiB", [tool, "match", str(original), str(converted), "--learn", "--json"],
              python(f"""
                import hashlib, json, struct, numpy as np
                def load(path):
                    f = open(path, 'rb'); n, = struct.unpack('<Q', f.read(8)); h = json.loads(f.read(n))
                    m = np.memmap(path, np.uint8, 'r', 8 + n)
                    return {{k: m[v['data_offsets'][0]:v['data_offsets'][1]].view(np.float32).reshape(v['shape']) for k, v in h.items()}}
                digest = lambda a: hashlib.blake2b(np.ascontiguousarray(a)).digest()
                by = {{digest(a.T): k for k, a in load({str(original)!r}).items()}}
                print({{k: by[digest(a)] for k, a in load({str(converted)!r}).items()}})"""), "NumPy: hash of the one transpose", None, 0)
    for path in (original, converted):
        path.unlink()
    del parts

    # Matching by names and shapes: nothing else does it, so the other side is what any program would pay to read the lists.
    reading = "import json, sys\nfor p in sys.argv[1:]: print(len(json.load(open(p))['tensors']))"
    pairs = skeleton_pairs(work)
    yield Row("match, 12 pairs of models", ["sh", "-c", "; ".join(f"{tool} match {a} {b} --json" for a, b in pairs)],
              [*python(reading), *(path for pair in pairs for path in pair)], "reading the 24 lists in Python")
    large = (write_skeleton(work / "large_a.json", "torch_state_dict", transformer(1667, 64, False)),
             write_skeleton(work / "large_b.json", "tf_checkpoint", sorted(transformer(1250, 64, True))))
    yield Row("match, 20,000 x 20,000 tensors", [tool, "match", *large, "--json"], [*python(reading), *large], "reading both lists in Python")

    many = work / "many.safetensors"
    write_safetensors(many, {f"model.layers.{i // 10}.part{i % 10}.weight": np.zeros(4, np.float32) for i in range(100_000)})
    yield Row("open, 100,000 tensors safetensors", [tool, "inspect", str(many), "--json"],
              python(f"""
                import json, struct
                f = open({str(many)!r}, 'rb'); n, = struct.unpack('<Q', f.read(8)); h = json.loads(f.read(n))
                print(json.dumps([(k, v['dtype'], v['shape']) for k, v in h.items()]))"""), "Python json script", None, 0)
    # Our own converter makes the checkpoint: nothing else here writes one.
    many_tf = work / "many.ckpt.index"
    subprocess.run([tool, "convert", str(many), str(many_tf)], stdout=subprocess.DEVNULL, check=True)
    yield Row("open, 100,000 tensors TensorFlow V2", [tool, "inspect", str(many_tf), "--json"],
              [tool, "inspect", str(many), "--json"], "the same as safetensors", None, 0)
    opener = bin_dir / "bench_open"
    if opener.exists():
        yield Row("open only, 100,000 entries TensorFlow V2", [str(opener), "open", str(many_tf)], [str(opener), "entries", str(many_tf)],
                  "reading the entries with LevelDB and protobuf")
        yield Row("open only, 100,000 entries TensorFlow V2", [str(opener), "open", str(many_tf)], [str(opener), "read", str(many_tf)],
                  "reading the bytes of the index and their CRC-32C")
    many_h5 = work / "many.h5"
    with h5py.File(many_h5, "w") as f:
        for i in range(5000):
            f.create_dataset(f"layer{i // 5}/p{i % 5}", data=np.zeros(4, np.float32))
    yield Row("open, 5,000 datasets HDF5", [tool, "inspect", str(many_h5), "--json"],
              python(f"""
                import h5py
                f = h5py.File({str(many_h5)!r}); names = []
                f.visititems(lambda n, o: names.append((n, o.shape, o.dtype)) if isinstance(o, h5py.Dataset) else None)"""),
              "h5py script", None, 0)
    yield Row(f"open, {total >> 20} MiB PyTorch", [tool, "inspect", str(t_source), "--json"],
              python(f"import torch; print({{k: v.shape for k, v in torch.load({str(t_source)!r}).items()}})"), "PyTorch script", None, 0)


def memory_row(bin_dir, work, gib):
    """Peak resident memory of a transfer of a large sparse model."""
    source, target, out = work / "big_s.safetensors", work / "big_t.safetensors", work / "big_out.safetensors"
    n, side = gib * 4, 8192  # 256 MiB each
    header = {f"layer{i}.weight": {"dtype": "F32", "shape": [side, side], "data_offsets": [i * side * side * 4, (i + 1) * side * side * 4]}
              for i in range(n)}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    for path in (source, target):
        with open(path, "wb") as f:
            f.write(struct.pack("<Q", len(text)) + text)
            f.truncate(8 + len(text) + n * side * side * 4)
    tool = str(bin_dir / "tensorgraft")
    start = time.perf_counter()
    subprocess.run([tool, "inspect", str(source), "--json"], stdout=subprocess.DEVNULL, check=True)
    opened = time.perf_counter() - start
    for transform in ("identity", "transpose(1,0)"):
        doc = work / "big.json"
        doc.write_text(json.dumps({"tensorgraft": 1, "source": {"path": "x"}, "target": {"path": "y"}, "rules": [
            {"source": "layer{i}.weight", "target": "layer{i}.weight", "transform": transform}]}))
        out.unlink(missing_ok=True)
        pid = os.posix_spawn(tool, [tool, "run", str(doc), "--source", str(source), "--target", str(target), "-o", str(out)], os.environ,
                             file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
        start = time.perf_counter()
        _, status, usage = os.wait4(pid, 0)
        if status != 0:
            sys.exit("the transfer of the large file failed")
        print(f"{gib} GiB sparse safetensors, {transform}: opened in {opened:.3f} s, transferred in {time.perf_counter() - start:.1f} s, "
              f"peak resident {usage.ru_maxrss / 1024:.0f} MiB")
    out.unlink()


def learn_row(bin_dir, work, gib):
    """Time and peak resident memory of learning from two large models, each on the disk and larger than what is kept of it."""
    side, count = 2048, gib * 64  # 16 MiB each
    rng = np.random.default_rng(3)
    paths = work / "learn_a.safetensors", work / "learn_b.safetensors"
    header = [{}, {}]
    for i, target in enumerate(rng.permutation(count)):
        bytes_each = side * side * 4
        header[0][f"layer.{i}.kernel"] = {"dtype": "F32", "shape": [side, side], "data_offsets": [i * bytes_each, (i + 1) * bytes_each]}
        header[1][f"w{target}"] = {"dtype": "F32", "shape": [side, side], "data_offsets": [i * bytes_each, (i + 1) * bytes_each]}
    files = []
    for path, h in zip(paths, header):
        text = json.dumps(h).encode()
        text += b" " * (-len(text) % 8)
        files.append(open(path, "wb"))
        files[-1].write(struct.pack("<Q", len(text)) + text)
    for _ in range(count):
        a = rng.standard_normal((side, side), dtype=np.float32)
        a.tofile(files[0])
        np.ascontiguousarray(a.T).tofile(files[1])
    for f in files:
        f.flush()
        os.fsync(f.fileno())
        os.posix_fadvise(f.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        f.close()
    del a
    tool, found = str(bin_dir / "tensorgraft"), work / "learned.json"
    pid = os.posix_spawn(tool, [tool, "match", str(paths[0]), str(paths[1]), "--learn", "--json"], os.environ,
                         file_actions=[(os.POSIX_SPAWN_OPEN, 1, str(found), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)])
    start = time.perf_counter()
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    matches = json.loads(found.read_text())["matches"]
    if status != 0 or len(matches) != count or any(m["transform"] != "transpose(1,0)" for m in matches):
        sys.exit("learning from the large files failed")
    print(f"learn, {count} matrices of 16 MiB against their transposes, 2 x {gib} GiB from the disk: {seconds:.1f} s, "
          f"{2 * gib / seconds:.2f} GiB/s, peak resident {usage.ru_maxrss / 1024:.0f} MiB")
    for path in (*paths, found):
        path.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=pathlib.Path, default=pathlib.Path("build/release/bin"))
    parser.add_argument("--size", type=int, default=512, help="MiB of weights (default 512)")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="rows whose name contains this")
    parser.add_argument("--big", type=int, default=6, help="GiB of the sparse file for the memory row; 0 leaves it out")
    parser.add_argument("--learn", type=int, default=4, help="GiB of each of the two files for the learning row; 0 leaves it out")
    args = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="tensorgraft-bench-"))
    try:
        # First, while this process is small: a child's peak counts what it shares with its parent before exec.
        if args.big and args.only in "memory":
            memory_row(args.bin.resolve(), work, args.big)
        if args.learn and args.only in "learn from disk":
            learn_row(args.bin.resolve(), work, args.learn)
        if args.only in ("memory", "learn from disk"):
            return
        print(f"{'what':46} {'ours':>9} {'other':>9} {'ratio':>7} {'(low - high)':>15}  other is")
        for row in rows(args.bin.resolve(), work, args.size):
            if args.only not in row.what:
                continue
            ours, other = [], []
            timed(row.ours, row.before), timed(row.other, row.before)  # warm-up
            for _ in range(args.runs):
                ours.append(timed(row.ours, row.before))
                other.append(timed(row.other, row.before))
            ratios = [a / b for a, b in zip(ours, other)]
            rate = f"  ({row.bytes_moved / statistics.median(ours) / 1e9:.2f} GB/s)" if row.bytes_moved else ""
            print(f"{row.what:46} {statistics.median(ours):8.3f}s {statistics.median(other):8.3f}s {statistics.median(ratios):7.2f} "
                  f"{min(ratios):7.2f} -{max(ratios):6.2f}  {row.other_name}{rate}", flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
