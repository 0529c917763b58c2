#!/bin/sh
. "$SOURCE/tests/package/common.sh"
build_cmake "$here/FetchContent" "$WORK/build" -DHASHSTAT_SOURCE="$SOURCE"
"$WORK/build/consumer"
