/* The quantile room on any arguments: statuses are known ones, rejected calls write nothing, answers lie
 * where they must, and a sketch agrees with the exact quantiles. */
#include "fuzz.h"

#include "hashstat/quantile.h"

enum { MOST = 64, ASKED = 4, ROOM = 4096, LONG = 6000 };

static const double INFINITE = 1e308 * 10;

typedef struct question {
    double x[MOST];
    double p[ASKED];
    int64_t n;
    int64_t asked;
} question;

static uint64_t work[MOST], first[ROOM / 8], second[ROOM / 8];
static uint8_t packed[ROOM];

static int is_nan(double x) {
    return x != x;
}

static question take_question(fuzz_bytes *bytes) {
    question q;
    int raw = (int)fuzz_below(bytes, 4);
    int64_t i;
    q.n = fuzz_below(bytes, MOST + 1);
    q.asked = fuzz_below(bytes, ASKED + 1);
    for (i = 0; i < MOST; ++i) {
        int64_t kind = fuzz_below(bytes, 8);
        q.x[i] = raw == 1    ? fuzz_double(bytes)
                 : kind == 0 ? INFINITE - INFINITE
                             : (double)fuzz_below(bytes, 1000) / 8;
    }
    for (i = 0; i < ASKED; ++i) {
        q.p[i] = raw == 2 ? fuzz_double(bytes) : (double)fuzz_below(bytes, 1025) / 1024;
    }
    return q;
}

/* How many values lie at or below a value, and below it. */
static int64_t at_or_below(const question *q, double value, int strictly) {
    int64_t found = 0, i;
    for (i = 0; i < q->n; ++i) {
        found += strictly ? q->x[i] < value : q->x[i] <= value;
    }
    return found;
}

static void try_selection(const question *q) {
    double linear[ASKED], nearest[ASKED], median = -1, half = 0.5, again = -1;
    size_t size = hst_quantile_work_size(q->n);
    int64_t observed = at_or_below(q, INFINITE, 0), k;
    hst_status status = hst_quantile_select(linear, q->p, q->asked, q->x, q->n, work, size);
    fuzz_require_status(status);
    FUZZ_REQUIRE(hst_quantile_select_nearest(nearest, q->p, q->asked, q->x, q->n, work, size) == status);
    for (k = 0; status == HST_OK && k < q->asked; ++k) {
        double wanted = q->p[k] * (double)observed;
        FUZZ_REQUIRE((double)at_or_below(q, nearest[k], 0) >= wanted);
        FUZZ_REQUIRE(at_or_below(q, nearest[k], 0) > at_or_below(q, nearest[k], 1));
        FUZZ_REQUIRE((double)at_or_below(q, nearest[k], 1) < wanted || q->p[k] == 0);
        FUZZ_REQUIRE(at_or_below(q, linear[k], 0) >= 1 && at_or_below(q, linear[k], 1) < observed);
    }
    status = hst_quantile_median(&median, q->x, q->n, work, size);
    fuzz_require_status(status);
    FUZZ_REQUIRE(hst_quantile_select(&again, &half, 1, q->x, q->n, work, size) == status);
    FUZZ_REQUIRE(memcmp(&median, &again, sizeof median) == 0 && (status == HST_OK || median == -1));
}

/* A series long enough to be sampled: the values of q over and over, some of them growing. */
static void try_long(fuzz_bytes *bytes, const question *q) {
    static double x[LONG], room[LONG];
    double nearest[ASKED], step = fuzz_below(bytes, 2) == 0 ? 0 : (double)fuzz_below(bytes, 100);
    int64_t observed = 0, i, k;
    hst_status status;
    for (i = 0; i < LONG; ++i) {
        x[i] = q->x[i % MOST] + step * (double)(i / (1 + (int64_t)step));
        observed += !is_nan(x[i]);
    }
    status = hst_quantile_select_nearest(nearest, q->p, q->asked, x, LONG, room, sizeof room);
    fuzz_require_status(status);
    for (k = 0; status == HST_OK && k < q->asked; ++k) {
        int64_t below = 0, upto = 0;
        double wanted = q->p[k] * (double)observed;
        for (i = 0; i < LONG; ++i) {
            below += x[i] < nearest[k];
            upto += x[i] <= nearest[k];
        }
        FUZZ_REQUIRE(upto > below && (double)upto >= wanted && ((double)below < wanted || below == 0));
    }
}

/* Plain parameters of a sketch that fits. */
typedef struct plan {
    double accuracy, least, most;
    size_t bytes;
} plan;

static plan take_plan(fuzz_bytes *bytes) {
    plan s;
    s.accuracy = (double)(1 + fuzz_below(bytes, 8)) / 16;
    s.least = 1 + (double)fuzz_below(bytes, 4) / 8;
    s.most = s.least * (double)(1 + fuzz_below(bytes, 64));
    FUZZ_REQUIRE(hst_quantile_sketch_size(&s.bytes, s.accuracy, s.least, s.most) == HST_OK);
    FUZZ_REQUIRE(s.bytes <= ROOM && s.bytes % 8 == 0);
    return s;
}

/* The answers of a sketch of q, all of it pushed, against the exact ones. */
static void require_answers(const question *q, const plan *s) {
    double exact[ASKED], out[ASKED];
    hst_interval bounds[ASKED];
    int64_t k;
    hst_status status =
        hst_quantile_select_nearest(exact, q->p, q->asked, q->x, q->n, work, hst_quantile_work_size(q->n));
    FUZZ_REQUIRE(hst_quantile_sketch_read(out, q->p, q->asked, first, s->bytes) == status);
    FUZZ_REQUIRE(hst_quantile_sketch_bounds(bounds, q->p, q->asked, first, s->bytes) == status);
    for (k = 0; status == HST_OK && k < q->asked; ++k) {
        FUZZ_REQUIRE(bounds[k].lower <= exact[k] && exact[k] <= bounds[k].upper);
        if (exact[k] >= s->least && exact[k] <= s->most) {
            double error = out[k] < exact[k] ? exact[k] - out[k] : out[k] - exact[k];
            FUZZ_REQUIRE(error <= s->accuracy * exact[k] * (1 + 1e-15));
        } else {
            FUZZ_REQUIRE(out[k] == (exact[k] < s->least ? 0 : INFINITE));
        }
    }
}

/* Packed, unpacked and altered. */
static void require_packed(fuzz_bytes *bytes, const plan *s) {
    size_t size = 0, room = 0;
    int64_t at;
    FUZZ_REQUIRE(hst_quantile_sketch_packed_size(&size, first, s->bytes) == HST_OK && size <= ROOM);
    FUZZ_REQUIRE(hst_quantile_sketch_pack(packed, size, first, s->bytes) == HST_OK);
    FUZZ_REQUIRE(hst_quantile_sketch_unpacked_size(&room, packed, size) == HST_OK && room == s->bytes);
    FUZZ_REQUIRE(hst_quantile_sketch_unpack(second, s->bytes, packed, size) == HST_OK);
    FUZZ_REQUIRE(memcmp(first, second, s->bytes) == 0);
    at = fuzz_below(bytes, (int64_t)size);
    packed[at] = (uint8_t)(packed[at] ^ (1 + fuzz_below(bytes, 255)));
    FUZZ_REQUIRE(hst_quantile_sketch_unpack(second, s->bytes, packed, size) == HST_ECORRUPT);
}

/* All at once into the first, one by one and in two parts into the second. */
static void try_sketch(fuzz_bytes *bytes, const question *q) {
    plan s = take_plan(bytes);
    static uint64_t part[ROOM / 8];
    int64_t cut = fuzz_below(bytes, q->n + 1), i;
    hst_status status;
    FUZZ_REQUIRE(hst_quantile_sketch_init(first, s.bytes, s.accuracy, s.least, s.most) == HST_OK);
    FUZZ_REQUIRE(hst_quantile_sketch_init(second, s.bytes, s.accuracy, s.least, s.most) == HST_OK);
    FUZZ_REQUIRE(hst_quantile_sketch_init(part, s.bytes, s.accuracy, s.least, s.most) == HST_OK);
    status = hst_quantile_sketch_push_n(first, s.bytes, q->x, q->n);
    fuzz_require_status(status);
    if (status != HST_OK) {
        FUZZ_REQUIRE(memcmp(first, second, s.bytes) == 0);
        return;
    }
    for (i = 0; i < q->n; ++i) {
        uint64_t *to = i < cut ? second : part;
        FUZZ_REQUIRE(hst_quantile_sketch_push(to, s.bytes, q->x[i]) == HST_OK);
        FUZZ_REQUIRE(hst_quantile_sketch_push(to, s.bytes, 7) == HST_OK);
        FUZZ_REQUIRE(hst_quantile_sketch_unpush(to, s.bytes, 7) == HST_OK);
    }
    FUZZ_REQUIRE(hst_quantile_sketch_merge(second, s.bytes, part, s.bytes) == HST_OK);
    FUZZ_REQUIRE(memcmp(first, second, s.bytes) == 0);
    require_answers(q, &s);
    require_packed(bytes, &s);
}

/* Memory that anything may stand in, whether it looks like a sketch or not. */
static void try_anything(fuzz_bytes *bytes, const question *q) {
    hst_quantile_counts counts;
    hst_interval bounds[ASKED];
    double out[ASKED];
    size_t size = (size_t)fuzz_below(bytes, ROOM + 1), found = 0;
    int64_t at;
    plan s = take_plan(bytes);
    fuzz_require_status(
        hst_quantile_sketch_size(&found, fuzz_double(bytes), fuzz_double(bytes), fuzz_double(bytes)));
    fuzz_take(bytes, first, sizeof first);
    if (fuzz_below(bytes, 2) == 0) {
        FUZZ_REQUIRE(hst_quantile_sketch_init(first, ROOM, s.accuracy, s.least, s.most) == HST_OK);
        for (at = fuzz_below(bytes, 4); at > 0; --at) {
            first[fuzz_below(bytes, (int64_t)s.bytes / 8)] = (uint64_t)fuzz_int64(bytes);
        }
    }
    memcpy(second, first, sizeof second);
    fuzz_require_status(hst_quantile_sketch_push(second, size, fuzz_double(bytes)));
    fuzz_require_status(hst_quantile_sketch_push_n(second, size, q->x, q->n));
    fuzz_require_status(hst_quantile_sketch_unpush(second, size, fuzz_double(bytes)));
    fuzz_require_status(hst_quantile_sketch_merge(second, size, first, size));
    fuzz_require_status(hst_quantile_sketch_counts(&counts, second, size));
    fuzz_require_status(hst_quantile_sketch_read(out, q->p, q->asked, second, size));
    fuzz_require_status(hst_quantile_sketch_bounds(bounds, q->p, q->asked, second, size));
    fuzz_require_status(hst_quantile_sketch_packed_size(&found, second, size));
    fuzz_require_status(hst_quantile_sketch_pack(packed, sizeof packed, second, size));
    fuzz_take(bytes, packed, sizeof packed);
    fuzz_require_status(hst_quantile_sketch_unpacked_size(&found, packed, size));
    fuzz_require_status(hst_quantile_sketch_unpack(second, sizeof second, packed, size));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes;
    question q;
    bytes.at = data;
    bytes.left = size;
    q = take_question(&bytes);
    FUZZ_REQUIRE(is_nan(INFINITE - INFINITE));
    try_selection(&q);
    try_sketch(&bytes, &q);
    try_anything(&bytes, &q);
    try_long(&bytes, &q);
    return 0;
}
