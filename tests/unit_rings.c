/* Rings that are turned: every path against a loop over places, and the turns themselves. */
#include <stdlib.h>
#include <string.h>

#include "kernels/bernoulli_sum.h"
#include "kernels/bit_rings.h"
#include "kernels/path.h"
#include "kernels/sum_rings.h"
#include "kernels/turns.h"
#include "support/support.h"

enum { RINGS = 70, LENGTH = 1600 };

static unsigned char bit[RINGS][LENGTH];
static int64_t at[RINGS];

static hst__bit_rings random_rings(uint64_t *memory, int64_t rings, int64_t length, uint64_t rare, rng *r) {
    hst__bit_rings b = hst__bit_rings_make(memory, rings, length);
    int64_t k, i;
    for (k = 0; k < rings; ++k) {
        at[k] = (int64_t)rng_below(r, (uint64_t)length);
        for (i = 0; i < length; ++i) {
            bit[k][i] = rng_below(r, rare) == 0;
            if (bit[k][i]) {
                hst__bit_rings_fill(&b, k, i, i + 1);
            }
        }
    }
    hst__bit_rings_close(&b);
    return b;
}

static int64_t most_by_loop(int64_t rings, int64_t length) {
    int64_t most = 0, i, k;
    for (i = 0; i < length; ++i) {
        int64_t here = 0;
        for (k = 0; k < rings; ++k) {
            here += bit[k][(i + at[k]) % length];
        }
        most = here > most ? here : most;
    }
    return most;
}

static void compare_rings(int64_t rings, int64_t length, uint64_t rare, rng *r) {
    size_t words = (size_t)(rings * hst__bit_rings_stride(length));
    uint64_t *memory = guarded_alloc(8 * words);
    hst__bit_rings b = random_rings(memory, rings, length, rare, r);
    int64_t expected = most_by_loop(rings, length), k, i;
    int path;
    for (path = 0; path <= hst__path(); ++path) {
        assert_int_equal(hst__bit_rings_most_on(path, &b, at), expected);
    }
    assert_int_equal(hst__bit_rings_most(&b, at), expected);
    for (k = 0; k < rings; ++k) {
        for (i = 0; i < length; ++i) {
            assert_int_equal(hst__bit_rings_has(&b, k, i), bit[k][i]);
        }
    }
    guarded_free(memory);
}

static void every_path_counts_as_a_loop_does(void **state) {
    static const int64_t lengths[] = {1, 2, 63, 64, 65, 127, 128, 511, 512, 513, 576, 1023, 1024, 1025, 1600};
    rng r = rng_seed(1);
    int64_t rings;
    size_t k;
    (void)state;
    for (k = 0; k < sizeof lengths / sizeof *lengths; ++k) {
        for (rings = 0; rings <= 9; ++rings) {
            compare_rings(rings, lengths[k], 1 + rng_below(&r, 20), &r);
        }
        compare_rings(30, lengths[k], 40, &r);
        compare_rings(63, lengths[k], 3, &r);
        compare_rings(64, lengths[k], 1, &r);
        compare_rings(RINGS, lengths[k], 2, &r);
    }
}

static void one_place_above_all_is_found_wherever_it_is(void **state) {
    uint64_t *memory = guarded_alloc(8 * (size_t)(3 * hst__bit_rings_stride(LENGTH)));
    int64_t place, k;
    (void)state;
    for (place = 0; place < LENGTH; place += 7) {
        hst__bit_rings b = hst__bit_rings_make(memory, 3, LENGTH);
        for (k = 0; k < 3; ++k) {
            at[k] = (place * (k + 1) * 31) % LENGTH;
            hst__bit_rings_fill(&b, k, (place + at[k]) % LENGTH, (place + at[k]) % LENGTH + 1);
        }
        hst__bit_rings_close(&b);
        assert_int_equal(hst__bit_rings_most(&b, at), 3);
        at[1] = (at[1] + 1) % LENGTH;
        assert_int_equal(hst__bit_rings_most(&b, at), 2);
    }
    guarded_free(memory);
}

static void steps_that_are_not_kept_leave_no_trace(void **state) {
    static const int64_t steps[] = {1, 5, 64, 320};
    rng r = rng_seed(9);
    int64_t i, k, run;
    (void)state;
    for (run = 0; run < 200; ++run) {
        int64_t step = steps[run % 4], length = 640, kept = 0;
        uint64_t *memory = guarded_alloc(8 * (size_t)(3 * hst__bit_rings_stride(length)));
        hst__bit_rings b = hst__bit_rings_make(memory, 2, length);
        hst__bit_rings keep = hst__bit_rings_make(memory + 2 * b.stride, 1, length);
        for (k = 0; k < 2; ++k) {
            for (i = 0; i < length; ++i) {
                bit[k][i] = rng_below(&r, 2) == 0;
                hst__bit_rings_fill(&b, k, i, i + bit[k][i]);
            }
        }
        for (i = 0; i < length; i += step) {
            int64_t at_step = i + (int64_t)rng_below(&r, (uint64_t)step), here = rng_below(&r, 2) == 0;
            hst__bit_rings_fill(&keep, 0, at_step, at_step + here);
            for (k = 0; k < 2; ++k) {
                memmove(bit[k] + kept, bit[k] + i, (size_t)(here * step));
            }
            kept += here * step;
        }
        hst__bit_rings_keep(&b, &keep, step);
        assert_int_equal(b.length, kept);
        if (kept > 0) {
            hst__bit_rings_close(&b);
            for (k = 0; k < 2; ++k) {
                for (i = 0; i < 2 * kept; ++i) {
                    assert_int_equal(hst__bit_rings_has(&b, k, i), bit[k][i % kept]);
                }
            }
        }
        guarded_free(memory);
    }
}

static void stretches_are_filled_across_words(void **state) {
    uint64_t memory[64];
    int64_t from, until, i;
    (void)state;
    assert_true(hst__bit_rings_stride(200) <= 64);
    for (from = 0; from <= 200; from += 3) {
        for (until = from; until <= 200; ++until) {
            hst__bit_rings b = hst__bit_rings_make(memory, 1, 200);
            hst__bit_rings_fill(&b, 0, from, until);
            for (i = 0; i < 200; ++i) {
                assert_int_equal(hst__bit_rings_has(&b, 0, i), i >= from && i < until);
            }
        }
    }
}

static void compare_sums(int64_t rings, int64_t length, int64_t limit, rng *r) {
    int64_t *value = guarded_alloc(16 * (size_t)(rings * length));
    hst__sum_rings s = {value, rings, length};
    int64_t most = -1, first = -1, place = -1, k, i;
    int path;
    for (k = 0; k < rings; ++k) {
        at[k] = (int64_t)rng_below(r, (uint64_t)length);
        for (i = 0; i < length; ++i) {
            value[2 * length * k + i] = (int64_t)rng_below(r, (uint64_t)limit);
        }
        hst__sum_rings_close(&s, k);
    }
    for (i = 0; i < length; ++i) {
        int64_t sum = 0;
        for (k = 0; k < rings; ++k) {
            sum += value[2 * length * k + (i + at[k]) % length];
        }
        first = sum > most ? i : first;
        most = sum > most ? sum : most;
    }
    for (path = 0; path <= hst__path(); ++path) {
        assert_int_equal(hst__sum_rings_most_on(path, &s, at, &place), most);
        assert_int_equal(place, first);
        assert_int_equal(hst__sum_rings_most_on(path, &s, at, NULL), most);
    }
    assert_int_equal(hst__sum_rings_most(&s, at, NULL), most);
    guarded_free(value);
}

static void every_path_sums_as_a_loop_does(void **state) {
    static const int64_t lengths[] = {1, 2, 7, 511, 512, 513, 1600};
    rng r = rng_seed(2);
    size_t k;
    (void)state;
    for (k = 0; k < sizeof lengths / sizeof *lengths; ++k) {
        compare_sums(0, lengths[k], 1, &r);
        compare_sums(1, lengths[k], 3, &r);
        compare_sums(5, lengths[k], 4, &r);
        compare_sums(30, lengths[k], INT64_C(1) << 50, &r);
    }
}

/* ---- turns ---- */

static void few_turns_are_all_there_are(void **state) {
    hst__turn_plan plan = {2, 125, 7, 1};
    int64_t turn[4], seen[125] = {0}, k;
    hst__turns t = hst__turns_begin(turn, 4, 10, &plan);
    (void)state;
    assert_int_equal(t.exact, 1);
    assert_int_equal(t.count, 125);
    while (hst__turns_next(&t)) {
        assert_int_equal(turn[0], 0);
        seen[turn[1] / 2 * 25 + turn[2] / 2 * 5 + turn[3] / 2] += 1;
    }
    for (k = 0; k < 125; ++k) {
        assert_int_equal(seen[k], 1);
    }
    assert_near(hst__turns_chance(&t, 25, 0.025).p, 0.2, 1e-16);
    assert_near(hst__turns_chance(&t, 25, 0.025).ends.upper, 0.2, 1e-16);
}

static void many_turns_are_drawn_alike_often(void **state) {
    hst__turn_plan plan = {2, 124, 50000, 9};
    int64_t turn[4], seen[3][5] = {{0}}, k;
    hst__turns t = hst__turns_begin(turn, 4, 10, &plan);
    (void)state;
    assert_int_equal(t.exact, 0);
    assert_int_equal(t.count, 50000);
    while (hst__turns_next(&t)) {
        assert_int_equal(turn[0], 0);
        for (k = 1; k < 4; ++k) {
            seen[k - 1][turn[k] / 2] += turn[k] % 2 == 0;
        }
    }
    for (k = 0; k < 15; ++k) {
        assert_near((double)seen[k / 5][k % 5], 10000, 0.045); /* five standard errors */
    }
    assert_near(hst__turns_chance(&t, 0, 0.025).p, 1 / 50001., 1e-15);
    assert_near(hst__turns_chance(&t, 0, 0.025).ends.lower, 0, 0);
    assert_near(hst__turns_chance(&t, 0, 0.025).ends.upper, 7.3775e-5, 1e-4); /* 1 - 0.025^(1/50000) */
}

static void a_limit_on_turns_is_kept_without_overflow(void **state) {
    hst__turn_plan plan = {1, 1000000000, 3, 1};
    int64_t turn[64];
    hst__turns t = hst__turns_begin(turn, 64, INT64_C(1) << 32, &plan);
    (void)state;
    assert_int_equal(t.exact, 0);
    t = hst__turns_begin(turn, 64, 1, &plan);
    assert_int_equal(t.exact, 1);
    assert_int_equal(t.count, 1);
    t = hst__turns_begin(turn, 31, 2, &plan);
    assert_int_equal(t.exact, 0); /* 2^30 */
    t = hst__turns_begin(turn, 30, 2, &plan);
    assert_int_equal(t.count, 1 << 29);
    plan.most = 0;
    t = hst__turns_begin(turn, 1, 5, &plan);
    assert_int_equal(t.exact, 0);
    assert_int_equal(t.count, 3);
}

/* ---- trials ---- */

/* All outcomes of n trials, in whole parts of of^n. */
static double at_least_by_outcomes(int64_t k, const int64_t *hits, int64_t n, int64_t of) {
    double sum = 0, all = 1;
    int64_t code, i;
    for (i = 0; i < n; ++i) {
        all *= (double)of;
    }
    for (code = 0; code < (INT64_C(1) << n); ++code) {
        double ways = 1;
        int64_t count = 0;
        for (i = 0; i < n; ++i) {
            ways *= (double)(code >> i & 1 ? hits[i] : of - hits[i]);
            count += code >> i & 1;
        }
        sum += count >= k ? ways : 0;
    }
    return sum / all;
}

static void unlike_trials_sum_over_all_outcomes(void **state) {
    rng r = rng_seed(3);
    int64_t run, i, k;
    (void)state;
    for (run = 0; run < 500; ++run) {
        int64_t n = (int64_t)rng_below(&r, 9), of = 1 + (int64_t)rng_below(&r, 40), hits[8];
        double mass[9];
        for (i = 0; i < n; ++i) {
            hits[i] = (int64_t)rng_below(&r, (uint64_t)of + 1);
        }
        for (k = 0; k <= n; ++k) {
            assert_near(hst__bernoulli_sum_at_least(k, hits, n, of, mass),
                        at_least_by_outcomes(k, hits, n, of), 1e-14);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_counts_as_a_loop_does),
        cmocka_unit_test(one_place_above_all_is_found_wherever_it_is),
        cmocka_unit_test(steps_that_are_not_kept_leave_no_trace),
        cmocka_unit_test(stretches_are_filled_across_words),
        cmocka_unit_test(every_path_sums_as_a_loop_does),
        cmocka_unit_test(few_turns_are_all_there_are),
        cmocka_unit_test(many_turns_are_drawn_alike_often),
        cmocka_unit_test(a_limit_on_turns_is_kept_without_overflow),
        cmocka_unit_test(unlike_trials_sum_over_all_outcomes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
