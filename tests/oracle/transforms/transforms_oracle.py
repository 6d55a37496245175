"""Cases for tst_transforms_oracle: what every step and recipe should give, said by NumPy and PyTorch.

Writes cases.json and data.bin into the folder given. A case has the text of the transform, its sources, the target's
shape where it is needed, the result (or the error's code and words), whether an exact inverse is declared, and how many
units in the last place the result may differ: 0 where elements only move or are computed once in float64."""
import json
import math
import sys

import numpy as np
import torch

folder, seed = sys.argv[1], int(sys.argv[2])
rng = np.random.default_rng(seed)
torch.manual_seed(seed)
data = open(folder + "/data.bin", "wb")
cases = []


def put(a):
    # ascontiguousarray makes a scalar a vector; reshape keeps it one.
    a = np.ascontiguousarray(a).reshape(np.shape(a))
    at = data.tell()
    data.write(a.tobytes())
    return {"shape": list(a.shape), "dtype": str(a.dtype), "offset": at, "bytes": a.nbytes}


def case(text, sources, result=None, target=False, inverse=None, ulp=0, error=None, says="", quantization=None, loses=None, target_type=None):
    sources = [np.asarray(s) for s in sources]
    c = {"text": text, "sources": [put(s) for s in sources], "ulp": ulp, "target": target, "inverse": inverse, "error": error, "says": says,
         "quantization": quantization, "loses": loses}
    if error is None:
        c["result"] = put(result)
    if target_type is not None:
        c["targetType"] = target_type
    cases.append(c)


def rand(*shape, dtype=np.float32):
    if np.issubdtype(dtype, np.integer):
        return rng.integers(-100, 100, shape).astype(dtype)
    return rng.standard_normal(shape).astype(dtype)


def dims(n, low=1, high=5):
    return [int(d) for d in rng.integers(low, high + 1, n)]


def f64(a):
    return a.astype(np.float64)


kinds = [np.float32, np.float16, np.float64, np.int8, np.int64, np.float32]


def kind():
    return kinds[int(rng.integers(len(kinds)))]


def computed(a, value):
    """Rounded once: to the type that went in, float32 for integers."""
    return value.astype(a.dtype if a.dtype.kind == "f" else np.float32)


# Steps that move ----------------------------------------------------------------------------------------------------
for _ in range(12):
    n = int(rng.integers(1, 5))
    blocks = [int(b) for b in rng.permutation(int(rng.integers(1, 6)))]
    shape = dims(n)
    axis = int(rng.integers(n))
    shape[axis] = len(blocks) * int(rng.integers(1, 4))
    a = rand(*shape, dtype=kind())
    parts = np.split(a, len(blocks), axis)
    case("reorder(%d,%s)" % (axis - n if rng.random() < .5 else axis, ",".join(map(str, blocks))), [a],
         np.concatenate([parts[b] for b in blocks], axis), inverse=True, loses=False)
a = rand(3, 8)
i, j, f, o = np.split(a, 4, 1)
case("reorder(1,ijfo->ifjo)", [a], np.concatenate([i, f, j, o], 1), inverse=True)
case("reorder(0,1,0)", [rand(5)], error="mismatch", says="equal blocks")

for _ in range(10):
    n = int(rng.integers(1, 5))
    axis, count = int(rng.integers(n)), int(rng.integers(1, 4))
    a = rand(*dims(n), dtype=kind())
    case("repeat(%d,%d)" % (axis, count), [a], np.repeat(a, count, axis), inverse=True)
    case("repeat(%d,%d,tile)" % (axis, count), [a], np.concatenate([a] * count, axis), inverse=True)


def expand(k, g, i, o):
    k = np.moveaxis(k, (i, o), (0, 1))
    a, out = k.shape[0], k.shape[1] // g
    r = np.zeros((a * g,) + k.shape[1:], k.dtype)
    for j in range(g):
        r[j * a:(j + 1) * a, j * out:(j + 1) * out] = k[:, j * out:(j + 1) * out]
    return np.moveaxis(r, (0, 1), (i, o))


for _ in range(10):
    g, a, b, h = int(rng.integers(1, 4)), *dims(3, 1, 4)
    hwio, oihw = rand(h, 2, a, b * g, dtype=kind()), rand(b * g, a, h, 3)
    case("conv:groups-expand(%d)" % g, [hwio], expand(hwio, g, 2, 3), inverse=True, loses=False)
    case("conv:groups-expand(%d,OIHW)" % g, [oihw], expand(oihw, g, 1, 0), inverse=True)
    case("groups(expand,%d,1,0)|groups(collapse,%d,1,0)" % (g, g), [oihw], oihw, inverse=True)
    case("conv:groups-collapse(%d,HWIO)" % g, [expand(hwio, g, 2, 3)], hwio, inverse=True, loses=False)
    part = int(rng.integers(g))
    case("conv:groups-split(%d,%d,HWIO)" % (g, part), [hwio], np.split(hwio, g, 3)[part], inverse=g == 1)
    case("conv:groups-concat(HWIO)", np.split(hwio, g, 3), hwio)
    case("conv:groups-concat(HWIO)|conv:groups-expand(%d)" % g, np.split(hwio, g, 3), expand(hwio, g, 2, 3))
full = rand(3, 3, 4, 6)
case("conv:groups-collapse(2)", [full], error="mismatch", says="between the groups")
case("conv:groups-expand(4)", [full], error="mismatch", says="equal groups")
# An ungrouped convolution with the expanded kernel is the grouped one.
k = torch.randn(6, 2, 3, 3, dtype=torch.float64)
x = torch.randn(1, 4, 5, 5, dtype=torch.float64)
dense = torch.from_numpy(expand(k.numpy(), 2, 1, 0).copy())
assert torch.allclose(torch.conv2d(x, k, groups=2), torch.conv2d(x, dense))

a = rand(3, 3, 4, 5)
case("conv:theano-flip", [a], a[::-1, ::-1], inverse=True)
case("conv:theano-flip(OIHW)", [a], a[:, :, ::-1, ::-1], inverse=True)
case("layers:stack", [a, a + 1, a + 2], np.stack([a, a + 1, a + 2]))
case("experts:stack(1)", [a, a + 1], np.stack([a, a + 1], 1))
case("layers:unstack(2)", [a], a[2])
case("layers:unstack(-1,1)", [a], a[:, -1])
case("labels:add-background(3)", [a], np.pad(a, [(0, 0)] * 3 + [(1, 0)]), inverse=True)
case("labels:drop-background", [a], a[..., 1:])
rgb = rand(5, 5, 3, 7)
case("input:rgb->bgr(2)", [rgb], rgb[:, :, ::-1], inverse=True)

# Depthwise kernels
for m in (1, 2, 3):
    k = rand(3, 2, 4, m)
    case("depthwise:HWCM->OIHW", [k], k.transpose(2, 3, 0, 1).reshape(4 * m, 1, 3, 2), target=True, inverse=True)
    case("depthwise:OIHW->HWCM(%d)" % m, [k.transpose(2, 3, 0, 1).reshape(4 * m, 1, 3, 2)], k, inverse=True)
    case("depthwise:IHWO->HWCM(%d)" % m, [k.reshape(1, 3, 2, 4 * m)], k, inverse=True)
    case("depthwise:HWCM->IHWO", [k], k.reshape(1, 3, 2, 4 * m), target=True, inverse=True)
k = rand(1, 3, 2, 4)
case("depthwise:IHWO->OIHW", [k], k.transpose(3, 0, 1, 2), inverse=True)
case("depthwise:OIHW->HWCM(3)", [rand(4, 1, 3, 3)], error="mismatch", says="multiple of 3")
a = rand(4 * 3 * 2, 5)
case("flatten:CHW->HWC(2,4,3)", [a], a.reshape(2, 4, 3, 5).transpose(1, 2, 0, 3).reshape(24, 5), inverse=True)
case("flatten:HWC->CHW(4,3,2)", [a], a.reshape(4, 3, 2, 5).transpose(2, 0, 1, 3).reshape(24, 5), inverse=True)
case("flatten:HWC->CHW(4,3,2,1)", [a.T], a.T.reshape(5, 4, 3, 2).transpose(0, 3, 1, 2).reshape(5, 24), inverse=True)

# Steps that compute --------------------------------------------------------------------------------------------------
for _ in range(12):
    a = rand(*dims(int(rng.integers(1, 5))), dtype=kind())
    s = float(rng.choice([0.5, -2.0, 4.0, 0.1, 3.0, -0.25]))
    power = math.frexp(abs(s))[0] == 0.5 and a.dtype.kind == "f"
    case("scale(%s)" % s, [a], computed(a, f64(a) * s), inverse=power, loses=not power)
    case("add(%s)" % s, [a], computed(a, f64(a) + s), inverse=False, loses=True)
    # Rounded once at the end, not between two steps.
    case("scale(0.1)|add(1)|scale(10)", [a], computed(a, (f64(a) * 0.1 + 1.0) * 10.0))
    axis = int(rng.integers(a.ndim))
    case("sum(%d)" % axis, [a], computed(a, f64(a).sum(axis)), inverse=False, ulp=1)
    several = [a] + [rand(*a.shape, dtype=a.dtype.type) for _ in range(int(rng.integers(1, 4)))]
    total = f64(several[0])
    for b in several[1:]:
        total = total + f64(b)
    case("sum", several, computed(a, total), inverse=False)
    case("scale(%s)|concat(0)" % s, several, computed(a, np.concatenate([f64(b) * s for b in several])))
case("scale(0.5)", [np.array([True, False])], error="unsupported", says="cannot compute")
case("sum", [rand(2, 3), rand(3, 2)], error="mismatch", says="one shape")
case("sum", [rand(2, 3)], error="mismatch", says="several sources")
a = rand(7, 5)
case("scale(0.1)|cast(float16)", [a], (f64(a) * 0.1).astype(np.float16))
h = (rng.standard_normal(4000) * 3).astype(np.float64)
case("cast(float16)", [h], h.astype(np.float16))

for _ in range(6):
    q = rng.integers(-128, 128, dims(4)).astype(np.int8)
    s, z = float(np.float32(rng.random() + .01)), int(rng.integers(-10, 10))
    case("dequantize", [q], ((f64(q) - z) * s).astype(np.float32), quantization={"scales": [s], "zeros": [z], "axis": -1}, loses=False)
    case("dequantize(%r,%d)" % (s, z), [q], ((f64(q) - z) * s).astype(np.float32))
    axis = int(rng.integers(4))
    n = q.shape[axis]
    scales = [float(x) for x in rng.random(n) + .01]
    zeros = [int(x) for x in rng.integers(-5, 5, n)]
    along = [1] * 4
    along[axis] = n
    value = (f64(q) - np.reshape(zeros, along)) * np.reshape(scales, along)
    case("dequantize", [q], value.astype(np.float32), quantization={"scales": scales, "zeros": zeros, "axis": axis})
    case("dequantize|transpose(3,2,0,1)", [q], value.transpose(3, 2, 0, 1).astype(np.float32), quantization={"scales": scales, "zeros": zeros, "axis": axis})
    case("dequantize", [q], value.astype(np.float16), target=True, quantization={"scales": scales, "zeros": zeros, "axis": axis})
case("dequantize", [rand(3, dtype=np.int8)], error="mismatch", says="own scale")
case("dequantize", [rand(3, dtype=np.int8)], error="mismatch", says="does not fit", quantization={"scales": [1, 2], "zeros": [0, 0], "axis": 0})

for ways, ndim in ((("linear",), 1), (("nearest", "bilinear", "bicubic"), 2)):
    for way in ways:
        for align in (False, True):
            for smooth in (False, True):
                if way == "nearest" and (align or smooth) or (way == "linear" and smooth) or (align and smooth):
                    continue
                for _ in range(5):
                    a = rand(*dims(2, 1, 3), *dims(ndim, 1, 12))
                    size = dims(ndim, 1, 14)
                    how = {} if way == "nearest" else {"align_corners": align}
                    if smooth:
                        how["antialias"] = True
                    r = torch.nn.functional.interpolate(torch.from_numpy(f64(a)), size=size, mode=way, **how).numpy().astype(np.float32)
                    words = (",align_corners" if align else "") + (",antialias" if smooth else "")
                    text = ",".join("%d,%d" % (k + 2, s) for k, s in enumerate(size))
                    # torch takes its weights from float32 scales now and then: a few units near zero.
                    same = list(a.shape[2:]) == size
                    case("resize(%s,%s%s)" % (way, text, words), [a], r, ulp=-1, inverse=same)
                    case("resize(%s%s)" % (way, words), [a], r, ulp=-1, target=True)
case("resize(bilinear)", [rand(2, 3)], error="usage", says="target")

for prefix, side, to, way, words in ((1, 4, 7, "bicubic", ""), (0, 3, 5, "bilinear", ",antialias"), (2, 7, 4, "bicubic", ",antialias"), (1, 5, 3, "bilinear", ",align_corners")):
    a = rand(1, prefix + side * side, 6)
    grid = torch.from_numpy(f64(a[:, prefix:])).reshape(1, side, side, 6).permute(0, 3, 1, 2)
    how = {"align_corners": "align" in words, "antialias": "anti" in words} if "anti" in words else {"align_corners": "align" in words}
    new = torch.nn.functional.interpolate(grid, size=(to, to), mode=way, **how).permute(0, 2, 3, 1).reshape(1, to * to, 6).numpy()
    r = np.concatenate([a[:, :prefix], new], 1).astype(np.float32)
    case("pos_embed:resize(%s,%d%s)" % (way, prefix, words), [a], r, target=True, ulp=-1, inverse=False)
    case("pos_embed:resize(%s,%d,%d,%d%s)" % (way, prefix, to, to, words), [a[0]], r[0], ulp=-1)
a = rand(1 + 6 * 4, 3)
new = torch.nn.functional.interpolate(torch.from_numpy(f64(a[1:])).reshape(1, 6, 4, 3).permute(0, 3, 1, 2), size=(3, 9), mode="bicubic").permute(0, 2, 3, 1).reshape(27, 3)
case("pos_embed:resize(bicubic,1,3,9,6,4)", [a], np.concatenate([a[:1], new.numpy()]).astype(np.float32), ulp=-1)
case("pos_embed:resize(bicubic,1)", [a], np.zeros((50, 3), np.float32), target=True, error="mismatch", says="prefix tokens")

rgb = rand(5, 5, 3, 7)
case("input:rgb->gray(2)", [rgb], f64(rgb).sum(2, keepdims=True).astype(np.float32), ulp=1, inverse=False)
case("input:rgb->gray(2,luma)", [rgb], (f64(rgb) * np.reshape([.299, .587, .114], (3, 1))).sum(2, keepdims=True).astype(np.float32), ulp=1)
case("input:rgb->gray(2,mean)", [rgb], f64(rgb).mean(2, keepdims=True).astype(np.float32), ulp=1)
gray = rand(4, 1, 3, 3)
case("input:gray->rgb(1)", [gray], (np.repeat(f64(gray), 3, 1) / 3).astype(np.float32), ulp=1)
case("input:rgb->gray(3)", [rgb], error="mismatch", says="3 channels")

words = rand(11, 4)
case("vocab:pad(16)", [words], np.pad(words, ((0, 5), (0, 0))), inverse=True)
case("vocab:pad(16,0.5)", [words], np.pad(words, ((0, 5), (0, 0)), constant_values=.5), inverse=True)
case("vocab:pad(9,0,1)", [words], np.pad(words, ((0, 0), (0, 5))), inverse=True)
case("vocab:pad(target,mean)", [words], np.concatenate([words, np.repeat(f64(words).mean(0, keepdims=True), 3, 0)]).astype(np.float32), target=True, ulp=1)
big = rand(300, 5000)
case("vocab:pad(302,mean)", [big], np.concatenate([big, np.repeat(f64(big).mean(0, keepdims=True), 2, 0)]).astype(np.float32), ulp=4)
case("vocab:crop(7)", [words], words[:7], inverse=False)
case("vocab:crop(target)", [words], words[:5], target=True)
case("vocab:crop(12)", [words], error="mismatch", says="at least 12")
case("vocab:pad(8)", [words], error="mismatch", says="at most 8")

# Attention -----------------------------------------------------------------------------------------------------------
for _ in range(6):
    d, h, e = 2 * int(rng.integers(1, 4)), int(rng.integers(1, 4)), int(rng.integers(1, 5))
    kv = int(rng.integers(1, 4))
    h *= kv
    for tail in ((e,), ()):
        q, k, v = [rand(n, d, *tail) for n in (h, kv, kv)]
        flat = lambda x: x.reshape((-1,) + tail)
        k3, v3 = rand(h, d, *tail), rand(h, d, *tail)
        blocks = np.concatenate([flat(q), flat(k), flat(v)])
        case("qkv:fuse(0)", [flat(q), flat(k3), flat(v3)], np.concatenate([flat(q), flat(k3), flat(v3)]))
        case("qkv:fuse(0,blocks,%d,%d)" % (h, kv), [flat(q), flat(k), flat(v)], blocks)
        per_head = flat(np.concatenate([np.stack([q[i], k3[i], v3[i]]) for i in range(h)]))
        case("qkv:fuse(0,heads,%d)" % h, [flat(q), flat(k3), flat(v3)], per_head)
        g = h // kv
        grouped = flat(np.concatenate([np.concatenate([q[i * g:(i + 1) * g], k[i:i + 1], v[i:i + 1]]) for i in range(kv)]))
        case("qkv:fuse(0,groups,%d,%d)" % (h, kv), [flat(q), flat(k), flat(v)], grouped)
        for part, x, y in (("q", q, q), ("k", k, k3), ("v", v, v3)):
            case("qkv:split(%s,0,blocks,%d,%d)" % (part, h, kv), [blocks], flat(x))
            case("qkv:split(%s,0,heads,%d)" % (part, h), [per_head], flat(y))
            case("qkv:split(%s,0,groups,%d,%d)" % (part, h, kv), [grouped], flat(x))
            case("qkv:split(%s,0)" % part, [np.concatenate([flat(q), flat(k3), flat(v3)])], flat(y))
        # Meta's rows (even and odd neighbours) to Hugging Face's (first half, second half).
        half = np.stack([np.concatenate([q[i, 0::2], q[i, 1::2]]) for i in range(h)])
        case("rope:permute(%d)" % h, [flat(q)], flat(half), inverse=True)
        case("rope:unpermute(%d)" % h, [flat(half)], flat(q), inverse=True)
    case("rope:permute(%d,1)" % h, [flat(q).reshape(1, -1)], flat(half).reshape(1, -1), inverse=True)
    m = rand(e, 3 * h * d)
    case("qkv:split(k,1,heads,%d)" % h, [m], m.reshape(e, h, 3, d)[:, :, 1].reshape(e, h * d))
    gate, up = rand(e, 6), rand(e, 6)
    case("gate_up:fuse(1)", [gate, up], np.concatenate([gate, up], 1))
    mixed = np.empty((e, 12), np.float32)
    mixed[:, 0::2], mixed[:, 1::2] = gate, up
    case("gate_up:fuse(1,interleaved)", [gate, up], mixed)
    case("gate_up:split(gate,1)", [np.concatenate([gate, up], 1)], gate)
    case("gate_up:split(up,-1)", [np.concatenate([gate, up], 1)], up)
    case("gate_up:split(up,1,interleaved)", [mixed], up)
case("qkv:split(q,0)", [rand(7, 2)], error="mismatch", says="multiple of 3")
case("rope:permute(2)", [rand(6, 2)], error="mismatch", says="even size")
case("qkv:fuse(0)", [rand(3), rand(3)], error="mismatch", says="three sources")

# Folding -------------------------------------------------------------------------------------------------------------
for _ in range(5):
    o, i = dims(2, 2, 5)
    eps = float(rng.choice([1e-3, 1e-5]))
    k, b = rand(o, i, 3, 3), rand(o)
    gamma, beta, mean, var = rand(o), rand(o), rand(o), np.abs(rand(o)) + np.float32(.1)
    f = f64(gamma) / np.sqrt(f64(var) + eps)
    fk, fb = f64(k) * f[:, None, None, None], f64(beta) + (f64(b) - f64(mean)) * f
    case("bn:fold(kernel,%r,0)" % eps, [k, gamma, var], fk.astype(np.float32), ulp=1, inverse=False)
    case("bn:fold(kernel,%r,-1)" % eps, [k.transpose(2, 3, 1, 0), gamma, var], fk.transpose(2, 3, 1, 0).astype(np.float32), ulp=1)
    case("bn:fold(kernel,%r,0)" % eps, [k, var], (f64(k) / np.sqrt(f64(var) + eps)[:, None, None, None]).astype(np.float32), ulp=1)
    case("bn:fold(bias,%r)" % eps, [b, gamma, beta, mean, var], fb.astype(np.float32), ulp=-1, inverse=False)
    case("bn:fold(bias,%r)" % eps, [gamma, beta, mean, var], (f64(beta) - f64(mean) * f).astype(np.float32), ulp=-1)
    case("bn:fold(bias,%r,no_gamma)" % eps, [b, beta, mean, var], (f64(beta) + (f64(b) - f64(mean)) / np.sqrt(f64(var) + eps)).astype(np.float32), ulp=-1)
    t = [torch.from_numpy(f64(x)) for x in (k, b, mean, var, gamma, beta)]
    x = torch.randn(2, i, 5, 5, dtype=torch.float64)
    y = torch.nn.functional.batch_norm(torch.conv2d(x, t[0], t[1]), t[2], t[3], t[4], t[5], eps=eps)
    assert torch.allclose(y, torch.conv2d(x, torch.from_numpy(fk), torch.from_numpy(fb)))
    for axis in (0, 1, None):
        v = rand(o, i, 3)
        dim = -1 if axis is None else axis
        g = torch.from_numpy(np.abs(rand(*[1 if axis is None or a != axis else n for a, n in enumerate(v.shape)])))
        if axis is None:
            g = g.reshape(())
            w = f64(v) * (f64(g.numpy()) / np.sqrt((f64(v) ** 2).sum()))
        else:
            w = torch._weight_norm(torch.from_numpy(f64(v)), g.double(), dim).numpy()
        case("weight_norm:fold" + ("" if axis == 0 else "(none)" if axis is None else "(%d)" % axis), [g.numpy(), v], w.astype(np.float32), ulp=1, inverse=False)
case("bn:fold(kernel,0.001)", [rand(4, 4, 3, 3), rand(4), rand(4)], error="mismatch", says="axis of the output channels")
case("bn:fold(kernel,0.001,1)", [rand(4, 5, 3, 3), rand(4), rand(4)], error="mismatch", says="do not fit")
case("weight_norm:fold", [rand(3), rand(4, 2)], error="mismatch", says="do not fit")


# Recurrent layers ----------------------------------------------------------------------------------------------------
def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def keras_lstm(x, kernel, recurrent, bias):
    u = recurrent.shape[0]
    h = c = np.zeros(u)
    for row in x:
        i, f, g, o = np.split(row @ kernel + h @ recurrent + bias, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
    return h


def tf_lstm(x, kernel, bias, forget_bias):
    u = kernel.shape[1] // 4
    h = c = np.zeros(u)
    for row in x:
        i, j, f, o = np.split(np.concatenate([row, h]) @ kernel + bias, 4)
        c = sigmoid(f + forget_bias) * c + sigmoid(i) * np.tanh(j)
        h = sigmoid(o) * np.tanh(c)
    return h


def keras_gru(x, kernel, recurrent, bias, after):
    u = recurrent.shape[0]
    h = np.zeros(u)
    for row in x:
        if after:
            xz, xr, xh = np.split(row @ kernel + bias[0], 3)
            hz, hr, hh = np.split(h @ recurrent + bias[1], 3)
            z, r = sigmoid(xz + hz), sigmoid(xr + hr)
            n = np.tanh(xh + r * hh)
        else:
            xz, xr, xh = np.split(row @ kernel + bias, 3)
            hz, hr, _ = np.split(h @ recurrent, 3)
            z, r = sigmoid(xz + hz), sigmoid(xr + hr)
            n = np.tanh(xh + (r * h) @ recurrent[:, 2 * u:])
        h = z * h + (1 - z) * n
    return h


def tf_gru(x, gates, gates_bias, candidate, candidate_bias):
    h = np.zeros(candidate.shape[1])
    for row in x:
        r, z = np.split(sigmoid(np.concatenate([row, h]) @ gates + gates_bias), 2)
        n = np.tanh(np.concatenate([row, r * h]) @ candidate + candidate_bias)
        h = z * h + (1 - z) * n
    return h


def torch_rnn(cls, n, u, x, wi, wh, bi, bh):
    m = cls(n, u).double()
    with torch.no_grad():
        for p, v in zip((m.weight_ih_l0, m.weight_hh_l0, m.bias_ih_l0, m.bias_hh_l0), (wi, wh, bi, bh)):
            p.copy_(torch.from_numpy(np.ascontiguousarray(f64(v))))
    return m(torch.from_numpy(x)[:, None])[0][-1, 0].detach().numpy()


def cudnn_kernel(k, g):
    """Keras' own way from a kernel of a plain layer to one of a CuDNN layer: kernel.T.reshape(kernel.shape), by gate."""
    return np.hstack([b.T.reshape(b.shape) for b in np.hsplit(k, g)])


for _ in range(4):
    n, u = int(rng.integers(3, 6)), int(rng.integers(1, 5))
    x = rng.standard_normal((4, n))
    k, r, b = rand(n, 4 * u), rand(u, 4 * u), rand(4 * u)
    half = (f64(b) * .5).astype(np.float32)
    assert np.allclose(keras_lstm(x, f64(k), f64(r), f64(b)), torch_rnn(torch.nn.LSTM, n, u, x, k.T, r.T, half, half))
    case("lstm:keras->pytorch", [k], k.T, inverse=True)
    case("lstm:keras->pytorch(recurrent_kernel)", [r], r.T, inverse=True)
    case("lstm:keras->pytorch", [b], half, inverse=True)
    case("lstm:keras->pytorch(bias_ih)", [b], b, inverse=True)
    case("lstm:keras->pytorch(bias_hh)", [b], 0 * b, inverse=False)
    case("lstm:pytorch->keras", [k.T], k, inverse=True)
    b2 = rand(4 * u)
    case("lstm:pytorch->keras", [b, b2], (f64(b) + f64(b2)).astype(np.float32), inverse=False)
    # CuDNNLSTM of Keras: the bias is halved for both, and added up on the way back.
    case("lstm:keras->cudnn", [k], cudnn_kernel(k, 4), inverse=True)
    case("lstm:keras->cudnn(recurrent_kernel)", [r], np.hstack([m.T for m in np.hsplit(r, 4)]), inverse=True)
    case("lstm:keras->cudnn", [b], np.tile(half, 2), inverse=True)
    case("lstm:cudnn->keras", [cudnn_kernel(k, 4)], k, inverse=True)
    b8 = rand(8 * u)
    case("lstm:cudnn->keras", [b8], f64(b8).reshape(2, -1).sum(0).astype(np.float32), inverse=False)
    case("lstm:cudnn->pytorch", [cudnn_kernel(k, 4)], k.T, inverse=True)
    case("lstm:cudnn->pytorch(bias_hh)", [b8], b8[4 * u:])
    case("lstm:pytorch->cudnn", [b8[:4 * u], b8[4 * u:]], b8)
    case("lstm:pytorch->cudnn", [k.T], cudnn_kernel(k, 4), inverse=True)
    # TensorFlow's cells
    swap = lambda m: np.concatenate([np.split(m, 4, -1)[i] for i in (0, 2, 1, 3)], -1)  # i f c o <-> i j f o
    tfk, forget = swap(np.concatenate([k, r])), np.repeat([0, 0, 1, 0], u)
    tfb = (f64(swap(b)) - forget).astype(np.float32)
    assert np.allclose(keras_lstm(x, f64(k), f64(r), f64(b)), tf_lstm(x, f64(tfk), f64(swap(b)) - forget, 1.0))
    case("lstm:tf->keras(kernel)", [tfk], k)
    case("lstm:tf->keras(recurrent_kernel)", [tfk], r)
    case("lstm:tf->keras", [tfb], (swap(f64(tfb)) + np.repeat([0, 1, 0, 0], u)).astype(np.float32))
    case("lstm:tf->keras(bias,0)", [tfb], swap(tfb), inverse=True)
    case("lstm:keras->tf", [k, r], tfk)
    case("lstm:keras->tf", [b], tfb)
    case("lstm:tf->pytorch(kernel)", [tfk], k.T)
    case("lstm:pytorch->tf", [k.T, r.T], tfk)
    case("lstm:pytorch->tf", [b, b2], (swap(f64(b) + f64(b2)) - forget).astype(np.float32))
    case("lstm:tf->pytorch", [tfb], ((swap(f64(tfb)) + np.repeat([0, 1, 0, 0], u)) * .5).astype(np.float32))
    # ONNX: i o f c
    onnx = lambda m: np.concatenate([np.split(m, 4, 0)[i] for i in (0, 3, 1, 2)])
    case("lstm:keras->onnx", [k], onnx(k.T)[None], inverse=True)
    case("lstm:onnx->keras", [onnx(k.T)[None]], k, inverse=True)
    case("lstm:pytorch->onnx", [b, b2], np.concatenate([onnx(b), onnx(b2)])[None])
    case("lstm:onnx->pytorch(bias_ih)", [np.concatenate([onnx(b), onnx(b2)])[None]], b)
    case("lstm:onnx->keras(bias)", [np.concatenate([onnx(b), onnx(b2)])[None]], (f64(b) + f64(b2)).astype(np.float32))

    k, r, b = rand(n, 3 * u), rand(u, 3 * u), rand(2, 3 * u)
    rzh = lambda m: np.concatenate([np.split(m, 3, -1)[i] for i in (1, 0, 2)], -1)
    assert np.allclose(keras_gru(x, f64(k), f64(r), f64(b), True), torch_rnn(torch.nn.GRU, n, u, x, rzh(k).T, rzh(r).T, rzh(b[0]), rzh(b[1])))
    case("gru:keras->pytorch", [k], rzh(k).T, inverse=True)
    case("gru:keras->pytorch(recurrent_kernel)", [r], rzh(r).T, inverse=True)
    case("gru:keras->pytorch(bias_ih)", [b], rzh(b[0]))
    case("gru:keras->pytorch(bias_hh)", [b], rzh(b[1]))
    case("gru:pytorch->keras", [rzh(k).T], k, inverse=True)
    case("gru:pytorch->keras", [rzh(b[0]), rzh(b[1])], b)
    case("gru:keras->cudnn", [k], cudnn_kernel(k, 3), inverse=True)
    case("gru:keras->cudnn(bias)", [b], b.reshape(-1), inverse=True)
    case("gru:cudnn->keras", [b.reshape(-1)], b, inverse=True)
    case("gru:cudnn->keras", [cudnn_kernel(k, 3)], k, inverse=True)
    case("gru:cudnn->pytorch(bias_hh)", [b.reshape(-1)], rzh(b[1]))
    case("gru:keras->onnx", [k], k.T[None], inverse=True)
    case("gru:keras->onnx(bias)", [b], b.reshape(1, -1), inverse=True)
    # The reset gate before: TensorFlow's GRUCell and reset_after=False, and nothing else.
    b = rand(3 * u)
    both, zr = np.concatenate([k, r]), lambda m: np.concatenate([m[..., u:2 * u], m[..., :u]], -1)
    gates, candidate = zr(both), both[:, 2 * u:]
    assert np.allclose(keras_gru(x, f64(k), f64(r), f64(b), False), tf_gru(x, f64(gates), f64(zr(b)), f64(candidate), f64(b[2 * u:])))
    case("gru:tf->keras-reset-before(kernel)", [gates, candidate], k)
    case("gru:tf->keras-reset-before(recurrent_kernel)", [gates, candidate], r)
    case("gru:tf->keras-reset-before", [zr(b), b[2 * u:]], b)
    case("gru:keras-reset-before->tf(gates)", [k, r], gates)
    case("gru:keras-reset-before->tf(candidate)", [k, r], candidate)
    case("gru:keras-reset-before->tf(gates)", [b], zr(b))
    case("gru:keras->pytorch", [b], error="unsupported", says="reset_after=False")
    case("gru:keras->cudnn", [b], error="unsupported", says="reset_after=False")
    case("gru:keras-reset-before->cudnn", [k], error="unsupported", says="cannot be exact")
    case("gru:tf->pytorch(kernel)", [gates], error="unsupported", says="cannot be exact")
case("lstm:pytorch->keras", [rand(8)], error="mismatch", says="bias_hh")
case("lstm:keras->pytorch", [rand(3, 7)], error="mismatch", says="does not fit")
case("lstm:tf->keras", [rand(5, 8)], error="usage", says="needs the part")
case("gru:keras->pytorch", [rand(2, 6)], error="usage", says="apart")

json.dump(cases, open(folder + "/cases.json", "w"))
