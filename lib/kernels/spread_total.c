/* With c a value amid the samples and d = x - c, exact, |d| < 2^E,
 *
 *     (n - 1) variance = sum of d^2 - (sum of d)^2 / n
 *
 * cancels by no more than the distance of c from the mean. d is cut in h, a multiple of 2^(E-26), and l:
 *
 *     d   = h + l                 sums of h and of the upper part of l are exact
 *     d^2 = h h + (h + d) l       h h is exact; so are the sums of its two parts
 *
 * What is rounded is (h + d) l, by less than 2^(2E-77) a sample; its sum is taken in two parts as well, the lower
 * of which is too small for its roundings to show. So the whole is known to n 2^(2E-77), and the quotient is
 * certain unless a rounding boundary lies that near. Blocks of one E are added up exactly; a larger E begins
 * new sums. */
#include "spread_total.h"

#include <float.h>
#include <math.h> /* NAN and INFINITY only */
#include <string.h>

#include "exact_spread.h"
#include "extremes.h"
#include "pair.h"
#include "path.h"
#include "scalar.h"
#include "split.h"

enum {
    LANES = 16,
    BLOCK = 2048,
    FLUSH = 1 << 20,    /* terms that the exact sums can take */
    TOP_LEAST = -440,   /* of E, so that no product is too small */
    TOP_MOST = 480,     /* or too large */
    NOTHING_YET = -2000 /* in place of E */
};
#define INFINITE_BITS (UINT64_C(0x7ff) << 52)

/* Of samples about one centre, with shifters for one E. */
typedef struct frame {
    double centre;
    double coarse; /* rounds d to a multiple of 2^(E-26) */
    double rest;   /* l to a multiple of 2^(E-54) */
    double square; /* h h to a multiple of 2^(2E-27) */
    double cross;  /* (h + d) l to a multiple of 2^(2E-54) */
} frame;

enum { COARSE, REST_HIGH, REST_LOW, SQUARE_HIGH, SQUARE_LOW, CROSS_HIGH, CROSS_LOW, SUMS };

typedef struct lanes {
    double sum[SUMS][LANES];
    int64_t missing[LANES];
} lanes;

typedef struct block {
    double sum[SUMS];
    int64_t missing;
} block;

/* A missing sample is one at the centre. */
static HST__BODY void add_row(lanes *s, const double *x, int count, const frame *f) {
    int k;
    for (k = 0; k < count; ++k) {
        double v = x[k] - f->centre;
        uint64_t bits = hst__bits_at(&v);
        uint64_t is_missing = 0 - (uint64_t)((bits & (UINT64_MAX >> 1)) > INFINITE_BITS);
        double d, h, l, m, hh, q, t, u;
        bits &= ~is_missing;
        memcpy(&d, &bits, sizeof d);
        h = (d + f->coarse) - f->coarse;
        l = d - h;
        m = (l + f->rest) - f->rest;
        hh = h * h;
        q = (hh + f->square) - f->square;
        t = (h + d) * l;
        u = (t + f->cross) - f->cross;
        s->sum[COARSE][k] += h;
        s->sum[REST_HIGH][k] += m;
        s->sum[REST_LOW][k] += l - m;
        s->sum[SQUARE_HIGH][k] += q;
        s->sum[SQUARE_LOW][k] += hh - q;
        s->sum[CROSS_HIGH][k] += u;
        s->sum[CROSS_LOW][k] += t - u;
        s->missing[k] += (int64_t)is_missing;
    }
}

static HST__BODY void sum_block(block *b, const double *x, int64_t n, const frame *f) {
    lanes s;
    int k, j;
    memset(&s, 0, sizeof s);
    for (; n >= LANES; n -= LANES, x += LANES) {
        add_row(&s, x, LANES, f);
    }
    add_row(&s, x, (int)n, f);
    b->missing = 0;
    for (j = 0; j < SUMS; ++j) {
        b->sum[j] = 0;
        for (k = 0; k < LANES; ++k) {
            b->sum[j] += s.sum[j][k];
        }
    }
    for (k = 0; k < LANES; ++k) {
        b->missing -= s.missing[k];
    }
}

static void sum_portable(block *b, const double *x, int64_t n, const frame *f) {
    sum_block(b, x, n, f);
}

#if HST__X86_PATHS
static HST__AVX2 void sum_avx2(block *b, const double *x, int64_t n, const frame *f) {
    sum_block(b, x, n, f);
}

static HST__AVX512 void sum_avx512(block *b, const double *x, int64_t n, const frame *f) {
    sum_block(b, x, n, f);
}
#endif

static void sum_on(int path, block *b, const double *x, int64_t n, const frame *f) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        sum_avx512(b, x, n, f);
        return;
    }
    if (path == HST__PATH_AVX2) {
        sum_avx2(b, x, n, f);
        return;
    }
#endif
    (void)path;
    sum_portable(b, x, n, f);
}

/* ---- blocks put together ----------------------------------------------------------------------- */

typedef struct total {
    frame f;
    int centred; /* whether the centre is chosen */
    int top;     /* E */
    double sum[SUMS];
    int64_t terms;     /* in sum[] */
    hst__pair first;   /* sum of d */
    hst__pair second;  /* sum of d^2 */
    double bound;      /* of the error of second */
    int64_t count;     /* observed, of all */
} total;

static void put_aside(total *t) {
    int j;
    for (j = COARSE; j <= REST_LOW; ++j) {
        t->first = hst__pair_add(t->first, t->sum[j]);
    }
    for (j = SQUARE_HIGH; j <= CROSS_LOW; ++j) {
        t->second = hst__pair_add(t->second, t->sum[j]);
    }
    t->bound += (double)t->terms * hst__power_of_two(2 * t->top - 77);
    memset(t->sum, 0, sizeof t->sum);
    t->terms = 0;
}

static void take_sums(int path, total *t, const double *x, int64_t n) {
    block b;
    int j;
    sum_on(path, &b, x, n, &t->f);
    for (j = 0; j < SUMS; ++j) {
        t->sum[j] += b.sum[j];
    }
    t->count += n - b.missing;
}

static void take_top(total *t, int top) {
    if (t->terms > 0) {
        put_aside(t);
    }
    t->top = top;
    t->f.coarse = 1.5 * hst__power_of_two(top + 26);
    t->f.rest = 1.5 * hst__power_of_two(top - 2);
    t->f.square = 1.5 * hst__power_of_two(2 * top + 25);
    t->f.cross = 1.5 * hst__power_of_two(2 * top - 2);
}

/* A value from which all others of the range differ exactly: within a factor of two of them (Sterbenz); else
 * 0. */
static double centre_of(hst__extremes e) {
    double low = hst__smaller(hst__magnitude(e.least), hst__magnitude(e.most));
    double high = hst__larger(hst__magnitude(e.least), hst__magnitude(e.most));
    return (e.least > 0 || e.most < 0) && high / 2 <= low ? e.least + (e.most - e.least) / 2 : 0;
}

static int differs_exactly(double x, double centre) {
    return centre == 0 || (x / centre >= 0.5 && x / centre <= 2);
}

enum outcome { TAKEN, OFF_CENTRE, OUT_OF_RANGE };

/* A block of n <= BLOCK values. The first with a sample chooses the centre, unless that is given. */
static enum outcome add_block(int path, total *t, const double *x, int64_t n) {
    hst__extremes e = hst__extremes_on(path, x, n);
    double far;
    int top;
    if (e.least > e.most) {
        return TAKEN; /* nothing observed */
    }
    if (!t->centred) {
        t->f.centre = centre_of(e);
        t->centred = 1;
    }
    if (!differs_exactly(e.least, t->f.centre) || !differs_exactly(e.most, t->f.centre)) {
        return OFF_CENTRE;
    }
    far = hst__larger(hst__magnitude(e.least - t->f.centre), hst__magnitude(e.most - t->f.centre));
    top = (int)(hst__bits_at(&far) >> 52) - 1022;
    if (far > 0 && (top < TOP_LEAST || top > TOP_MOST)) {
        return OUT_OF_RANGE;
    }
    if (far > 0 && top > t->top) {
        take_top(t, top);
    }
    if (t->terms > FLUSH - n) {
        put_aside(t);
    }
    t->terms += far > 0 ? n : 0; /* samples at the centre add zeros, without an error */
    take_sums(path, t, x, n);
    return TAKEN;
}

static enum outcome add_blocks(int path, total *t, const double *x, int64_t n) {
    enum outcome outcome = TAKEN;
    int64_t i;
    for (i = 0; i < n && outcome == TAKEN; i += BLOCK) {
        outcome = add_block(path, t, x + i, hst__least(n - i, BLOCK));
    }
    return outcome;
}

static void begin(total *t) {
    memset(t, 0, sizeof *t);
    t->top = NOTHING_YET;
}

/* ---- answers ----------------------------------------------------------------------------------- */

/* s/n, known to `bound` and to 2^-98 of what was subtracted to make it. */
static double quotient(hst__pair s, double bound, double n, int *certain) {
    hst__pair v = hst__pair_divide(s, n);
    double slack = bound / n + hst__magnitude(v.high) * 0x1p-98;
    double one = v.high + (v.low - slack);
    *certain &= one == v.high + (v.low + slack);
    return hst__larger(v.high + v.low, 0);
}

static hst__spread_answer answer_of(total *t) {
    hst__spread_answer a = {t->count, NAN, NAN, 1};
    double n = (double)t->count;
    if (t->terms > 0) {
        put_aside(t);
    }
    if (t->count > 0) {
        hst__pair mean = hst__pair_divide(hst__pair_square(t->first), n);
        hst__pair s = hst__pair_subtract(t->second, mean);
        double bound = t->bound + (t->second.high + mean.high) * 0x1p-96;
        a.population = quotient(s, bound, n, &a.certain);
        if (t->count > 1) {
            a.sample = quotient(s, bound, n - 1, &a.certain);
        }
    }
    return a;
}

hst__spread_answer hst__spread_total_on(int path, const double *x, int64_t n) {
    hst__spread_answer a = {0, NAN, NAN, 0};
    total t;
    enum outcome outcome;
    begin(&t);
    outcome = add_blocks(path, &t, x, n);
    if (outcome == OFF_CENTRE) {
        begin(&t);
        t.centred = 1;
        outcome = add_blocks(path, &t, x, n);
    }
    return outcome == TAKEN ? answer_of(&t) : a;
}

/* Of two samples or more: one or none is never in doubt. */
static hst__spread_answer answer_exactly(const double *x, int64_t n) {
    hst__spread_answer a = {0, 0, 0, 1};
    hst__exact_spread s;
    int64_t i;
    memset(&s, 0, sizeof s);
    for (i = 0; i < n; ++i) {
        if (hst__magnitude_bits(x + i) <= INFINITE_BITS) {
            hst__exact_spread_add(&s, x[i]);
        }
    }
    a.count = s.n;
    a.sample = hst__exact_spread_variance(&s, s.n - 1);
    a.population = hst__exact_spread_variance(&s, s.n);
    return a;
}

hst__spread_answer hst__spread_total(const double *x, int64_t n) {
    hst__spread_answer a = hst__spread_total_on(hst__path(), x, n);
    return a.certain ? a : answer_exactly(x, n);
}
