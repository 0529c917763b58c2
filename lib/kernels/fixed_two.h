/* Doubles of like size as two integers, a coarse and a fine one.
 *
 * Every |x| < 2^E is a multiple of 2^(E-2b), b <= 50. The coarse part counts units of 2^(E-b), the fine one
 * those of 2^(E-2b); both are below 2^b, and sums of 2^L of either below 2^61 if b + L <= 61. */
#ifndef HST_KERNELS_FIXED_TWO_H
#define HST_KERNELS_FIXED_TWO_H

#include "fixed.h"

enum {
    HST__TWO_MOST = 50, /* bits of a part */
    HST__TWO_LOW = 13   /* bits of a coarse sum that go into the low double */
};

typedef struct hst__two {
    double coarse_shift, fine_shift;
    double coarse_unit, fine_unit;
    int bits;
} hst__two;

/* Whether such units are there for sums of up to `longest`. */
static inline int hst__two_choose(hst__two *f, const hst__survey *v, int64_t longest) {
    int spare = 61 - hst__bits_for(longest);
    f->bits = spare < HST__TWO_MOST ? spare : HST__TWO_MOST;
    if (v->last < v->top - 2 * f->bits) {
        return 0;
    }
    f->coarse_unit = hst__two_to(v->top - f->bits);
    f->fine_unit = hst__two_to(v->top - 2 * f->bits);
    f->coarse_shift = HST__WHOLE * f->coarse_unit;
    f->fine_shift = HST__WHOLE * f->fine_unit;
    return 1;
}

/* coarse[k], fine[k] = the sums of the first k samples, k = 0 .. n; a gap counts as 0. */
static HST__BODY void hst__two_scan(const hst__two *given, uint64_t *coarse, uint64_t *fine, const double *x,
                                    int64_t n) {
    const hst__two f = *given;
    int64_t k;
    coarse[0] = fine[0] = 0;
    for (k = 0; k < n; ++k) {
        double v = hst__or_zero(x + k);
        double y = v + f.coarse_shift;
        double rest = v - (y - f.coarse_shift);
        coarse[k + 1] = hst__bits(y) - hst__bits(f.coarse_shift);
        fine[k + 1] = hst__bits(rest + f.fine_shift) - hst__bits(f.fine_shift);
    }
    hst__run(coarse, n);
    hst__run(fine, n);
}

/* A sum as high + middle + small, each exact, and one after the other in size. */
typedef struct hst__two_parts {
    double high, middle, small;
} hst__two_parts;

static HST__BODY hst__two_parts hst__two_parts_of(const hst__two *f, uint64_t coarse, uint64_t fine) {
    uint64_t carried = coarse + hst__shifted(fine, f->bits);
    hst__two_parts p;
    p.high = hst__whole(hst__shifted(carried, HST__TWO_LOW)) * (f->coarse_unit * (1 << HST__TWO_LOW));
    p.middle = hst__whole(hst__remaining(carried, HST__TWO_LOW)) * f->coarse_unit;
    p.small = hst__whole(hst__remaining(fine, f->bits)) * f->fine_unit;
    return p;
}

/* The sum, certain if what is left of its low part is nothing. */
static HST__BODY double hst__two_sum(hst__two_parts p, double *doubt) {
    double low = p.middle + p.small;
    *doubt = p.small - (low - p.middle);
    return p.high + low;
}

/* The sum over n <= 2^26, certain if both ends of its bracket are the same. As in fixed_one.h, but what is
 * left and the quotient of it are rounded a few times, relative to themselves and to the low part. */
static HST__BODY double hst__two_mean(hst__two_parts p, double n, double inverse, double *doubt) {
    double low = p.middle + p.small;
    double m = p.high * inverse;
    double t = m * 134217729.0; /* 2^27 + 1: Veltkamp */
    double upper = t - (t - m);
    double r = p.high - upper * n;
    double c = (r + low) * inverse;
    double slack = (hst__magnitude(r) + hst__magnitude(low)) * (inverse * 0x1p-50);
    double one = upper + (c - slack);
    *doubt = (upper + (c + slack)) - one;
    return one;
}

/* What is in doubt: the sum (n = 1) or mean, whatever it takes. */
double hst__two_settle(hst__two_parts p, double n);

#endif
