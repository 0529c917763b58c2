/* Twice the log-likelihood ratio of a change, and its largest. */
#include "watch_split.h"

#include "special.h"

/* n log(n / x) for x arrivals expected, all of `all` where the exposure is all of `whole`; 0 for no arrivals.
 * The part of the exposure has no unit, so that a rate beyond the largest double does no harm; where the part
 * itself is beyond doubles, logs are far enough apart to be subtracted. */
static double gain(double count, double exposure, double all, double whole) {
    double expected = all * (exposure / whole);
    if (!(count > 0)) {
        return 0;
    }
    if (expected < 1e-290 && exposure > 0) {
        return count * (hst__log(count) - hst__log(all) - (hst__log(exposure) - hst__log(whole)));
    }
    return count * hst__log(count / expected);
}

static double statistic_of(const hst__watch *w, const hst__split *s) {
    double all, whole;
    if (w->known_rate > 0) {
        return 2 * (gain(s->count_after, s->exposure_after, w->known_rate, 1) - s->count_after + s->expected);
    }
    all = s->count_before + s->count_after;
    whole = s->exposure_before + s->exposure_after;
    return 2 * (gain(s->count_before, s->exposure_before, all, whole) +
                gain(s->count_after, s->exposure_after, all, whole));
}

/* Whether the rate after is on this side of the one before. */
static int is_this_way(const hst__split *s, int side) {
    return side == HST__FALL ? s->count_after < s->expected : s->count_after > s->expected;
}

static hst__split split_at(const hst__watch *w, hst__point at, int side) {
    hst__split s;
    s.at = at;
    s.count_before = hst__point_count(&w->origin, &at);
    s.exposure_before = at.clock[side] - w->origin.clock[side];
    s.count_after = hst__point_count(&at, &w->now);
    s.exposure_after = w->now.clock[side] - at.clock[side];
    s.expected = w->known_rate > 0 ? w->known_rate * s.exposure_after
                                   : s.count_before * (s.exposure_after / s.exposure_before);
    s.statistic = is_this_way(&s, side) ? statistic_of(w, &s) : 0;
    return s;
}

hst__split hst__watch_split(const hst__watch *w, const uint64_t *memory, int side) {
    hst__split best, s;
    int64_t i;
    best = split_at(w, w->now, side);
    best.statistic = 0;
    for (i = 0; i < w->vertices[side]; ++i) {
        s = split_at(w, hst__watch_vertex(memory, side, i), side);
        if (s.statistic > best.statistic) {
            best = s;
        }
    }
    return best;
}
