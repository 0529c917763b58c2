/* The law of the count, trial by trial; those above k - 1 are added from the least up. */
#include "bernoulli_sum.h"

#include "scalar.h"

double hst__bernoulli_sum_at_least(int64_t k, const int64_t *hits, int64_t n, int64_t of, double *mass) {
    double sum = 0;
    int64_t i, j;
    if (k == 0) {
        return 1;
    }
    mass[0] = 1;
    for (i = 0; i < n; ++i) {
        double p = (double)hits[i] / (double)of, q = (double)(of - hits[i]) / (double)of;
        mass[i + 1] = mass[i] * p;
        for (j = i; j > 0; --j) {
            mass[j] = mass[j] * q + mass[j - 1] * p;
        }
        mass[0] *= q;
    }
    for (j = n; j >= k; --j) {
        sum += mass[j];
    }
    return hst__smaller(sum, 1);
}
