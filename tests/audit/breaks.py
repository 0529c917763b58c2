#!/usr/bin/env python3
"""Break the rules of the source tree on purpose, one at a time, in a copy, and see the audit that guards each fail."""
import os
import re
import shutil
import sys
import tempfile

import audit

# What is done, the audit that must see it, and the edit: path -> text before to text after, or None to remove the file.
# Room, function and error are ones that the tree has; they are looked up by what the edit needs.


def cut(pattern, flags=re.S):
    return lambda old: re.sub(pattern, "", old, count=1, flags=flags)


def put(pattern, text, flags=re.S):
    return lambda old: re.sub(pattern, text, old, count=1, flags=flags)


def forget_error(function, error):
    """Every assertion of one error of one function becomes an assertion of nothing."""
    def change(old):
        for statement in list(audit.statements(old, "assert_status")):
            if function + "(" in statement and error in statement:
                old = old.replace(statement, "(void)0")
        return old
    return change


def long_function(old):
    return old + "\nstatic int long_one(int x) {\n" + "    x += 1;\n" * 80 + "    return x;\n}\n"


BREAKS = [
    ("a room has no test", "identity", "tests/test_rate.c", None),
    ("a room has no bench", "identity", "bench/bench_rate.c", None),
    ("a room has no fuzz target", "identity", "tests/fuzz/fuzz_rate.c", None),
    ("a room has no source", "identity", "lib/rate.c", None),
    ("a source has no header", "identity", "include/hashstat/rate.h", None),
    ("the build forgets a room", "identity", "CMakeLists.txt", cut(r"(?<=ROOMS base work) rate")),
    ("the umbrella forgets a room", "identity", "include/hashstat.h", cut(r'#include "hashstat/rate.h"\n')),
    ("a room uses one above it", "dependencies", "lib/rate.c",
     put(r'#include "internal.h"', '#include "internal.h"\n#include "hashstat/impact.h"')),
    ("a header needs more than two headers of C", "dependencies", "include/hashstat/rate.h",
     put(r'#include "base.h"|#include "hashstat/base.h"', r"\g<0>\n#include <stdio.h>")),
    ("a kernel uses a room", "dependencies", "lib/kernels/strict.h",
     put(r"#include <float.h>", '#include <float.h>\n#include "hashstat/base.h"')),
    ("a kernel calls a public function", "dependencies", "lib/kernels/strict.h",
     put(r"#include <float.h>", "#include <float.h>\nint hst_rate_estimate(void);")),
    ("the table lets a room use one above it", "dependencies", "lib/README.md",
     put(r"\| `rate` \| `base`", "| `rate` | `base` `impact`")),
    ("the table forgets a room", "dependencies", "lib/README.md", cut(r"\| `rate` \|[^\n]*\n")),
    ("a contract lacks its cost", "contracts", "include/hashstat/rate.h", cut(r" \* @cost[^\n]*\n")),
    ("a contract lacks its answer", "contracts", "include/hashstat/base.h", cut(r" \* @return[^\n]*\n")),
    ("two tags change places", "contracts", "include/hashstat/base.h",
     put(r"( \* @threads[^\n]*\n)( \* @source[^\n]*\n)", r"\2\1")),
    ("a tag nobody knows", "contracts", "include/hashstat/base.h", put(r"@source", "@origin")),
    ("a parameter is not explained", "contracts", "include/hashstat/rate.h", cut(r" \* @param[^\n]*exposure[^\n]*\n")),
    ("a parameter is called otherwise", "contracts", "include/hashstat/base.h",
     put(r"@param status", "@param number")),
    ("a documented error is not tested", "errors", "tests/test_rate.c", forget_error("hst_rate_estimate", "HST_ENULL")),
    ("a contract promises another error", "errors", "include/hashstat/rate.h",
     put(r"(@return[^@]*?)HST_ENULL", r"\1HST_ENULL (out), HST_ECORRUPT")),
    ("a contract names an error that does not exist", "errors", "include/hashstat/rate.h",
     put(r"(@return[^@]*?)HST_ENULL", r"\1HST_EWRONG")),
    ("a function is not fuzzed", "fuzz", "tests/fuzz/fuzz_rate.c",
     lambda old: old.replace("hst_rate_estimate", "hst_rate_interval_exact")),
    ("an aggregate has no digest of a function", "digest", "tests/digest/digest_moments.c",
     lambda old: old.replace("hst_moments_variance", "hst_moments_mean")),
    ("a macro leaks", "names", "include/hashstat/base.h", put(r"#define HST_ABI_VERSION", "#define ABI 0\n\\g<0>")),
    ("a type leaks", "names", "include/hashstat/base.h", put(r"\} hst_interval;", "} interval;")),
    ("an enumerator leaks", "names", "include/hashstat/base.h", put(r"HST_NONE = -1", "NONE = -1")),
    ("a function bears another room's name", "names", "include/hashstat/rate.h",
     lambda old: old.replace("hst_rate_estimate(", "hst_speed_estimate(")),
    ("a signature has a bool", "names", "include/hashstat/base.h",
     put(r"HST_API int32_t hst_abi", "HST_API bool hst_abi")),
    ("a signature passes a struct by value", "names", "include/hashstat/rate.h",
     put(r"hst_interval \*out", "hst_interval out")),
    ("a function grows too long", "size", "lib/rate.c", long_function),
    ("a line grows too long", "size", "lib/rate.c", lambda old: old + "/* " + "long " * 30 + "*/\n"),
    ("a struct's size is not asserted", "layout", "lib/layout.c", cut(r"SIZE_IS\(hst_interval, [^\n]*\n")),
    ("a field's place is not asserted", "layout", "lib/layout.c", cut(r"FIELD_AT\(hst_interval, upper, [^\n]*\n")),
    ("a struct is added", "layout", "include/hashstat/base.h",
     put(r"/\*\* A confidence", "typedef struct hst_more {\n    double x;\n} hst_more;\n\n\\g<0>")),
]


def failing(tree_path):
    tree = audit.Tree(tree_path)
    return {name for name, check in audit.CHECKS.items() if list(check(tree))}


def seen(tree_path, path, edit):
    full = os.path.join(tree_path, path)
    with open(full, encoding="utf-8") as file:
        before = file.read()
    try:
        if edit is None:
            os.remove(full)
        else:
            after = edit(before)
            if after == before:
                return {"NOTHING WAS CHANGED"}
            with open(full, "w", encoding="utf-8") as file:
                file.write(after)
        return failing(tree_path)
    finally:
        with open(full, "w", encoding="utf-8") as file:
            file.write(before)


def main():
    source = os.path.abspath(sys.argv[1])
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = folder + "/tree"
        for part in ("include", "lib", "bench"):
            shutil.copytree(source + "/" + part, tree + "/" + part)
        shutil.copytree(source + "/tests", tree + "/tests", ignore=shutil.ignore_patterns("data"))
        shutil.copy(source + "/CMakeLists.txt", tree)
        before = failing(tree)
        if before:
            sys.exit("these audits fail on the unbroken copy: %s" % sorted(before))
        for what, expected, path, edit in BREAKS:
            found = seen(tree, path, edit)
            wrong += expected not in found
            print("%-50s %s" % (what, "seen" if expected in found else
                                "NOT SEEN BY %s, but by %s" % (expected, sorted(found))))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
