/* The room attribution over arbitrary mixes, falls, counts and margins. What comes back must be in 0..1,
 * ordered, and consistent from one function to the next. */
#include <math.h>

#include "fuzz.h"
#include "hashstat/attribution.h"

enum { POOLS = 8, COUNTRIES = 5, WORDS = 40000 };

static double work[WORDS];

typedef struct event {
    double mix[POOLS * COUNTRIES], fall[POOLS], weight[POOLS];
    int64_t before[POOLS], during[POOLS];
    int32_t pools, countries;
} event;

/* Mostly values that are accepted: arbitrary bits seldom are. */
static int64_t count_of(fuzz_bytes *in) {
    int64_t kind = fuzz_below(in, 16);
    return kind == 0 ? fuzz_int64(in) : kind < 8 ? fuzz_below(in, 5) : fuzz_below(in, 3000);
}

static double fraction_of(fuzz_bytes *in) {
    int64_t kind = fuzz_below(in, 32);
    return kind == 0 ? fuzz_double(in) : (double)fuzz_below(in, 1001) / 1000;
}

static double weight_of(fuzz_bytes *in) {
    int64_t kind = fuzz_below(in, 32);
    return kind == 0 ? fuzz_double(in) : kind < 8 ? 0 : ldexp(1, (int)fuzz_below(in, 40));
}

static event event_of(fuzz_bytes *in) {
    event e = {{0}, {0}, {0}, {0}, {0}, 0, 0};
    int32_t i;
    hst_status status;
    e.pools = 1 + (int32_t)fuzz_below(in, POOLS);
    e.countries = 1 + (int32_t)fuzz_below(in, COUNTRIES);
    for (i = 0; i < e.pools * e.countries; ++i) {
        e.mix[i] = fuzz_below(in, 40) == 0 ? fuzz_double(in) : (double)fuzz_below(in, 6);
    }
    for (i = 0; i < e.pools; ++i) {
        e.fall[i] = 2 * fraction_of(in) - 0.5;
        e.weight[i] = weight_of(in);
        e.before[i] = count_of(in);
        e.during[i] = count_of(in);
    }
    status = hst_attribution_normalise(e.mix, e.mix, e.pools, e.countries);
    fuzz_require_status(status);
    return e;
}

static int is_outage(const hst_attribution_country *c) {
    int known = isnan(c->dark) ? !c->identified : c->identified && c->dark >= 0 && c->dark <= 1;
    return known && 0 <= c->lower && c->lower <= c->upper && c->upper <= 1 && c->luck_p >= 0 &&
           c->luck_p <= 0.5;
}

static void fuzz_solve(fuzz_bytes *in) {
    event e = event_of(in);
    hst_attribution_column column[COUNTRIES];
    hst_attribution_report report;
    double dark[COUNTRIES], chi2;
    size_t bytes = 0;
    int32_t c;
    hst_status status;
    FUZZ_REQUIRE(hst_attribution_work_size(&bytes, e.pools, e.countries) == HST_OK && bytes <= sizeof work);
    status = hst_attribution_solve(dark, &chi2, e.mix, e.fall, e.weight, e.pools, e.countries, work, bytes);
    fuzz_require_status(status);
    for (c = 0; status == HST_OK && c < e.countries; ++c) {
        FUZZ_REQUIRE(dark[c] >= 0 && dark[c] <= 1 && chi2 >= 0);
    }
    status = hst_attribution_identify(&report, column, e.mix, e.weight, e.pools, e.countries, work, bytes);
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(report.rank >= 1 && report.rank <= e.countries && report.rank <= report.pools);
        FUZZ_REQUIRE(report.identified <= report.rank && report.absent <= report.groups);
        FUZZ_REQUIRE((report.rank == e.countries) == (report.identified == e.countries));
        for (c = 0; c < e.countries; ++c) {
            FUZZ_REQUIRE(column[c].identified == (column[c].group == HST_NONE));
            FUZZ_REQUIRE(column[c].group < report.groups);
            FUZZ_REQUIRE(!column[c].identified || column[c].inflation >= 1 - 1e-6);
        }
    }
}

static void fuzz_blocks(fuzz_bytes *in) {
    event e = event_of(in);
    hst_attribution_country out[COUNTRIES], boot[COUNTRIES];
    hst_attribution_share share[COUNTRIES];
    hst_attribution_fit fit, again;
    double level = fraction_of(in),
           exposure = fuzz_below(in, 16) == 0 ? fuzz_double(in) : 1 + fraction_of(in);
    size_t bytes = 0;
    int32_t c;
    hst_status status = hst_attribution_profile(out, &fit, e.mix, e.before, e.during, e.pools, e.countries,
                                                exposure, 1, level, fuzz_uint32(in) & 1, work, sizeof work);
    fuzz_require_status(status);
    for (c = 0; status == HST_OK && c < e.countries; ++c) {
        FUZZ_REQUIRE(is_outage(&out[c]));
        FUZZ_REQUIRE(isnan(out[c].dark) ||
                     (out[c].lower <= out[c].dark + 1e-9 && out[c].dark <= out[c].upper + 1e-9));
    }
    if (status == HST_OK) {
        hst_status made =
            hst_attribution_shares(share, e.mix, e.before, out, e.pools, e.countries, count_of(in), level);
        fuzz_require_status(made);
        for (c = 0; made == HST_OK && c < e.countries; ++c) {
            FUZZ_REQUIRE(share[c].share_lower <= share[c].share && share[c].share <= share[c].share_upper);
            FUZZ_REQUIRE(share[c].loss_lower <= share[c].loss_upper && share[c].loss_upper <= 1);
        }
    }
    if (hst_attribution_bootstrap_work_size(&bytes, e.before, e.during, e.pools, e.countries, 5) == HST_OK &&
        bytes <= sizeof work) {
        hst_status drawn =
            hst_attribution_bootstrap(boot, &again, e.mix, e.before, e.during, e.pools, e.countries, exposure,
                                      1, level, 5, fuzz_int64(in), work, bytes);
        FUZZ_REQUIRE(drawn == status);
        for (c = 0; drawn == HST_OK && c < e.countries; ++c) {
            FUZZ_REQUIRE(is_outage(&boot[c]) && again.rank == fit.rank);
        }
    }
}

static void fuzz_margins(fuzz_bytes *in) {
    event e = event_of(in);
    hst_interval cell[COUNTRIES * COUNTRIES], fall[COUNTRIES], dark[COUNTRIES];
    int32_t n = e.countries, i;
    hst_status status;
    for (i = 0; i < n; ++i) {
        fall[i].lower = fraction_of(in);
        fall[i].upper = fall[i].lower + fraction_of(in);
    }
    /* Two rows of the mix are two sets of shares. */
    status = hst_attribution_frechet_cells(cell, e.mix, e.mix + (e.pools - 1) * n, n, n);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < n * n; ++i) {
        FUZZ_REQUIRE(0 <= cell[i].lower && cell[i].lower <= cell[i].upper + 1e-9 && cell[i].upper <= 1);
    }
    status = hst_attribution_frechet_dark(dark, fall, e.mix, e.mix + (e.pools - 1) * n, n, n);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < n; ++i) {
        FUZZ_REQUIRE(0 <= dark[i].lower && dark[i].lower <= dark[i].upper && dark[i].upper <= 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes in;
    in.at = data;
    in.left = size;
    switch (fuzz_below(&in, 3)) {
    case 0: fuzz_solve(&in); break;
    case 1: fuzz_blocks(&in); break;
    default: fuzz_margins(&in); break;
    }
    return 0;
}
