/* Order statistics of values that stay where they are: right for any ranks, whatever the sample suggested. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "kernels/order_values.h"
#include "oracle/quantile.h"

enum { MOST = 50000 };

static double x[MOST], work[MOST], sorted[MOST];

static void assert_ranks(hst__order *order, const int64_t *rank, int ranks) {
    hst__ranked wanted[HST__ORDER_RANKS];
    int k;
    for (k = 0; k < ranks; ++k) {
        wanted[k].rank = rank[k];
    }
    hst__order_read(order, wanted, ranks);
    for (k = 0; k < ranks; ++k) {
        assert_same_bits(hst__ranked_value(wanted, rank[k]), sorted[rank[k]]);
        assert_true(k == 0 || wanted[k - 1].rank <= wanted[k].rank);
    }
}

/* The ranks just inside and just outside of each bracket, and the values around. */
static void the_ends_of_brackets_are_told_apart(void **unused) {
    const double guess[] = {0.2, 0.5, 0.8};
    rng r = rng_seed(44);
    int run, b, k;
    (void)unused;
    for (run = 0; run < 60; ++run) {
        hst__order order, again;
        int64_t n = 5000 + (int64_t)rng_below(&r, 3000), i;
        for (i = 0; i < n; ++i) {
            x[i] = run % 2 == 0 ? rng_normal(&r) : (double)rng_below(&r, 200);
        }
        (void)oracle_sorted(sorted, x, n);
        hst__order_look(&order, guess, 3, x, n, work);
        for (b = 0; b < order.sieve.brackets; ++b) {
            int64_t from = order.sieve.below[b], past = from + order.sieve.inside[b];
            const int64_t rank[] = {from - 1, from, past - 1, past};
            for (k = 0; k < 4; ++k) {
                hst__order_look(&again, guess, 3, x, n, work);
                assert_ranks(&again, rank + k, 1);
            }
        }
    }
}

static void ranks_far_from_the_guesses_are_found_too(void **unused) {
    rng r = rng_seed(41);
    int run, k;
    (void)unused;
    for (run = 0; run < 200; ++run) {
        int64_t n = 100 + (int64_t)rng_below(&r, 20000), m, rank[HST__ORDER_RANKS], i;
        int guesses = (int)rng_below(&r, HST__ORDER_GUESSES + 1);
        double guess[HST__ORDER_GUESSES];
        hst__order order;
        for (i = 0; i < n; ++i) {
            x[i] = run % 3 == 0 ? (double)rng_below(&r, 4) : rng_normal(&r);
            x[i] = rng_below(&r, 10) == 0 ? (double)NAN : x[i];
        }
        for (k = 0; k < guesses; ++k) {
            guess[k] = rng_uniform(&r);
        }
        m = oracle_sorted(sorted, x, n);
        for (k = 0; k < HST__ORDER_RANKS; ++k) {
            rank[k] = (int64_t)rng_below(&r, (uint64_t)m);
        }
        hst__order_look(&order, guess, guesses, x, n, work);
        assert_int_equal(order.sieve.missing, n - m);
        assert_ranks(&order, rank, 1 + (int)rng_below(&r, HST__ORDER_RANKS));
    }
}

/* Nothing is missed, which would show in all being kept; and nothing is kept of a value that is alone. */
static void what_belongs_to_a_guess_is_found_among_few(void **unused) {
    rng r = rng_seed(42);
    const double ends[] = {0.99, 0, 1}, middle[] = {0.5};
    const int64_t rank[] = {0, MOST * 99 / 100 - 1, MOST - 1};
    hst__order order;
    int64_t i;
    int kind;
    (void)unused;
    for (kind = 0; kind < 4; ++kind) {
        for (i = 0; i < MOST; ++i) {
            x[i] = kind == 0 ? rng_normal(&r) : kind == 1 ? (double)i : kind == 2 ? -(double)(i + 1) : 8;
        }
        (void)oracle_sorted(sorted, x, MOST);
        hst__order_look(&order, kind < 3 ? ends : middle, kind < 3 ? 3 : 1, x, MOST, work);
        assert_ranks(&order, rank, 3);
        assert_true(order.sieve.kept < (kind < 3 ? MOST / 20 : 1));
    }
}

/* The places of the sample, as drawn from a series that says of each value where it stands, are given the
 * smallest values. */
static void a_sample_that_misleads_changes_no_answer(void **unused) {
    const double guess[] = {0.5};
    const int64_t rank[] = {MOST / 2, MOST - 1, 0};
    hst__order order;
    rng r = rng_seed(43);
    uint64_t random = 0;
    int64_t i;
    (void)unused;
    for (i = 0; i < MOST; ++i) {
        x[i] = 1 + rng_uniform(&r);
    }
    for (i = 0; i < 2048; ++i) {
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        x[i * MOST / 2048 + (int64_t)(((random >> 32) * (MOST / 2048)) >> 32)] = 1e-9 * rng_uniform(&r);
    }
    (void)oracle_sorted(sorted, x, MOST);
    hst__order_look(&order, guess, 1, x, MOST, work);
    assert_true(order.sieve.high[0] < 1); /* misled */
    assert_ranks(&order, rank, 3);
}

/* So many values, and of so many guesses, that the sample is as large as it gets. */
static void a_million_values_are_found_through_sixteen_guesses(void **unused) {
    const int64_t n = 1000003; /* a prime: the products below meet each remainder once */
    double *many = guarded_alloc((size_t)n * sizeof *many), *room = guarded_alloc((size_t)n * sizeof *room);
    double guess[HST__ORDER_GUESSES];
    hst__ranked wanted[HST__ORDER_GUESSES];
    hst__order order;
    int64_t i;
    int k;
    (void)unused;
    for (i = 0; i < n; ++i) {
        many[i] = (double)(i * 618034 % n);
    }
    for (k = 0; k < HST__ORDER_GUESSES; ++k) {
        guess[k] = (double)(k + 1) / 17;
        wanted[k].rank = (int64_t)((double)n * guess[k]);
    }
    hst__order_look(&order, guess, HST__ORDER_GUESSES, many, n, room);
    hst__order_read(&order, wanted, HST__ORDER_GUESSES);
    for (k = 0; k < HST__ORDER_GUESSES; ++k) {
        assert_same_bits(wanted[k].value, (double)wanted[k].rank);
    }
    assert_true(order.sieve.kept < n / 2);
    guarded_free(many);
    guarded_free(room);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ends_of_brackets_are_told_apart),
        cmocka_unit_test(ranks_far_from_the_guesses_are_found_too),
        cmocka_unit_test(what_belongs_to_a_guess_is_found_among_few),
        cmocka_unit_test(a_million_values_are_found_through_sixteen_guesses),
        cmocka_unit_test(a_sample_that_misleads_changes_no_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
