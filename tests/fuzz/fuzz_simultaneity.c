/* The room simultaneity over arbitrary marks, groups, blocks and options. Counts, windows and chances must
 * lie where they can, and a window that was searched for must count the same when it is named. */
#include <math.h>

#include "fuzz.h"
#include "hashstat/simultaneity.h"

enum { SERIES = 10, SAMPLES = 100, WORDS = 8192 };

static uint64_t room[WORDS];

/* Mostly numbers that are accepted. */
static int64_t number_of(fuzz_bytes *in, int64_t limit) {
    return fuzz_below(in, 40) == 0 ? fuzz_int64(in) : 1 + fuzz_below(in, limit);
}

static hst_simultaneity_options options_of(fuzz_bytes *in) {
    hst_simultaneity_options o;
    FUZZ_REQUIRE(hst_simultaneity_options_init(&o, (uint32_t)sizeof o) == HST_OK);
    o.flags = fuzz_below(in, 40) == 0;
    o.period = number_of(in, 6);
    o.draws = number_of(in, 50);
    o.draws = o.draws > 50 && o.draws <= 1000000000 ? 50 : o.draws;
    o.exact = fuzz_below(in, 2) ? 0 : number_of(in, 200);
    o.exact = o.exact > 200 && o.exact <= 1000000000 ? 200 : o.exact;
    o.seed = fuzz_int64(in);
    o.level = fuzz_below(in, 20) == 0 ? fuzz_double(in) : 0.95;
    return o;
}

/* The workspace that is asked for, or none of it where it does not fit. */
static size_t room_for(int64_t series, int64_t n, int blocks) {
    size_t bytes = 0;
    hst_status status = blocks ? hst_simultaneity_common_work_size(&bytes, series, n)
                               : hst_simultaneity_work_size(&bytes, series, n);
    fuzz_require_status(status);
    return status == HST_OK && bytes <= sizeof room ? bytes : 0;
}

typedef struct input {
    int32_t mark[SERIES * SAMPLES], group[SERIES];
    int64_t series, n, width;
    int grouped;
} input;

static void take_input(input *a, fuzz_bytes *in) {
    int64_t i;
    a->series = fuzz_below(in, SERIES + 1);
    a->n = fuzz_below(in, SAMPLES + 1);
    a->width = number_of(in, 12);
    a->grouped = fuzz_below(in, 2) == 0;
    for (i = 0; i < SERIES; ++i) {
        a->group[i] = (int32_t)fuzz_below(in, SERIES + 1) - 1;
        a->group[i] = a->group[i] >= a->series && fuzz_below(in, 8) ? 0 : a->group[i];
    }
    for (i = 0; i < a->series * a->n; ++i) {
        unsigned char byte;
        fuzz_take(in, &byte, 1);
        a->mark[i] = byte == 255 ? 2 : byte % 4 == 3 ? -1 : byte % 4 == 2;
    }
}

static void require_window(const hst_simultaneity *s, const int32_t *part, const input *a) {
    int64_t took = 0, i;
    for (i = 0; i < a->series; ++i) {
        FUZZ_REQUIRE(part[i] >= -1 && part[i] <= 1);
        took += part[i] == 1;
    }
    FUZZ_REQUIRE(took == s->series && s->count <= s->series && s->count <= s->watched);
    FUZZ_REQUIRE(s->watched <= s->groups && s->groups <= a->series);
    FUZZ_REQUIRE((s->count == 0) == (s->earliest == HST_NONE) && s->earliest <= s->latest);
    FUZZ_REQUIRE(s->count == 0 || (s->first <= s->earliest && s->latest <= s->last && s->last < a->n));
    FUZZ_REQUIRE(s->p > 0 && s->p <= 1 && s->p_lower <= s->p_upper && s->turns >= 1);
    FUZZ_REQUIRE(s->coverage > 0 && s->coverage <= 1 && s->expected >= 0);
}

static void fuzz_marks(fuzz_bytes *in) {
    static input a;
    hst_simultaneity_options o = options_of(in);
    hst_simultaneity s, known;
    int32_t part[SERIES];
    const int32_t *group;
    size_t bytes;
    hst_status status;
    take_input(&a, in);
    group = a.grouped ? a.group : NULL;
    bytes = room_for(a.series, a.n, 0);
    status = hst_simultaneity_most(&o, &s, part, a.mark, group, a.series, a.n, a.width, room, bytes);
    fuzz_require_status(status);
    if (status == HST_OK) {
        require_window(&s, part, &a);
        status = hst_simultaneity_at(&o, &known, part, a.mark, group, a.series, a.n, a.width,
                                     s.first == HST_NONE ? 0 : s.first, room, bytes);
        FUZZ_REQUIRE(status == HST_OK);
        require_window(&known, part, &a);
        FUZZ_REQUIRE(s.first == HST_NONE || known.count == s.count);
    }
    status = hst_simultaneity_at(&o, &known, part, a.mark, group, a.series, a.n, a.width,
                                 number_of(in, SAMPLES), room, bytes);
    fuzz_require_status(status);
    status = hst_simultaneity_onsets(a.mark, a.mark, a.series * a.n);
    fuzz_require_status(status);
}

typedef struct blocks {
    int64_t count[SERIES * SAMPLES];
    double exposure[SAMPLES], p[SERIES * SAMPLES], part[SERIES];
    int32_t mark[SERIES * SAMPLES], group[SERIES];
    int64_t pools, bins, before, after;
} blocks;

static void take_blocks(blocks *b, fuzz_bytes *in) {
    int64_t i;
    b->pools = fuzz_below(in, SERIES + 1);
    b->bins = fuzz_below(in, SAMPLES + 1);
    b->before = number_of(in, 8);
    b->after = number_of(in, 8);
    for (i = 0; i < SERIES; ++i) {
        b->group[i] = (int32_t)fuzz_below(in, b->pools + 1) - 1;
    }
    for (i = 0; i < SAMPLES; ++i) {
        int64_t kind = fuzz_below(in, 64);
        b->exposure[i] = kind == 0 ? fuzz_double(in) : kind < 4 ? (double)NAN : kind < 6 ? 1e60 : 1;
    }
    for (i = 0; i < b->pools * b->bins; ++i) {
        unsigned char byte;
        fuzz_take(in, &byte, 1);
        b->count[i] = byte < 250 ? byte % 16 : byte == 250 ? fuzz_int64(in) : 1000000;
    }
}

static void require_fall(const hst_simultaneity_fall *f, const blocks *b) {
    FUZZ_REQUIRE(f->p > 0 && f->p <= 1 && f->p_lower <= f->p_upper && f->statistic >= 0);
    FUZZ_REQUIRE(f->groups <= f->watched && f->watched <= b->pools && f->turns >= 1);
}

/* A bin, of which a search said what it is. */
static void require_bin(const hst_simultaneity_options *o, const hst_simultaneity_fall *found,
                        const int32_t *group, blocks *b) {
    hst_simultaneity_fall f;
    int64_t first = found->first == HST_NONE ? b->before : found->first;
    FUZZ_REQUIRE(hst_simultaneity_common_at(o, &f, b->part, b->count, b->exposure, group, b->pools, b->bins,
                                            b->before, b->after, first, room,
                                            room_for(b->pools, b->bins, 1)) == HST_OK);
    require_fall(&f, b);
    FUZZ_REQUIRE(f.first == first && (found->first == HST_NONE || f.statistic == found->statistic));
}

static void fuzz_blocks(fuzz_bytes *in) {
    static blocks b;
    hst_simultaneity_options o = options_of(in);
    double alpha = fuzz_below(in, 20) == 0 ? fuzz_double(in) : 0.05;
    uint32_t flags = (uint32_t)fuzz_below(in, 2);
    int32_t *group = fuzz_below(in, 2) ? b.group : NULL;
    hst_simultaneity_fall f;
    hst_status status;
    int64_t i;
    take_blocks(&b, in);
    status = hst_simultaneity_falls(b.mark, b.p, b.count, b.exposure, b.pools, b.bins, b.before, b.after,
                                    alpha, flags);
    fuzz_require_status(status);
    for (i = 0; status == HST_OK && i < b.pools * b.bins; ++i) {
        FUZZ_REQUIRE(isnan(b.p[i]) == (b.mark[i] == HST_NONE));
        FUZZ_REQUIRE(isnan(b.p[i]) || (b.p[i] >= 0 && b.p[i] <= 1));
        FUZZ_REQUIRE(b.mark[i] != 1 || b.p[i] <= alpha);
    }
    status = hst_simultaneity_common(&o, &f, b.part, b.count, b.exposure, group, b.pools, b.bins, b.before,
                                     b.after, room, room_for(b.pools, b.bins, 1));
    fuzz_require_status(status);
    if (status == HST_OK) {
        require_fall(&f, &b);
        FUZZ_REQUIRE((f.statistic > 0) == (f.first != HST_NONE));
        FUZZ_REQUIRE((f.first == HST_NONE) == (isnan(f.fall) != 0));
        FUZZ_REQUIRE(f.first == HST_NONE || (f.first >= b.before && f.first + b.after <= b.bins));
        require_bin(&o, &f, group, &b);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes in = {data, size};
    if (fuzz_below(&in, 2)) {
        fuzz_marks(&in);
    } else {
        fuzz_blocks(&in);
    }
    return 0;
}
