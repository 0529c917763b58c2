#!/bin/sh
# run.sh shared|static|moved
. "$SOURCE/tests/package/common.sh"
if [ "$1" = moved ]; then
    cp -R "$PREFIX" "$WORK/moved"
    ! grep -F "$PREFIX" "$WORK/moved/$LIBDIR/pkgconfig/hashstat.pc" || die "hashstat.pc knows where it was installed"
    PREFIX=$WORK/moved
fi
export PKG_CONFIG_LIBDIR="$PREFIX/$LIBDIR/pkgconfig" # this place only, none of the machine's
pkg-config --exists "hashstat >= $VERSION" || die "pkg-config does not find the library"

# Unquoted: flags are words.
# shellcheck disable=SC2046
case $1 in
    static)
        "$CC" -static "$here/consumer.c" -o "$WORK/consumer" $(pkg-config --static --cflags --libs hashstat)
        must_link_static "$WORK/consumer"
        "$WORK/consumer"
        ;;
    *)
        "$CC" "$here/consumer.c" -o "$WORK/consumer" $(pkg-config --cflags --libs hashstat)
        must_link_shared "$WORK/consumer"
        LD_LIBRARY_PATH=$PREFIX/$LIBDIR "$WORK/consumer"
        ;;
esac
