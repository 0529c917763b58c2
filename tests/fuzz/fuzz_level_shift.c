/* Outage or level shift over arbitrary counts, exposures, weights and options. Probabilities must be some,
 * times lie inside, and falls be in order. */
#include <math.h>

#include "fuzz.h"
#include "hashstat/level_shift.h"

enum { MOST = 40 };

static double work[10 * MOST + 517];

/* Mostly values that are accepted: arbitrary bits seldom are. */
static double value_of(fuzz_bytes *in, double usual) {
    int64_t kind = fuzz_below(in, 16);
    if (kind == 0) {
        return fuzz_double(in);
    }
    return kind < 8 ? usual : usual * (double)(1 + fuzz_below(in, 64)) / 8;
}

static hst_level_shift_options options_of(fuzz_bytes *in) {
    hst_level_shift_options o;
    uint32_t size = (uint32_t)fuzz_below(in, 2 * (int64_t)sizeof o);
    hst_status status = hst_level_shift_options_init(&o, size < sizeof o ? size : (uint32_t)sizeof o);
    FUZZ_REQUIRE(status == (size < sizeof o ? HST_EOPTION : HST_OK));
    (void)hst_level_shift_options_init(&o, (uint32_t)sizeof o);
    o.flags = fuzz_below(in, 32) == 0;
    o.direction = (int32_t)fuzz_below(in, 17) % 3 % 2;
    o.law = (int32_t)fuzz_below(in, 17) % 3 % 2 + (fuzz_below(in, 32) == 0);
    o.shortest = fuzz_below(in, 4) == 0 ? value_of(in, 8) : 1;
    o.duration = o.law == HST_LEVEL_SHIFT_LOG_UNIFORM && fuzz_below(in, 2) == 0 ? 0 : value_of(in, 12);
    o.shape = value_of(in, 1);
    o.exposure = fuzz_below(in, 2) == 0 ? 0 : value_of(in, 1);
    o.none = value_of(in, 1);
    o.shift = value_of(in, 1);
    o.outage = value_of(in, 1);
    o.odds = value_of(in, 20);
    o.quiet = value_of(in, 3);
    return o;
}

static int is_p(double p) {
    return p >= 0 && p <= 1;
}

static int is_one(double sum) {
    return sum > 1 - 1e-12 && sum < 1 + 1e-12;
}

static void require_fall(const hst_level_shift_fall *f, int only_falls) {
    FUZZ_REQUIRE(f->lower <= f->median && f->median <= f->upper && f->upper <= 1);
    FUZZ_REQUIRE(!only_falls || f->lower >= 0);
}

static void require_time(const hst_level_shift_time *t, int64_t n, int may_be_none) {
    int64_t lower = t->lower == HST_NONE ? n : t->lower, upper = t->upper == HST_NONE ? n : t->upper;
    FUZZ_REQUIRE(lower >= 1 && lower <= upper);
    FUZZ_REQUIRE(may_be_none ? t->best >= HST_NONE : t->best >= 1 && upper < n);
    FUZZ_REQUIRE(t->best < n);
}

static void require_answer(const hst_level_shift *s, int64_t n, int only_falls) {
    FUZZ_REQUIRE(is_p(s->none) && is_p(s->shift) && is_p(s->outage) && is_p(s->down) && is_p(s->returned));
    FUZZ_REQUIRE(is_one(s->none + s->shift + s->outage));
    FUZZ_REQUIRE(is_one(s->none + s->down + s->returned));
    FUZZ_REQUIRE(isfinite(s->log_none) && isfinite(s->log_shift) && isfinite(s->log_outage));
    require_fall(&s->shift_fall, only_falls);
    require_fall(&s->outage_fall, only_falls);
    require_time(&s->shift_onset, n, 0);
    require_time(&s->outage_onset, n, 0);
    require_time(&s->outage_return, n, 1);
    FUZZ_REQUIRE(s->verdict >= HST_LEVEL_SHIFT_UNDECIDED && s->verdict <= HST_LEVEL_SHIFT_OUTAGE);
    FUZZ_REQUIRE(s->bins >= 2 && s->bins <= n && s->blocks >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes in = {data, size};
    hst_level_shift_options o = options_of(&in);
    int64_t n = fuzz_below(&in, MOST + 1), blocks[MOST] = {0}, i;
    double exposure[MOST] = {0}, weight[MOST] = {0}, level = value_of(&in, 0.25);
    int weighted = fuzz_below(&in, 4) == 0;
    size_t bytes = hst_level_shift_work_size(n);
    hst_level_shift s;
    hst_status status;
    FUZZ_REQUIRE(bytes <= sizeof work);
    for (i = 0; i < n; ++i) {
        int64_t kind = fuzz_below(&in, 16);
        exposure[i] = kind == 0 ? 0 : kind == 1 ? (double)NAN : kind == 2 ? value_of(&in, 1e-5) : 1;
        blocks[i] = kind == 0 ? 0 : kind < 4 ? fuzz_below(&in, 100000) : fuzz_below(&in, 12);
        blocks[i] = kind == 15 && fuzz_below(&in, 16) == 0 ? fuzz_int64(&in) : blocks[i];
        weight[i] = value_of(&in, 1);
    }
    status = hst_level_shift_odds(&o, &s, work, bytes, blocks, exposure, weighted ? weight : NULL, n, level);
    fuzz_require_status(status);
    if (status == HST_OK) {
        require_answer(&s, n, o.direction == HST_LEVEL_SHIFT_FALLS);
    }
    return 0;
}
