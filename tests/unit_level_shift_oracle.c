/* Outage or level shift against every onset and every duration, bin by bin (oracle/level_shift.h). */
#include "support/support.h"

#include <math.h>

#include "hashstat/level_shift.h"
#include "oracle/level_shift.h"

static double scratch[10 * ORACLE_BINS + 517];

static double exposure_of(const oracle_record *r) {
    double sum = 0;
    int64_t i;
    for (i = 0; i < r->n; ++i) {
        sum += r->exposure[i] > 0 ? r->exposure[i] : 0;
    }
    return sum;
}

/* HST_OK with the answer, or HST_EEMPTY. */
static hst_status tell(hst_level_shift *out, const oracle_record *r, double level) {
    hst_level_shift_options o;
    assert_status(hst_level_shift_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.direction = r->only_falls ? HST_LEVEL_SHIFT_FALLS : HST_LEVEL_SHIFT_EITHER;
    o.law = r->geometric ? HST_LEVEL_SHIFT_GEOMETRIC : HST_LEVEL_SHIFT_LOG_UNIFORM;
    o.shortest = (double)r->shortest;
    o.duration = r->duration;
    o.shape = r->shape;
    o.exposure = r->prior;
    return hst_level_shift_odds(&o, out, scratch, sizeof scratch, r->blocks, r->exposure, r->weight, r->n,
                                level);
}

/* What the header allows: with many blocks on both sides the part of a pair that is a fall is approximate. */
static double allowed_of(const oracle_record *r) {
    double blocks = (double)oracle_count(r, 0, r->n).blocks;
    return r->only_falls && blocks > 2000 ? 4e-6 : 1e-14 * (blocks + 1000);
}

/* The first bin at which the parts reach the rank, both ways round allowed where they are next to it. */
static void assert_rank(int64_t bin, const long double *part, int64_t n, long double rank,
                        long double allowed) {
    long double sum = 0, total = 0;
    int64_t i, at = bin == HST_NONE ? n : bin;
    for (i = 0; i <= n; ++i) {
        total += part[i];
    }
    for (i = 0; i < at; ++i) {
        sum += part[i];
    }
    assert_true(sum / total < rank + allowed);
    assert_true((sum + part[at]) / total > rank - allowed);
}

static void assert_time(const hst_level_shift_time *t, const long double *part, int64_t n, double level,
                        long double allowed) {
    int64_t i, best = t->best == HST_NONE ? n : t->best;
    for (i = 0; i <= n; ++i) {
        assert_true(part[i] <= part[best] * (1 + 2 * allowed));
    }
    assert_rank(t->lower, part, n, (1 - (long double)level) / 2, allowed);
    assert_rank(t->upper, part, n, (1 + (long double)level) / 2, allowed);
}

static void assert_as_defined(const oracle_record *r, double level) {
    oracle_stories want = oracle_tell(r);
    long double all = want.none + want.shift + want.outage;
    long double once[ORACLE_BINS + 1] = {0}, twice[ORACLE_BINS + 1] = {0};
    double allowed = allowed_of(r);
    hst_level_shift s;
    int64_t i;
    assert_status(tell(&s, r, level), HST_OK);
    assert_near_abs(s.log_none, (double)want.log_none, allowed);
    assert_near_abs(s.log_shift, (double)(want.log_none + logl(want.shift)), allowed);
    assert_near_abs(s.log_outage, (double)(want.log_none + logl(want.outage)), allowed);
    assert_near_abs(s.none, (double)(want.none / all), allowed);
    assert_near_abs(s.shift, (double)(want.shift / all), allowed);
    assert_near_abs(s.down, (double)((want.shift + want.open) / all), allowed);
    assert_near_abs(s.returned, (double)((want.outage - want.open) / all), allowed);
    assert_true(s.down <= 1 && s.returned >= 0);
    for (i = 0; i < r->n; ++i) {
        once[i] = want.onset_shift[i];
        twice[i] = want.onset_outage[i];
    }
    assert_time(&s.shift_onset, once, r->n, level, allowed);
    assert_time(&s.outage_onset, twice, r->n, level, allowed);
    assert_time(&s.outage_return, want.back, r->n, level, allowed);
    assert_int_equal(s.verdict, s.none >= 3 * (s.shift + s.outage)    ? HST_LEVEL_SHIFT_NONE
                                : s.shift >= 20 * (s.none + s.outage) ? HST_LEVEL_SHIFT_SHIFT
                                : s.outage >= 20 * (s.none + s.shift) ? HST_LEVEL_SHIFT_OUTAGE
                                                                      : HST_LEVEL_SHIFT_UNDECIDED);
}

typedef struct memory {
    int64_t blocks[ORACLE_BINS];
    double exposure[ORACLE_BINS], weight[ORACLE_BINS];
} memory;

/* A tenth of the bins missing, a stretch at another rate, every combination of options in turn. */
static oracle_record draw(memory *m, rng *random, int run) {
    static const double mean[4] = {0.3, 6, 50, 700};
    int64_t n = 3 + (int64_t)rng_below(random, 22), from = (int64_t)rng_below(random, (uint64_t)n);
    int64_t until = from + (int64_t)rng_below(random, (uint64_t)n), i;
    double other = run % 5 == 0 ? 3 : run % 5 == 1 ? 1 : run % 5 == 2 ? 0.95 : 0.3;
    double usual = mean[run % 25 == 3 ? 3 : run / 3 % 3];
    oracle_record r = {m->blocks, m->exposure, NULL, n, run % 2, run / 2 % 2, 1 + run % 3, 0, 1 + run % 4, 0};
    for (i = 0; i < n; ++i) {
        m->exposure[i] = 0.5 + rng_uniform(random);
        m->blocks[i] =
            rng_poisson(random, usual * m->exposure[i] * (i >= from && i < until ? other : 1));
        m->weight[i] = rng_below(random, 5) == 0 ? 0 : rng_uniform(random);
        if (i > 1 && rng_below(random, 10) == 0) {
            m->exposure[i] = rng_below(random, 2) == 0 ? 0 : (double)NAN;
            m->blocks[i] = 0;
        }
    }
    m->weight[1] = 1;
    r.weight = run % 7 == 0 ? m->weight : NULL;
    r.duration = (double)r.shortest + (run % 11 == 0 ? 40 : 3.5);
    r.prior = exposure_of(&r) * (0.01 + rng_uniform(random));
    return r;
}

static void random_records_are_as_defined(void **state) {
    rng random = rng_seed(20260601);
    int run;
    (void)state;
    for (run = 0; run < 400; ++run) {
        memory m;
        oracle_record r = draw(&m, &random, run);
        assert_as_defined(&r, run % 3 == 0 ? 0.5 : 0.95);
    }
}

/* All series of at most six values among missing, 0, 1, 2 and 3. */
static void all_short_records_are_as_defined(void **state) {
    int64_t blocks[6], code, n, i, all = 1;
    double exposure[6];
    (void)state;
    for (n = 1; n <= 6; ++n) {
        all *= 5;
        for (code = 0; code < all; ++code) {
            oracle_record r = {blocks, exposure, NULL, n, (int)(code % 2), (int)(code / 2 % 2), 1, 2.5, 1, 0};
            int64_t rest = code, watched = 0;
            for (i = 0; i < n; ++i, rest /= 5) {
                exposure[i] = rest % 5 == 4 ? (double)NAN : 2;
                blocks[i] = rest % 5 == 4 ? 0 : rest % 5;
                watched += rest % 5 != 4;
            }
            if (watched < 2) {
                hst_level_shift s;
                r.prior = 1;
                assert_status(tell(&s, &r, 0.95), HST_EEMPTY);
            } else {
                r.prior = exposure_of(&r);
                assert_as_defined(&r, 0.95);
            }
        }
    }
}

/* ---- the fall ---- */

/* P(changed/other <= ratio) over all pairs of times, by the law of each pair: a finite binomial sum. */
static long double ratio_law(const oracle_record *r, double ratio, int outage) {
    long double sum = 0, whole = 0;
    int64_t s, d;
    oracle_record at = *r;
    at.only_falls = 0;
    for (s = 1; s < r->n; ++s) {
        for (d = 1; d <= r->n - s; ++d) {
            int64_t back = s + d;
            long double last = oracle_lasting(r, d - 1), pair, below, part;
            long double weight = !outage ? (back == r->n) : back < r->n ? last - oracle_lasting(r, d) : last;
            oracle_part inner = oracle_count(r, s, back), rest = oracle_count(r, 0, r->n);
            rest.blocks -= inner.blocks;
            rest.exposure -= inner.exposure;
            pair = weight * oracle_pair(&at, s, back);
            part = r->only_falls ? oracle_below(r, inner, rest) : 1;
            /* inner < ratio x outer: as if the inside had been watched for `ratio` times as long */
            at.prior = r->prior;
            inner.exposure =
                (inner.exposure + (long double)r->prior) * (long double)ratio - (long double)r->prior;
            below = oracle_below(r, inner, rest);
            sum += pair * below;
            whole += pair * part;
        }
    }
    return sum / whole;
}

/* 128 pairs stand for all: the ranks may be off by less than one part in 100. */
static void falls_have_the_ranks_they_should(void **state) {
    int64_t blocks[20], i;
    double exposure[20];
    int run;
    rng random = rng_seed(77);
    (void)state;
    for (run = 0; run < 24; ++run) {
        oracle_record r = {blocks, exposure, NULL, 20, run % 2, run / 2 % 2, 1 + run % 3, 8, 1, 2};
        hst_level_shift s;
        for (i = 0; i < 20; ++i) {
            exposure[i] = 1;
            blocks[i] = rng_poisson(&random, i >= 8 && i < (run % 5 < 2 ? 20 : 14) ? 4 : 12);
        }
        assert_status(tell(&s, &r, 0.8), HST_OK);
        assert_near_abs((double)ratio_law(&r, 1 - s.outage_fall.median, 1), 0.5, 0.01);
        assert_near_abs((double)ratio_law(&r, 1 - s.outage_fall.lower, 1), 0.9, 0.01);
        assert_near_abs((double)ratio_law(&r, 1 - s.outage_fall.upper, 1), 0.1, 0.01);
        assert_near_abs((double)ratio_law(&r, 1 - s.shift_fall.median, 0), 0.5, 0.01);
        assert_near_abs((double)ratio_law(&r, 1 - s.shift_fall.lower, 0), 0.9, 0.01);
        assert_near_abs((double)ratio_law(&r, 1 - s.shift_fall.upper, 0), 0.1, 0.01);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_records_are_as_defined),
        cmocka_unit_test(all_short_records_are_as_defined),
        cmocka_unit_test(falls_have_the_ranks_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
