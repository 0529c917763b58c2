/* Rates: intervals in order and inside one another, p-values that are probabilities, searches that found what
 * they say. Every public function of the room is reached. */
#include "fuzz.h"

#include "hashstat/rate.h"

/* What rounding may do to an order: the bounds of the header, at counts up to its 1e12. */
#define SLACK 1e-9
/* Below, a probability has no digits to compare. */
#define DENORMAL 1e-300

static int64_t draw_count(fuzz_bytes *bytes) {
    switch (fuzz_below(bytes, 4)) {
    case 0: return fuzz_int64(bytes);
    case 1: return fuzz_int64(bytes) % INT64_C(1000000000001);
    default: return fuzz_below(bytes, 3000);
    }
}

/* Any bits at all, or a number between 2^-most and 2^most. */
static double draw_number(fuzz_bytes *bytes, int most) {
    double x = 1 + (double)fuzz_uint32(bytes) / 4294967296.0;
    int64_t halvings = fuzz_below(bytes, 2 * most) - most;
    if (fuzz_below(bytes, 8) == 0) {
        return fuzz_double(bytes);
    }
    for (; halvings > 0; --halvings) {
        x /= 2;
    }
    for (; halvings < 0; ++halvings) {
        x *= 2;
    }
    return x;
}

/* Any bits at all, or within (0, 1), its ends as likely as its middle. */
static double draw_part(fuzz_bytes *bytes) {
    double x = draw_number(bytes, 50);
    return fuzz_below(bytes, 8) == 0 ? x : x < 1 ? x / 2 : 1 - 0.5 / x;
}

static void check_interval(hst_status status, const hst_interval *i) {
    fuzz_require_status(status);
    FUZZ_REQUIRE(status != HST_OK || (i->lower >= 0 && i->lower <= i->upper));
    FUZZ_REQUIRE(status != HST_OK || i->upper - i->upper == 0);
}

static void check_rate(fuzz_bytes *bytes) {
    int64_t n = draw_count(bytes);
    double exposure = draw_number(bytes, 1000), level = draw_part(bytes), rate, unbiased;
    hst_interval exact = {0, 0}, midp = {0, 0}, other = {0, 0};
    hst_status status = hst_rate_interval_exact(&exact, n, exposure, level);
    hst_status second = hst_rate_interval_midp(&midp, n, exposure, level);
    check_interval(status, &exact);
    check_interval(second, &midp);
    if (status == HST_OK && second == HST_OK) {
        FUZZ_REQUIRE(exact.lower <= midp.lower * (1 + SLACK) && midp.upper <= exact.upper * (1 + SLACK));
        FUZZ_REQUIRE(hst_rate_estimate(&rate, n, exposure) == HST_OK);
        FUZZ_REQUIRE(exact.lower <= rate && rate <= exact.upper);
    }
    check_interval(hst_rate_interval_jeffreys(&other, n, exposure, level), &other);
    check_interval(hst_rate_interval_score(&other, n, exposure, level), &other);
    check_interval(hst_rate_fixed_count_interval(&other, n, exposure, level), &other);
    status = hst_rate_fixed_count_mle(&rate, n, exposure);
    second = hst_rate_fixed_count_unbiased(&unbiased, n, exposure);
    fuzz_require_status(hst_rate_estimate(&rate, n, exposure));
    fuzz_require_status(status);
    fuzz_require_status(second);
    FUZZ_REQUIRE(status != HST_OK || second != HST_OK || unbiased <= rate);
}

static int is_probability(double p) {
    return p >= 0 && p <= 1;
}

static void check_comparison(const hst_rate_comparison *c) {
    FUZZ_REQUIRE(is_probability(c->p) && is_probability(c->p_less) && is_probability(c->p_greater));
    FUZZ_REQUIRE(c->p_less + c->p_greater >= 1 - SLACK);
    FUZZ_REQUIRE(c->lower >= 0 && c->lower <= c->upper);
}

static void check_ratio(fuzz_bytes *bytes) {
    int64_t n1 = draw_count(bytes), n2 = draw_count(bytes);
    double e1 = draw_number(bytes, 350), e2 = draw_number(bytes, 350);
    double null = fuzz_below(bytes, 2) ? 1 : draw_number(bytes, 60), level = draw_part(bytes), p;
    hst_rate_comparison exact, midp;
    hst_status status = hst_rate_ratio_exact(&exact, n1, e1, n2, e2, null, level);
    fuzz_require_status(status);
    FUZZ_REQUIRE(hst_rate_ratio_midp(&midp, n1, e1, n2, e2, null, level) == status);
    if (status == HST_OK) {
        check_comparison(&exact);
        check_comparison(&midp);
        FUZZ_REQUIRE(exact.lower <= midp.lower * (1 + SLACK) && midp.upper <= exact.upper * (1 + SLACK));
        FUZZ_REQUIRE(n1 + n2 == 0 || (exact.lower <= exact.ratio && exact.ratio <= exact.upper));
        FUZZ_REQUIRE(midp.p_less <= exact.p_less * (1 + SLACK) + DENORMAL);
        FUZZ_REQUIRE(midp.p <= exact.p * (1 + SLACK) + DENORMAL);
        FUZZ_REQUIRE(hst_rate_ratio_p_minlike(&p, n1, e1, n2, e2, null) == HST_OK);
        FUZZ_REQUIRE(is_probability(p));
    }
    fuzz_require_status(hst_rate_ratio_p_minlike(&p, n1, e1, n2, e2, null));
}

static void check_dispersion(fuzz_bytes *bytes) {
    int64_t counts[40] = {0}, n = fuzz_below(bytes, 40), i;
    double exposures[40] = {0};
    hst_rate_dispersion d;
    hst_status status;
    for (i = 0; i < n; ++i) {
        counts[i] = fuzz_below(bytes, 64) ? fuzz_below(bytes, 500) : draw_count(bytes);
        exposures[i] = fuzz_below(bytes, 16) ? 1 + (double)fuzz_below(bytes, 9) : draw_number(bytes, 1070);
    }
    status = hst_rate_dispersion_test(&d, counts, exposures, n);
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(d.freedom >= 0 && d.freedom < n && d.chi2 >= 0);
        FUZZ_REQUIRE(is_probability(d.p_over) && is_probability(d.p_under));
        FUZZ_REQUIRE(d.p_over + d.p_under >= 1 - SLACK);
    }
}

/* Means of some millions at the most, except for what is any bits: a large one is only slower. */
static void check_power(fuzz_bytes *bytes) {
    double baseline = draw_number(bytes, 20), event = draw_number(bytes, 20);
    double fall = draw_part(bytes), alpha = draw_part(bytes), wanted = draw_part(bytes);
    double rate = draw_number(bytes, 300), power, more, luck, found;
    hst_status status = hst_rate_power(&power, baseline, event, fall, alpha);
    fuzz_require_status(status);
    if (status == HST_OK) {
        FUZZ_REQUIRE(is_probability(power));
        FUZZ_REQUIRE(hst_rate_power(&more, baseline, event, (1 + fall) / 2, alpha) == HST_OK);
        FUZZ_REQUIRE(more >= power - SLACK);
        FUZZ_REQUIRE(hst_rate_luck_fall(&luck, baseline, event, fall) == HST_OK && is_probability(luck));
    }
    status = hst_rate_detectable_fall(&found, baseline, event, alpha, wanted);
    fuzz_require_status(status);
    if (status == HST_OK && found <= 1) {
        FUZZ_REQUIRE(hst_rate_power(&power, baseline, event, found, alpha) == HST_OK && power >= wanted);
    }
    status = hst_rate_time_to_detect(&found, baseline, rate, fall, alpha, wanted);
    fuzz_require_status(status);
    if (status == HST_OK && rate * found >= 1e-9 && rate * found <= 1e9) {
        FUZZ_REQUIRE(hst_rate_power(&power, baseline, rate * found, fall, alpha) == HST_OK);
        FUZZ_REQUIRE(power >= wanted);
    }
    fuzz_require_status(hst_rate_luck_fall(&luck, baseline, event, fall));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes = {data, size};
    check_rate(&bytes);
    check_ratio(&bytes);
    check_dispersion(&bytes);
    check_power(&bytes);
    return 0;
}
