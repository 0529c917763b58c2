/* Means over time where two doubles are not enough: ties that only a tiny value breaks, sums of which next to
 * nothing is left, and values at either end of the doubles; against sums that never round. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "kernels/exact_ratio.h"
#include "kernels/time_mean.h"

enum { MOST = 600 };

static int64_t times[MOST + 1];
static double x[MOST + 1];

/* All of [times[0], times[n]), with a sample on its last edge. */
static hst__time_span whole(int64_t n) {
    hst__time_span span;
    span.from = times[0];
    span.until = times[n];
    span.first = 0;
    span.past = n;
    span.before = -1;
    span.after = n;
    return span;
}

/* The sum of what each of n stretches gives, a step or twice a line, over the seconds. */
static double expected_mean(int64_t n, int lines) {
    hst__exact_sum sum = {{0}};
    hst__exact_ratio ratio = {{0}};
    uint64_t seconds = (uint64_t)(times[n] - times[0]);
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint64_t length = (uint64_t)(times[i + 1] - times[i]);
        hst__exact_sum_add_times(&sum, x[i], length);
        if (lines) {
            hst__exact_sum_add_times(&sum, x[i + 1], length);
        }
    }
    hst__exact_ratio_add(&ratio, &sum, 1, 1);
    return hst__exact_ratio_read(&ratio, &seconds, 1, lines);
}

static void check_whole(int64_t n) {
    hst__known known = {times, x, INT64_MAX};
    hst__time_span span = whole(n);
    hst__time_mean step = hst__step_mean(&known, &span);
    hst__time_mean line = hst__line_mean(&known, &span);
    assert_same_bits(step.mean, expected_mean(n, 0));
    assert_same_bits(line.mean, expected_mean(n, 1));
    assert_same_bits(step.coverage, 1.0);
    assert_same_bits(line.coverage, 1.0);
}

/* (2 + 2^-52 + tiny)/4 lies above the tie between .5 and .5 + 2^-53, with minus tiny below it; the even one
 * of the two is once the lower and once the upper. */
static void a_tie_is_broken_by_the_smallest_value(void **unused) {
    static const double tiny[] = {0x1p-150, -0x1p-150, 0x1p-799, -0x1p-799, 0x1p-1074, -0x1p-1074};
    static const double odd[] = {1, 3};
    size_t k, j;
    int64_t i;
    (void)unused;
    for (k = 0; k < sizeof tiny / sizeof tiny[0]; ++k) {
        for (j = 0; j < 2; ++j) {
            hst__known known = {times, x, INT64_MAX};
            hst__time_span span;
            double below = j == 0 ? 0.5 : 0.5 + 0x1p-53;
            for (i = 0; i <= 4; ++i) {
                times[i] = 10 * i;
                x[i] = 0;
            }
            x[0] = 1;
            x[1] = 1 + odd[j] * 0x1p-52;
            x[2] = tiny[k];
            span = whole(4);
            assert_same_bits(hst__step_mean(&known, &span).mean, tiny[k] > 0 ? below + 0x1p-53 : below);
        }
    }
}

/* Pairs that leave a last bit or nothing, and here and there two values that are small beside them; over
 * hours, and over decades. */
static void means_of_sums_that_cancel_are_rounded_once(void **unused) {
    rng r = rng_seed(501);
    int round;
    (void)unused;
    for (round = 0; round < 6000; ++round) {
        int64_t n = 2 + 2 * (int64_t)rng_below(&r, round % 10 == 0 ? MOST / 2 : 20);
        int64_t unit = rng_below(&r, 3) == 0 ? 1234567 : 1;
        double left = rng_below(&r, 2) == 0 ? 0x1p-52 : 0;
        int64_t i;
        times[0] = 0;
        for (i = 0; i < n; ++i) {
            int64_t gap = i % 2 == 0 ? unit * (1 + (int64_t)rng_below(&r, 1000)) : times[i] - times[i - 1];
            times[i + 1] = times[i] + gap;
            x[i] = i % 2 == 0 ? ldexp(rng_normal(&r), (int)rng_below(&r, 30)) : -x[i - 1] * (1 + left);
            x[i] = i / 2 % 5 == 0 ? 0x1p-70 * rng_normal(&r) : x[i];
        }
        x[n] = 1;
        check_whole(n);
    }
}

static void means_of_any_magnitude_are_rounded_once(void **unused) {
    static const double unit[] = {1, 0x1p-1074, 0x1p-900, 0x1p-790, 0x1p790, 0x1p1000};
    rng r = rng_seed(502);
    int round;
    (void)unused;
    for (round = 0; round < 3000; ++round) {
        int64_t n = 1 + (int64_t)rng_below(&r, 12);
        double u = unit[rng_below(&r, 6)];
        int64_t i;
        times[0] = -50;
        for (i = 0; i <= n; ++i) {
            x[i] = (double)((int64_t)rng_below(&r, 2000) - 1000) * u;
            times[i + 1] = times[i] + 1 + (int64_t)rng_below(&r, 30);
        }
        check_whole(n);
    }
}

/* Within one line the mean is its value in the middle. */
static void pieces_of_lines_of_any_magnitude_are_rounded_once(void **unused) {
    static const double unit[] = {1, 0x1p-1074, 0x1p-900, 0x1p-790, 0x1p790, 0x1p1000};
    rng r = rng_seed(503);
    int round;
    (void)unused;
    for (round = 0; round < 20000; ++round) {
        hst__known known = {times, x, INT64_MAX};
        hst__time_span span = {0, 0, 1, 1, 0, 1};
        hst__exact_sum sum = {{0}};
        hst__exact_ratio ratio = {{0}};
        uint64_t t;
        x[0] = (rng_below(&r, 3) == 0 ? 7 : rng_normal(&r)) * unit[rng_below(&r, 6)];
        x[1] = rng_below(&r, 3) == 0 ? -5 : rng_normal(&r);
        x[1] *= rng_below(&r, 2) == 0 ? x[0] : unit[rng_below(&r, 6)];
        x[1] = fabs(x[1]) <= DBL_MAX ? x[1] : 0;
        times[0] = 0;
        times[1] = 3 + (int64_t)rng_below(&r, UINT64_C(1) << (2 + rng_below(&r, 40)));
        span.from = (int64_t)rng_below(&r, (uint64_t)times[1] - 1);
        span.until = span.from + 1 + (int64_t)rng_below(&r, (uint64_t)(times[1] - span.from));
        hst__exact_sum_add_times(&sum, x[0], (uint64_t)(2 * times[1] - span.from - span.until));
        hst__exact_sum_add_times(&sum, x[1], (uint64_t)(span.from + span.until));
        hst__exact_ratio_add(&ratio, &sum, 1, 1);
        t = (uint64_t)times[1];
        assert_same_bits(hst__line_mean(&known, &span).mean, hst__exact_ratio_read(&ratio, &t, 1, 1));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tie_is_broken_by_the_smallest_value),
        cmocka_unit_test(means_of_sums_that_cancel_are_rounded_once),
        cmocka_unit_test(means_of_any_magnitude_are_rounded_once),
        cmocka_unit_test(pieces_of_lines_of_any_magnitude_are_rounded_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
