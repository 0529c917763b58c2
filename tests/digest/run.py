#!/usr/bin/env python3
"""Build the library in many ways and see each give the digests of tests/data/digest.

    run.py compilers [NAME]    gcc and clang, -O0 to -O3, each instruction set that this processor has
    run.py machines [NAME]     five other machines, by Debian's cross compilers and the user-mode emulator qemu
    run.py packages            print the packages that `machines` needs

With NAME only the ways in whose name that occurs, such as "clang -O2", "portable" or "s390x".

Nothing is skipped: what is not installed is an error. The library is compiled as one would who vendors its sources,
`cc -c lib/*.c lib/kernels/*.c`, with the compiler's own default for contraction.
"""
import concurrent.futures
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GOLDEN = os.path.join(ROOT, "tests", "data", "digest", "digest.csv")
LEVELS = ["-O0", "-O1", "-O2", "-O3"]
PATH_NAMES = ["portable", "avx2", "avx512"]  # by the numbers of lib/kernels/path.h
PATH_SOURCE = os.path.join(ROOT, "lib", "kernels", "path.c")

# Name, compiler, flags, emulator. The second armhf has a fused multiply-add, which the first lacks.
MACHINES = [
    ("aarch64", "aarch64-linux-gnu-gcc", [], "qemu-aarch64"),
    ("riscv64", "riscv64-linux-gnu-gcc", [], "qemu-riscv64"),
    ("s390x", "s390x-linux-gnu-gcc", [], "qemu-s390x"),
    ("armhf", "arm-linux-gnueabihf-gcc", [], "qemu-arm"),
    ("armhf vfpv4", "arm-linux-gnueabihf-gcc", ["-mfpu=neon-vfpv4"], "qemu-arm"),
    ("i386", "i686-linux-gnu-gcc", ["-msse2", "-mfpmath=sse"], "qemu-i386"),
]
PACKAGES = """gcc-aarch64-linux-gnu gcc-riscv64-linux-gnu gcc-s390x-linux-gnu gcc-arm-linux-gnueabihf gcc-i686-linux-gnu
libc6-dev-arm64-cross libc6-dev-riscv64-cross libc6-dev-s390x-cross libc6-dev-armhf-cross libc6-dev-i386-cross
qemu-user""".split()


def sources():
    """The library's sources but path.c, which alone knows of the instruction set, and the program's."""
    library = glob.glob(os.path.join(ROOT, "lib", "*.c")) + glob.glob(os.path.join(ROOT, "lib", "kernels", "*.c"))
    for path in library + glob.glob(os.path.join(ROOT, "lib", "kernels", "*.h")):
        with open(path, encoding="utf-8") as file:
            if "HST__PATH_FIXED" in file.read() and os.path.basename(path) not in ("path.c", "path.h"):
                sys.exit("%s depends on HST__PATH_FIXED: compile it once for each path" % path)
    program = glob.glob(os.path.join(ROOT, "tests", "digest", "*.c"))
    return sorted(library + program + [os.path.join(ROOT, "tests", "support", "rng.c")])


class Failure(Exception):
    """A command that failed, with what it said."""


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise Failure("%s\n%s" % (" ".join(command), done.stdout))
    return done.stdout


def object_of(folder, source, path=None):
    name = os.path.relpath(source, ROOT).replace("/", "_")
    return os.path.join(folder, name + ("" if path is None else ".path%d" % path) + ".o")


class Build:
    """One compiler with its flags: objects in a folder of its own, and from them one program for each path."""

    def __init__(self, work, name, command, paths, emulator=None):
        self.name, self.command, self.paths, self.emulator = name, command, paths, emulator
        self.folder = os.path.join(work, name.replace(" ", "_"))
        os.mkdir(self.folder)

    def compile(self, source, path=None):
        fixed = [] if path is None else ["-DHST__PATH_FIXED=%d" % path]
        include = ["-I" + os.path.join(ROOT, folder) for folder in ("include", "lib", "tests")]
        run(self.command + fixed + include + ["-c", source, "-o", object_of(self.folder, source, path)])

    def jobs(self):
        return [(self.compile, source, None) for source in sources()] + \
               [(self.compile, PATH_SOURCE, path) for path in self.paths if path is not None]

    def check(self, path):
        """Link and run; the line that says how it went."""
        start = time.monotonic()
        program = os.path.join(self.folder, "digest%s" % ("" if path is None else path))
        objects = [object_of(self.folder, source, path if source == PATH_SOURCE else None) for source in sources()]
        run(self.command + (["-static"] if self.emulator else []) + objects + ["-lm", "-o", program])
        said = run(([self.emulator] if self.emulator else []) + [program, "--against", GOLDEN]).strip()
        return "%s: %s in %.1f s" % (self.title(path), said, time.monotonic() - start)

    def title(self, path):
        return self.name if self.emulator else "%s, %s" % (self.name, "as the loader chooses" if path is None
                                                           else PATH_NAMES[path])


def best_path(work):
    """The number of the best instruction set of this processor, as the library sees it."""
    source = os.path.join(work, "best.c")
    program = os.path.join(work, "best")
    with open(source, "w", encoding="utf-8") as file:
        file.write('#include <stdio.h>\n#include "kernels/path.h"\n'
                   'int main(void) { printf("%d", hst__path()); return 0; }\n')
    run(["gcc", "-I" + os.path.join(ROOT, "lib"), source, PATH_SOURCE, "-o", program])
    return int(run([program]))


def need(commands, packages):
    missing = [command for command in commands if shutil.which(command) is None]
    if missing:
        sys.exit("not installed: %s\nDebian's packages: %s" % (" ".join(missing), " ".join(packages)))


def compilers(work):
    """Every level with every path, and, as vendored code is often built, for this very processor: its fused
    multiply-add is then the compiler's to use."""
    need(["gcc", "clang"], ["gcc", "clang"])
    best = best_path(work)
    if best + 1 < len(PATH_NAMES):
        print("This processor has no %s." % " and no ".join(PATH_NAMES[best + 1:]))
    paths = [None] + list(range(best + 1))
    for compiler in ("gcc", "clang"):
        for level in LEVELS:
            yield Build(work, "%s %s" % (compiler, level), [compiler, level], paths)
        yield Build(work, "%s -O3 -march=native" % compiler, [compiler, "-O3", "-march=native"], paths)


def machines(work):
    need([m[1] for m in MACHINES] + [m[3] for m in MACHINES], PACKAGES)
    refuse_excess_precision(work)
    for name, compiler, flags, emulator in MACHINES:
        # Where contraction and vector code come in: emulated, the others take minutes. Strict C rounds otherwise on
        # some machines than the compiler's own C does.
        for level in (["-O2", "-std=c99"], ["-O3"]):
            yield Build(work, " ".join([name] + level), [compiler] + level + flags, [None], emulator)


def refuse_excess_precision(work):
    """The x87 unit of an i386 keeps more digits than a double has: the library must not compile for it."""
    try:
        run(["i686-linux-gnu-gcc", "-I" + os.path.join(ROOT, "include"), "-c", os.path.join(ROOT, "lib", "base.c"),
             "-o", os.path.join(work, "x87.o")])
    except Failure as failure:
        if "excess precision" in str(failure):
            return
        raise
    sys.exit("a build for the x87 unit is not refused")


def chosen(builds, name):
    """The builds with those of their paths that the name fits."""
    for build in builds:
        build.paths = [path for path in build.paths if name in build.title(path)]
        if build.paths:
            yield build


def check_all(builds, pool):
    """Compile everything, then link and run each: how many there are, and those that failed."""
    compiled = [(build, [pool.submit(*job) for job in build.jobs()]) for build in builds]
    checked = []
    failures = []
    for build, futures in compiled:
        try:
            for future in futures:
                future.result()
        except Failure as failure:
            failures.append("%s: %s" % (build.name, failure))
            continue
        checked += [(build.title(path), pool.submit(build.check, path)) for path in build.paths]
    for title, future in checked:
        try:
            print(future.result(), flush=True)
        except Failure as failure:
            failures.append("%s: %s" % (title, failure))
    return len(checked), failures


def main():
    ways = {"compilers": compilers, "machines": machines}
    if sys.argv[1:] == ["packages"]:
        print("\n".join(PACKAGES))
        return
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in ways:
        sys.exit(__doc__)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as work, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        builds = chosen(ways[sys.argv[1]](work), sys.argv[2] if len(sys.argv) > 2 else "")
        count, failures = check_all(list(builds), pool)
    for failure in failures:
        print("FAILED " + failure)
    print("%d of %d ways gave other bits or failed; %.0f s" % (len(failures), count, time.monotonic() - start))
    sys.exit(1 if failures or not count else 0)


if __name__ == "__main__":
    main()
