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

# pkg-config escapes its flags for a shell, which matters where the prefix has a space.
build() { # options of pkg-config, then those of the compiler
    # shellcheck disable=SC2086 # no word where there is no option
    eval "set -- $(pkg-config $1 --cflags --libs hashstat) $2"
    "$CC" "$here/consumer.c" -o "$WORK/consumer" "$@"
}

case $1 in
    static)
        build --static -static
        must_link_static "$WORK/consumer"
        "$WORK/consumer"
        ;;
    *)
        build "" ""
        must_link_shared "$WORK/consumer"
        LD_LIBRARY_PATH=$PREFIX/$LIBDIR "$WORK/consumer"
        ;;
esac
