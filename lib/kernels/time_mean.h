/* The mean over time of a series that is known at some instants, within one span of time: held as steps, or
 * joined by lines. */
#ifndef HST_KERNELS_TIME_MEAN_H
#define HST_KERNELS_TIME_MEAN_H

#include "strict.h"

#include <stdint.h>

/* Samples at strictly increasing times; a NaN is none. longest >= 0: so many seconds a value holds at most,
 * and so far apart are two samples that a line joins at most. */
typedef struct hst__known {
    const int64_t *time;
    const double *x;
    int64_t longest;
} hst__known;

/* [from, until), from < until, with the samples first .. past - 1 in it. before and after are the nearest
 * observed samples around those, -1 where there is none. */
typedef struct hst__time_span {
    int64_t from, until;
    int64_t first, past;
    int64_t before, after;
} hst__time_span;

/* The mean is that of the part which is covered, rounded once; NaN where nothing is. */
typedef struct hst__time_mean {
    double mean;
    double coverage; /* of the span, 0..1 */
} hst__time_mean;

hst__time_mean hst__step_mean(const hst__known *known, const hst__time_span *span);
hst__time_mean hst__line_mean(const hst__known *known, const hst__time_span *span);

#endif
