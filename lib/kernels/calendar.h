/* Whole numbers divided downwards, and the days of the Gregorian calendar. */
#ifndef HST_KERNELS_CALENDAR_H
#define HST_KERNELS_CALENDAR_H

#include "strict.h"

#include <stdint.h>

/* a / b rounded down, b > 0. */
int64_t hst__divide_down(int64_t a, int64_t b);

/* Days from 1970-01-01 to the first of a month, of the proleptic Gregorian calendar with a year 0. `month`
 * counts on from January of the year 0, either way, up to 2^60. */
int64_t hst__days_to_month(int64_t month);

#endif
