/* How often each truth gets which verdict: 28 days of hourly bins of six blocks, the rate falling after 14
 * days for 1, 3 or 6 days or for good. The figures stand in the header and come from these very simulations:
 * there is no other source. What is held here is that the header tells what the library does, but for a run
 * on the edge, and so that no quiet record is given an outage or a shift more often than the odds allow. */
#include "support/support.h"

#include "hashstat/level_shift.h"

enum { RUNS = 500, HOURS = 672, ONSET = 336 };

typedef struct truth {
    double fall;
    int hours;               /* 0: for good */
    int shortest;            /* the option */
    int none, shift, outage; /* verdicts, as the header has them; the rest are undecided */
} truth;

static const truth truths[] = {
    {0, 1, 1, 1, 0, 1},
    {0, 1, 24, 410, 0, 0},
    {0.1, 24, 1, 0, 0, 1},
    {0.1, 72, 1, 0, 0, 7},
    {0.1, 144, 1, 0, 1, 15},
    {0.1, 0, 1, 0, 76, 0},
    {0.2, 24, 1, 1, 0, 7},
    {0.2, 72, 1, 0, 0, 110},
    {0.2, 144, 1, 0, 1, 348},
    {0.2, 0, 1, 0, 441, 1},
    {0.5, 24, 1, 0, 0, 482},
    {0.5, 72, 1, 0, 0, 500},
    {0.5, 144, 1, 0, 0, 500},
    {0.5, 0, 1, 0, 495, 0},
};

static double scratch[10 * HOURS + 517];

static void draw(int64_t *blocks, double *exposure, const truth *t, rng *random) {
    int until = t->hours > 0 ? ONSET + t->hours : HOURS, i;
    for (i = 0; i < HOURS; ++i) {
        exposure[i] = 1;
        blocks[i] = rng_poisson(random, 6 * (i >= ONSET && i < until ? 1 - t->fall : 1));
    }
}

static void count_verdicts(int *verdicts, const truth *t) {
    static int64_t blocks[HOURS];
    static double exposure[HOURS];
    rng random = rng_seed(20210621);
    hst_level_shift_options o;
    int run;
    assert_status(hst_level_shift_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.shortest = t->shortest;
    for (run = 0; run < RUNS; ++run) {
        hst_level_shift s;
        draw(blocks, exposure, t, &random);
        assert_status(
            hst_level_shift_odds(&o, &s, scratch, sizeof scratch, blocks, exposure, NULL, HOURS, 0.95),
            HST_OK);
        ++verdicts[s.verdict];
    }
}

static void verdicts_are_as_often_as_the_header_says(void **state) {
    size_t i;
    (void)state;
    for (i = 0; i < sizeof truths / sizeof truths[0]; ++i) {
        int verdicts[4] = {0};
        count_verdicts(verdicts, &truths[i]);
        assert_near_abs(verdicts[HST_LEVEL_SHIFT_NONE], truths[i].none, 1);
        assert_near_abs(verdicts[HST_LEVEL_SHIFT_SHIFT], truths[i].shift, 1);
        assert_near_abs(verdicts[HST_LEVEL_SHIFT_OUTAGE], truths[i].outage, 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_as_often_as_the_header_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
