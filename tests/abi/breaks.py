#!/usr/bin/env python3
"""Break the binary interface on purpose, one way at a time, in a copy of the source tree, and see the check that
guards it fail. A guard that never failed is not known to be one."""
import os
import shutil
import sys
import tempfile

import abi

BASE_C, BASE_H = "lib/base.c", "include/hashstat/base.h"
CHECKS = ("exports", "imports", "sections", "layout", "types")


def append(text):
    return lambda old: old + "\n" + text + "\n"


def replace(before, after):
    def change(old):
        if before not in old:
            sys.exit("breaks.py: the source no longer contains %r" % before)
        return old.replace(before, after)
    return change


# What is done, the checks that must see it, and the edits.
BREAKS = [
    ("a function is shown that exports.txt does not know", {"exports", "types"},
     {BASE_C: append("HST_API int hst_more(void); int hst_more(void) { return 1; }")}),
    ("a function is gone", {"exports", "types"},
     {BASE_C: replace("hst_abi_version(void)", "hst__abi_version(void)")}),
    ("an internal function is shown", {"exports"},
     {BASE_C: append('__attribute__((visibility("default"))) int hst__seen(void); int hst__seen(void) { return 1; }')}),
    ("an internal function has somebody else's name", {"exports"},
     {BASE_C: append("int helper(void); int helper(void) { return 1; }")}),
    ("the version script lags behind HST_ABI_VERSION", {"exports", "types"},
     {BASE_H: replace("#define HST_ABI_VERSION 0", "#define HST_ABI_VERSION 1")}),
    ("the library allocates", {"imports"},
     {BASE_C: append("#include <stdlib.h>\nvoid *hst__a(void); void *hst__a(void) { return malloc(8); }")}),
    ("the library prints", {"imports"},
     {BASE_C: append('#include <stdio.h>\nvoid hst__p(int); void hst__p(int i) { printf("%d", i); }')}),
    ("the library touches errno", {"imports"},
     {BASE_C: append("#include <errno.h>\nvoid hst__e(void); void hst__e(void) { errno = 0; }")}),
    ("the library aborts", {"imports"},
     {BASE_C: append("#include <stdlib.h>\nvoid hst__x(void); void hst__x(void) { abort(); }")}),
    ("the library calls lgamma", {"imports"},
     {BASE_C: append("#include <math.h>\ndouble hst__g(double); double hst__g(double x) { return lgamma(x); }")}),
    ("a room calls libm past the special functions", {"imports"},
     {BASE_C: append("#include <math.h>\ndouble hst__l(double); double hst__l(double x) { return log(x); }")}),
    ("a global has a value that may change", {"sections"},
     {BASE_C: append("int hst__n = 7;")}),
    ("a static counts calls", {"sections"},
     {BASE_C: append("int hst__c(void); int hst__c(void) { static int n; return ++n; }")}),
    ("a thread-local counts calls", {"sections", "imports"},
     {BASE_C: append("int hst__t(void); int hst__t(void) { static __thread int n; return ++n; }")}),
    ("a function runs when the library is loaded", {"sections"},
     {BASE_C: append("__attribute__((constructor)) static void begin(void) { __asm__ volatile (\"\"); }")}),
    ("a struct grows", {"layout", "types", "build"},
     {BASE_H: replace("double upper; ", "double upper; int64_t more; ")}),
    ("two fields of a struct change places", {"layout", "types", "build"},
     {BASE_H: lambda old: old.replace("double lower;", "double u;").replace("double upper;", "double lower;")
      .replace("double u;", "double upper;")}),
    ("a status has another number", {"layout"},
     {BASE_H: replace("HST_EORDER = -7", "HST_EORDER = -70")}),
    ("an argument has another type", {"types"},
     {BASE_H: replace("hst_status_name(hst_status status)", "hst_status_name(int64_t status)"),
      BASE_C: replace("hst_status_name(hst_status status)", "hst_status_name(int64_t status)")}),
    ("an answer has another type", {"types"},
     {BASE_H: replace("int32_t hst_abi_version", "int64_t hst_abi_version"),
      BASE_C: replace("int32_t hst_abi_version", "int64_t hst_abi_version")}),
]


def failing_checks(tree, shared, static):
    """The checks that fail, {name: why}."""
    calls = {
        "exports": lambda: abi.check_exports(tree, shared, static),
        "imports": lambda: abi.check_imports(tree, shared, static),
        "sections": lambda: abi.check_sections(tree, shared, static),
        "layout": lambda: abi.check_layout(tree),
        "types": lambda: abi.check_types(tree, shared),
    }
    failing = {}
    for name in CHECKS:
        try:
            calls[name]()
        except abi.Broken as broken:
            failing[name] = str(broken)
    return failing


def with_edits(tree, edits, then):
    before = {path: abi.read(tree + "/" + path) for path in edits}
    try:
        for path, edit in edits.items():
            changed = edit(before[path])
            assert changed != before[path], path
            with open(tree + "/" + path, "w", encoding="utf-8") as file:
                file.write(changed)
        return then()
    finally:
        for path, text in before.items():
            with open(tree + "/" + path, "w", encoding="utf-8") as file:
                file.write(text)


def seen(tree, folder, edits):
    """What notices the edits: checks by name, and "build" for the static assertions of lib/layout*.c."""
    found = set()
    names = abi.sources_of(tree) if BASE_H in edits else [BASE_C]
    assertions = [name for name in names if name.startswith("lib/layout")]
    try:
        abi.compile_to(tree, folder, assertions)
    except abi.Broken:
        found.add("build")
    abi.compile_to(tree, folder, [name for name in names if name not in assertions])
    return found | set(failing_checks(tree, *abi.link_in(tree, folder)))


def main():
    abi.skip_elsewhere()
    source = os.path.abspath(sys.argv[1])
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = folder + "/tree"
        for part in ("include", "lib", "tests/abi"):
            shutil.copytree(source + "/" + part, tree + "/" + part)
        failing = failing_checks(tree, *abi.built(tree, folder))
        if failing:
            sys.exit("these checks fail on the unbroken copy: %s" % failing)
        for what, expected, edits in BREAKS:
            found = with_edits(tree, edits, lambda e=edits: seen(tree, folder, e))
            right = found == expected
            wrong += not right
            print("%-60s %s" % (what, "seen by " + ", ".join(sorted(found)) if right else
                                "EXPECTED %s, SEEN BY %s" % (sorted(expected), sorted(found))))
            abi.compile_to(tree, folder, abi.sources_of(tree) if BASE_H in edits else [BASE_C])
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
