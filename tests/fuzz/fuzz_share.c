/* The room share over arbitrary counts, mixes, tables and bounds. What comes back must be ordered, inside its
 * range, and keep the sums that it promises. */
#include <math.h>

#include "fuzz.h"
#include "hashstat/share.h"

enum { MOST = 12, COUNTRIES = 4, MONTHS = 5, CELLS = 8 };

/* Mostly values that are accepted: arbitrary bits seldom are. */
static int64_t count_of(fuzz_bytes *in) {
    int64_t kind = fuzz_below(in, 32);
    return kind == 0 ? fuzz_int64(in) : kind < 16 ? fuzz_below(in, 5) : fuzz_below(in, 2000);
}

static double fraction_of(fuzz_bytes *in) {
    int64_t kind = fuzz_below(in, 32);
    return kind == 0 ? fuzz_double(in) : (double)fuzz_below(in, 1001) / 1000;
}

static int is_share_interval(const hst_interval *e) {
    return e->lower >= 0 && e->lower <= e->upper && e->upper <= 1;
}

static void fuzz_intervals(fuzz_bytes *in) {
    int64_t n = count_of(in), k = n > 0 ? count_of(in) % n : count_of(in);
    double level = fraction_of(in);
    hst_interval exact, midp, other;
    hst_status status = hst_share_interval_exact(&exact, k, n, level);
    fuzz_require_status(status);
    FUZZ_REQUIRE(hst_share_interval_midp(&midp, k, n, level) == status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(is_share_interval(&exact) && is_share_interval(&midp));
        FUZZ_REQUIRE(midp.lower >= exact.lower * (1 - 1e-9) && midp.upper <= exact.upper * (1 + 1e-9));
    }
    FUZZ_REQUIRE(hst_share_interval_jeffreys(&other, k, n, level) == status);
    FUZZ_REQUIRE(status != HST_OK || is_share_interval(&other));
    FUZZ_REQUIRE(hst_share_interval_wilson(&other, k, n, level) == status);
    FUZZ_REQUIRE(status != HST_OK || is_share_interval(&other));
}

static void fuzz_pools(fuzz_bytes *in) {
    int64_t blocks[MOST];
    int32_t pools = (int32_t)fuzz_below(in, MOST + 1), i;
    double level = fraction_of(in);
    hst_interval out[MOST] = {{0, 0}};
    hst_status status;
    for (i = 0; i < MOST; ++i) {
        blocks[i] = count_of(in);
        blocks[i] = blocks[i] > 1000000 ? blocks[i] % 1000000 : blocks[i]; /* time grows with the root */
    }
    status = hst_share_pools_bonferroni(out, blocks, pools, level);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < pools; ++i) {
        FUZZ_REQUIRE(is_share_interval(&out[i]));
    }
    FUZZ_REQUIRE(hst_share_pools_goodman(out, blocks, pools, level) == status);
    for (i = 0; status == HST_OK && i < pools; ++i) {
        FUZZ_REQUIRE(is_share_interval(&out[i]));
    }
    FUZZ_REQUIRE(hst_share_pools_sison_glaz(out, blocks, pools, level) == status);
    for (i = 0; status == HST_OK && i < pools; ++i) {
        FUZZ_REQUIRE(is_share_interval(&out[i]));
    }
}

static void require_country(const hst_share_country *c, int told) {
    hst_interval e;
    e.lower = c->share.lower;
    e.upper = c->share.upper;
    FUZZ_REQUIRE(is_share_interval(&e));
    FUZZ_REQUIRE(c->most >= c->share.upper && c->most <= 1);
    FUZZ_REQUIRE(told ? c->share.estimate >= 0 && c->share.estimate <= 1 && c->std_error >= 0
                      : isnan(c->share.estimate) && isnan(c->std_error));
}

static void fuzz_countries(fuzz_bytes *in) {
    int64_t blocks[MOST], unknown = count_of(in);
    double mix[MOST * COUNTRIES], unlocated = 0, level = fraction_of(in), sum = 0;
    int32_t pools = (int32_t)fuzz_below(in, MOST + 1), i, c;
    uint32_t flags = (uint32_t)fuzz_below(in, 5);
    hst_share_country out[COUNTRIES];
    hst_share_value rate, product;
    hst_status status;
    for (i = 0; i < MOST; ++i) {
        double left = 1;
        blocks[i] = count_of(in);
        for (c = 0; c < COUNTRIES; ++c) {
            double part = c + 1 < COUNTRIES ? left * fraction_of(in) : left * (double)(fuzz_below(in, 8) > 0);
            mix[i * COUNTRIES + c] = part;
            left -= part;
        }
    }
    status = hst_share_national(out, &unlocated, blocks, mix, pools, COUNTRIES, unknown, flags, level);
    fuzz_require_status(status);
    rate.lower = fabs(fuzz_double(in));
    rate.estimate = rate.lower * 1.5;
    rate.upper = rate.lower * 2;
    for (c = 0; status == HST_OK && c < COUNTRIES; ++c) {
        require_country(&out[c], !isnan(unlocated));
        sum += out[c].share.estimate;
        if (hst_share_hashrate(&product, &out[c].share, &rate) == HST_OK) {
            FUZZ_REQUIRE(product.lower <= product.upper * (1 + 1e-12));
        }
    }
    FUZZ_REQUIRE(status != HST_OK || isnan(unlocated) || fabs(sum + unlocated - 1) < 1e-8);
}

static void fuzz_bounds(fuzz_bytes *in) {
    hst_interval share, open, limited;
    double coverage = fraction_of(in), gamma = fabs(fuzz_double(in)), claimed = fraction_of(in), needed;
    hst_status status;
    share.lower = fraction_of(in);
    share.upper = fraction_of(in);
    status = hst_share_bounds_coverage(&open, &share, coverage);
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(is_share_interval(&open));
        status = hst_share_bounds_odds(&limited, &share, coverage, gamma);
        fuzz_require_status(status);
        FUZZ_REQUIRE(status != HST_OK || is_share_interval(&limited));
        FUZZ_REQUIRE(status != HST_OK || limited.lower >= open.lower - 1e-12);
        FUZZ_REQUIRE(status != HST_OK || limited.upper <= open.upper + 1e-12);
    }
    status = hst_share_bounds_gamma(&needed, share.lower, coverage, claimed);
    fuzz_require_status(status);
    FUZZ_REQUIRE(status != HST_OK || needed >= 1);
}

static void fuzz_regions(fuzz_bytes *in) {
    double x[MOST], receive[MOST], out[MOST], sum = 0, after = 0;
    int64_t n = fuzz_below(in, MOST + 1), from = fuzz_below(in, MOST), i;
    int some = fuzz_below(in, 2) == 0;
    hst_status status;
    for (i = 0; i < MOST; ++i) {
        x[i] = fraction_of(in);
        receive[i] = fraction_of(in);
    }
    status = hst_share_reallocate(out, x, some ? receive : NULL, n, from, x[from] * fraction_of(in));
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < n; ++i) {
        FUZZ_REQUIRE(isnan(x[i]) ? isnan(out[i]) : i == from || out[i] >= x[i]);
        sum += isnan(x[i]) ? 0 : x[i];
        after += isnan(x[i]) ? 0 : out[i];
    }
    FUZZ_REQUIRE(status != HST_OK || fabs(after - sum) <= 1e-13 * sum);
}

static void require_means(const double *out, const double *x, const int64_t *cells, int64_t months) {
    int64_t j, i;
    for (j = 0; j < months; out += cells[j], ++j) {
        double sum = 0;
        for (i = 0; i < cells[j]; ++i) {
            FUZZ_REQUIRE(isnan(x[j]) ? isnan(out[i]) : out[i] >= 0 && out[i] <= 1);
            sum += out[i];
        }
        FUZZ_REQUIRE(isnan(x[j]) || fabs(sum / (double)cells[j] - x[j]) < 1e-13);
    }
}

static void fuzz_grid(fuzz_bytes *in) {
    double x[2 * MONTHS], out[2 * MONTHS * CELLS], work[3 * (MONTHS + 1)];
    int64_t cells[MONTHS], months = fuzz_below(in, MONTHS + 1), width = 0, j;
    hst_status status;
    for (j = 0; j < 2 * MONTHS; ++j) {
        x[j] = fuzz_below(in, 8) == 0 ? (double)NAN : fraction_of(in);
    }
    for (j = 0; j < MONTHS; ++j) {
        cells[j] = fuzz_below(in, 40) == 0 ? -fuzz_below(in, 3) : 1 + fuzz_below(in, CELLS);
        width += j < months ? cells[j] : 0;
    }
    FUZZ_REQUIRE(hst_share_refine_work_size(months) <= sizeof work);
    status = hst_share_refine_smooth(out, work, sizeof work, x, cells, 2, months);
    fuzz_require_status(status);
    if (status == HST_OK) {
        require_means(out, x, cells, months);
        require_means(out + width, x + months, cells, months);
    }
    FUZZ_REQUIRE(hst_share_refine_step(out, x, cells, 2, months) == status);
    if (status == HST_OK) {
        require_means(out + width, x + months, cells, months);
    }
}

static hst_share_value value_of(fuzz_bytes *in, double scale) {
    hst_share_value v;
    v.estimate = fraction_of(in) * scale;
    v.lower = v.estimate * fraction_of(in);
    v.upper = v.estimate + (scale - v.estimate) * fraction_of(in);
    return v;
}

static void fuzz_change(fuzz_bytes *in) {
    hst_share_value first = value_of(in, 1), second = value_of(in, 1), growth = value_of(in, 100);
    hst_share_change c;
    hst_status status = hst_share_change_split(&c, &first, &second, &growth);
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(fabs(c.own.estimate + c.rest.estimate - c.change.estimate) < 1e-15);
        FUZZ_REQUIRE(c.change.lower <= c.change.estimate && c.change.estimate <= c.change.upper);
        FUZZ_REQUIRE(c.own.lower <= c.own.estimate && c.own.estimate <= c.own.upper);
        FUZZ_REQUIRE(c.rest.lower <= c.rest.estimate && c.rest.estimate <= c.rest.upper);
        FUZZ_REQUIRE(c.own.lower >= -1 && c.rest.upper <= 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes in;
    in.at = data;
    in.left = size;
    fuzz_intervals(&in);
    fuzz_pools(&in);
    fuzz_countries(&in);
    fuzz_bounds(&in);
    fuzz_regions(&in);
    fuzz_grid(&in);
    fuzz_change(&in);
    return 0;
}
