/* Doubles of so like size that one integer holds the sum of a thousand of them, as hashrates are.
 *
 * Every |x| < 2^E is a multiple of 2^(E-b), b >= 53, and no sum is of more than 2^(63-b) of them: then the
 * sum in that unit is an integer below 2^63. */
#ifndef HST_KERNELS_FIXED_ONE_H
#define HST_KERNELS_FIXED_ONE_H

#include "fixed.h"

enum {
    HST__ONE_COARSE = 50, /* bits that one shifter takes */
    HST__ONE_LEAST = 53,  /* bits of a double */
    HST__ONE_LOW = 12     /* bits of a sum that go into the low double */
};

typedef struct hst__one {
    double coarse_shift, fine_shift;
    double unit;
    int more; /* b - HST__ONE_COARSE */
} hst__one;

/* Whether such a unit is there for sums of up to `longest`. */
static inline int hst__one_choose(hst__one *f, const hst__survey *v, int64_t longest) {
    int bits = 62;
    while (longest > INT64_C(1) << (63 - bits)) {
        --bits;
    }
    if (bits < HST__ONE_LEAST || v->last < v->top - bits) {
        return 0;
    }
    f->more = bits - HST__ONE_COARSE;
    f->unit = hst__two_to(v->top - bits);
    f->fine_shift = HST__WHOLE * f->unit;
    f->coarse_shift = HST__WHOLE * hst__two_to(v->top - HST__ONE_COARSE);
    return 1;
}

/* sum[k] = that of the first k samples, k = 0 .. n; a gap counts as 0. */
static HST__BODY void hst__one_scan(const hst__one *given, uint64_t *sum, const double *x, int64_t n) {
    const hst__one f = *given;
    int64_t k;
    sum[0] = 0;
    for (k = 0; k < n; ++k) {
        double v = hst__or_zero(x + k);
        double y = v + f.coarse_shift;
        double rest = v - (y - f.coarse_shift);
        uint64_t coarse = hst__bits(y) - hst__bits(f.coarse_shift);
        sum[k + 1] = (coarse << f.more) + (hst__bits(rest + f.fine_shift) - hst__bits(f.fine_shift));
    }
    hst__run(sum, n);
}

/* A sum in units is high + low, both exact. High is a multiple of 2^HST__ONE_LOW, and stands in the bits of a
 * double whose last is that. */
static HST__BODY double hst__one_high(uint64_t sum) {
    double shift = HST__WHOLE * (1 << HST__ONE_LOW);
    uint64_t biased = sum + (UINT64_C(1) << 63);
    uint64_t high = (biased >> HST__ONE_LOW) - (UINT64_C(1) << (63 - HST__ONE_LOW));
    return hst__from_bits(high + hst__bits(shift)) - shift;
}

static HST__BODY double hst__one_low(uint64_t sum) {
    return hst__whole(hst__remaining(sum, HST__ONE_LOW));
}

static HST__BODY double hst__one_sum(const hst__one *f, uint64_t sum) {
    return (hst__one_high(sum) + hst__one_low(sum)) * f->unit;
}

/* The sum over n, rounded once. With the quotient cut to 26 bits, upper, high - upper n is exact: upper n has
 * 52 bits, and lies so close to high that the difference needs no more (Sterbenz). So is what is left, of
 * about 40 bits, which upper + left / n brackets: the quotient is one end or the other, which are neighbours
 * or the same. Which of them tells the point between them, which lies above upper by so few bits that its
 * distance times n is exact: whether left reaches that. If just so, the even end. */
static HST__BODY double hst__one_mean(const hst__one *f, uint64_t sum, double n, double inverse) {
    double high = hst__one_high(sum);
    double m = high * inverse;
    double t = m * 134217729.0; /* 2^27 + 1: Veltkamp */
    double upper = t - (t - m);
    double left = (high - upper * n) + hst__one_low(sum);
    double near = upper + left * (inverse * (1 - 0x1p-50));
    double far = upper + left * (inverse * (1 + 0x1p-50));
    double beyond = ((left + left) - ((near - upper) + (far - upper)) * n) * left;
    uint64_t is_tie = ((hst__bits(beyond) & (UINT64_MAX >> 1)) - 1) >> 63;
    uint64_t is_far = hst__is_less(0, beyond) | (is_tie & hst__bits(near));
    return hst__chosen(is_far & 1, near, far) * f->unit;
}

#endif
