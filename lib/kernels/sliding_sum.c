/* One integer for each sample where that suffices (fixed_one.h), and else two (fixed_two.h). */
#include "sliding_sum.h"

#include <math.h> /* NAN only */

#include "exact_sum.h"
#include "fixed_one.h"
#include "fixed_two.h"
#include "sliding_reach.h"

enum {
    LONGEST = 26,     /* 2^LONGEST samples at most: counts must not need more bits than half of a double */
    GROUP = 64,       /* answers that are looked through if one of them is in doubt */
    TOP_LEAST = -800, /* exponents of the largest sample, for which nothing here is too small */
    TOP_MOST = 960    /* or too large */
};

typedef struct fixed {
    hst__one one;
    hst__two two;
    int is_one;
    int is_mean;
} fixed;

static HST__BODY hst__slide_fit fit(void *self, hst__slide_need *need, const double *x, int64_t n,
                                    int64_t longest) {
    fixed *f = self;
    hst__survey v = hst__survey_of(x, n);
    if (v.infinite) {
        return HST__SLIDE_INFINITE;
    }
    if ((v.top < TOP_LEAST) | (v.top > TOP_MOST) | (hst__bits_for(longest) > LONGEST)) {
        return HST__SLIDE_TOO_WIDE;
    }
    f->is_one = hst__one_choose(&f->one, &v, longest);
    need->sums = f->is_one ? 1 : 2;
    need->gaps = v.gaps;
    return f->is_one || hst__two_choose(&f->two, &v, longest) ? HST__SLIDE_FITS : HST__SLIDE_TOO_WIDE;
}

static HST__BODY void scan(const void *self, uint64_t *const *sum, const double *x, int64_t n) {
    const fixed *f = self;
    if (f->is_one) {
        hst__one_scan(&f->one, sum[0], x, n);
    } else {
        hst__two_scan(&f->two, sum[0], sum[1], x, n);
    }
}

/* ---- answers ----------------------------------------------------------------------------------- */

/* Loops, one for each kind of answer, that become vector code. What does not change within them stands in
 * local variables, which no store can change. */

static HST__BODY uint64_t sum_of(const hst__slide_tile *t, int s, int64_t k) {
    return t->base[s] + t->plus[s][k] - t->minus[s][k];
}

static HST__BODY void add_one(double *out, const fixed *f, const hst__slide_tile *tile) {
    const hst__one unit = f->one;
    const hst__slide_tile t = *tile;
    int64_t k;
    for (k = 0; k < t.n; ++k) {
        out[k] = hst__one_sum(&unit, sum_of(&t, 0, k));
    }
}

static HST__BODY void average_one(double *out, const fixed *f, const hst__slide_tile *tile) {
    const hst__one unit = f->one;
    const hst__slide_tile t = *tile;
    double inverse = 1 / t.steady;
    int64_t k;
    for (k = 0; k < t.n; ++k) {
        out[k] = hst__one_mean(&unit, sum_of(&t, 0, k), t.steady, inverse);
    }
}

static HST__BODY void average_one_uneven(double *out, const fixed *f, const hst__slide_tile *tile) {
    const hst__one unit = f->one;
    const hst__slide_tile t = *tile;
    int64_t k;
    for (k = 0; k < t.n; ++k) {
        out[k] = hst__one_mean(&unit, sum_of(&t, 0, k), t.count[k], 1 / t.count[k]);
    }
}

static HST__BODY hst__two_parts parts_of(const hst__two *unit, const hst__slide_tile *t, int64_t k) {
    return hst__two_parts_of(unit, sum_of(t, 0, k), sum_of(t, 1, k));
}

/* From here on, windows from .. past - 1 of a tile, with what is in doubt. */
static HST__BODY void add_two(double *out, double *doubt, const fixed *f, const hst__slide_tile *tile,
                              int64_t from, int64_t past) {
    const hst__two unit = f->two;
    const hst__slide_tile t = *tile;
    int64_t k;
    for (k = from; k < past; ++k) {
        out[k] = hst__two_sum(parts_of(&unit, &t, k), doubt + (k - from));
    }
}

static HST__BODY void average_two(double *out, double *doubt, const fixed *f, const hst__slide_tile *tile,
                                  int64_t from, int64_t past) {
    const hst__two unit = f->two;
    const hst__slide_tile t = *tile;
    double inverse = 1 / t.steady;
    int64_t k;
    for (k = from; k < past; ++k) {
        out[k] = hst__two_mean(parts_of(&unit, &t, k), t.steady, inverse, doubt + (k - from));
    }
}

static HST__BODY void average_two_uneven(double *out, double *doubt, const fixed *f,
                                         const hst__slide_tile *tile, int64_t from, int64_t past) {
    const hst__two unit = f->two;
    const hst__slide_tile t = *tile;
    int64_t k;
    for (k = from; k < past; ++k) {
        double n = t.count[k];
        out[k] = hst__two_mean(parts_of(&unit, &t, k), n, 1 / n, doubt + (k - from));
    }
}

static void settle(double *out, const double *doubt, const fixed *f, const hst__slide_tile *t, int64_t from,
                   int64_t past) {
    int64_t k;
    for (k = from; k < past; ++k) {
        if (doubt[k - from] != 0) {
            double n = t->count == NULL ? t->steady : t->count[k];
            out[k] = hst__two_settle(parts_of(&f->two, t, k), f->is_mean ? n : 1);
        }
    }
}

/* Windows with too few samples have no answer. */
static HST__BODY void blank(double *out, const double *count, int64_t n, double least) {
    int64_t k;
    for (k = 0; k < n; ++k) {
        out[k] = hst__chosen(hst__is_less(count[k], least), out[k], NAN);
    }
}

/* And no doubt about it. */
static HST__BODY void forget(double *doubt, const double *count, int64_t n, double least) {
    int64_t k;
    for (k = 0; k < n; ++k) {
        doubt[k] = hst__chosen(hst__is_less(count[k], least), doubt[k], 0);
    }
}

static HST__BODY int any_doubt(const double *doubt, int64_t n) {
    uint64_t any = 0;
    int64_t k;
    for (k = 0; k < n; ++k) {
        any |= hst__bits_at(doubt + k) << 1;
    }
    return any != 0;
}

static HST__BODY void answer_one(double *out, const fixed *f, const hst__slide_tile *t) {
    if (!f->is_mean) {
        add_one(out, f, t);
    } else if (t->count == NULL) {
        average_one(out, f, t);
    } else {
        average_one_uneven(out, f, t);
    }
}

static HST__BODY void answer_two(double *out, const fixed *f, const hst__slide_tile *t, double least) {
    double doubt[GROUP];
    int64_t k;
    for (k = 0; k < t->n; k += GROUP) {
        int64_t past = hst__least(k + GROUP, t->n);
        if (!f->is_mean) {
            add_two(out, doubt, f, t, k, past);
        } else if (t->count == NULL) {
            average_two(out, doubt, f, t, k, past);
        } else {
            average_two_uneven(out, doubt, f, t, k, past);
        }
        if (t->count != NULL) {
            forget(doubt, t->count + k, past - k, least);
        }
        if (any_doubt(doubt, past - k)) {
            settle(out, doubt, f, t, k, past);
        }
    }
}

static HST__BODY int finish(const fixed *f, const hst__slide_series *s, const hst__slide_tile *t) {
    double *out = s->out + t->from;
    double least = (double)s->min_count;
    int64_t k;
    if (t->count == NULL && t->steady < least) {
        for (k = 0; k < t->n; ++k) {
            out[k] = NAN;
        }
        return 1;
    }
    if (f->is_one) {
        answer_one(out, f, t);
    } else {
        answer_two(out, f, t, least);
    }
    if (t->count != NULL) {
        blank(out, t->count, t->n, least);
    }
    return 1;
}

/* ---- the long way ------------------------------------------------------------------------------ */

typedef struct long_sum {
    hst__exact_sum sum;
    hst__bounds at;
    int64_t observed;
} long_sum;

static void shift_to(long_sum *a, const hst__slide_series *s, hst__bounds next) {
    const double *x = s->x;
    for (; a->at.past < next.past; ++a->at.past) {
        if (!hst__is_missing(x + a->at.past)) {
            hst__exact_sum_add(&a->sum, x[a->at.past]);
            ++a->observed;
        }
    }
    for (; a->at.first < next.first; ++a->at.first) {
        if (!hst__is_missing(x + a->at.first)) {
            hst__exact_sum_subtract(&a->sum, x[a->at.first]);
            --a->observed;
        }
    }
}

static int slow(const hst__slide_series *s, int64_t from, int64_t past, int is_mean) {
    hst__bounds at = hst__sliding_window(s->window, from, (hst__bounds){0, 0});
    long_sum a = {{{0}}, {at.first, at.first}, 0};
    int64_t i;
    for (i = from; i < past; ++i) {
        at = hst__sliding_bounds(s->window, i, at);
        shift_to(&a, s, at);
        s->out[i] = NAN;
        if (a.observed >= s->min_count) {
            s->out[i] = hst__exact_sum_mean(&a.sum, is_mean ? a.observed : 1);
            if (hst__magnitude(s->out[i]) > DBL_MAX) {
                return 0;
            }
        }
    }
    return 1;
}

static int slow_sum(const hst__slide_series *s, int64_t from, int64_t past) {
    return slow(s, from, past, 0);
}

static int slow_mean(const hst__slide_series *s, int64_t from, int64_t past) {
    return slow(s, from, past, 1);
}

/* ---- paths ------------------------------------------------------------------------------------- */

static hst__slide_fit fit_portable(void *self, hst__slide_need *need, const double *x, int64_t n,
                                   int64_t longest) {
    return fit(self, need, x, n, longest);
}

static void scan_portable(const void *self, uint64_t *const *sum, const double *x, int64_t n) {
    scan(self, sum, x, n);
}

static int finish_portable(void *self, const hst__slide_series *s, const hst__slide_tile *t, int may_refuse) {
    (void)may_refuse;
    return finish(self, s, t);
}

#if HST__X86_PATHS
static HST__AVX2 hst__slide_fit fit_avx2(void *self, hst__slide_need *need, const double *x, int64_t n,
                                         int64_t longest) {
    return fit(self, need, x, n, longest);
}

static HST__AVX2 void scan_avx2(const void *self, uint64_t *const *sum, const double *x, int64_t n) {
    scan(self, sum, x, n);
}

static HST__AVX2 int finish_avx2(void *self, const hst__slide_series *s, const hst__slide_tile *t,
                                 int may_refuse) {
    (void)may_refuse;
    return finish(self, s, t);
}

static HST__AVX512 hst__slide_fit fit_avx512(void *self, hst__slide_need *need, const double *x, int64_t n,
                                             int64_t longest) {
    return fit(self, need, x, n, longest);
}

static HST__AVX512 void scan_avx512(const void *self, uint64_t *const *sum, const double *x, int64_t n) {
    scan(self, sum, x, n);
}

static HST__AVX512 int finish_avx512(void *self, const hst__slide_series *s, const hst__slide_tile *t,
                                     int may_refuse) {
    (void)may_refuse;
    return finish(self, s, t);
}
#endif

static hst__slide_measure measure_on(int path) {
    hst__slide_measure m = {fit_portable, scan_portable, finish_portable, slow_sum};
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        m = (hst__slide_measure){fit_avx512, scan_avx512, finish_avx512, slow_sum};
    }
    if (path == HST__PATH_AVX2) {
        m = (hst__slide_measure){fit_avx2, scan_avx2, finish_avx2, slow_sum};
    }
#endif
    (void)path;
    return m;
}

static hst__slid slide_on(int path, const hst__slide_series *s, int is_mean) {
    hst__slide_measure m = measure_on(path);
    fixed f;
    f.is_mean = is_mean;
    m.slow = is_mean ? slow_mean : slow_sum;
    return hst__slide(&m, &f, s);
}

hst__slid hst__sliding_sum_on(int path, double *out, const double *x, const hst__sliding *w,
                              int64_t min_count) {
    return slide_on(path, &(hst__slide_series){out, x, w, min_count}, 0);
}

hst__slid hst__sliding_mean_on(int path, double *out, const double *x, const hst__sliding *w,
                               int64_t min_count) {
    return slide_on(path, &(hst__slide_series){out, x, w, min_count}, 1);
}

hst__slid hst__sliding_sum(double *out, const double *x, const hst__sliding *w, int64_t min_count) {
    return hst__sliding_sum_on(hst__path(), out, x, w, min_count);
}

hst__slid hst__sliding_mean(double *out, const double *x, const hst__sliding *w, int64_t min_count) {
    return hst__sliding_mean_on(hst__path(), out, x, w, min_count);
}
