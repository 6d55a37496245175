"""Writes the fixtures of tst_zip. Entry i of size n holds bytes (i + j * j // 7) % 251, which tst_zip recomputes."""
import io
import os
import sys
import zipfile

out = sys.argv[1]


def content(i, n):
    return bytes((i + j * j // 7) % 251 for j in range(n))


def make(name, entries, method, comment=b"", **kw):
    with zipfile.ZipFile(os.path.join(out, name), "w", method) as z:
        z.comment = comment
        for i, (entry, n) in enumerate(entries):
            with z.open(zipfile.ZipInfo(entry, (2020, 2, 3, 4, 5, 6)) if method == 0 else entry, "w", **kw) as f:
                f.write(content(i, n))


entries = [("a.npy", 1000), ("dir/b.npy", 0), ("dir/c", 70000), ("\u4e2d.bin", 5)]
make("stored.zip", entries, zipfile.ZIP_STORED)
make("deflated.zip", entries, zipfile.ZIP_DEFLATED)
make("zip64.zip", entries, zipfile.ZIP_STORED, force_zip64=True)
make("comment.zip", entries, zipfile.ZIP_DEFLATED, comment=b"hello PK\5\6 zip")
make("small.zip", [("x", 40), ("y", 3)], zipfile.ZIP_STORED)
make("small-deflated.zip", [("x", 400), ("y", 3)], zipfile.ZIP_DEFLATED)
make("empty.zip", [], zipfile.ZIP_STORED)
with open(os.path.join(out, "prefix.zip"), "wb") as f:
    f.write(b"#!/bin/sh something before the archive\n" + open(os.path.join(out, "stored.zip"), "rb").read())


class Unseekable(io.RawIOBase):
    def __init__(self, path):
        self.f = open(path, "wb")

    def writable(self):
        return True

    def write(self, b):
        return self.f.write(b)

    def close(self):
        self.f.close()


for name, method in (("descriptor.zip", zipfile.ZIP_STORED), ("descriptor-deflated.zip", zipfile.ZIP_DEFLATED)):
    stream = Unseekable(os.path.join(out, name))
    with zipfile.ZipFile(stream, "w", method) as z:
        for i, (entry, n) in enumerate(entries):
            z.writestr(entry, content(i, n))
    stream.close()
with zipfile.ZipFile(os.path.join(out, "twice.zip"), "w") as z:
    import warnings
    warnings.simplefilter("ignore")
    z.writestr("same", b"1")
    z.writestr("same", b"2")
with zipfile.ZipFile(os.path.join(out, "bomb.zip"), "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("zeros", bytes(1 << 24))
with zipfile.ZipFile(os.path.join(out, "bzip2.zip"), "w", zipfile.ZIP_BZIP2) as z:
    z.writestr("x", b"abc")
