#!/bin/sh
# Times hashstat and what a user would pick instead, on the same data in one run, and compares the answers:
#
#     sh bench/peers/run.sh [FILTER]
#
# Installs the peers where it may (Debian's packages as root, npm into build/peers); a peer that cannot be had is
# named and left out. Neither the library nor its tests need any of this.
set -u
cd "$(dirname "$0")/../.." || exit 1
here=bench/peers
work=$PWD/build/peers
filter=${1:-}
mkdir -p "$work/data" "$work/answers" "$work/times"
rm -f "$work"/answers/* "$work"/times/*
export HASHSTAT_ANSWERS="$work/answers" HASHSTAT_DATA="$work/data"
# One thread for everybody.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 POLARS_MAX_THREADS=1 R_DATATABLE_NUM_THREADS=1
pinned=$(command -v taskset >/dev/null && echo "taskset -c $(($(nproc) - 1))")

missing() {
    echo "not available: $*" >&2
}

install() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq >/dev/null 2>&1
        command -v npm >/dev/null || wanted="nodejs npm"
        for package in gcc libc6-dev make cmake python3-numpy python3-pandas python3-bottleneck libgsl-dev \
            libopenblas-dev r-base-core r-cran-zoo r-cran-data.table r-cran-collapse \
            r-cran-survival ${wanted:-}; do
            dpkg -s "$package" >/dev/null 2>&1 ||
                apt-get install -y -qq --no-install-recommends "$package" >"$work/install.log" 2>&1 ||
                missing "$package"
        done
    fi
    cp $here/package.json "$work"
    # No scripts: talib would build itself, and only its sources are wanted.
    (cd "$work" && npm install --ignore-scripts --no-audit --no-fund >"$work/install.log" 2>&1) ||
        missing "packages of npm"
}

# compile NAME SOURCE... [FLAGS]: a peer in C, with the timing of our own benchmarks.
compile() {
    name=$1
    shift
    cc -O3 -w -Iinclude -Ibench -Itests -I$here -o "$work/$name" "$@" build/bench/bench/libhashstat_peers.a \
        build/bench/bench/libhashstat_bench.a -lm 2>"$work/$name.log" || missing "$name"
}

build() {
    cmake --preset bench >/dev/null && cmake --build --preset bench --target peers >/dev/null || exit 1
    compile peers_gsl $here/peers_gsl.c -lgsl -lgslcblas
    compile peers_blas $here/peers_blas.c -lopenblas
    talib=$work/node_modules/talib/src/lib
    compile peers_talib $here/peers_talib.c -I$talib/include -I$talib/src/ta_common -I$talib/src/ta_func \
        $talib/src/ta_func/ta_SMA.c $talib/src/ta_func/ta_EMA.c $talib/src/ta_func/ta_MAX.c \
        $talib/src/ta_func/ta_VAR.c $talib/src/ta_func/ta_STDDEV.c $talib/src/ta_func/ta_utility.c \
        $talib/src/ta_common/*.c
}

# time_one NAME COMMAND...: what it prints are the times.
time_one() {
    name=$1
    shift
    echo "running $name" >&2
    $pinned "$@" >"$work/times/$name" 2>"$work/$name.log" || missing "$name (see build/peers/$name.log)"
}

install
build
build/bench/bench/write_data "$work/data" || exit 1
for program in build/bench/bench/ours_* "$work"/peers_gsl "$work"/peers_blas "$work"/peers_talib; do
    [ -x "$program" ] && time_one "$(basename "$program")" "$program" ${filter:+--filter "$filter"}
done
# The system's Python, for which the packages are, whatever else is in the path.
time_one peers_python "$(command -pv python3)" $here/peers_python.py "$filter"
time_one peers_r Rscript --vanilla $here/peers_r.R "$filter"
cp $here/peers_node.mjs "$work" # node looks for packages beside the script
time_one peers_node node "$work/peers_node.mjs" "$filter"
python3 $here/compare.py "$work"
