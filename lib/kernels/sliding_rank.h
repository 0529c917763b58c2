/* The median and any other quantile of each of the windows of sliding.h, at the same cost for any data. */
#ifndef HST_KERNELS_SLIDING_RANK_H
#define HST_KERNELS_SLIDING_RANK_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "sliding.h"

/* What the function below needs of workspace, aligned to 8 and not initialised; SIZE_MAX if that is more than
 * memory can hold. 41 bytes for each sample of two windows by count, for each of n by time. */
size_t hst__sliding_quantile_bytes(const hst__sliding *w, int64_t probabilities);

/* out[k * n + i]: quantile probability[k], in [0,1], of window i, by type7.h; NaN where the window holds
 * fewer than min_count >= 1 observed samples. Samples are finite or NaN; -0 reads as +0. */
void hst__sliding_quantiles(double *out, const double *probability, int64_t probabilities, const double *x,
                            const hst__sliding *w, int64_t min_count, void *work);

/* The same on one path (path.h). */
void hst__sliding_quantiles_on(int path, double *out, const double *probability, int64_t probabilities,
                               const double *x, const hst__sliding *w, int64_t min_count, void *work);

#endif
