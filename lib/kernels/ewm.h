/* Exponentially weighted mean of samples at irregular times, in blocks, so that a sample does not have to
 * wait for the mean before it. */
#ifndef HST_KERNELS_EWM_H
#define HST_KERNELS_EWM_H

#include "strict.h"

#include <stdint.h>

enum { HST__EWM_BLOCK = 16 };

/* All zero is empty. After sample j of a block, counted from 1, with the weights a of that block
 *
 *     mean = reference + (keep ((high - reference) + low) + sum)
 *     keep = a[1] .. a[j],   sum = a[j] sum + (1 - a[j]) (x[j] - reference)
 *
 * reference is the first sample of the block, high + low the mean before it. So a mean of equal values is
 * that value, and whatever the chunks that samples come in, the operations are the same. */
typedef struct hst__ewm {
    uint64_t stage;        /* 0: empty; 1: none observed yet; 2 + j: j samples of the block are in */
    int64_t last;          /* time of the last sample */
    int64_t last_observed; /* and of the last that was there */
    double reference, keep, sum, high, low, mean;
} hst__ewm;

typedef enum hst__ewm_fault {
    HST__EWM_FINE,
    HST__EWM_INFINITE_SAMPLE,
    HST__EWM_OVERFLOW /* samples more than DBL_MAX apart */
} hst__ewm_fault;

/* Whether these are words that pushes may have left. */
int hst__ewm_is_state(const hst__ewm *e);

/* Whether a sample was there. */
static inline int hst__ewm_is_begun(const hst__ewm *e) {
    return e->stage > 1;
}

/* out[i] = the mean after sample i, NaN before the first that is there. Times ascend strictly, from after
 * e->last. With a fault, out means nothing and e is spoilt. */
hst__ewm_fault hst__ewm_push_n_on(int path, hst__ewm *e, double *out, const int64_t *time, const double *x,
                                  int64_t n, double half_life);
hst__ewm_fault hst__ewm_push_n(hst__ewm *e, double *out, const int64_t *time, const double *x, int64_t n,
                               double half_life);

#endif
