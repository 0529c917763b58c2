/* Marks of many series: the window that most groups share, and a window that was known. What a group shows in
 * the windows one after the other is a ring of bits (kernels/bit_rings.h), turned by kernels/turns.h; in one
 * known window each group is a trial of its own (kernels/bernoulli_sum.h). From blocks:
 * simultaneity_counts.c and simultaneity_common.c. */
#include "internal.h"

#include "hashstat/simultaneity.h"
#include "kernels/bernoulli_sum.h"
#include "kernels/bit_rings.h"
#include "kernels/options.h"
#include "kernels/turns.h"

#define SAMPLES_MAX (INT64_C(1) << 32)
#define TURNS_MAX INT64_C(1000000000)

enum { OPTIONS_0_1 = 48 /* bytes of the struct in release 0.1 */ };

/* ---- options ---- */

static const hst_simultaneity_options usual = {sizeof(hst_simultaneity_options), 0, 1, 9999, 100000, 1, 0.95};

hst_status hst_simultaneity_options_init(hst_simultaneity_options *options, uint32_t struct_size) {
    if (options == NULL) {
        return HST_ENULL;
    }
    return hst__options_init(options, struct_size, &usual, OPTIONS_0_1, sizeof usual) ? HST_OK : HST_EOPTION;
}

hst_status hst__simultaneity_take(hst_simultaneity_options *out, const hst_simultaneity_options *options) {
    *out = usual;
    if (options != NULL && !hst__options_read(out, options, &usual, OPTIONS_0_1, sizeof usual)) {
        return HST_EOPTION;
    }
    return out->period >= 1 && out->draws >= 1 && out->draws <= TURNS_MAX && out->exact >= 0 &&
                   out->exact <= TURNS_MAX && hst__is_open_unit(out->level)
               ? HST_OK
               : HST_EDOMAIN;
}

/* ---- checks ---- */

/* What one call looks at. */
typedef struct view {
    const int32_t *mark;
    const int32_t *group; /* or NULL */
    int64_t series;
    int64_t n;
    int64_t width;
} view;

static const int32_t *row_of(const view *v, int64_t s) {
    return v->mark + s * v->n;
}

static int64_t group_of(const view *v, int64_t s) {
    return v->group == NULL ? s : v->group[s];
}

int hst__simultaneity_are_groups(const int32_t *group, int64_t series) {
    int64_t s;
    for (s = 0; group != NULL && s < series; ++s) {
        if (group[s] < HST_NONE || group[s] >= series) {
            return 0;
        }
    }
    return 1;
}

/* HST_NONE .. most */
static int are_numbers(const int32_t *x, int64_t n, int32_t most) {
    int wrong = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        wrong |= x[i] < HST_NONE || x[i] > most;
    }
    return !wrong;
}

int hst__simultaneity_is_size(int64_t series, int64_t n) {
    return series >= 0 && series <= HST__RINGS_MAX && n >= 0 && n <= SAMPLES_MAX;
}

/* ---- workspace ---- */

typedef struct room {
    int64_t *at;    /* [series] by ring */
    int64_t *ring;  /* [series] by group, HST_NONE: it has no mark */
    int64_t *first; /* [series] by group: its first mark in the window; n: none, n + 1: not known there */
    int64_t *hits;  /* [series] by ring */
    double *mass;   /* [series + 1] */
    uint64_t *word; /* a ring for each group, and one of the windows that are known */
} room;

static uint64_t room_words(int64_t series, int64_t n) {
    uint64_t ring = (uint64_t)hst__bit_rings_stride(n);
    return (uint64_t)series * (ring + 5) + 1 + ring;
}

static room room_in(void *work, int64_t series) {
    room r;
    r.at = work;
    r.ring = r.at + series;
    r.first = r.ring + series;
    r.hits = r.first + series;
    r.mass = (double *)(void *)(r.hits + series);
    r.word = (uint64_t *)(void *)(r.mass + series + 1);
    return r;
}

hst_status hst_simultaneity_work_size(size_t *bytes, int64_t series, int64_t n) {
    if (bytes == NULL) {
        return HST_ENULL;
    }
    if (!hst__simultaneity_is_size(series, n)) {
        return HST_ESIZE;
    }
    *bytes = hst__as_size(8 * room_words(series, n));
    return HST_OK;
}

static hst_status check(hst_simultaneity_options *o, const hst_simultaneity_options *options, const view *v,
                        const void *work, size_t bytes) {
    hst_status status;
    if (!hst__simultaneity_is_size(v->series, v->n)) {
        return HST_ESIZE;
    }
    status = hst__check_work(work, bytes, hst__as_size(8 * room_words(v->series, v->n)));
    if (status == HST_OK) {
        status = hst__simultaneity_take(o, options);
    }
    if (status != HST_OK) {
        return status;
    }
    return v->width >= 1 && hst__simultaneity_are_groups(v->group, v->series) &&
                   are_numbers(v->mark, v->series * v->n, 1)
               ? HST_OK
               : HST_EDOMAIN;
}

static int is_null(const void *out, const int32_t *part, const view *v, const void *work) {
    return out == NULL || (part == NULL && v->series != 0) ||
           (v->mark == NULL && v->series != 0 && v->n != 0) || work == NULL;
}

/* ---- rings ---- */

/* The next mark at or after i, n if there is none. */
static int64_t next_mark(const int32_t *row, int64_t i, int64_t n) {
    while (i < n && row[i] != 1) {
        ++i;
    }
    return i;
}

/* Numbers the groups that have a mark in one of the windows, in order of their own numbers; how many. */
static int64_t number_rings(const view *v, int64_t windows, room *r) {
    int64_t end = windows + v->width - 1;
    int64_t rings = 0, s;
    for (s = 0; s < v->series; ++s) {
        r->ring[s] = HST_NONE;
    }
    for (s = 0; s < v->series; ++s) {
        if (group_of(v, s) != HST_NONE && next_mark(row_of(v, s), 0, end) < end) {
            r->ring[group_of(v, s)] = 0;
        }
    }
    for (s = 0; s < v->series; ++s) {
        if (r->ring[s] == 0) {
            r->ring[s] = rings++;
        }
    }
    return rings;
}

/* A mark at i is in the windows that begin at i - width + 1 .. i. */
static void fill_row(hst__bit_rings *rings, int64_t ring, const int32_t *row, int64_t width) {
    int64_t end = rings->length + width - 1;
    int64_t done = 0;
    int64_t i = next_mark(row, 0, end);
    for (; i < end; i = next_mark(row, i + 1, end)) {
        int64_t until = hst__least(i + 1, rings->length);
        hst__bit_rings_fill(rings, ring, hst__least(hst__most(done, i + 1 - width), until), until);
        done = i + 1;
    }
}

static hst__bit_rings fill_rings(const view *v, int64_t windows, room *r) {
    hst__bit_rings rings = hst__bit_rings_make(r->word, number_rings(v, windows, r), windows);
    int64_t s;
    for (s = 0; s < v->series; ++s) {
        int64_t g = group_of(v, s);
        if (g != HST_NONE && r->ring[g] != HST_NONE) {
            fill_row(&rings, r->ring[g], row_of(v, s), v->width);
        }
    }
    return rings;
}

/* The windows of which any series with a group knows a sample. What nobody could see, such as the ends that
 * hst_simultaneity_falls leaves open, is no time at which a group could have fallen: to turn marks there would
 * thin them out and make those that are left look like more than chance. */
static hst__bit_rings fill_known(const view *v, int64_t windows, const hst__bit_rings *rings) {
    uint64_t *word = rings->word + rings->rings * rings->stride;
    hst__bit_rings known = hst__bit_rings_make(word, 1, windows);
    int64_t end = windows + v->width - 1, s, i, from;
    for (s = 0; s < v->series; ++s) {
        const int32_t *row = row_of(v, s);
        for (i = 0; group_of(v, s) != HST_NONE && i < end; ++i) {
            for (from = i; i < end && row[i] != HST_NONE;) {
                ++i;
            }
            if (from < i) {
                from = hst__most(from + 1 - v->width, 0);
                hst__bit_rings_fill(&known, 0, from, hst__least(i, windows));
            }
        }
    }
    return known;
}

/* ---- what is said of a window ---- */

static int64_t known_in(const int32_t *row, int64_t n) {
    int64_t known = 0, i;
    for (i = 0; i < n; ++i) {
        known += row[i] != HST_NONE;
    }
    return known;
}

/* Known samples of all series with a group, with the groups that have any. */
static int64_t survey(hst_simultaneity *out, const view *v, room *r) {
    int64_t known = 0, all = 0, s;
    memset(r->first, 0, (size_t)v->series * sizeof *r->first);
    for (s = 0; s < v->series; ++s) {
        int64_t g = group_of(v, s);
        if (g != HST_NONE) {
            int64_t here = known_in(row_of(v, s), v->n);
            r->first[g] |= here > 0;
            known += here;
            all += v->n;
        }
    }
    out->groups = 0;
    for (s = 0; s < v->series; ++s) {
        out->groups += r->first[s];
    }
    out->coverage = (double)known / (double)all;
    return known;
}

/* Which series take part in the window at out->first, and the first mark of each group in it. */
static void look_at(hst_simultaneity *out, int32_t *part, const view *v, room *r) {
    int64_t end = out->first + v->width, s;
    for (s = 0; s < v->series; ++s) {
        r->first[s] = v->n + 1;
    }
    for (s = 0; s < v->series; ++s) {
        int64_t g = group_of(v, s), i;
        part[s] = HST_NONE;
        if (g != HST_NONE && known_in(row_of(v, s) + out->first, v->width) > 0) {
            i = next_mark(row_of(v, s), out->first, end);
            part[s] = i < end;
            out->series += i < end;
            r->first[g] = hst__least(r->first[g], i < end ? i : v->n);
        }
    }
}

static void describe(hst_simultaneity *out, int32_t *part, const view *v, room *r) {
    int64_t g;
    out->last = out->first + v->width - 1;
    out->earliest = out->latest = HST_NONE;
    out->count = out->watched = out->series = 0;
    look_at(out, part, v, r);
    for (g = 0; g < v->series; ++g) {
        int64_t i = r->first[g];
        out->watched += i <= v->n;
        if (i < v->n) {
            out->earliest = out->count == 0 ? i : hst__least(i, out->earliest);
            out->latest = hst__most(i, out->latest);
            ++out->count;
        }
    }
}

/* Nothing to find: there is no window to speak of. */
static void describe_none(hst_simultaneity *out, int32_t *part, const view *v) {
    int64_t s;
    out->first = out->last = out->earliest = out->latest = HST_NONE;
    out->count = out->watched = out->series = 0;
    for (s = 0; s < v->series; ++s) {
        int there = group_of(v, s) != HST_NONE && known_in(row_of(v, s), v->n) > 0;
        part[s] = there ? 0 : HST_NONE;
    }
}

/* ---- the search ---- */

static int64_t first_with(const hst__bit_rings *rings, int64_t count) {
    int64_t t, k, here;
    for (t = 0;; ++t) {
        for (k = here = 0; k < rings->rings; ++k) {
            here += hst__bit_rings_has(rings, k, t);
        }
        if (here == count) {
            return t;
        }
    }
}

static void chance_of(hst_simultaneity *out, const hst__bit_rings *rings, int64_t count, int64_t *at,
                      const hst_simultaneity_options *o) {
    hst__turn_plan plan = {o->period, o->exact, o->draws, (uint64_t)o->seed};
    hst__turns turns = hst__turns_begin(at, rings->rings, rings->length, &plan);
    hst__turned chance;
    int64_t hits = 0, sum = 0;
    while (hst__turns_next(&turns)) {
        int64_t most = hst__bit_rings_most(rings, at);
        hits += most >= count;
        sum += most;
    }
    chance = hst__turns_chance(&turns, hits, hst__tail_of(o->level));
    out->p = chance.p;
    out->p_lower = chance.ends.lower;
    out->p_upper = chance.ends.upper;
    out->expected = (double)sum / (double)turns.count;
    out->turns = turns.count;
    out->exact = turns.exact;
}

hst_status hst_simultaneity_most(const hst_simultaneity_options *options, hst_simultaneity *out,
                                 int32_t *part, const int32_t *mark, const int32_t *group, int64_t series,
                                 int64_t n, int64_t width, void *work, size_t bytes) {
    view v = {mark, group, series, n, width};
    hst_simultaneity_options o;
    hst_simultaneity found;
    hst__bit_rings rings, known;
    room r;
    int64_t windows, count;
    hst_status status = is_null(out, part, &v, work) ? HST_ENULL : check(&o, options, &v, work, bytes);
    if (status != HST_OK) {
        return status;
    }
    r = room_in(work, series);
    windows = width <= n ? n - width + 1 : 0;
    windows -= windows % o.period;
    if (windows == 0 || survey(&found, &v, &r) == 0) {
        return HST_EEMPTY;
    }
    rings = fill_rings(&v, windows, &r);
    memset(r.at, 0, (size_t)series * sizeof *r.at);
    count = hst__bit_rings_most(&rings, r.at);
    if (count > 0) {
        found.first = first_with(&rings, count);
        describe(&found, part, &v, &r);
        known = fill_known(&v, windows, &rings);
        hst__bit_rings_keep(&rings, &known, o.period);
        hst__bit_rings_close(&rings);
    } else {
        describe_none(&found, part, &v);
    }
    chance_of(&found, &rings, count, r.at, &o);
    *out = found;
    return HST_OK;
}

/* ---- a window known beforehand ---- */

/* Of each ring, the windows that begin a whole number of periods from `first` and hold a mark. */
static void count_hits(int64_t *hits, const hst__bit_rings *rings, int64_t first, int64_t period) {
    int64_t k, t;
    memset(hits, 0, (size_t)rings->rings * sizeof *hits);
    for (k = 0; k < rings->rings; ++k) {
        for (t = first % period; t < rings->length; t += period) {
            hits[k] += hst__bit_rings_has(rings, k, t);
        }
    }
}

/* The windows of that phase that are known, the one at `first` in any case. */
static int64_t count_known(const hst__bit_rings *known, int64_t first, int64_t period) {
    int64_t count = 0, t;
    for (t = first % period; t < known->length; t += period) {
        count += t == first || hst__bit_rings_has(known, 0, t);
    }
    return count;
}

static void chance_at(hst_simultaneity *out, const hst__bit_rings *rings, const hst__bit_rings *known,
                      room *r, int64_t period) {
    int64_t sum = 0, k;
    count_hits(r->hits, rings, out->first, period);
    out->turns = count_known(known, out->first, period);
    for (k = 0; k < rings->rings; ++k) {
        sum += r->hits[k];
    }
    out->exact = 1;
    out->expected = (double)sum / (double)out->turns;
    out->p = hst__bernoulli_sum_at_least(out->count, r->hits, rings->rings, out->turns, r->mass);
    out->p_lower = out->p_upper = out->p;
}

hst_status hst_simultaneity_at(const hst_simultaneity_options *options, hst_simultaneity *out, int32_t *part,
                               const int32_t *mark, const int32_t *group, int64_t series, int64_t n,
                               int64_t width, int64_t first, void *work, size_t bytes) {
    view v = {mark, group, series, n, width};
    hst_simultaneity_options o;
    hst_simultaneity found;
    hst__bit_rings rings, known;
    room r;
    hst_status status = is_null(out, part, &v, work) ? HST_ENULL : check(&o, options, &v, work, bytes);
    if (status != HST_OK) {
        return status;
    }
    if (first < 0 || (width <= n && first > n - width)) {
        return HST_EDOMAIN;
    }
    r = room_in(work, series);
    if (width > n || survey(&found, &v, &r) == 0) {
        return HST_EEMPTY;
    }
    rings = fill_rings(&v, n - width + 1, &r);
    known = fill_known(&v, n - width + 1, &rings);
    found.first = first;
    describe(&found, part, &v, &r);
    o.period = hst__least(o.period, n); /* so that no sum overflows */
    chance_at(&found, &rings, &known, &r, o.period);
    *out = found;
    return HST_OK;
}

/* ---- marks from states ---- */

hst_status hst_simultaneity_onsets(int32_t *mark, const int32_t *state, int64_t n) {
    int32_t before = HST_NONE;
    int64_t i;
    if ((mark == NULL || state == NULL) && n != 0) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    if (!are_numbers(state, n, 2)) {
        return HST_EDOMAIN;
    }
    for (i = 0; i < n; ++i) {
        int32_t here = state[i] == 2 ? HST_NONE : state[i];
        mark[i] = here == 1 ? before == 0 : here;
        before = here;
    }
    return HST_OK;
}
