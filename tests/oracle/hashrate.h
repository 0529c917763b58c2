/* What the hashrate room is defined to give, one window and one element at a time. Sums of quotients in long
 * double, which on most machines has 11 bits more than double; all else in integers. */
#ifndef HASHSTAT_TESTS_ORACLE_HASHRATE_H
#define HASHSTAT_TESTS_ORACLE_HASHRATE_H

#include <stdint.h>

typedef struct oracle_window {
    int64_t blocks;
    int64_t seconds;
    long double exposure;
} oracle_window;

/* Blocks but the first and the last, where their time lies; seconds between one block and the next, where the
 * stretch and the window overlap. */
static inline oracle_window oracle_between(const int64_t *time, const double *work, int64_t n, int64_t from,
                                           int64_t until) {
    oracle_window w = {0, 0, 0};
    int64_t i;
    for (i = 1; i < n; ++i) {
        int64_t begin = time[i - 1] > from ? time[i - 1] : from;
        int64_t end = time[i] < until ? time[i] : until;
        if (end > begin) {
            w.seconds += end - begin;
            w.exposure += (long double)(end - begin) / (long double)work[i];
        }
        if (i < n - 1 && time[i] >= from && time[i] < until) {
            ++w.blocks;
        }
    }
    return w;
}

static inline int64_t oracle_labelled(const int64_t *time, const int32_t *pool, int64_t n, int64_t from,
                                      int64_t until, int32_t label) {
    int64_t count = 0;
    int64_t i;
    for (i = 1; i < n - 1; ++i) {
        count += pool[i] == label && time[i] >= from && time[i] < until;
    }
    return count;
}

/* Repairs of short, small sequences. ------------------------------------------------------------- */

static inline void oracle_running_max(int64_t *out, const int64_t *x, int n) {
    int i, j;
    for (i = 0; i < n; ++i) {
        out[i] = x[0];
        for (j = 0; j <= i; ++j) {
            out[i] = x[j] > out[i] ? x[j] : out[i];
        }
    }
}

/* The mean of x[j..k] as a fraction; compared by cross-multiplication. */
typedef struct oracle_mean {
    int64_t sum;
    int64_t count;
} oracle_mean;

static inline oracle_mean oracle_mean_of(const int64_t *x, int j, int k) {
    oracle_mean m = {0, 0};
    for (; j <= k; ++j) {
        m.sum += x[j];
        ++m.count;
    }
    return m;
}

static inline int oracle_mean_less(oracle_mean a, oracle_mean b) {
    return a.sum * b.count < b.sum * a.count;
}

/* Isotonic regression by its min-max formula: max over j <= i of min over k >= i of mean(x[j..k]). */
static inline oracle_mean oracle_isotonic_mean(const int64_t *x, int n, int i) {
    oracle_mean best = {0, 0};
    int j, k;
    for (j = 0; j <= i; ++j) {
        oracle_mean least = oracle_mean_of(x, j, i);
        for (k = i + 1; k < n; ++k) {
            oracle_mean m = oracle_mean_of(x, j, k);
            least = oracle_mean_less(m, least) ? m : least;
        }
        best = j == 0 || oracle_mean_less(best, least) ? least : best;
    }
    return best;
}

/* Rounded half up. */
static inline void oracle_isotonic(int64_t *out, const int64_t *x, int n) {
    int i;
    for (i = 0; i < n; ++i) {
        oracle_mean m = oracle_isotonic_mean(x, n, i);
        int64_t twice = 2 * m.sum + m.count;
        int64_t whole = twice / (2 * m.count);
        out[i] = whole - (twice < whole * 2 * m.count);
    }
}

/* The longest non-decreasing subsequence among all subsets, as a set of bits; ties by the least last element,
 * then the least last but one, and so on. */
static inline unsigned oracle_longest(const int64_t *x, int n) {
    unsigned best = 0, set;
    int best_length = 0;
    for (set = 1; set < 1u << n; ++set) {
        int length = 0, last = -1, ascending = 1, i, better = 0, b;
        for (i = 0; i < n; ++i) {
            if (set >> i & 1) {
                ascending = ascending && (last < 0 || x[last] <= x[i]);
                last = i;
                ++length;
            }
        }
        if (!ascending || length < best_length) {
            continue;
        }
        better = length > best_length;
        for (i = b = n - 1; !better && i >= 0 && b >= 0; --i, --b) {
            while (i >= 0 && !(set >> i & 1)) {
                --i;
            }
            while (b >= 0 && !(best >> b & 1)) {
                --b;
            }
            if (i < 0 || x[i] > x[b]) {
                break;
            }
            better = x[i] < x[b];
        }
        if (better) {
            best = set;
            best_length = length;
        }
    }
    return best;
}

static inline void oracle_spread(int64_t *out, const int64_t *x, int n, unsigned kept) {
    int i, before, after;
    for (i = 0; i < n; ++i) {
        for (before = i; before >= 0 && !(kept >> before & 1);) {
            --before;
        }
        for (after = i; after < n && !(kept >> after & 1);) {
            ++after;
        }
        if (before == after) {
            out[i] = x[i];
        } else if (before < 0 || after == n) {
            out[i] = before < 0 ? x[after] : x[before];
        } else {
            out[i] = x[before] + (x[after] - x[before]) * (i - before) / (after - before);
        }
    }
}

#endif
