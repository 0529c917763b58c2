/* The room event_study over arbitrary values, spreads, times and darkness. All four intervals stand on one
 * fit: what does not depend on the interval must be the same bits, and what comes back must be ordered. */
#include <math.h>

#include "fuzz.h"
#include "hashstat/event_study.h"

enum { MOST = 24, DRAWS = 16 };

typedef struct series {
    double value[MOST], spread[MOST], dark[MOST];
    int64_t time[MOST], n;
    int32_t weights;
    double level;
} series;

/* Mostly what is accepted: arbitrary bits seldom are. */
static double fraction_of(fuzz_bytes *in) {
    return fuzz_below(in, 32) == 0 ? fuzz_double(in) : (double)fuzz_below(in, 1001) / 1000;
}

static double value_of(fuzz_bytes *in) {
    int64_t kind = fuzz_below(in, 32);
    double plain = (double)fuzz_below(in, 1000);
    return kind == 0 ? fuzz_double(in) : kind < 4 ? (double)NAN : kind < 6 ? ldexp(plain, 300) : 1 + plain;
}

static series series_of(fuzz_bytes *in) {
    series s = {{0}, {0}, {0}, {0}, 0, 0, 0};
    int64_t i, at = fuzz_below(in, 8) == 0 ? INT64_MIN : fuzz_below(in, 1000);
    s.n = fuzz_below(in, MOST + 1);
    s.weights = (int32_t)fuzz_below(in, 5);
    s.level = fraction_of(in);
    for (i = 0; i < s.n; ++i) {
        int64_t kind = fuzz_below(in, 64);
        s.value[i] = value_of(in);
        s.spread[i] = kind == 0 ? fuzz_double(in) : 0.001 + (double)fuzz_below(in, 1000);
        s.dark[i] = kind < 8 ? fraction_of(in) : (double)fuzz_below(in, 2);
        s.time[i] = at;
        at = kind == 1 ? fuzz_int64(in) : at < INT64_MAX / 2 ? at + 1 + fuzz_below(in, 100) : at;
    }
    return s;
}

static int is_p(double p) {
    return p >= 0 && p <= 1;
}

static void require_answer(const hst_event_study *s, int drawn) {
    FUZZ_REQUIRE(is_p(s->fall.p) && is_p(s->fall.luck_p) && s->fall.upper <= 1);
    FUZZ_REQUIRE(s->fall.lower <= s->fall.upper && s->growth_lower <= s->growth_upper);
    FUZZ_REQUIRE(s->used > 0 && s->used + s->missing <= MOST && s->freedom == s->used - 3);
    if (s->identified == 0) {
        FUZZ_REQUIRE(isnan(s->fall.estimate) && isnan(s->growth) && isnan(s->level) && isnan(s->error));
    } else {
        FUZZ_REQUIRE(s->freedom >= 0 && s->fall.estimate <= 1 && s->level >= 0 && s->counterfactual >= 0);
        FUZZ_REQUIRE(drawn || (s->fall.lower <= s->fall.estimate && s->fall.estimate <= s->fall.upper));
        FUZZ_REQUIRE(isnan(s->autocorrelation) || (s->autocorrelation >= -1 && s->autocorrelation <= 1));
        FUZZ_REQUIRE(isnan(s->durbin_watson) || (s->durbin_watson >= 0 && s->durbin_watson <= 4));
        FUZZ_REQUIRE(s->persistence >= -1 && s->persistence <= 1);
    }
}

static int same(double a, double b) {
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static void require_same_fit(const hst_event_study *a, const hst_event_study *b) {
    FUZZ_REQUIRE(same(a->fall.estimate, b->fall.estimate) && same(a->growth, b->growth));
    FUZZ_REQUIRE(same(a->level, b->level) && same(a->counterfactual, b->counterfactual));
    FUZZ_REQUIRE(same(a->scatter, b->scatter) && same(a->durbin_watson, b->durbin_watson));
    FUZZ_REQUIRE(a->identified == b->identified && a->used == b->used && a->origin == b->origin);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes in;
    series s;
    int64_t lag, block;
    double work[3 * MOST + 2 * DRAWS];
    hst_event_study plain, other;
    hst_status status, next;
    in.at = data;
    in.left = size;
    s = series_of(&in);
    lag = fuzz_below(&in, MOST + 4) - 2;
    block = fuzz_below(&in, MOST + 4) - 2;
    status = hst_event_study_fit(&plain, s.value, s.spread, s.time, s.dark, s.n, s.weights, s.level);
    fuzz_require_status(status);
    next = hst_event_study_ar1(&other, s.value, s.spread, s.time, s.dark, s.n, s.weights, s.level);
    FUZZ_REQUIRE(next == status);
    if (status == HST_OK) {
        require_answer(&plain, 0);
        require_answer(&other, 0);
        require_same_fit(&plain, &other);
    }
    next =
        hst_event_study_newey_west(&other, s.value, s.spread, s.time, s.dark, s.n, s.weights, lag, s.level);
    FUZZ_REQUIRE(next == status || next == HST_EDOMAIN);
    if (next == HST_OK) {
        require_answer(&other, 0);
        require_same_fit(&plain, &other);
    }
    FUZZ_REQUIRE(hst_event_study_bootstrap_work_size(s.n, DRAWS) <= sizeof work);
    next = hst_event_study_bootstrap(&other, s.value, s.spread, s.time, s.dark, s.n, s.weights, block, DRAWS,
                                     fuzz_int64(&in), s.level, work, sizeof work);
    FUZZ_REQUIRE(next == status || next == HST_EDOMAIN);
    if (next == HST_OK) {
        require_answer(&other, 1);
        require_same_fit(&plain, &other);
    }
    return 0;
}
