/* SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014) and the
 * laws that tests draw from. The logarithm is our own, because libm's last digit differs between machines
 * and one digit turns into another random path. */
#include "rng.h"

#include <math.h>
#include <string.h>

rng rng_seed(uint64_t seed) {
    rng r;
    r.state = seed;
    return r;
}

uint64_t rng_next(rng *r) {
    uint64_t z = (r->state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

double rng_uniform(rng *r) {
    return ((double)(rng_next(r) >> 12) + 0.5) * 0x1p-52;
}

uint64_t rng_below(rng *r, uint64_t limit) {
    uint64_t uneven =
        (UINT64_MAX % limit + 1) % limit; /* 2^64 mod limit: the values that would repeat some */
    uint64_t x;
    do {
        x = rng_next(r);
    } while (x < uneven);
    return x % limit;
}

/* sum of v^(2j+1) / (2j+1) for j >= first, |v| < 1 */
static double atanh_tail(double v, int first) {
    double power = v;
    double sum = 0;
    double before;
    int j;
    for (j = 0; j < first; ++j) {
        power *= v * v;
    }
    do {
        before = sum;
        sum += power / (2 * j + 1);
        power *= v * v;
        ++j;
    } while (sum != before);
    return sum;
}

/* log x of a normal x > 0, from x = 2^e m with m in [1/sqrt 2, sqrt 2) and log m = 2 atanh((m - 1)/(m +
 * 1)). */
static double portable_log(double x) {
    uint64_t bits;
    int exponent;
    double m;
    memcpy(&bits, &x, sizeof bits);
    exponent = (int)(bits >> 52) - 1023;
    bits = (bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000);
    memcpy(&m, &bits, sizeof m);
    if (m >= 1.4142135623730951) {
        m *= 0.5;
        ++exponent;
    }
    return exponent * 0.69314718055994531 + 2 * atanh_tail((m - 1) / (m + 1), 0);
}

double rng_exponential(rng *r) {
    return -portable_log(rng_uniform(r));
}

/* Marsaglia's polar method; the second value is dropped to keep the state one word. */
double rng_normal(rng *r) {
    double x, y, s;
    do {
        x = 2 * rng_uniform(r) - 1;
        y = 2 * rng_uniform(r) - 1;
        s = x * x + y * y;
    } while (s >= 1 || s == 0);
    return x * sqrt(-2 * portable_log(s) / s);
}

/* log of e^-mean mean^k / k! for k >= 0. The large terms k log k, k log mean and k - mean are taken
 * together as the deviance, whose error is relative to its own small size: at a mean of 1e9 the plain form
 * is off by 1e-6. */
static double log_poisson(double k, double mean) {
    double v = (k - mean) / (k + mean);
    double deviance, factorial;
    if (k == 0) {
        return -mean;
    }
    if (fabs(v) < 0.5) {
        deviance = (k - mean) * v + 2 * k * atanh_tail(v, 1);
    } else {
        deviance = k * portable_log(k / mean) + mean - k;
    }
    if (k < 16) { /* log k! - (k log k - k), from the product itself */
        double product = 1;
        double i;
        for (i = 2; i <= k; ++i) {
            product *= i;
        }
        factorial = portable_log(product) - k * portable_log(k) + k;
    } else { /* Stirling, first term left out below 1e-12 */
        double k2 = k * k;
        factorial = 0.5 * portable_log(6.2831853071795865 * k) +
                    (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / k2) / k2) / k2) / k;
    }
    return -deviance - factorial;
}

/* Arrivals within `mean` of a process of rate 1. */
static int64_t poisson_by_waiting(rng *r, double mean) {
    int64_t k = 0;
    double at = rng_exponential(r);
    while (at <= mean) {
        ++k;
        at += rng_exponential(r);
    }
    return k;
}

/* Hormann, "The transformed rejection method for generating Poisson random variables", Insurance:
 * Mathematics and Economics 12 (1993), algorithm PTRS; mean >= 10. */
static int64_t poisson_by_rejection(rng *r, double mean) {
    double b = 0.931 + 2.53 * sqrt(mean);
    double a = -0.059 + 0.02483 * b;
    double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    double accept_below = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        double u = rng_uniform(r) - 0.5;
        double v = rng_uniform(r);
        double edge = 0.5 - fabs(u);
        double k = floor((2 * a / edge + b) * u + mean + 0.43);
        if (edge >= 0.07 && v <= accept_below) {
            return (int64_t)k;
        }
        if (k < 0 || (edge < 0.013 && v > edge)) {
            continue;
        }
        if (portable_log(v * inverse_alpha / (a / (edge * edge) + b)) <= log_poisson(k, mean)) {
            return (int64_t)k;
        }
    }
}

int64_t rng_poisson(rng *r, double mean) {
    return mean < 10 ? poisson_by_waiting(r, mean) : poisson_by_rejection(r, mean);
}
