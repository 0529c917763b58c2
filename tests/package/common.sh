# Sourced by the scripts beside it, which CTest calls with these in the environment:
#   SOURCE  the library's source tree          PREFIX  where it is installed       LIBDIR  lib, as CMake calls it
#   WORK    a folder of this test's own        CC CXX  compilers                   VERSION major.minor
set -eu
here=$SOURCE/tests/package
rm -rf "$WORK"
mkdir -p "$WORK"

die() {
    echo "$1" >&2
    exit 1
}

# Whether a program loads the shared library, which must be what the test meant to link.
links_shared() { readelf -d "$1" | grep -q 'NEEDED.*libhashstat\.so\.[0-9]'; }
must_link_shared() { links_shared "$1" || die "$1 does not use the shared library"; }
must_link_static() { ! links_shared "$1" || die "$1 uses the shared library"; }

# build_cmake SOURCE_FOLDER BUILD_FOLDER [ARGUMENTS]
build_cmake() {
    from=$1
    to=$2
    shift 2
    cmake -S "$from" -B "$to" -DCMAKE_C_COMPILER="$CC" -DCMAKE_CXX_COMPILER="$CXX" "$@" >"$to.log" 2>&1 ||
        { cat "$to.log" >&2; die "cannot configure $from $*"; }
    cmake --build "$to" >>"$to.log" 2>&1 || { cat "$to.log" >&2; die "cannot build $from $*"; }
}
