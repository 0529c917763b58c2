/* Times of changes: the posterior against its definition in long double, and what an interval is. */
#include "support/support.h"

#include <math.h>

#include "hashstat/change.h"

enum { MOST = 48 };

static double x[MOST], exposure[MOST];

static hst_change_options of_model(int32_t model) {
    hst_change_options o;
    assert_status(hst_change_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.model = model;
    o.variance = model == HST_CHANGE_POISSON ? 0 : 0.7;
    return o;
}

static void times_of(hst_change_time *out, const hst_change_options *o, const hst_change_level *level,
                     int64_t levels, int64_t n) {
    size_t bytes = hst_change_work_size(n, 0);
    void *work = guarded_alloc(bytes);
    const double *e = o->model == HST_CHANGE_POISSON ? exposure : NULL;
    assert_status(hst_change_times(o, out, level, levels, x, e, n, work, bytes), HST_OK);
    guarded_free(work);
}

static int is_seen(const hst_change_options *o, int64_t i) {
    return !isnan(x[i]) && (o->model != HST_CHANGE_POISSON || (!isnan(exposure[i]) && exposure[i] > 0));
}

/* The log of the likelihood of one side, its level integrated over Jeffreys' prior. */
static long double side(const hst_change_options *o, int64_t from, int64_t to) {
    long double n = 0, total = 0, e = 0, squares = 0, mean;
    int64_t i;
    for (i = from; i < to; ++i) {
        if (is_seen(o, i)) {
            n += 1;
            total += x[i];
            e += o->model == HST_CHANGE_POISSON ? exposure[i] : 1;
        }
    }
    if (o->model == HST_CHANGE_POISSON) {
        return lgammal(total + 0.5L) - (total + 0.5L) * logl(e);
    }
    mean = total / n;
    for (i = from; i < to; ++i) {
        squares += is_seen(o, i) ? (x[i] - mean) * (x[i] - mean) : 0;
    }
    if (o->model == HST_CHANGE_MEAN) {
        return -squares / (2 * (long double)o->variance) - logl(n) / 2;
    }
    squares = fmaxl(squares, n * (long double)o->variance);
    return lgammal(n / 2) - logl(n) / 2 - n / 2 * logl(squares / 2);
}

/* P(the new level begins at index i), over all observed i inside the two segments. */
static void posterior(long double *p, const hst_change_options *o, const hst_change_level *level) {
    int64_t i, first = level[0].start;
    long double all = 0, most = -INFINITY;
    while (!is_seen(o, first)) {
        ++first;
    }
    for (i = 0; i < MOST; ++i) {
        p[i] = -INFINITY;
        if (i > first && i < level[1].end && is_seen(o, i)) {
            p[i] = side(o, level[0].start, i) + side(o, i, level[1].end);
            most = fmaxl(most, p[i]);
        }
    }
    for (i = 0; i < MOST; ++i) {
        p[i] = expl(p[i] - most);
        all += p[i];
    }
    for (i = 0; i < MOST; ++i) {
        p[i] /= all;
    }
}

static void require_time(const hst_change_time *when, const hst_change_options *o,
                         const hst_change_level *level) {
    long double p[MOST], inside = 0, most = 0;
    int64_t i, summit = 0;
    posterior(p, o, level);
    for (i = 0; i < MOST; ++i) {
        inside += i >= when->lower && i <= when->upper ? p[i] : 0;
        if (p[i] > most) {
            most = p[i];
            summit = i;
        }
    }
    assert_true(is_seen(o, when->index) && is_seen(o, when->lower) && is_seen(o, when->upper));
    assert_near(when->probability, (double)p[when->index], 1e-9);
    assert_near(when->mass, (double)inside, 1e-9);
    assert_true(when->mass >= o->level || inside > 1 - 1e-9L);
    assert_true(p[when->lower] > most * (1 - 1e-9L) || when->lower <= summit);
    assert_true(when->upper >= summit || p[when->upper] > most * (1 - 1e-9L));
    if (when->upper > when->lower) { /* one of its ends came last, and was needed */
        long double end = fmaxl(p[when->lower], p[when->upper]);
        assert_true(inside - end < o->level);
    }
}

static int64_t random_series(rng *r, const hst_change_options *o, hst_change_level *level) {
    int64_t first = 3 + (int64_t)rng_below(r, 15), second = first + 3 + (int64_t)rng_below(r, 15), i;
    int64_t n = second + 3 + (int64_t)rng_below(r, 10);
    for (i = 0; i < n; ++i) {
        double rate = i < first ? 8 : i < second ? 3 : 6;
        exposure[i] = 0.2 + rng_uniform(r);
        x[i] = o->model == HST_CHANGE_POISSON ? (double)rng_poisson(r, rate * exposure[i])
                                              : rate / 2 + rng_normal(r);
        if (i % 7 == 2) {
            x[i] = (double)NAN;
        }
    }
    x[first - 1] = x[second - 1] = x[n - 1] = 1; /* each segment has one */
    level[0].start = 0;
    level[0].end = level[1].start = first;
    level[1].end = level[2].start = second;
    level[2].end = n;
    return n;
}

static void posteriors_are_those_of_the_definition(void **unused) {
    rng r = rng_seed(1986);
    hst_change_level level[3] = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
    hst_change_time when[2];
    int turn;
    (void)unused;
    for (turn = 0; turn < 600; ++turn) {
        hst_change_options o = of_model(turn % 3);
        int64_t n = random_series(&r, &o, level);
        o.level = 0.5 + 0.499 * rng_uniform(&r);
        times_of(when, &o, level, 3, n);
        require_time(&when[0], &o, level);
        require_time(&when[1], &o, level + 1);
    }
}

static void a_step_of_a_hundredfold_has_one_time(void **unused) {
    hst_change_options o = of_model(HST_CHANGE_POISSON);
    hst_change_level level[2] = {{0, 4, 0, 0, 0, 0, 0, 0, 0, 0}, {5, 9, 0, 0, 0, 0, 0, 0, 0, 0}};
    hst_change_time when;
    int64_t i;
    (void)unused;
    for (i = 0; i < 9; ++i) {
        x[i] = i < 4 ? 1000 : 10;
        exposure[i] = i == 4 ? 0 : 1;
    }
    x[4] = 0;
    times_of(&when, &o, level, 2, 9);
    assert_true(when.index == 5 && when.lower == 5 && when.upper == 5);
    assert_near(when.probability, 1, 1e-12);
    assert_near(when.mass, 1, 1e-12);
}

/* Silence on both sides: a place weighs 1/sqrt(e1 e2). */
static void silence_says_nothing_but_its_lengths(void **unused) {
    hst_change_options o = of_model(HST_CHANGE_POISSON);
    hst_change_level level[2] = {{0, 2, 0, 0, 0, 0, 0, 0, 0, 0}, {2, 4, 0, 0, 0, 0, 0, 0, 0, 0}};
    hst_change_time when;
    double ends = 1 / sqrt(3), middle = 0.5;
    int64_t i;
    (void)unused;
    for (i = 0; i < 4; ++i) {
        x[i] = 0;
        exposure[i] = 1;
    }
    times_of(&when, &o, level, 2, 4);
    assert_near(when.probability, middle / (2 * ends + middle), 1e-12);
    assert_true(when.lower == 1 && when.upper == 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(posteriors_are_those_of_the_definition),
        cmocka_unit_test(a_step_of_a_hundredfold_has_one_time),
        cmocka_unit_test(silence_says_nothing_but_its_lengths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
