/* Blocks by pool and window, and from them all measures, their ranges, and the places of the pools. */
#include "concentration_figures.h"
#include "program.h"
#include "time_text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_WINDOWS = 10000 };

static int repair(concentration_figures *f, const blocks *b, fault *why) {
    f->time = program_allocate(b->count, sizeof *f->time, why);
    return f->time && program_good(hst_hashrate_repair_running_max(f->time, &f->repair, b->time, b->count),
                                   "hst_hashrate_repair_running_max", why);
}

/* The months of the record, the first and the last as far as it covers them. */
static int months(concentration_figures *f, const blocks *b, fault *why) {
    moment first = time_moment(f->time[0]), last = time_moment(f->time[b->count - 1]);
    f->windows = 12 * (last.year - first.year) + last.month - first.month + 1;
    f->edge = program_allocate(f->windows + 1, sizeof *f->edge, why);
    return f->edge && program_good(hst_series_months(f->edge, f->windows, (int32_t)first.year, first.month),
                                   "hst_series_months", why);
}

/* Whole windows from the first block on. */
static int lengths(concentration_figures *f, int64_t every, const blocks *b, fault *why) {
    f->windows = (f->time[b->count - 1] - f->time[0]) / every;
    if (f->windows < 1 || f->windows > MOST_WINDOWS) {
        fault_set(why, 0, "the record makes no whole window of %lld s, or more than %d", (long long)every,
                  (int)MOST_WINDOWS);
        return 0;
    }
    f->edge = program_allocate(f->windows + 1, sizeof *f->edge, why);
    for (int64_t i = 0; f->edge && i <= f->windows; i++) {
        f->edge[i] = f->time[0] + i * every;
    }
    return f->edge != NULL;
}

/* The first block of a record opens the watch and counts in no window. */
static int count(concentration_figures *f, const blocks *b, fault *why) {
    double *exposure = program_allocate(f->windows, sizeof *exposure, why);
    f->blocks = program_allocate(f->windows, sizeof *f->blocks, why);
    f->seconds = program_allocate(f->windows, sizeof *f->seconds, why);
    f->by_pool = program_allocate(f->windows * b->pools, sizeof *f->by_pool, why);
    int done =
        exposure && f->blocks && f->seconds && f->by_pool &&
        program_good(hst_hashrate_count_edges(f->blocks, exposure, f->seconds, f->by_pool, f->edge,
                                              f->windows, f->time, b->work, b->pool, b->count, b->pools),
                     "hst_hashrate_count_edges", why);
    free(exposure);
    return done;
}

static int ranks(concentration_figures *f, double level, const blocks *b, void *work, size_t bytes,
                 fault *why) {
    for (int64_t i = 0; i < f->windows; i++) {
        if (!program_good(hst_concentration_ranks(f->rank + i * b->pools, f->by_pool + i * b->pools, b->pools,
                                                  level, work, bytes),
                          "hst_concentration_ranks", why)) {
            return 0;
        }
    }
    return 1;
}

static int measure(concentration_figures *f, const concentration_options *o, const blocks *b, fault *why) {
    hst_concentration_options asked;
    size_t bytes = hst_concentration_work_size(b->pools);
    void *work = program_allocate((int64_t)bytes, 1, why);
    f->measure = program_allocate(f->windows, sizeof *f->measure, why);
    f->range = program_allocate(f->windows, sizeof *f->range, why);
    f->rank = program_allocate(f->windows * b->pools, sizeof *f->rank, why);
    int done = work && f->measure && f->range && f->rank &&
               program_good(hst_concentration_options_init(&asked, sizeof asked),
                            "hst_concentration_options_init", why);
    if (done) {
        asked.threshold = o->threshold;
        asked.level = o->level;
        done = program_good(hst_concentration_measure_grid(&asked, f->measure, f->range, f->by_pool,
                                                           f->blocks, f->windows, b->pools, work, bytes),
                            "hst_concentration_measure_grid", why) &&
               ranks(f, o->level, b, work, bytes, why);
    }
    free(work);
    return done;
}

typedef struct total {
    int64_t blocks;
    int32_t pool;
} total;

static int larger_first(const void *left, const void *right) {
    const total *a = left, *b = right;
    if (a->blocks != b->blocks) {
        return a->blocks < b->blocks ? 1 : -1;
    }
    return a->pool < b->pool ? -1 : 1;
}

static int order(concentration_figures *f, const blocks *b, fault *why) {
    total *all = program_allocate(b->pools, sizeof *all, why);
    f->order = program_allocate(b->pools, sizeof *f->order, why);
    if (all && f->order) {
        for (int32_t p = 0; p < b->pools; p++) {
            all[p].pool = p;
            for (int64_t i = 0; i < f->windows; i++) {
                all[p].blocks += f->by_pool[i * b->pools + p];
            }
        }
        qsort(all, (size_t)b->pools, sizeof *all, larger_first);
        for (int32_t p = 0; p < b->pools; p++) {
            f->order[p] = all[p].pool;
        }
    }
    int done = all && f->order;
    free(all);
    return done;
}

int concentration_measure(concentration_figures *out, fault *why, const concentration_options *options,
                          const blocks *record) {
    memset(out, 0, sizeof *out);
    return repair(out, record, why) &&
           (options->every ? lengths(out, options->every, record, why) : months(out, record, why)) &&
           count(out, record, why) && measure(out, options, record, why) && order(out, record, why);
}

void concentration_figures_free(concentration_figures *figures) {
    free(figures->time);
    free(figures->edge);
    free(figures->blocks);
    free(figures->seconds);
    free(figures->by_pool);
    free(figures->measure);
    free(figures->range);
    free(figures->rank);
    free(figures->order);
    memset(figures, 0, sizeof *figures);
}
