/* Shares: intervals of one count, of 20 pools at once, 100 countries from the blocks of 20 pools, months on a
 * grid of days and of hours, and a change split in two. */
#include <stdlib.h>

#include "bench.h"
#include "hashstat/share.h"

enum { POOLS = 20, COUNTRIES = 100, MONTHS = 120, DAYS = 30, HOURS = 720 };

typedef hst_status interval_call(hst_interval *out, int64_t k, int64_t n, double level);
typedef hst_status pools_call(hst_interval *out, const int64_t *blocks, int32_t pools, double level);

typedef struct method {
    const char *name;
    interval_call *call;
} method;

static const method METHODS[] = {
    {"share_interval_exact", hst_share_interval_exact},
    {"share_interval_midp", hst_share_interval_midp},
    {"share_interval_jeffreys", hst_share_interval_jeffreys},
    {"share_interval_wilson", hst_share_interval_wilson},
};

typedef struct pools_method {
    const char *name;
    pools_call *call;
    int64_t blocks[POOLS];
} pools_method;

static double run_interval(void *context) {
    const method *m = context;
    hst_interval out = {0, 0};
    (void)m->call(&out, 182, 1008, 0.95);
    return out.lower + out.upper;
}

static double run_pools(void *context) {
    const pools_method *m = context;
    hst_interval out[POOLS] = {{0, 0}};
    double sum = 0;
    int i;
    (void)m->call(out, m->blocks, POOLS, 0.95);
    for (i = 0; i < POOLS; ++i) {
        sum += out[i].lower + out[i].upper;
    }
    return sum;
}

static void bench_pools(const char *name, pools_call *call) {
    pools_method m;
    rng random = rng_seed(3);
    double size = 200;
    int i;
    m.name = name;
    m.call = call;
    for (i = 0; i < POOLS; ++i, size *= 0.8) {
        m.blocks[i] = rng_poisson(&random, size);
    }
    bench_case(name, POOLS, sizeof m.blocks, NULL, run_pools, &m);
}

typedef struct nation {
    int64_t blocks[POOLS];
    double mix[POOLS * COUNTRIES];
    uint32_t flags;
} nation;

static nation make_nation(uint32_t flags) {
    rng random = rng_seed(20220105);
    nation w;
    int p, c;
    w.flags = flags;
    for (p = 0; p < POOLS; ++p) {
        double left = 1;
        w.blocks[p] = rng_poisson(&random, 50);
        for (c = 0; c + 1 < COUNTRIES; ++c) {
            w.mix[p * COUNTRIES + c] = left * 0.05 * rng_uniform(&random);
            left -= w.mix[p * COUNTRIES + c];
        }
        w.mix[p * COUNTRIES + c] = left;
    }
    return w;
}

static double run_national(void *context) {
    const nation *w = context;
    hst_share_country out[COUNTRIES] = {{{0, 0, 0}, 0, 0}};
    double unlocated = 0, sum = 0;
    int c;
    (void)hst_share_national(out, &unlocated, w->blocks, w->mix, POOLS, COUNTRIES, 0, w->flags, 0.95);
    for (c = 0; c < COUNTRIES; ++c) {
        sum += out[c].share.lower + out[c].share.upper + out[c].most;
    }
    return sum + unlocated;
}

typedef struct months {
    double *x, *out;
    void *work;
    int64_t cells[MONTHS], all;
} months;

static months make_months(int64_t each) {
    rng random = rng_seed(9);
    months m;
    int64_t i;
    m.all = MONTHS * each;
    m.x = bench_room(COUNTRIES * MONTHS, sizeof *m.x);
    m.out = bench_room(COUNTRIES * m.all, sizeof *m.out);
    m.work = bench_room(1, hst_share_refine_work_size(MONTHS));
    for (i = 0; i < COUNTRIES * MONTHS; ++i) {
        m.x[i] = 0.3 + 0.1 * rng_uniform(&random);
    }
    for (i = 0; i < MONTHS; ++i) {
        m.cells[i] = each;
    }
    return m;
}

static void free_months(months *m) {
    free(m->x);
    free(m->out);
    free(m->work);
}

static double run_step(void *context) {
    months *m = context;
    (void)hst_share_refine_step(m->out, m->x, m->cells, COUNTRIES, MONTHS);
    return m->out[0] + m->out[COUNTRIES * m->all - 1];
}

static double run_smooth(void *context) {
    months *m = context;
    (void)hst_share_refine_smooth(m->out, m->work, hst_share_refine_work_size(MONTHS), m->x, m->cells,
                                  COUNTRIES, MONTHS);
    return m->out[0] + m->out[COUNTRIES * m->all - 1];
}

static void bench_refine(const char *name, bench_run *run, int64_t each) {
    if (bench_wants(name)) {
        months m = make_months(each);
        bench_case_copy(name, COUNTRIES * m.all, 8.0 * COUNTRIES * (double)m.all, NULL, run, &m);
        free_months(&m);
    }
}

static double run_change(void *context) {
    const hst_share_value *v = context;
    hst_share_change out = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}, 0, 0};
    (void)hst_share_change_split(&out, &v[0], &v[1], &v[2]);
    return out.own.lower + out.own.upper + out.rest.upper;
}

int main(int argc, char **argv) {
    hst_share_value dates[3] = {{0.3, 0.27, 0.34}, {0.2, 0.18, 0.23}, {0.8, 0.7, 0.9}};
    nation plain = make_nation(0), flagged = make_nation(HST_SHARE_NORMALISE);
    int i;
    bench_begin(argc, argv);
    for (i = 0; i < 4; ++i) {
        method m = METHODS[i];
        bench_case(m.name, 1, 16, NULL, run_interval, &m);
    }
    bench_pools("share_pools_bonferroni_20", hst_share_pools_bonferroni);
    bench_pools("share_pools_goodman_20", hst_share_pools_goodman);
    bench_pools("share_pools_sison_glaz_20", hst_share_pools_sison_glaz);
    bench_case("share_national_20x100", COUNTRIES, sizeof plain.mix, NULL, run_national, &plain);
    bench_case("share_national_20x100_normalised", COUNTRIES, sizeof flagged.mix, NULL, run_national,
               &flagged);
    bench_refine("share_refine_step_days", run_step, DAYS);
    bench_refine("share_refine_smooth_days", run_smooth, DAYS);
    bench_refine("share_refine_smooth_hours", run_smooth, HOURS);
    bench_case("share_change_split", 1, sizeof dates, NULL, run_change, dates);
    return bench_end();
}
