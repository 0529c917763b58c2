/* The path under water and what is read off it. The noise floor rests on libm and is no aggregate. */
#include "digest.h"

#include <stdlib.h>

#include "hashstat/drawdown.h"

enum { MANY = 700, CAP = DIGEST_SAMPLES };

static void put_fall(digest *d, const hst_drawdown *fall) {
    digest_double(d, fall->depth);
    digest_int64(d, fall->peak);
    digest_int64(d, fall->onset);
    digest_int64(d, fall->trough);
    digest_int64(d, fall->recovery);
}

static void put_path(digest *d, const double *x, int64_t n) {
    static hst_drawdown episode[CAP];
    double *under = digest_memory((size_t)n * sizeof *under);
    hst_drawdown deepest = {0, 0, 0, 0, 0};
    int64_t found = 0;
    int64_t i;
    DIGEST_REQUIRE(hst_drawdown_underwater(under, x, n) == HST_OK);
    digest_doubles(d, under, n);
    digest_int64(d, hst_drawdown_max(&deepest, x, n));
    put_fall(d, &deepest);
    DIGEST_REQUIRE(hst_drawdown_episodes(episode, CAP, &found, x, n) == HST_OK);
    digest_int64(d, found);
    for (i = 0; i < found && i < CAP; ++i) {
        put_fall(d, &episode[i]);
    }
    free(under);
}

/* More than 2^21 samples, which are written past the caches. */
static void put_long(digest *d, const digest_data *s) {
    int64_t n = MANY * s->n;
    double *x = digest_memory((size_t)n * sizeof *x);
    int64_t i;
    for (i = 0; i < n; ++i) {
        x[i] = s->level[i % s->n] * (double)(1 + i / s->n / 10);
    }
    put_path(d, x, n);
    free(x);
}

void digest_drawdown(digest *d, const digest_data *s) {
    put_path(d, s->level, s->n);
    if (s->which == 1) {
        put_long(d, s);
    }
}
