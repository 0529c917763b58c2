/* By blocks of places whose sums stay in the first-level cache while one ring after the other is added. Whole
 * numbers, so that the order of the rings changes no sum and equal sums are equal. */
#include "sum_rings.h"

#include <string.h>

#include "path.h"
#include "scalar.h"

enum { BLOCK = 512 };

void hst__sum_rings_close(hst__sum_rings *r, int64_t ring) {
    int64_t *value = r->value + 2 * r->length * ring;
    memcpy(value + r->length, value, (size_t)r->length * sizeof *value);
}

static HST__BODY int64_t sum_block(int64_t *sum, const hst__sum_rings *r, const int64_t *at, int64_t from,
                                   int64_t n) {
    int64_t most = 0;
    int64_t k, i;
    memset(sum, 0, (size_t)n * sizeof *sum);
    for (k = 0; k < r->rings; ++k) {
        const int64_t *value = r->value + 2 * r->length * k + at[k] + from;
        for (i = 0; i < n; ++i) {
            sum[i] += value[i];
        }
    }
    for (i = 0; i < n; ++i) {
        most = sum[i] > most ? sum[i] : most;
    }
    return most;
}

static inline int64_t place_in(const int64_t *sum, int64_t most) {
    int64_t i = 0;
    while (sum[i] != most) {
        ++i;
    }
    return i;
}

static HST__BODY int64_t most_of(const hst__sum_rings *r, const int64_t *at, int64_t *place) {
    int64_t sum[BLOCK];
    int64_t most = -1, first = 0;
    int64_t from;
    for (from = 0; from < r->length; from += BLOCK) {
        int64_t here = sum_block(sum, r, at, from, hst__least(BLOCK, r->length - from));
        if (here > most) {
            most = here;
            first = from + place_in(sum, here);
        }
    }
    if (place != NULL) {
        *place = first;
    }
    return most;
}

static int64_t most_portable(const hst__sum_rings *r, const int64_t *at, int64_t *place) {
    return most_of(r, at, place);
}

#if HST__X86_PATHS
static HST__AVX2 int64_t most_avx2(const hst__sum_rings *r, const int64_t *at, int64_t *place) {
    return most_of(r, at, place);
}

static HST__AVX512 int64_t most_avx512(const hst__sum_rings *r, const int64_t *at, int64_t *place) {
    return most_of(r, at, place);
}
#endif

int64_t hst__sum_rings_most_on(int path, const hst__sum_rings *r, const int64_t *at, int64_t *place) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return most_avx512(r, at, place);
    }
    if (path == HST__PATH_AVX2) {
        return most_avx2(r, at, place);
    }
#endif
    (void)path;
    return most_portable(r, at, place);
}

int64_t hst__sum_rings_most(const hst__sum_rings *r, const int64_t *at, int64_t *place) {
    return hst__sum_rings_most_on(hst__path(), r, at, place);
}
