#!/bin/sh
# Install the build in BUILD into PREFIX, once for all consumers, and see that nothing else came along.
. "$SOURCE/tests/package/common.sh"
rm -rf "$PREFIX"
cmake --install "$BUILD" --prefix "$PREFIX" >/dev/null
(cd "$PREFIX" && find . ! -type d | sort) >"$WORK/installed"
allowed="^\./include/hashstat(\.h|/[a-z_]+\.h)$|^\./$LIBDIR/libhashstat\.(a|so(\.[0-9.]+)?)$"
allowed="$allowed|^\./$LIBDIR/pkgconfig/hashstat\.pc$|^\./$LIBDIR/cmake/hashstat/hashstat-[a-z-]+\.cmake$"
! grep -vE "$allowed" "$WORK/installed" || die "unexpected files are installed"
for header in "$SOURCE"/include/hashstat.h "$SOURCE"/include/hashstat/*.h; do
    [ -f "$PREFIX/include/${header#"$SOURCE/include/"}" ] || die "$header is not installed"
done
for library in libhashstat.a libhashstat.so; do
    [ -f "$PREFIX/$LIBDIR/$library" ] || die "$library is not installed"
done
