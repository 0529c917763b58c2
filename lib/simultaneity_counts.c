/* Falls from blocks by pool: marks, one pool at a time, and the common fall of all. Both put a window before
 * a bin against one from it on; exposures are those of a bin, the same for every pool. */
#include "internal.h"

#include <math.h> /* NAN only */

#include "hashstat/simultaneity.h"
#include "kernels/binomial_p.h"
#include "kernels/sum_rings.h"
#include "kernels/turns.h"

#define BINS_MAX (INT64_C(1) << 32)

enum { POOLS_MAX = 4096, COUNT_MAX = 1000000, WIDTH_MAX = 100000 };

/* What one call looks at. */
typedef struct view {
    const int64_t *count;
    const double *exposure;
    const int32_t *group; /* or NULL */
    int64_t pools;
    int64_t bins;
    int64_t before;
    int64_t after;
} view;

/* ---- checks ---- */

static int is_size(int64_t pools, int64_t bins) {
    return pools >= 0 && pools <= POOLS_MAX && bins >= 0 && bins <= BINS_MAX;
}

static int are_exposures(const double *exposure, int64_t bins) {
    int64_t i;
    for (i = 0; i < bins; ++i) {
        double e = exposure[i];
        if (!(hst__is_nan(e) || hst__magnitude(e) <= 0 || (e >= 1e-60 && e <= 1e60))) {
            return 0;
        }
    }
    return 1;
}

static int are_counts(const view *v) {
    int wrong = 0;
    int64_t k, i;
    for (k = 0; k < v->pools; ++k) {
        for (i = 0; i < v->bins; ++i) {
            int64_t c = v->count[k * v->bins + i];
            wrong |= c < 0 || c > COUNT_MAX || (c > 0 && hst__magnitude(v->exposure[i]) <= 0);
        }
    }
    return !wrong;
}

static int is_width(int64_t width) {
    return width >= 1 && width <= WIDTH_MAX;
}

static int is_view(const view *v) {
    return is_width(v->before) && is_width(v->after) &&
           hst__simultaneity_are_groups(v->group, v->pools) && are_exposures(v->exposure, v->bins) &&
           are_counts(v);
}

static int is_null(const view *v) {
    return (v->count == NULL && v->pools != 0 && v->bins != 0) || (v->exposure == NULL && v->bins != 0);
}

/* ---- two windows ---- */

static int is_seen(const view *v, int64_t i) {
    return v->exposure[i] > 0; /* NaN is not */
}

/* What stands in either. */
typedef struct sides {
    int64_t before, after;
} sides;

static double exposure_in(const view *v, int64_t from, int64_t until) {
    double sum = 0;
    int64_t i;
    for (i = from; i < until; ++i) {
        sum += is_seen(v, i) ? v->exposure[i] : 0;
    }
    return sum;
}

static int64_t blocks_in(const view *v, const int64_t *row, int64_t from, int64_t until) {
    int64_t sum = 0, i;
    for (i = from; i < until; ++i) {
        sum += is_seen(v, i) ? row[i] : 0;
    }
    return sum;
}

static int64_t block_at(const view *v, const int64_t *row, int64_t i) {
    return is_seen(v, i) ? row[i] : 0;
}

static sides sides_at(const view *v, const int64_t *row, int64_t t) {
    sides s;
    s.before = blocks_in(v, row, t - v->before, t);
    s.after = blocks_in(v, row, t, t + v->after);
    return s;
}

/* From bin t to t + 1. */
static void slide(sides *s, const view *v, const int64_t *row, int64_t t) {
    s->before += block_at(v, row, t) - block_at(v, row, t - v->before);
    s->after += block_at(v, row, t + v->after) - block_at(v, row, t);
}

/* Bins with both windows whole: before .. before + this - 1. */
static int64_t places_of(const view *v) {
    int64_t places = v->bins - v->before - v->after + 1;
    return places > 0 ? places : 0;
}

/* ---- marks ---- */

/* A run of bins that fall, and where it does so most. */
typedef struct run {
    int64_t at; /* HST_NONE: no run in progress */
    double p;
} run;

static void end_run(run *r, int32_t *mark) {
    if (r->at != HST_NONE) {
        mark[r->at] = 1;
        r->at = HST_NONE;
    }
}

static void take_bin(run *r, int32_t *mark, int64_t t, double p, double alpha) {
    mark[t] = hst__is_nan(p) ? HST_NONE : 0;
    if (!(p <= alpha)) {
        end_run(r, mark);
    } else if (r->at == HST_NONE || p < r->p) {
        r->at = t;
        r->p = p;
    }
}

static double p_of(const sides *s, double before, double after, uint32_t flags) {
    double n1 = (double)s->before, n2 = (double)s->after;
    hst__unit_point chance;
    if (!(before > 0) || !(after > 0)) {
        return NAN;
    }
    chance = hst__binomial_chance(after, 1, before);
    return flags & HST_SIMULTANEITY_MIDP ? hst__binomial_half_at_most(n2, n1, chance.x, chance.y)
                                         : hst__binomial_at_most(n2, n1, chance.x, chance.y);
}

static void mark_row(int32_t *mark, double *p, const view *v, const int64_t *row, double alpha,
                     uint32_t flags) {
    int64_t end = v->before + places_of(v), t;
    run r = {HST_NONE, 0};
    sides s = {0, 0};
    for (t = 0; t < v->bins; ++t) {
        double here = NAN;
        if (t >= v->before && t < end) {
            s = t == v->before ? sides_at(v, row, t) : s;
            here = p_of(&s, exposure_in(v, t - v->before, t), exposure_in(v, t, t + v->after), flags);
            if (t + 1 < end) {
                slide(&s, v, row, t);
            }
        }
        take_bin(&r, mark, t, here, alpha);
        if (p != NULL) {
            p[t] = here;
        }
    }
    end_run(&r, mark);
}

hst_status hst_simultaneity_falls(int32_t *mark, double *p, const int64_t *count, const double *exposure,
                                  int64_t pools, int64_t bins, int64_t before, int64_t after, double alpha,
                                  uint32_t flags) {
    view v = {count, exposure, NULL, pools, bins, before, after};
    int64_t k;
    if ((mark == NULL && pools != 0 && bins != 0) || is_null(&v)) {
        return HST_ENULL;
    }
    if (!is_size(pools, bins)) {
        return HST_ESIZE;
    }
    if ((flags & ~(uint32_t)HST_SIMULTANEITY_MIDP) != 0) {
        return HST_EOPTION;
    }
    if (!hst__is_open_unit(alpha) || !is_view(&v)) {
        return HST_EDOMAIN;
    }
    for (k = 0; k < pools; ++k) {
        mark_row(mark + k * bins, p == NULL ? NULL : p + k * bins, &v, count + k * bins, alpha, flags);
    }
    return HST_OK;
}

/* ---- the common fall ---- */

#define UNIT 1048576. /* parts of one that a log likelihood ratio is counted in */
#define RATIO_MAX 1073741824.

typedef struct room {
    int64_t *at;    /* [pools] by ring */
    int64_t *ring;  /* [pools] by group, HST_NONE: it never falls */
    int64_t *total; /* [bins] of one group */
    double *before; /* [bins] exposures by place */
    double *after;
    int64_t *value;
} room;

static uint64_t room_words(int64_t pools, int64_t bins) {
    return 2 * (uint64_t)pools * (uint64_t)(bins + 1) + 3 * (uint64_t)bins;
}

static room room_in(void *work, int64_t pools, int64_t bins) {
    room r;
    r.at = work;
    r.ring = r.at + pools;
    r.total = r.ring + pools;
    r.before = (double *)(void *)(r.total + bins);
    r.after = r.before + bins;
    r.value = (int64_t *)(void *)(r.after + bins);
    return r;
}

hst_status hst_simultaneity_common_work_size(size_t *bytes, int64_t pools, int64_t bins) {
    if (bytes == NULL) {
        return HST_ENULL;
    }
    if (!is_size(pools, bins)) {
        return HST_ESIZE;
    }
    *bytes = hst__as_size(8 * room_words(pools, bins));
    return HST_OK;
}

static hst_status check_common(hst_simultaneity_options *o, const hst_simultaneity_options *options,
                               const view *v, const void *work, size_t bytes) {
    hst_status status;
    if (!is_size(v->pools, v->bins)) {
        return HST_ESIZE;
    }
    status = hst__check_work(work, bytes, hst__as_size(8 * room_words(v->pools, v->bins)));
    if (status == HST_OK) {
        status = hst__simultaneity_take(o, options);
    }
    return status == HST_OK && !is_view(v) ? HST_EDOMAIN : status;
}

static int64_t group_of(const view *v, int64_t k) {
    return v->group == NULL ? k : v->group[k];
}

/* Exposures of all places; how many have some on both sides. */
static int64_t fill_exposures(const view *v, int64_t places, room *r) {
    int64_t seen = 0, i;
    for (i = 0; i < places; ++i) {
        int64_t t = v->before + i;
        r->before[i] = exposure_in(v, t - v->before, t);
        r->after[i] = exposure_in(v, t, t + v->after);
        seen += r->before[i] > 0 && r->after[i] > 0;
    }
    return seen;
}

/* The blocks of a group by bin; how many pools it has. */
static int64_t total_of(const view *v, int64_t g, int64_t *total) {
    int64_t pools = 0, k, i;
    memset(total, 0, (size_t)v->bins * sizeof *total);
    for (k = 0; k < v->pools; ++k) {
        if (group_of(v, k) == g) {
            ++pools;
            for (i = 0; i < v->bins; ++i) {
                total[i] += v->count[k * v->bins + i];
            }
        }
    }
    return pools;
}

/* n log(n / expected) */
static double part_of(double n, double expected) {
    return n > 0 ? n * hst__log(n / expected) : 0;
}

/* The log likelihood ratio of a fall, in whole parts, so that equal sums are equal. Shares of the exposure
 * and not rates, which leave the range of a double. */
static int64_t ratio_of(const sides *s, double before, double after) {
    double n1 = (double)s->before, n2 = (double)s->after;
    double expected, ratio;
    if (!(before > 0) || !(after > 0)) {
        return 0;
    }
    expected = (n1 + n2) * (after / (before + after));
    if (!(n2 < expected)) {
        return 0;
    }
    ratio = part_of(n1, (n1 + n2) * (before / (before + after))) + part_of(n2, expected);
    return (int64_t)(hst__larger(hst__smaller(ratio, RATIO_MAX), 0) * UNIT + 0.5);
}

/* A group's ratios at all places; whether any is above 0. */
static int fill_ring(int64_t *value, const view *v, int64_t places, const room *r) {
    int64_t any = 0, i;
    sides s = sides_at(v, r->total, v->before);
    for (i = 0; i < places; ++i) {
        if (i > 0) {
            slide(&s, v, r->total, v->before + i - 1);
        }
        value[i] = ratio_of(&s, r->before[i], r->after[i]);
        any |= value[i];
    }
    return any != 0;
}

static int64_t any_block(const int64_t *total, int64_t bins) {
    int64_t any = 0, i;
    for (i = 0; i < bins; ++i) {
        any |= total[i];
    }
    return any != 0;
}

/* Rings of the groups that fall at all, in order of their numbers. */
static hst__sum_rings fill_rings(hst_simultaneity_fall *out, const view *v, int64_t places, room *r) {
    hst__sum_rings rings = {r->value, 0, places};
    int64_t g;
    out->watched = 0;
    for (g = 0; g < v->pools; ++g) {
        r->ring[g] = HST_NONE;
        if (total_of(v, g, r->total) > 0) {
            out->watched += any_block(r->total, v->bins);
            if (fill_ring(r->value + 2 * places * rings.rings, v, places, r)) {
                hst__sum_rings_close(&rings, rings.rings);
                r->ring[g] = rings.rings++;
            }
        }
    }
    return rings;
}

static int has_group(const view *v) {
    int any = 0;
    int64_t k;
    for (k = 0; k < v->pools; ++k) {
        any |= group_of(v, k) != HST_NONE;
    }
    return any;
}

/* ---- what is said of a bin ---- */

static double ratio_at(const view *v, const hst__sum_rings *rings, const room *r, int64_t k, int64_t place) {
    int64_t g = group_of(v, k);
    if (g == HST_NONE) {
        return NAN;
    }
    return r->ring[g] == HST_NONE ? 0
                                  : (double)rings->value[2 * rings->length * r->ring[g] + place] / UNIT;
}

static void describe_none(hst_simultaneity_fall *out) {
    out->first = HST_NONE;
    out->groups = out->before = out->after = 0;
    out->exposure_before = out->exposure_after = out->fall = NAN;
}

static void describe(hst_simultaneity_fall *out, const view *v, const hst__sum_rings *rings, const room *r,
                     int64_t place) {
    double rate_after, rate_before;
    int64_t k;
    out->first = v->before + place;
    out->groups = out->before = out->after = 0;
    for (k = 0; k < rings->rings; ++k) {
        out->groups += rings->value[2 * rings->length * k + place] > 0;
    }
    for (k = 0; k < v->pools; ++k) {
        if (group_of(v, k) != HST_NONE) {
            sides s = sides_at(v, v->count + k * v->bins, out->first);
            out->before += s.before;
            out->after += s.after;
        }
    }
    out->exposure_before = r->before[place];
    out->exposure_after = r->after[place];
    rate_before = (double)out->before / out->exposure_before;
    rate_after = (double)out->after / out->exposure_after;
    out->fall = (rate_before - rate_after) / rate_before;
}

static void chance_of(hst_simultaneity_fall *out, const hst__sum_rings *rings, int64_t most, int64_t *at,
                      const hst_simultaneity_options *o) {
    hst__turn_plan plan = {o->period, o->exact, o->draws, (uint64_t)o->seed};
    hst__turns turns = hst__turns_begin(at, rings->rings, rings->length, &plan);
    hst__turned chance;
    double sum = 0;
    int64_t hits = 0;
    while (hst__turns_next(&turns)) {
        int64_t here = hst__sum_rings_most(rings, at, NULL);
        hits += here >= most;
        sum += (double)here / UNIT;
    }
    chance = hst__turns_chance(&turns, hits, hst__tail_of(o->level));
    out->p = chance.p;
    out->p_lower = chance.ends.lower;
    out->p_upper = chance.ends.upper;
    out->expected = sum / (double)turns.count;
    out->turns = turns.count;
    out->exact = turns.exact;
}

hst_status hst_simultaneity_common(const hst_simultaneity_options *options, hst_simultaneity_fall *out,
                                   double *part, const int64_t *count, const double *exposure,
                                   const int32_t *group, int64_t pools, int64_t bins, int64_t before,
                                   int64_t after, void *work, size_t bytes) {
    view v = {count, exposure, group, pools, bins, before, after};
    hst_simultaneity_options o;
    hst__sum_rings rings;
    room r;
    int64_t places, most, place, k;
    hst_status status;
    if (out == NULL || (part == NULL && pools != 0) || is_null(&v) || work == NULL) {
        return HST_ENULL;
    }
    status = check_common(&o, options, &v, work, bytes);
    if (status != HST_OK) {
        return status;
    }
    r = room_in(work, pools, bins);
    places = places_of(&v);
    places -= places % o.period;
    if (!has_group(&v) || fill_exposures(&v, places, &r) == 0) {
        return HST_EEMPTY;
    }
    rings = fill_rings(out, &v, places, &r);
    memset(r.at, 0, (size_t)pools * sizeof *r.at);
    most = hst__sum_rings_most(&rings, r.at, &place);
    out->statistic = (double)most / UNIT;
    chance_of(out, &rings, most, r.at, &o);
    for (k = 0; k < pools; ++k) {
        part[k] = ratio_at(&v, &rings, &r, k, place);
    }
    if (most > 0) {
        describe(out, &v, &rings, &r, place);
    } else {
        describe_none(out);
    }
    return HST_OK;
}
