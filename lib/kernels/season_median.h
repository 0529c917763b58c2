/* The median of the same hour of past weeks, or of any slot of any season. */
#ifndef HST_KERNELS_SEASON_MEDIAN_H
#define HST_KERNELS_SEASON_MEDIAN_H

#include "strict.h"

#include <stdint.h>

#include "verdict.h"

typedef struct hst__season {
    const int64_t *time; /* rising */
    const double *x;     /* finite or NaN */
    int64_t n;
    int64_t slot;      /* seconds, >= 1 */
    int64_t slots;     /* of a season, >= 1 */
    int64_t seasons;   /* looked at */
    int64_t min_count; /* >= 1 */
} hst__season;

/* Nearest-rank medians; what the rule says of each sample is written where v says. work: 16 n bytes,
 * aligned to 8. */
void hst__season_medians(const hst__season *s, const hst__verdicts *v, void *work);

#endif
