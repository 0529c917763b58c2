/* Sums of products in two doubles, and their quotients rounded once where that is certain.
 *
 * The products are exact as two doubles (Dekker), and so is each addition with what it loses (Knuth). Only
 * the losses are added in plain doubles, so that a sum of K products of magnitude M in all has an error below
 * (K + 2)^2 2^-106 M: Ogita, Rump and Oishi, "Accurate Sum and Dot Product", SIAM J. Sci. Comput. 26(6),
 * 2005. Unlike split.h this asks for no likeness of the values. Nothing here overflows or loses bits below
 * while values lie within HST__WEIGHTED_LEAST .. MOST, or are zero, and weights are whole and below 2^53. */
#ifndef HST_KERNELS_WEIGHTED_H
#define HST_KERNELS_WEIGHTED_H

#include "strict.h"

#include <stdint.h>

#include "mean.h"

/* Bits of 2^-800 and of 2^800. */
#define HST__WEIGHTED_LEAST (UINT64_C(223) << 52)
#define HST__WEIGHTED_MOST (UINT64_C(1823) << 52)

typedef struct hst__twofold {
    double high;
    double low;
} hst__twofold;

static inline hst__twofold hst__two_sum(double a, double b) {
    hst__twofold s;
    double back;
    s.high = a + b;
    back = s.high - a;
    s.low = (a - (s.high - back)) + (b - back);
    return s;
}

/* In two halves of 26 bits. */
static inline hst__twofold hst__halves(double x) {
    hst__twofold h;
    double t = x * 134217729.0; /* 2^27 + 1 */
    h.high = t - (t - x);
    h.low = x - h.high;
    return h;
}

static inline hst__twofold hst__two_product(double a, double b) {
    hst__twofold x = hst__halves(a);
    hst__twofold y = hst__halves(b);
    hst__twofold p;
    p.high = a * b;
    p.low = x.low * y.low - (((p.high - x.high * y.high) - x.low * y.high) - x.high * y.low);
    return p;
}

/* Normalised: the error is below 2^-104 (|a| + |b|). */
static inline hst__twofold hst__twofold_add(hst__twofold a, hst__twofold b) {
    hst__twofold s = hst__two_sum(a.high, b.high);
    return hst__two_sum(s.high, s.low + (a.low + b.low));
}

/* (a u + b v)/t for whole u, v, t below 2^53, t > 0: the error is below 2^-101 (|a| u + |b| v)/t. */
hst__twofold hst__weighted_pair(double a, double u, double b, double v, double t);

/* s/n for n whole, 1 <= n <= 2^26, where s is known up to `error` either way: m + c is a quotient in two
 * doubles, as in hst__likely_mean, and the answer is certain if both ends of its range round to it. */
static inline hst__likely hst__likely_quotient(hst__twofold s, double n, double error) {
    double m = s.high / n;
    hst__twofold half = hst__halves(m);
    double r = (s.high - half.high * n) - half.low * n;
    double c = (r + s.low) / n;
    double slack = hst__magnitude(c) * 0x1p-50 + error / n;
    hst__likely quotient;
    quotient.value = m + c;
    quotient.doubt = (m + (c + slack)) - (m + (c - slack));
    return quotient;
}

/* Numbers of products that one call takes: a multiple of this, filled up with zeros. */
enum { HST__WEIGHTED_LANES = 32 };

/* Sum of x[i] w[i], w[i] whole, 0 <= w[i] <= 2^26, for n a multiple of HST__WEIGHTED_LANES up to 1024. The
 * last digits of `low` depend on the path, within the error given above with K = n/16. */
hst__twofold hst__weighted_sum_on(int path, const double *x, const double *w, int64_t n);
hst__twofold hst__weighted_sum(const double *x, const double *w, int64_t n);

/* (a u + b v)/(u + v) for finite a, b and u + v > 0, both >= 0 and below 2^52: the point of a line between
 * two others, rounded once. */
double hst__point_between(double a, double b, int64_t u, int64_t v);

#endif
