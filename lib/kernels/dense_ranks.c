/* Sorted once, so that whatever slides along the series afterwards deals in small integers. */
#include "dense_ranks.h"

#include "observed.h"

int32_t hst__dense_ranks(int32_t *rank, double *value, const double *x, int64_t n, hst__entry *scratch) {
    int64_t m = 0, i;
    int32_t last = -1;
    for (i = 0; i < n; ++i) {
        rank[i] = -1;
        scratch[m].key = hst__key_of(x[i]);
        scratch[m].place = i;
        m += hst__is_observed(x + i);
    }
    hst__sort_entries(scratch, m, scratch + n);
    for (i = 0; i < m; ++i) {
        last += i == 0 || scratch[i].key != scratch[i - 1].key;
        value[last] = hst__of_key(scratch[i].key);
        rank[scratch[i].place] = last;
    }
    return last + 1;
}
