/* One split serves all runs where their values are alike enough; a run beside an outlier has its own; and one
 * that has not even that is added in fixed point. */
#include "run_totals.h"

#include "run_sums.h"

enum { TERMS = 11 }; /* 2^11 samples */

/* Bits of 2^-800 and 2^800: between those, splits and likely means have room on either side. */
#define LEAST (UINT64_C(223) << 52)
#define MOST (UINT64_C(1823) << 52)

/* Zeros fit any split. */
static int has_split(hst__split *split, hst__magnitudes range) {
    if (!hst__magnitudes_within(range, LEAST, MOST)) {
        return 0;
    }
    (void)hst__split_for(split, range.most > LEAST ? range.most : LEAST, TERMS);
    return range.least >= split->least - 1;
}

static void total_alone(double *sum, double *mean, const double *x, const int64_t *at, int64_t count) {
    hst__magnitudes range = hst__magnitudes_of(x + at[0], at[1] - at[0]);
    hst__split split;
    if (has_split(&split, range)) {
        double high, low;
        hst__run_sums(&high, &low, x, at, 1, &split);
        *sum = high + low;
        *mean = hst__mean_of_parts(high, low, count);
    } else {
        hst__exact_sum total = {{0}};
        hst__exact_sum_add_n(&total, x + at[0], at[1] - at[0]);
        *sum = hst__exact_sum_read(&total);
        *mean = hst__exact_sum_mean(&total, count);
    }
}

void hst__run_totals(double *sum, double *mean, const double *x, const int64_t *at, int64_t runs,
                     const double *count, hst__magnitudes range) {
    double high[HST__TOTALS_RUNS], low[HST__TOTALS_RUNS], doubt[HST__TOTALS_RUNS];
    hst__split split;
    int64_t r;
    if (!has_split(&split, range)) {
        for (r = 0; r < runs; ++r) {
            total_alone(sum + r, mean + r, x, at + r, (int64_t)count[r]);
        }
        return;
    }
    hst__run_sums(high, low, x, at, runs, &split);
    hst__run_means(mean, doubt, high, low, count, runs);
    for (r = 0; r < runs; ++r) {
        sum[r] = high[r] + low[r];
        if (doubt[r] != 0) {
            mean[r] = hst__mean_of_parts(high[r], low[r], (int64_t)count[r]);
        }
    }
}

void hst__run_add(hst__exact_sum *sum, const double *x, int64_t n, hst__magnitudes range) {
    int64_t at[2] = {0, 0};
    hst__split split;
    at[1] = n;
    if (has_split(&split, range)) {
        double high, low;
        hst__run_sums(&high, &low, x, at, 1, &split);
        hst__exact_sum_add(sum, high);
        hst__exact_sum_add(sum, low);
    } else {
        hst__exact_sum_add_n(sum, x, n);
    }
}
