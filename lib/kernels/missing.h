/* Where samples are missing: how many are not, and zeros in their place. */
#ifndef HST_KERNELS_MISSING_H
#define HST_KERNELS_MISSING_H

#include "strict.h"

#include <stdint.h>

#include "split.h"

#define HST__INFINITE_BITS (UINT64_C(0x7ff) << 52)

static inline int hst__is_observed(double x) {
    return hst__magnitude_bits(&x) <= HST__INFINITE_BITS;
}

/* out[i] = x[i], or 0 where that is missing. Returns whether one of the others is infinite. */
int hst__clean_on(int path, double *out, const double *x, int64_t n);
int hst__clean(double *out, const double *x, int64_t n);

/* How many of each run x[at[r]] .. x[at[r+1] - 1] are observed; 32 elements behind the last must be readable.
 * */
void hst__run_observed_on(int path, double *count, const double *x, const int64_t *at, int64_t runs);
void hst__run_observed(double *count, const double *x, const int64_t *at, int64_t runs);

#endif
