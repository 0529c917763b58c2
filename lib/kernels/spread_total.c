/* With d = x - C for any C,
 *
 *     (n - 1) variance = sum of d^2 - (sum of d)^2 / n
 *
 * cancels by no more than the distance of C from the mean, where the textbook's C = 0 may leave nothing. The sums
 * are made block by block (deviations.h) in twice the precision of a double and with a bound for what they are
 * off, and the quotient is certain unless a rounding boundary lies that near: about once in a thousand arrays.
 *
 * C is amid the first block, and so close to all values of most series that x - C is exact. A block of which that
 * is not true has a centre c of its own, and its sums are moved: with s = c - C,
 *
 *     sum of (d + s)   = sum of d + n s
 *     sum of (d + s)^2 = sum of d^2 + s (2 sum of d + n s) */
#include "spread_total.h"

#include <math.h> /* NAN only */
#include <string.h>

#include "block_sum.h"
#include "deviations.h"
#include "exact_spread.h"
#include "extremes.h"
#include "path.h"
#include "scalar.h"
#include "split.h"

enum { TOP_LEAST = -440, TOP_MOST = 480 /* exponents of a deviation whose products stay within a double */ };

typedef struct total {
    int begun;
    int gaps;
    double centre; /* C */
    hst__deviations sums;
} total;

/* |x| < 2^e; large for what is not finite. */
static int exponent_of(double x) {
    return (int)(hst__magnitude_bits(&x) >> 52) - 1022;
}

/* Whether |x| lies where products of it do. */
static int is_in_range(double x) {
    return x == 0 || (exponent_of(x) >= TOP_LEAST && exponent_of(x) <= TOP_MOST);
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

static void move(hst__deviations *b, hst__pair s) {
    hst__pair count = {(double)b->count, 0};
    hst__pair way = hst__pair_multiply(count, s);
    hst__pair both = hst__pair_add(hst__pair_add(b->first, b->first), way);
    hst__pair more = hst__pair_multiply(s, both);
    double far = hst__magnitude(s.high);
    b->second_bound +=
        2 * far * b->first_bound + HST__PAIR_SLACK * far * (hst__magnitude(b->first.high) + count.high * far);
    b->first_bound += HST__PAIR_SLACK * count.high * far;
    b->first = hst__pair_add(b->first, way);
    b->second = hst__pair_add(b->second, more);
}

/* A block of n <= HST__BLOCK values; 0 if this way is none for it. */
static int add_block(int path, total *t, const double *x, int64_t n) {
    hst__extremes e = hst__extremes_on(path, x, n);
    hst__deviations b;
    double centre, far;
    if (e.least > e.most) {
        return 1; /* nothing observed */
    }
    if (!t->begun) {
        t->centre = centre_of(e);
        t->begun = 1;
    }
    centre =
        differs_exactly(e.least, t->centre) && differs_exactly(e.most, t->centre) ? t->centre : centre_of(e);
    far = hst__larger(hst__magnitude(e.least - centre), hst__magnitude(e.most - centre));
    if (!is_in_range(far) || !is_in_range(centre - t->centre)) {
        return 0;
    }
    hst__deviations_on(path, &b, &t->gaps, x, n, centre, far > 0 ? exponent_of(far) : 0);
    b.first_bound = far > 0 ? b.first_bound : 0;
    if (centre != t->centre) {
        move(&b, hst__pair_of_sum(centre, -t->centre));
    }
    hst__deviations_join(&t->sums, &b);
    return 1;
}

/* ---- answers ----------------------------------------------------------------------------------- */

static hst__spread_answer answer_of(const hst__deviations *d) {
    hst__spread_answer a = {d->count, NAN, NAN, 1};
    double n = (double)d->count;
    hst__pair mean, s;
    double bound;
    if (d->count == 0) {
        return a;
    }
    mean = hst__pair_divide(hst__pair_multiply(d->first, d->first), n);
    s = hst__pair_subtract(d->second, mean);
    bound = d->second_bound + (2 * hst__magnitude(d->first.high) + d->first_bound) * d->first_bound / n +
            HST__PAIR_SLACK * (d->second.high + mean.high);
    a.population = hst__certain_quotient(s, bound, n, &a.certain);
    if (d->count > 1) {
        a.sample = hst__certain_quotient(s, bound, n - 1, &a.certain);
    }
    return a;
}

hst__spread_answer hst__spread_total_on(int path, const double *x, int64_t n) {
    hst__spread_answer unknown = {0, NAN, NAN, 0};
    total t;
    int64_t i, until;
    memset(&t, 0, sizeof t);
    for (i = 0; i < n; i = until) {
        until = hst__block_end(x, i, n);
        if (!add_block(path, &t, x + i, until - i)) {
            return unknown;
        }
    }
    return answer_of(&t.sums);
}

/* Of one value or more: none is never in doubt. */
static hst__spread_answer answer_exactly(const double *x, int64_t n) {
    hst__spread_answer a = {0, NAN, NAN, 0};
    hst__exact_spread s;
    memset(&s, 0, sizeof s);
    if (hst__exact_spread_add_n(&s, x, n) >= 0) {
        hst__variances v = hst__exact_spread_variances(&s);
        a.count = s.n;
        a.sample = v.sample;
        a.population = v.population;
        a.certain = 1;
    }
    return a;
}

hst__spread_answer hst__spread_total(const double *x, int64_t n) {
    hst__spread_answer a = hst__spread_total_on(hst__path(), x, n);
    return a.certain ? a : answer_exactly(x, n);
}
