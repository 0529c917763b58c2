/* Episodes of an outage, in one pass: the one that goes on, and the return that may yet turn out to have
 * been brief. What comes after a return belongs to the episode only if that is joined, so it is counted
 * apart until then. */
#include "internal.h"

#include <math.h> /* INFINITY only */

#include "hashstat/outage.h"
#include "kernels/scalar.h"

typedef struct watch {
    const hst_outage_options *o;
    const hst__outage_series *s;
    hst_outage_episode *out;
    int64_t cap, found;
    hst_outage_episode now;            /* onset HST_NONE: none goes on */
    int64_t returned, unknown, unseen; /* since the end of now */
    int64_t last_ok;
    int overflows;
} watch;

static double spoken_for(const watch *w, int64_t i) {
    int64_t step = w->o->step, dt;
    if (i == w->s->n - 1) {
        return (double)step;
    }
    dt = w->s->time[i + 1] - w->s->time[i];
    return (double)(step > 0 ? hst__least(dt, step) : dt);
}

/* Seconds until the next sample of which sample i says nothing. */
static int64_t unseen_after(const watch *w, int64_t i) {
    int64_t dt = w->s->time[i + 1] - w->s->time[i];
    if (w->s->state[i] == HST_OUTAGE_UNKNOWN) {
        return dt;
    }
    return w->o->step > 0 ? hst__most(dt - w->o->step, 0) : 0;
}

static void close_episode(watch *w) {
    hst_outage_episode *e = &w->now;
    const int64_t *time = w->s->time;
    if (e->onset == HST_NONE) {
        return;
    }
    e->shortest = time[e->last] - time[e->onset];
    e->longest = e->end == HST_NONE || e->before == HST_NONE ? INT64_MAX : time[e->end] - time[e->before];
    if (e->shortest >= w->o->least) {
        if (w->found < w->cap) {
            w->out[w->found] = *e;
        }
        ++w->found;
        w->overflows |= !hst__is_finite(e->area);
    }
    e->onset = HST_NONE;
}

static void open_episode(watch *w, int64_t i) {
    memset(&w->now, 0, sizeof w->now);
    w->now.onset = w->now.deepest = i;
    w->now.before = w->last_ok;
    w->now.depth = -INFINITY;
    w->now.end = HST_NONE;
}

/* Goes on as if the return had not been. */
static void reopen(watch *w) {
    w->now.end = HST_NONE;
    w->now.returned += w->returned;
    w->now.unknown += w->unknown;
    w->now.unseen += w->unseen;
}

static void see_alert(watch *w, int64_t i) {
    hst_outage_episode *e = &w->now;
    double lost = w->s->baseline[i] - w->s->x[i];
    double depth = lost / w->s->baseline[i];
    if (e->onset != HST_NONE && e->end != HST_NONE) {
        if (w->s->time[i] - w->s->time[e->end] < w->o->join) {
            reopen(w);
        } else {
            close_episode(w);
        }
    }
    if (e->onset == HST_NONE) {
        open_episode(w, i);
    }
    if (depth > e->depth) {
        e->depth = depth;
        e->deepest = i;
    }
    e->area += lost * spoken_for(w, i);
    e->last = i;
    ++e->alerts;
}

static void see_ok(watch *w, int64_t i) {
    if (w->now.onset != HST_NONE && w->now.end == HST_NONE) {
        w->now.end = i;
        w->returned = w->unknown = w->unseen = 0;
    }
    ++w->returned;
    w->last_ok = i;
}

static void see_unknown(watch *w) {
    if (w->now.end == HST_NONE) {
        ++w->now.unknown;
    } else {
        ++w->unknown;
    }
}

/* What lies between the sample before and this one. */
static void see_time(watch *w, int64_t i) {
    int64_t *unseen = w->now.end == HST_NONE ? &w->now.unseen : &w->unseen;
    if (w->now.onset != HST_NONE) {
        *unseen += unseen_after(w, i - 1);
    }
}

static void see(watch *w, int64_t i) {
    see_time(w, i);
    if (w->s->state[i] == HST_OUTAGE_ALERT) {
        see_alert(w, i);
    } else if (w->s->state[i] == HST_OUTAGE_OK) {
        see_ok(w, i);
    } else {
        see_unknown(w);
    }
}

hst_status hst__outage_list(const hst_outage_options *o, hst_outage_episode *out, int64_t cap, int64_t *found,
                            const hst__outage_series *s) {
    watch w;
    int64_t i;
    memset(&w, 0, sizeof w);
    w.o = o;
    w.s = s;
    w.out = out;
    w.cap = cap;
    w.last_ok = w.now.onset = w.now.end = HST_NONE;
    for (i = 0; i < s->n; ++i) {
        see(&w, i);
    }
    close_episode(&w);
    if (w.overflows) {
        return HST_EOVERFLOW;
    }
    *found = w.found;
    return HST_OK;
}
