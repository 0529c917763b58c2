/* What a monitor's answers do not depend on, what its limits cost, and memory that no pushes left. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "hashstat/monitor.h"
#include "kernels/pack.h"
#include "kernels/watch.h"
#include "oracle/monitor.h"

enum { MOST = 3000 };

static hst_monitor_state state;
static double seconds[MOST], work[MOST], exposure[MOST];
static int64_t key[MOST], count[MOST];
static oracle_watch watched;

static void begin(int64_t stride, int64_t baseline, double growth_lower, double growth_upper) {
    hst_monitor_options o;
    assert_status(hst_monitor_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.stride = stride;
    o.baseline = baseline;
    o.growth_lower = growth_lower;
    o.growth_upper = growth_upper;
    assert_status(hst_monitor_init(&state, &o), HST_OK);
}

static hst_monitor_reading look(void) {
    hst_monitor_reading out;
    assert_status(hst_monitor_read(&out, &state, 0.95), HST_OK);
    return out;
}

/* A tenth of them missing, some of equal time. */
static void make(rng *r, int64_t n, double rate_after) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        double rate = i < n / 2 ? 1 : rate_after;
        int missing = rng_below(r, 10) == 0;
        work[i] = 1e20 * (1 + rng_uniform(r));
        seconds[i] = missing ? NAN : floor(6e-18 * work[i] / rate * rng_exponential(r));
        count[i] = rng_poisson(r, 5 * rate);
        exposure[i] = missing ? 0 : 1;
        key[i] = 1600000000 + 600 * i;
    }
}

static void any_chunking_gives_the_same_state(void **unused) {
    static const int64_t chunks[] = {1, 2, 3, 5, 7, 13, 100, MOST};
    rng r = rng_seed(1);
    hst_monitor_state whole[2];
    size_t k;
    int bins;
    (void)unused;
    make(&r, MOST, 0.7);
    for (k = 0; k < 8; ++k) {
        for (bins = 0; bins < 2; ++bins) {
            int64_t i, m;
            begin(10, 200, 0, 0);
            for (i = 0; i < MOST; i += m) {
                m = chunks[k] < MOST - i ? chunks[k] : MOST - i;
                if (bins) {
                    assert_status(hst_monitor_push_bins(&state, count + i, exposure + i, key + i, m), HST_OK);
                } else {
                    assert_status(hst_monitor_push_blocks(&state, seconds + i, work + i, key + i, m), HST_OK);
                }
            }
            whole[bins] = k == 0 ? state : whole[bins];
            assert_memory_equal(&state, &whole[bins], sizeof state);
        }
    }
}

/* A power of two scales every exposure exactly. */
static void another_unit_of_work_changes_rates_alone(void **unused) {
    rng r = rng_seed(2);
    hst_monitor_reading a, b;
    int64_t i;
    (void)unused;
    make(&r, 1000, 0.6);
    begin(0, 0, 0, 0);
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 1000), HST_OK);
    a = look();
    for (i = 0; i < 1000; ++i) {
        work[i] *= 1024;
    }
    begin(0, 0, 0, 0);
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 1000), HST_OK);
    b = look();
    assert_same_bits(a.log_e, b.log_e);
    assert_same_bits(a.fall.statistic, b.fall.statistic);
    assert_same_bits(a.fall.after * 1024, b.fall.after);
    assert_int_equal(a.fall.onset, b.fall.onset);
}

/* Every term falls as less growth is claimed, so that the bound of a claim holds for all smaller ones. */
static void claiming_less_growth_lowers_the_e_of_falls_and_raises_that_of_rises(void **unused) {
    static const double growth[] = {-1e-7, -1e-8, 0, 1e-8, 1e-7};
    rng r = rng_seed(3);
    hst_monitor_reading before = {0}, out;
    int k, i;
    (void)unused;
    make(&r, 2000, 1);
    for (i = 0; i < 2000; ++i) {
        seconds[i] = isnan(seconds[i]) ? 600 : seconds[i];
    }
    for (k = 0; k < 5; ++k) {
        begin(0, 0, growth[k], growth[k]);
        assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 2000), HST_OK);
        out = look();
        if (k > 0) {
            assert_true(out.fall.log_e > before.fall.log_e);
            assert_true(out.rise.log_e < before.rise.log_e);
        }
        before = out;
    }
}

static void watch_all(int64_t n) {
    int64_t i;
    memset(&watched, 0, sizeof watched);
    for (i = 0; i < n; ++i) {
        watched.took[0][i] = watched.took[1][i] = seconds[i] / work[i];
        watched.count[i] = 1;
    }
    watched.n = n;
    watched.stride = 2;
    watched.shortest = 6;
    watched.horizon = 26280;
}

/* 1,500 change times, of which 128 are remembered. */
static void dropping_change_times_only_lowers_the_e(void **unused) {
    static const double rates[] = {1, 0.8, 0.5, 1.5};
    rng r = rng_seed(4);
    int k, i;
    (void)unused;
    for (k = 0; k < 4; ++k) {
        hst_monitor_reading out;
        double all;
        make(&r, MOST, rates[k]);
        for (i = 0; i < MOST; ++i) {
            seconds[i] = isnan(seconds[i]) ? 600 : seconds[i];
        }
        begin(2, 0, 0, 0);
        assert_status(hst_monitor_push_blocks(&state, seconds, work, key, MOST), HST_OK);
        out = look();
        watch_all(MOST);
        all = (double)logl(oracle_e(&watched, 1, 1));
        assert_int_equal(out.candidates + out.dropped, MOST / 2);
        assert_true(out.candidates <= 128 && out.dropped > 1000);
        assert_true(out.log_e <= all + 1e-9);
        assert_true(out.log_e > all - 0.7); /* those that matter are kept */
        assert_true(out.lost > 0 && (k > 0 || out.lost < 1));
        assert_status(hst_monitor_rebase(&state, HST_NONE), HST_OK);
        assert_same_bits(look().lost, 0);
        assert_int_equal(look().dropped, 0);
    }
}

/* The 129th change time makes 32 go. */
static void what_is_lost_is_what_the_e_value_lacks(void **unused) {
    rng r = rng_seed(9);
    hst_monitor_reading out;
    int i;
    (void)unused;
    make(&r, 258, 0.7);
    for (i = 0; i < 258; ++i) {
        seconds[i] = isnan(seconds[i]) ? 600 : seconds[i];
    }
    begin(2, 0, 0, 0);
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 258), HST_OK);
    out = look();
    watch_all(258);
    assert_int_equal(out.dropped, 32);
    assert_near((double)oracle_e(&watched, 1, 1) - out.e, out.lost, 1e-9);
}

/* A tenth is no double; a million of them added plainly are off by 1e-11 of the sum. */
static void clocks_do_not_drift(void **unused) {
    hst_monitor_reading out;
    int i;
    (void)unused;
    begin(1000, 0, 0, 0);
    for (i = 0; i < 1000000; ++i) {
        assert_status(hst_monitor_push_bin(&state, 1, 0.1, i), HST_OK);
    }
    for (i = 0; i < 20; ++i) {
        assert_status(hst_monitor_push_bin(&state, 0, 0.1, i), HST_OK);
    }
    out = look();
    assert_int_equal(out.fall.onset, 1000000);
    assert_near(out.fall.before, 10, 4e-16);
}

static void a_horizon_below_the_stride_is_the_stride(void **unused) {
    hst_monitor_options o;
    double expected = 0;
    int64_t horizon;
    (void)unused;
    assert_status(hst_monitor_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.stride = 10;
    for (horizon = 10; horizon >= 1; horizon -= 3) {
        int i;
        o.horizon = horizon;
        assert_status(hst_monitor_init(&state, &o), HST_OK);
        for (i = 0; i < 100; ++i) {
            assert_status(hst_monitor_push_block(&state, i < 50 ? 600 : 900, 1, i), HST_OK);
        }
        expected = horizon == 10 ? look().log_e : expected;
        assert_same_bits(look().log_e, expected);
    }
}

/* Falling all the way: every point is a vertex. */
static void a_lost_vertex_makes_the_statistic_a_lower_bound(void **unused) {
    hst_monitor_reading out;
    int64_t tau;
    double best;
    int i;
    (void)unused;
    for (i = 0; i < 1000; ++i) {
        seconds[i] = 600 + i;
        work[i] = 1;
        key[i] = i;
    }
    begin(0, 0, 0, 0);
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 1000), HST_OK);
    out = look();
    watch_all(1000);
    best = (double)oracle_best_statistic(&watched, 0, &tau);
    assert_true(out.vertices_lost > 800);
    assert_true(out.fall.statistic <= best * (1 + 1e-12));
    assert_near(out.fall.statistic, best, 1e-3);
}

/* A comparison begins every 10 blocks, and eight of them are remembered. */
static void change_times_of_old_comparisons_are_dropped(void **unused) {
    hst_monitor_reading out;
    rng r = rng_seed(5);
    (void)unused;
    make(&r, 400, 1);
    begin(1, 10, 0, 0);
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 400), HST_OK);
    out = look();
    assert_int_equal(out.candidates, 61 + out.observed % 10); /* six whole groups and the present one */
    assert_int_equal(out.candidates + out.dropped, out.observed);
}

/* From 1000 on, a place that is remembered: the first one not before. */
static void a_rebase_keeps_from_the_first_remembered_place(void **unused) {
    rng r = rng_seed(6);
    int64_t onset;
    (void)unused;
    for (onset = 0; onset <= 2000; onset += 40) {
        hst_monitor_state begun;
        make(&r, 2000, 0.5);
        begin(0, 0, 0, 0);
        assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 2000), HST_OK);
        assert_status(hst_monitor_rebase(&state, onset), HST_OK);
        assert_near(look().e, 1, 1e-12);
        begun = state;
        assert_status(hst_monitor_rebase(&state, HST_NONE), HST_OK);
        assert_true(onset == 2000 || memcmp(&begun, &state, sizeof begun) != 0);
    }
}

/* 900 blocks of 600 s; their exposure is then in units of the pace at the rebase. */
static void a_rebase_sets_the_clock_of_growth_to_its_pace_now(void **unused) {
    const double g = 1e-7, t = 540000;
    hst_monitor_reading out;
    int i;
    (void)unused;
    begin(0, 0, g, g);
    for (i = 0; i < 950; ++i) {
        if (i == 900) {
            assert_status(hst_monitor_rebase(&state, 0), HST_OK);
        }
        assert_status(hst_monitor_push_block(&state, i < 900 ? 600 : 1800, 1, i), HST_OK);
    }
    out = look();
    assert_int_equal(out.fall.onset, 900);
    assert_near(out.fall.before, 900 / (-expm1(-g * t) / g), 1e-12);
    assert_near(out.fall.after, 50 / (expm1(g * 90000) / g), 1e-12);
}

/* The clock of growth goes on as if it had begun there. */
static void after_a_rebase_growth_goes_on(void **unused) {
    hst_monitor_reading fresh, out;
    rng r = rng_seed(7);
    int i;
    (void)unused;
    make(&r, 2000, 0.5);
    for (i = 0; i < 2000; ++i) {
        seconds[i] = isnan(seconds[i]) ? 600 : seconds[i];
    }
    begin(0, 0, 1e-8, 5e-8);
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 2000), HST_OK);
    fresh = look();
    begin(0, 0, 1e-8, 5e-8);
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 900), HST_OK);
    assert_status(hst_monitor_rebase(&state, 0), HST_OK);
    assert_near(look().e, 1, 1e-12);
    assert_status(hst_monitor_rebase(&state, HST_NONE), HST_OK);
    assert_status(hst_monitor_push_blocks(&state, seconds, work, key, 2000), HST_OK);
    out = look();
    assert_near(out.log_e, fresh.log_e, 1e-9);
    assert_near(out.fall.statistic, fresh.fall.statistic, 1e-9);
    assert_near(out.fall.before, fresh.fall.before, 1e-9);
}

/* The head's integers as they are, all else from a fuzzer's mind: no answer is right, and none does harm. */
static void memory_that_no_pushes_left_does_no_harm(void **unused) {
    rng r = rng_seed(8);
    int run;
    (void)unused;
    for (run = 0; run < 400; ++run) {
        hst_monitor_reading out;
        int k, bins = run % 2, words = 1 + (int)rng_below(&r, 400);
        make(&r, 500, 0.5);
        begin(3, run % 3 == 0 ? 50 : 0, 0, 0);
        assert_status(bins ? hst_monitor_push_bins(&state, count, exposure, key, 500)
                           : hst_monitor_push_blocks(&state, seconds, work, key, 500),
                      HST_OK);
        for (k = 0; k < words; ++k) {
            state.opaque[18 + rng_below(&r, HST_MONITOR_STATE_WORDS - 18)] = rng_next(&r);
        }
        (void)hst_monitor_read(&out, &state, 0.95);
        (void)hst_monitor_push_blocks(&state, seconds, work, key, 400);
        (void)hst_monitor_push_bins(&state, count, exposure, key, 400);
        (void)hst_monitor_rebase(&state, (int64_t)rng_below(&r, 500));
        (void)hst_monitor_read(&out, &state, 0.95);
    }
}

/* Where the words of the head are. */
enum { COUNTS = offsetof(hst__watch, known_rate) / 8, ARRIVALS = offsetof(hst__watch, now.count) / 8 };

static void a_count_out_of_its_range_is_corrupt(void **unused) {
    static const int64_t wrong[] = {-1, INT64_MIN, INT64_C(2000000000033), INT64_MAX};
    int64_t i;
    (void)unused;
    for (i = 0; i < 4 * (COUNTS + 1); ++i) {
        int64_t word = i / 4 < COUNTS ? i / 4 : ARRIVALS;
        uint8_t packed[HST_MONITOR_PACKED_BYTES];
        hst_monitor_state before;
        hst_monitor_reading out;
        begin(0, 0, 0, 0);
        state.opaque[word] = (uint64_t)wrong[i % 4];
        before = state;
        assert_status(hst_monitor_read(&out, &state, 0.9), HST_ECORRUPT);
        assert_status(hst_monitor_push_block(&state, 1, 1, 0), HST_ECORRUPT);
        assert_status(hst_monitor_push_bin(&state, 1, 1, 0), HST_ECORRUPT);
        assert_status(hst_monitor_rebase(&state, 0), HST_ECORRUPT);
        assert_status(hst_monitor_pack(packed, sizeof packed, &state), HST_ECORRUPT);
        assert_memory_equal(&state, &before, sizeof state);
        hst__seal(packed, UINT64_C(0x016d747368), state.opaque, HST_MONITOR_STATE_WORDS);
        assert_status(hst_monitor_unpack(&state, packed, sizeof packed), HST_ECORRUPT);
        assert_memory_equal(&state, &before, sizeof state);
    }
}

static void more_than_can_be_counted_is_refused(void **unused) {
    hst_monitor_state before;
    (void)unused;
    begin(0, 0, 0, 0);
    state.opaque[offsetof(hst__watch, pushes) / 8] = UINT64_C(1000000000000);
    before = state;
    assert_status(hst_monitor_push_block(&state, 1, 1, 0), HST_EOVERFLOW);
    assert_status(hst_monitor_push_bin(&state, 1, 1, 0), HST_EOVERFLOW);
    assert_memory_equal(&state, &before, sizeof state);
    begin(0, 0, 0, 0);
    assert_status(hst_monitor_push_bin(&state, INT64_C(999999999999), 1, 0), HST_OK);
    before = state;
    assert_status(hst_monitor_push_bin(&state, 2, 1, 0), HST_EOVERFLOW);
    assert_memory_equal(&state, &before, sizeof state);
    assert_status(hst_monitor_push_bin(&state, 1, 1, 0), HST_OK);
}

static void lists_are_read_to_their_end_and_no_further(void **unused) {
    double *s = guarded_alloc(24), *w = guarded_alloc(24);
    int64_t *k = guarded_alloc(24), *c = guarded_alloc(24);
    uint8_t *packed = guarded_alloc(HST_MONITOR_PACKED_BYTES);
    hst_monitor_state *guarded = guarded_alloc(sizeof *guarded);
    hst_monitor_reading *out = guarded_alloc(sizeof *out);
    int i;
    (void)unused;
    for (i = 0; i < 3; ++i) {
        s[i] = w[i] = 1;
        k[i] = c[i] = i;
    }
    assert_status(hst_monitor_init(guarded, NULL), HST_OK);
    assert_status(hst_monitor_push_blocks(guarded, s, w, k, 3), HST_OK);
    assert_status(hst_monitor_read(out, guarded, 0.5), HST_OK);
    assert_status(hst_monitor_pack(packed, HST_MONITOR_PACKED_BYTES, guarded), HST_OK);
    assert_status(hst_monitor_unpack(guarded, packed, HST_MONITOR_PACKED_BYTES), HST_OK);
    assert_status(hst_monitor_init(guarded, NULL), HST_OK);
    assert_status(hst_monitor_push_bins(guarded, c, s, k, 3), HST_OK);
    guarded_free(s);
    guarded_free(w);
    guarded_free(k);
    guarded_free(c);
    guarded_free(packed);
    guarded_free(guarded);
    guarded_free(out);
}

/* Every series of at most six bins over {missing, 0, 1, 2, 3}, against all change times. */
static void every_short_series_of_bins_has_its_best_change(void **unused) {
    int64_t n, code, all = 1;
    (void)unused;
    for (n = 0; n <= 6; ++n, all *= 5) {
        for (code = 0; code < all; ++code) {
            int64_t i, rest = code, tau;
            hst_monitor_reading out;
            memset(&watched, 0, offsetof(oracle_watch, took));
            watched.n = 0;
            watched.known_rate = 0;
            watched.shortest = 1;
            begin(0, 0, 0, 0);
            for (i = 0; i < n; ++i, rest /= 5) {
                int64_t arrivals = rest % 5 > 0 ? rest % 5 - 1 : 7; /* whatever a missing bin counts */
                assert_status(hst_monitor_push_bin(&state, arrivals, rest % 5 > 0, i), HST_OK);
                if (rest % 5 > 0) {
                    watched.count[watched.n] = arrivals;
                    watched.took[0][watched.n] = watched.took[1][watched.n] = 1;
                    ++watched.n;
                }
            }
            out = look();
            assert_near_abs(out.fall.statistic, (double)oracle_best_statistic(&watched, 0, &tau), 1e-12);
            assert_near_abs(out.rise.statistic, (double)oracle_best_statistic(&watched, 1, &tau), 1e-12);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_chunking_gives_the_same_state),
        cmocka_unit_test(another_unit_of_work_changes_rates_alone),
        cmocka_unit_test(claiming_less_growth_lowers_the_e_of_falls_and_raises_that_of_rises),
        cmocka_unit_test(dropping_change_times_only_lowers_the_e),
        cmocka_unit_test(what_is_lost_is_what_the_e_value_lacks),
        cmocka_unit_test(clocks_do_not_drift),
        cmocka_unit_test(a_horizon_below_the_stride_is_the_stride),
        cmocka_unit_test(a_rebase_sets_the_clock_of_growth_to_its_pace_now),
        cmocka_unit_test(a_lost_vertex_makes_the_statistic_a_lower_bound),
        cmocka_unit_test(change_times_of_old_comparisons_are_dropped),
        cmocka_unit_test(a_rebase_keeps_from_the_first_remembered_place),
        cmocka_unit_test(after_a_rebase_growth_goes_on),
        cmocka_unit_test(memory_that_no_pushes_left_does_no_harm),
        cmocka_unit_test(a_count_out_of_its_range_is_corrupt),
        cmocka_unit_test(more_than_can_be_counted_is_refused),
        cmocka_unit_test(lists_are_read_to_their_end_and_no_further),
        cmocka_unit_test(every_short_series_of_bins_has_its_best_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
