/* The way back to a level. One walk from the onset on keeps the run at or above the level in progress; the
 * first run that lasts for the hold is the recovery. Everything else is read off the indexes that the walk
 * leaves behind. */
#include "internal.h"

#include <float.h>

#include "hashstat/recovery.h"
#include "kernels/exact_sum.h"

typedef struct series {
    const int64_t *time;
    const double *x;
    int64_t n;
} series;

/* What the walk leaves, all indexes of observed samples or HST_NONE. */
typedef struct course {
    int64_t before; /* the last one at or after the event and before the onset */
    int64_t onset;
    int64_t trough;
    int64_t last_below; /* the last one below the level */
    int64_t first_touch;
    int64_t run;  /* where the run in progress began */
    int64_t last; /* the last one looked at */
    int held;     /* the run in progress is the recovery */
} course;

static hst_status check_pointers(const void *out, series s) {
    if (out == NULL || (s.n != 0 && (s.time == NULL || s.x == NULL))) {
        return HST_ENULL;
    }
    return s.n < 0 ? HST_ESIZE : HST_OK;
}

static hst_status check_samples(series s) {
    int64_t i;
    for (i = 0; i < s.n; ++i) {
        if (!hst__is_nan(s.x[i]) && !hst__is_not_negative(s.x[i])) {
            return HST_EDOMAIN;
        }
    }
    for (i = 1; i < s.n; ++i) {
        if (s.time[i] <= s.time[i - 1]) {
            return HST_EORDER;
        }
    }
    return HST_OK;
}

/* First index with time >= bound, or n. */
static int64_t first_from(series s, int64_t bound) {
    int64_t i = 0;
    while (i < s.n && s.time[i] < bound) {
        ++i;
    }
    return i;
}

hst_status hst_recovery_baseline_mean(double *baseline, const int64_t *time, const double *x, int64_t n,
                                      int64_t from, int64_t until) {
    series s = {time, x, n};
    hst_status status = check_pointers(baseline, s);
    hst__exact_sum sum = {{0}};
    int64_t count = 0;
    double total;
    int64_t i;
    if (status == HST_OK) {
        status = check_samples(s);
    }
    if (status == HST_OK && until < from) {
        status = HST_EORDER;
    }
    if (status != HST_OK) {
        return status;
    }
    for (i = first_from(s, from); i < n && time[i] < until; ++i) {
        if (!hst__is_nan(x[i])) {
            hst__exact_sum_add(&sum, x[i]);
            ++count;
        }
    }
    if (count == 0) {
        return HST_EEMPTY;
    }
    total = hst__exact_sum_read(&sum);
    if (total > DBL_MAX) {
        return HST_EOVERFLOW;
    }
    *baseline = total / (double)count;
    return HST_OK;
}

/* ---- the walk ---------------------------------------------------------------------------------- */

static course course_none(void) {
    course c = {HST_NONE, HST_NONE, HST_NONE, HST_NONE, HST_NONE, HST_NONE, HST_NONE, 0};
    return c;
}

static void take_below(course *c, series s, int64_t i) {
    if (c->onset == HST_NONE) {
        c->onset = c->trough = i;
    } else if (s.x[i] < s.x[c->trough]) {
        c->trough = i;
    }
    c->last_below = i;
    c->run = HST_NONE;
}

/* As uint64_t, in which any two times have a distance. */
static uint64_t seconds_between(int64_t from, int64_t to) {
    return (uint64_t)to - (uint64_t)from;
}

static void take_above(course *c, series s, int64_t i, int64_t hold) {
    if (c->first_touch == HST_NONE) {
        c->first_touch = i;
    }
    if (c->run == HST_NONE) {
        c->run = i;
    }
    c->held = seconds_between(s.time[c->run], s.time[i]) >= (uint64_t)hold;
}

static course walk(series s, int64_t event, double level, int64_t hold) {
    course c = course_none();
    int64_t i;
    for (i = first_from(s, event); i < s.n && !c.held; ++i) {
        if (hst__is_nan(s.x[i])) {
            continue;
        }
        if (s.x[i] < level) {
            take_below(&c, s, i);
        } else if (c.onset == HST_NONE) {
            c.before = i;
        } else {
            take_above(&c, s, i, hold);
        }
        c.last = i;
    }
    return c;
}

/* ---- what follows from it ---------------------------------------------------------------------- */

/* The sample to which the fall is counted. */
static int64_t end_of(const course *c) {
    return c->run != HST_NONE ? c->run : c->last;
}

/* INT64_MAX says "without bound". Times before 1970 are less than that after INT64_MIN, hence the question
 * for it by name. */
static int64_t longest_of(const course *c, series s, int64_t event) {
    int64_t earliest = c->before != HST_NONE ? s.time[c->before] : event;
    uint64_t seconds = seconds_between(earliest, s.time[end_of(c)]);
    if (!c->held || (c->before == HST_NONE && event == INT64_MIN)) {
        return INT64_MAX;
    }
    return seconds < (uint64_t)INT64_MAX ? (int64_t)seconds : INT64_MAX;
}

static void describe_no_fall(hst_recovery *out, double level) {
    uint64_t nan = UINT64_C(0x7ff8) << 48;
    memset(out, 0, sizeof *out);
    out->level = level;
    memcpy(&out->lowest, &nan, sizeof nan);
    out->onset = out->trough = out->first_touch = out->recovery = out->pending = HST_NONE;
}

static void describe_fall(hst_recovery *out, const course *c, series s) {
    int64_t end = s.time[end_of(c)];
    out->lowest = s.x[c->trough] + 0.0; /* -0 + 0 = +0 */
    out->onset = c->onset;
    out->trough = c->trough;
    out->first_touch = c->first_touch;
    out->recovery = c->held ? c->run : HST_NONE;
    out->pending = c->held ? HST_NONE : c->run;
    out->open = !c->held;
    out->from_onset = end - s.time[c->onset];
    out->from_trough = end - s.time[c->trough];
    out->shortest = s.time[c->last_below] - s.time[c->onset];
}

/* Seconds for which samples stood within `limit` seconds from index `from` on. The series reaches that
 * far. */
static int64_t observed_within(series s, int64_t from, int64_t limit) {
    int64_t seconds = 0;
    int64_t start = 0;
    int64_t i;
    for (i = from; start < limit; ++i) {
        int64_t next = s.time[i + 1] - s.time[from];
        int64_t end = next < limit ? next : limit;
        seconds += hst__is_nan(s.x[i]) ? 0 : end - start;
        start = end;
    }
    return seconds;
}

/* Infinite when the work is beyond DBL_MAX. The sum is exact, because with noise about the baseline its terms
 * cancel. */
static double work_between(series s, int64_t from, int64_t end, double baseline) {
    hst__exact_sum sum = {{0}};
    int64_t i;
    for (i = from; i < end; ++i) {
        if (!hst__is_nan(s.x[i])) {
            double lost = (baseline - s.x[i]) * (double)(s.time[i + 1] - s.time[i]);
            if (!hst__is_finite(lost)) {
                return lost;
            }
            hst__exact_sum_add(&sum, lost);
        }
    }
    return hst__exact_sum_read(&sum);
}

static hst_status measure(hst_recovery *out, const course *c, series s, double baseline, int64_t hold) {
    double work = work_between(s, c->onset, end_of(c), baseline);
    if (!hst__is_finite(work)) {
        return HST_EOVERFLOW;
    }
    describe_fall(out, c, s);
    out->work_lost = work;
    out->seconds_observed = observed_within(s, c->onset, out->from_onset);
    out->hold_observed = c->held ? observed_within(s, c->run, hold) : 0;
    return HST_OK;
}

hst_status hst_recovery_find(hst_recovery *out, const int64_t *time, const double *x, int64_t n,
                             int64_t event, double baseline, double fraction, int64_t hold) {
    series s = {time, x, n};
    hst_status status = check_pointers(out, s);
    double level = fraction * baseline;
    course c;
    if (status == HST_OK && !(hst__is_positive(baseline) && fraction > 0 && fraction <= 1 && hold >= 0)) {
        status = HST_EDOMAIN;
    }
    if (status == HST_OK) {
        status = check_samples(s);
    }
    if (status != HST_OK) {
        return status;
    }
    c = walk(s, event, level, hold);
    if (c.last == HST_NONE) {
        return HST_EEMPTY;
    }
    if (c.onset == HST_NONE) {
        describe_no_fall(out, level);
        return HST_OK;
    }
    if (seconds_between(time[c.onset], time[c.last]) > (uint64_t)INT64_MAX) {
        return HST_EOVERFLOW;
    }
    status = measure(out, &c, s, baseline, hold);
    if (status == HST_OK) {
        out->level = level;
        out->longest = longest_of(&c, s, event);
    }
    return status;
}
