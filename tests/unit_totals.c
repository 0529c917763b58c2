/* Sums and variances of whole arrays on every path, against values added one by one. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/block_sum.h"
#include "kernels/exact_spread.h"
#include "kernels/exact_total.h"
#include "kernels/pair.h"
#include "kernels/path.h"
#include "kernels/spread_total.h"

enum { MOST = 9000, SERIES = 12 };

static double x[MOST];

static double any_finite(rng *r) {
    uint64_t bits = rng_next(r);
    double value;
    bits ^= (bits >> 52 & 0x7ff) == 0x7ff ? UINT64_C(1) << 60 : 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double sample_of(rng *r, int kind, int64_t i) {
    switch (kind) {
    case 0: return 1e15 + rng_uniform(r);
    case 1: return rng_uniform(r);
    case 2: return 1e20 * (1 + 0.1 * rng_uniform(r));
    case 3: return rng_normal(r);
    case 4: return any_finite(r);
    case 5: return (double)rng_below(r, 4);
    case 6: return 1.1e20;
    case 7: return -1e18 * (double)i;
    case 8:
        return i == 2500 ? 0 : 1e20 * (1 + 0.01 * rng_uniform(r)); /* one block with a centre of its own */
    case 9: return (i < 3000 ? 1e18 : 5e18) + 1e15 * rng_normal(r);
    case 10: return ldexp(rng_normal(r), -1040);
    default: return ldexp(rng_normal(r), (int)rng_below(r, 30) * (i / 3000 % 2 ? 1 : 20));
    }
}

static void fill(rng *r, int kind, int64_t n, int missing) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        x[i] = missing && rng_below(r, 10) == 0 ? NAN : sample_of(r, kind, i);
    }
}

static hst__exact_spread slow_of(int64_t n) {
    hst__exact_spread s;
    int64_t i;
    memset(&s, 0, sizeof s);
    for (i = 0; i < n; ++i) {
        if (!isnan(x[i])) {
            hst__exact_spread_add(&s, x[i]);
        }
    }
    return s;
}

static void assert_total(int path, int64_t n, const hst__exact_spread *slow) {
    hst__exact_total t;
    hst__exact_sum sum = {{0}};
    assert_true(hst__exact_total_of_on(path, &t, x, n));
    assert_int_equal(t.count, slow->n);
    assert_int_equal(t.missing, n - slow->n);
    if (slow->n > 0) {
        assert_same_bits(hst__exact_total_mean(&t), hst__exact_sum_mean(&slow->sum, slow->n));
    }
    assert_same_bits(hst__exact_total_sum(&t), hst__exact_sum_read(&slow->sum));
    assert_int_equal(hst__exact_sum_add_n_on(path, &sum, x, n), n - slow->n);
    assert_memory_equal(&sum, &slow->sum, sizeof sum);
}

static void assert_same(double actual, double expected) {
    assert_true(isnan(expected) ? isnan(actual) : memcmp(&actual, &expected, sizeof actual) == 0);
}

/* How often the fast way was certain. */
static int assert_spread(int path, int64_t n, const hst__exact_spread *slow) {
    hst__spread_answer a = hst__spread_total_on(path, x, n);
    hst__variances v = {NAN, NAN};
    hst__exact_spread many;
    memset(&many, 0, sizeof many);
    assert_int_equal(hst__exact_spread_add_n_on(path, &many, x, n), n - slow->n);
    assert_memory_equal(&many, slow, sizeof many);
    if (slow->n > 0) {
        v = hst__exact_spread_variances(slow);
    }
    if (a.certain) {
        assert_int_equal(a.count, slow->n);
        assert_same(a.population, v.population);
        assert_same(a.sample, v.sample);
    }
    return a.certain;
}

static void every_path_gives_the_slow_answer(void **unused) {
    rng r = rng_seed(71);
    int certain = 0;
    int run, path;
    (void)unused;
    for (run = 0; run < 40 * SERIES; ++run) {
        int64_t n = (int64_t)rng_below(&r, run % 5 == 0 ? MOST : 200);
        hst__exact_spread slow;
        hst__spread_answer a;
        fill(&r, run % SERIES, n, run / SERIES % 2);
        slow = slow_of(n);
        for (path = 0; path <= hst__path(); ++path) {
            assert_total(path, n, &slow);
            certain += assert_spread(path, n, &slow);
        }
        a = hst__spread_total(x, n);
        assert_true(a.certain);
        assert_int_equal(a.count, slow.n);
        if (slow.n > 0) {
            assert_same(a.population, hst__exact_spread_variances(&slow).population);
            assert_same(a.sample, hst__exact_spread_variances(&slow).sample);
        }
    }
    /* Nearly always, but for three kinds that spread too far and a fourth where they are long. */
    assert_true(certain > (hst__path() + 1) * 40 * (SERIES - 5));
}

/* Alone or after many others, in a short array and in a long one. */
/* Over all sizes that there are, and with them the ends of the ranges in which the fast ways hold. */
static void totals_hold_at_any_magnitude(void **unused) {
    rng r = rng_seed(74);
    int e, i, path;
    (void)unused;
    for (e = -1060; e <= 1010; e += e > 470 && e < 510 ? 1 : 5) {
        hst__exact_spread slow;
        for (i = 0; i < 40; ++i) {
            x[i] = ldexp(2 * rng_uniform(&r) - 1, e);
        }
        slow = slow_of(40);
        for (path = 0; path <= hst__path(); ++path) {
            assert_total(path, 40, &slow);
            assert_spread(path, 40, &slow);
        }
    }
}

/* From a centre of 1.5 and more, samples above its double differ by what no double holds. */
static void a_block_too_far_from_the_centre_chooses_another(void **unused) {
    enum { BLOCK = 2048, N = BLOCK + 5 };
    rng r = rng_seed(75);
    int run, i, path;
    (void)unused;
    for (run = 0; run < 50; ++run) {
        double centre = 1.5 + 0.1 * rng_uniform(&r);
        hst__exact_spread slow;
        for (i = 0; i < N; ++i) {
            x[i] = i < BLOCK ? centre : centre * (2.1 + 0.3 * rng_uniform(&r));
        }
        slow = slow_of(N);
        for (path = 0; path <= hst__path(); ++path) {
            assert_spread(path, N, &slow);
        }
    }
}

static void zeros_and_gaps_alone_sum_to_zero(void **unused) {
    hst__exact_total t;
    int64_t i;
    (void)unused;
    for (i = 0; i < 5000; ++i) {
        x[i] = i % 3 == 0 ? NAN : i % 3 == 1 ? -0.0 : 0.0;
    }
    assert_true(hst__exact_total_of(&t, x, 5000));
    assert_int_equal(t.count, 3333);
    assert_int_equal(t.missing, 1667);
    assert_same_bits(hst__exact_total_sum(&t), 0.0);
    assert_same_bits(hst__exact_total_mean(&t), 0.0);
}

static void an_infinite_value_stops_a_total(void **unused) {
    static const int64_t places[] = {0, 1, 63, 64, 2047, 2048, 5000, MOST - 1};
    hst__exact_total t;
    hst__exact_spread s;
    rng r = rng_seed(72);
    size_t k;
    (void)unused;
    for (k = 0; k < sizeof places / sizeof places[0]; ++k) {
        fill(&r, 2, MOST, (int)(k % 2));
        x[places[k]] = k % 3 ? INFINITY : -INFINITY;
        memset(&s, 0, sizeof s);
        assert_false(hst__exact_total_of(&t, x, places[k] + 1));
        assert_false(hst__exact_total_of(&t, x, MOST));
        assert_int_equal(hst__exact_spread_add_n(&s, x, MOST), -1);
        assert_false(hst__spread_total(x, places[k] + 1).certain);
        assert_false(hst__spread_total(x, MOST).certain);
    }
}

static void nothing_observed_has_no_variance(void **unused) {
    hst__spread_answer a;
    int64_t i;
    (void)unused;
    for (i = 0; i < 5000; ++i) {
        x[i] = NAN;
    }
    a = hst__spread_total(x, 5000);
    assert_int_equal(a.count, 0);
    assert_is_nan(a.sample);
    assert_is_nan(a.population);
    x[4000] = 7;
    assert_same_bits(hst__spread_total(x, 5000).population, 0.0);
    x[4000] = 0;
    assert_same_bits(hst__spread_total(x, 5000).population, 0.0);
    x[4000] = 1e300;
    assert_same_bits(hst__spread_total(x, 5000).population, 0.0);
}

/* Of 0 and 2 m the population's variance is m^2, here of 54 bits of which the last are 01: a tie that goes down. */
static void a_variance_that_is_a_tie_is_settled_exactly(void **unused) {
    const int64_t m = 100000001;
    hst__spread_answer a;
    (void)unused;
    x[0] = 0;
    x[1] = 2 * (double)m;
    assert_false(hst__spread_total_on(0, x, 2).certain);
    a = hst__spread_total(x, 2);
    assert_true(a.certain);
    assert_same_bits(a.population, 2 * (double)((m * m - 1) / 2));
    x[0] = 1e200; /* out of the range of the fast way */
    x[1] = -1e200;
    assert_false(hst__spread_total_on(0, x, 2).certain);
    assert_same_bits(hst__spread_total(x, 2).sample, INFINITY);
    x[0] = 0;
    x[1] = 1e-200;
    assert_same_bits(hst__spread_total(x, 2).sample, 0.0); /* 5e-401 */
}

/* Each block is constant, 1 or 6 in units of 2^-500, and the square of the way from one centre to the other lies
 * below every double. With a fraction p at 6 the variance is 25 p (1 - p). */
static void centres_too_close_to_move_between_are_settled_exactly(void **unused) {
    int64_t edge = hst__block_end(x, hst__block_end(x, 0, MOST), MOST), i;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = i < edge ? 0x1p-500 : 0x1.8p-498;
    }
    assert_false(hst__spread_total_on(0, x, MOST).certain);
    assert_same_bits(hst__spread_total(x, MOST).population,
                     (double)(25 * edge * (MOST - edge)) / ((double)MOST * MOST) * 0x1p-1000);
}

/* A block of which one end alone is too far from the centre has one of its own; whole numbers, so that the
 * variance can be said: 4096 x 100, 2048 x 150 and 2048 x 300 have sum 1331200, squares 271360000. */
static void a_block_with_one_end_too_far_has_a_centre_of_its_own(void **unused) {
    enum { N = 8192 };
    int64_t i;
    int upside;
    (void)unused;
    for (upside = 0; upside < 2; ++upside) {
        for (i = 0; i < N; ++i) {
            x[i] = i < N / 2 ? 100 : i % 2 ? 150 : 300;
            x[i] = upside ? x[i] : -x[i];
        }
        assert_true(hst__spread_total_on(0, x, N).certain);
        assert_same_bits(hst__spread_total(x, N).population,
                         (8192.0 * 271360000 - 1331200.0 * 1331200) / (8192.0 * 8192));
    }
}

/* A second block that lies too far from the centre of the first, and one that has no centre at all: all its
 * differences would be off by the same. Constant values, so that nothing evens that out. */
static void differences_that_are_not_exact_are_not_made(void **unused) {
    rng r = rng_seed(74);
    int run;
    (void)unused;
    for (run = 0; run < 300; ++run) {
        double other = 0.07 + 0.42 * rng_uniform(&r);
        int64_t i;
        hst__exact_spread slow;
        for (i = 0; i < 4500; ++i) {
            x[i] = run % 2 ? (i < 2300 ? 1 : other) : (i % 2 ? 1 : other);
        }
        slow = slow_of(4500);
        (void)assert_spread(0, 4500, &slow);
        x[0] = 1;
        x[1] = -other;
        slow = slow_of(2);
        (void)assert_spread(0, 2, &slow);
    }
}

/* About 0 the squares are 2,000 times as large as what is left of them, with all that they are off. */
static void a_sample_far_from_all_others_leaves_doubt(void **unused) {
    rng r = rng_seed(75);
    int doubts = 0;
    int run;
    (void)unused;
    for (run = 0; run < 20; ++run) {
        hst__exact_spread slow;
        fill(&r, 2, 2000, 0);
        x[run] = 0;
        slow = slow_of(2000);
        doubts += !assert_spread(0, 2000, &slow);
    }
    assert_in_range(doubts, 5, 20);
}

static void zeros_leave_no_doubt(void **unused) {
    (void)unused;
    memset(x, 0, sizeof x);
    assert_true(hst__spread_total_on(0, x, MOST).certain);
}

/* 6b, -3b, -3b, eleven zeros and fourteen t = 2^-k have the variance 2 b^2 + 7 t^2/27. b^2 has 54 bits and ends in
 * 01: without t a tie that goes down. For one k in 32, 7 t^2 is a few units of the last bit that a division of
 * leading words makes, and leaves no trace but a remainder. */
static void what_no_word_of_a_quotient_holds_still_decides_a_tie(void **unused) {
    const int64_t b = 100000001;
    int k, i;
    (void)unused;
    for (k = 99; k < 1000; ++k) {
        double t = k < 100 ? 0 : ldexp(1, -k);
        hst__exact_spread s;
        x[0] = 6 * (double)b;
        x[1] = x[2] = -3 * (double)b;
        for (i = 3; i < 28; ++i) {
            x[i] = i < 14 ? 0 : t;
        }
        s = slow_of(28);
        assert_same_bits(hst__exact_spread_variances(&s).sample,
                         4 * (double)((b * b + (t > 0 ? 1 : -1)) / 2));
    }
}

static void pairs_have_twice_the_precision(void **unused) {
    hst__pair third = hst__pair_divide(hst__pair_of_sum(1, 0), 3), one_and = hst__pair_of_sum(1, 0x1p-60),
              back;
    (void)unused;
    assert_near_abs(((third.high * 3 - 1) + third.low * 3), 0, 0x1p-52);
    back = hst__pair_subtract(hst__pair_multiply(one_and, one_and), hst__pair_of_sum(1, 0x1p-59));
    assert_near(back.high, 0, 0);
    assert_near(hst__pair_of_product(0x1p27 + 1, 0x1p27 + 1).low, 1, 0);
    assert_near(hst__pair_add(third, hst__pair_of_sum(-third.high, 0)).high, third.low, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_gives_the_slow_answer),
        cmocka_unit_test(totals_hold_at_any_magnitude),
        cmocka_unit_test(a_block_too_far_from_the_centre_chooses_another),
        cmocka_unit_test(zeros_and_gaps_alone_sum_to_zero),
        cmocka_unit_test(an_infinite_value_stops_a_total),
        cmocka_unit_test(nothing_observed_has_no_variance),
        cmocka_unit_test(a_variance_that_is_a_tie_is_settled_exactly),
        cmocka_unit_test(centres_too_close_to_move_between_are_settled_exactly),
        cmocka_unit_test(a_block_with_one_end_too_far_has_a_centre_of_its_own),
        cmocka_unit_test(differences_that_are_not_exact_are_not_made),
        cmocka_unit_test(a_sample_far_from_all_others_leaves_doubt),
        cmocka_unit_test(zeros_leave_no_doubt),
        cmocka_unit_test(what_no_word_of_a_quotient_holds_still_decides_a_tie),
        cmocka_unit_test(pairs_have_twice_the_precision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
