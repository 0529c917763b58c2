/* A sample is two integers (fixed.h). The sums of a window are put together to two doubles, high + low, where
 * high is exact, and so is nearly always low; the quotient of that by the count is bracketed, and where both
 * ends of the bracket round to the same double that is the answer. A mean of doubles of like size is a
 * fraction of so few digits that it lies half-way between two doubles for one window in `count` or so: such
 * ties are told by a division that leaves nothing. What is uncertain then is summed again without rounding
 * at all. */
#include "sliding_sum.h"

#include <math.h> /* NAN only */

#include "exact_sum.h"
#include "fixed.h"
#include "sliding_reach.h"

enum {
    DIGITS = 50,          /* most bits of either integer */
    LONGEST = 26,         /* 2^LONGEST samples at most: counts have to be halves of products of 53 bits */
    LOW = 13,             /* bits of the coarse sum that go into the low double */
    TOP_LEAST = -800,     /* exponents of the largest sample, for which nothing here is too small */
    TOP_MOST = 960        /* or too large */
};

typedef struct fixed {
    double coarse_shift, fine_shift;
    double coarse_unit, fine_unit;
    int digits;
    int is_mean;
} fixed;

/* ---- the unit ---------------------------------------------------------------------------------- */

typedef struct survey {
    uint64_t least; /* of the magnitudes above zero, as bits, less 1 */
    uint64_t most;
    uint64_t missing;
} survey;

static HST__BODY survey survey_of(const double *x, int64_t n) {
    survey v = {UINT64_MAX, 0, 0};
    int64_t least = INT64_MAX, most = 0, missing = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        int64_t gap = (int64_t)hst__is_missing(x + i);
        int64_t bits = (int64_t)(hst__bits_at(x + i) & (UINT64_MAX >> 1)) & (gap - 1);
        int64_t key = (int64_t)((uint64_t)(bits - 1) & (UINT64_MAX >> 1));
        least = key < least ? key : least;
        most = bits > most ? bits : most;
        missing |= gap;
    }
    v.least = (uint64_t)least;
    v.most = (uint64_t)most;
    v.missing = (uint64_t)missing;
    return v;
}

static int choose_unit(fixed *f, const survey *v, int64_t longest) {
    int top = (int)(v->most >> 52) - 1022; /* |x| < 2^top */
    int spare = 61 - hst__bits_for(longest);
    int fine;
    if (v->most == 0) {
        top = 0;
    }
    f->digits = spare < DIGITS ? spare : DIGITS;
    fine = top - 2 * f->digits;
    /* A double of exponent e is a multiple of 2^(e-52); the least magnitude is at hand less 1. */
    if (top < TOP_LEAST || top > TOP_MOST || v->least + 1 < (uint64_t)(fine + 52 + 1023) << 52) {
        return 0;
    }
    f->coarse_unit = hst__two_to(top - f->digits);
    f->coarse_shift = HST__WHOLE * f->coarse_unit;
    f->fine_unit = hst__two_to(fine);
    f->fine_shift = HST__WHOLE * f->fine_unit;
    return 1;
}

static HST__BODY hst__slide_fit fit(void *self, hst__slide_need *need, const double *x, int64_t n, int64_t longest) {
    survey v = survey_of(x, n);
    need->sums = 2;
    need->gaps = v.missing != 0;
    if (v.most == UINT64_C(0x7ff) << 52) {
        return HST__SLIDE_INFINITE;
    }
    return longest <= INT64_C(1) << LONGEST && choose_unit(self, &v, longest) ? HST__SLIDE_FITS
                                                                              : HST__SLIDE_TOO_WIDE;
}

/* ---- running sums ------------------------------------------------------------------------------ */

static HST__BODY void scan(const void *self, uint64_t *const *sum, const double *x, int64_t n) {
    const fixed *f = self;
    double coarse_shift = f->coarse_shift, fine_shift = f->fine_shift;
    uint64_t coarse_zero = hst__bits(coarse_shift), fine_zero = hst__bits(fine_shift);
    uint64_t *coarse = sum[0], *fine = sum[1];
    uint64_t a = 0, b = 0;
    int64_t k;
    for (k = 0; k < n; ++k) {
        double v = hst__or_zero(x + k);
        double y = v + coarse_shift;
        double rest = v - (y - coarse_shift);
        coarse[k + 1] = hst__bits(y) - coarse_zero;
        fine[k + 1] = hst__bits(rest + fine_shift) - fine_zero;
    }
    coarse[0] = fine[0] = 0;
    for (k = 1; k <= n; ++k) {
        a += coarse[k];
        b += fine[k];
        coarse[k] = a;
        fine[k] = b;
    }
}

/* ---- answers ----------------------------------------------------------------------------------- */

/* A sum as high + middle + small, each exact and one after the other in size. */
typedef struct parts {
    double high, middle, small;
} parts;

static HST__BODY parts parts_of(const fixed *f, uint64_t coarse, uint64_t fine) {
    uint64_t carried = coarse + hst__shifted(fine, f->digits);
    parts p;
    p.high = hst__whole(hst__shifted(carried, LOW)) * (f->coarse_unit * (1 << LOW));
    p.middle = hst__whole(hst__remaining(carried, LOW)) * f->coarse_unit;
    p.small = hst__whole(hst__remaining(fine, f->digits)) * f->fine_unit;
    return p;
}

/* Sum k of tile, and what is left of its low part: 0, and the sum is certain; else it is not. */
static HST__BODY double sum_of(parts p, double *doubt) {
    double low = p.middle + p.small;
    *doubt = p.small - (low - p.middle);
    return p.high + low;
}

/* high + low over n. With m the quotient cut to 26 bits, high - m n is exact: m n has 52 bits, and lies so
 * close to high that the difference needs no more (Sterbenz). What remains over n is rounded a few times,
 * relative to itself and to low. */
static HST__BODY double mean_of(parts p, double n, double inverse, double *doubt) {
    double low = p.middle + p.small;
    double m = p.high * inverse;
    double t = m * 134217729.0; /* 2^27 + 1 */
    double upper = t - (t - m);
    double r = p.high - upper * n;
    double c = (r + low) * inverse;
    double slack = (hst__magnitude(r) + hst__magnitude(low)) * (inverse * 0x1p-50);
    double one = upper + (c - slack);
    *doubt = (upper + (c + slack)) - one;
    return one;
}

/* Whether what was left over n = c leaves nothing: then upper + c is the mean itself. Both halves of c, of 26
 * bits (Veltkamp), times n are exact. */
static int leaves_nothing(double left, double c, double n) {
    double t = c * 134217729.0;
    double upper = t - (t - c);
    return (left - upper * n) - (c - upper) * n == 0;
}

/* The mean of a window for which mean_of was in doubt: most often a tie, which the last addition rounds to
 * even as it should. */
static double settled_mean(parts p, double n) {
    double low = p.middle + p.small;
    double t = p.high / n * 134217729.0;
    double upper = t - (t - p.high / n);
    double r = p.high - upper * n;
    double left = r + low;
    double c = left / n;
    hst__exact_sum sum = {{0}};
    if (p.small == low - p.middle && low == left - r && r == left - low && leaves_nothing(left, c, n)) {
        return upper + c;
    }
    hst__exact_sum_add(&sum, p.high);
    hst__exact_sum_add(&sum, p.middle);
    hst__exact_sum_add(&sum, p.small);
    return hst__exact_sum_mean(&sum, (int64_t)n);
}

static parts parts_at(const fixed *f, const hst__slide_tile *t, int64_t k) {
    return parts_of(f, t->base[0] + t->plus[0][k] - t->minus[0][k],
                    t->base[1] + t->plus[1][k] - t->minus[1][k]);
}

static void settle(const fixed *f, double *out, const double *doubt, const hst__slide_tile *t) {
    int64_t k;
    for (k = 0; k < t->n; ++k) {
        if (doubt[k] != 0) {
            out[k] = settled_mean(parts_at(f, t, k), !f->is_mean ? 1 : t->count == NULL ? t->steady : t->count[k]);
        }
    }
}

/* The window sums of a tile, in local variables that no store can change. */
static HST__BODY uint64_t answer(double *out, double *doubt, const fixed *given, const hst__slide_tile *t,
                                 int is_mean, int is_steady, double least) {
    const fixed f = *given;
    const uint64_t *in = t->plus[0], *gone = t->minus[0], *fine_in = t->plus[1], *fine_gone = t->minus[1];
    const double *count = t->count;
    uint64_t base = t->base[0], fine_base = t->base[1];
    double n = t->steady;
    double inverse = 1 / n;
    uint64_t any = 0;
    int64_t k;
    for (k = 0; k < t->n; ++k) {
        parts p = parts_of(&f, base + in[k] - gone[k], fine_base + fine_in[k] - fine_gone[k]);
        double value, open;
        if (!is_steady) {
            n = count[k];
            inverse = 1 / n;
        }
        value = is_mean ? mean_of(p, n, inverse, &open) : sum_of(p, &open);
        if (!is_steady) {
            value = n < least ? NAN : value;
            open = n < least ? 0 : open;
        }
        out[k] = value;
        doubt[k] = open;
        any |= hst__bits(open) << 1;
    }
    return any;
}

static HST__BODY uint64_t answer_tile(double *out, double *doubt, const fixed *f, const hst__slide_tile *t,
                                      double least) {
    if (f->is_mean) {
        return t->count == NULL ? answer(out, doubt, f, t, 1, 1, least) : answer(out, doubt, f, t, 1, 0, least);
    }
    return t->count == NULL ? answer(out, doubt, f, t, 0, 1, least) : answer(out, doubt, f, t, 0, 0, least);
}

static HST__BODY int finish(void *self, const hst__slide_series *s, const hst__slide_tile *t) {
    double doubt[HST__SLIDE_TILE];
    double *out = s->out + t->from;
    double least = (double)s->min_count;
    int64_t k;
    if (t->count == NULL && t->steady < least) {
        for (k = 0; k < t->n; ++k) {
            out[k] = NAN;
        }
    } else if (answer_tile(out, doubt, self, t, least) != 0) {
        settle(self, out, doubt, t);
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

static hst__slide_fit fit_portable(void *self, hst__slide_need *need, const double *x, int64_t n, int64_t longest) {
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
static HST__AVX2 hst__slide_fit fit_avx2(void *self, hst__slide_need *need, const double *x, int64_t n, int64_t longest) {
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
