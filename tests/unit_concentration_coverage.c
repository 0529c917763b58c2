/* What the intervals that promise to cover always do cover, by enumeration: every sample of n blocks from
 * pools of given shares, weighted by its probability. */
#include "support/support.h"

#include <math.h>

#include "hashstat/concentration.h"

enum { MOST = 6 };

static uint64_t work[4 * (MOST + 1)];

typedef struct law {
    const double *share; /* descending */
    int pools;
    int64_t n;
} law;

enum { TOP, MIN_ENTROPY, CERTAIN, PLACES, USUAL, KINDS };

/* True Nakamoto coefficient for at least half; shares are multiples of 1/60. */
static int64_t truth_of(const law *l) {
    int64_t held = 0;
    int i;
    for (i = 0; i < l->pools; ++i) {
        held += (int64_t)(l->share[i] * 60 + 0.5);
        if (2 * held >= 60) {
            break;
        }
    }
    return i + 1;
}

static int holds(hst_interval i, double x) {
    return i.lower <= x + 1e-12 && x - 1e-12 <= i.upper;
}

/* Every place that a pool may have among pools some of which are alike. */
static int places_hold(const law *l, const hst_concentration_rank *rank) {
    int i, j;
    for (i = 0; i < l->pools; ++i) {
        int64_t best = 1, worst = l->pools;
        for (j = 0; j < l->pools; ++j) {
            best += l->share[j] > l->share[i];
            worst -= l->share[j] < l->share[i];
        }
        if (rank[i].best > best || rank[i].worst < worst) {
            return 0;
        }
    }
    return 1;
}

static void add(double *sums, const law *l, const int64_t *k, double chance) {
    hst_concentration_options o;
    hst_concentration m;
    hst_concentration_range r;
    hst_concentration_rank rank[MOST];
    int64_t truth = truth_of(l);
    assert_status(hst_concentration_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.top = 2;
    assert_status(hst_concentration_measure(&o, &m, &r, k, l->pools, 0, work, sizeof work), HST_OK);
    assert_status(hst_concentration_ranks(rank, k, l->pools, 0.95, work, sizeof work), HST_OK);
    sums[TOP] += holds(r.top, l->share[0] + l->share[1]) ? chance : 0;
    sums[MIN_ENTROPY] += holds(r.min_entropy, -log2(l->share[0])) ? chance : 0;
    sums[PLACES] += places_hold(l, rank) ? chance : 0;
    if (r.nakamoto_lower != HST_NONE && r.nakamoto_lower <= truth) {
        sums[CERTAIN] += r.nakamoto_certain == HST_NONE || truth <= r.nakamoto_certain ? chance : 0;
        sums[USUAL] += r.nakamoto_upper == HST_NONE || truth <= r.nakamoto_upper ? chance : 0;
    }
    assert_true(r.nakamoto_certain == HST_NONE || r.nakamoto_certain >= r.nakamoto_upper);
}

/* k[from..] in all ways that sum to left */
static void enumerate(double *sums, const law *l, int64_t *k, int from, int64_t left, double log_chance) {
    if (from == l->pools - 1) {
        k[from] = left;
        add(sums, l, k, exp(log_chance + (double)left * log(l->share[from]) - lgamma((double)left + 1)));
        return;
    }
    for (k[from] = 0; k[from] <= left; ++k[from]) {
        enumerate(sums, l, k, from + 1, left - k[from],
                  log_chance + (double)k[from] * log(l->share[from]) - lgamma((double)k[from] + 1));
    }
}

/* The least coverage over sizes 1 .. most of samples. */
static void cover(double *least, const double *share, int pools, int64_t most) {
    law l = {share, pools, 0};
    int i;
    for (l.n = 1; l.n <= most; ++l.n) {
        double sums[KINDS] = {0, 0, 0, 0, 0};
        int64_t k[MOST];
        enumerate(sums, &l, k, 0, l.n, lgamma((double)l.n + 1));
        for (i = 0; i < KINDS; ++i) {
            least[i] = sums[i] < least[i] ? sums[i] : least[i];
        }
    }
}

static void what_promises_to_cover_always_does(void **state) {
    static const double two[] = {31. / 60, 29. / 60}, half[] = {.5, .5}, three[] = {.5, .25, .25};
    static const double alike[] = {1. / 3, 1. / 3, 1. / 3}, near[] = {24. / 60, 19. / 60, 17. / 60};
    static const double steep[] = {.8, .15, .05}, four[] = {.25, .25, .25, .25};
    static const double six[] = {1. / 6, 1. / 6, 1. / 6, 1. / 6, 1. / 6, 1. / 6};
    static const double edge[] = {29. / 60, 21. / 60, .1, 4. / 60};
    double least[KINDS] = {1, 1, 1, 1, 1};
    int i;
    (void)state;
    cover(least, two, 2, 60);
    cover(least, half, 2, 60);
    cover(least, three, 3, 30);
    cover(least, alike, 3, 30);
    cover(least, near, 3, 30);
    cover(least, steep, 3, 30);
    cover(least, four, 4, 14);
    cover(least, edge, 4, 14);
    cover(least, six, 6, 10);
    for (i = 0; i < USUAL; ++i) {
        assert_true(least[i] >= 0.95 - 1e-9);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_promises_to_cover_always_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
