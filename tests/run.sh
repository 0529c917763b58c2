#!/bin/sh
# Build the library and run all its tests but the slow ones. What the tests need and this machine lacks is installed
# first where that is possible (as root, by apt-get); elsewhere the script says which packages are missing and stops
# with status 2.
set -eu
cd "$(dirname "$0")/.."

missing=
need() { # command, the Debian package that holds it
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need cc gcc
need c++ g++
need make make
need cmake cmake
need python3 python3
need pkg-config pkg-config
need clang clang
need nm binutils
need abidiff abigail-tools
need_library() { # its name for pkg-config, the Debian package that holds it
    if ! command -v pkg-config >/dev/null 2>&1 || ! pkg-config --exists "$1"; then
        missing="$missing $2"
    fi
}
need_library cmocka libcmocka-dev
need_library mpfr libmpfr-dev

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing:$missing"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        # shellcheck disable=SC2086 # a list of words
        apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "The tests need packages that are not installed (Debian's names):$missing" >&2
        exit 2
    fi
fi

exec cmake --workflow --preset dev
