#!/bin/sh
# run.sh COMPILER: no build system at all. Contraction is then switched off by the sources themselves, which shows in a
# build for a processor that has fused multiply-add; a build that may reorder sums is refused.
. "$SOURCE/tests/package/common.sh"
command -v "$1" >/dev/null || exit 77
CC=$1
cp -R "$SOURCE/include" "$SOURCE/lib" "$WORK/"
cp "$here/consumer.c" "$WORK/"
cd "$WORK"

"$CC" -Iinclude consumer.c lib/*.c lib/kernels/*.c -lm -o consumer
./consumer
"$CC" -std=c99 -O2 -Wall -Wextra -Wpedantic -Werror -Iinclude -c lib/*.c lib/kernels/*.c

# As a shared library that is bound at once, which is how other languages open one.
"$CC" -O1 -fPIC -shared -Iinclude lib/*.c lib/kernels/*.c -lm -o libplain.so
"$CC" -Iinclude consumer.c ./libplain.so -lm -Wl,-z,now -o bound
LD_BIND_NOW=1 ./bound || die "a shared library without our flags does not load"

if "$CC" -O1 -ffast-math -Iinclude -c lib/base.c -o fast.o 2>/dev/null; then
    die "a build with -ffast-math is not refused"
fi

if [ "$(uname -m)" = x86_64 ]; then
    rm -f ./*.o
    "$CC" -O2 -mfma -Iinclude -c lib/*.c lib/kernels/*.c
    ! objdump -d ./*.o | grep -E 'vfn?m(add|sub)' || die "multiplications and additions are fused"
    # The same command does fuse where nothing forbids it, or the line above would prove nothing.
    printf 'double f(double a, double b, double c) { return a * b + c; }\n' >fused.c
    "$CC" -O2 -mfma -ffp-contract=fast -c fused.c
    objdump -d fused.o | grep -q vfmadd || die "fused instructions would not be seen"
fi
