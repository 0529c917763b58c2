/* Longest non-decreasing subsequence by patience: kept[k] is the index of the least element that can end such
 * a subsequence of length k + 1, and before[] leads back. On data that are nearly in order each element goes
 * to the end at once, without a search (Fredman, "On Computing the Length of Longest Increasing
 * Subsequences", Discrete Mathematics 11, 1975). */
#include "subsequence.h"

/* First k in [0, length) whose element exceeds value, else length. */
static int64_t place_of(const int64_t *kept, int64_t length, const int64_t *x, int64_t value) {
    int64_t low = 0;
    int64_t high = length;
    if (length == 0 || x[kept[length - 1]] <= value) {
        return length;
    }
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (x[kept[middle]] <= value) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static int64_t longest_ascending(int64_t *kept, int64_t *before, const int64_t *x, int64_t n) {
    int64_t length = 0;
    int64_t k;
    int64_t i;
    for (i = 0; i < n; ++i) {
        k = place_of(kept, length, x, x[i]);
        before[i] = k > 0 ? kept[k - 1] : -1;
        kept[k] = i;
        length += k == length;
    }
    /* The chain that leads back from the last is the answer; kept itself mixes several. */
    for (k = length - 1; k > 0; --k) {
        kept[k - 1] = before[kept[k]];
    }
    return length;
}

void hst__spread_longest(int64_t *out, const int64_t *x, int64_t n) {
    int64_t *kept;
    int64_t length;
    int64_t i = 0;
    int64_t k;
    if (n == 0) {
        return;
    }
    kept = out + n;
    length = longest_ascending(kept, out, x, n); /* out leads back until it is written */
    while (i < kept[0]) {
        out[i++] = x[kept[0]];
    }
    for (k = 0; k + 1 < length; ++k) {
        int64_t from = kept[k];
        int64_t steps = kept[k + 1] - from;
        int64_t rise = x[kept[k + 1]] - x[from];
        for (i = 0; i < steps; ++i) {
            out[from + i] = x[from] + rise * i / steps;
        }
    }
    for (i = kept[length - 1]; i < n; ++i) {
        out[i] = x[kept[length - 1]];
    }
}
