/* Exact quantiles, and the sketch in three sizes. */
#include "digest.h"

#include <stdlib.h>

#include "hashstat/quantile.h"

enum { ASKED = 21, SKETCH_BYTES = 16384, PACKED_BYTES = SKETCH_BYTES + 80 };

static void fill_asked(double *probability) {
    int k;
    for (k = 0; k < ASKED; ++k) {
        probability[k] = (double)(k * 8 % ASKED) / (ASKED - 1);
    }
}

/* Exact. --------------------------------------------------------------------------------------- */

/* A few probabilities are selected, many are sorted for; the lengths are even and odd, short and long. */
static void put_exact(digest *d, const digest_data *s) {
    static const int64_t LENGTHS[] = {1, 2, 5, 16, 17, 100, 999, DIGEST_SAMPLES};
    static double work[DIGEST_SAMPLES];
    double asked[ASKED], out[ASKED];
    int64_t some;
    size_t k;
    fill_asked(asked);
    for (k = 0; k < sizeof LENGTHS / sizeof LENGTHS[0]; ++k) {
        int64_t n = LENGTHS[k];
        size_t bytes = hst_quantile_work_size(n);
        hst_status status = hst_quantile_median(out, s->x, n, work, bytes);
        digest_int64(d, (int64_t)bytes);
        digest_int64(d, status);
        if (status != HST_OK) {
            continue;
        }
        digest_double(d, out[0]);
        for (some = 1; some <= ASKED; some += 5) {
            DIGEST_REQUIRE(hst_quantile_select(out, asked, some, s->x, n, work, bytes) == HST_OK);
            digest_doubles(d, out, some);
            DIGEST_REQUIRE(hst_quantile_select_nearest(out, asked, some, s->x, n, work, bytes) == HST_OK);
            digest_doubles(d, out, some);
        }
    }
}

/* Sketches. ------------------------------------------------------------------------------------ */

static size_t size_of(double accuracy, double least, double most) {
    size_t bytes = 0;
    DIGEST_REQUIRE(hst_quantile_sketch_size(&bytes, accuracy, least, most) == HST_OK);
    return bytes;
}

static void push_all(void *sketch, size_t bytes, const digest_data *s, int64_t from, int64_t until) {
    if (until - from == 1) {
        DIGEST_REQUIRE(hst_quantile_sketch_push(sketch, bytes, s->level[from]) == HST_OK);
    } else {
        DIGEST_REQUIRE(hst_quantile_sketch_push_n(sketch, bytes, s->level + from, until - from) == HST_OK);
    }
}

static void put_read(digest *d, const void *sketch, size_t bytes) {
    hst_quantile_counts counts;
    hst_interval bounds[ASKED];
    double asked[ASKED], out[ASKED];
    int k;
    fill_asked(asked);
    DIGEST_REQUIRE(hst_quantile_sketch_counts(&counts, sketch, bytes) == HST_OK);
    digest_int64(d, counts.observed);
    digest_int64(d, counts.missing);
    digest_int64(d, counts.zeros);
    digest_int64(d, counts.below);
    digest_int64(d, counts.above);
    if (counts.observed == 0) {
        return;
    }
    DIGEST_REQUIRE(hst_quantile_sketch_read(out, asked, ASKED, sketch, bytes) == HST_OK);
    DIGEST_REQUIRE(hst_quantile_sketch_bounds(bounds, asked, ASKED, sketch, bytes) == HST_OK);
    digest_doubles(d, out, ASKED);
    for (k = 0; k < ASKED; ++k) {
        digest_double(d, bounds[k].lower);
        digest_double(d, bounds[k].upper);
    }
}

static const double LEAST = 0x1p-10, MOST = 1e24, ACCURACY = 0.02;

static void begin(void *state) {
    DIGEST_REQUIRE(hst_quantile_sketch_init(state, SKETCH_BYTES, ACCURACY, LEAST, MOST) == HST_OK);
}

static void push(void *state, const digest_data *s, int64_t from, int64_t until) {
    push_all(state, SKETCH_BYTES, s, from, until);
}

static void merge(void *state, const void *other) {
    DIGEST_REQUIRE(hst_quantile_sketch_merge(state, SKETCH_BYTES, other, SKETCH_BYTES) == HST_OK);
}

static size_t pack(uint8_t *packed, const void *state) {
    size_t bytes = 0;
    DIGEST_REQUIRE(hst_quantile_sketch_packed_size(&bytes, state, SKETCH_BYTES) == HST_OK);
    DIGEST_REQUIRE(hst_quantile_sketch_pack(packed, PACKED_BYTES, state, SKETCH_BYTES) == HST_OK);
    return bytes;
}

static void unpack(void *state, const uint8_t *packed, size_t bytes) {
    size_t needed = 0;
    DIGEST_REQUIRE(hst_quantile_sketch_unpacked_size(&needed, packed, bytes) == HST_OK);
    DIGEST_REQUIRE(needed == size_of(ACCURACY, LEAST, MOST));
    DIGEST_REQUIRE(hst_quantile_sketch_unpack(state, SKETCH_BYTES, packed, bytes) == HST_OK);
}

const digest_state digest_quantile_state = {
    SKETCH_BYTES, PACKED_BYTES, begin, push, merge, pack, unpack,
};

void digest_quantile_parts(digest *d, const digest_data *s, int64_t chunk) {
    void *sketch = digest_pushed(&digest_quantile_state, s, chunk);
    int64_t i;
    put_read(d, sketch, SKETCH_BYTES);
    digest_packed(d, &digest_quantile_state, sketch);
    for (i = 0; i < s->n; i += 3) {
        DIGEST_REQUIRE(hst_quantile_sketch_unpush(sketch, SKETCH_BYTES, s->level[i]) == HST_OK);
    }
    digest_packed(d, &digest_quantile_state, sketch);
    free(sketch);
}

/* The whole range of a double, coarse; few orders of magnitude, fine. */
static void put_sketch(digest *d, const digest_data *s, double accuracy, double least, double most) {
    size_t bytes = size_of(accuracy, least, most);
    void *sketch = digest_memory(bytes);
    digest_int64(d, (int64_t)bytes);
    DIGEST_REQUIRE(hst_quantile_sketch_init(sketch, bytes, accuracy, least, most) == HST_OK);
    push_all(sketch, bytes, s, 0, s->n);
    put_read(d, sketch, bytes);
    free(sketch);
}

void digest_quantile(digest *d, const digest_data *s) {
    put_exact(d, s);
    put_sketch(d, s, 0.3, 0x1p-1022, 0x1.fffffffffffffp+1023);
    put_sketch(d, s, 0x1p-12, 1e20, 3e20);
}
