/* The median of the same hour of past weeks, or of any slot of any season. */
#ifndef HST_KERNELS_SEASON_MEDIAN_H
#define HST_KERNELS_SEASON_MEDIAN_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "verdict.h"

typedef struct hst__season {
    const int64_t *time; /* rising */
    const double *x;     /* finite or NaN */
    int64_t n;
    int64_t slot;        /* seconds, >= 1 */
    int64_t slots;       /* of a season, >= 1 */
    int64_t seasons;     /* looked at */
    int64_t min_count;   /* >= 1 */
} hst__season;

/* Workspace, aligned to 8; SIZE_MAX if that is more than memory can hold. n < 2^31. */
size_t hst__season_bytes(int64_t n);

/* Nearest-rank medians; what the rule says of each sample is written where v says. */
void hst__season_medians(const hst__season *s, const hst__verdicts *v, void *work);

#endif
