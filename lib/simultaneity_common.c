/* The fall that pools have in common, straight from their blocks. Each group's log likelihood ratios at all
 * places are a ring of whole numbers (kernels/sum_rings.h), and the largest sum over one place is looked for;
 * where the place was known, its sum stands against sums of one place of each. Places without exposure on one
 * side are left out of the rings: no group can fall there, and where all have the same hole, turns that fill
 * it would make what stands beside it look like more than chance. */
#include "internal.h"

#include <math.h> /* NAN only */

#include "hashstat/simultaneity.h"
#include "kernels/before_after.h"
#include "kernels/special.h"
#include "kernels/sum_rings.h"
#include "kernels/turns.h"

#define UNIT 1048576. /* parts of one that a log likelihood ratio is counted in */
#define RATIO_MAX 1073741824.

/* What one call looks at. */
typedef struct view {
    hst__before_after blocks;
    const int32_t *group; /* or NULL */
} view;

typedef struct room {
    int64_t *at;    /* [pools + 1] by ring, and one more */
    int64_t *ring;  /* [pools] by group, HST_NONE: it never falls */
    int64_t *total; /* [bins] of one group */
    int64_t *place; /* [bins] by place of a ring: the place in the record */
    double *before; /* [bins] by place in the record: exposure */
    double *after;  /* [bins] likewise */
    int64_t *value;
} room;

static uint64_t room_words(int64_t pools, int64_t bins) {
    return 2 * (uint64_t)pools * (uint64_t)(bins + 1) + 4 * (uint64_t)bins + 1;
}

static room room_in(void *work, int64_t pools, int64_t bins) {
    room r;
    r.at = work;
    r.ring = r.at + pools + 1;
    r.total = r.ring + pools;
    r.place = r.total + bins;
    r.before = (double *)(void *)(r.place + bins);
    r.after = r.before + bins;
    r.value = (int64_t *)(void *)(r.after + bins);
    return r;
}

hst_status hst_simultaneity_common_work_size(size_t *bytes, int64_t pools, int64_t bins) {
    if (bytes == NULL) {
        return HST_ENULL;
    }
    if (!hst__simultaneity_is_size(pools, bins)) {
        return HST_ESIZE;
    }
    *bytes = hst__as_size(8 * room_words(pools, bins));
    return HST_OK;
}

static hst_status check(hst_simultaneity_options *o, const hst_simultaneity_options *options, const view *v,
                        const void *work, size_t bytes) {
    const hst__before_after *b = &v->blocks;
    hst_status status;
    if (!hst__simultaneity_is_size(b->rows, b->bins)) {
        return HST_ESIZE;
    }
    status = hst__check_work(work, bytes, hst__as_size(8 * room_words(b->rows, b->bins)));
    if (status == HST_OK) {
        status = hst__simultaneity_take(o, options);
    }
    if (status != HST_OK) {
        return status;
    }
    return hst__simultaneity_are_groups(v->group, b->rows) && hst__before_after_is_legal(b) ? HST_OK
                                                                                           : HST_EDOMAIN;
}

static int is_null(const void *out, const double *part, const view *v, const void *work) {
    return out == NULL || (part == NULL && v->blocks.rows != 0) || hst__before_after_lacks(&v->blocks) ||
           work == NULL;
}

static int64_t group_of(const view *v, int64_t k) {
    return v->group == NULL ? k : v->group[k];
}

static hst__side_exposures exposures_at(const room *r, int64_t place) {
    hst__side_exposures e;
    e.before = r->before[place];
    e.after = r->after[place];
    return e;
}

/* Whether there is exposure on both sides of one of the places from .. until - 1. */
static int is_any_seen(const room *r, int64_t from, int64_t until) {
    int seen = 0;
    for (; from < until && !seen; ++from) {
        hst__side_exposures e = exposures_at(r, from);
        seen = hst__sides_are_seen(&e);
    }
    return seen;
}

/* Sums the exposures of the first `places`; whether there is anything to look at there: a group, and exposure
 * on both sides of one. */
static int is_answerable(const view *v, int64_t places, room *r) {
    int grouped = 0;
    int64_t k;
    for (k = 0; k < v->blocks.rows; ++k) {
        grouped |= group_of(v, k) != HST_NONE;
    }
    for (k = 0; grouped && k < places; ++k) {
        hst__side_exposures e = hst__side_exposures_at(&v->blocks, v->blocks.before + k);
        r->before[k] = e.before;
        r->after[k] = e.after;
    }
    return grouped && is_any_seen(r, 0, places);
}

/* The periods of which any place is seen; how many places. */
static int64_t list_periods(int64_t *place, const room *r, int64_t places, int64_t period) {
    int64_t kept = 0, from, i;
    for (from = 0; from < places; from += period) {
        for (i = is_any_seen(r, from, from + period) ? 0 : period; i < period; ++i) {
            place[kept++] = from + i;
        }
    }
    return kept;
}

/* The places that are seen a whole number of periods from `here`, and `here` in any case; how many, and which
 * of them it is. */
static int64_t list_phase(int64_t *place, const room *r, int64_t places, int64_t period, int64_t *here) {
    int64_t kept = 0, at = *here, i;
    for (i = at % period; i < places; i = period < places - i ? i + period : places) {
        if (i == at) {
            *here = kept;
        }
        if (i == at || is_any_seen(r, i, i + 1)) {
            place[kept++] = i;
        }
    }
    return kept;
}

/* The blocks of a group by bin; how many pools it has. */
static int64_t total_of(const view *v, int64_t g, int64_t *total) {
    int64_t pools = 0, k, i;
    memset(total, 0, (size_t)v->blocks.bins * sizeof *total);
    for (k = 0; k < v->blocks.rows; ++k) {
        if (group_of(v, k) == g) {
            ++pools;
            for (i = 0; i < v->blocks.bins; ++i) {
                total[i] += v->blocks.count[k * v->blocks.bins + i];
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
static int64_t ratio_of(const hst__sides *s, hst__side_exposures e) {
    double n1 = (double)s->before, n2 = (double)s->after, all = e.before + e.after;
    double expected, ratio;
    if (!hst__sides_are_seen(&e)) {
        return 0;
    }
    expected = (n1 + n2) * (e.after / all);
    if (!(n2 < expected)) {
        return 0;
    }
    ratio = part_of(n1, (n1 + n2) * (e.before / all)) + part_of(n2, expected);
    return (int64_t)(hst__larger(hst__smaller(ratio, RATIO_MAX), 0) * UNIT + 0.5);
}

/* A group's ratios at the places of a ring; whether any is above 0. */
static int fill_ring(int64_t *value, const view *v, int64_t length, const room *r) {
    const hst__before_after *b = &v->blocks;
    hst__sides s = hst__sides_at(b, r->total, b->before);
    int64_t any = 0, place = 0, i;
    for (i = 0; i < length; ++i) {
        for (; place < r->place[i]; ++place) {
            hst__sides_slide(&s, b, r->total, b->before + place);
        }
        value[i] = ratio_of(&s, exposures_at(r, place));
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
static hst__sum_rings fill_rings(hst_simultaneity_fall *out, const view *v, int64_t length, room *r) {
    hst__sum_rings rings = {r->value, 0, length};
    int64_t g;
    out->watched = 0;
    for (g = 0; g < v->blocks.rows; ++g) {
        r->ring[g] = HST_NONE;
        if (total_of(v, g, r->total) > 0) {
            out->watched += any_block(r->total, v->blocks.bins);
            if (fill_ring(r->value + 2 * length * rings.rings, v, length, r)) {
                hst__sum_rings_close(&rings, rings.rings);
                r->ring[g] = rings.rings++;
            }
        }
    }
    return rings;
}

/* ---- what is said of a bin ---- */

static int64_t ring_at(const hst__sum_rings *rings, int64_t ring, int64_t place) {
    return rings->value[2 * rings->length * ring + place];
}

static int64_t sum_at(const hst__sum_rings *rings, int64_t place) {
    int64_t sum = 0, k;
    for (k = 0; k < rings->rings; ++k) {
        sum += ring_at(rings, k, place);
    }
    return sum;
}

static void describe_parts(double *part, const view *v, const hst__sum_rings *rings, const room *r,
                           int64_t place) {
    int64_t k;
    for (k = 0; k < v->blocks.rows; ++k) {
        int64_t g = group_of(v, k);
        part[k] = g == HST_NONE               ? NAN
                  : r->ring[g] == HST_NONE ? 0
                                           : (double)ring_at(rings, r->ring[g], place) / UNIT;
    }
}

static void describe_none(hst_simultaneity_fall *out) {
    out->first = HST_NONE;
    out->groups = out->before = out->after = 0;
    out->exposure_before = out->exposure_after = out->fall = NAN;
}

static void describe(hst_simultaneity_fall *out, const view *v, const hst__sum_rings *rings, const room *r,
                     int64_t place) {
    const hst__before_after *b = &v->blocks;
    hst__side_exposures e = exposures_at(r, r->place[place]);
    double rate;
    int64_t k;
    out->first = b->before + r->place[place];
    out->groups = out->before = out->after = 0;
    for (k = 0; k < rings->rings; ++k) {
        out->groups += ring_at(rings, k, place) > 0;
    }
    for (k = 0; k < b->rows; ++k) {
        if (group_of(v, k) != HST_NONE) {
            hst__sides s = hst__sides_at(b, b->count + k * b->bins, out->first);
            out->before += s.before;
            out->after += s.after;
        }
    }
    out->exposure_before = e.before;
    out->exposure_after = e.after;
    rate = (double)out->before / e.before;
    out->fall = out->before > 0 ? (rate - (double)out->after / e.after) / rate : NAN;
}

/* ---- chance ---- */

static void take_chance(hst_simultaneity_fall *out, const hst__turns *turns, int64_t hits, double sum,
                        double level) {
    hst__turned chance = hst__turns_chance(turns, hits, hst__tail_of(level));
    out->p = chance.p;
    out->p_lower = chance.ends.lower;
    out->p_upper = chance.ends.upper;
    out->expected = sum / (double)turns->count;
    out->turns = turns->count;
    out->exact = turns->exact;
}

static void chance_of(hst_simultaneity_fall *out, const hst__sum_rings *rings, int64_t most, int64_t *at,
                      const hst_simultaneity_options *o) {
    hst__turn_plan plan = {o->period, o->exact, o->draws, (uint64_t)o->seed};
    hst__turns turns = hst__turns_begin(at, rings->rings, rings->length, &plan);
    double sum = 0;
    int64_t hits = 0;
    while (hst__turns_next(&turns)) {
        int64_t here = hst__sum_rings_most(rings, at, NULL);
        hits += here >= most;
        sum += (double)here / UNIT;
    }
    take_chance(out, &turns, hits, sum, o->level);
}

hst_status hst_simultaneity_common(const hst_simultaneity_options *options, hst_simultaneity_fall *out,
                                   double *part, const int64_t *count, const double *exposure,
                                   const int32_t *group, int64_t pools, int64_t bins, int64_t before,
                                   int64_t after, void *work, size_t bytes) {
    view v = {{count, exposure, pools, bins, before, after}, group};
    hst_simultaneity_options o;
    hst__sum_rings rings;
    room r;
    int64_t places, most, place;
    hst_status status = is_null(out, part, &v, work) ? HST_ENULL : check(&o, options, &v, work, bytes);
    if (status != HST_OK) {
        return status;
    }
    places = hst__before_after_places(&v.blocks);
    places -= places % o.period;
    r = room_in(work, pools, bins);
    if (!is_answerable(&v, places, &r)) {
        return HST_EEMPTY;
    }
    rings = fill_rings(out, &v, list_periods(r.place, &r, places, o.period), &r);
    memset(r.at, 0, (size_t)pools * sizeof *r.at);
    most = hst__sum_rings_most(&rings, r.at, &place);
    out->statistic = (double)most / UNIT;
    chance_of(out, &rings, most, r.at, &o);
    describe_parts(part, &v, &rings, &r, place);
    if (most > 0) {
        describe(out, &v, &rings, &r, place);
    } else {
        describe_none(out);
    }
    return HST_OK;
}

/* The same for one place: every ring is turned, against a place that stands still. */
static void chance_at(hst_simultaneity_fall *out, const hst__sum_rings *rings, int64_t place, int64_t *at,
                      const hst_simultaneity_options *o) {
    hst__turn_plan plan = {1, o->exact, o->draws, (uint64_t)o->seed};
    hst__turns turns = hst__turns_begin(at, rings->rings + 1, rings->length, &plan);
    int64_t found = sum_at(rings, place), hits = 0, k;
    double sum = 0;
    while (hst__turns_next(&turns)) {
        int64_t here = 0;
        for (k = 0; k < rings->rings; ++k) {
            here += ring_at(rings, k, at[k + 1]);
        }
        hits += here >= found;
        sum += (double)here / UNIT;
    }
    out->statistic = (double)found / UNIT;
    take_chance(out, &turns, hits, sum, o->level);
}

hst_status hst_simultaneity_common_at(const hst_simultaneity_options *options, hst_simultaneity_fall *out,
                                      double *part, const int64_t *count, const double *exposure,
                                      const int32_t *group, int64_t pools, int64_t bins, int64_t before,
                                      int64_t after, int64_t first, void *work, size_t bytes) {
    view v = {{count, exposure, pools, bins, before, after}, group};
    hst_simultaneity_options o;
    hst__sum_rings rings;
    room r;
    int64_t places, place;
    hst_status status = is_null(out, part, &v, work) ? HST_ENULL : check(&o, options, &v, work, bytes);
    if (status != HST_OK) {
        return status;
    }
    places = hst__before_after_places(&v.blocks);
    if (first < 0 || (places > 0 && (first < before || first - before >= places))) {
        return HST_EDOMAIN;
    }
    r = room_in(work, pools, bins);
    if (!is_answerable(&v, places, &r)) {
        return HST_EEMPTY;
    }
    place = first - before;
    rings = fill_rings(out, &v, list_phase(r.place, &r, places, o.period, &place), &r);
    chance_at(out, &rings, place, r.at, &o);
    describe_parts(part, &v, &rings, &r, place);
    describe(out, &v, &rings, &r, place);
    return HST_OK;
}
