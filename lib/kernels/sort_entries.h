/* A stable sort that costs the same for any data. */
#ifndef HST_KERNELS_SORT_ENTRIES_H
#define HST_KERNELS_SORT_ENTRIES_H

#include "strict.h"

#include <stdint.h>
#include <string.h>

#include "scalar.h"

/* An integer that is ordered as doubles are, -0 as +0, and where it came from. Integers, because the
 * processor knows sooner which of them is less. */
typedef struct hst__entry {
    int64_t key;
    int64_t place;
} hst__entry;

static inline int64_t hst__key_of(double x) {
    double positive_zero = x + 0.0;
    uint64_t bits = hst__bits_at(&positive_zero);
    return (int64_t)(bits >> 63 ? bits ^ UINT64_MAX >> 1 : bits);
}

static inline double hst__of_key(int64_t key) {
    uint64_t bits = (uint64_t)key;
    double x;
    bits = bits >> 63 ? bits ^ UINT64_MAX >> 1 : bits;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* By key, equal ones as they came; INT64_MAX is no key. spare[n]. */
void hst__sort_entries(hst__entry *entry, int64_t n, hst__entry *spare);

/* The same on one path (path.h). */
void hst__sort_entries_on(int path, hst__entry *entry, int64_t n, hst__entry *spare);

#endif
