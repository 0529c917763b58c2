/* Merging, without a branch that depends on the data: on random data half of those would be guessed wrong, at
 * the price of ten comparisons each. Two runs are merged from both ends at once, which are two chains of loads
 * that do not wait for each other; as runs differ in length by one at most, neither is used up before the two
 * ends meet, and no end has to be watched for. Short runs are sorted by counting, for each number, those
 * that belong before it. */
#include "sort_entries.h"

enum { RUN = 16 };

static void sort_run(hst__entry *out, const hst__entry *entry, int64_t n) {
    hst__entry copy[RUN];
    int rank[RUN];
    int i, j;
    for (i = 0; i < n; ++i) {
        copy[i] = entry[i];
        rank[i] = 0;
    }
    for (i = 1; i < n; ++i) {
        for (j = 0; j < i; ++j) {
            int before = copy[i].value < copy[j].value;
            rank[j] += before;
            rank[i] += 1 - before;
        }
    }
    for (i = 0; i < n; ++i) {
        out[rank[i]] = copy[i];
    }
}

/* [0, half) and [half, n) of from, half = n / 2. Of equals the first run's come first. */
static void merge_halves(hst__entry *out, const hst__entry *from, int64_t n) {
    int64_t half = n / 2;
    int64_t i = 0, j = half, last_i = half - 1, last_j = n - 1, k;
    for (k = 0; k < half; ++k) {
        int64_t second = from[j].value < from[i].value;
        int64_t first = from[last_j].value < from[last_i].value;
        out[k] = from[second ? j : i];
        j += second;
        i += 1 - second;
        out[n - 1 - k] = from[first ? last_i : last_j];
        last_i -= first;
        last_j -= 1 - first;
    }
    if (n % 2 != 0) {
        out[half] = from[i <= last_i ? i : j];
    }
}

/* Into out, which is either of the two. */
static void sort_into(hst__entry *out, hst__entry *entry, int64_t n, hst__entry *spare) {
    hst__entry *other = out == entry ? spare : entry;
    int64_t half = n / 2;
    if (n <= RUN) {
        sort_run(out, entry, n);
        return;
    }
    sort_into(other, entry, half, spare);
    sort_into(other + half, entry + half, n - half, spare + half);
    merge_halves(out, other, n);
}

void hst__sort_entries(hst__entry *entry, int64_t n, hst__entry *spare) {
    sort_into(entry, entry, n, spare);
}
