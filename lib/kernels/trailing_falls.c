/* One network: counts in a ring as long as a window, their sum, the largest sum so far, and the deepest
 * fall from it. */
#include "trailing_falls.h"

#include <stddef.h>
#include <string.h>

#include "poisson_table.h"
#include "radix.h"
#include "scalar.h"

int64_t hst__trailing_words(const hst__trailing *t, int64_t runs) {
    return hst__poisson_table_counts(t->mean) + t->width + 2 * runs;
}

static double deepest_of(const hst__trailing *t, const hst__poisson_table *table, hst__random r,
                         int64_t *ring) {
    int64_t sum = 0;
    int64_t most = 0;
    int64_t at = 0;
    int64_t i;
    double deepest = 0;
    memset(ring, 0, (size_t)t->width * sizeof *ring);
    for (i = 0; i < t->windows + t->width - 1; ++i) {
        int64_t count = hst__poisson_table_draw(table, &r);
        sum += count - ring[at];
        ring[at] = count;
        at = at + 1 < t->width ? at + 1 : 0;
        if (i < t->width - 1) {
            continue;
        }
        if (sum > most) {
            most = sum;
        } else if (sum < most) {
            double depth = (double)(most - sum) / (double)most;
            deepest = depth > deepest ? depth : deepest;
        }
    }
    return deepest;
}

/* Depths are >= 0, so that they ascend as their bits do. */
void hst__trailing_falls(double *depth, int64_t runs, const hst__trailing *t, uint64_t seed,
                         uint64_t *memory) {
    hst__poisson_table table = hst__poisson_table_make(t->mean, memory);
    int64_t *ring = (int64_t *)(void *)(memory + table.counts);
    hst__radix r = {(uint64_t *)(void *)(ring + t->width), NULL, NULL, NULL, runs};
    int64_t k;
    r.spare = r.key + runs;
    for (k = 0; k < runs; ++k) {
        hst__random start = {seed};
        double deepest;
        start.state = hst__random_next(&start) + (uint64_t)k;
        start.state = hst__random_next(&start);
        deepest = deepest_of(t, &table, start, ring);
        r.key[k] = hst__bits_at(&deepest);
    }
    hst__radix_sort(&r);
    for (k = 0; k < runs; ++k) {
        memcpy(&depth[k], &r.key[k], sizeof depth[k]);
    }
}
