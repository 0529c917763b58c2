/* Blocks of values summed, squared and taken from a centre, on every path: what they say is exact, and what does
 * not fit is refused. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/block_squares.h"
#include "kernels/block_sum.h"
#include "kernels/deviations.h"
#include "kernels/exact_spread.h"
#include "kernels/long_words.h"
#include "kernels/path.h"
#include "kernels/round_words.h"

enum { MOST = HST__BLOCK };

static double x[MOST];

/* Of 1 .. 2 times 2^e or 2^-spread times that, either sign; zero, -0 and NaN in between. */
static void fill(rng *r, int64_t n, int e, int spread, int gaps) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        double value = ldexp(1 + rng_uniform(r), e - (int)rng_below(r, (uint64_t)spread + 1));
        x[i] = rng_below(r, 2) ? value : -value;
        x[i] = rng_below(r, 16) == 0 ? (rng_below(r, 2) ? 0.0 : -0.0) : x[i];
        x[i] = gaps && rng_below(r, 10) == 0 ? NAN : x[i];
    }
}

typedef struct facts {
    hst__exact_spread spread;
    int64_t missing;
    double least; /* magnitudes, infinite and 0 where there is none */
    double most;
} facts;

static facts facts_of(int64_t n) {
    facts f;
    int64_t i;
    memset(&f, 0, sizeof f);
    f.least = INFINITY;
    for (i = 0; i < n; ++i) {
        double magnitude = fabs(x[i]);
        if (isnan(x[i])) {
            ++f.missing;
            continue;
        }
        hst__exact_spread_add(&f.spread, x[i]);
        f.least = magnitude > 0 && magnitude < f.least ? magnitude : f.least;
        f.most = magnitude > f.most ? magnitude : f.most;
    }
    return f;
}

static uint64_t bits_of(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static void assert_block_is(const hst__block_sum *b, const facts *f) {
    hst__exact_sum sum = {{0}};
    hst__exact_sum_add(&sum, b->high);
    hst__exact_sum_add(&sum, b->low);
    assert_memory_equal(&sum, &f->spread.sum, sizeof sum);
    assert_int_equal(b->missing, f->missing);
    assert_true(b->most == bits_of(f->most));
    assert_true(f->most == 0 ? b->least > bits_of(INFINITY) : b->least == bits_of(f->least));
}

/* Blocks one after the other, of sizes that change, so that each has to do with the guess from the last. */
static void sums_of_blocks_are_exact_whatever_was_guessed(void **unused) {
    int path, run;
    (void)unused;
    for (path = 0; path <= hst__path(); ++path) {
        rng r = rng_seed(81);
        hst__block_sum b;
        for (run = 0; run < 600; ++run) {
            int64_t n = run % 3 ? (int64_t)rng_below(&r, 100) : (int64_t)rng_below(&r, MOST) + 1;
            int e = run % 2 ? (int)rng_below(&r, 1500) - 700 : 60 + (int)rng_below(&r, 3);
            facts f;
            fill(&r, n, e, (int)rng_below(&r, 24), run / 50 % 2);
            f = facts_of(n);
            if (run % 10 == 0) {
                hst__block_sum_begin(&b, x, n);
            }
            assert_true(hst__block_sum_on(path, &b, x, n) || f.most == 0);
            assert_block_is(&b, &f);
        }
    }
}

static void full_blocks_of_the_largest_values_that_fit_are_exact(void **unused) {
    int path;
    int64_t i;
    (void)unused;
    for (path = 0; path <= hst__path(); ++path) {
        int top;
        for (top = -1; top <= 1; ++top) {
            hst__block_sum b;
            hst__block_squares q;
            facts f;
            for (i = 0; i < MOST; ++i) {
                x[i] = i % 64 == 0 && top == 0 ? -0x1p-16 : nextafter(1, 0);
                x[i] = top < 0 ? -x[i] : x[i];
            }
            f = facts_of(MOST);
            hst__block_sum_begin(&b, x, MOST);
            assert_true(hst__block_sum_on(path, &b, x, MOST));
            assert_block_is(&b, &f);
            assert_true(hst__block_squares_on(path, &q, x, MOST, b.least, b.most));
        }
    }
}

static void what_a_block_cannot_hold_is_refused(void **unused) {
    static const struct {
        double first, second;
        int fits;
    } rows[] = {
        {1, 0x1p-28, 1},      {1, 0x1.fffffffffffffp-29, 0},
        {1, 0x1p-1074, 0},    {INFINITY, 1, 0},
        {NAN, -INFINITY, 0},  {0x1p1006, 1e300, 1},
        {0x1p1007, 1e300, 0}, {0x1p-880, 0, 1},
        {0x1p-890, 0, 0},     {0x1p-1074, 0, 0},
        {0, NAN, 1},          {DBL_MAX, DBL_MAX, 0},
    };
    int path;
    size_t k;
    (void)unused;
    for (path = 0; path <= hst__path(); ++path) {
        for (k = 0; k < sizeof rows / sizeof rows[0]; ++k) {
            hst__block_sum b;
            x[0] = rows[k].first;
            x[1] = rows[k].second;
            hst__block_sum_begin(&b, x, 2);
            assert_int_equal(hst__block_sum_on(path, &b, x, 2), rows[k].fits);
        }
    }
}

static void guesses_are_made_from_what_is_finite(void **unused) {
    hst__block_sum b;
    (void)unused;
    x[0] = NAN;
    x[1] = INFINITY;
    hst__block_sum_begin(&b, x, 2);
    assert_same_bits(b.split.shifter, 0x1.8p13); /* as for 1 */
    hst__block_sum_begin(&b, NULL, 0);
    assert_same_bits(b.split.shifter, 0x1.8p13);
    x[0] = 0x1p40;
    x[1] = -0x1p42;
    hst__block_sum_begin(&b, x, 2);
    assert_same_bits(b.split.shifter, 0x1.8p58); /* 2^46 holds all values, and 12 bits more their sums */
}

/* Exactly the squares, whatever the exponent; their sum is compared word by word. */
static void squares_of_blocks_are_exact(void **unused) {
    int path, run;
    (void)unused;
    for (path = 0; path <= hst__path(); ++path) {
        rng r = rng_seed(82);
        for (run = 0; run < 600; ++run) {
            int64_t n = run % 3 ? (int64_t)rng_below(&r, 100) : (int64_t)rng_below(&r, MOST) + 1;
            hst__exact_spread fast;
            hst__block_sum b;
            facts f;
            fill(&r, n, (int)rng_below(&r, 798) - 399, (int)rng_below(&r, 18), run / 50 % 2);
            f = facts_of(n);
            memset(&fast, 0, sizeof fast);
            hst__block_sum_begin(&b, x, n);
            (void)hst__block_sum_on(path, &b, x, n);
            assert_true(hst__exact_spread_add_block(&fast, path, &b, x, n));
            assert_memory_equal(&fast, &f.spread, sizeof fast);
        }
    }
}

static void squares_that_do_not_fit_are_refused(void **unused) {
    static const struct {
        double least, most;
        int fits;
    } rows[] = {
        {0x1p-17, 1.5, 1},       {0x1.fp-18, 1.5, 0},     {0x1p399, 0x1.8p399, 1}, {0x1p400, 0x1p400, 0},
        {0x1p-401, 0x1p-401, 1}, {0x1p-402, 0x1p-402, 0}, {0x1p-1074, 1, 0},       {0x1p-1074, 0x1p-1074, 0},
    };
    int path;
    size_t k;
    (void)unused;
    for (path = 0; path <= hst__path(); ++path) {
        for (k = 0; k < sizeof rows / sizeof rows[0]; ++k) {
            hst__block_squares q;
            x[0] = rows[k].least;
            x[1] = rows[k].most;
            assert_int_equal(
                hst__block_squares_on(path, &q, x, 2, bits_of(rows[k].least), bits_of(rows[k].most)),
                rows[k].fits);
        }
    }
}

/* square -= value, in units of 2^-2148; value a multiple of the least double. */
static void subtract_from_square(uint64_t *square, double value) {
    uint64_t bits = bits_of(fabs(value));
    uint64_t normal = bits >> 52 != 0;
    hst__two_words mantissa = {(bits & ((UINT64_C(1) << 52) - 1)) | normal << 52, 0};
    int place = 1074 + (int)(bits >> 52) - (int)normal;
    if (value < 0) {
        hst__add_at(square, HST__EXACT_SPREAD_WORDS, place, mantissa);
    } else {
        hst__subtract_at(square, HST__EXACT_SPREAD_WORDS, place, mantissa);
    }
}

/* What is left of a square, either sign, as a double. */
static double left_of_square(uint64_t *square) {
    uint64_t bits;
    double left;
    if (square[HST__EXACT_SPREAD_WORDS - 1] >> 63) {
        hst__negate_words(square, HST__EXACT_SPREAD_WORDS);
    }
    bits = hst__round_words(square, HST__EXACT_SPREAD_WORDS, 1074, 0);
    memcpy(&left, &bits, sizeof left);
    return left;
}

/* Both sums lie within their bounds, and the bounds are small. */
static void assert_deviations(int path, int *gaps, int64_t n, double centre, int e) {
    hst__deviations d;
    hst__exact_spread exact;
    int64_t i;
    memset(&exact, 0, sizeof exact);
    for (i = 0; i < n; ++i) {
        if (!isnan(x[i])) {
            hst__exact_spread_add(&exact, x[i] - centre);
        }
    }
    hst__deviations_on(path, &d, gaps, x, n, centre, e);
    assert_int_equal(d.count, exact.n);
    hst__exact_sum_subtract(&exact.sum, d.first.high);
    hst__exact_sum_subtract(&exact.sum, d.first.low);
    assert_true(fabs(hst__exact_sum_read(&exact.sum)) <= d.first_bound);
    assert_true(d.first_bound <= 0x1p-57 * ldexp(1, e));
    subtract_from_square(exact.square, d.second.high);
    subtract_from_square(exact.square, d.second.low);
    assert_true(left_of_square(exact.square) <= d.second_bound);
    assert_true(d.second_bound <= 0x1p-50 * d.second.high + 0x1p-54 * ldexp(1, 2 * e));
}

static void deviations_lie_within_their_bounds(void **unused) {
    int path, run;
    int64_t i;
    (void)unused;
    for (path = 0; path <= hst__path(); ++path) {
        rng r = rng_seed(83);
        int gaps = 0;
        for (run = 0; run < 300; ++run) {
            int64_t n = run % 3 ? (int64_t)rng_below(&r, 100) : (int64_t)rng_below(&r, MOST) + 1;
            int e = (int)rng_below(&r, 800) - 400;
            fill(&r, n, e - 1, (int)rng_below(&r, 40), run / 30 % 2);
            assert_deviations(path, &gaps, n, 0, e);
            for (i = 0; i < n; ++i) {
                x[i] = isnan(x[i]) ? x[i] : ldexp(3 + 0.4 * rng_normal(&r) / 4, e);
            }
            assert_deviations(path, &gaps, n, ldexp(3, e), e);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_of_blocks_are_exact_whatever_was_guessed),
        cmocka_unit_test(full_blocks_of_the_largest_values_that_fit_are_exact),
        cmocka_unit_test(what_a_block_cannot_hold_is_refused),
        cmocka_unit_test(guesses_are_made_from_what_is_finite),
        cmocka_unit_test(squares_of_blocks_are_exact),
        cmocka_unit_test(squares_that_do_not_fit_are_refused),
        cmocka_unit_test(deviations_lie_within_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
