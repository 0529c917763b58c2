/* One split serves many runs where their values are alike enough; a run beside an outlier has its own; and
 * one that has not even that is added in fixed point. */
#include "run_totals.h"

#include "run_sums.h"

enum { TERMS = 11 }; /* 2^11 samples */

/* Bits of 2^-800 and 2^800: between those, splits and likely means have room on either side. */
#define LEAST (UINT64_C(223) << 52)
#define MOST (UINT64_C(1823) << 52)

/* Zeros fit any split. */
int hst__totals_split(hst__split *split, hst__magnitudes range) {
    if (!hst__magnitudes_within(range, LEAST, MOST)) {
        return 0;
    }
    (void)hst__split_for(split, range.most > LEAST ? range.most : LEAST, TERMS);
    return range.least >= split->least - 1;
}

void hst__totals_of_parts(double *sum, double *mean, const double *high, const double *low,
                          const double *count, int64_t runs) {
    double doubt[HST__TOTALS_RUNS];
    int64_t r;
    hst__run_means(mean, doubt, high, low, count, runs);
    for (r = 0; r < runs; ++r) {
        sum[r] = high[r] + low[r];
        if (doubt[r] != 0) {
            mean[r] = hst__mean_of_parts(high[r], low[r], (int64_t)count[r]);
        }
    }
}

void hst__totals_alone(double *sum, double *mean, const double *x, int64_t n, int64_t count) {
    hst__split split;
    if (hst__totals_split(&split, hst__magnitudes_of(x, n))) {
        hst__run_parts parts = hst__run_sum(x, n, &split);
        *sum = parts.high + parts.low;
        *mean = hst__mean_of_parts(parts.high, parts.low, count);
    } else {
        hst__exact_sum total = {{0}};
        hst__exact_sum_add_n(&total, x, n);
        *sum = hst__exact_sum_read(&total);
        *mean = hst__exact_sum_mean(&total, count);
    }
}

void hst__totals_add(hst__exact_sum *sum, const double *x, int64_t n, hst__magnitudes range) {
    hst__split split;
    if (hst__totals_split(&split, range)) {
        hst__run_parts parts = hst__run_sum(x, n, &split);
        hst__exact_sum_add(sum, parts.high);
        hst__exact_sum_add(sum, parts.low);
    } else {
        hst__exact_sum_add_n(sum, x, n);
    }
}
