/* What is done to each row of pairs of times (change_times.h) beside two_rates.h: the prior of its durations,
 * and its terms poured into sums. The same additions in the same order on every path. */
#ifndef HST_KERNELS_CHANGE_ROW_H
#define HST_KERNELS_CHANGE_ROW_H

#include "strict.h"

#include <stdint.h>

/* value[i] += factor[i] - hazard (place[i - 1] - here), i in from .. to - 1. */
void hst__row_geometric_on(int path, double *value, const double *factor, const double *place, int64_t from,
                           int64_t to, double here, double hazard);

/* value[i] += log(log(h/l)) - whole, h = min(place[i] - here, longest) + 1, l = max(place[i - 1] - here + 1,
 * shortest), h > l. */
void hst__row_log_uniform_on(int path, double *value, const double *place, int64_t from, int64_t to,
                             double here, double shortest, double longest, double whole);

/* value[i] becomes e^(value[i] - reference), which is <= 1, and is added to column[i]; the sum of all. */
double hst__row_pour_on(int path, double *column, double *value, int64_t from, int64_t to, double reference);

#endif
