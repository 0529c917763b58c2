/* The state of drawdown: pushed in sequence it is the array call, merged in any tree it is the truth. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "hashstat/drawdown.h"
#include "oracle/drawdown.h"

enum { MOST = 300, SHORT = 6, TREES = 188 };

static const hst_drawdown_state EMPTY;
static double x[MOST];
static int64_t key[MOST];

/* ---- the answer from the definition ------------------------------------------------------------ */

/* Levels are whole numbers below 2^32, so that products are exact. */
static int is_truly_deeper(const hst_drawdown *a, const hst_drawdown *b, const double *s) {
    return (uint64_t)s[a->trough] * (uint64_t)s[b->peak] < (uint64_t)s[b->trough] * (uint64_t)s[a->peak];
}

/* The fall that one pass gives where depths are compared as true fractions; indexes. */
static hst_drawdown truly_deepest(const double *s, int64_t n) {
    hst_drawdown list[MOST];
    int64_t found = oracle_episodes(list, s, n);
    hst_drawdown best = oracle_deepest(list, 0, s, n);
    int64_t i;
    for (i = 0; i < found; ++i) {
        if (i == 0 || is_truly_deeper(&list[i], &best, s)) {
            best = list[i];
        }
    }
    return best;
}

static int64_t key_of(int64_t from, int64_t index) {
    return index == HST_NONE ? HST_NONE : key[from + index];
}

/* All but the recovery, whose bounds must hold it; and how far they are apart. */
static int64_t assert_holds(const hst_drawdown_state *state, const hst_drawdown *fall, int64_t n) {
    hst_drawdown_span span;
    int64_t i, count = 0, recovery = key_of(0, fall->recovery);
    double maximum = oracle_maximum(x, n - 1);
    for (i = 0; i < n; ++i) {
        count += !isnan(x[i]);
    }
    if (count == 0) {
        assert_status(hst_drawdown_state_read(&span, state), HST_EEMPTY);
        return 0;
    }
    assert_status(hst_drawdown_state_read(&span, state), HST_OK);
    assert_same_bits(span.depth, fall->depth);
    assert_int_equal(span.peak, key_of(0, fall->peak));
    assert_int_equal(span.onset, key_of(0, fall->onset));
    assert_int_equal(span.trough, key_of(0, fall->trough));
    assert_int_equal(span.recovered, fall->recovery != HST_NONE);
    assert_true(span.recovery_earliest <= recovery && recovery <= span.recovery_latest);
    assert_same_bits(span.maximum, maximum);
    for (i = n - 1; x[i] != maximum; --i) {
    }
    assert_int_equal(span.maximum_key, key[i]);
    assert_int_equal(span.first, key[0]);
    assert_int_equal(span.last, key[n - 1]);
    assert_int_equal(span.count, count);
    assert_int_equal(span.missing, n - count);
    return span.recovery_latest - span.recovery_earliest;
}

static hst_drawdown array_answer(int64_t n) {
    hst_drawdown fall = {0, HST_NONE, HST_NONE, HST_NONE, HST_NONE};
    (void)hst_drawdown_max(&fall, x, n);
    return fall;
}

/* ---- ways to a state ---------------------------------------------------------------------------- */

static hst_drawdown_state pushed(int64_t from, int64_t until, int64_t chunk) {
    hst_drawdown_state state = EMPTY;
    int64_t i;
    for (i = from; i < until; i += chunk) {
        int64_t take = until - i < chunk ? until - i : chunk;
        assert_status(hst_drawdown_state_push_n(&state, x + i, key + i, take), HST_OK);
    }
    return state;
}

static hst_drawdown_state merged(const hst_drawdown_state *a, const hst_drawdown_state *b) {
    hst_drawdown_state state = *a;
    assert_status(hst_drawdown_state_merge(&state, b), HST_OK);
    return state;
}

/* Over samples [from, until), cut at random; a part of up to `leaf` samples may be pushed in sequence. */
static hst_drawdown_state random_tree(rng *r, int64_t from, int64_t until, int64_t leaf) {
    hst_drawdown_state a, b;
    int64_t cut;
    if (until - from <= 1 || (until - from <= leaf && rng_below(r, 2) == 0)) {
        return pushed(from, until, 1 + (int64_t)rng_below(r, 4));
    }
    cut = from + (int64_t)rng_below(r, (uint64_t)(until - from + 1));
    if (cut == from || cut == until) { /* an empty part changes nothing */
        b = random_tree(r, from, until, leaf - 1);
        return cut == from ? merged(&EMPTY, &b) : merged(&b, &EMPTY);
    }
    a = random_tree(r, from, cut, leaf);
    b = random_tree(r, cut, until, leaf);
    return merged(&a, &b);
}

/* states[from][until]: by every tree, whose leaves are pushed in sequence; the first one is all leaf. */
static hst_drawdown_state states[SHORT][SHORT + 1][TREES];
static int trees[SHORT][SHORT + 1];

static void grow(int from, int until) {
    int cut, i, j, made = 1;
    states[from][until][0] = pushed(from, until, until - from);
    for (cut = from + 1; cut < until; ++cut) {
        for (i = 0; i < trees[from][cut]; ++i) {
            for (j = 0; j < trees[cut][until]; ++j) {
                states[from][until][made++] = merged(&states[from][cut][i], &states[cut][until][j]);
            }
        }
    }
    trees[from][until] = made;
}

static void grow_all(int n) {
    int from, length;
    for (length = 1; length <= n; ++length) {
        for (from = 0; from + length <= n; ++from) {
            grow(from, from + length);
        }
    }
}

/* Every tree with a merge of two parts that both observed something gives `fall`. */
static void assert_all_trees_hold(const hst_drawdown *fall, int n) {
    int i;
    grow_all(n);
    for (i = 1; i < trees[0][n]; ++i) {
        (void)assert_holds(&states[0][n][i], fall, n);
    }
}

static void keys_with_gaps(void) {
    int64_t i;
    for (i = 0; i < MOST; ++i) {
        key[i] = 3 * i + 5 + i % 2;
    }
}

/* ---- exhaustive --------------------------------------------------------------------------------- */

static void write_digits(int64_t code, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i, code /= 5) {
        x[i] = code % 5 == 4 ? NAN : (double)(code % 5);
    }
}

static void every_tree_over_every_short_series_gives_what_one_pass_gives(void **unused) {
    int64_t code, codes = 5;
    int n;
    (void)unused;
    keys_with_gaps();
    for (n = 1; n <= SHORT; ++n, codes *= 5) {
        for (code = 0; code < codes; ++code) {
            hst_drawdown fall;
            write_digits(code, n);
            fall = truly_deepest(x, n);
            assert_all_trees_hold(&fall, n);
            assert_int_equal(assert_holds(&states[0][n][0], &fall, n), 0);
        }
    }
    assert_int_equal(trees[0][SHORT], TREES);
}

/* ---- near-ties ---------------------------------------------------------------------------------- */

/* (k + 1)/(2k + 1) for k and k + j differ by j/(4 k^2), here some 2^-60 j: the quotients round to the same
 * double. Mostly the trough of a k follows its peak, and k grows: the later falls are truly deeper. */
static void near_ties(rng *r, int n) {
    double k = 1 << 29;
    int i;
    for (i = 0; i < n; ++i) {
        int is_peak = rng_below(r, 8) == 0 ? (int)rng_below(r, 2) : i % 2 == 0;
        k += is_peak ? (double)rng_below(r, 4) - (rng_below(r, 9) == 0) : 0;
        x[i] = rng_below(r, 12) == 0 ? NAN : is_peak ? 2 * k + 1 : k + 1;
    }
}

static void near_ties_are_decided_by_rounding_in_sequence_and_by_the_truth_in_merges(void **unused) {
    rng r = rng_seed(411);
    int round, i, differ = 0, merges_after = 0;
    (void)unused;
    keys_with_gaps();
    for (round = 0; round < 3000; ++round) {
        int n = 2 + (int)rng_below(&r, SHORT - 1);
        hst_drawdown rounded, truth;
        near_ties(&r, n);
        rounded = array_answer(n);
        truth = truly_deepest(x, n);
        differ += rounded.peak != truth.peak;
        grow_all(n);
        assert_int_equal(assert_holds(&states[0][n][0], &rounded, n), 0);
        for (i = 1; i < trees[0][n]; ++i) {
            /* With all observed samples in one leaf nothing was merged. */
            uint64_t was_merged = states[0][n][i].opaque[4];
            (void)assert_holds(&states[0][n][i], was_merged ? &truth : &rounded, n);
            merges_after += was_merged != 0;
        }
    }
    assert_true(differ > 100 && merges_after > 10000);
}

static void pushes_after_a_merge_go_on_with_the_truth(void **unused) {
    rng r = rng_seed(412);
    int round, differ = 0;
    (void)unused;
    keys_with_gaps();
    for (round = 0; round < 2000; ++round) {
        int n = 6 + (int)rng_below(&r, 8), cut = 1 + (int)rng_below(&r, 4), i;
        hst_drawdown_state state, later;
        hst_drawdown truth;
        near_ties(&r, n);
        x[0] = (1 << 30) + 1;
        x[cut] = (1 << 29) + 1;
        truth = truly_deepest(x, n);
        differ += array_answer(n).peak != truth.peak;
        state = pushed(0, cut, 2);
        later = pushed(cut, cut + 1, 1);
        state = merged(&state, &later);
        for (i = cut + 1; i < n; ++i) {
            assert_status(hst_drawdown_state_push(&state, x[i], key[i]), HST_OK);
        }
        (void)assert_holds(&state, &truth, n);
    }
    assert_true(differ > 100);
}

/* Tenths are no fractions of two, so that no oracle of whole numbers serves. */
static void all_trees_agree_on_levels_of_any_digits(void **unused) {
    rng r = rng_seed(413);
    int round, i;
    (void)unused;
    keys_with_gaps();
    for (round = 0; round < 1000; ++round) {
        hst_drawdown_span first, span;
        for (i = 0; i < SHORT; ++i) {
            x[i] = (double)(1 + rng_below(&r, 9)) / 10 * (double)(1 + rng_below(&r, 3));
        }
        grow_all(SHORT);
        assert_status(hst_drawdown_state_read(&first, &states[0][SHORT][1]), HST_OK);
        assert_near(first.depth, array_answer(SHORT).depth, 2 * DBL_EPSILON);
        for (i = 2; i < TREES; ++i) {
            assert_status(hst_drawdown_state_read(&span, &states[0][SHORT][i]), HST_OK);
            span.recovery_earliest = first.recovery_earliest;
            span.recovery_latest = first.recovery_latest;
            assert_memory_equal(&span, &first, sizeof span);
        }
    }
}

/* ---- longer series ------------------------------------------------------------------------------ */

static void random_series(rng *r, int64_t n) {
    double level = (double)(200 + rng_below(r, 200));
    int kind = (int)rng_below(r, 3);
    int64_t i;
    for (i = 0; i < n; ++i) {
        double step = (double)rng_below(r, 21) - (kind == 0 ? 9 : 10);
        level = kind == 2 ? (double)rng_below(r, 40) : level + step > 0 ? level + step : 0;
        x[i] = rng_below(r, 10) == 0 ? NAN : level;
        key[i] = (i > 0 ? key[i - 1] : -500) + 1 + (int64_t)rng_below(r, 4);
    }
}

static void random_trees_over_random_series_give_what_one_pass_gives(void **unused) {
    rng r = rng_seed(414);
    int round;
    (void)unused;
    for (round = 0; round < 600; ++round) {
        int64_t n = 1 + (int64_t)rng_below(&r, MOST);
        hst_drawdown_state state;
        hst_drawdown fall;
        random_series(&r, n);
        fall = truly_deepest(x, n);
        if (fall.recovery == HST_NONE || key[fall.recovery] >= 0) { /* HST_NONE is no bound */
            state = random_tree(&r, 0, n, 1 + (int64_t)rng_below(&r, 50));
            (void)assert_holds(&state, &fall, n);
        }
    }
}

static void any_chunking_gives_the_bits_and_places_of_the_array_call(void **unused) {
    static const int64_t chunk[] = {1, 2, 3, 5, 7, 13, 100, MOST};
    rng r = rng_seed(415);
    size_t k;
    int round;
    (void)unused;
    for (round = 0; round < 200; ++round) {
        int64_t n = 1 + (int64_t)rng_below(&r, MOST);
        hst_drawdown_state whole;
        hst_drawdown fall;
        random_series(&r, n);
        fall = array_answer(n);
        whole = pushed(0, n, n);
        assert_int_equal(assert_holds(&whole, &fall, n), 0);
        for (k = 0; k < sizeof chunk / sizeof chunk[0]; ++k) {
            hst_drawdown_state state = pushed(0, n, chunk[k]);
            assert_memory_equal(&state, &whole, sizeof state);
        }
    }
}

/* ---- where it was back ---------------------------------------------------------------------------- */

/* Levels 4 and 1 at keys 0 and 10, then `later` at 20, 30, ...: the bounds of the recovery. */
static void assert_recovery(const double *later, int64_t n, int64_t earliest, int64_t latest) {
    static const double before[2] = {4, 1};
    static const int64_t keys[7] = {0, 10, 20, 30, 40, 50, 60};
    hst_drawdown_state state = EMPTY, more = EMPTY;
    hst_drawdown_span span;
    assert_status(hst_drawdown_state_push_n(&state, before, keys, 2), HST_OK);
    assert_status(hst_drawdown_state_push_n(&more, later, keys + 2, n), HST_OK);
    assert_status(hst_drawdown_state_merge(&state, &more), HST_OK);
    assert_status(hst_drawdown_state_read(&span, &state), HST_OK);
    assert_int_equal(span.recovered, earliest != HST_NONE);
    assert_int_equal(span.recovery_earliest, earliest);
    assert_int_equal(span.recovery_latest, latest);
}

/* What a state knows of the later part: its first and least sample, its maximum and its deepest fall. */
static void a_recovery_across_a_seam_lies_between_what_is_known_to_be_below_and_above(void **unused) {
    static const double at_once[] = {5, 2}, rising[] = {2, 3, 5}, never[] = {2, 3, 2};
    static const double behind_a_fall[] = {3, 2, 3, 5, 5}, before_a_fall[] = {2, 3, 4, 3, 6};
    static const double lower[] = {3, 0.5, 1, 5}, held[] = {2, 4, 4}, lower_still[] = {2, 0.5, 5, 4};
    static const double before_deeper[] = {2, 0.5, 8, 1.5}, on_a_plateau[] = {2, 5, 5, 4, 6};
    (void)unused;
    assert_recovery(at_once, 2, 20, 20);
    assert_recovery(rising, 3, 21, 40);
    assert_recovery(never, 3, HST_NONE, HST_NONE);
    assert_recovery(behind_a_fall, 5, 40, 50);
    assert_recovery(before_a_fall, 5, 21, 40);
    assert_recovery(lower, 4, 50, 50);
    assert_recovery(held, 3, 21, 30);
    assert_recovery(lower_still, 4, 40, 40);
    assert_recovery(before_deeper, 4, 31, 40);
    assert_recovery(on_a_plateau, 5, 21, 30);
}

/* ---- boundaries --------------------------------------------------------------------------------- */

static void keys_and_levels_may_be_the_largest_and_the_smallest(void **unused) {
    static const double levels[] = {DBL_MAX, 4.9406564584124654e-324, -0.0, DBL_MAX};
    static const int64_t keys[] = {INT64_MIN, -1, 0, INT64_MAX};
    hst_drawdown_state one = EMPTY, two = EMPTY;
    hst_drawdown_span span;
    (void)unused;
    assert_status(hst_drawdown_state_push_n(&one, levels, keys, 2), HST_OK);
    assert_status(hst_drawdown_state_push_n(&two, levels + 2, keys + 2, 2), HST_OK);
    assert_status(hst_drawdown_state_merge(&one, &two), HST_OK);
    assert_status(hst_drawdown_state_read(&span, &one), HST_OK);
    assert_same_bits(span.depth, 1);
    assert_int_equal(span.peak, INT64_MIN);
    assert_int_equal(span.onset, -1);
    assert_int_equal(span.trough, 0);
    assert_int_equal(span.recovery_earliest, 1);
    assert_int_equal(span.recovery_latest, INT64_MAX);
    assert_same_bits(span.maximum, DBL_MAX);
    assert_int_equal(span.maximum_key, INT64_MAX);
}

static void zeros_have_nothing_to_fall_from(void **unused) {
    static const double zeros[] = {-0.0, 0, -0.0};
    static const int64_t keys[] = {-3, -2, -1};
    hst_drawdown_state state = EMPTY;
    hst_drawdown_span span;
    (void)unused;
    assert_status(hst_drawdown_state_push_n(&state, zeros, keys, 3), HST_OK);
    assert_status(hst_drawdown_state_read(&span, &state), HST_OK);
    assert_same_bits(span.depth, 0);
    assert_same_bits(span.maximum, 0);
    assert_int_equal(span.peak, -1);
    assert_int_equal(span.onset, HST_NONE);
    assert_int_equal(span.trough, HST_NONE);
    assert_int_equal(span.recovered, 0);
    assert_int_equal(span.recovery_earliest, HST_NONE);
    assert_int_equal(span.recovery_latest, HST_NONE);
}

static void missing_samples_extend_the_span(void **unused) {
    hst_drawdown_state gap = EMPTY, state = EMPTY;
    hst_drawdown_span span;
    (void)unused;
    assert_status(hst_drawdown_state_push(&state, NAN, -7), HST_OK);
    assert_status(hst_drawdown_state_read(&span, &state), HST_EEMPTY);
    assert_status(hst_drawdown_state_push(&state, 2, -5), HST_OK);
    assert_status(hst_drawdown_state_push(&state, 1, -4), HST_OK);
    assert_status(hst_drawdown_state_push(&gap, NAN, 3), HST_OK);
    assert_status(hst_drawdown_state_push(&gap, NAN, 9), HST_OK);
    assert_status(hst_drawdown_state_merge(&state, &gap), HST_OK);
    assert_status(hst_drawdown_state_push(&state, 5, 9), HST_EORDER);
    assert_status(hst_drawdown_state_read(&span, &state), HST_OK);
    assert_int_equal(span.first, -7);
    assert_int_equal(span.last, 9);
    assert_int_equal(span.count, 2);
    assert_int_equal(span.missing, 3);
    assert_int_equal(span.recovered, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tree_over_every_short_series_gives_what_one_pass_gives),
        cmocka_unit_test(near_ties_are_decided_by_rounding_in_sequence_and_by_the_truth_in_merges),
        cmocka_unit_test(pushes_after_a_merge_go_on_with_the_truth),
        cmocka_unit_test(all_trees_agree_on_levels_of_any_digits),
        cmocka_unit_test(random_trees_over_random_series_give_what_one_pass_gives),
        cmocka_unit_test(any_chunking_gives_the_bits_and_places_of_the_array_call),
        cmocka_unit_test(a_recovery_across_a_seam_lies_between_what_is_known_to_be_below_and_above),
        cmocka_unit_test(keys_and_levels_may_be_the_largest_and_the_smallest),
        cmocka_unit_test(zeros_have_nothing_to_fall_from),
        cmocka_unit_test(missing_samples_extend_the_span),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
