/* Merging, without a branch that depends on the data: on random data half of those would be guessed wrong,
 * at the price of ten comparisons each. Two runs are merged from both ends at once, which are two chains
 * of loads that do not wait for each other; as runs differ in length by one at most, neither is used up
 * before the two ends meet, and no end has to be watched for. Short runs are sorted by counting, for each
 * key, those that belong before it: with vectors that is cheaper than merging up to 64. */
#include "sort_entries.h"

#include "path.h"
#include "unbranched.h"

enum { LANES = 8, RUN = 64, RUN_PORTABLE = 16 };

/* rank[k] += how many of the keys from..until-1 are < key[k] + more[k]. */
static HST__BODY void count_less(int64_t *rank, const int64_t *key, const int64_t *all, int64_t from,
                                 int64_t until, int64_t more) {
    int64_t bound[LANES], count[LANES];
    int64_t j;
    int k;
    for (k = 0; k < LANES; ++k) {
        bound[k] = key[k] + more;
        count[k] = 0;
    }
    for (j = from; j < until; ++j) {
        for (k = 0; k < LANES; ++k) {
            count[k] += all[j] < bound[k];
        }
    }
    for (k = 0; k < LANES; ++k) {
        rank[k] += count[k];
    }
}

/* Equal keys that came earlier count as less. */
static HST__BODY void sort_run(hst__entry *out, const hst__entry *entry, int64_t n) {
    hst__entry copy[RUN];
    int64_t key[RUN];
    int64_t i;
    for (i = 0; i < n; ++i) {
        copy[i] = entry[i];
        key[i] = entry[i].key;
    }
    for (; i % LANES != 0; ++i) {
        key[i] = INT64_MAX - 1;
    }
    for (i = 0; i < n; i += LANES) {
        int64_t rank[LANES] = {0};
        int64_t until = n - i < LANES ? n : i + LANES;
        int j, k;
        count_less(rank, key + i, key, 0, i, 1);
        count_less(rank, key + i, key, until, n, 0);
        for (j = 0; j < LANES; ++j) {
            for (k = 0; k < LANES; ++k) {
                rank[k] += key[i + j] < key[i + k] + (j < k);
            }
        }
        for (k = 0; i + k < until; ++k) {
            out[rank[k]] = copy[i + k];
        }
    }
}

/* [0, half) and [half, n) of from, half = n / 2. Of equals the first run's come first. */
static void merge_halves(hst__entry *out, const hst__entry *from, int64_t n) {
    int64_t half = n / 2;
    int64_t i = 0, j = half, last_i = half - 1, last_j = n - 1, k;
    for (k = 0; k < half; ++k) {
        int64_t second = hst__unbranched(from[j].key < from[i].key);
        int64_t first = hst__unbranched(from[last_j].key < from[last_i].key);
        out[k] = from[hst__either(i, j, second)];
        j += second;
        i += 1 - second;
        out[n - 1 - k] = from[hst__either(last_j, last_i, first)];
        last_i -= first;
        last_j -= 1 - first;
    }
    if (n % 2 != 0) {
        out[half] = from[i <= last_i ? i : j];
    }
}

typedef void run_sorter(hst__entry *out, const hst__entry *entry, int64_t n);

/* Into out, which is either of the two. */
static void sort_into(hst__entry *out, hst__entry *entry, int64_t n, hst__entry *spare, int64_t run,
                      run_sorter *sorter) {
    hst__entry *other = out == entry ? spare : entry;
    int64_t half = n / 2;
    if (n <= run) {
        sorter(out, entry, n);
        return;
    }
    sort_into(other, entry, half, spare, run, sorter);
    sort_into(other + half, entry + half, n - half, spare + half, run, sorter);
    merge_halves(out, other, n);
}

static void sort_run_portable(hst__entry *out, const hst__entry *entry, int64_t n) {
    sort_run(out, entry, n);
}

#if HST__X86_PATHS
static HST__AVX2 void sort_run_avx2(hst__entry *out, const hst__entry *entry, int64_t n) {
    sort_run(out, entry, n);
}

static HST__AVX512 void sort_run_avx512(hst__entry *out, const hst__entry *entry, int64_t n) {
    sort_run(out, entry, n);
}
#endif

void hst__sort_entries_on(int path, hst__entry *entry, int64_t n, hst__entry *spare) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        sort_into(entry, entry, n, spare, RUN, sort_run_avx512);
        return;
    }
    if (path == HST__PATH_AVX2) {
        sort_into(entry, entry, n, spare, RUN, sort_run_avx2);
        return;
    }
#endif
    (void)path;
    sort_into(entry, entry, n, spare, RUN_PORTABLE, sort_run_portable);
}

void hst__sort_entries(hst__entry *entry, int64_t n, hst__entry *spare) {
    hst__sort_entries_on(hst__path(), entry, n, spare);
}
