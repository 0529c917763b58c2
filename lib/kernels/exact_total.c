/* The fixed-point number of exact_sum.h takes as long to clear, to add to and to read as a few hundred values
 * take to be summed; where one block holds them all it is left out. */
#include "exact_total.h"

#include <string.h>

#include "block_sum.h"
#include "mean.h"

int hst__exact_total_of_on(int path, hst__exact_total *t, const double *x, int64_t n) {
    hst__block_sum block;
    t->is_short = 0;
    if (n <= HST__BLOCK) {
        hst__block_sum_begin(&block, x, n);
        t->is_short = hst__block_sum_on(path, &block, x, n);
    }
    if (t->is_short) {
        t->high = block.high;
        t->low = block.low;
        t->missing = block.missing;
    } else {
        memset(&t->sum, 0, sizeof t->sum);
        t->missing = hst__exact_sum_add_n_on(path, &t->sum, x, n);
    }
    t->count = n - t->missing;
    return t->missing >= 0;
}

int hst__exact_total_of(hst__exact_total *t, const double *x, int64_t n) {
    return hst__exact_total_of_on(hst__path(), t, x, n);
}

double hst__exact_total_sum(const hst__exact_total *t) {
    return t->is_short ? t->high + t->low : hst__exact_sum_read(&t->sum);
}

double hst__exact_total_mean(const hst__exact_total *t) {
    return t->is_short ? hst__mean_of_parts(t->high, t->low, t->count)
                       : hst__exact_sum_mean(&t->sum, t->count);
}
