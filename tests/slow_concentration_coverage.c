/* How often the intervals of concentration hold the truth, over 20,000 samples of each of some networks: the
 * figures that stand in the header. --print shows them all. */
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "hashstat/concentration.h"

enum { MOST = 20, RUNS = 20000 };

static uint64_t work[4 * (MOST + 1)];
static int print;

enum {
    HHI,
    GINI,
    SHANNON,
    THEIL,
    RENYI_LOW,
    RENYI_3,
    RENYI_8,
    TOP,
    MIN_ENTROPY,
    USUAL,
    CERTAIN,
    PLACES,
    KINDS
};

static const char *const names[KINDS] = {"hhi",    "gini", "shannon",     "theil", "renyi.5", "renyi3",
                                         "renyi8", "top",  "min_entropy", "usual", "certain", "places"};

typedef struct network {
    const char *name;
    int pools;
    double share[MOST]; /* descending, sum 1 */
} network;

static const network networks[] = {
    {"ten", 10, {.25, .18, .15, .12, .09, .07, .05, .04, .03, .02}},
    {"sixteen", 16, {.18, .17, .14, .12, .1, .08, .05, .04, .03, .025, .02, .015, .0125, .01, .005, .0025}},
    {"five", 5, {.3, .25, .2, .15, .1}},
    {"steep", 6, {.6, .2, .1, .05, .03, .02}},
    {"nearly one", 4, {.9, .05, .03, .02}},
    {"ten alike", 10, {.1, .1, .1, .1, .1, .1, .1, .1, .1, .1}},
    {"twenty alike", 20, {.05, .05, .05, .05, .05, .05, .05, .05, .05, .05,
                          .05, .05, .05, .05, .05, .05, .05, .05, .05, .05}},
};

typedef struct truth {
    double hhi, gini, shannon, theil, renyi[3], top;
    int64_t nakamoto;
} truth;

static const double orders[3] = {0.5, 3, 8};

static double renyi_of(const network *w, double order) {
    double sum = 0;
    int i;
    for (i = 0; i < w->pools; ++i) {
        sum += pow(w->share[i], order);
    }
    return log2(sum) / (1 - order);
}

static truth truth_of(const network *w) {
    truth t = {0, 0, 0, 0, {0, 0, 0}, 0, 0};
    double held = 0;
    int i, j;
    for (i = 0; i < w->pools; ++i) {
        double p = w->share[i];
        t.hhi += p * p;
        t.shannon -= p * log2(p);
        t.top += i < 4 ? p : 0;
        t.nakamoto += held < 0.5 - 1e-9;
        held += p;
        for (j = 0; j < i; ++j) {
            t.gini += (w->share[j] - p) / w->pools;
        }
    }
    t.theil = log(w->pools) - t.shannon * log(2);
    for (i = 0; i < 3; ++i) {
        t.renyi[i] = renyi_of(w, orders[i]);
    }
    return t;
}

static void draw(int64_t *k, const network *w, int64_t n, rng *random) {
    memset(k, 0, MOST * sizeof *k);
    for (; n > 0; --n) {
        double u = rng_uniform(random);
        int i = 0;
        while (i < w->pools - 1 && u > w->share[i]) {
            u -= w->share[i++];
        }
        ++k[i];
    }
}

static int holds(hst_interval i, double x) {
    return i.lower <= x + 1e-12 && x - 1e-12 <= i.upper;
}

static int places_hold(const network *w, const hst_concentration_rank *rank) {
    int i, j;
    for (i = 0; i < w->pools; ++i) {
        int64_t best = 1, worst = w->pools;
        for (j = 0; j < w->pools; ++j) {
            best += w->share[j] > w->share[i];
            worst -= w->share[j] < w->share[i];
        }
        if (rank[i].best > best || rank[i].worst < worst) {
            return 0;
        }
    }
    return 1;
}

static void count(int64_t *held, const network *w, const truth *t, const int64_t *k) {
    hst_concentration_options o;
    hst_concentration m;
    hst_concentration_range r;
    hst_concentration_rank rank[MOST];
    int i;
    assert_status(hst_concentration_options_init(&o, (uint32_t)sizeof o), HST_OK);
    for (i = 0; i < 3; ++i) {
        o.order = orders[i];
        assert_status(hst_concentration_measure(&o, &m, &r, k, w->pools, 0, work, sizeof work), HST_OK);
        held[RENYI_LOW + i] += holds(r.renyi, t->renyi[i]);
    }
    held[HHI] += holds(r.hhi, t->hhi);
    held[GINI] += holds(r.gini, t->gini);
    held[SHANNON] += holds(r.shannon, t->shannon);
    held[THEIL] += holds(r.theil, t->theil);
    held[TOP] += holds(r.top, t->top);
    held[MIN_ENTROPY] += holds(r.min_entropy, -log2(w->share[0]));
    if (r.nakamoto_lower <= t->nakamoto) {
        held[USUAL] += r.nakamoto_upper == HST_NONE || t->nakamoto <= r.nakamoto_upper;
        held[CERTAIN] += r.nakamoto_certain == HST_NONE || t->nakamoto <= r.nakamoto_certain;
    }
    assert_status(hst_concentration_ranks(rank, k, w->pools, 0.95, work, sizeof work), HST_OK);
    held[PLACES] += places_hold(w, rank);
}

/* Percent of the runs. */
static void cover(double *percent, const network *w, int64_t n) {
    int64_t held[KINDS] = {0}, k[MOST];
    truth t = truth_of(w);
    rng random = rng_seed((uint64_t)n);
    int i;
    for (i = 0; i < RUNS; ++i) {
        draw(k, w, n, &random);
        count(held, w, &t, k);
    }
    for (i = 0; i < KINDS; ++i) {
        percent[i] = 100. * (double)held[i] / RUNS;
        if (print) {
            printf("%s %s %.1f", i == 0 ? w->name : "", names[i], percent[i]);
        }
    }
    if (print) {
        printf("  n %d\n", (int)n);
    }
}

/* One standard error of a coverage of 95 % is .15 points. */
static void interior_cases_are_within_a_point(void **state) {
    const int64_t sizes[] = {144, 1008, 4320};
    int w, s, i;
    (void)state;
    for (w = 0; w < 5; ++w) {
        for (s = 0; s < 3; ++s) {
            const network *net = &networks[w];
            double percent[KINDS], rarest = net->share[net->pools - 1] * (double)sizes[s];
            cover(percent, net, sizes[s]);
            for (i = HHI; i <= RENYI_8; ++i) {
                if (rarest >= 20 && i != GINI && i != RENYI_8) {
                    assert_near_abs(percent[i], 95, 1);
                }
                assert_true(percent[i] > (i == RENYI_LOW ? 75 : 91.5));
            }
            for (i = TOP; i < KINDS; ++i) {
                assert_true(i == USUAL || percent[i] >= 95);
            }
        }
    }
}

static void pools_that_are_alike_are_covered_too(void **state) {
    const int64_t sizes[] = {144, 1008};
    int w, s, i;
    (void)state;
    for (w = 5; w < 7; ++w) {
        for (s = 0; s < 2; ++s) {
            double percent[KINDS];
            cover(percent, &networks[w], sizes[s]);
            for (i = 0; i < KINDS; ++i) {
                assert_true(i == GINI || i == USUAL || percent[i] >= 95 - 0.5);
            }
        }
    }
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(interior_cases_are_within_a_point),
        cmocka_unit_test(pools_that_are_alike_are_covered_too),
    };
    print = argc > 1 && strcmp(argv[1], "--print") == 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
