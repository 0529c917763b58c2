/* Tables weighed on every path, and with gaps, against the sums one by one. */
#include "support/same_moments.h"

#include <string.h>

#include "hashstat/group.h"
#include "kernels/path.h"
#include "kernels/weigh.h"
#include "kernels/weigh_gaps.h"
#include "oracle/group.h"

enum { POOLS = 150, COUNTRIES = 45, TIMES = 70 };

static double weight[POOLS * COUNTRIES], x[POOLS * TIMES];
static double out[COUNTRIES * TIMES], missing[COUNTRIES * TIMES];

static void fill(rng *r, int32_t gaps_in) {
    int i;
    for (i = 0; i < POOLS * COUNTRIES; ++i) {
        weight[i] = rng_below(r, 3) == 0 ? 0 : rng_uniform(r);
    }
    for (i = 0; i < POOLS * TIMES; ++i) {
        x[i] = gaps_in > 0 && rng_below(r, (uint64_t)gaps_in) == 0 ? NAN : 1e20 * rng_normal(r);
    }
}

static void assert_weighed(int32_t pools, int32_t countries, int64_t times) {
    int32_t c;
    int64_t t;
    assert_status(hst_group_weigh(out, missing, weight, x, pools, countries, times), HST_OK);
    for (c = 0; c < countries; ++c) {
        for (t = 0; t < times; ++t) {
            double lost = -1;
            double sum = oracle_weighed(&lost, weight, x, pools, countries, times, c, t);
            assert_same_double(out[c * times + t], sum);
            assert_same_bits(missing[c * times + t], lost);
        }
    }
}

static void tables_of_any_size_agree_with_the_oracle(void **unused) {
    static const int32_t gaps[] = {0, 1000, 10, 2, 1};
    rng r = rng_seed(1);
    int run;
    (void)unused;
    for (run = 0; run < 400; ++run) {
        int32_t pools = (int32_t)rng_below(&r, run % 4 == 0 ? POOLS + 1 : 8);
        fill(&r, gaps[run % 5]);
        assert_weighed(pools, (int32_t)rng_below(&r, COUNTRIES + 1), (int64_t)rng_below(&r, TIMES + 1));
    }
}

/* Two pools, one country, three times: all over {NaN, 0, 1, 2} with weights {0, 1, 2}. */
static void all_small_tables_agree_with_the_oracle(void **unused) {
    int code;
    (void)unused;
    for (code = 0; code < 9 * 4096; ++code) {
        int digits = code / 9;
        int i;
        weight[0] = code % 3;
        weight[1] = code / 3 % 3;
        for (i = 0; i < 6; ++i, digits /= 4) {
            x[i] = digits % 4 == 3 ? NAN : (double)(digits % 4);
        }
        assert_weighed(2, 1, 3);
    }
}

static void every_path_gives_the_same_bits(void **unused) {
    static double first[COUNTRIES * HST__WEIGH_TIMES], other[COUNTRIES * HST__WEIGH_TIMES];
    rng r = rng_seed(2);
    hst__weigh_tile tile;
    int path, p, t;
    (void)unused;
    fill(&r, 0);
    for (tile.pools = 0; tile.pools <= HST__WEIGH_POOLS; tile.pools += 7) {
        for (tile.times = 1; tile.times <= HST__WEIGH_TIMES; ++tile.times) {
            for (p = 0; p < HST__WEIGH_POOLS; ++p) {
                for (t = 0; t < HST__WEIGH_TIMES; ++t) {
                    tile.x[p][t] = t < tile.times ? x[p * TIMES + t] : 0;
                }
            }
            for (path = 0; path <= hst__path(); ++path) {
                double *to = path == 0 ? first : other;
                memcpy(to, missing, sizeof first);
                hst__weigh_add_on(path, to, HST__WEIGH_TIMES, weight, COUNTRIES, &tile);
                assert_memory_equal(to, first, sizeof first);
            }
        }
    }
}

/* A table cut into pieces in time is the same table. */
static void no_cut_in_time_shows(void **unused) {
    static const int64_t pieces[] = {1, 2, 3, 5, 7, 13};
    static double part[POOLS * TIMES], sums[COUNTRIES * TIMES], gaps[COUNTRIES * TIMES];
    rng r = rng_seed(3);
    size_t k;
    (void)unused;
    fill(&r, 20);
    assert_status(hst_group_weigh(out, missing, weight, x, POOLS, COUNTRIES, TIMES), HST_OK);
    for (k = 0; k < sizeof pieces / sizeof pieces[0]; ++k) {
        int64_t from;
        for (from = 0; from < TIMES; from += pieces[k]) {
            int64_t times = TIMES - from < pieces[k] ? TIMES - from : pieces[k];
            int c, p;
            int64_t t;
            for (p = 0; p < POOLS; ++p) {
                memcpy(part + p * times, x + p * TIMES + from, (size_t)times * sizeof *x);
            }
            assert_status(hst_group_weigh(sums, gaps, weight, part, POOLS, COUNTRIES, times), HST_OK);
            for (c = 0; c < COUNTRIES; ++c) {
                for (t = 0; t < times; ++t) {
                    assert_same_double(sums[c * times + t], out[c * TIMES + from + t]);
                    assert_same_bits(gaps[c * times + t], missing[c * TIMES + from + t]);
                }
            }
        }
    }
}

/* The bound of the header, against long double. */
static void errors_stay_below_the_bound(void **unused) {
    rng r = rng_seed(4);
    int c, t, p;
    (void)unused;
    fill(&r, 0);
    assert_status(hst_group_weigh(out, missing, weight, x, POOLS, COUNTRIES, TIMES), HST_OK);
    for (c = 0; c < COUNTRIES; ++c) {
        for (t = 0; t < TIMES; ++t) {
            long double sum = 0, size = 0;
            for (p = 0; p < POOLS; ++p) {
                long double product = (long double)weight[p * COUNTRIES + c] * x[p * TIMES + t];
                sum += product;
                size += fabsl(product);
            }
            assert_true(fabsl(out[c * TIMES + t] - sum) <= POOLS * 1.2e-16L * size);
        }
    }
}

static void weights_are_finite_and_not_negative(void **unused) {
    static const double good[] = {0, -0.0, 1, 0x1p-1074, 0x1.fffffffffffffp1023};
    static const double bad[] = {-1, -0x1p-1074, -0x1.fffffffffffffp1023, INFINITY, -INFINITY, NAN};
    double w[9] = {0, 1, 2, 3, 4, 5, 6, 7, 8};
    uint64_t negative_nan = UINT64_MAX;
    size_t k;
    (void)unused;
    assert_true(hst__are_weights(NULL, 0));
    for (k = 0; k < sizeof good / sizeof good[0]; ++k) {
        w[k] = good[k];
    }
    assert_true(hst__are_weights(w, 9));
    for (k = 0; k < sizeof bad / sizeof bad[0]; ++k) {
        w[k] = bad[k];
        assert_false(hst__are_weights(w, 9));
        w[k] = 1;
    }
    memcpy(w + 8, &negative_nan, sizeof *w);
    assert_false(hst__are_weights(w, 9));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_of_any_size_agree_with_the_oracle),
        cmocka_unit_test(all_small_tables_agree_with_the_oracle),
        cmocka_unit_test(every_path_gives_the_same_bits),
        cmocka_unit_test(no_cut_in_time_shows),
        cmocka_unit_test(errors_stay_below_the_bound),
        cmocka_unit_test(weights_are_finite_and_not_negative),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
