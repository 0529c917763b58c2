#!/usr/bin/env python3
"""Hold the source tree against the rules that CONTRIBUTING.md and lib/README.md state.

    audit.py CHECK [SOURCE]     one of: identity dependencies contracts errors fuzz digest names size layout

Every check reads text only. What it does not find, it names, and the exit status is 1.
"""
import os
import re
import sys

TAGS = ["@param", "@return", "@missing", "@ties", "@empty", "@aliasing", "@accuracy", "@cost", "@threads", "@source",
        "@since"]
REQUIRED = ["@return", "@cost", "@threads", "@source", "@since"]
# Rooms whose every output is the same bits everywhere.
AGGREGATES = ["moments", "series", "rolling", "quantile", "group"]
# What a public signature may be made of, beside our own structs: all that a binding can pass.
WORDS = {"const", "void", "char", "double", "int64_t", "int32_t", "uint32_t", "uint8_t", "size_t"}
# What a kernel may take from outside: C's own, and the processor's names for its instructions.
KERNEL_HEADERS = {"<stddef.h", "<stdint.h", "<string.h", "<float.h", "<math.h", "<cpuid.h", "<emmintrin.h", "<immintrin.h"}


class Function:
    """A public function: its name, the text before and between the parentheses, and its comment."""

    def __init__(self, room, comment, result, name, parameters):
        self.room, self.comment, self.result, self.name, self.parameters = room, comment, result, name, parameters

    def parameter_names(self):
        if self.parameters.strip() == "void":
            return []
        return [re.sub(r"\[.*", "", p).split()[-1].lstrip("*") for p in self.parameters.split(",")]

    def documented_errors(self):
        block = re.search(r"@return(.*?)(?=@\w|\Z)", self.comment, re.S)
        return sorted(set(re.findall(r"\bHST_E[A-Z]+\b", block.group(1)))) if block else []


class Tree:
    """The files of a source tree, read once."""

    def __init__(self, source):
        self.source = source
        self.rooms = sorted(n[:-2] for n in self.names("include/hashstat", r"\w+\.h"))
        self.functions = [f for room in self.rooms for f in self.functions_of(room)]

    def names(self, folder, pattern):
        path = os.path.join(self.source, folder)
        return sorted(n for n in os.listdir(path) if re.fullmatch(pattern, n)) if os.path.isdir(path) else []

    def has(self, path):
        return os.path.exists(os.path.join(self.source, path))

    def read(self, path):
        with open(os.path.join(self.source, path), encoding="utf-8") as file:
            return file.read()

    def header(self, room):
        return self.read("include/hashstat/%s.h" % room)

    def functions_of(self, room):
        found = re.finditer(r"(/\*\*(?:(?!\*/).)*\*/\s*)?HST_API\s+([\w\s*]*?)(\w+)\s*\(([^)]*)\)\s*;",
                            self.header(room), re.S)
        return [Function(room, m.group(1) or "", m.group(2), m.group(3), m.group(4)) for m in found]

    def sources(self):
        """Every C file of ours."""
        for top in ("include", "lib", "tests", "bench"):
            for folder, _, files in os.walk(os.path.join(self.source, top)):
                for name in sorted(files):
                    if name.endswith((".c", ".h")):
                        yield os.path.relpath(os.path.join(folder, name), self.source)


def bare(text):
    """Without comments, but with the same lines."""
    return re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group(0)), text, flags=re.S)


# The checks: each yields what is wrong. ------------------------------------------------------------------------------

def identity(tree):
    """One stem everywhere; a long source or test may have parts, ROOM_PART.c. base has header, source and test alone."""
    for room in tree.rooms:
        wanted = ["lib/%s.c", "tests/test_%s.c"]
        if room != "base":
            wanted += ["bench/bench_%s.c", "tests/fuzz/fuzz_%s.c"]
        yield from ("no " + path % room for path in wanted if not tree.has(path % room))
    stems = [("lib", r"(?!layout[._])(\w+)\.c"), ("tests", r"test_(\w+)\.c"), ("bench", r"bench_(\w+)\.c"),
             ("tests/fuzz", r"fuzz_(\w+)\.c")]
    for folder, pattern in stems:
        for name in tree.names(folder, pattern):
            stem = re.fullmatch(pattern, name).group(1)
            part = folder in ("lib", "tests") and any(stem.startswith(room + "_") for room in tree.rooms) \
                or folder == "tests" and tree.has("tests/examples/%s.c" % stem)
            if stem not in tree.rooms and not part:
                yield "%s/%s is of no room" % (folder, name)
    in_build = re.search(r"set\(HASHSTAT_ROOMS ([\w\s]+)\)", tree.read("CMakeLists.txt")).group(1).split()
    if sorted(in_build) != tree.rooms:
        yield "HASHSTAT_ROOMS of CMakeLists.txt is %s, the headers are %s" % (sorted(in_build), tree.rooms)
    in_umbrella = re.findall(r'#include "hashstat/(\w+)\.h"', tree.read("include/hashstat.h"))
    if sorted(in_umbrella) != tree.rooms:
        yield "hashstat.h includes %s, the headers are %s" % (in_umbrella, tree.rooms)


def allowed_rooms(tree):
    """The table of lib/README.md, {room: rooms that it may use}, in its order."""
    rows = re.findall(r"^\| `(\w+)` \|([^|]*)\|", tree.read("lib/README.md"), re.M)
    return {room: re.findall(r"`(\w+)`", uses) for room, uses in rows}


def includes(tree, path):
    return re.findall(r'^\s*#\s*include\s+([<"][^>"]+)[>"]', bare(tree.read(path)), re.M)


def dependencies(tree):
    """Rooms use only rooms below them, kernels only kernels, headers only two headers of C."""
    table = allowed_rooms(tree)
    order = list(table)
    if sorted(order) != tree.rooms:
        yield "the table of lib/README.md has %s, the headers are %s" % (sorted(order), tree.rooms)
    for room, uses in table.items():
        yield from ("%s may not use %s, which stands below it in the table" % (room, used)
                    for used in uses if used not in order[:order.index(room)])
    for room in tree.rooms:
        may = set(table.get(room, [])) | {"base", room}
        public = {'"base.h'} | {'"%s.h' % name for name in may} | {'"hashstat/%s.h' % name for name in may}
        own = "include/hashstat/%s.h" % room
        yield from ("%s includes %s" % (own, i[1:]) for i in includes(tree, own)
                    if i not in public | {"<stddef.h", "<stdint.h"})
        for source in tree.names("lib", r"%s(_\w+)?\.c" % room):
            yield from ("lib/%s includes %s" % (source, i[1:]) for i in includes(tree, "lib/" + source)
                        if i not in public | {'"internal.h', "<string.h", "<math.h", "<float.h"} and not i.startswith('"kernels/'))
    for name in tree.names("lib/kernels", r"\w+\.[ch]"):
        for i in includes(tree, "lib/kernels/" + name):
            if i not in KERNEL_HEADERS and not tree.has("lib/kernels/" + i[1:]):
                yield "lib/kernels/%s includes %s" % (name, i[1:])
        if re.search(r"\bhst_[a-z]|\bHST_API\b", bare(tree.read("lib/kernels/" + name))):
            yield "lib/kernels/%s uses a public name" % name


def contracts(tree):
    """Every public function carries its tags in the one order, and says a word on each parameter."""
    for f in tree.functions:
        tags = re.findall(r"^ \* (@\w+)", f.comment, re.M)
        yield from ("%s lacks %s" % (f.name, tag) for tag in REQUIRED if tag not in tags)
        yield from ("%s has an unknown tag %s" % (f.name, tag) for tag in tags if tag not in TAGS)
        ranks = [TAGS.index(tag) for tag in tags if tag in TAGS]
        if ranks != sorted(ranks):
            yield "%s has its tags in another order: %s" % (f.name, " ".join(tags))
        if any(tags.count(tag) > 1 for tag in TAGS[1:]):
            yield "%s has a tag twice" % f.name
        said = re.findall(r"^ \* @param(?:\[(?:in|out|in,out)\])?\s+(.+)", f.comment, re.M)
        named = [re.match(r"(?:\w+(?:,\s*)?)+", text).group(0) for text in said]
        if documented_names(named, f.parameter_names()) != f.parameter_names():
            yield "%s has the parameters %s, its comment %s" % (f.name, f.parameter_names(), said)


def documented_names(named, wanted):
    """The words that begin each @param text, as far as they are parameters ("n1, exposure1  what they are")."""
    found = []
    for text in named:
        for word in re.split(r",\s*", text):
            if word not in wanted:
                break
            found.append(word)
    return found


def statements(text, opening):
    """Each `opening(...)` with its whole argument list."""
    for match in re.finditer(r"\b%s\(" % opening, text):
        depth, at = 1, match.end()
        while depth and at < len(text):
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            at += 1
        yield text[match.start():at]


def errors(tree):
    """For each function and each error that its contract names, some assert_status of its room's tests has both."""
    statuses = set(re.findall(r"\bHST_E[A-Z]+\b", tree.header("base")))
    for room in tree.rooms:
        test = "tests/test_%s.c" % room
        tests = tree.names("tests", r"(test|unit)_%s(_\w+)?\.c" % room)
        text = "".join(bare(tree.read("tests/" + name)) for name in tests)
        asserted = list(statements(text, "assert_status"))
        for f in (f for f in tree.functions if f.room == room):
            if not re.search(r"\b%s\(" % f.name, text):
                yield "%s does not call %s" % (test, f.name)
            for error in f.documented_errors():
                if error not in statuses:
                    yield "%s names %s, which base.h does not have" % (f.name, error)
                elif not any(re.search(r"\b%s\(" % f.name, s) and re.search(r"\b%s\b" % error, s) for s in asserted):
                    yield "%s: no assert_status(%s(...), %s)" % (test, f.name, error)


def fuzz(tree):
    """Every public function is reached by the fuzz target of its room; those of base by what all targets share."""
    for f in tree.functions:
        own = "tests/fuzz/fuzz.c" if f.room == "base" else "tests/fuzz/fuzz_%s.c" % f.room
        if not tree.has(own) or not re.search(r"\b%s\b" % f.name, bare(tree.read(own))):
            yield "%s does not reach %s" % (own, f.name)


def digest(tree):
    """Every function of an aggregate has its outputs in the digest of identical bits."""
    for f in (f for f in tree.functions if f.room in AGGREGATES):
        own = "tests/digest/digest_%s.c" % f.room
        if not tree.has(own) or not re.search(r"\b%s\b" % f.name, bare(tree.read(own))):
            yield "%s does not use %s" % (own, f.name)


def names(tree):
    """Only hst_, HST_ and HASHSTAT_ leak, and signatures hold only what every language can pass."""
    for path in ["include/hashstat.h"] + ["include/hashstat/%s.h" % room for room in tree.rooms]:
        text = bare(tree.read(path))
        yield from ("%s defines %s" % (path, macro) for macro in re.findall(r"#\s*define\s+(\w+)", text)
                    if not re.match("HST_|HASHSTAT_", macro))
        yield from ("%s names a type %s" % (path, name) for name in re.findall(r"\}\s*(\w+)\s*;", text)
                    if not name.startswith("hst_") or name.endswith("_t"))
        for body in re.findall(r"\benum\b[^{;]*\{(.*?)\}", text, re.S):
            yield from ("%s has the enumerator %s" % (path, name) for name in re.findall(r"(\w+)\s*(?:=|,|$)", body)
                        if not name.startswith("HST_") and not name.isdigit())
        if re.search(r"\b(bool|long|short|time_t|union|unsigned|float|inline)\b|\(\s*\*", text):
            yield "%s has a type that not every language can pass" % path
    for f in tree.functions:
        if f.room != "base" and not f.name.startswith("hst_%s_" % f.room):
            yield "%s does not begin with its room, %s" % (f.name, f.room)
        if re.search(r"_(get|compute|calc)(_|$)", f.name):
            yield "%s has an empty verb" % f.name
        types = [re.sub(r"\w+(\[.*)?$", "", p.strip()) for p in f.parameters.split(",") if p.strip() != "void"]
        for word in re.findall(r"\w+", f.result + " ".join(types)):
            if word not in WORDS and not word.startswith("hst_"):
                yield "%s has %s in its signature" % (f.name, word)
        yield from ("%s takes a struct by value" % f.name for t in types
                    if t.strip().startswith("hst_") and "*" not in t and t.strip() != "hst_status")


def size(tree):
    """No function over 80 lines, no line over 120 columns, no source over 500 lines, no contract over 650."""
    for path in tree.sources():
        lines = tree.read(path).split("\n")
        if len(lines) > {"lib": 500, "include": 650}.get(path.split("/")[0], 10**6):
            yield "%s has %d lines" % (path, len(lines))
        yield from ("%s:%d has %d columns" % (path, i, len(line)) for i, line in enumerate(lines, 1) if len(line) > 120)
        start = None
        for i, line in enumerate(lines, 1):
            if start is None and re.match(r"(?!extern)(\w|\s+\w.*\)).*\{$", line):
                start = i
            if line.startswith("}"):
                if start and line == "}" and i - start > 80:
                    yield "%s:%d is a function of %d lines" % (path, start, i - start + 1)
                start = None


def layout(tree):
    """lib/layout*.c assert the size of every public struct and the place of every field."""
    text = "".join(bare(tree.read("lib/" + name)) for name in tree.names("lib", r"layout\w*\.c"))
    for room in tree.rooms:
        for name, body in re.findall(r"typedef struct (\w+) \{(.*?)\} \1;", bare(tree.header(room)), re.S):
            if not re.search(r"SIZE_IS\(%s, " % name, text):
                yield "no SIZE_IS(%s, ...)" % name
            for field in re.findall(r"(\w+)(?:\[[^]]*\])?\s*(?=[;,])", body):
                if not re.search(r"FIELD_AT\(%s, %s, " % (name, field), text):
                    yield "no FIELD_AT(%s, %s, ...)" % (name, field)


CHECKS = {check.__name__: check for check in (identity, dependencies, contracts, errors, fuzz, digest, names, size, layout)}


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    source = sys.argv[2] if len(sys.argv) > 2 else os.path.dirname(os.path.dirname(here))
    tree = Tree(source)
    if not tree.functions:
        sys.exit("no public function found below %s" % source)
    wrong = list(CHECKS[sys.argv[1]](tree))
    print("\n".join(wrong) if wrong else "%s: %d rooms, %d functions" % (sys.argv[1], len(tree.rooms),
                                                                        len(tree.functions)))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
