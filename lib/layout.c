/* What the library takes for granted of the platform. A compiler that disagrees stops here instead of giving
 * wrong numbers. layout_*.c do the same for the structs of the rooms: bindings rely on those numbers, so they
 * never change. */
#include "layout.h"

/* IEEE double, 8-bit bytes, two's complement. */
HOLDS(sizeof(double) == 8);
HOLDS(DBL_MANT_DIG == 53 && DBL_MAX_EXP == 1024 && DBL_MIN_EXP == -1021);
HOLDS(sizeof(int64_t) == 8 && sizeof(uint8_t) == 1 && (uint8_t)-1 == 255);
HOLDS((int64_t)-1 == ~(int64_t)0);
HOLDS(sizeof(hst_status) == 4);

SIZE_IS(hst_interval, 16);
FIELD_AT(hst_interval, lower, 0);
FIELD_AT(hst_interval, upper, 8);
