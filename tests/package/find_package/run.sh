#!/bin/sh
. "$SOURCE/tests/package/common.sh"
build() { # name, arguments
    name=$1
    shift
    build_cmake "$here/find_package" "$WORK/$name" -DCMAKE_PREFIX_PATH="$PREFIX" -DWANTED_VERSION="$VERSION" "$@"
    "$WORK/$name/consumer"
}
build default
must_link_static "$WORK/default/consumer"
build default_shared -DBUILD_SHARED_LIBS=ON
must_link_shared "$WORK/default_shared/consumer"
build static -DBUILD_SHARED_LIBS=ON -DWANTED_COMPONENT=static
must_link_static "$WORK/static/consumer"
build shared -DWANTED_COMPONENT=shared
must_link_shared "$WORK/shared/consumer"

# A copy of the tree at another place works, and knows nothing of where it was installed first.
cp -R "$PREFIX" "$WORK/moved"
! grep -rF --include='*.cmake' "$PREFIX" "$WORK/moved" || die "the package knows where it was installed"
PREFIX=$WORK/moved
build after_move -DWANTED_COMPONENT=shared
must_link_shared "$WORK/after_move/consumer"
readelf -d "$WORK/after_move/consumer" | grep -q "$WORK/moved" || die "the library at the new place is not used"
