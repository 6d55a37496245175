#!/usr/bin/env python3
"""Makes source and target models whose relation is known, one pair a kind of transform, for tst_learn.

    make_pairs.py FOLDER [SEED]

Writes FOLDER/<pair>/source.safetensors, target.safetensors and expected.txt: lines of target, sources (joined by commas)
and the transform that must be found, tab-separated; several transforms that are as good stand one after the other.
"""
import json
import pathlib
import struct
import sys

import numpy as np

rng = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
NAMES = {"float32": "F32", "float64": "F64", "float16": "F16", "int64": "I64", "int32": "I32", "int8": "I8", "bool": "BOOL"}


class Bfloat16:
    """The upper halves of float32 values, rounded to nearest even or cut off."""

    def __init__(self, values, cut=False):
        bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
        if not cut:
            bits = bits + 0x7FFF + ((bits >> 16) & 1)
        self.bits = (bits >> 16).astype(np.uint16)
        self.shape, self.nbytes = values.shape, self.bits.nbytes

    def tobytes(self):
        return self.bits.tobytes()


def write(path, tensors):
    header, offset, data = {}, 0, []
    for name, a in tensors.items():
        if not isinstance(a, Bfloat16):
            a = np.ascontiguousarray(a)
        kind = "BF16" if isinstance(a, Bfloat16) else NAMES[str(a.dtype)]
        header[name] = {"dtype": kind, "shape": list(a.shape), "data_offsets": [offset, offset + a.nbytes]}
        offset += a.nbytes
        data.append(a.tobytes())
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))


class Pair:
    def __init__(self, name):
        self.name, self.source, self.target, self.expected = name, {}, {}, []

    def give(self, name, value):
        self.source[name] = value
        return value

    def want(self, name, value, sources, *transforms):
        self.target[name] = value
        self.expected.append("\t".join([name, ",".join(sources), *transforms]))

    def save(self, root):
        folder = root / self.name
        folder.mkdir(parents=True)
        write(folder / "source.safetensors", self.source)
        write(folder / "target.safetensors", self.target)
        (folder / "expected.txt").write_text("\n".join(self.expected) + "\n")


def normal(*shape):
    return rng.standard_normal(shape).astype(np.float32)


def layouts():
    p = Pair("layouts")
    w = p.give("conv1/weights", normal(3, 3, 4, 8))
    p.want("conv1.weight", w.transpose(3, 2, 0, 1), ["conv1/weights"], "transpose(3,2,0,1)")
    w = p.give("conv2/weights", normal(1, 1, 8, 6))
    p.want("conv2.weight", w.transpose(3, 2, 0, 1), ["conv2/weights"], "transpose(3,2,0,1)")
    w = p.give("conv3/depthwise", normal(3, 5, 8, 1))
    p.want("conv3.weight", w.transpose(2, 3, 0, 1), ["conv3/depthwise"], "transpose(2,3,0,1)")
    w = p.give("square/kernel", normal(16, 16))
    p.want("square.weight", w.T, ["square/kernel"], "transpose(1,0)")
    w = p.give("kept/kernel", normal(16, 16))
    p.want("kept.weight", w, ["kept/kernel"], "identity")
    w = p.give("bgr/weights", normal(5, 5, 3, 8))
    p.want("bgr.weight", w[:, :, ::-1].transpose(3, 2, 0, 1), ["bgr/weights"], "transpose(3,2,0,1)|flip(1)")
    w = p.give("turned/weights", normal(4, 4, 2, 8))
    p.want("turned.weight", w[::-1, ::-1].transpose(3, 2, 0, 1), ["turned/weights"], "transpose(3,2,0,1)|flip(2,3)")
    w = p.give("row/weights", normal(1, 64))
    p.want("row.weight", w[0], ["row/weights"], "squeeze(0)")
    w = p.give("token", normal(12))
    p.want("token.parameter", w.reshape(1, 1, 12), ["token"], "unsqueeze(0)|unsqueeze(1)")
    return p


def reshapes():
    p = Pair("reshapes")
    w = p.give("fc1/weights", normal(4 * 4 * 6, 10))  # rows: height, width, channel
    p.want("fc1.weight", w.reshape(4, 4, 6, 10).transpose(3, 2, 0, 1).reshape(10, 96), ["fc1/weights"],
           "reshape(16,6,10)|transpose(2,1,0)|reshape(10,96)")
    w = p.give("fc6/weights", normal(5, 5, 7, 9))
    p.want("fc6.weight", w.transpose(3, 2, 0, 1).reshape(9, -1), ["fc6/weights"], "reshape(5,5,7,9)|transpose(3,2,0,1)|reshape(9,175)",
           "transpose(3,2,0,1)|reshape(9,175)")
    w = p.give("fc7/weights", normal(9, 175))
    p.want("fc7.kernel", w.reshape(9, 7, 5, 5).transpose(2, 3, 1, 0), ["fc7/weights"], "reshape(9,7,5,5)|transpose(2,3,1,0)",
           "reshape(9,7,5,5)|transpose(3,2,1,0)")
    w = p.give("query/kernel", normal(24, 4, 6))
    p.want("query.weight", w.transpose(1, 2, 0).reshape(24, 24), ["query/kernel"], "transpose(1,2,0)|reshape(24,24)")
    w = p.give("rope.weight", normal(2 * 8, 12))
    p.want("rope.q", w.reshape(2, 4, 2, 12).transpose(0, 2, 1, 3).reshape(16, 12), ["rope.weight"],
           "reshape(2,4,2,12)|transpose(0,2,1,3)|reshape(16,12)")
    dead = normal(6 * 5, 8)
    dead[::5] = 0  # one unit of the map is dead: equal slices hide the order
    p.give("dead/weights", dead)
    p.want("dead.weight", dead.reshape(6, 5, 8).transpose(2, 1, 0).reshape(8, 30), ["dead/weights"],
           "reshape(6,5,8)|transpose(2,1,0)|reshape(8,30)")
    return p


def parts():
    p = Pair("parts")
    q, k, v = (p.give(f"attn.{n}.weight", normal(12, 12)) for n in "qkv")
    p.want("attn.in_proj_weight", np.concatenate([q, k, v]), ["attn.q.weight", "attn.k.weight", "attn.v.weight"], "concat(0)")
    qb, kb, vb = (p.give(f"attn.{n}.bias", normal(12)) for n in "qkv")
    p.want("attn.in_proj_bias", np.concatenate([qb, kb, vb]), ["attn.q.bias", "attn.k.bias", "attn.v.bias"], "concat(0)")
    a, b = p.give("gate/kernel", normal(10, 14)), p.give("up/kernel", normal(10, 14))
    p.want("gate_up.weight", np.concatenate([a.T, b.T]), ["gate/kernel", "up/kernel"], "transpose(1,0)|concat(0)")
    fused = p.give("h.attn.c_attn.weight", normal(11, 33))
    for i, n in enumerate("qkv"):
        p.want(f"h.{n}.weight", fused[:, 11 * i:11 * i + 11].T, ["h.attn.c_attn.weight"], f"slice(1,{11 * i},{11 * i + 11})|transpose(1,0)")
    logits = p.give("logits/weights", normal(9, 21))
    p.want("head.weight", logits[:, 1:].T, ["logits/weights"], "slice(1,1,21)|transpose(1,0)")
    words = p.give("words", normal(40, 6))
    p.want("words.even", words[4:24:2], ["words"], "slice(0,4,23,2)", "slice(0,4,24,2)")
    experts = p.give("experts/kernel", normal(3, 5, 7))
    p.want("experts.1.weight", experts[1].T, ["experts/kernel"], "slice(0,1,2)|squeeze(0)|transpose(1,0)")
    blocks = [p.give(f"block.{i}.w", normal(5, 6)) for i in range(4)]
    p.want("blocks", np.stack([b.T for b in blocks]), [f"block.{i}.w" for i in range(4)], "transpose(1,0)|stack(0)")
    heads = [p.give(f"turns.{n}", normal(12, 10)) for n in "qkv"]
    p.want("turns", np.concatenate([h.reshape(3, 4, 10) for h in heads], 1).reshape(36, 10), ["turns.q", "turns.k", "turns.v"],
           "reshape(3,-1,10)|concat(1)|reshape(36,10)")
    grouped = [p.give("grouped.q", normal(16, 10)), p.give("grouped.k", normal(8, 10))]
    p.want("grouped", np.concatenate([h.reshape(2, -1, 10) for h in grouped], 1).reshape(24, 10), ["grouped.q", "grouped.k"],
           "reshape(2,-1,10)|concat(1)|reshape(24,10)")
    return p


def casts():
    p = Pair("casts")
    w = p.give("half/kernel", normal(20, 30))
    p.want("half.weight", w.T.astype(np.float16), ["half/kernel"], "transpose(1,0)")
    w = p.give("brain/kernel", normal(20, 31))
    p.want("brain.weight", Bfloat16(w.T), ["brain/kernel"], "transpose(1,0)")
    w = p.give("cut/kernel", normal(20, 32))
    p.want("cut.weight", Bfloat16(w.T, cut=True), ["cut/kernel"], "transpose(1,0)")
    w = p.give("through/kernel", normal(20, 33))
    p.want("through.weight", w.T.astype(np.float16).astype(np.float32), ["through/kernel"], "transpose(1,0)|cast(float16)")
    w = p.give("wide", rng.standard_normal((8, 9)))
    p.want("narrow", w.astype(np.float32), ["wide"], "identity")
    w = p.give("short", normal(8, 10).astype(np.float16))
    p.want("long", w.astype(np.float32), ["short"], "identity")
    w = p.give("noisy", normal(15, 10))
    p.want("noisy.weight", (w.T * (1 + 1e-6 * rng.standard_normal((10, 15)))).astype(np.float32), ["noisy"], "transpose(1,0)")
    a = p.give("sliced.half", normal(30, 8))
    p.want("sliced.half.weight", a[5:20].astype(np.float16), ["sliced.half"], "slice(0,5,20)")
    return p


def computed():
    p = Pair("computed")
    a, b = p.give("lstm.bias_ih", normal(32)), p.give("lstm.bias_hh", normal(32))
    p.want("lstm.bias", a + b, ["lstm.bias_ih", "lstm.bias_hh"], "sum")
    w = p.give("pixels", normal(16, 3))
    p.want("pixels.scaled", (w / np.float32(255)).T, ["pixels"], "transpose(1,0)|scale(0.003921569)", "transpose(1,0)|scale(0.0039215686274509803)")
    w = p.give("norm.weight", normal(64))
    p.want("norm.scale", w + np.float32(1), ["norm.weight"], "add(1)")
    w = p.give("minus", normal(6, 7))
    p.want("plus", -w, ["minus"], "scale(-1)")
    w = p.give("gates.kernel", normal(10, 24))  # i, f, c, o of Keras; i, f, o, c of others
    i, f, c, o = np.split(w, 4, 1)
    p.want("gates.weight", np.concatenate([i, f, o, c], 1).T, ["gates.kernel"], "transpose(1,0)|reorder(0,0,1,3,2)")
    bias = p.give("gru.bias", normal(2, 18))  # z, r, h of Keras; r, z, n of PyTorch
    z, r, h = np.split(bias[0], 3)
    p.want("gru.bias_ih", np.concatenate([r, z, h]), ["gru.bias"], "slice(0,0,1)|squeeze(0)|reorder(0,1,0,2)")
    return p


def equals():
    """Equal values in several sources: names and layers must decide."""
    p = Pair("equals")
    for i in range(3):
        w = p.give(f"layer{i}/conv/kernel", normal(3, 3, 4, 4))
        p.want(f"features.{i}.conv.weight", w.transpose(3, 2, 0, 1), [f"layer{i}/conv/kernel"], "transpose(3,2,0,1)")
        p.give(f"layer{i}/conv/bias", np.zeros(4, np.float32))
        p.give(f"layer{i}/bn/gamma", np.ones(4, np.float32))
        p.give(f"layer{i}/bn/moving_variance", np.ones(4, np.float32))
    for i in range(3):
        p.want(f"features.{i}.conv.bias", np.zeros(4, np.float32), [f"layer{i}/conv/bias"], "identity")
        p.want(f"features.{i}.bn.weight", np.ones(4, np.float32), [f"layer{i}/bn/gamma"], "identity")
        p.want(f"features.{i}.bn.running_var", np.ones(4, np.float32), [f"layer{i}/bn/moving_variance"], "identity")
    table = p.give("embedding/table", normal(30, 5))
    p.give("head/table", table.copy())
    p.want("embedding.weight", table, ["embedding/table"], "identity")
    return p


def strangers():
    """Nothing of the target comes from the source."""
    p = Pair("strangers")
    for i in range(4):
        p.give(f"a{i}", normal(12, 12))
        p.give(f"b{i}", normal(12))
        p.target[f"a{i}"] = normal(12, 12)
        p.target[f"b{i}"] = normal(12)
    p.expected = []
    return p


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    for make in (layouts, reshapes, parts, casts, computed, equals, strangers):
        make().save(root)
