/* Moments of any samples: arrays against states, states in pieces, and bytes that come from anywhere. */
#include "fuzz.h"

#include "hashstat/moments.h"

enum { MOST = 300 };

static double x[MOST];
static int64_t key[MOST];

static int64_t take_samples(fuzz_bytes *bytes) {
    int raw = fuzz_below(bytes, 3) == 0;
    int64_t n = fuzz_below(bytes, MOST + 1), i;
    for (i = 0; i < n; ++i) {
        uint8_t small = 0;
        key[i] = i;
        if (raw) {
            x[i] = fuzz_double(bytes);
            continue;
        }
        fuzz_take(bytes, &small, sizeof small);
        x[i] = (double)small - 100;
        if (small == 255) {
            memset(&x[i], 0xff, sizeof x[i]);
        }
    }
    return n;
}

static int same(double a, double b) {
    return memcmp(&a, &b, sizeof a) == 0 || (a != a && b != b);
}

static void require_same(const hst_moments *a, const hst_moments *b) {
    FUZZ_REQUIRE(a->count == b->count && a->missing == b->missing && same(a->sum, b->sum) &&
                 same(a->mean, b->mean));
    FUZZ_REQUIRE(same(a->variance, b->variance) && same(a->population_variance, b->population_variance));
    FUZZ_REQUIRE(same(a->min, b->min) && same(a->max, b->max) && a->min_key == b->min_key &&
                 a->max_key == b->max_key);
}

static void require_singles(const hst_moments *m, hst_status status, int64_t n) {
    hst_moments_extremes e;
    double value;
    hst_status one = hst_moments_sum(&value, x, n);
    fuzz_require_status(one);
    FUZZ_REQUIRE(status != HST_OK || (one == HST_OK && same(value, m->sum)));
    one = hst_moments_variance(&value, x, n);
    fuzz_require_status(one);
    FUZZ_REQUIRE(status != HST_OK || (one == HST_OK && same(value, m->variance)));
    one = hst_moments_mean(&value, x, n);
    FUZZ_REQUIRE(one == (status == HST_EOVERFLOW ? HST_OK : status));
    one = hst_moments_extremes_of(&e, x, n);
    FUZZ_REQUIRE(one == (status == HST_EOVERFLOW ? HST_OK : status));
    FUZZ_REQUIRE(one != HST_OK || (e.min <= value && value <= e.max && x[e.min_index] == e.min));
}

/* In two pieces, merged the other way round, with a detour that is taken back. */
static void try_samples(fuzz_bytes *bytes) {
    int64_t n = take_samples(bytes), at = fuzz_below(bytes, n + 1);
    hst_moments m, read;
    hst_moments_state left, right;
    hst_status status = hst_moments_of(&m, x, n), pushed;
    fuzz_require_status(status);
    require_singles(&m, status, n);
    memset(&left, 0, sizeof left);
    memset(&right, 0, sizeof right);
    pushed = hst_moments_state_push_n(&left, x, key, at);
    if (pushed == HST_OK) {
        pushed = hst_moments_state_push_run(&right, x + at, n - at, at);
    }
    FUZZ_REQUIRE((pushed == HST_EDOMAIN) == (status == HST_EDOMAIN));
    if (pushed == HST_OK) {
        FUZZ_REQUIRE(hst_moments_state_merge(&right, &left) == HST_OK);
        FUZZ_REQUIRE(hst_moments_state_push(&right, 0, INT64_MAX) == HST_OK);
        FUZZ_REQUIRE(hst_moments_state_read(&read, &right) != HST_EEMPTY);
        FUZZ_REQUIRE(hst_moments_state_unpush(&right, 0, INT64_MAX) == HST_OK);
        if (hst_moments_state_read(&read, &right) == HST_OK) {
            FUZZ_REQUIRE(status == HST_OK);
            if (read.min == read.min && read.max == read.max) {
                require_same(&read, &m);
            }
        }
    }
}

static void try_bytes(fuzz_bytes *bytes) {
    uint8_t packed[HST_MOMENTS_PACKED_BYTES], again[HST_MOMENTS_PACKED_BYTES];
    hst_moments_state state;
    hst_moments m;
    fuzz_take(bytes, packed, sizeof packed);
    if (hst_moments_state_unpack(&state, packed, sizeof packed) == HST_OK) {
        FUZZ_REQUIRE(hst_moments_state_pack(again, sizeof again, &state) == HST_OK);
        FUZZ_REQUIRE(memcmp(packed, again, sizeof again) == 0);
    }
    memcpy(&state, packed, sizeof state);
    fuzz_require_status(hst_moments_state_read(&m, &state));
    fuzz_require_status(hst_moments_state_push(&state, fuzz_double(bytes), 3));
    fuzz_require_status(hst_moments_state_unpush(&state, fuzz_double(bytes), 3));
    fuzz_require_status(hst_moments_state_merge(&state, &state));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_bytes bytes;
    bytes.at = data;
    bytes.left = size;
    if (fuzz_below(&bytes, 4) > 0) {
        try_samples(&bytes);
    } else {
        try_bytes(&bytes);
    }
    return 0;
}
