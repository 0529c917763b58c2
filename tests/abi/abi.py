#!/usr/bin/env python3
"""Hold the library's binary interface against what is stored beside this file.

    abi.py exports  --shared SO --static A     exports.txt: the exact set of names that either library shows
    abi.py imports  --shared SO --static A     imports.txt: all that either may take from outside
    abi.py sections --shared SO --static A     nothing writable, nothing that runs at load time
    abi.py layout                              layout.txt: sizes, offsets and enumerators, as the compiler has them
    abi.py types                               hashstat.abi: every type behind the interface, by abidiff
    abi.py update [--unreleased]               write exports.txt, layout.txt and hashstat.abi anew

layout, types and update compile the source tree themselves (CC, default cc). update refuses more than additions
while HST_ABI_VERSION stays the same; --unreleased lets it pass as long as no release has shown the old interface.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CC = os.environ.get("CC", "cc")
COMPILE = [CC, "-std=c99", "-g", "-O1", "-fPIC", "-fvisibility=hidden", "-ffp-contract=off", "-fno-math-errno",
           "-DHASHSTAT_BUILDING", "-Iinclude", "-Ilib", "-c"]


class Broken(Exception):
    """A check that does not hold; the text says why."""


def run(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **more)
    if done.returncode != 0:
        raise Broken("%s\n%s%s" % (" ".join(command), done.stdout, done.stderr))
    return done.stdout


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def listed(path):
    """The words of a list, one a line; '#' starts a comment."""
    lines = (line.split("#")[0].strip() for line in read(path).splitlines())
    return {line for line in lines if line}


def compare(what, found, expected):
    extra, missing = sorted(found - expected), sorted(expected - found)
    if extra or missing:
        raise Broken("%s: unexpected %s, missing %s" % (what, extra, missing))


# What a library shows, takes and holds -------------------------------------------------------------------------------

def abi_version(source):
    return re.search(r"^#define HST_ABI_VERSION (\d+)$", read(source + "/include/hashstat/base.h"), re.M).group(1)


def shown_by_shared(shared):
    """Pairs of name and version node."""
    names = set()
    for line in run(["nm", "-D", "--defined-only", shared]).splitlines():
        kind, name = line.split()[-2:]
        if kind != "A":  # the version node itself
            names.add(tuple(re.split("@+", name + "@")[:2]))
    return names


def symbols_of_static(static):
    """(name, visibility) of each global symbol that the archive defines."""
    for line in run(["readelf", "-sW", static]).splitlines():
        field = line.split()
        if len(field) >= 8 and field[0].endswith(":") and field[4] in ("GLOBAL", "WEAK") and field[6] != "UND":
            yield field[7], field[5]


def check_exports(source, shared, static):
    expected = listed(source + "/tests/abi/exports.txt")
    version = abi_version(source)
    compare("exports of the shared library", shown_by_shared(shared), {(n, "HASHSTAT_" + version) for n in expected})
    if "[libhashstat.so.%s]" % version not in run(["readelf", "-d", shared]):
        raise Broken("the SONAME does not carry HST_ABI_VERSION %s" % version)
    symbols = set(symbols_of_static(static))
    compare("visible symbols of the static library", {n for n, v in symbols if v == "DEFAULT"}, expected)
    odd = sorted(n for n, v in symbols if v != "DEFAULT" and not n.startswith("hst__"))
    if odd:
        raise Broken("internal symbols of the static library not called hst__: %s" % odd)


def undefined(command):
    names = {line.split()[-1].split("@")[0] for line in run(command).splitlines() if re.match(r"\s+[Uw] ", line)}
    return names


def empty_shared(folder):
    """A shared library of nothing: what the toolchain puts into every one."""
    with open(folder + "/empty.c", "w", encoding="utf-8") as file:
        file.write("typedef int nothing;\n")
    run([CC, "-fPIC", "-shared", "empty.c", "-o", "empty.so"], cwd=folder)
    return folder + "/empty.so"


def undefined_by_object(static):
    """(object, name) of all that each object of the archive takes from elsewhere."""
    for line in run(["nm", "-A", "-u", static]).splitlines():
        place, _, name = line.rpartition(" ")
        yield place.split(":")[1], name.split("@")[0]


def allowed_imports(source):
    """{name: the beginning of the objects that may take it, "" for all}"""
    rows = (line.split("#")[0].split() for line in read(source + "/tests/abi/imports.txt").splitlines())
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows if row}


def check_imports(source, shared, static):
    allowed = allowed_imports(source)
    code = "".join(read(source + "/" + name) for name in sources_of(source))
    stale = [n for n in allowed if not re.match("mem|__", n) and not re.search(r"\b%s\(" % n, code)]
    if stale:
        raise Broken("imports.txt allows what no source calls: %s" % sorted(stale))
    own = {name for name, _ in symbols_of_static(static)} | {"_GLOBAL_OFFSET_TABLE_"}
    taken = {(place, name) for place, name in undefined_by_object(static) if name not in own}
    wrong = [(p, n) for p, n in taken if n not in allowed or not p.startswith(allowed[n])]
    if wrong:
        raise Broken("objects of the static library import %s" % sorted(wrong))
    with tempfile.TemporaryDirectory() as folder:
        always = undefined(["nm", "-D", "-u", empty_shared(folder)])
    by_shared = undefined(["nm", "-D", "-u", shared]) - always - set(allowed)
    if by_shared:
        raise Broken("the shared library imports %s" % sorted(by_shared))


def writable_sections(file):
    """(section, bytes) of what may be written, runs at load time or is common."""
    found = []
    for line in run(["readelf", "-SW", file]).splitlines():
        match = re.match(r"\s*\[\s*\d+\]\s+(\S+)\s+(\S+)\s+[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)\s", line)
        if match and re.match(r"\.(data|bss|tdata|tbss|init_array|fini_array|preinit_array|ctors|dtors)(\.|$)",
                              match.group(1)):
            if not match.group(1).startswith(".data.rel.ro") and int(match.group(3), 16) > 0:
                found.append((match.group(1), int(match.group(3), 16)))
    return found


def check_sections(source, shared, static):
    del source
    if writable_sections(static):
        raise Broken("writable or running sections in the objects: %s" % writable_sections(static))
    common = [line for line in run(["nm", static]).splitlines() if re.match(r"\S+ C ", line)]
    if common:
        raise Broken("common symbols: %s" % common)
    with tempfile.TemporaryDirectory() as folder:
        compare("writable sections of the shared library beside those of an empty one",
                set(writable_sections(shared)), set(writable_sections(empty_shared(folder))))


# What the headers say ------------------------------------------------------------------------------------------------

def bare_headers(source):
    """All public headers in one text, without comments and preprocessor lines."""
    folder = source + "/include/hashstat/"
    text = "".join(read(folder + name) for name in sorted(os.listdir(folder)))
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    return re.sub(r"^#.*(\\\n.*)*$", "", text, flags=re.M)


def structs(text):
    """(struct, [field]) in the order of the headers."""
    for name, body in re.findall(r"typedef struct (\w+) \{(.*?)\} \1;", text, re.S):
        fields = []
        for declaration in body.split(";"):
            fields += [re.sub(r"\[.*\]", "", part).split()[-1].lstrip("*")
                       for part in declaration.split(",") if part.strip()]
        yield name, fields


def enumerators(text):
    for body in re.findall(r"\benum\s*\w*\s*\{(.*?)\}", text, re.S):
        yield from (part.split("=")[0].strip() for part in body.split(",") if part.strip())


def layout_of(source):
    """The listing that layout.txt stores, from a program that the compiler makes of the headers."""
    text = bare_headers(source)
    lines = []
    for name, fields in structs(text):
        lines.append('printf("struct %s %%d\\n", (int)sizeof(%s));' % (name, name))
        for field in fields:
            lines.append('printf("    %s %%d %%d\\n", (int)offsetof(%s, %s), (int)sizeof(((%s *)0)->%s));'
                         % (field, name, field, name, field))
    for name in enumerators(text):
        lines.append('printf("enumerator %s %%lld\\n", (long long)%s);' % (name, name))
    program = "#include <stdio.h>\n#include <stddef.h>\n#include <hashstat.h>\nint main(void) {\n%s\nreturn 0;\n}\n"
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/layout.c", "w", encoding="utf-8") as file:
            file.write(program % "\n".join(lines))
        run([CC, "-std=c99", "-I" + os.path.abspath(source) + "/include", "layout.c", "-o", "layout"], cwd=folder)
        head = "# struct NAME bytes, then FIELD offset bytes; enumerator NAME value. Written by abi.py update.\n"
        return head + run([folder + "/layout"])


def check_layout(source):
    found, expected = layout_of(source), read(source + "/tests/abi/layout.txt")
    if found != expected:
        compare("layout", set(enumerate(found.splitlines())), set(enumerate(expected.splitlines())))


# The library with debug information ----------------------------------------------------------------------------------

def sources_of(source):
    return sorted("lib/" + n for n in os.listdir(source + "/lib") if n.endswith(".c")) + sorted(
        "lib/kernels/" + n for n in os.listdir(source + "/lib/kernels") if n.endswith(".c"))


def object_of(folder, name):
    return folder + "/" + name[:-2] + ".o"


def compile_to(source, folder, names):
    """Paths relative to the tree, so that what abidw stores is the same on every machine."""
    os.makedirs(folder + "/lib/kernels", exist_ok=True)
    jobs = [(n, subprocess.Popen(COMPILE + [n, "-o", object_of(folder, n)], cwd=source, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)) for n in names]
    for name, job in jobs:
        said = job.communicate()[0]
        if job.returncode != 0:
            raise Broken("%s does not compile:\n%s" % (name, said))


def link_in(source, folder):
    """Both libraries from the objects in the folder: (shared, static)."""
    objects = [object_of(folder, name) for name in sources_of(source)]
    shared, static = folder + "/libhashstat.so", folder + "/libhashstat.a"
    if os.path.exists(static):
        os.remove(static)
    run([CC, "-shared", "-Wl,-soname,libhashstat.so." + abi_version(source),
         "-Wl,--version-script=" + source + "/lib/hashstat.map"] + objects + ["-lm", "-o", shared])
    run(["ar", "rcs", static] + objects)
    return shared, static


def types_changed(shared, stored, *options):
    """What abidiff says, or nothing. Without --headers-dir, which would filter by locations that are not stored."""
    done = subprocess.run(["abidiff", "--fail-no-debug-info", *options, stored, shared],
                          capture_output=True, text=True, check=False)
    if done.returncode & 3:
        raise Broken("abidiff failed: %s%s" % (done.stdout, done.stderr))
    return done.stdout if done.returncode else ""


def check_types(source, shared):
    said = types_changed(shared, source + "/tests/abi/hashstat.abi")
    if said:
        raise Broken("the interface differs from tests/abi/hashstat.abi:\n" + said)


def built(source, folder):
    compile_to(source, folder, sources_of(source))
    return link_in(source, folder)


def update(source, unreleased):
    stored = source + "/tests/abi/hashstat.abi"
    with tempfile.TemporaryDirectory() as folder:
        shared, _ = built(source, folder)
        if os.path.exists(stored) and not unreleased:
            said = types_changed(shared, stored, "--no-added-syms")
            if said and "soname='libhashstat.so.%s'" % abi_version(source) in read(stored):
                raise Broken("more than additions, and HST_ABI_VERSION is the same:\n" + said)
        run(["abidw", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--out-file", stored, shared])
        names = sorted(name for name, _ in shown_by_shared(shared))
    with open(source + "/tests/abi/exports.txt", "w", encoding="utf-8") as file:
        file.write("# Every name that the library shows. Written by abi.py update.\n" + "\n".join(names) + "\n")
    with open(source + "/tests/abi/layout.txt", "w", encoding="utf-8") as file:
        file.write(layout_of(source))


def skip_elsewhere():
    """hashstat.abi is stored for one kind of processor."""
    if os.uname().machine != "x86_64":
        print("hashstat.abi is that of x86_64")
        sys.exit(77)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["exports", "imports", "sections", "layout", "types", "update"])
    parser.add_argument("--source", default=os.path.dirname(os.path.dirname(HERE)))
    parser.add_argument("--shared")
    parser.add_argument("--static")
    parser.add_argument("--unreleased", action="store_true")
    asked = parser.parse_args()
    source = os.path.abspath(asked.source)
    try:
        if asked.what == "update":
            update(source, asked.unreleased)
        elif asked.what == "layout":
            check_layout(source)
        elif asked.what == "types":
            skip_elsewhere()
            with tempfile.TemporaryDirectory() as folder:
                check_types(source, built(source, folder)[0])
        else:
            check = {"exports": check_exports, "imports": check_imports, "sections": check_sections}[asked.what]
            check(source, asked.shared, asked.static)
    except Broken as broken:
        sys.exit(str(broken))


if __name__ == "__main__":
    main()
