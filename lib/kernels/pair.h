/* Numbers of twice the precision: the unrounded sum of two doubles, the second at most half a unit in the last
 * place of the first (Dekker, "A Floating-Point Technique for Extending the Available Precision", Numerische
 * Mathematik 18, 1971). Relative errors are below 2^-100 each, where nothing leaves the range of a double. */
#ifndef HST_KERNELS_PAIR_H
#define HST_KERNELS_PAIR_H

#include "strict.h"

typedef struct hst__pair {
    double high;
    double low;
} hst__pair;

/* a + b without rounding (Knuth). */
static inline hst__pair hst__pair_of_sum(double a, double b) {
    hst__pair s;
    double back;
    s.high = a + b;
    back = s.high - a;
    s.low = (a - (s.high - back)) + (b - back);
    return s;
}

/* a b without rounding (Veltkamp, Dekker); |a|, |b| < 2^990. */
static inline hst__pair hst__pair_of_product(double a, double b) {
    hst__pair p;
    double ta = a * 134217729.0; /* 2^27 + 1 */
    double tb = b * 134217729.0;
    double ah = ta - (ta - a);
    double bh = tb - (tb - b);
    double al = a - ah;
    double bl = b - bh;
    p.high = a * b;
    p.low = ((ah * bh - p.high) + ah * bl + al * bh) + al * bl;
    return p;
}

/* With an error relative to the larger of the two. */
static inline hst__pair hst__pair_add(hst__pair a, hst__pair b) {
    hst__pair s = hst__pair_of_sum(a.high, b.high);
    hst__pair t = hst__pair_of_sum(a.low, b.low);
    s = hst__pair_of_sum(s.high, s.low + t.high);
    return hst__pair_of_sum(s.high, s.low + t.low);
}

static inline hst__pair hst__pair_subtract(hst__pair a, hst__pair b) {
    hst__pair minus = {-b.high, -b.low};
    return hst__pair_add(a, minus);
}

static inline hst__pair hst__pair_multiply(hst__pair a, hst__pair b) {
    hst__pair p = hst__pair_of_product(a.high, b.high);
    return hst__pair_of_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

static inline hst__pair hst__pair_divide(hst__pair a, double b) {
    double q = a.high / b;
    hst__pair back = hst__pair_of_product(q, b);
    double rest = ((a.high - back.high) - back.low) + a.low;
    return hst__pair_of_sum(q, rest / b);
}

#endif
