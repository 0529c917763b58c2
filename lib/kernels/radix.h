/* Whole numbers in ascending order, in time that grows with their number alone. */
#ifndef HST_KERNELS_RADIX_H
#define HST_KERNELS_RADIX_H

#include "strict.h"

#include <stdint.h>

/* What is sorted, and room for as much again. `label` goes along with the keys; both labels are NULL where
 * there are none. */
typedef struct hst__radix {
    uint64_t *key;
    uint64_t *spare;
    int32_t *label;
    int32_t *label_spare;
    int64_t n;
} hst__radix;

/* Stable. key and label hold the answer afterwards. */
void hst__radix_sort(const hst__radix *r);

#endif
