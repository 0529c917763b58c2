/* Buckets that follow one another hold about as many samples. So the times in the middle of a bucket are not
 * looked at, only a few around the place where the last one's length puts its end: a count of those below the
 * edge, without a branch, is the end nearly always. Else a search is.
 *
 * Each end waits for the one before it, while sums wait for nothing: made in the same loop, one hides behind
 * the other. And memory is asked for what comes after `most` samples while these are worked on, which the
 * processor does not do by itself for loops as uneven as these. */
#include "bucket_ends.h"

#include "fetch.h"
#include "ordered.h"
#include "run_sum_body.h"

enum { NEAR = 32, LINE = 8 /* doubles of a cache line */ };

/* What lies `most` samples behind [from, until), to about the next line. The first 64 without a branch,
 * because buckets mostly are of about such a length. */
static inline void fetch_ahead(const hst__bucket_walk *walk, int64_t from, int64_t until) {
    do {
        int k;
        for (k = 0; k < 64; k += LINE) {
            hst__fetch(walk->time, 8 * (from + walk->most + k));
            hst__fetch(walk->beside, 8 * (from + walk->most + k));
        }
        from += 64;
    } while (until - from > 32);
}

/* Whether the end lies in low .. low + NEAR; it does not lie before `from`. */
static inline int is_near(const hst__bucket_walk *walk, int64_t from, int64_t low, int64_t bound) {
    const int64_t *time = walk->time;
    return low <= walk->n - NEAR && time[low + NEAR - 1] >= bound && (low == from || time[low - 1] < bound);
}

static inline int64_t count_below(const int64_t *time, int64_t bound) {
    int64_t below = 0;
    int k;
    for (k = 0; k < NEAR; ++k) {
        below += time[k] < bound;
    }
    return below;
}

typedef int64_t counter(const int64_t *time, int64_t bound);
typedef hst__run_parts summer(const double *x, int64_t n, double shifter);

static HST__BODY int64_t bucket_ends(int64_t *at, const hst__bucket_sums *sums, const hst__bucket_walk *walk,
                                     counter *count, summer *sum_of) {
    int64_t length = walk->guess;
    int64_t r;
    at[0] = 0;
    for (r = 0; r < walk->buckets; ++r) {
        int64_t bound = walk->edge[r + 1];
        int64_t low = length > NEAR / 2 ? at[r] + length - NEAR / 2 : at[r];
        at[r + 1] = is_near(walk, at[r], low, bound) ? low + count(walk->time + low, bound)
                                                     : hst__first_at_least(walk->time, at[r], walk->n, bound);
        length = at[r + 1] - at[r];
        if (at[r + 1] > walk->most) {
            break;
        }
        fetch_ahead(walk, at[r], at[r + 1]);
        if (sums != NULL) {
            hst__run_parts sum = sum_of(sums->x + at[r], length, sums->shifter);
            sums->high[r] = sum.high;
            sums->low[r] = sum.low;
        }
    }
    return r;
}

static int64_t bucket_ends_portable(int64_t *at, const hst__bucket_sums *sums, const hst__bucket_walk *walk) {
    return bucket_ends(at, sums, walk, count_below, hst__run_sum_portable);
}

#if HST__X86_PATHS
/* A mask is -1 where it is set. */
static HST__AVX2 inline int64_t count_below4(const int64_t *time, int64_t bound) {
    hst__mask4 b = {bound, bound, bound, bound};
    hst__mask4 below[4] = {{0}, {0}, {0}, {0}};
    int k;
    for (k = 0; k < NEAR; k += 16) {
        below[0] += hst__load_int4(time + k) < b;
        below[1] += hst__load_int4(time + k + 4) < b;
        below[2] += hst__load_int4(time + k + 8) < b;
        below[3] += hst__load_int4(time + k + 12) < b;
    }
    below[0] += below[1] + (below[2] + below[3]);
    return -((below[0][0] + below[0][2]) + (below[0][1] + below[0][3]));
}

static HST__AVX2 int64_t bucket_ends_avx2(int64_t *at, const hst__bucket_sums *sums,
                                          const hst__bucket_walk *walk) {
    return bucket_ends(at, sums, walk, count_below4, hst__run_sum4);
}
#endif

int64_t hst__bucket_ends_on(int path, int64_t *at, const hst__bucket_sums *sums,
                            const hst__bucket_walk *walk) {
#if HST__X86_PATHS
    if (path != HST__PATH_PORTABLE) {
        return bucket_ends_avx2(at, sums, walk);
    }
#endif
    (void)path;
    return bucket_ends_portable(at, sums, walk);
}

int64_t hst__bucket_ends(int64_t *at, const hst__bucket_sums *sums, const hst__bucket_walk *walk) {
    return hst__bucket_ends_on(hst__path(), at, sums, walk);
}
