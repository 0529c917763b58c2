#!/bin/sh
# alone.sh COMPILER STANDARD INCLUDE_DIR: compile each header below INCLUDE_DIR by itself. Ends with 77, which CTest
# shows as skipped, where the compiler is not installed.
set -eu
compiler=$1
standard=$2
include=$3

case $standard in
    c++*) language=c++ ;;
    *) language=c ;;
esac
command -v "$compiler" >/dev/null || exit 77

count=0
for header in "$include"/hashstat.h "$include"/hashstat/*.h; do
    name=${header#"$include"/}
    printf '#include <%s>\n#include <%s>\nint hashstat_header_alone(void);\n' "$name" "$name" |
        "$compiler" -x "$language" -std="$standard" -I "$include" -fsyntax-only \
            -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Werror - ||
        { echo "$name does not compile alone as $standard with $compiler" >&2; exit 1; }
    count=$((count + 1))
done
echo "$count headers"
[ "$count" -gt 1 ]
