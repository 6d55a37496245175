"""Writes the fixtures of tst_pickle: NAME.pkl and, where the value is known, NAME.txt with its rendering."""
import collections
import os
import pickle
import sys

out = sys.argv[1]


class Point:
    def __init__(self):
        self.x = 1


class Slotted(int):
    def __new__(cls, value, *, scale=1):
        return int.__new__(cls, value)

    def __getnewargs_ex__(self):
        return (int(self),), {"scale": 2}


class Evil:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.system, ("touch " + self.path,)


def render(v, protocol):
    if v is None or isinstance(v, bool):
        return str(v)
    if isinstance(v, int):
        if -2**63 <= v < 2**63:
            return str(v)
        return "big:" + (hex(v) if protocol >= 2 else str(v))
    if isinstance(v, float):
        return "f" + v.hex()
    if isinstance(v, str):
        return "u'" + v.encode("utf-8", "surrogatepass").hex() + "'"
    if isinstance(v, (bytes, bytearray)):
        return "b'" + v.hex() + "'"
    if type(v) is list:
        return "[" + ",".join(render(x, protocol) for x in v) + "]"
    if type(v) is tuple:
        return "(" + ",".join(render(x, protocol) for x in v) + ")"
    if type(v) is dict:
        return "{" + ",".join(render(k, protocol) + ":" + render(x, protocol) for k, x in v.items()) + "}"
    raise TypeError(v)


def write(name, data, expected=None):
    with open(os.path.join(out, name + ".pkl"), "wb") as f:
        f.write(data)
    if expected is not None:
        with open(os.path.join(out, name + ".txt"), "w") as f:
            f.write(expected)


shared = ["twice"]
plain = {
    "none": None, "yes": True, "no": False, "ints": [0, 1, 255, 256, 65535, 65536, -1, -129, 2**31 - 1, -2**31, 2**31,
                                                   2**40, -2**40, 2**63 - 1, -2**63],
    "big": [2**64, -2**64, 2**100 + 12345, -(2**100)],
    "floats": [0.0, -1.5, 3.141592653589793, 1e300, float("inf"), float("-inf")],
    "text": ["", "a", "caf\u00e9", "\u4e2d\u6587", "\U0001f600", "back\\slash", "line\nbreak", "quote'\""],
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), ((),)],
    "shared": [shared, shared],
    5: {"nested": {"deeper": []}},
}
for p in range(6):
    write(f"plain-{p}", pickle.dumps(plain, protocol=p), render(plain, p))
raw = {"bytes": [b"", b"\x00\xff", b"x" * 300], "array": bytearray(b"abc")}
for p in (3, 4, 5):
    value = raw if p == 5 else {"bytes": raw["bytes"]}
    write(f"bytes-{p}", pickle.dumps(value, protocol=p), render(value, p))
many = list(range(3000))
for p in range(6):
    write(f"many-{p}", pickle.dumps(many, protocol=p), render(many, p))
for p in range(6):
    write(f"ordered-{p}", pickle.dumps(collections.OrderedDict(a=1, b=2), protocol=p))
    write(f"evil-{p}", pickle.dumps(Evil(os.path.join(out, f"executed-{p}")), protocol=p))
Point.__module__ = Slotted.__module__ = "some.where"
sys.modules["some"] = type(sys)("some")
sys.modules["some.where"] = type(sys)("some.where")
sys.modules["some.where"].Point = Point
sys.modules["some.where"].Slotted = Slotted
for p in range(6):
    write(f"point-{p}", pickle.dumps(Point(), protocol=p))
write("newobj-ex", pickle.dumps(Slotted(7), protocol=4))
write("set", pickle.dumps({3}, protocol=4))
write("frozenset", pickle.dumps(frozenset({3}), protocol=4))
write("long-bytes", pickle.dumps([b"\x01" * 100000, "t" * 5000, b"\x02" * 70000], protocol=4))
