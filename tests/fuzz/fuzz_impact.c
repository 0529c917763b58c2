/* The room impact over arbitrary counts, exposures, bins and bounds. What comes back must be ordered, inside
 * its range, and consistent from one function to the next. */
#include <float.h>
#include <math.h>

#include "fuzz.h"
#include "hashstat/impact.h"

enum { MOST = 24 };

/* Mostly values that are accepted: arbitrary bits seldom are. */
static int64_t count_of(fuzz_bytes *in) {
    int64_t kind = fuzz_below(in, 16);
    return kind == 0 ? fuzz_int64(in) : kind < 8 ? fuzz_below(in, 5) : fuzz_below(in, 100000);
}

static double positive_of(fuzz_bytes *in) {
    int64_t kind = fuzz_below(in, 16);
    double plain = 1 + (double)fuzz_below(in, 1000);
    return kind == 0 ? fuzz_double(in) : ldexp(plain, (int)fuzz_below(in, 60) - 80);
}

static double fraction_of(fuzz_bytes *in) {
    int64_t kind = fuzz_below(in, 16);
    return kind == 0 ? fuzz_double(in) : (double)fuzz_below(in, 1001) / 1000;
}

/* A number, or what stands for none of them. */
static int is_ordered(double lower, double estimate, double upper) {
    return lower <= upper && (isnan(estimate) || (lower <= estimate && estimate <= upper));
}

static int is_p(double p) {
    return p >= 0 && p <= 1;
}

static int is_fall(const hst_impact_fall *f) {
    return f->upper <= 1 && f->lower <= f->upper && is_p(f->p) && is_p(f->luck_p);
}

static void fuzz_falls(fuzz_bytes *in) {
    hst_impact_count event, base;
    hst_impact_fall exact, midp;
    hst_impact_share share;
    double level, x, dark_lower, dark_upper;
    hst_status status;
    event.blocks = count_of(in);
    event.exposure = positive_of(in);
    base.blocks = count_of(in);
    base.exposure = positive_of(in);
    level = fraction_of(in);
    dark_lower = fraction_of(in);
    dark_upper = fraction_of(in);
    status = hst_impact_fall_exact(&exact, &event, &base, level);
    fuzz_require_status(status);
    FUZZ_REQUIRE(hst_impact_fall_midp(&midp, &event, &base, level) == status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(is_fall(&exact));
        FUZZ_REQUIRE(is_fall(&midp));
        FUZZ_REQUIRE(isnan(exact.estimate) == (base.blocks == 0));
        status = hst_impact_share_implied(&share, &exact, dark_lower, dark_upper);
        fuzz_require_status(status);
        FUZZ_REQUIRE(status != HST_OK || (share.lower <= exact.lower || exact.lower > 0));
    }
    /* The time of these two grows with the root of the counts. */
    base.blocks = base.blocks > 1000 ? base.blocks % 1000 : base.blocks;
    if (event.exposure / base.exposure < 10) {
        status = hst_impact_detectable(&x, &base, event.exposure, level, fraction_of(in));
        fuzz_require_status(status);
        FUZZ_REQUIRE(status != HST_OK || x >= 0);
    }
    if (base.blocks < 20 && level < 0.9) {
        status = hst_impact_time_to_detect(&x, &base, 1, 0.5 + dark_lower / 2, 1e20, level, 0.5);
        fuzz_require_status(status);
        FUZZ_REQUIRE(status != HST_OK || x > 0);
    }
}

static void fuzz_bins(fuzz_bytes *in) {
    int64_t from = fuzz_int64(in), first = fuzz_int64(in), last = fuzz_int64(in), until = fuzz_int64(in);
    int64_t window = fuzz_int64(in), edges[MOST + 1], found, j;
    double dark[MOST];
    hst_status status = hst_impact_edges(edges, MOST + 1, &found, from, first, last, until, window);
    fuzz_require_status(status);
    if (status == HST_OK) {
        int64_t bins = found < MOST + 1 ? found - 1 : MOST;
        FUZZ_REQUIRE(found >= 1 && edges[0] == from);
        FUZZ_REQUIRE(found > MOST + 1 || edges[found - 1] == until);
        FUZZ_REQUIRE(hst_impact_darkness(dark, edges, bins, first, last) == HST_OK);
        for (j = 0; j < bins; ++j) {
            FUZZ_REQUIRE(edges[j] < edges[j + 1]);
            FUZZ_REQUIRE((uint64_t)edges[j + 1] - (uint64_t)edges[j] <= (uint64_t)window);
            FUZZ_REQUIRE(dark[j] == (edges[j] >= first && edges[j] < last ? 1 : 0));
        }
    }
    for (j = 0; j <= MOST; ++j) {
        edges[j] = fuzz_int64(in);
    }
    status = hst_impact_darkness(dark, edges, 2, first, last);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status != HST_OK || (dark[0] >= 0 && dark[0] <= 1 && dark[1] >= 0 && dark[1] <= 1));
}

static void require_trend(const hst_impact_trend *t, int dark_in_part) {
    FUZZ_REQUIRE(is_fall(&t->fall));
    FUZZ_REQUIRE(dark_in_part || is_ordered(t->fall.lower, t->fall.estimate, t->fall.upper));
    FUZZ_REQUIRE(is_ordered(t->growth_lower, t->growth, t->growth_upper));
    FUZZ_REQUIRE(t->identified == 1 || (t->identified == 0 && isnan(t->fall.estimate) && isnan(t->growth)));
    FUZZ_REQUIRE(t->identified == 0 || t->freedom >= 0);
}

static void fuzz_trend(fuzz_bytes *in) {
    int64_t blocks[MOST] = {0}, bins = fuzz_below(in, MOST + 1), j;
    double exposure[MOST] = {0}, time[MOST] = {0}, dark[MOST] = {0}, level = fraction_of(in);
    int in_part = 0;
    hst_impact_trend t;
    hst_status status;
    for (j = 0; j < bins; ++j) {
        int64_t kind = fuzz_below(in, 8);
        blocks[j] = count_of(in);
        exposure[j] = kind == 0 ? 0 : kind == 1 ? (double)NAN : kind == 2 ? positive_of(in) : 1e-18;
        time[j] = kind == 3 ? fuzz_double(in) : (double)j;
        dark[j] = kind == 4 ? fraction_of(in) : (double)fuzz_below(in, 2);
        in_part = in_part || (dark[j] > 0 && dark[j] < 1);
    }
    status = hst_impact_trend_fit(&t, blocks, exposure, time, dark, bins, level);
    fuzz_require_status(status);
    if (status == HST_OK) {
        require_trend(&t, in_part);
    }
}

static void fuzz_pools(fuzz_bytes *in) {
    int64_t before[MOST] = {0}, during[MOST] = {0};
    int32_t pools = (int32_t)fuzz_below(in, MOST + 1), i;
    double exposure_before = positive_of(in), exposure_during = positive_of(in), level = fraction_of(in);
    hst_impact_fall out[MOST];
    hst_impact_pools_mean mean;
    hst_status status, mean_status;
    for (i = 0; i < pools; ++i) {
        before[i] = count_of(in);
        during[i] = count_of(in);
    }
    status = hst_impact_pools_fall(out, before, during, pools, exposure_before, exposure_during, level);
    mean_status =
        hst_impact_pools_mean_fall(&mean, before, during, pools, exposure_before, exposure_during, level);
    fuzz_require_status(status);
    FUZZ_REQUIRE(mean_status == (status == HST_OK && pools == 0 ? HST_EEMPTY : status));
    if (mean_status == HST_OK) {
        for (i = 0; i < pools; ++i) {
            FUZZ_REQUIRE(is_fall(&out[i]) && isnan(out[i].estimate) == (before[i] == 0));
        }
        FUZZ_REQUIRE(mean.plain_lower <= mean.plain_upper && mean.pools <= pools);
        FUZZ_REQUIRE(isnan(mean.plain) == (mean.pools == 0) && mean.weighted_lower <= mean.weighted_upper);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes in;
    in.at = data;
    in.left = size;
    switch (fuzz_below(&in, 4)) {
    case 0: fuzz_falls(&in); break;
    case 1: fuzz_bins(&in); break;
    case 2: fuzz_trend(&in); break;
    default: fuzz_pools(&in); break;
    }
    return 0;
}
