/* A stable sort that costs the same for any data. */
#ifndef HST_KERNELS_SORT_ENTRIES_H
#define HST_KERNELS_SORT_ENTRIES_H

#include "strict.h"

#include <stdint.h>

/* A number and where it came from. */
typedef struct hst__entry {
    double value;
    int64_t place;
} hst__entry;

/* By value, equal ones as they came; no NaN. spare[n]. */
void hst__sort_entries(hst__entry *entry, int64_t n, hst__entry *spare);

#endif
