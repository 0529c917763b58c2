/* Buckets that follow one another hold about as many samples. So the times in the middle of a bucket are not
 * looked at, only a few around the place where the last one's length puts its end: a count of those below the
 * edge, without a branch, is the end nearly always. Else a search is. */
#include "bucket_ends.h"

#include "ordered.h"
#include "path.h"

enum { NEAR = 32 }; /* as many as the lanes of rising.c, for the same reason */

static HST__BODY int64_t count_below(const int64_t *time, int64_t bound) {
    int64_t below = 0;
    int k;
    for (k = 0; k < NEAR; ++k) {
        below += time[k] < bound;
    }
    return below;
}

/* First i in [from, n) with time[i] >= bound, else n. */
static HST__BODY int64_t bucket_end(const int64_t *time, int64_t from, int64_t n, int64_t bound, int64_t guess) {
    int64_t low = guess - NEAR / 2 > from ? guess - NEAR / 2 : from;
    if (low <= n - NEAR && time[low + NEAR - 1] >= bound && (low == from || time[low - 1] < bound)) {
        return low + count_below(time + low, bound);
    }
    return hst__first_at_least(time, from, n, bound);
}

static HST__BODY int64_t bucket_ends(int64_t *at, const int64_t *edge, int64_t buckets, const int64_t *time,
                                     int64_t n, int64_t most, int64_t guess) {
    int64_t r = 0;
    at[0] = 0;
    do {
        at[r + 1] = bucket_end(time, at[r], n, edge[r + 1], at[r] + guess);
        guess = at[r + 1] - at[r];
        ++r;
    } while (r < buckets && at[r] <= most);
    return r;
}

static int64_t bucket_ends_portable(int64_t *at, const int64_t *edge, int64_t buckets, const int64_t *time,
                                    int64_t n, int64_t most, int64_t guess) {
    return bucket_ends(at, edge, buckets, time, n, most, guess);
}

#if HST__X86_PATHS
static HST__AVX2 int64_t bucket_ends_avx2(int64_t *at, const int64_t *edge, int64_t buckets,
                                          const int64_t *time, int64_t n, int64_t most, int64_t guess) {
    return bucket_ends(at, edge, buckets, time, n, most, guess);
}

static HST__AVX512 int64_t bucket_ends_avx512(int64_t *at, const int64_t *edge, int64_t buckets,
                                              const int64_t *time, int64_t n, int64_t most, int64_t guess) {
    return bucket_ends(at, edge, buckets, time, n, most, guess);
}
#endif

int64_t hst__bucket_ends_on(int path, int64_t *at, const int64_t *edge, int64_t buckets, const int64_t *time,
                            int64_t n, int64_t most, int64_t guess) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return bucket_ends_avx512(at, edge, buckets, time, n, most, guess);
    }
    if (path == HST__PATH_AVX2) {
        return bucket_ends_avx2(at, edge, buckets, time, n, most, guess);
    }
#endif
    (void)path;
    return bucket_ends_portable(at, edge, buckets, time, n, most, guess);
}

int64_t hst__bucket_ends(int64_t *at, const int64_t *edge, int64_t buckets, const int64_t *time, int64_t n,
                         int64_t most, int64_t guess) {
    return hst__bucket_ends_on(hst__path(), at, edge, buckets, time, n, most, guess);
}
