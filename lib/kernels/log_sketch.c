/* Counting. Which counter a value belongs to is found for a block of values at once, without branches; then
 * the counters go up one by one. */
#include "log_sketch.h"

#include <math.h> /* INFINITY only */
#include <string.h>

#include "path.h"
#include "scalar.h"

enum { WORD_MARK, WORD_ACCURACY, WORD_LEAST, WORD_MOST, WORD_TOTAL };
enum { BLOCK = 256 };

static double double_at(const uint64_t *word) {
    double x;
    memcpy(&x, word, sizeof x);
    return x;
}

static int64_t counters_of(const hst__log_grid *grid) {
    return HST__LOG_SKETCH_BUCKETS + (int64_t)grid->buckets + 1;
}

/* Below 2047 x 35,001 x 8 bytes, which fits 32 bits too. */
size_t hst__log_sketch_bytes(const hst__log_grid *grid) {
    return 8 * (size_t)(HST__LOG_SKETCH_HEAD + counters_of(grid));
}

void hst__log_sketch_begin(uint64_t *word, const hst__log_grid *grid, int64_t total) {
    memset(word, 0, hst__log_sketch_bytes(grid));
    word[WORD_MARK] = HST__LOG_SKETCH_MARK;
    word[WORD_ACCURACY] = hst__bits_at(&grid->accuracy);
    word[WORD_LEAST] = hst__bits_at(&grid->least);
    word[WORD_MOST] = hst__bits_at(&grid->most);
    word[WORD_TOTAL] = (uint64_t)total;
}

int hst__log_sketch_open(hst__log_sketch *s, const uint64_t *word, size_t bytes) {
    if (bytes < 8 * HST__LOG_SKETCH_HEAD) {
        return HST__LOG_SKETCH_SHORT;
    }
    if (word[WORD_MARK] != HST__LOG_SKETCH_MARK || word[WORD_TOTAL] > HST__LOG_SKETCH_TOTAL_MAX ||
        !hst__log_grid_make(&s->grid, double_at(word + WORD_ACCURACY), double_at(word + WORD_LEAST),
                            double_at(word + WORD_MOST))) {
        return HST__LOG_SKETCH_UNSOUND;
    }
    s->total = (int64_t)word[WORD_TOTAL];
    s->count = word + HST__LOG_SKETCH_HEAD;
    s->counters = counters_of(&s->grid);
    return bytes < hst__log_sketch_bytes(&s->grid) ? HST__LOG_SKETCH_SHORT : HST__LOG_SKETCH_DONE;
}

static int adds_up(const hst__log_sketch *s) {
    uint64_t left = (uint64_t)s->total;
    int64_t i;
    for (i = 0; i < s->counters; ++i) {
        if (s->count[i] > left) {
            return 0;
        }
        left -= s->count[i];
    }
    return left == 0;
}

int hst__log_sketch_open_whole(hst__log_sketch *s, const uint64_t *word, size_t bytes) {
    int outcome = hst__log_sketch_open(s, word, bytes);
    return outcome == HST__LOG_SKETCH_DONE && !adds_up(s) ? HST__LOG_SKETCH_UNSOUND : outcome;
}

/* placing -------------------------------------------------------------------------------------- */

/* NaN, or a sign bit of zero with nothing else, or no sign bit and less than infinity. */
static HST__BODY int takes_all(const double *x, int64_t n) {
    const uint64_t infinity = UINT64_C(0x7ff) << 52;
    int64_t refused = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint64_t bits = hst__bits_at(x + i);
        uint64_t twice = bits << 1;
        refused += (bits >= infinity) & (twice != 0) & (twice <= infinity << 1);
    }
    return refused == 0;
}

/* Told by sums of truths, because a choice would become a branch, and vector code needs none. NaN is in no
 * range, and bits without the sign tell it. */
static HST__BODY int32_t counter_of(const hst__log_grid *grid, const double *x) {
    uint64_t bits = hst__bits_at(x);
    int32_t above = HST__LOG_SKETCH_BUCKETS + grid->buckets;
    int32_t bucket = HST__LOG_SKETCH_BUCKETS + hst__log_grid_index(grid, bits) - grid->first;
    int32_t is_inside = (*x >= grid->least) & (*x <= grid->most);
    return is_inside * bucket + (*x > grid->most) * above + (*x < grid->least) * HST__LOG_SKETCH_BELOW -
           (bits << 1 == 0) * (HST__LOG_SKETCH_BELOW - HST__LOG_SKETCH_ZEROS);
}

static HST__BODY void count_all(uint64_t *count, const hst__log_grid *grid, const double *x, int64_t n) {
    const hst__log_grid g = *grid; /* a copy, which no counter can be part of */
    int32_t counter[BLOCK];
    int64_t i;
    int k;
    for (i = 0; i < n; i += BLOCK) {
        int some = (int)hst__least(BLOCK, n - i);
        for (k = 0; k < some; ++k) {
            counter[k] = counter_of(&g, x + i + k);
        }
        for (k = 0; k < some; ++k) {
            ++count[counter[k]];
        }
    }
}

static int takes_portable(const double *x, int64_t n) {
    return takes_all(x, n);
}

static void count_portable(uint64_t *count, const hst__log_grid *grid, const double *x, int64_t n) {
    count_all(count, grid, x, n);
}

#if HST__X86_PATHS
static HST__AVX2 int takes_avx2(const double *x, int64_t n) {
    return takes_all(x, n);
}

static HST__AVX512 int takes_avx512(const double *x, int64_t n) {
    return takes_all(x, n);
}

static HST__AVX2 void count_avx2(uint64_t *count, const hst__log_grid *grid, const double *x, int64_t n) {
    count_all(count, grid, x, n);
}

static HST__AVX512 void count_avx512(uint64_t *count, const hst__log_grid *grid, const double *x, int64_t n) {
    count_all(count, grid, x, n);
}
#endif

int hst__log_sketch_takes_on(int path, const double *x, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return takes_avx512(x, n);
    }
    if (path == HST__PATH_AVX2) {
        return takes_avx2(x, n);
    }
#endif
    (void)path;
    return takes_portable(x, n);
}

int hst__log_sketch_takes(const double *x, int64_t n) {
    return hst__log_sketch_takes_on(hst__path(), x, n);
}

static void count_on(int path, uint64_t *count, const hst__log_grid *grid, const double *x, int64_t n) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        count_avx512(count, grid, x, n);
        return;
    }
    if (path == HST__PATH_AVX2) {
        count_avx2(count, grid, x, n);
        return;
    }
#endif
    (void)path;
    count_portable(count, grid, x, n);
}

int hst__log_sketch_add_on(int path, uint64_t *word, const hst__log_sketch *s, const double *x, int64_t n) {
    if (n > HST__LOG_SKETCH_TOTAL_MAX - s->total) {
        return HST__LOG_SKETCH_FULL;
    }
    word[WORD_TOTAL] += (uint64_t)n;
    count_on(path, word + HST__LOG_SKETCH_HEAD, &s->grid, x, n);
    return HST__LOG_SKETCH_DONE;
}

int hst__log_sketch_add(uint64_t *word, const hst__log_sketch *s, const double *x, int64_t n) {
    return hst__log_sketch_add_on(hst__path(), word, s, x, n);
}

int hst__log_sketch_take(uint64_t *word, const hst__log_sketch *s, double x) {
    uint64_t *count = word + HST__LOG_SKETCH_HEAD + counter_of(&s->grid, &x);
    if (*count == 0) {
        return HST__LOG_SKETCH_LACKING;
    }
    --*count;
    --word[WORD_TOTAL];
    return HST__LOG_SKETCH_DONE;
}

int hst__log_sketch_merge(uint64_t *word, const hst__log_sketch *s, const hst__log_sketch *other) {
    int64_t i;
    if (s->grid.accuracy != other->grid.accuracy || s->grid.least != other->grid.least ||
        s->grid.most != other->grid.most) {
        return HST__LOG_SKETCH_UNLIKE;
    }
    if (other->total > HST__LOG_SKETCH_TOTAL_MAX - s->total) {
        return HST__LOG_SKETCH_FULL;
    }
    for (i = 0; i < s->counters; ++i) {
        word[HST__LOG_SKETCH_HEAD + i] += other->count[i];
    }
    word[WORD_TOTAL] += (uint64_t)other->total;
    return HST__LOG_SKETCH_DONE;
}

/* reading -------------------------------------------------------------------------------------- */

void hst__log_sketch_ends(const hst__log_sketch *s, int64_t rank, double *lower, double *upper) {
    uint64_t left = (uint64_t)rank;
    int64_t i = HST__LOG_SKETCH_ZEROS;
    while (left >= s->count[i]) {
        left -= s->count[i++];
    }
    if (i == HST__LOG_SKETCH_ZEROS) {
        *lower = *upper = 0;
    } else if (i == HST__LOG_SKETCH_BELOW) {
        *lower = 0;
        *upper = s->grid.least;
    } else if (i == s->counters - 1) {
        *lower = s->grid.most;
        *upper = INFINITY;
    } else {
        hst__log_grid_ends(&s->grid, (int32_t)(i - HST__LOG_SKETCH_BUCKETS), lower, upper);
    }
}
