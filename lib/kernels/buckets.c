/* Buckets are taken in batches of up to 64 that hold up to 2,048 samples together: these lie in the fastest
 * cache while one kernel after the other looks at them, and one look at their magnitudes serves all sums of
 * the batch. A bucket that does not fit is a batch by itself and goes through in stretches.
 *
 * Nothing here decides a result: sums are exact and rounded once, whichever way they take. */
#include "buckets.h"

#include <math.h> /* NAN and INFINITY only */
#include <stddef.h>
#include <string.h>

#include "bucket_ends.h"
#include "missing.h"
#include "ordered.h"
#include "run_extremes.h"
#include "run_sums.h"
#include "run_totals.h"
#include "scalar.h"

enum { RUNS = HST__TOTALS_RUNS, SAMPLES = HST__TOTALS_SAMPLES, ROOM = SAMPLES + HST__RUN_LANES };

/* Up to SAMPLES samples, as the kernels of runs want them. */
typedef struct stretch {
    const double *x;     /* readable HST__RUN_LANES behind its end */
    const double *clean; /* the same with zeros for what is missing */
    hst__magnitudes range;
    double copy[ROOM];
    double cleaned[ROOM];
} stretch;

typedef struct batch {
    int64_t bucket; /* the first */
    int64_t first;  /* sample of the series that at[] counts from */
    int64_t runs;
    int64_t at[RUNS + 1];
    int64_t edge[RUNS + 1];
    double count[RUNS];
    double high[RUNS], low[RUNS];
    double sum[RUNS], mean[RUNS], least[RUNS], most[RUNS];
} batch;

typedef struct walk {
    const hst__bucket_rows *rows;
    const hst__bucket_grid *grid;
    const hst__known *known;
    int64_t n;
    int64_t guess;  /* samples of the last bucket */
    int64_t widest; /* most samples of a bucket of the last batch */
    int64_t before; /* the last observed sample before it, -1: none */
    int64_t after;  /* no observed sample lies between the bucket and this one */
    int infinite;
    int overflow;
    batch now;
    stretch part;
} walk;

/* Index of the first and of the last observed sample of [from, until), -1 where there is none. */
static int64_t first_observed(const double *x, int64_t from, int64_t until) {
    while (from < until && !hst__is_observed(x[from])) {
        ++from;
    }
    return from < until ? from : -1;
}

static int64_t last_observed(const double *x, int64_t from, int64_t until) {
    do {
        --until;
    } while (until >= from && !hst__is_observed(x[until]));
    return until >= from ? until : -1;
}

/* ---- stretches --------------------------------------------------------------------------------- */

/* 1 if nothing is missing in [first, first + n) of the series. */
static int open_stretch(walk *w, int64_t first, int64_t n) {
    stretch *s = &w->part;
    s->x = w->known->x + first;
    if (w->n - first - n < HST__RUN_LANES) {
        memcpy(s->copy, s->x, (size_t)n * sizeof *s->copy);
        memset(s->copy + n, 0, HST__RUN_LANES * sizeof *s->copy);
        s->x = s->copy;
    }
    s->clean = s->x;
    s->range = hst__magnitudes_of(s->x, n);
    if (s->range.most < HST__INFINITE_BITS) {
        return 1;
    }
    w->infinite |= hst__clean(s->cleaned, s->x, n);
    memset(s->cleaned + n, 0, HST__RUN_LANES * sizeof *s->cleaned);
    s->clean = s->cleaned;
    s->range = hst__magnitudes_of(s->clean, n);
    return 0;
}

/* What lies beside the buckets is only looked at. */
static void pass_over(walk *w, int64_t from, int64_t until) {
    for (; from < until; from += SAMPLES) {
        int64_t n = hst__least(until - from, SAMPLES);
        (void)open_stretch(w, from, n);
    }
}

/* ---- statistics over samples ------------------------------------------------------------------- */

static int wants_sums(const walk *w) {
    return w->rows->sum != NULL || w->rows->mean != NULL;
}

static int wants_extremes(const walk *w) {
    return w->rows->least != NULL || w->rows->most != NULL;
}

/* Sums and means where the walk over the buckets made none. */
static void total_alone(walk *w) {
    batch *b = &w->now;
    int64_t r;
    for (r = 0; r < b->runs; ++r) {
        hst__totals_alone(b->sum + r, b->mean + r, w->part.clean + b->at[r], b->at[r + 1] - b->at[r],
                          hst__most((int64_t)b->count[r], 1));
    }
}

static void take_runs(walk *w, int complete, int summed) {
    batch *b = &w->now;
    double divisor[RUNS];
    int64_t r;
    if (!complete) {
        hst__run_observed(b->count, w->part.x, b->at, b->runs);
    }
    for (r = 0; r < b->runs; ++r) {
        b->count[r] = complete ? (double)(b->at[r + 1] - b->at[r]) : b->count[r];
        divisor[r] = b->count[r] > 1 ? b->count[r] : 1;
    }
    if (summed) {
        hst__totals_of_parts(b->sum, b->mean, b->high, b->low, divisor, b->runs);
    } else if (wants_sums(w)) {
        total_alone(w);
    }
    if (wants_extremes(w)) {
        hst__run_extremes(b->least, b->most, w->part.x, b->at, b->runs);
    }
}

static void take_long_run(walk *w) {
    batch *b = &w->now;
    hst__exact_sum sum = {{0}};
    int64_t i, n;
    b->count[0] = 0;
    b->least[0] = INFINITY;
    b->most[0] = -INFINITY;
    for (i = 0; i < b->at[1]; i += n) {
        int64_t at[2] = {0, 0};
        double least, most, count;
        n = at[1] = hst__least(b->at[1] - i, SAMPLES);
        if (!open_stretch(w, b->first + i, n)) {
            hst__run_observed(&count, w->part.x, at, 1);
        } else {
            count = (double)n;
        }
        b->count[0] += count;
        if (wants_sums(w)) {
            hst__totals_add(&sum, w->part.clean, n, w->part.range);
        }
        if (wants_extremes(w)) {
            hst__run_extremes(&least, &most, w->part.x, at, 1);
            b->least[0] = hst__smaller(least, b->least[0]);
            b->most[0] = hst__larger(most, b->most[0]);
        }
    }
    b->sum[0] = hst__exact_sum_read(&sum);
    b->mean[0] = hst__exact_sum_mean(&sum, b->count[0] > 1 ? (int64_t)b->count[0] : 1);
}

/* Adding zero turns -0 into 0. */
static void write_row(double *row, const batch *b, const double *value) {
    int64_t r;
    for (r = 0; row != NULL && r < b->runs; ++r) {
        row[b->bucket + r] = b->count[r] > 0 ? value[r] + 0.0 : NAN;
    }
}

static double value_at(const double *x, int64_t i) {
    return i < 0 ? NAN : x[i] + 0.0;
}

static void write_ends(const walk *w) {
    const batch *b = &w->now;
    const double *x = w->known->x;
    int64_t r;
    for (r = 0; r < b->runs; ++r) {
        int64_t from = b->first + b->at[r];
        int64_t until = b->first + b->at[r + 1];
        if (w->rows->first != NULL) {
            w->rows->first[b->bucket + r] = value_at(x, first_observed(x, from, until));
        }
        if (w->rows->last != NULL) {
            w->rows->last[b->bucket + r] = value_at(x, last_observed(x, from, until));
        }
    }
}

static void write_samples(walk *w) {
    const batch *b = &w->now;
    int64_t r;
    write_row(w->rows->sum, b, b->sum);
    write_row(w->rows->mean, b, b->mean);
    write_row(w->rows->least, b, b->least);
    write_row(w->rows->most, b, b->most);
    if (w->rows->first != NULL || w->rows->last != NULL) {
        write_ends(w);
    }
    if (w->rows->count != NULL) {
        memcpy(w->rows->count + b->bucket, b->count, (size_t)b->runs * sizeof *b->count);
    }
    for (r = 0; w->rows->sum != NULL && r < b->runs; ++r) {
        w->overflow |= hst__magnitude(b->sum[r]) > DBL_MAX;
    }
}

/* ---- statistics over time ---------------------------------------------------------------------- */

static int wants_steps(const hst__bucket_rows *rows) {
    return rows->step_mean != NULL || rows->step_coverage != NULL;
}

static int wants_lines(const hst__bucket_rows *rows) {
    return rows->line_mean != NULL || rows->line_coverage != NULL;
}

static void write_time_mean(double *mean, double *coverage, int64_t bucket, hst__time_mean answer) {
    if (mean != NULL) {
        mean[bucket] = answer.mean;
    }
    if (coverage != NULL) {
        coverage[bucket] = answer.coverage;
    }
}

/* Looked for but once, from where the last search ended. */
static int64_t next_observed(walk *w, int64_t from) {
    w->after = hst__most(w->after, from);
    while (w->after < w->n && !hst__is_observed(w->known->x[w->after])) {
        ++w->after;
    }
    return w->after < w->n ? w->after : -1;
}

static void write_times(walk *w) {
    const batch *b = &w->now;
    const hst__bucket_rows *rows = w->rows;
    int64_t r;
    for (r = 0; r < b->runs; ++r) {
        hst__time_span span;
        int64_t last;
        span.from = b->edge[r];
        span.until = b->edge[r + 1];
        span.first = b->first + b->at[r];
        span.past = b->first + b->at[r + 1];
        span.before = w->before;
        span.after = next_observed(w, span.past);
        if (wants_steps(rows)) {
            write_time_mean(rows->step_mean, rows->step_coverage, b->bucket + r,
                            hst__step_mean(w->known, &span));
        }
        if (wants_lines(rows)) {
            write_time_mean(rows->line_mean, rows->line_coverage, b->bucket + r,
                            hst__line_mean(w->known, &span));
        }
        last = last_observed(w->known->x, span.first, span.past);
        w->before = last < 0 ? w->before : last;
    }
}

/* ---- the walk ---------------------------------------------------------------------------------- */

static int64_t edge_of(const hst__bucket_grid *grid, int64_t b) {
    /* Unsigned, because b x step alone may pass what start, far below 0, brings back. */
    return grid->edges != NULL ? grid->edges[b]
                               : (int64_t)((uint64_t)grid->start + (uint64_t)b * (uint64_t)grid->step);
}

/* Samples that 64 buckets are likely to hold, some to spare. */
static int64_t samples_ahead(const walk *w, int64_t first) {
    int64_t likely = w->widest < SAMPLES / RUNS ? RUNS * (w->widest + 2) : SAMPLES;
    return hst__least(hst__least(likely, SAMPLES), w->n - first);
}

static void note_widths(walk *w) {
    const batch *b = &w->now;
    int64_t r;
    w->widest = 0;
    for (r = 0; r < b->runs; ++r) {
        w->guess = b->at[r + 1] - b->at[r];
        w->widest = hst__most(w->widest, w->guess);
    }
}

/* Up to 64 buckets from `bucket` on, whose first sample is `first`. */
static void take_batch(walk *w, int64_t bucket, int64_t first) {
    batch *b = &w->now;
    int64_t some = samples_ahead(w, first);
    int complete = open_stretch(w, first, some);
    hst__bucket_sums sums = {w->part.clean, 0, b->high, b->low};
    hst__bucket_walk ends = {b->edge, hst__least(w->grid->count - bucket, RUNS), w->known->time + first,
                             w->known->x + first, w->n - first, some, w->guess};
    hst__split split;
    int summed = wants_sums(w) && hst__totals_split(&split, w->part.range);
    int64_t r;
    for (r = 0; r <= ends.buckets; ++r) {
        b->edge[r] = edge_of(w->grid, bucket + r);
    }
    if (summed) {
        sums.shifter = split.shifter;
    }
    b->bucket = bucket;
    b->first = first;
    b->runs = hst__bucket_ends(b->at, summed ? &sums : NULL, &ends);
    if (b->runs > 0) {
        take_runs(w, complete, summed);
    } else {
        b->runs = 1;
        take_long_run(w);
    }
    note_widths(w);
}

int hst__buckets_fill(const hst__bucket_rows *rows, const hst__bucket_grid *grid, const hst__known *known,
                      int64_t n) {
    walk w;
    int64_t bucket = 0;
    int64_t at = grid->count == 0 ? n : hst__first_at_least(known->time, 0, n, edge_of(grid, 0));
    w.rows = rows;
    w.grid = grid;
    w.known = known;
    w.n = n;
    w.guess = w.after = 0;
    w.widest = SAMPLES; /* not known yet */
    w.before = last_observed(known->x, 0, at);
    w.infinite = w.overflow = 0;
    pass_over(&w, 0, at);
    while (bucket < grid->count && !w.infinite) {
        take_batch(&w, bucket, at);
        write_samples(&w);
        if (wants_steps(rows) || wants_lines(rows)) {
            write_times(&w);
        }
        bucket += w.now.runs;
        at += w.now.at[w.now.runs];
    }
    pass_over(&w, at, n);
    return w.infinite ? HST__BUCKETS_INFINITE : w.overflow ? HST__BUCKETS_OVERFLOW : HST__BUCKETS_FINE;
}
