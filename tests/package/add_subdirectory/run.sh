#!/bin/sh
. "$SOURCE/tests/package/common.sh"
build_cmake "$here/add_subdirectory" "$WORK/static" -DHASHSTAT_SOURCE="$SOURCE"
"$WORK/static/consumer"
must_link_static "$WORK/static/consumer"
build_cmake "$here/add_subdirectory" "$WORK/shared" -DHASHSTAT_SOURCE="$SOURCE" -DBUILD_SHARED_LIBS=ON
"$WORK/shared/consumer"
must_link_shared "$WORK/shared/consumer"
