/* Twice the log-likelihood ratio of a change, and its largest. */
#include "watch_split.h"

#include "special.h"

/* n log((n/e)/rate); for no arrivals that is 0. */
static double gain(double count, double exposure, double rate) {
    return count > 0 ? count * hst__log(count / exposure / rate) : 0;
}

static double statistic_of(const hst__watch *w, const hst__split *s) {
    double mean;
    if (w->known_rate > 0) {
        return 2 * (gain(s->count_after, s->exposure_after, w->known_rate) - s->count_after +
                    w->known_rate * s->exposure_after);
    }
    mean = (s->count_before + s->count_after) / (s->exposure_before + s->exposure_after);
    return 2 * (gain(s->count_before, s->exposure_before, mean) +
                gain(s->count_after, s->exposure_after, mean));
}

/* Whether the rate after is on this side of the one before. */
static int is_this_way(const hst__watch *w, const hst__split *s, int side) {
    double expected = w->known_rate > 0 ? w->known_rate * s->exposure_after
                                        : s->count_before * (s->exposure_after / s->exposure_before);
    return side == HST__FALL ? s->count_after < expected : s->count_after > expected;
}

static hst__split split_at(const hst__watch *w, hst__point at, int side) {
    hst__split s;
    s.at = at;
    s.count_before = hst__point_count(&w->origin, &at);
    s.exposure_before = at.clock[side] - w->origin.clock[side];
    s.count_after = hst__point_count(&at, &w->now);
    s.exposure_after = w->now.clock[side] - at.clock[side];
    s.statistic = is_this_way(w, &s, side) ? statistic_of(w, &s) : 0;
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
