/* Outage or level shift: the contract, and what the answers must be like. Against the definition:
 * unit_level_shift_oracle.c. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "hashstat/level_shift.h"

enum { MOST = 400 };

/* Bytes for MOST bins: 80 each and what does not grow. */
static double scratch[10 * MOST + 517];

static hst_level_shift_options usual_options(void) {
    hst_level_shift_options o;
    assert_status(hst_level_shift_options_init(&o, (uint32_t)sizeof o), HST_OK);
    return o;
}

static hst_level_shift tell(const hst_level_shift_options *o, const int64_t *blocks, const double *exposure,
                            int64_t n) {
    hst_level_shift out;
    assert_true(n <= MOST);
    assert_status(hst_level_shift_odds(o, &out, scratch, sizeof scratch, blocks, exposure, NULL, n, 0.95),
                  HST_OK);
    return out;
}

/* Bins of 36 blocks, of a rate lower by `fall` from .. until - 1. */
static void make_record(int64_t *blocks, double *exposure, int64_t n, int64_t from, int64_t until,
                        double fall, uint64_t seed) {
    rng random = rng_seed(seed);
    int64_t i;
    for (i = 0; i < n; ++i) {
        exposure[i] = 0.9 + 0.2 * rng_uniform(&random);
        blocks[i] = rng_poisson(&random, 36 * exposure[i] * (i >= from && i < until ? 1 - fall : 1));
    }
}

/* ---- against numbers from elsewhere ---- */

static void stories_are_those_of_rates_integrated_numerically(void **state) {
    golden *g = golden_open("level_shift/stories.csv");
    (void)state;
    while (golden_next(g)) {
        double blocks[16], exposure[16];
        int64_t counts[16], i, n = golden_series(g, "blocks", blocks, 16);
        hst_level_shift_options o = usual_options();
        hst_level_shift s;
        assert_int_equal(golden_series(g, "exposure", exposure, 16), n);
        for (i = 0; i < n; ++i) {
            counts[i] = (int64_t)blocks[i];
        }
        o.direction = (int32_t)golden_integer(g, "direction");
        o.law = (int32_t)golden_integer(g, "law");
        o.shortest = golden_number(g, "shortest");
        o.duration = golden_number(g, "duration");
        o.shape = golden_number(g, "shape");
        o.exposure = golden_number(g, "prior");
        s = tell(&o, counts, exposure, n);
        assert_near_abs(s.log_none, golden_number(g, "log_none"), 1e-12);
        assert_near_abs(s.log_shift, golden_number(g, "log_shift"), 1e-12);
        assert_near_abs(s.log_outage, golden_number(g, "log_outage"), 1e-12);
        assert_near_abs(s.down, s.shift + s.outage * golden_number(g, "open"), 1e-12);
    }
    golden_close(g);
}

/* ---- what the answers are like ---- */

static void a_fall_that_is_over_is_an_outage(void **state) {
    int64_t blocks[MOST];
    double exposure[MOST];
    hst_level_shift s;
    (void)state;
    make_record(blocks, exposure, 200, 90, 110, 0.5, 1);
    s = tell(NULL, blocks, exposure, 200);
    assert_int_equal(s.verdict, HST_LEVEL_SHIFT_OUTAGE);
    assert_true(s.outage > 0.999 && s.returned > 0.999 && s.down < 0.001);
    assert_true(s.outage_onset.lower <= 90 && 90 <= s.outage_onset.upper);
    assert_true(s.outage_return.lower <= 110 && 110 <= s.outage_return.upper);
    assert_true(s.outage_fall.lower < 0.5 && 0.5 < s.outage_fall.upper);
    assert_true(s.outage_fall.lower < s.outage_fall.median && s.outage_fall.median < s.outage_fall.upper);
    assert_int_equal(s.bins, 200);
}

static void a_fall_that_lasts_is_a_shift(void **state) {
    int64_t blocks[MOST];
    double exposure[MOST];
    hst_level_shift s;
    (void)state;
    make_record(blocks, exposure, 200, 60, 200, 0.3, 4);
    s = tell(NULL, blocks, exposure, 200);
    assert_int_equal(s.verdict, HST_LEVEL_SHIFT_SHIFT);
    assert_true(s.shift_onset.lower <= 60 && 60 <= s.shift_onset.upper);
    assert_true(s.shift_fall.lower < 0.3 && 0.3 < s.shift_fall.upper);
    assert_true(s.down > 0.99);
}

/* From equal priors no more speaks for the outage than the chance that it lasts: while the fall is new,
 * nothing is decided but that there is one. */
static void a_fall_that_goes_on_is_undecided_until_outages_are_over_by_then(void **state) {
    int64_t blocks[MOST], n;
    double exposure[MOST], last = 1;
    hst_level_shift_options o = usual_options();
    (void)state;
    o.law = HST_LEVEL_SHIFT_GEOMETRIC;
    o.duration = 20;
    make_record(blocks, exposure, 300, 150, 300, 0.6, 3);
    for (n = 160; n <= 300; n += 20) {
        hst_level_shift s = tell(&o, blocks, exposure, n);
        double lasting = pow(1 - 1 / o.duration, (double)(n - 1 - 150));
        assert_true(s.none < 1e-9 && s.down > 0.99);
        assert_near(s.outage / s.shift, lasting, 0.05);
        assert_true(s.outage < last);
        assert_int_equal(s.verdict, lasting > 0.05 ? HST_LEVEL_SHIFT_UNDECIDED : HST_LEVEL_SHIFT_SHIFT);
        assert_int_equal(s.outage_return.best, HST_NONE);
        last = s.outage;
    }
}

static void a_quiet_record_of_long_bins_is_none(void **state) {
    int64_t blocks[MOST], i;
    double exposure[MOST];
    hst_level_shift s;
    (void)state;
    for (i = 0; i < 100; ++i) {
        exposure[i] = 1;
        blocks[i] = 1000 + (i % 2 == 0 ? 20 : -20);
    }
    s = tell(NULL, blocks, exposure, 100);
    assert_int_equal(s.verdict, HST_LEVEL_SHIFT_NONE);
    assert_near(s.none + s.shift + s.outage, 1, 1e-15);
    assert_near(s.none + s.down + s.returned, 1, 1e-15);
}

static void a_rise_is_no_fall(void **state) {
    int64_t blocks[MOST];
    double exposure[MOST];
    hst_level_shift_options o = usual_options();
    hst_level_shift falls, either;
    (void)state;
    make_record(blocks, exposure, 300, 150, 300, -40, 4);
    falls = tell(NULL, blocks, exposure, 300);
    o.direction = HST_LEVEL_SHIFT_EITHER;
    either = tell(&o, blocks, exposure, 300);
    assert_int_equal(either.verdict, HST_LEVEL_SHIFT_SHIFT);
    assert_near(either.shift_fall.median, -40, 0.05);
    assert_int_equal(either.shift_onset.best, 150);
    /* Not falls of any size, since a rate that rises is explained by none: least badly by almost one rate. */
    assert_true(falls.log_shift < falls.log_none);
    assert_true(falls.shift_fall.lower >= 0);
}

static void a_rise_and_return_is_told_in_either_direction(void **state) {
    int64_t blocks[MOST];
    double exposure[MOST];
    hst_level_shift_options o = usual_options();
    hst_level_shift s;
    (void)state;
    o.direction = HST_LEVEL_SHIFT_EITHER;
    make_record(blocks, exposure, 200, 90, 110, -0.5, 5);
    s = tell(&o, blocks, exposure, 200);
    assert_int_equal(s.verdict, HST_LEVEL_SHIFT_OUTAGE);
    assert_true(s.outage_fall.lower < -0.5 && -0.5 < s.outage_fall.upper);
}

/* ---- properties ---- */

static void assert_same_answer(const hst_level_shift *a, const hst_level_shift *b, double allowed) {
    assert_near_abs(a->log_none, b->log_none, allowed);
    assert_near_abs(a->log_shift, b->log_shift, allowed);
    assert_near_abs(a->log_outage, b->log_outage, allowed);
    assert_near_abs(a->down, b->down, allowed);
    assert_near_abs(a->outage_fall.median, b->outage_fall.median, 0.02);
    assert_int_equal(a->outage_onset.best, b->outage_onset.best);
    assert_int_equal(a->verdict, b->verdict);
}

static void the_unit_of_exposure_means_nothing(void **state) {
    int64_t blocks[MOST], i;
    double exposure[MOST], scaled[MOST];
    hst_level_shift a, b;
    (void)state;
    make_record(blocks, exposure, 100, 40, 50, 0.5, 6);
    for (i = 0; i < 100; ++i) {
        scaled[i] = exposure[i] * 8.3e-19;
    }
    a = tell(NULL, blocks, exposure, 100);
    b = tell(NULL, blocks, scaled, 100);
    assert_same_answer(&a, &b, 1e-10);
}

/* A bin that was not watched adds nothing, at the ends not even time. */
static void bins_not_watched_at_the_ends_change_nothing(void **state) {
    int64_t blocks[MOST] = {0};
    double exposure[MOST];
    hst_level_shift a, b;
    (void)state;
    make_record(blocks + 3, exposure + 3, 100, 40, 50, 0.5, 7);
    exposure[0] = exposure[104] = 0;
    exposure[1] = exposure[2] = exposure[103] = (double)NAN;
    blocks[1] = 5; /* unknown, as its exposure is */
    a = tell(NULL, blocks + 3, exposure + 3, 100);
    b = tell(NULL, blocks, exposure, 105);
    assert_same_bits(a.log_shift, b.log_shift);
    assert_same_bits(a.log_outage, b.log_outage);
    assert_int_equal(a.outage_onset.best + 3, b.outage_onset.best);
    assert_int_equal(a.outage_return.upper + 3, b.outage_return.upper);
    assert_int_equal(b.bins, 100);
}

static void weights_put_the_onset_where_it_may_be(void **state) {
    int64_t blocks[MOST], i;
    double exposure[MOST], weight[MOST];
    hst_level_shift even, all, one;
    (void)state;
    make_record(blocks, exposure, 100, 40, 50, 0.5, 8);
    for (i = 0; i < 100; ++i) {
        weight[i] = 2.5;
    }
    even = tell(NULL, blocks, exposure, 100);
    assert_status(
        hst_level_shift_odds(NULL, &all, scratch, sizeof scratch, blocks, exposure, weight, 100, 0.95),
        HST_OK);
    assert_near_abs(all.log_outage, even.log_outage, 1e-10);
    memset(weight, 0, sizeof weight);
    weight[0] = NAN; /* the first bin has no onset, and its weight is not looked at */
    weight[42] = 1;
    assert_status(
        hst_level_shift_odds(NULL, &one, scratch, sizeof scratch, blocks, exposure, weight, 100, 0.95),
        HST_OK);
    assert_int_equal(one.outage_onset.best, 42);
    assert_int_equal(one.outage_onset.lower, 42);
    assert_int_equal(one.shift_onset.upper, 42);
    weight[42] = 0;
    weight[20] = 1; /* too far from the end for an outage to be open */
    assert_status(
        hst_level_shift_odds(NULL, &one, scratch, sizeof scratch, blocks, exposure, weight, 100, 0.95),
        HST_OK);
    assert_true(one.outage_return.upper <= 70);
    assert_near_abs(one.returned, one.outage, 0);
}

static void prior_weights_multiply_the_odds(void **state) {
    int64_t blocks[MOST];
    double exposure[MOST];
    hst_level_shift_options o = usual_options();
    hst_level_shift a, b;
    (void)state;
    make_record(blocks, exposure, 60, 30, 40, 0.2, 9);
    a = tell(NULL, blocks, exposure, 60);
    o.none = 3;
    o.outage = 0.5;
    b = tell(&o, blocks, exposure, 60);
    assert_near(b.outage / b.none, a.outage / a.none / 6, 1e-12);
    assert_near(b.shift / b.none, a.shift / a.none / 3, 1e-12);
    assert_near(exp(a.log_shift - a.log_none), a.shift / a.none, 1e-12);
    o.none = o.shift = 0;
    o.odds = 1e12;
    b = tell(&o, blocks, exposure, 60);
    assert_near_abs(b.outage, 1, 0);
    assert_int_equal(b.verdict, HST_LEVEL_SHIFT_OUTAGE);
}

/* Where blocks are many, the odds of one change against none are those of the prior's densities: f(r1)
 * f(r2)/f(1) with r1 and r2 the two rates over that of the record, and f of the mean 1. */
static double log_density(double a, double r) {
    return a * log(a) - lgamma(a) + (a - 1) * log(r) - a * r;
}

static double log_stake(double a, double fall) {
    double r1 = 2 / (2 - fall), r2 = r1 * (1 - fall);
    return log_density(a, r1) + log_density(a, r2) - log_density(a, 1);
}

static void the_shape_moves_odds_as_the_header_says(void **state) {
    int64_t blocks[MOST], i;
    double exposure[MOST], odds[2], fall;
    int k;
    (void)state;
    for (fall = 0.1; fall < 0.6; fall += 0.4) {
        for (i = 0; i < 40; ++i) {
            exposure[i] = 1;
            blocks[i] = (int64_t)(i < 20 ? 40000 : 40000 * (1 - fall));
        }
        for (k = 0; k < 2; ++k) {
            hst_level_shift_options o = usual_options();
            hst_level_shift s;
            o.shape = k == 0 ? 1 : 10;
            s = tell(&o, blocks, exposure, 40);
            odds[k] = s.log_shift - s.log_none;
        }
        assert_near_abs(odds[1] - odds[0], log_stake(10, fall) - log_stake(1, fall), 1e-3);
    }
    assert_near(exp(log_stake(10, 0.1) - log_stake(1, 0.1)), 3.3, 0.01);
    assert_near(exp(log_stake(10, 0.5) - log_stake(1, 0.5)), 1.18, 0.01);
}

static void an_older_struct_has_the_defaults(void **state) {
    hst_level_shift_options o = usual_options();
    int64_t blocks[MOST];
    double exposure[MOST];
    hst_level_shift a, b;
    (void)state;
    assert_int_equal(o.struct_size, sizeof o);
    assert_near_abs(o.odds, 20, 0);
    make_record(blocks, exposure, 60, 30, 40, 0.4, 10);
    a = tell(NULL, blocks, exposure, 60);
    b = tell(&o, blocks, exposure, 60);
    assert_memory_equal(&a, &b, sizeof a);
}

/* ---- boundaries ---- */

static void two_bins_are_the_least(void **state) {
    const int64_t blocks[2] = {40, 4};
    const double exposure[2] = {1, 1};
    hst_level_shift s;
    (void)state;
    s = tell(NULL, blocks, exposure, 2);
    assert_int_equal(s.shift_onset.best, 1);
    assert_int_equal(s.outage_return.best, HST_NONE);
    assert_near(s.log_shift, s.log_outage, 1e-15);
    assert_int_equal(s.blocks, 44);
}

static void without_blocks_the_prior_speaks(void **state) {
    const int64_t blocks[20] = {0};
    double exposure[20];
    hst_level_shift s;
    int i;
    (void)state;
    for (i = 0; i < 20; ++i) {
        exposure[i] = 3;
    }
    s = tell(NULL, blocks, exposure, 20);
    assert_int_equal(s.verdict, HST_LEVEL_SHIFT_UNDECIDED);
    assert_true(s.none > 0.2 && s.shift > 0.2 && s.outage > 0.2);
}

static void counts_and_exposures_may_be_as_large_as_they_may(void **state) {
    int64_t blocks[4] = {400000000000, 400000000000, 100000000000, 100000000000};
    double exposure[4] = {1e289, 1e289, 1e289, 1e289};
    hst_level_shift_options o = usual_options();
    hst_level_shift s;
    (void)state;
    o.duration = 1e9;
    s = tell(&o, blocks, exposure, 4);
    assert_near(s.shift_fall.median, 0.75, 1e-5);
    assert_true(s.down > 0.999);
    exposure[0] = exposure[1] = exposure[2] = exposure[3] = 1e-290;
    s = tell(&o, blocks, exposure, 4);
    assert_near(s.shift_fall.median, 0.75, 1e-5);
}

/* With so deep a rise the beta law is no double any more, and its logarithm is still a number. */
static void the_deepest_rises_still_have_a_number(void **state) {
    int64_t blocks[60], i;
    double exposure[60];
    hst_level_shift s;
    (void)state;
    for (i = 0; i < 60; ++i) {
        exposure[i] = 1;
        blocks[i] = i < 30 ? 10 : 1000;
    }
    s = tell(NULL, blocks, exposure, 60);
    assert_true(s.shift_fall.upper < 0.1 && s.shift_fall.lower >= 0);
    assert_true(s.log_shift > s.log_none - 60 && s.log_shift < s.log_none);
}

static void nothing_beyond_the_arrays_is_touched(void **state) {
    int64_t n = 33;
    size_t bytes = hst_level_shift_work_size(n);
    int64_t *blocks = guarded_alloc((size_t)n * sizeof *blocks);
    double *exposure = guarded_alloc((size_t)n * sizeof *exposure);
    double *weight = guarded_alloc((size_t)n * sizeof *weight);
    void *work = guarded_alloc(bytes);
    hst_level_shift *out = guarded_alloc(sizeof *out);
    int64_t i;
    (void)state;
    make_record(blocks, exposure, n, 12, 20, 0.5, 11);
    for (i = 0; i < n; ++i) {
        weight[i] = 1;
    }
    assert_status(hst_level_shift_odds(NULL, out, work, bytes, blocks, exposure, weight, n, 0.95), HST_OK);
    guarded_free(blocks);
    guarded_free(exposure);
    guarded_free(weight);
    guarded_free(work);
    guarded_free(out);
}

static void the_longest_outage_is_half_of_the_watched_record(void **state) {
    int64_t blocks[MOST];
    double exposure[MOST];
    hst_level_shift_options o = usual_options();
    hst_level_shift by_default, same;
    (void)state;
    make_record(blocks, exposure, 12, 6, 9, 0.5, 12);
    blocks[0] = blocks[5] = blocks[10] = blocks[11] = 0;
    exposure[0] = exposure[5] = exposure[10] = exposure[11] = NAN;
    by_default = tell(NULL, blocks, exposure, 12);
    o.duration = 4.5;
    same = tell(&o, blocks, exposure, 12);
    assert_memory_equal(&same, &by_default, sizeof same);
    o.shortest = 6;
    o.duration = 0;
    by_default = tell(&o, blocks, exposure, 12);
    o.duration = 6;
    same = tell(&o, blocks, exposure, 12);
    assert_memory_equal(&same, &by_default, sizeof same);
}

/* From an onset in the second of three bins, where a return in the third is out of the question. */
static void a_mean_just_above_the_shortest_keeps_its_digits(void **state) {
    static const double above[] = {1e-15, 1e-9, 1e-3, 1, 1e8};
    const int64_t blocks[3] = {1000, 0, 0};
    const double exposure[3] = {1, 1, 1}, weight[3] = {0, 1, 0};
    size_t i;
    (void)state;
    for (i = 0; i < sizeof above / sizeof above[0]; ++i) {
        hst_level_shift_options o = usual_options();
        hst_level_shift s;
        double x;
        o.law = HST_LEVEL_SHIFT_GEOMETRIC;
        o.duration = 1 + above[i];
        x = o.duration - 1;
        assert_status(
            hst_level_shift_odds(&o, &s, scratch, sizeof scratch, blocks, exposure, weight, 3, 0.95), HST_OK);
        assert_near_abs(s.log_outage - s.log_shift, log(x) - log1p(x), 2e-11);
    }
}

/* A bin whose part of the whole exposure is no double adds nothing but its count's improbability. */
static void a_bin_may_be_next_to_nothing_of_the_record(void **state) {
    int64_t blocks[3] = {9, 0, 4};
    double exposure[3] = {1e289, 1e-50, 1e289};
    hst_level_shift s, two;
    (void)state;
    s = tell(NULL, blocks, exposure, 3);
    blocks[1] = 4;
    exposure[1] = 1e289;
    two = tell(NULL, blocks, exposure, 2);
    assert_near_abs(s.log_none, two.log_none, 1e-11);
    assert_near_abs(s.shift, two.shift, 0.1);
    blocks[1] = 1;
    exposure[1] = 1e-50;
    s = tell(NULL, blocks, exposure, 3);
    /* One rate for 14 blocks, of the exposures 1/2, 5e-340 and 1/2; the prior Gamma(1, 1/14). */
    assert_near_abs(s.log_none,
                    -log(14) + lgamma(15) - 15 * log(1 + 1.0 / 14) - 13 * log(2) + log(5) - 340 * log(10) -
                        lgamma(10) - lgamma(5),
                    1e-11);
    assert_near_abs(s.none + s.shift + s.outage, 1, 1e-15);
}

static void weights_may_be_as_large_and_as_small_as_doubles(void **state) {
    const int64_t blocks[4] = {5, 1, 5, 6};
    const double exposure[4] = {1, 1, 1, 1}, weight[4] = {0, DBL_MAX, 0, 0}, one[4] = {0, 1, 0, 0};
    const double small[4] = {0, 5e-324, 0, 1e300};
    hst_level_shift s, same, far;
    (void)state;
    assert_status(hst_level_shift_odds(NULL, &s, scratch, sizeof scratch, blocks, exposure, weight, 4, 0.95),
                  HST_OK);
    assert_status(hst_level_shift_odds(NULL, &same, scratch, sizeof scratch, blocks, exposure, one, 4, 0.95),
                  HST_OK);
    assert_memory_equal(&s, &same, sizeof s);
    assert_status(hst_level_shift_odds(NULL, &far, scratch, sizeof scratch, blocks, exposure, small, 4, 0.95),
                  HST_OK);
    assert_int_equal(far.outage_onset.best, 3);
}

/* ---- the contract ---- */

static void options_init_refuses_what_it_cannot_fill(void **state) {
    hst_level_shift_options o;
    (void)state;
    fill_untouched(&o, sizeof o);
    assert_status(hst_level_shift_options_init(NULL, 88), HST_ENULL);
    assert_status(hst_level_shift_options_init(&o, 87), HST_EOPTION);
    assert_untouched(&o, sizeof o);
}

static void work_size_is_what_the_header_says(void **state) {
    (void)state;
    assert_int_equal(hst_level_shift_work_size(0), 4136);
    assert_int_equal(hst_level_shift_work_size(10000), 804136);
    assert_int_equal(hst_level_shift_work_size(-1), 0);
    assert_true(hst_level_shift_work_size(INT64_MAX) == SIZE_MAX);
    assert_true(hst_level_shift_work_size(INT64_MAX / 50) == SIZE_MAX);
}

/* In order: each call has every fault that comes after its own. */
static void faults_are_told_in_order(void **state) {
    int64_t blocks[3] = {1, -1, 2};
    double exposure[3] = {1, 1, 1};
    hst_level_shift_options o = usual_options();
    hst_level_shift out;
    void *work = scratch;
    void *odd = (char *)work + 4;
    (void)state;
    o.law = 2;
    fill_untouched(&out, sizeof out);
    assert_status(hst_level_shift_odds(&o, NULL, odd, 0, blocks, exposure, NULL, -1, 2), HST_ENULL);
    assert_status(hst_level_shift_odds(&o, &out, NULL, 0, blocks, exposure, NULL, -1, 2), HST_ENULL);
    assert_status(hst_level_shift_odds(&o, &out, odd, 0, NULL, exposure, NULL, 3, 2), HST_ENULL);
    assert_status(hst_level_shift_odds(&o, &out, odd, 0, blocks, NULL, NULL, -1, 2), HST_ENULL);
    assert_status(hst_level_shift_odds(&o, &out, odd, 0, blocks, exposure, NULL, -1, 2), HST_ESIZE);
    assert_status(hst_level_shift_odds(&o, &out, odd, 0, blocks, exposure, NULL, 3, 2), HST_EALIGN);
    assert_status(hst_level_shift_odds(&o, &out, work, 4136 + 239, blocks, exposure, NULL, 3, 2), HST_ESPACE);
    assert_status(hst_level_shift_odds(&o, &out, work, 4136 + 240, blocks, exposure, NULL, 3, 2),
                  HST_EOPTION);
    o.law = 0;
    assert_status(hst_level_shift_odds(&o, &out, work, sizeof scratch, blocks, exposure, NULL, 3, 2),
                  HST_EDOMAIN);
    blocks[1] = 0;
    exposure[0] = exposure[1] = NAN;
    assert_status(hst_level_shift_odds(&o, &out, work, sizeof scratch, blocks, exposure, NULL, 3, 0.9),
                  HST_EEMPTY);
    assert_status(hst_level_shift_odds(&o, &out, work, sizeof scratch, NULL, NULL, NULL, 0, 0.9), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
}

static void refused(const hst_level_shift_options *o, hst_status expected) {
    const int64_t blocks[3] = {1, 2, 3};
    const double exposure[3] = {1, 1, 1};
    hst_level_shift out;
    fill_untouched(&out, sizeof out);
    assert_status(hst_level_shift_odds(o, &out, scratch, sizeof scratch, blocks, exposure, NULL, 3, 0.95),
                  expected);
    assert_untouched(&out, sizeof out);
}

static void options_that_are_unknown_are_refused(void **state) {
    const hst_level_shift_options good = usual_options();
    hst_level_shift_options o = good;
    (void)state;
    o.struct_size = 87;
    refused(&o, HST_EOPTION);
    o = good;
    o.flags = 1;
    refused(&o, HST_EOPTION);
    o = good;
    o.direction = 2;
    refused(&o, HST_EOPTION);
    o.direction = -1;
    refused(&o, HST_EOPTION);
    o = good;
    o.law = 2;
    refused(&o, HST_EOPTION);
}

static void values_of_options_have_bounds(void **state) {
    static const struct {
        size_t at;
        double bad[4];
    } field[] = {
        {offsetof(hst_level_shift_options, shortest), {0.5, 1.5, 2e9, NAN}},
        {offsetof(hst_level_shift_options, duration), {0.5, -1, 2e9, NAN}},
        {offsetof(hst_level_shift_options, shape), {0.09, 2e6, -1, NAN}},
        {offsetof(hst_level_shift_options, exposure), {-1, 1e-10, 4e9, NAN}},
        {offsetof(hst_level_shift_options, none), {-1, 2e9, INFINITY, NAN}},
        {offsetof(hst_level_shift_options, shift), {-1, 2e9, INFINITY, NAN}},
        {offsetof(hst_level_shift_options, outage), {-1, 2e9, INFINITY, NAN}},
        {offsetof(hst_level_shift_options, odds), {0.9, 2e12, -1, NAN}},
        {offsetof(hst_level_shift_options, quiet), {0.9, 2e12, -1, NAN}},
    };
    size_t i;
    int k;
    (void)state;
    for (i = 0; i < sizeof field / sizeof field[0]; ++i) {
        for (k = 0; k < 4; ++k) {
            hst_level_shift_options o = usual_options();
            memcpy((char *)&o + field[i].at, &field[i].bad[k], sizeof field[i].bad[k]);
            refused(&o, HST_EDOMAIN);
        }
    }
}

static void options_have_to_fit_together(void **state) {
    hst_level_shift_options o = usual_options();
    (void)state;
    o.none = o.shift = o.outage = 0;
    refused(&o, HST_EDOMAIN);
    o = usual_options();
    o.shortest = 5;
    o.duration = 4;
    refused(&o, HST_EDOMAIN);
    o.law = HST_LEVEL_SHIFT_GEOMETRIC;
    o.duration = 5;
    refused(&o, HST_EDOMAIN);
    o.duration = 2e9;
    refused(&o, HST_EDOMAIN);
}

/* Three bins of one block, but for one number. */
static void refused_record(int64_t count, double exposure1, double weight2, double level,
                           hst_status expected) {
    const int64_t blocks[3] = {1, count, 1};
    const double exposure[3] = {1, exposure1, 1}, weight[3] = {1, 0, weight2};
    hst_level_shift out;
    fill_untouched(&out, sizeof out);
    assert_status(
        hst_level_shift_odds(NULL, &out, scratch, sizeof scratch, blocks, exposure, weight, 3, level),
        expected);
    assert_untouched(&out, sizeof out);
}

static void records_have_bounds(void **state) {
    (void)state;
    refused_record(-1, 1, 1, 0.95, HST_EDOMAIN);
    refused_record(INT64_C(1000000000001), 1, 1, 0.95, HST_EDOMAIN);
    refused_record(INT64_C(1000000000000), 1, 1, 0.95, HST_EDOMAIN); /* together they are too many */
    refused_record(1, -1, 1, 0.95, HST_EDOMAIN);
    refused_record(1, INFINITY, 1, 0.95, HST_EDOMAIN);
    refused_record(1, 1e291, 1, 0.95, HST_EDOMAIN);
    refused_record(1, 0, 1, 0.95, HST_EDOMAIN);
    refused_record(1, 1, -1, 0.95, HST_EDOMAIN);
    refused_record(1, 1, NAN, 0.95, HST_EDOMAIN);
    refused_record(1, 1, 0, 0.95, HST_EDOMAIN);
    refused_record(1, 1, INFINITY, 0.95, HST_EDOMAIN);
    refused_record(1, 1, 1, 0, HST_EDOMAIN);
    refused_record(1, 1, 1, 1, HST_EDOMAIN);
    refused_record(1, 1, 1, NAN, HST_EDOMAIN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories_are_those_of_rates_integrated_numerically),
        cmocka_unit_test(a_fall_that_is_over_is_an_outage),
        cmocka_unit_test(a_fall_that_lasts_is_a_shift),
        cmocka_unit_test(a_fall_that_goes_on_is_undecided_until_outages_are_over_by_then),
        cmocka_unit_test(a_quiet_record_of_long_bins_is_none),
        cmocka_unit_test(a_rise_is_no_fall),
        cmocka_unit_test(a_rise_and_return_is_told_in_either_direction),
        cmocka_unit_test(the_unit_of_exposure_means_nothing),
        cmocka_unit_test(bins_not_watched_at_the_ends_change_nothing),
        cmocka_unit_test(weights_put_the_onset_where_it_may_be),
        cmocka_unit_test(prior_weights_multiply_the_odds),
        cmocka_unit_test(the_shape_moves_odds_as_the_header_says),
        cmocka_unit_test(an_older_struct_has_the_defaults),
        cmocka_unit_test(two_bins_are_the_least),
        cmocka_unit_test(without_blocks_the_prior_speaks),
        cmocka_unit_test(counts_and_exposures_may_be_as_large_as_they_may),
        cmocka_unit_test(the_deepest_rises_still_have_a_number),
        cmocka_unit_test(the_longest_outage_is_half_of_the_watched_record),
        cmocka_unit_test(a_mean_just_above_the_shortest_keeps_its_digits),
        cmocka_unit_test(a_bin_may_be_next_to_nothing_of_the_record),
        cmocka_unit_test(weights_may_be_as_large_and_as_small_as_doubles),
        cmocka_unit_test(nothing_beyond_the_arrays_is_touched),
        cmocka_unit_test(options_init_refuses_what_it_cannot_fill),
        cmocka_unit_test(work_size_is_what_the_header_says),
        cmocka_unit_test(faults_are_told_in_order),
        cmocka_unit_test(options_that_are_unknown_are_refused),
        cmocka_unit_test(values_of_options_have_bounds),
        cmocka_unit_test(options_have_to_fit_together),
        cmocka_unit_test(records_have_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
