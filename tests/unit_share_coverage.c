/* How often each interval of k of n holds the true share: the sum over all outcomes, for many true shares.
 * The figures are those of the header. */
#include "support/support.h"

#include <math.h>

#include "hashstat/share.h"

enum { MOST = 1008, SHARES = 1000 };

typedef hst_status interval_call(hst_interval *out, int64_t k, int64_t n, double level);

typedef struct coverage {
    double least, mean, least_inside; /* inside: 20 blocks or more expected, of the kind and of the others */
} coverage;

/* Chance of k of n under p, by logarithms. */
static double mass(int64_t k, int64_t n, double p) {
    double ways = lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1);
    return exp(ways + (double)k * log(p) + (double)(n - k) * log1p(-p));
}

static double covered(const hst_interval *out, int64_t n, double p) {
    double sum = 0;
    int64_t k;
    for (k = 0; k <= n; ++k) {
        if (out[k].lower <= p && p <= out[k].upper) {
            sum += mass(k, n, p);
        }
    }
    return sum;
}

static coverage measure(interval_call *call, int64_t n) {
    static hst_interval out[MOST + 1];
    coverage c = {1, 0, 1};
    int64_t k;
    int i;
    for (k = 0; k <= n; ++k) {
        assert_status(call(&out[k], k, n, 0.95), HST_OK);
    }
    for (i = 0; i < SHARES; ++i) {
        double p = (i + 0.5) / SHARES, held = covered(out, n, p);
        c.least = fmin(c.least, held);
        c.mean += held / SHARES;
        if ((double)n * fmin(p, 1 - p) >= 20) {
            c.least_inside = fmin(c.least_inside, held);
        }
    }
    return c;
}

/* In percent, as the header prints them. */
static void assert_coverage(interval_call *call, int64_t n, double least, double mean, double inside) {
    coverage c = measure(call, n);
    assert_near_abs(100 * c.least, least, 0.051);
    assert_near_abs(100 * c.mean, mean, 0.051);
    assert_near_abs(100 * c.least_inside, inside, 0.051);
}

static void exact_intervals_are_never_below_their_level(void **state) {
    coverage at_144 = measure(hst_share_interval_exact, 144);
    coverage at_1008 = measure(hst_share_interval_exact, 1008), at_20 = measure(hst_share_interval_exact, 20);
    (void)state;
    assert_true(at_20.least >= 0.95);
    assert_near_abs(100 * at_144.least, 95.06, 0.0051);
    assert_near_abs(100 * at_1008.least, 95.05, 0.0051);
    assert_near_abs(100 * at_144.mean, 96.3, 0.051);
    assert_near_abs(100 * at_1008.mean, 95.5, 0.051);
}

static void sharper_intervals_are_right_on_average(void **state) {
    (void)state;
    assert_coverage(hst_share_interval_midp, 144, 91.9, 95.2, 94.0);
    assert_coverage(hst_share_interval_midp, 1008, 93.6, 95.0, 94.2);
    assert_coverage(hst_share_interval_jeffreys, 144, 87.9, 95.0, 93.6);
    assert_coverage(hst_share_interval_jeffreys, 1008, 90.5, 95.0, 94.2);
    assert_coverage(hst_share_interval_wilson, 144, 90.9, 95.1, 94.0);
    assert_coverage(hst_share_interval_wilson, 1008, 90.9, 95.0, 94.3);
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_intervals_are_never_below_their_level),
        cmocka_unit_test(sharper_intervals_are_right_on_average),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
