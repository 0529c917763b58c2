/* Timing: warm up once so that no first touch is timed, then take samples of at least a millisecond until a
 * third of a second is spent, and report their median and minimum. A mean would report the machine's
 * interruptions. */
#define _POSIX_C_SOURCE 199309L /* clock_gettime */

#include "bench.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_SAMPLES = 1001, LEAST_SAMPLES = 11, MOST_FLOORS = 64 };

#define SAMPLE_NS 1e6
#define CASE_NS 3e8

typedef struct timing {
    double median;
    double least;
    double check;
} timing;

typedef struct measured_floor {
    int copy;
    double bytes;
    double median;
} measured_floor;

static struct {
    int table, smoke, list;
    const char *filter;
    int rows, failures;
    measured_floor floors[MOST_FLOORS];
    int floor_count;
} run_state;

static double now_ns(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void usage(const char *program) {
    (void)fprintf(stderr, "usage: %s [--table] [--smoke] [--list] [--filter TEXT]\n", program);
    exit(2);
}

void bench_begin(int argc, char **argv) {
    int i;
    for (i = 1; i < argc; ++i) {
        if (strcmp(argv[i], "--table") == 0) {
            run_state.table = 1;
        } else if (strcmp(argv[i], "--smoke") == 0) {
            run_state.smoke = 1;
        } else if (strcmp(argv[i], "--list") == 0) {
            run_state.list = 1;
        } else if (strcmp(argv[i], "--filter") == 0 && i + 1 < argc) {
            run_state.filter = argv[++i];
        } else {
            usage(argv[0]);
        }
    }
    if (run_state.table && !run_state.list) {
        (void)printf("%-40s %-9s %9s %13s %13s %9s %8s %8s %6s  %s\n", "bench", "data", "n", "median ns",
                     "min ns", "ns/item", "GB/s", "x floor", "goal", "check");
    }
}

int bench_sizes(void) {
    return run_state.smoke || run_state.list ? 1 : 3;
}

int64_t bench_size(int index) {
    static const int64_t sizes[] = {1000, 100000, 10000000};
    return sizes[index];
}

int bench_wants(const char *name) {
    return run_state.filter == NULL || strstr(name, run_state.filter) != NULL;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int same_number(double a, double b) {
    return memcmp(&a, &b, sizeof a) == 0;
}

/* One sample: `repeats` runs in a row, possible only where nothing has to be rebuilt in between. */
static double sample_ns(bench_setup *setup, bench_run *run, void *context, int64_t repeats, timing *t) {
    double start, spent;
    int64_t i;
    if (setup != NULL) {
        setup(context);
    }
    start = now_ns();
    for (i = 0; i < repeats; ++i) {
        double check = run(context);
        if (!same_number(check, t->check)) {
            t->check = (double)NAN;
        }
    }
    spent = now_ns() - start;
    return spent / (double)repeats;
}

static timing time_runs(const char *name, bench_setup *setup, bench_run *run, void *context) {
    static double samples[MOST_SAMPLES];
    timing t = {0, 0, 0};
    double begun, once, check;
    int64_t repeats;
    int count = 0;
    if (setup != NULL) {
        setup(context);
    }
    t.check = check = run(context);
    once = sample_ns(setup, run, context, 1, &t);
    repeats =
        setup == NULL && once < SAMPLE_NS && !run_state.smoke ? (int64_t)(SAMPLE_NS / (once + 1)) + 1 : 1;
    begun = now_ns();
    do {
        samples[count++] = sample_ns(setup, run, context, repeats, &t);
    } while (!run_state.smoke && count < MOST_SAMPLES &&
             (count < LEAST_SAMPLES || now_ns() - begun < CASE_NS));
    if (!same_number(check, t.check)) {
        (void)fprintf(stderr, "%s: the check differs from run to run\n", name);
        ++run_state.failures;
    }
    qsort(samples, (size_t)count, sizeof samples[0], by_value);
    t.median = samples[count / 2];
    t.least = samples[0];
    return t;
}

/* What a row says beside its times. */
typedef struct row {
    const char *name;
    const char *data; /* "" where only one kind is used */
    int64_t n;
    double bytes;
    int copy;    /* whether the floor copies */
    double goal; /* times the floor; 0: none */
} row;

static void print_table_row(const row *r, timing t, double each, double speed, double ratio) {
    char goal[16] = "";
    if (r->goal > 0) {
        (void)snprintf(goal, sizeof goal, "%.2f", r->goal);
    }
    (void)printf("%-40s %-9s %9lld %13.0f %13.0f %9.3f %8.2f %8.2f %6s  %.6g\n", r->name, r->data,
                 (long long)r->n, t.median, t.least, each, speed, ratio, goal, t.check);
}

static void print_json_row(const row *r, timing t, double each, double speed, double ratio) {
    (void)printf("{\"bench\":\"%s\",\"data\":\"%s\",\"n\":%lld,\"median_ns\":%.1f,\"min_ns\":%.1f,"
                 "\"ns_per_item\":%.4f,\"gb_per_s\":%.4f,\"ratio_to_floor\":%.3f,",
                 r->name, r->data, (long long)r->n, t.median, t.least, each, speed, ratio);
    (void)(r->goal > 0 ? printf("\"goal\":%.3g,", r->goal) : printf("\"goal\":null,"));
    (void)(isfinite(t.check) ? printf("\"check\":%.17g}\n", t.check) : printf("\"check\":null}\n"));
}

static void print_row(const row *r, timing t, double floor_ns) {
    double each = t.median / (double)r->n, speed = r->bytes / t.median, ratio = t.median / floor_ns;
    (run_state.table ? print_table_row : print_json_row)(r, t, each, speed, ratio);
    (void)fflush(stdout);
    ++run_state.rows;
}

typedef struct floor_data {
    size_t words;
    uint64_t *from;
    uint64_t *to;
} floor_data;

/* Eight independent sums: one alone would wait for each addition. */
static double read_once(void *context) {
    const floor_data *d = context;
    uint64_t lane[8] = {0};
    uint64_t sum = 0;
    size_t i, k;
    for (i = 0; i + 8 <= d->words; i += 8) {
        for (k = 0; k < 8; ++k) {
            lane[k] += d->from[i + k];
        }
    }
    for (; i < d->words; ++i) {
        sum += d->from[i];
    }
    for (k = 0; k < 8; ++k) {
        sum += lane[k];
    }
    return (double)(sum >> 11);
}

static double copy_once(void *context) {
    const floor_data *d = context;
    memcpy(d->to, d->from, d->words * sizeof *d->to);
    return (double)(d->to[0] >> 11) + (double)(d->to[d->words - 1] >> 11);
}

static uint64_t *random_words(size_t count) {
    uint64_t *words = bench_room((int64_t)count, sizeof *words);
    rng r = rng_seed(count);
    size_t i;
    for (i = 0; i < count; ++i) {
        words[i] = rng_next(&r);
    }
    return words;
}

/* The median of the floor for that many bytes; timed and printed the first time it is asked for. */
static double floor_of(int copy, int64_t n, double bytes) {
    floor_data d;
    timing t;
    char name[64];
    row r = {name, "", n, bytes, copy, 0};
    int i;
    for (i = 0; i < run_state.floor_count; ++i) {
        if (run_state.floors[i].copy == copy && same_number(run_state.floors[i].bytes, bytes)) {
            return run_state.floors[i].median;
        }
    }
    d.words = (size_t)(bytes / sizeof *d.from) + 1;
    d.from = random_words(d.words);
    d.to = copy ? random_words(d.words) : NULL;
    (void)snprintf(name, sizeof name, "floor_%s_%.3gB", copy ? "copy" : "read", bytes / (double)n);
    t = time_runs(name, NULL, copy ? copy_once : read_once, &d);
    free(d.from);
    free(d.to);
    if (run_state.floor_count < MOST_FLOORS) {
        measured_floor *f = &run_state.floors[run_state.floor_count++];
        f->copy = copy;
        f->bytes = bytes;
        f->median = t.median;
    }
    print_row(&r, t, t.median);
    return t.median;
}

static void run_row(const row *r, bench_setup *setup, bench_run *run, void *context) {
    double floor_ns;
    if (!bench_wants(r->name)) {
        return;
    }
    if (run_state.list) {
        (void)printf("%s\n", r->name);
        ++run_state.rows;
        return;
    }
    floor_ns = floor_of(r->copy, r->n, r->bytes);
    print_row(r, time_runs(r->name, setup, run, context), floor_ns);
}

void bench_case(const char *name, int64_t n, double bytes, bench_setup *setup, bench_run *run,
                void *context) {
    row r = {name, "", n, bytes, 0, 0};
    run_row(&r, setup, run, context);
}

void bench_case_goal(const char *name, int64_t n, double bytes, double goal, bench_run *run, void *context) {
    row r = {name, "", n, bytes, 0, goal};
    run_row(&r, NULL, run, context);
}

void bench_case_copy(const char *name, int64_t n, double bytes, bench_setup *setup, bench_run *run,
                     void *context) {
    row r = {name, "", n, bytes, 1, 0};
    run_row(&r, setup, run, context);
}

void bench_series_case(const bench_plan *plan) {
    int kinds = run_state.smoke || run_state.list || plan->ordinary_only ? 1 : BENCH_KINDS;
    int size;
    int kind;
    for (size = 0; size < bench_sizes() && bench_wants(plan->name); ++size) {
        for (kind = 0; kind < kinds; ++kind) {
            bench_series s = bench_series_make(kind, bench_size(size));
            row r = {plan->name, bench_kind_name(kind), s.n, plan->bytes * (double)s.n, plan->copy, 0};
            r.goal = size == 1 ? plan->goal_cache : size == 2 ? plan->goal_memory : 0;
            s.extra = plan->extra;
            if (plan->prepare != NULL) {
                plan->prepare(&s);
            }
            run_row(&r, NULL, plan->run, &s);
            bench_series_free(&s);
        }
    }
}

void *bench_room(int64_t count, size_t each) {
    void *p = calloc((size_t)count, each);
    if (p == NULL) {
        (void)fprintf(stderr, "no memory for %lld items\n", (long long)count);
        exit(1);
    }
    return p;
}

int bench_end(void) {
    if (run_state.rows == 0 && run_state.filter == NULL) {
        (void)fprintf(stderr, "no case ran\n");
        return 1;
    }
    return run_state.failures != 0;
}
