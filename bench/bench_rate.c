/* Rates: one interval, one comparison, one power. These are arithmetic on a few numbers, so the floor
 * (reading the counts) is far away and what counts is ns_per_item. Counts are Poisson around the mean that
 * the name says, none like the one before. Only the dispersion test is a pass over data, and takes the three
 * sizes. */
#include <math.h>
#include <stdlib.h>

#include "bench.h"
#include "hashstat/rate.h"

enum { MANY = 1000, FEW = 10 };

typedef struct windows {
    int64_t *first, *second;
    double *exposure;
    int64_t n;
    double mean;
} windows;

static windows make_windows(int64_t n, double mean) {
    rng r = rng_seed(1);
    windows w;
    int64_t i;
    w.first = bench_room(n, sizeof *w.first);
    w.second = bench_room(n, sizeof *w.second);
    w.exposure = bench_room(n, sizeof *w.exposure);
    w.n = n;
    w.mean = mean;
    for (i = 0; i < n; ++i) {
        w.exposure[i] = 0.5 + rng_uniform(&r);
        w.first[i] = rng_poisson(&r, mean * w.exposure[i]);
        w.second[i] = rng_poisson(&r, mean);
    }
    return w;
}

static void free_windows(windows *w) {
    free(w->first);
    free(w->second);
    free(w->exposure);
}

typedef hst_status interval_of(hst_interval *, int64_t, double, double);

static double ends_of(const windows *w, interval_of *interval) {
    double check = 0;
    int64_t i;
    for (i = 0; i < w->n; ++i) {
        hst_interval ends;
        (void)interval(&ends, w->first[i], w->exposure[i], 0.95);
        check += ends.upper - ends.lower;
    }
    return check;
}

static double exact(void *context) {
    return ends_of(context, hst_rate_interval_exact);
}

static double midp(void *context) {
    return ends_of(context, hst_rate_interval_midp);
}

static double jeffreys(void *context) {
    return ends_of(context, hst_rate_interval_jeffreys);
}

static double score(void *context) {
    return ends_of(context, hst_rate_interval_score);
}

static double fixed_count(void *context) {
    return ends_of(context, hst_rate_fixed_count_interval);
}

static double ratio_exact(void *context) {
    const windows *w = context;
    double check = 0;
    int64_t i;
    for (i = 0; i < w->n; ++i) {
        hst_rate_comparison c;
        (void)hst_rate_ratio_exact(&c, w->first[i], w->exposure[i], w->second[i], 1, 1, 0.95);
        check += c.upper - c.lower + c.p;
    }
    return check;
}

static double ratio_midp(void *context) {
    const windows *w = context;
    double check = 0;
    int64_t i;
    for (i = 0; i < w->n; ++i) {
        hst_rate_comparison c;
        (void)hst_rate_ratio_midp(&c, w->first[i], w->exposure[i], w->second[i], 1, 1, 0.95);
        check += c.upper - c.lower + c.p;
    }
    return check;
}

static double minlike(void *context) {
    const windows *w = context;
    double check = 0, p;
    int64_t i;
    for (i = 0; i < w->n; ++i) {
        (void)hst_rate_ratio_p_minlike(&p, w->first[i], w->exposure[i], w->second[i], 1, 1);
        check += p;
    }
    return check;
}

static double power(void *context) {
    const windows *w = context;
    double check = 0, p;
    int64_t i;
    for (i = 0; i < w->n; ++i) {
        (void)hst_rate_power(&p, 14 * w->mean, w->mean * w->exposure[i], 2 / sqrt(w->mean), 0.05);
        check += p;
    }
    return check;
}

static double luck(void *context) {
    const windows *w = context;
    double check = 0, p;
    int64_t i;
    for (i = 0; i < w->n; ++i) {
        (void)hst_rate_luck_fall(&p, w->mean, w->mean, w->exposure[i] / sqrt(w->mean));
        check += p;
    }
    return check;
}

static double detectable_fall(void *context) {
    const windows *w = context;
    double check = 0, fall;
    int64_t i;
    for (i = 0; i < w->n; ++i) {
        (void)hst_rate_detectable_fall(&fall, 14 * w->mean, w->mean * w->exposure[i], 0.05, 0.8);
        check += fall;
    }
    return check;
}

static double time_to_detect(void *context) {
    const windows *w = context;
    double check = 0, time;
    int64_t i;
    for (i = 0; i < w->n; ++i) {
        (void)hst_rate_time_to_detect(&time, 14 * w->mean, w->mean, 0.1 + 0.1 * w->exposure[i], 0.05, 0.8);
        check += time;
    }
    return check;
}

static double dispersion(void *context) {
    const windows *w = context;
    hst_rate_dispersion d;
    (void)hst_rate_dispersion_test(&d, w->first, w->exposure, w->n);
    return d.chi2;
}

typedef struct task {
    const char *name;
    bench_run *run;
    int64_t n;
    double mean;
} task;

int main(int argc, char **argv) {
    static const task tasks[] = {
        {"rate_interval_exact_144", exact, MANY, 144},
        {"rate_interval_exact_1e6", exact, MANY, 1e6},
        {"rate_interval_exact_1e9", exact, MANY, 1e9},
        {"rate_interval_midp_144", midp, MANY, 144},
        {"rate_interval_midp_1e6", midp, MANY, 1e6},
        {"rate_interval_jeffreys_144", jeffreys, MANY, 144},
        {"rate_interval_score_144", score, MANY, 144},
        {"rate_fixed_count_interval_144", fixed_count, MANY, 144},
        {"rate_ratio_exact_144", ratio_exact, MANY, 144},
        {"rate_ratio_exact_1e6", ratio_exact, MANY, 1e6},
        {"rate_ratio_midp_144", ratio_midp, MANY, 144},
        {"rate_ratio_p_minlike_144", minlike, MANY, 144},
        {"rate_luck_fall_144", luck, MANY, 144},
        {"rate_luck_fall_1e6", luck, FEW, 1e6},
        {"rate_power_144", power, MANY, 144},
        {"rate_power_1e6", power, FEW, 1e6},
        {"rate_detectable_fall_144", detectable_fall, FEW, 144},
        {"rate_time_to_detect_144", time_to_detect, FEW, 144},
    };
    size_t i;
    int size;
    bench_begin(argc, argv);
    for (i = 0; i < sizeof tasks / sizeof *tasks; ++i) {
        if (bench_wants(tasks[i].name)) {
            windows w = make_windows(tasks[i].n, tasks[i].mean);
            bench_case(tasks[i].name, w.n, 16.0 * (double)w.n, NULL, tasks[i].run, &w);
            free_windows(&w);
        }
    }
    for (size = 0; size < bench_sizes() && bench_wants("rate_dispersion_test"); ++size) {
        windows w = make_windows(bench_size(size), 144);
        bench_case("rate_dispersion_test", w.n, 16.0 * (double)w.n, NULL, dispersion, &w);
        free_windows(&w);
    }
    return bench_end();
}
