/* The path under water and what is read off it. The noise floor rests on libm and is no aggregate. */
#include "digest.h"

#include "hashstat/drawdown.h"

enum { MOST = DIGEST_SAMPLES };

static void put_fall(digest *d, const hst_drawdown *fall) {
    digest_double(d, fall->depth);
    digest_int64(d, fall->peak);
    digest_int64(d, fall->onset);
    digest_int64(d, fall->trough);
    digest_int64(d, fall->recovery);
}

static void put_series(digest *d, const digest_data *s) {
    static double under[MOST];
    static hst_drawdown episode[MOST];
    hst_drawdown deepest = {0, 0, 0, 0, 0};
    int64_t found = 0;
    int64_t i;
    DIGEST_REQUIRE(hst_drawdown_underwater(under, s->level, s->n) == HST_OK);
    digest_doubles(d, under, s->n);
    digest_int64(d, hst_drawdown_max(&deepest, s->level, s->n));
    put_fall(d, &deepest);
    DIGEST_REQUIRE(hst_drawdown_episodes(episode, MOST, &found, s->level, s->n) == HST_OK);
    digest_int64(d, found);
    for (i = 0; i < found; ++i) {
        put_fall(d, &episode[i]);
    }
}

void digest_drawdown(digest *d, int64_t chunk) {
    int which;
    (void)chunk; /* a path has no parts yet */
    for (which = 0; which < DIGEST_KINDS; ++which) {
        digest_data s = digest_data_of(which);
        put_series(d, &s);
    }
}
