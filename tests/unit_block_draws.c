/* Draws of moving blocks: what they are made of, what they are on average, how they scatter. */
#include "support/support.h"

#include <math.h>

#include "kernels/block_draws.h"

enum { N = 12, DRAWS = 20000 };

static double drawn[2][DRAWS];
static double *const sums[2] = {drawn[0], drawn[1]};

static const double rest[N] = {3, -1, 4, 1, -5, 9, -2, 6, -5, 3, 5, -8};
static const double pull[2][N] = {{1, 0, 2, 0, 0, -1, 0, 1, 0, 0, 3, 0},
                                  {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};

static hst__drawn series_with(int64_t block) {
    hst__drawn d;
    d.rest = rest;
    d.pull[0] = pull[0];
    d.pull[1] = pull[1];
    d.n = N;
    d.block = block;
    return d;
}

/* Mean and variance over all starts, from the definition: blocks are drawn each by itself. */
static void moments_by_blocks(int64_t block, const double *weight, double *mean, double *variance) {
    int64_t from, start, i, starts = N - block + 1;
    *mean = *variance = 0;
    for (from = 0; from < N; from += block) {
        double sum = 0, square = 0;
        for (start = 0; start < starts; ++start) {
            double one = 0;
            for (i = from; i < from + block && i < N; ++i) {
                one += weight[i] * rest[start + i - from];
            }
            sum += one / (double)starts;
            square += one * one / (double)starts;
        }
        *mean += sum;
        *variance += square - sum * sum;
    }
}

static void draws_have_the_moments_of_their_blocks(void **state) {
    int64_t block, k;
    int which;
    (void)state;
    for (block = 1; block <= N; ++block) {
        hst__drawn d = series_with(block);
        hst__block_draws(sums, DRAWS, &d, (uint64_t)block);
        for (which = 0; which < 2; ++which) {
            double mean, variance, sum = 0, square = 0;
            moments_by_blocks(block, pull[which], &mean, &variance);
            for (k = 0; k < DRAWS; ++k) {
                sum += drawn[which][k];
                square += drawn[which][k] * drawn[which][k];
            }
            assert_near_abs(sum / DRAWS, 0, 4 * sqrt(variance / DRAWS) + 1e-12);
            assert_near_abs(square / DRAWS, variance, 0.05 * variance + 1e-12);
        }
    }
}

static void a_block_as_long_as_the_series_leaves_nothing_to_draw(void **state) {
    hst__drawn d = series_with(N);
    (void)state;
    hst__block_draws(sums, 10, &d, 1);
    assert_near_abs(drawn[0][0], 0, 1e-14);
    assert_near_abs(drawn[0][9], 0, 1e-14);
}

static void the_seed_tells_the_draws(void **state) {
    hst__drawn d = series_with(3);
    double once[20];
    int k, same = 0;
    (void)state;
    hst__block_draws(sums, 20, &d, 5);
    for (k = 0; k < 20; ++k) {
        once[k] = drawn[0][k];
    }
    hst__block_draws(sums, 20, &d, 5);
    for (k = 0; k < 20; ++k) {
        assert_same_bits(drawn[0][k], once[k]);
    }
    hst__block_draws(sums, 20, &d, 6);
    for (k = 0; k < 20; ++k) {
        same += drawn[0][k] == once[k];
    }
    assert_true(same < 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_have_the_moments_of_their_blocks),
        cmocka_unit_test(a_block_as_long_as_the_series_leaves_nothing_to_draw),
        cmocka_unit_test(the_seed_tells_the_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
