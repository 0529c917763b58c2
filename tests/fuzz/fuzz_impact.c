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

static void fuzz_steps(fuzz_bytes *in) {
    hst_impact_outage outage[4];
    int64_t edges[MOST + 1], outages = fuzz_below(in, 5), j;
    int64_t at = fuzz_int64(in) / 2; /* so that some steps on stay inside */
    double dark[MOST];
    hst_status status;
    edges[0] = at + fuzz_below(in, 100) - 50;
    for (j = 0; j < 4; ++j) {
        outage[j].from = fuzz_below(in, 16) == 0 ? fuzz_int64(in) / 2 : at + fuzz_below(in, 5);
        at = outage[j].from + fuzz_below(in, 100);
        outage[j].until = fuzz_below(in, 16) == 0 ? fuzz_int64(in) : at;
        outage[j].dark = fraction_of(in);
    }
    for (j = 0; j < MOST; ++j) {
        edges[j + 1] = edges[j] + 1 + fuzz_below(in, 30);
    }
    status = hst_impact_darkness_steps(dark, edges, MOST, outage, outages);
    fuzz_require_status(status);
    for (j = 0; status == HST_OK && j < MOST; ++j) {
        FUZZ_REQUIRE(dark[j] >= 0 && dark[j] <= 1);
    }
}

static void fuzz_events(fuzz_bytes *in) {
    int64_t blocks[MOST] = {0}, bins = fuzz_below(in, MOST + 1), j;
    int32_t events = 1 + (int32_t)fuzz_below(in, 3), quasi = (int32_t)fuzz_below(in, 2), k;
    double exposure[MOST] = {0}, time[MOST] = {0}, dark[3 * MOST] = {0}, level = fraction_of(in);
    hst_impact_fall falls[3];
    hst_impact_events out;
    hst_status status;
    for (j = 0; j < bins; ++j) {
        int64_t kind = fuzz_below(in, 8);
        blocks[j] = count_of(in);
        exposure[j] = kind == 0 ? 0 : kind == 1 ? (double)NAN : kind == 2 ? positive_of(in) : 1e-18;
        time[j] = kind == 3 ? fuzz_double(in) : (double)j;
    }
    for (j = 0; j < events * bins; ++j) {
        dark[j] = fuzz_below(in, 8) == 0 ? fraction_of(in) : (double)fuzz_below(in, 2);
    }
    status = hst_impact_events_fit(falls, &out, blocks, exposure, time, bins, dark, events, level, quasi);
    fuzz_require_status(status);
    for (k = 0; status == HST_OK && k < events; ++k) {
        FUZZ_REQUIRE(is_fall(&falls[k]));
    }
    if (status == HST_OK) {
        FUZZ_REQUIRE(out.scale >= 1 && out.growth_lower <= out.growth_upper);
        FUZZ_REQUIRE(out.freedom > 0 || isnan(out.dispersion));
    }
}

static void fuzz_many(fuzz_bytes *in) {
    double p[MOST], holm[MOST], hochberg[MOST], expected[MOST], work[2 * MOST + 2];
    int32_t order[MOST], count = (int32_t)fuzz_below(in, MOST + 1), i;
    int64_t blocks[MOST], bins = fuzz_below(in, MOST + 1);
    hst_impact_scan scan;
    hst_status status;
    for (i = 0; i < MOST; ++i) {
        p[i] = fraction_of(in);
        expected[i] = fuzz_below(in, 8) == 0 ? 0 : positive_of(in);
        blocks[i] = count_of(in);
    }
    status = hst_impact_adjust(holm, hochberg, order, p, count);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < count; ++i) {
        FUZZ_REQUIRE(holm[i] >= p[i] && holm[i] <= 1 && hochberg[i] >= p[i] &&
                     hochberg[i] <= holm[i] + 1e-15);
        FUZZ_REQUIRE(i == 0 || p[order[i - 1]] <= p[order[i]]);
    }
    status = hst_impact_scan_falls(&scan, work, blocks, expected, bins, 1 + fuzz_below(in, 3),
                                   fuzz_below(in, 6), 3, fuzz_int64(in));
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(scan.p >= 0.25 && scan.p <= 1 && scan.log_ratio >= 0);
        FUZZ_REQUIRE(scan.from >= 0 ? scan.until > scan.from && scan.until <= bins : isnan(scan.fall));
    }
}

static hst_impact_count found(fuzz_bytes *in, int64_t most) {
    hst_impact_count c;
    c.blocks = count_of(in) % most;
    c.exposure = positive_of(in);
    return c;
}

static void fuzz_differences(fuzz_bytes *in) {
    hst_impact_count c[4];
    double values[MOST], level = fraction_of(in);
    hst_impact_fall fall;
    hst_impact_effect effect;
    hst_status status;
    int64_t n = fuzz_below(in, MOST), j;
    for (j = 0; j < 4; ++j) {
        c[j] = found(in, 100000);
    }
    for (j = 0; j < MOST; ++j) {
        values[j] = fuzz_below(in, 4) == 0 ? fuzz_double(in) : fraction_of(in);
    }
    status = hst_impact_did_counts(&fall, &c[0], &c[1], &c[2], &c[3], level);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status != HST_OK || is_fall(&fall));
    status = hst_impact_did_values(&effect, values, n, values + n, MOST - n, level);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status != HST_OK ||
                 (is_ordered(effect.lower, effect.estimate, effect.upper) && is_p(effect.p)));
    FUZZ_REQUIRE(status != HST_OK || (effect.std_error >= 0 && effect.freedom >= 0.999));
}

static void fuzz_shares(fuzz_bytes *in) {
    hst_impact_count event[3], base[3];
    double low[3], high[3], share = fraction_of(in), level = fraction_of(in);
    int32_t outages = (int32_t)fuzz_below(in, 4), i;
    hst_impact_combined combined;
    hst_impact_compatible c;
    hst_impact_plan plan;
    hst_status status;
    for (i = 0; i < 3; ++i) {
        event[i] = found(in, INT64_MAX);
        base[i] = found(in, INT64_MAX);
        low[i] = fraction_of(in);
        high[i] = low[i] + (1 - low[i]) * fraction_of(in);
    }
    status = hst_impact_shares_combine(&combined, event, base, low, high, outages, level);
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(combined.share.lower <= combined.share.upper);
        FUZZ_REQUIRE(!(combined.share.estimate < combined.share.lower) &&
                     !(combined.share.estimate > combined.share.upper));
        FUZZ_REQUIRE(is_p(combined.p) && combined.chi2 >= 0);
    }
    status = hst_impact_share_compatible(&c, &event[0], &base[0], share, low[0], high[0]);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status != HST_OK || (is_p(c.p) && is_p(c.p_least) && c.p_least <= c.p * (1 + 1e-9)));
    FUZZ_REQUIRE(status != HST_OK || (c.bayes >= 0 && c.expected >= 0));
    if (level < 0.9) {
        status = hst_impact_plan_event(&plan, 1, 1, (double)fuzz_below(in, 20), 1, 0.5 + low[0] / 2, 1, level,
                                       0.5);
        fuzz_require_status(status);
        FUZZ_REQUIRE(status != HST_OK || (plan.soonest > 0 && plan.middle > 0 && plan.latest > 0));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes in;
    in.at = data;
    in.left = size;
    switch (fuzz_below(&in, 9)) {
    case 0: fuzz_falls(&in); break;
    case 1: fuzz_bins(&in); break;
    case 2: fuzz_trend(&in); break;
    case 3: fuzz_pools(&in); break;
    case 4: fuzz_steps(&in); break;
    case 5: fuzz_events(&in); break;
    case 6: fuzz_many(&in); break;
    case 7: fuzz_differences(&in); break;
    default: fuzz_shares(&in); break;
    }
    return 0;
}
