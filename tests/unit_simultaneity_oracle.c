/* Simultaneity against its definition: all short series, hundreds of random ones, blocks with gaps. */
#include <stdlib.h>

#include "hashstat/simultaneity.h"
#include "oracle/simultaneity.h"
#include "support/support.h"

enum { SERIES = 4, SAMPLES = 12 };

/* Answers from memory that ends where no page follows. */
static hst_status search(hst_simultaneity *out, int32_t *part, const oracle_marks *m, int64_t period,
                         int64_t first) {
    hst_simultaneity_options o;
    hst_status status;
    size_t bytes = 0;
    void *work;
    assert_status(hst_simultaneity_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.period = period;
    o.exact = 1000000000;
    assert_status(hst_simultaneity_work_size(&bytes, m->series, m->n), HST_OK);
    work = guarded_alloc(bytes);
    status = first < 0 ? hst_simultaneity_most(&o, out, part, m->mark, m->group, m->series, m->n, m->width,
                                               work, bytes)
                       : hst_simultaneity_at(&o, out, part, m->mark, m->group, m->series, m->n, m->width,
                                             first, work, bytes);
    guarded_free(work);
    return status;
}

static void assert_part(const int32_t *part, const oracle_marks *m, int64_t first) {
    int64_t from = first < 0 ? 0 : first, until = first < 0 ? m->n : first + m->width, s, i;
    for (s = 0; s < m->series; ++s) {
        int32_t expected = -1;
        for (i = from; oracle_group(m, s) >= 0 && i < until; ++i) {
            expected = m->mark[s * m->n + i] > expected ? m->mark[s * m->n + i] : expected;
        }
        assert_int_equal(part[s], first < 0 && expected > 0 ? 0 : expected); /* outside all windows */
    }
}

static void assert_together(const hst_simultaneity *a, const oracle_together *b, const oracle_marks *m) {
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->groups, b->groups);
    assert_int_equal(a->series, b->series);
    assert_int_equal(a->watched, b->watched);
    assert_int_equal(a->first, b->first);
    assert_int_equal(a->last, b->first < 0 ? -1 : b->first + m->width - 1);
    assert_int_equal(a->earliest, b->earliest);
    assert_int_equal(a->latest, b->latest);
    assert_int_equal(a->exact, 1);
    assert_near(a->p, b->p, 1e-14);
    assert_near(a->expected, b->expected, 1e-14);
    assert_near(a->coverage, b->coverage, 1e-15);
    assert_same_bits(a->p_lower, a->p);
    assert_same_bits(a->p_upper, a->p);
}

static void compare_search(const oracle_marks *m, int64_t period) {
    int32_t part[SERIES];
    hst_simultaneity out;
    oracle_together expected;
    int there = oracle_search(&expected, m, period);
    assert_status(search(&out, part, m, period, -1), there ? HST_OK : HST_EEMPTY);
    if (there) {
        assert_together(&out, &expected, m);
        assert_part(part, m, expected.first);
    }
}

static void compare_window(const oracle_marks *m, int64_t period, int64_t first) {
    int32_t part[SERIES];
    hst_simultaneity out;
    oracle_together expected;
    int there = oracle_known_window(&expected, m, period, first);
    assert_status(search(&out, part, m, period, first), there ? HST_OK : HST_EEMPTY);
    if (there) {
        assert_together(&out, &expected, m);
        assert_part(part, m, first);
        assert_int_equal(out.turns, expected.windows);
    }
}

static void compare_all(oracle_marks *m) {
    int64_t period, first;
    for (m->width = 1; m->width <= m->n + 1; ++m->width) {
        for (period = 1; period <= 2; ++period) {
            compare_search(m, period);
            for (first = 0; first + m->width <= m->n; ++first) {
                compare_window(m, period, first);
            }
        }
    }
}

static void all_short_pairs_agree_with_the_definition(void **state) {
    static const int32_t groups[3][2] = {{0, 1}, {1, 1}, {1, -1}};
    int32_t mark[8];
    int64_t n, code, k, g, codes;
    (void)state;
    for (n = 1; n <= 4; ++n) {
        for (codes = 1, k = 0; k < 2 * n; ++k) {
            codes *= 3;
        }
        for (code = 0; code < codes; ++code) {
            int64_t rest = code;
            oracle_marks m = {mark, NULL, 2, n, 1};
            for (k = 0; k < 2 * n; ++k, rest /= 3) {
                mark[k] = (int32_t)(rest % 3) - 1;
            }
            g = code % 4;
            m.group = g < 3 ? groups[g] : NULL;
            compare_all(&m);
        }
    }
}

static void all_single_series_up_to_six_agree(void **state) {
    int32_t mark[6];
    int64_t n, code, k, codes;
    (void)state;
    for (n = 1, codes = 3; n <= 6; ++n, codes *= 3) {
        for (code = 0; code < codes; ++code) {
            int64_t rest = code;
            oracle_marks m = {mark, NULL, 1, n, 1};
            for (k = 0; k < n; ++k, rest /= 3) {
                mark[k] = (int32_t)(rest % 3) - 1;
            }
            compare_all(&m);
        }
    }
}

static void random_marks(int32_t *mark, int64_t n, rng *r) {
    uint64_t rare = 2 + rng_below(r, 6);
    int64_t i;
    for (i = 0; i < n; ++i) {
        mark[i] = rng_below(r, 10) == 0 ? -1 : rng_below(r, rare) == 0;
    }
}

static void random_series_agree_with_the_definition(void **state) {
    rng r = rng_seed(105);
    int32_t mark[SERIES * SAMPLES], group[SERIES];
    int64_t k, s;
    (void)state;
    for (k = 0; k < 1500; ++k) {
        int64_t period = 1 + (int64_t)rng_below(&r, 4);
        oracle_marks m = {mark, group, 1 + (int64_t)rng_below(&r, SERIES), 0, 0};
        m.n = 1 + (int64_t)rng_below(&r, m.series > 3 ? 7 : SAMPLES);
        m.width = 1 + (int64_t)rng_below(&r, (uint64_t)m.n);
        random_marks(mark, m.series * m.n, &r);
        for (s = 0; s < m.series; ++s) {
            group[s] = rng_below(&r, 8) == 0 ? -1 : (int32_t)rng_below(&r, (uint64_t)m.series);
        }
        m.group = rng_below(&r, 3) == 0 ? NULL : group;
        compare_search(&m, period);
        compare_window(&m, period, (int64_t)rng_below(&r, (uint64_t)(m.n - m.width + 1)));
    }
}

/* ---- blocks ---- */

enum { POOLS = 3, BINS = 14 };

typedef struct blocks {
    int64_t count[POOLS * BINS];
    double exposure[BINS];
    int32_t group[POOLS];
} blocks;

static oracle_blocks random_blocks(blocks *b, rng *r) {
    oracle_blocks o = {b->count, b->exposure, NULL, 0, 0, 0, 0};
    double mean = rng_below(r, 2) ? 0.7 : 8;
    int64_t i, k;
    o.pools = 1 + (int64_t)rng_below(r, POOLS);
    o.bins = 4 + (int64_t)rng_below(r, BINS - 3);
    o.before = 1 + (int64_t)rng_below(r, 3);
    o.after = 1 + (int64_t)rng_below(r, 3);
    for (i = 0; i < o.bins; ++i) {
        uint64_t kind = rng_below(r, 10);
        b->exposure[i] = kind == 0 ? (double)NAN : kind == 1 ? 0 : 1 + 0.25 * (double)rng_below(r, 3);
    }
    for (k = 0; k < o.pools * o.bins; ++k) {
        double e = b->exposure[k % o.bins];
        b->count[k] = e <= 0 ? 0 : rng_poisson(r, k % o.bins > o.bins / 2 ? mean / 3 : mean);
    }
    for (k = 0; k < o.pools; ++k) {
        b->group[k] = rng_below(r, 8) == 0 ? -1 : (int32_t)rng_below(r, (uint64_t)o.pools);
    }
    o.group = rng_below(r, 2) ? b->group : NULL;
    return o;
}

static void marks_from_blocks_agree_with_summed_masses(void **state) {
    rng r = rng_seed(106);
    blocks b;
    double p[POOLS * BINS], expected[BINS];
    int32_t mark[POOLS * BINS];
    int64_t run, k, t;
    (void)state;
    for (run = 0; run < 600; ++run) {
        oracle_blocks o = random_blocks(&b, &r);
        double alpha = rng_below(&r, 2) ? 0.05 : 0.4;
        int half = (int)rng_below(&r, 2);
        assert_status(hst_simultaneity_falls(mark, p, b.count, b.exposure, o.pools, o.bins, o.before, o.after,
                                             alpha, half ? HST_SIMULTANEITY_MIDP : 0),
                      HST_OK);
        for (k = 0; k < o.pools; ++k) {
            for (t = 0; t < o.bins; ++t) {
                expected[t] = oracle_fall_p(&o, k, t, half);
                if (isnan(expected[t])) {
                    assert_is_nan(p[k * o.bins + t]);
                } else {
                    assert_near(p[k * o.bins + t], expected[t], 1e-12);
                }
            }
            for (t = 0; t < o.bins; ++t) {
                assert_int_equal(mark[k * o.bins + t], oracle_mark(p + k * o.bins, o.bins, t, alpha));
            }
        }
    }
}

/* Pools and bins that the answer should speak of, or nothing. */
static int can_answer(const oracle_blocks *o, int64_t period) {
    int64_t places = o->bins - o->before - o->after + 1, t, k, n;
    long double e1, e2;
    int seen = 0, any = 0;
    for (k = 0; k < o->pools; ++k) {
        any |= o->group == NULL || o->group[k] >= 0;
    }
    for (t = 0; t < (places > 0 ? places - places % period : 0); ++t) {
        oracle_side(o, 0, t, t + o->before, &n, &e1);
        oracle_side(o, 0, t + o->before, t + o->before + o->after, &n, &e2);
        seen |= e1 > 0 && e2 > 0;
    }
    return seen && any;
}

/* At a bin, or where it is largest. */
static hst_status common(hst_simultaneity_fall *out, double *part, const oracle_blocks *o, int64_t period,
                         int64_t first) {
    hst_simultaneity_options options;
    hst_status status;
    size_t bytes = 0;
    void *work;
    assert_status(hst_simultaneity_options_init(&options, (uint32_t)sizeof options), HST_OK);
    options.period = period;
    assert_status(hst_simultaneity_common_work_size(&bytes, o->pools, o->bins), HST_OK);
    work = guarded_alloc(bytes);
    status = first < 0
                 ? hst_simultaneity_common(&options, out, part, o->count, o->exposure, o->group, o->pools,
                                           o->bins, o->before, o->after, work, bytes)
                 : hst_simultaneity_common_at(&options, out, part, o->count, o->exposure, o->group, o->pools,
                                              o->bins, o->before, o->after, first, work, bytes);
    guarded_free(work);
    return status;
}

/* What is said of the bin found. */
static void assert_sides(const hst_simultaneity_fall *out, const oracle_blocks *o, const oracle_common *c) {
    int64_t before = 0, after = 0, groups = 0, k, n1, n2;
    long double e1 = 0, e2 = 0;
    for (k = 0; k < o->pools; ++k) {
        groups += c->ratio[k] > 0;
        oracle_side(o, k, c->first - o->before, c->first, &n1, &e1);
        oracle_side(o, k, c->first, c->first + o->after, &n2, &e2);
        if (o->group == NULL || o->group[k] >= 0) {
            before += n1;
            after += n2;
        }
    }
    assert_int_equal(out->groups, groups);
    assert_int_equal(out->before, before);
    assert_int_equal(out->after, after);
    assert_near(out->exposure_before, (double)e1, 1e-15);
    assert_near(out->exposure_after, (double)e2, 1e-15);
    if (before > 0 && e2 > 0) {
        assert_near_abs(out->fall, (double)(1 - after / e2 * e1 / before), 1e-13);
    } else {
        assert_is_nan(out->fall);
    }
}

static void assert_common(const hst_simultaneity_fall *out, const double *part, const oracle_blocks *o,
                          const oracle_common *c) {
    int64_t k;
    assert_near(out->statistic * 1048576, (double)c->statistic, 1e-15);
    assert_int_equal(out->first, c->first);
    assert_int_equal(out->exact, 1);
    assert_near(out->p, c->p, 1e-14);
    assert_near(out->expected, c->expected, 1e-12);
    for (k = 0; k < o->pools; ++k) {
        int64_t g = o->group == NULL ? k : o->group[k];
        if (g < 0) {
            assert_is_nan(part[k]);
        } else {
            assert_near(part[k] * 1048576, (double)c->ratio[g], 1e-15);
        }
    }
    if (c->first >= 0) {
        assert_sides(out, o, c);
    } else {
        assert_is_nan(out->fall);
    }
}

static void common_falls_agree_with_the_definition(void **state) {
    rng r = rng_seed(107);
    blocks b;
    int64_t run;
    (void)state;
    for (run = 0; run < 1000; ++run) {
        oracle_blocks o = random_blocks(&b, &r);
        int64_t period = 1 + (int64_t)rng_below(&r, 3);
        hst_simultaneity_fall out;
        double part[POOLS];
        oracle_common c;
        if (!can_answer(&o, period)) {
            assert_status(common(&out, part, &o, period, -1), HST_EEMPTY);
            continue;
        }
        c = oracle_common_fall(&o, period);
        assert_status(common(&out, part, &o, period, -1), HST_OK);
        assert_common(&out, part, &o, &c);
    }
}

static void a_fall_at_a_known_bin_agrees_with_the_definition(void **state) {
    rng r = rng_seed(108);
    blocks b;
    int64_t run;
    (void)state;
    for (run = 0; run < 1000; ++run) {
        oracle_blocks o = random_blocks(&b, &r);
        int64_t period = 1 + (int64_t)rng_below(&r, 3), places = o.bins - o.before - o.after + 1;
        int64_t first = o.before + (places > 0 ? (int64_t)rng_below(&r, (uint64_t)places) : 0);
        hst_simultaneity_fall out;
        double part[POOLS];
        oracle_common c;
        if (!can_answer(&o, 1)) {
            assert_status(common(&out, part, &o, period, first), HST_EEMPTY);
            continue;
        }
        c = oracle_common_at(&o, period, first);
        assert_status(common(&out, part, &o, period, first), HST_OK);
        assert_common(&out, part, &o, &c);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_short_pairs_agree_with_the_definition),
        cmocka_unit_test(all_single_series_up_to_six_agree),
        cmocka_unit_test(random_series_agree_with_the_definition),
        cmocka_unit_test(marks_from_blocks_agree_with_summed_masses),
        cmocka_unit_test(common_falls_agree_with_the_definition),
        cmocka_unit_test(a_fall_at_a_known_bin_agrees_with_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
