/* Statistics of a bucket from their definitions, for values that are whole numbers below 2^20 and times close
 * together: means are fractions of whole numbers, those over time are made second by second. */
#ifndef HASHSTAT_TESTS_ORACLE_SERIES_H
#define HASHSTAT_TESTS_ORACLE_SERIES_H

#include <math.h>
#include <stdint.h>

#include "hashstat/series.h"

enum { ORACLE_ROWS = 11 };

typedef struct oracle_series {
    const int64_t *time;
    const double *x;
    int64_t n;
    int64_t longest;
} oracle_series;

/* The greatest common divisor; of 0 and b, b. */
static inline int64_t oracle_divisor(int64_t a, int64_t b) {
    while (a != 0) {
        int64_t rest = b % a;
        b = a;
        a = rest;
    }
    return b < 0 ? -b : b;
}

typedef struct oracle_fraction {
    int64_t over, under;
} oracle_fraction;

static inline oracle_fraction oracle_plus(oracle_fraction a, int64_t over, int64_t under) {
    int64_t d;
    a.over = a.over * under + over * a.under;
    a.under *= under;
    d = oracle_divisor(a.over, a.under);
    a.over /= d;
    a.under /= d;
    return a;
}

/* Both whole numbers lie below 2^53 here, so that the one division rounds once. */
static inline double oracle_quotient(int64_t over, int64_t under) {
    return under == 0 ? NAN : (double)over / (double)under;
}

/* The last observed sample at or before a time, and the first after it; -1 where there is none. */
static inline int64_t oracle_at_or_before(const oracle_series *s, int64_t time) {
    int64_t found = -1;
    int64_t i;
    for (i = 0; i < s->n; ++i) {
        if (!isnan(s->x[i]) && s->time[i] <= time) {
            found = i;
        }
    }
    return found;
}

static inline int64_t oracle_after(const oracle_series *s, int64_t time) {
    int64_t i;
    for (i = 0; i < s->n; ++i) {
        if (!isnan(s->x[i]) && s->time[i] > time) {
            return i;
        }
    }
    return -1;
}

/* Twice the value in the middle of the second that begins at `time`, if anything is known of it. */
static inline int oracle_second(oracle_fraction *sum, const oracle_series *s, int64_t time, int lines) {
    int64_t i = oracle_at_or_before(s, time);
    int64_t j = oracle_after(s, time);
    if (i < 0 || (lines && j < 0)) {
        return 0;
    }
    if (!lines) {
        if (time - s->time[i] >= s->longest) {
            return 0;
        }
        *sum = oracle_plus(*sum, 2 * (int64_t)s->x[i], 1);
        return 1;
    }
    if (s->time[j] - s->time[i] > s->longest) {
        return 0;
    }
    *sum = oracle_plus(*sum,
                       (int64_t)s->x[i] * (2 * s->time[j] - 2 * time - 1) +
                           (int64_t)s->x[j] * (2 * time + 1 - 2 * s->time[i]),
                       s->time[j] - s->time[i]);
    return 1;
}

static inline void oracle_over_time(double *mean, double *coverage, const oracle_series *s, int64_t from,
                                    int64_t until, int lines) {
    oracle_fraction sum = {0, 1};
    int64_t covered = 0;
    int64_t time;
    for (time = from; time < until; ++time) {
        covered += oracle_second(&sum, s, time, lines);
    }
    *mean = oracle_quotient(sum.over, 2 * sum.under * covered);
    *coverage = (double)covered / (double)(until - from);
}

/* All statistics of [from, until), in the order of their flags. */
static inline void oracle_bucket(double *out, const oracle_series *s, int64_t from, int64_t until) {
    int64_t sum = 0;
    int64_t count = 0;
    int64_t i;
    out[2] = out[3] = out[4] = out[5] = NAN;
    for (i = 0; i < s->n; ++i) {
        if (isnan(s->x[i]) || s->time[i] < from || s->time[i] >= until) {
            continue;
        }
        sum += (int64_t)s->x[i];
        out[2] = count == 0 || s->x[i] < out[2] ? s->x[i] : out[2];
        out[3] = count == 0 || s->x[i] > out[3] ? s->x[i] : out[3];
        out[4] = count == 0 ? s->x[i] : out[4];
        out[5] = s->x[i];
        ++count;
    }
    out[0] = count == 0 ? NAN : (double)sum;
    out[1] = oracle_quotient(sum, count);
    out[6] = (double)count;
    oracle_over_time(out + 7, out + 8, s, from, until, 0);
    oracle_over_time(out + 9, out + 10, s, from, until, 1);
}

/* ---- filling ------------------------------------------------------------------------------------- */

/* Nearest observed samples around i, -1 where there is none. */
static inline int64_t oracle_observed(const double *x, int64_t n, int64_t i, int64_t step) {
    for (i += step; i >= 0 && i < n; i += step) {
        if (!isnan(x[i])) {
            return i;
        }
    }
    return -1;
}

/* What sample i becomes. */
static inline double oracle_filled(const double *x, int64_t n, int64_t i, uint32_t method, int64_t longest,
                                   double value) {
    int64_t before = oracle_observed(x, n, i, -1);
    int64_t after = oracle_observed(x, n, i, 1);
    int64_t run = (after < 0 ? n : after) - before - 1;
    if (!isnan(x[i])) {
        return x[i];
    }
    if (method == HST_SERIES_FILL_PREVIOUS && before >= 0 && i - before <= longest) {
        return x[before];
    }
    if (method == HST_SERIES_FILL_VALUE && run <= longest) {
        return value;
    }
    if (method == HST_SERIES_FILL_LINEAR && before >= 0 && after >= 0 && run <= longest) {
        return oracle_quotient((int64_t)x[before] * (after - i) + (int64_t)x[after] * (i - before),
                               after - before);
    }
    return NAN;
}

/* ---- the calendar -------------------------------------------------------------------------------- */

static inline int64_t oracle_days_in(int64_t year, int month) {
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

#endif
