#include "run_sums.h"

static hst__run_parts run_sum_portable(const double *x, int64_t n, double shifter) {
    return hst__run_sum_portable(x, n, shifter);
}

#if HST__X86_PATHS
static HST__AVX2 hst__run_parts run_sum_avx2(const double *x, int64_t n, double shifter) {
    return hst__run_sum4(x, n, shifter);
}
#endif

hst__run_parts hst__run_sum_on(int path, const double *x, int64_t n, const hst__split *split) {
#if HST__X86_PATHS
    if (path != HST__PATH_PORTABLE) {
        return run_sum_avx2(x, n, split->shifter);
    }
#endif
    (void)path;
    return run_sum_portable(x, n, split->shifter);
}

hst__run_parts hst__run_sum(const double *x, int64_t n, const hst__split *split) {
    return hst__run_sum_on(hst__path(), x, n, split);
}

/* ---- means ------------------------------------------------------------------------------------- */

static HST__BODY void run_means(double *mean, double *doubt, const double *high, const double *low,
                                const double *n, int64_t runs) {
    int64_t r;
    for (r = 0; r < runs; ++r) {
        hst__likely likely = hst__likely_mean(high[r], low[r], n[r]);
        mean[r] = likely.value;
        doubt[r] = likely.doubt;
    }
}

static void run_means_portable(double *mean, double *doubt, const double *high, const double *low,
                               const double *n, int64_t runs) {
    run_means(mean, doubt, high, low, n, runs);
}

#if HST__X86_PATHS
static HST__AVX2 void run_means_avx2(double *mean, double *doubt, const double *high, const double *low,
                                     const double *n, int64_t runs) {
    run_means(mean, doubt, high, low, n, runs);
}
#endif

void hst__run_means_on(int path, double *mean, double *doubt, const double *high, const double *low,
                       const double *n, int64_t runs) {
#if HST__X86_PATHS
    if (path != HST__PATH_PORTABLE) {
        run_means_avx2(mean, doubt, high, low, n, runs);
        return;
    }
#endif
    (void)path;
    run_means_portable(mean, doubt, high, low, n, runs);
}

void hst__run_means(double *mean, double *doubt, const double *high, const double *low, const double *n,
                    int64_t runs) {
    hst__run_means_on(hst__path(), mean, doubt, high, low, n, runs);
}
