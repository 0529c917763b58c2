/* Let c be a value among the samples and d = x - c, exact, |d| < 2^D. With slices of s bits, d = h + m + l,
 *
 *     h   a multiple of 2^(D-s)
 *     m   a multiple of 2^(D-2s), |m| <= 2^(D-s-1)
 *     l   what remains, |l| <= 2^(D-2s-1)
 *
 * d^2 = h h + 2 h m + (m m + l (h + m + d)), three integers in units of 2^(2D-2s), 2^(2D-3s) and 2^(2D-4s),
 * and d = (h + m) + l two more in units of 2^(D-2s) and 2^(D-4s). Only the third and the fifth are rounded,
 * by half a unit. Sums of 2^L of any of them stay below 2^61 if 2 s + L <= 61.
 *
 * From their sums A, B, C and S over a window of n,
 *
 *     n variance = sum of d^2 - S^2 / n
 *
 * would cancel. So with u = k 2^(D-b), a whole k of b bits, next to the mean S / n,
 *
 *     n variance = Q - (S - n u)^2 / n,   Q = sum of (d - u)^2 = A + 2 B + C - u (n u + 2 (S - n u))
 *
 * where Q is computed in integers, but for C and l, whose parts are that small, and what is subtracted from
 * it is less than 2^(2D-2b) n: a double is good enough for it. All errors together are less than `each` n +
 * `once`, in units of 2^(2D-2s). The quotient is bracketed by that; where both ends round to the same double
 * it is the variance, and else the window is done the long way. */
#include "sliding_spread.h"

#include <math.h> /* NAN and sqrt only */

#include "exact_spread.h"
#include "fixed.h"
#include "sliding_reach.h"

enum {
    SLICE = 25,       /* most bits of a slice */
    MEAN_DIGITS = 20, /* most bits of the mean */
    LONGEST = 26,     /* 2^LONGEST samples at most */
    LOW = 11,         /* bits of A that go into the low double */
    LANES = 32,
    TOP_LEAST = -440, /* of D, so that no unit is too small */
    TOP_MOST = 480,   /* or too large */
    TOLERATED = 16    /* a tile is refused if more than one answer in so many is uncertain */
};

/* Samples [from, past) are equal, those that are there; `last` is the last of these, `value` its value. */
typedef struct run {
    int64_t from, past, last;
    double value;
} run;

typedef struct spread {
    double centre;
    int slice, mean_digits;
    int flat;                                       /* all samples are equal */
    double shift_whole, shift_high, shift_rest;     /* to multiples of 2^(D-2s), 2^(D-s), 2^(D-4s) */
    double shift_square, shift_middle, shift_small; /* of 2^(2D-2s), 2^(2D-3s), 2^(2D-4s) */
    double unit;                                    /* 2^(2D-2s) */
    double each, once;
    run run;
} spread;

/* ---- the unit ---------------------------------------------------------------------------------- */

typedef struct range {
    double least, most; /* infinite the wrong way round if nothing is there */
    uint64_t missing;
} range;

/* A comparison with a NaN is false, so that a missing sample changes nothing. The length of the inner loop is
 * one that gcc keeps and turns into vectors. */
static HST__BODY range range_of(const double *x, int64_t n) {
    range r = {INFINITY, -INFINITY, 0};
    double least[LANES], most[LANES];
    int64_t i = 0;
    int k;
    for (k = 0; k < LANES; ++k) {
        least[k] = INFINITY;
        most[k] = -INFINITY;
    }
    for (; n - i >= LANES; i += LANES) {
        for (k = 0; k < LANES; ++k) {
            least[k] = hst__smaller(x[i + k], least[k]);
            most[k] = hst__larger(x[i + k], most[k]);
        }
    }
    for (k = 0; i < n; ++i, ++k) {
        least[k] = hst__smaller(x[i], least[k]);
        most[k] = hst__larger(x[i], most[k]);
    }
    for (k = 0; k < LANES; ++k) {
        r.least = hst__smaller(least[k], r.least);
        r.most = hst__larger(most[k], r.most);
    }
    for (i = 0; i < n; ++i) {
        r.missing |= hst__is_missing(x + i);
    }
    return r;
}

/* A value from which all others differ exactly: within a factor of two of them (Sterbenz), or else 0. */
static double centre_of(const range *r) {
    double middle = r->least + (r->most - r->least) / 2;
    if (r->least > 0) {
        return r->most / 2 <= r->least ? middle : 0;
    }
    if (r->most < 0) {
        return r->least / 2 >= r->most ? middle : 0;
    }
    return 0;
}

/* D with |x - c| < 2^D for both ends of the range. */
static int top_of(const range *r, double centre) {
    double far = hst__larger(hst__magnitude(r->least - centre), hst__magnitude(r->most - centre));
    return (int)(hst__bits(far) >> 52) - 1022;
}

static int choose_unit(spread *f, const range *r, int64_t longest) {
    int room = hst__bits_for(longest);
    int s = (int)hst__least((61 - room) / 2, SLICE);
    int b = (int)hst__least((50 - room) / 2, MEAN_DIGITS);
    int top;
    f->centre = centre_of(r);
    f->flat = !(r->least < r->most);
    top = f->flat ? 0 : top_of(r, f->centre);
    if ((top < TOP_LEAST) | (top > TOP_MOST) | (room > LONGEST)) {
        return 0;
    }
    f->slice = s;
    f->mean_digits = b;
    f->shift_whole = HST__WHOLE * hst__two_to(top - 2 * s);
    f->shift_high = HST__WHOLE * hst__two_to(top - s);
    f->shift_rest = HST__WHOLE * hst__two_to(top - 4 * s);
    f->unit = hst__two_to(2 * top - 2 * s);
    f->shift_square = HST__WHOLE * f->unit;
    f->shift_middle = HST__WHOLE * hst__two_to(2 * top - 3 * s);
    f->shift_small = HST__WHOLE * hst__two_to(2 * top - 4 * s);
    /* Of each sample half a unit of C, and half a unit of l times twice the mean; roundings of its products;
     * of what is subtracted, which is below 2^(2s - 2b - 1), a few roundings. */
    f->each = hst__two_to(2 - 2 * s) + 0x1p-48 + hst__two_to(2 * s - 2 * b - 50);
    /* The LOW bits of C and l that are left out; roundings of what is below 2^(LOW + 1). */
    f->once = hst__two_to(LOW + 3 - 2 * s) + 0x1p-38;
    return 1;
}

static HST__BODY hst__slide_fit fit(void *self, hst__slide_need *need, const double *x, int64_t n,
                                    int64_t longest) {
    spread *f = self;
    range r = range_of(x, n);
    need->sums = 5;
    need->gaps = r.missing != 0;
    if (r.most > DBL_MAX || r.least < -DBL_MAX) {
        return HST__SLIDE_INFINITE;
    }
    f->run.past = -1;
    return choose_unit(f, &r, longest) ? HST__SLIDE_FITS : HST__SLIDE_TOO_WIDE;
}

/* ---- running sums ------------------------------------------------------------------------------ */

/* In the order of sum[]: A, B, C, then d in its two parts. */
static HST__BODY void slices_of(uint64_t *const *sum, const spread *given, const double *x, int64_t n) {
    const spread f = *given;
    uint64_t *square = sum[0] + 1, *middle = sum[1] + 1, *small = sum[2] + 1;
    uint64_t *whole = sum[3] + 1, *rest = sum[4] + 1;
    int64_t k;
    for (k = 0; k < n; ++k) {
        double v = x[k] - f.centre;
        double d = hst__or_zero(&v);
        double y = d + f.shift_whole;
        double g = y - f.shift_whole;
        double l = d - g;
        double h = (g + f.shift_high) - f.shift_high;
        double m = g - h;
        whole[k] = hst__bits(y) - hst__bits(f.shift_whole);
        rest[k] = hst__bits(l + f.shift_rest) - hst__bits(f.shift_rest);
        square[k] = hst__bits(h * h + f.shift_square) - hst__bits(f.shift_square);
        middle[k] = hst__bits(h * m + f.shift_middle) - hst__bits(f.shift_middle);
        small[k] = hst__bits((m * m + l * (g + d)) + f.shift_small) - hst__bits(f.shift_small);
    }
}

static HST__BODY void scan(const void *self, uint64_t *const *sum, const double *x, int64_t n) {
    uint64_t total[5] = {0, 0, 0, 0, 0};
    int64_t k;
    int s;
    slices_of(sum, self, x, n);
    for (s = 0; s < 5; ++s) {
        sum[s][0] = 0;
    }
    for (k = 1; k <= n; ++k) {
        for (s = 0; s < 5; ++s) {
            total[s] += sum[s][k];
            sum[s][k] = total[s];
        }
    }
}

/* ---- answers ----------------------------------------------------------------------------------- */

/* The five sums of a window. */
typedef struct sums {
    uint64_t square, middle, small, whole, rest;
} sums;

/* n variance in units of 2^(2D-2s): high is exact, low close to its end. */
typedef struct parts {
    double high, low;
} parts;

static HST__BODY parts parts_of(const spread *f, sums a, double n, double inverse) {
    int s = f->slice, b = f->mean_digits;
    double k =
        hst__rounded(hst__whole(hst__shifted(a.whole, LOW)) * (inverse * hst__two_to(LOW + b - 2 * s)));
    double nk = n * k;
    uint64_t left = a.whole - (hst__integer(nk) << (2 * s - b)); /* S - n u, without the rest of d */
    double upper = hst__whole(hst__shifted(left, b)), lower = hst__whole(hst__remaining(left, b));
    uint64_t middle = a.middle - (hst__integer(k * lower) << (s - b));
    uint64_t square = a.square - (hst__integer(nk * k) << (2 * s - 2 * b)) - 2 * hst__integer(k * upper) +
                      hst__shifted(middle, s - 1);
    double rest = hst__whole(hst__shifted(a.rest, LOW)) * (1 << LOW);
    double small = hst__whole(hst__shifted(a.small, LOW)) * hst__two_to(LOW - 2 * s);
    double off = hst__whole(left) * hst__two_to(-s) + rest * hst__two_to(-3 * s); /* S - n u */
    parts p;
    p.high = hst__whole(hst__shifted(square, LOW)) * (1 << LOW);
    p.low = (hst__whole(hst__remaining(square, LOW)) +
             hst__whole(hst__remaining(middle, s - 1)) * hst__two_to(1 - s)) +
            (small - (k * hst__two_to(1 - b - 2 * s) * rest + off * off * inverse));
    return p;
}

/* (high + low) over n - 1, as in sliding_sum.c. */
static HST__BODY double variance_of(const spread *f, parts p, double n, double inverse_less, double *doubt) {
    double m = p.high * inverse_less;
    double t = m * 134217729.0; /* 2^27 + 1 */
    double upper = t - (t - m);
    double c = ((p.high - upper * (n - 1)) + p.low) * inverse_less;
    double slack = hst__magnitude(c) * 0x1p-50 + (f->each * n + f->once) * inverse_less;
    double one = upper + (c - slack);
    *doubt = (upper + (c + slack)) - one;
    return hst__larger(one, 0);
}

static HST__BODY sums sums_of(const hst__slide_tile *t, int64_t k) {
    sums a = {t->base[0] + t->plus[0][k] - t->minus[0][k], t->base[1] + t->plus[1][k] - t->minus[1][k],
              t->base[2] + t->plus[2][k] - t->minus[2][k], t->base[3] + t->plus[3][k] - t->minus[3][k],
              t->base[4] + t->plus[4][k] - t->minus[4][k]};
    return a;
}

/* What does not change within the loop stands in local variables, which no store can change. */
static HST__BODY void answer(double *out, double *doubt, const spread *given, const hst__slide_tile *tile) {
    const spread f = *given;
    const hst__slide_tile t = *tile;
    double n = t.steady;
    double inverse = 1 / n, inverse_less = 1 / (n - 1);
    int64_t k;
    for (k = 0; k < t.n; ++k) {
        parts p = parts_of(&f, sums_of(&t, k), n, inverse);
        out[k] = sqrt(variance_of(&f, p, n, inverse_less, doubt + k) * f.unit);
    }
}

/* Where counts differ; too few have no answer, and no doubt about it. */
static HST__BODY void answer_uneven(double *out, double *doubt, const spread *given,
                                    const hst__slide_tile *tile, double least) {
    const spread f = *given;
    const hst__slide_tile t = *tile;
    int64_t k;
    for (k = 0; k < t.n; ++k) {
        double n = t.count[k];
        uint64_t too_few = hst__is_less(n, least);
        parts p = parts_of(&f, sums_of(&t, k), n, 1 / n);
        double open;
        double variance = variance_of(&f, p, n, 1 / (n - 1), &open);
        out[k] = hst__chosen(too_few, sqrt(variance * f.unit), NAN);
        doubt[k] = hst__chosen(too_few, open, 0);
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

/* ---- doubt ------------------------------------------------------------------------------------- */

/* Whether all that is there of a window is equal. Windows are asked for in their order: a run goes on from
 * where the last one was looked at. */
static int is_flat(run *r, const double *x, hst__bounds at) {
    if (r->past < at.first) {
        r->from = r->past = at.first;
        r->last = at.first - 1;
    }
    for (; r->past < at.past; ++r->past) {
        const double *v = x + r->past;
        if (!hst__is_missing(v)) {
            r->from = *v == r->value ? r->from : r->last + 1;
            r->value = *v;
            r->last = r->past;
        }
    }
    return r->from <= at.first;
}

/* A window with its exact sums. */
typedef struct long_spread {
    hst__exact_spread spread;
    hst__bounds at;
} long_spread;

/* To a window that follows: by the samples between the two, or from nothing where those are more than its
 * own. Wide windows near an outlier are in doubt by the thousand, too many to sum each of them anew. */
static void shift_to(long_spread *a, const double *x, hst__bounds next) {
    if ((next.first - a->at.first) + (next.past - a->at.past) > next.past - next.first) {
        *a = (long_spread){{{{0}}, {0}, 0}, {next.first, next.first}};
    }
    for (; a->at.past < next.past; ++a->at.past) {
        if (!hst__is_missing(x + a->at.past)) {
            hst__exact_spread_add(&a->spread, x[a->at.past]);
        }
    }
    for (; a->at.first < next.first; ++a->at.first) {
        if (!hst__is_missing(x + a->at.first)) {
            hst__exact_spread_subtract(&a->spread, x[a->at.first]);
        }
    }
}

/* How many answers stay in doubt that are not those of equal values. */
static int64_t settle_flat(run *r, double *doubt, const hst__slide_series *s, const hst__slide_tile *t) {
    hst__bounds at = hst__sliding_window(s->window, t->from, (hst__bounds){0, 0});
    int64_t open = 0;
    int64_t k;
    for (k = 0; k < t->n; ++k) {
        at = hst__sliding_bounds(s->window, t->from + k, at);
        if (doubt[k] != 0 && is_flat(r, s->x, at)) {
            s->out[t->from + k] = 0;
            doubt[k] = 0;
        }
        open += doubt[k] != 0;
    }
    return open;
}

static void settle(const double *doubt, const hst__slide_series *s, const hst__slide_tile *t) {
    hst__bounds at = hst__sliding_window(s->window, t->from, (hst__bounds){0, 0});
    long_spread a = {{{{0}}, {0}, 0}, {0, 0}};
    int64_t k;
    for (k = 0; k < t->n; ++k) {
        at = hst__sliding_bounds(s->window, t->from + k, at);
        if (doubt[k] != 0) {
            shift_to(&a, s->x, at);
            s->out[t->from + k] = hst__exact_spread_deviation(&a.spread);
        }
    }
}

/* The answers where all samples are equal, or none has enough. */
static void answer_flat(double *out, const hst__slide_tile *t, double least) {
    int64_t k;
    for (k = 0; k < t->n; ++k) {
        out[k] = (t->count == NULL ? t->steady : t->count[k]) < least ? NAN : 0;
    }
}

/* 0: too many are in doubt. */
static int settle_all(spread *f, double *doubt, const hst__slide_series *s, const hst__slide_tile *t,
                      int may_refuse) {
    int64_t open = settle_flat(&f->run, doubt, s, t);
    if (may_refuse && open * TOLERATED > t->n) {
        return 0;
    }
    if (open > 0) {
        settle(doubt, s, t);
    }
    return 1;
}

static HST__BODY int finish(spread *f, const hst__slide_series *s, const hst__slide_tile *t, int may_refuse) {
    double doubt[HST__SLIDE_TILE];
    double *out = s->out + t->from;
    double least = (double)hst__most(s->min_count, 2);
    if (f->flat || (t->count == NULL && t->steady < least)) {
        answer_flat(out, t, least);
        return 1;
    }
    if (t->count == NULL) {
        answer(out, doubt, f, t);
    } else {
        answer_uneven(out, doubt, f, t, least);
    }
    return any_doubt(doubt, t->n) ? settle_all(f, doubt, s, t, may_refuse) : 1;
}

/* ---- the long way ------------------------------------------------------------------------------ */

static int slow(const hst__slide_series *s, int64_t from, int64_t past) {
    hst__bounds at = hst__sliding_window(s->window, from, (hst__bounds){0, 0});
    long_spread a = {{{{0}}, {0}, 0}, {0, 0}};
    int64_t least = hst__most(s->min_count, 2);
    int64_t i;
    for (i = from; i < past; ++i) {
        at = hst__sliding_bounds(s->window, i, at);
        shift_to(&a, s->x, at);
        s->out[i] = a.spread.n < least ? NAN : hst__exact_spread_deviation(&a.spread);
        if (s->out[i] > DBL_MAX) {
            return 0;
        }
    }
    return 1;
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
    return finish(self, s, t, may_refuse);
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
    return finish(self, s, t, may_refuse);
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
    return finish(self, s, t, may_refuse);
}
#endif

static hst__slide_measure measure_on(int path) {
    hst__slide_measure m = {fit_portable, scan_portable, finish_portable, slow};
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        m = (hst__slide_measure){fit_avx512, scan_avx512, finish_avx512, slow};
    }
    if (path == HST__PATH_AVX2) {
        m = (hst__slide_measure){fit_avx2, scan_avx2, finish_avx2, slow};
    }
#endif
    (void)path;
    return m;
}

hst__slid hst__sliding_deviation_on(int path, double *out, const double *x, const hst__sliding *w,
                                    int64_t min_count) {
    hst__slide_series s = {out, x, w, min_count};
    hst__slide_measure m = measure_on(path);
    spread f;
    f.run.value = 0;
    return hst__slide(&m, &f, &s);
}

hst__slid hst__sliding_deviation(double *out, const double *x, const hst__sliding *w, int64_t min_count) {
    return hst__sliding_deviation_on(hst__path(), out, x, w, min_count);
}
