/* Windows that slide along a series. */
#ifndef HST_KERNELS_SLIDING_H
#define HST_KERNELS_SLIDING_H

#include "strict.h"

#include <stdint.h>

/* Windows that slide over n samples: window i holds the samples [first, past), both never stepping back.
 * By count: first = max(0, i - before), past = min(n, i + after + 1).
 * By time:  first = the first j with time[j] > time[i] - before, past = the first j with time[j] > time[i] + after. */
typedef struct hst__sliding {
    const int64_t *time; /* NULL: by count; else strictly increasing */
    int64_t n;
    int64_t before; /* >= 0 */
    int64_t after;  /* >= 0 */
} hst__sliding;

#endif
