#!/bin/sh
. "$SOURCE/tests/package/common.sh"
build_cmake "$here/cplusplus" "$WORK/build" -DCMAKE_PREFIX_PATH="$PREFIX"
"$WORK/build/uses_static"
"$WORK/build/uses_shared"
must_link_shared "$WORK/build/uses_shared"
