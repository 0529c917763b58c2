/* Extremes are looked for in blocks, and of each only the block is kept: the place inside it is asked for
 * once, in the end, which is as good as free. */
#include "places.h"

#include <math.h> /* INFINITY only */

#include "block_sum.h"
#include "extremes.h"
#include "path.h"
#include "scalar.h"

enum { LANES = 32 };

/* An integer is zero if neither it nor its opposite has the top bit set: vectors without a comparison of
 * integers can ask for that too. */
static HST__BODY int64_t first_of(const double *x, int64_t n, double value) {
    uint64_t bits = hst__bits_at(&value);
    int64_t i;
    for (i = 0; n - i >= LANES; i += LANES) {
        uint64_t all_differ = UINT64_MAX;
        int k;
        for (k = 0; k < LANES; ++k) {
            uint64_t difference = hst__bits_at(x + i + k) ^ bits;
            all_differ &= difference | (0 - difference);
        }
        if (all_differ >> 63 == 0) {
            break;
        }
    }
    while (hst__bits_at(x + i) != bits) {
        ++i;
    }
    return i;
}

static int64_t first_portable(const double *x, int64_t n, double value) {
    return first_of(x, n, value);
}

#if HST__X86_PATHS
static HST__AVX2 int64_t first_avx2(const double *x, int64_t n, double value) {
    return first_of(x, n, value);
}

static HST__AVX512 int64_t first_avx512(const double *x, int64_t n, double value) {
    return first_of(x, n, value);
}
#endif

static int64_t first_bits_on(int path, const double *x, int64_t n, double value) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return first_avx512(x, n, value);
    }
    if (path == HST__PATH_AVX2) {
        return first_avx2(x, n, value);
    }
#endif
    (void)path;
    return first_portable(x, n, value);
}

/* Zero is the only value of two bit patterns. */
int64_t hst__first_on(int path, const double *x, int64_t n, double value) {
    int64_t i = 0;
    if (value != 0) {
        return first_bits_on(path, x, n, value);
    }
    while (x[i] != 0) {
        ++i;
    }
    return i;
}

int64_t hst__least_key(const int64_t *key, const double *x, int64_t n, double value) {
    int64_t least = INT64_MAX;
    int64_t i;
    for (i = 0; i < n; ++i) {
        int64_t mine = x[i] == value ? key[i] : INT64_MAX;
        least = hst__least(mine, least);
    }
    return least;
}

static int64_t place_in(int path, const double *x, int64_t n, int64_t block, double value) {
    return block < 0 ? -1 : block + hst__first_on(path, x + block, n - block, value);
}

hst__places hst__places_on(int path, const double *x, int64_t n) {
    hst__places p = {INFINITY, -INFINITY, -1, -1};
    int64_t i, until;
    for (i = 0; i < n; i = until) {
        hst__extremes block;
        until = hst__block_end(x, i, n);
        block = hst__extremes_on(path, x + i, until - i);
        if (block.least < p.least) {
            p.least = block.least;
            p.least_at = i;
        }
        if (block.most > p.most) {
            p.most = block.most;
            p.most_at = i;
        }
    }
    p.least_at = place_in(path, x, n, p.least_at, p.least);
    p.most_at = place_in(path, x, n, p.most_at, p.most);
    p.least += 0.0; /* -0 + 0 is 0 */
    p.most += 0.0;
    return p;
}

hst__places hst__places_of(const double *x, int64_t n) {
    return hst__places_on(hst__path(), x, n);
}
