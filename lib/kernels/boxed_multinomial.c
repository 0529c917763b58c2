/* Counts of n trials are independent Poisson counts Y[i] of the same means, given that their sum is n. So
 *
 *     P(all X[i] boxed) = product of P(Y[i] boxed) x P(sum of the boxed Y = n) / P(sum of Y = n)
 *
 * (Levin 1981). The sum of Poisson counts is Poisson; that of boxed ones, which are many and independent, has
 * a density by Edgeworth from its first four cumulants.
 *
 * Moments of a boxed count are sums over the box about its mean, outwards by ratios of neighbouring masses,
 * which no cancellation touches. A sum ends early where terms have become nothing. */
#include "boxed_multinomial.h"

#include "scalar.h"
#include "special.h"

/* Relative to the mass at the mean; d^4 of them adds up to less than a rounding. */
#define NOTHING 1e-40

/* First four cumulants, and the chance of the box. */
typedef struct boxed {
    double mean, variance, third, fourth;
    double chance;
} boxed;

/* Sums of d^r times mass, relative to the mass at the mean. */
static void add_term(double sum[5], double mass, double d) {
    int r;
    for (r = 0; r < 5; ++r) {
        sum[r] += mass;
        mass *= d;
    }
}

static void add_side(double sum[5], double mean, double c, double way) {
    double mass = 1, d;
    for (d = 1; d <= c && mass > NOTHING; d += 1) {
        double k = mean + way * d;
        /* from the neighbour nearer to the mean; 0 below k = 0 */
        mass *= way > 0 ? mean / k : (k + 1) / mean;
        add_term(sum, mass, way * d);
    }
}

static boxed box_poisson(double mean, double c) {
    double sum[5] = {1, 0, 0, 0, 0}, m, m2, m3, m4;
    boxed b;
    if (mean > 0) {
        add_side(sum, mean, c, 1);
        add_side(sum, mean, c, -1);
    }
    m = sum[1] / sum[0];
    m2 = sum[2] / sum[0];
    m3 = sum[3] / sum[0];
    m4 = sum[4] / sum[0];
    b.chance = sum[0] * hst__poisson_mass(mean, mean);
    b.mean = mean + m;
    b.variance = m2 - m * m;
    b.third = m3 - 3 * m * m2 + 2 * m * m * m;
    b.fourth = m4 - 4 * m * m3 + 6 * m * m * m2 - 3 * m * m * m * m - 3 * b.variance * b.variance;
    return b;
}

/* Density of the sum at z standard deviations from its mean, times one standard deviation. */
static double edgeworth(double z, double skewness, double excess) {
    double z2 = z * z;
    double poly = 1 + skewness * z * (z2 - 3) / 6 + excess * (z2 * z2 - 6 * z2 + 3) / 24 +
                  skewness * skewness * (z2 * z2 * z2 - 15 * z2 * z2 + 45 * z2 - 15) / 72;
    return poly * hst__exp(-z2 / 2) * 0.39894228040143267794; /* 1/sqrt(2 pi) */
}

double hst__boxed_multinomial(const int64_t *count, int64_t cells, int64_t n, int64_t c) {
    double chance = 1 / hst__poisson_mass((double)n, (double)n);
    double off = 0, variance = 0, third = 0, fourth = 0, root;
    int64_t i;
    for (i = 0; i < cells; ++i) {
        boxed b = box_poisson((double)count[i], (double)c);
        chance *= b.chance;
        off += b.mean - (double)count[i];
        variance += b.variance;
        third += b.third;
        fourth += b.fourth;
    }
    if (c == 0) { /* the sum is n for sure */
        return chance;
    }
    root = hst__sqrt(variance);
    return chance * edgeworth(-off / root, third / (variance * root), fourth / (variance * variance)) / root;
}
