#!/usr/bin/env python3
"""Break the library on purpose, one way at a time, in a copy, and see the digests of run.py notice it.

Each break is one that no other compiler, order or machine is needed to make, and that only those show.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# What is done, file, text before, text after, where it must show, and as what.
BREAKS = [
    ("packed in the machine's own order", "lib/kernels/pack.c",
     r"bytes\[k\] = \(uint8_t\)\(word >> \(8 \* k\)\);", r"bytes[k] = ((const uint8_t *)&word)[k];",
     ["machines", "s390x -O2"], r"unpack\(.* does not hold|differs"),
    ("products and sums fused", "lib/kernels/strict.h",
     r"#pragma GCC optimize", r"#pragma GCC poison hst__nothing //",
     ["machines", "aarch64 -O3"], r"differs"),
    ("vector code that leaves out a sample", "lib/kernels/underwater.c",
     r"underwater\(HST__PATH_AVX2, out, x, n,", r"underwater(HST__PATH_AVX2, out, x, n - (n > 9),",
     ["compilers", "gcc -O1, avx2"], r"drawdown differs"),
    ("chunks of even length counted wrong", "lib/kernels/log_sketch.c",
     r"word\[WORD_TOTAL\] \+= \(uint64_t\)n;", r"word[WORD_TOTAL] += (uint64_t)(n | 1);",
     ["compilers", "gcc -O1, portable"], r"(digest_quantile.c|quantile differs)"),
    ("a merge that moves a key", "lib/kernels/moment_state.c",
     r"value_of\(from\.least\), from\.least_key\)", r"value_of(from.least), from.least_key + 1)",
     ["compilers", "gcc -O1, portable"], r"moments differs: \d+ merge trees"),
]


def seen(tree, path, before, after, where, sign):
    """Whether the break shows there as it must; the file is put back."""
    full = os.path.join(tree, path)
    with open(full, encoding="utf-8") as file:
        text = file.read()
    broken = re.sub(before, lambda _: after, text, count=1)
    if broken == text:
        sys.exit("%s has nothing to break: %s" % (path, before))
    with open(full, "w", encoding="utf-8") as file:
        file.write(broken)
    done = subprocess.run([sys.executable, os.path.join(tree, "tests/digest/run.py")] + where, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with open(full, "w", encoding="utf-8") as file:
        file.write(text)
    return done.returncode == 1 and re.search(sign, done.stdout) is not None, done.stdout


def main():
    wrong = 0
    with tempfile.TemporaryDirectory() as tree:
        for part in ("include", "lib", "tests"):
            shutil.copytree(os.path.join(ROOT, part), os.path.join(tree, part))
        for what, path, before, after, where, sign in BREAKS:
            noticed, said = seen(tree, path, before, after, where, sign)
            verdict = "seen" if noticed else "NOT SEEN by %s:\n%s" % (" ".join(where), said)
            print("%-40s %s" % (what, verdict), flush=True)
            wrong += not noticed
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
