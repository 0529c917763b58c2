#include "mean.h"

#include "exact_sum.h"

double hst__mean_of_parts(double high, double low, int64_t n) {
    hst__likely mean = hst__likely_mean(high, low, (double)n);
    hst__exact_sum sum = {{0}};
    if (mean.doubt == 0) {
        return mean.value;
    }
    hst__exact_sum_add(&sum, high);
    hst__exact_sum_add(&sum, low);
    return hst__exact_sum_mean(&sum, n);
}
