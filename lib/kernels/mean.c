#include "mean.h"

#include "exact_sum.h"

/* The upper end needs no look: beyond it the parts of m overflow, and the doubt is a NaN. */
static int is_in_range(double sum) {
    return sum == 0 || hst__magnitude(sum) >= 0x1p-900;
}

double hst__mean_of_parts(double high, double low, int64_t n) {
    hst__likely mean = hst__likely_mean(high, low, (double)n);
    hst__exact_sum sum = {{0}};
    if (mean.doubt == 0 && is_in_range(high + low)) {
        return mean.value;
    }
    hst__exact_sum_add(&sum, high);
    hst__exact_sum_add(&sum, low);
    return hst__exact_sum_mean(&sum, n);
}
