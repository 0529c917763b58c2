#include "keep.h"

#define ALL UINT64_MAX
#define EIGHT ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL

const uint64_t hst__keep[2 * HST__KEEP_LANES] = {EIGHT, EIGHT, EIGHT, EIGHT};
