/* The samples at the ends of a series stand in fewer blocks than those in the middle, so that a drawn series
 * has another mean than the series itself, one for each place within a block. Taken off is therefore what a
 * sum is on average over all starts, not zero. */
#include "block_draws.h"

#include "poisson_table.h"
#include "scalar.h"

/* 0 .. count - 1. The words do not divide evenly: the first starts are likelier, by a part of count/2^64. */
static int64_t below(hst__random *r, uint64_t count) {
    return (int64_t)(hst__random_next(r) % count);
}

static double mean_from(const double *x, int64_t count) {
    double sum = 0;
    int64_t i;
    for (i = 0; i < count; ++i) {
        sum += x[i];
    }
    return sum / (double)count;
}

static void expect(const hst__drawn *d, double mean[2]) {
    int64_t starts = d->n - d->block + 1;
    int64_t place, i;
    mean[0] = mean[1] = 0;
    for (place = 0; place < d->block; ++place) {
        double here = mean_from(d->rest + place, starts);
        for (i = place; i < d->n; i += d->block) {
            mean[0] += d->pull[0][i] * here;
            mean[1] += d->pull[1][i] * here;
        }
    }
}

static void draw(const hst__drawn *d, hst__random *r, double sum[2]) {
    uint64_t starts = (uint64_t)(d->n - d->block + 1);
    int64_t i, from;
    sum[0] = sum[1] = 0;
    for (from = 0; from < d->n; from += d->block) {
        int64_t until = hst__least(from + d->block, d->n);
        const double *rest = d->rest + below(r, starts);
        for (i = from; i < until; ++i) {
            sum[0] += d->pull[0][i] * rest[i - from];
            sum[1] += d->pull[1][i] * rest[i - from];
        }
    }
}

void hst__block_draws(double *const sum[2], int64_t draws, const hst__drawn *d, uint64_t seed) {
    hst__random r = {seed};
    double mean[2], one[2];
    int64_t k;
    expect(d, mean);
    for (k = 0; k < draws; ++k) {
        draw(d, &r, one);
        sum[0][k] = one[0] - mean[0];
        sum[1][k] = one[1] - mean[1];
    }
}
