/* One walk from the onset on keeps the run at or above the level in progress; the first run that lasts for the
 * hold is the recovery. Everything else is read off the indexes that the walk leaves behind. */
#include "way_back.h"

#include <float.h>
#include <math.h> /* NAN and INFINITY only */

#include "exact_sum.h"
#include "scalar.h"

enum { NONE = -1 };

/* Samples are >= 0 or NaN. */
static int is_missing(double x) {
    return !(x >= 0);
}

static hst__course course_none(void) {
    hst__course c = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, 0};
    return c;
}

static void take_below(hst__course *c, const hst__timed *s, int64_t i) {
    if (c->onset == NONE) {
        c->onset = c->trough = i;
    } else if (s->x[i] < s->x[c->trough]) {
        c->trough = i;
    }
    c->last_below = i;
    c->run = NONE;
}

static void take_above(hst__course *c, const hst__timed *s, int64_t i, int64_t hold) {
    if (c->first_touch == NONE) {
        c->first_touch = i;
    }
    if (c->run == NONE) {
        c->run = i;
    }
    c->held = hst__seconds_between(s->time[c->run], s->time[i]) >= (uint64_t)hold;
}

double hst__baseline_at(const hst__target *t, int64_t i) {
    return t->path != NULL ? t->path[i] : t->baseline;
}

double hst__level_at(const hst__target *t, int64_t i) {
    return t->fraction * hst__baseline_at(t, i);
}

hst__course hst__walk_back(const hst__timed *s, int64_t event, const hst__target *t) {
    hst__course c = course_none();
    int64_t i;
    for (i = hst__first_from(s, event); i < s->n && !c.held; ++i) {
        if (is_missing(s->x[i])) {
            continue;
        }
        if (s->x[i] < hst__level_at(t, i)) {
            take_below(&c, s, i);
        } else if (c.onset == NONE) {
            c.before = i;
        } else {
            take_above(&c, s, i, t->hold);
        }
        c.last = i;
    }
    return c;
}

int64_t hst__course_end(const hst__course *c) {
    return c->run != NONE ? c->run : c->last;
}

hst__half_course hst__walk_half(const hst__timed *s, int64_t event, double baseline) {
    hst__half_course h = {NAN, NONE, NONE, NONE, NONE, NONE};
    int64_t i;
    for (i = hst__first_from(s, event); i < s->n && h.crossing == NONE; ++i) {
        if (is_missing(s->x[i])) {
            continue;
        }
        if (h.trough == NONE ? s->x[i] < baseline : s->x[i] < s->x[h.trough]) {
            h.before = h.last;
            h.trough = h.last_below = i;
            h.level = s->x[i] + (baseline - s->x[i]) / 2;
        } else if (h.trough != NONE && s->x[i] >= h.level) {
            h.crossing = i;
        } else if (h.trough != NONE) {
            h.last_below = i;
        }
        h.last = i;
    }
    return h;
}

/* INT64_MAX says "without bound". Times before 1970 are less than that after INT64_MIN, hence the question
 * for it by name. */
int64_t hst__longest_course(const hst__course *c, const hst__timed *s, int64_t event) {
    int64_t earliest = c->before != NONE ? s->time[c->before] : event;
    uint64_t seconds = hst__seconds_between(earliest, s->time[hst__course_end(c)]);
    if (!c->held || (c->before == NONE && event == INT64_MIN)) {
        return INT64_MAX;
    }
    return seconds < (uint64_t)INT64_MAX ? (int64_t)seconds : INT64_MAX;
}

int64_t hst__longest_half(const hst__half_course *h, const hst__timed *s, int64_t event) {
    int64_t earliest = h->before != NONE ? s->time[h->before] : event;
    uint64_t seconds = hst__seconds_between(earliest, s->time[h->last]);
    int bounded = h->crossing != NONE && (h->before != NONE || event != INT64_MIN);
    return bounded && seconds < (uint64_t)INT64_MAX ? (int64_t)seconds : INT64_MAX;
}

int64_t hst__observed_within(const hst__timed *s, int64_t from, int64_t limit) {
    int64_t seconds = 0;
    int64_t start = 0;
    int64_t i;
    for (i = from; start < limit; ++i) {
        int64_t next = s->time[i + 1] - s->time[from];
        int64_t end = next < limit ? next : limit;
        seconds += is_missing(s->x[i]) ? 0 : end - start;
        start = end;
    }
    return seconds;
}

/* The sum is exact, because with noise about the baseline its terms
 * cancel. */
double hst__work_between(const hst__timed *s, int64_t from, int64_t end, const hst__target *t) {
    hst__exact_sum sum = {{0}};
    int64_t i;
    for (i = from; i < end; ++i) {
        if (!is_missing(s->x[i])) {
            double lost = (hst__baseline_at(t, i) - s->x[i]) * (double)(s->time[i + 1] - s->time[i]);
            if (hst__magnitude(lost) > DBL_MAX) {
                return lost;
            }
            hst__exact_sum_add(&sum, lost);
        }
    }
    return hst__exact_sum_read(&sum);
}

/* The part of the stretch of sample i that lies within [event, until), and 0 for the last sample, of which
 * nobody knows how long it stands. */
static int64_t stands_within(const hst__timed *s, int64_t i, int64_t event, int64_t until) {
    int64_t begin = hst__most(s->time[i], event);
    int64_t end = i + 1 < s->n ? hst__least(s->time[i + 1], until) : begin;
    return end > begin ? end - begin : 0;
}

hst__area hst__area_within(const hst__timed *s, int64_t event, int64_t until, double baseline) {
    hst__area a = {0, INFINITY, 0};
    hst__exact_sum work = {{0}};
    int64_t i;
    for (i = 0; i < s->n && s->time[i] < until; ++i) {
        int64_t seconds = stands_within(s, i, event, until);
        double lost = (baseline - s->x[i]) * (double)seconds;
        if (is_missing(s->x[i]) || (seconds == 0 && s->time[i] < event)) {
            continue;
        }
        if (hst__magnitude(lost) > DBL_MAX) {
            a.work = lost;
            return a;
        }
        hst__exact_sum_add(&work, lost);
        a.lowest = hst__smaller(a.lowest, s->x[i]);
        a.seconds += seconds;
    }
    a.work = hst__exact_sum_read(&work);
    return a;
}
