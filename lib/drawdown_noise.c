/* How deep luck alone falls: windows that are alike (kernels/runmax_chain.h), windows that are not
 * (kernels/runmax_varying.h), and windows that overlap (kernels/trailing_falls.h). */
#include "internal.h"

#include <math.h> /* sqrt only */

#include "hashstat/drawdown.h"
#include "kernels/runmax_chain.h"
#include "kernels/runmax_varying.h"
#include "kernels/trailing_falls.h"

#define EXPECTED_MAX 1e12

/* ---- windows that are alike ---------------------------------------------------------------------- */

static int is_expected(double expected) {
    return expected > 0 && expected <= EXPECTED_MAX;
}

/* 0 for a mean that has no chain. */
static size_t noise_bytes(double expected) {
    if (!is_expected(expected)) {
        return 0;
    }
    return HST__RUNMAX_ARRAYS * sizeof(double) * (size_t)hst__runmax_range_of(expected).states;
}

hst_status hst_drawdown_noise_work_size(size_t *bytes, double expected) {
    if (bytes == NULL) {
        return HST_ENULL;
    }
    if (!is_expected(expected)) {
        return HST_EDOMAIN;
    }
    *bytes = noise_bytes(expected);
    return HST_OK;
}

static hst_status check_noise(const void *out, const void *work, size_t bytes, int64_t windows,
                              double expected, int in_domain) {
    hst_status status;
    if (out == NULL || work == NULL) {
        return HST_ENULL;
    }
    if (windows < 0) {
        return HST_ESIZE;
    }
    status = hst__check_work(work, bytes, noise_bytes(expected));
    if (status != HST_OK) {
        return status;
    }
    if (!in_domain || !is_expected(expected)) {
        return HST_EDOMAIN;
    }
    return windows == 0 ? HST_EEMPTY : HST_OK;
}

hst_status hst_drawdown_noise(double *p, double depth, double expected, int64_t windows, void *work,
                              size_t bytes) {
    hst_status status = check_noise(p, work, bytes, windows, expected, depth >= 0 && depth <= 1);
    hst__runmax_chain chain;
    hst__runmax_fate fate;
    if (status != HST_OK) {
        return status;
    }
    hst__runmax_begin(&chain, expected, work);
    if (depth > 0) {
        fate = hst__runmax_run(&chain, depth, windows);
        *p = fate.absorbed / (fate.absorbed + fate.survived);
    } else {
        *p = 1;
    }
    return HST_OK;
}

/* Whether P(maximum drawdown <= depth) >= probability, by the side of it that is small. */
static int stays_within(hst__runmax_chain *chain, double depth, int64_t windows, double probability) {
    hst__runmax_fate fate = hst__runmax_run_beyond(chain, depth, windows);
    double all = fate.absorbed + fate.survived;
    return probability < 0.5 ? fate.survived >= probability * all : fate.absorbed <= (1 - probability) * all;
}

/* Bisection over (low, high], where `low` is not deep enough and `high` is, until no step lies between them.
 * Each round tries the step next below the middle, or, if there is none above low, the one next above it: so
 * either the interval halves, or it holds no other step. */
static double quantile_between(hst__runmax_chain *chain, double low, double high, int64_t windows,
                               double probability) {
    for (;;) {
        double middle = low + (high - low) / 2;
        hst__runmax_steps near = hst__runmax_steps_at(chain, middle);
        double step = near.at_most > low ? near.at_most : near.above;
        if (step >= high) {
            return high;
        }
        if (stays_within(chain, step, windows, probability)) {
            high = step;
        } else {
            low = step > middle ? step : middle;
        }
    }
}

hst_status hst_drawdown_noise_quantile(double *depth, double probability, double expected, int64_t windows,
                                       void *work, size_t bytes) {
    hst_status status = check_noise(depth, work, bytes, windows, expected, hst__is_open_unit(probability));
    hst__runmax_chain chain;
    if (status != HST_OK) {
        return status;
    }
    hst__runmax_begin(&chain, expected, work);
    *depth = 0;
    if (!stays_within(&chain, 0, windows, probability)) {
        double deepest = hst__runmax_steps_at(&chain, 1).at_most;
        *depth = quantile_between(&chain, 0, deepest, windows, probability);
    }
    return HST_OK;
}

enum { MEAN_PARTS = 1024 };

hst_status hst_drawdown_noise_mean(double *mean, double expected, int64_t windows, void *work, size_t bytes) {
    hst_status status = check_noise(mean, work, bytes, windows, expected, 1);
    hst__runmax_chain chain;
    double sum = 0;
    int k;
    if (status != HST_OK) {
        return status;
    }
    hst__runmax_begin(&chain, expected, work);
    for (k = 0; k < MEAN_PARTS; ++k) {
        hst__runmax_fate fate = hst__runmax_run(&chain, (k + 0.5) / MEAN_PARTS, windows);
        sum += fate.absorbed / (fate.absorbed + fate.survived);
    }
    *mean = sum / MEAN_PARTS;
    return HST_OK;
}

/* Windows from the peak to the end of the fall; 0 if it does not lie in the series. */
static int64_t span_of(const hst_drawdown *fall, int64_t windows) {
    int64_t end = fall->recovery != HST_NONE ? fall->recovery : windows - 1;
    return fall->peak >= 0 && fall->peak <= end && end < windows ? end - fall->peak + 1 : 0;
}

hst_status hst_drawdown_noise_episode(double *p, const hst_drawdown *fall, double expected, int64_t windows,
                                      void *work, size_t bytes) {
    hst_status status;
    int in_domain;
    if (fall == NULL) {
        return HST_ENULL;
    }
    in_domain = fall->depth >= 0 && fall->depth <= 1 && (windows == 0 || span_of(fall, windows) > 0);
    status = check_noise(p, work, bytes, windows, expected, in_domain);
    return status != HST_OK
               ? status
               : hst_drawdown_noise(p, fall->depth, expected, span_of(fall, windows), work, bytes);
}

/* ---- windows that are not ------------------------------------------------------------------------ */

#define VARYING_MAX (INT64_C(1) << 32) /* the workspace has less than 2^62 bytes then */

/* So that every level count/exposure is a normal double. */
static int is_exposure(double exposure) {
    return exposure >= 1e-290 && exposure <= 1e290;
}

static hst_status check_varying(const hst__varying *v) {
    int64_t i;
    for (i = 0; i < v->windows; ++i) {
        if (!is_expected(v->mean[i]) || (v->exposure != NULL && !is_exposure(v->exposure[i]))) {
            return HST_EDOMAIN;
        }
    }
    return HST_OK;
}

static size_t varying_bytes(const hst__varying *v) {
    hst__varying_size size = hst__varying_size_of(v);
    return hst__as_size(sizeof(double) * HST__VARYING_DOUBLES((uint64_t)size.levels, (uint64_t)size.counts));
}

hst_status hst_drawdown_noise_varying_work_size(size_t *bytes, const double *expected, const double *exposure,
                                                int64_t windows) {
    hst__varying v = {expected, exposure, windows};
    hst_status status;
    if (bytes == NULL || (expected == NULL && windows != 0)) {
        return HST_ENULL;
    }
    if (windows < 0 || windows > VARYING_MAX) {
        return HST_ESIZE;
    }
    status = check_varying(&v);
    if (status == HST_OK) {
        *bytes = varying_bytes(&v);
    }
    return status;
}

hst_status hst_drawdown_noise_varying(double *p, double depth, const double *expected, const double *exposure,
                                      int64_t windows, void *work, size_t bytes) {
    hst__varying v = {expected, exposure, windows};
    hst__runmax_fate fate;
    if (p == NULL || work == NULL || (expected == NULL && windows != 0)) {
        return HST_ENULL;
    }
    if (windows < 0 || windows > VARYING_MAX) {
        return HST_ESIZE;
    }
    if (!hst__is_aligned(work)) {
        return HST_EALIGN;
    }
    if (check_varying(&v) != HST_OK) {
        return HST_EDOMAIN;
    }
    if (bytes < varying_bytes(&v)) {
        return HST_ESPACE;
    }
    if (!(depth >= 0 && depth <= 1)) {
        return HST_EDOMAIN;
    }
    if (windows == 0) {
        return HST_EEMPTY;
    }
    *p = 1;
    if (depth > 0) {
        fate = hst__varying_run(&v, depth, work);
        *p = fate.absorbed / (fate.absorbed + fate.survived);
    }
    return HST_OK;
}

/* ---- windows that overlap ------------------------------------------------------------------------ */

#define TRAILING_MAX (INT64_C(1) << 40)

static int is_number(int64_t n, int64_t least) {
    return n >= least && n <= TRAILING_MAX;
}

static size_t trailing_bytes(const hst__trailing *t, int64_t runs) {
    return hst__as_size(sizeof(uint64_t) * (uint64_t)hst__trailing_words(t, runs));
}

static hst_status check_trailing(const hst__trailing *t, int64_t runs) {
    if (!is_number(t->width, 1) || !is_number(runs, 0) || !is_number(t->windows, 1)) {
        return HST_ESIZE;
    }
    return t->mean > 0 && t->mean <= 1e6 ? HST_OK : HST_EDOMAIN;
}

hst_status hst_drawdown_noise_trailing_work_size(size_t *bytes, double expected, int64_t width,
                                                 int64_t runs) {
    hst__trailing t = {expected, width, 1};
    hst_status status = bytes == NULL ? HST_ENULL : check_trailing(&t, runs);
    if (status == HST_OK) {
        *bytes = trailing_bytes(&t, runs);
    }
    return status;
}

hst_status hst_drawdown_noise_trailing(double *depth, int64_t runs, double expected, int64_t width,
                                       int64_t windows, int64_t seed, void *work, size_t bytes) {
    hst__trailing t = {expected, width, windows};
    hst_status status = work == NULL || (depth == NULL && runs != 0) ? HST_ENULL : check_trailing(&t, runs);
    if (status == HST_OK) {
        status = hst__check_work(work, bytes, trailing_bytes(&t, runs));
    }
    if (status == HST_OK) {
        hst__trailing_falls(depth, runs, &t, (uint64_t)seed, work);
    }
    return status;
}

hst_status hst_drawdown_noise_simulated(hst_drawdown_simulated *out, const double *sorted, int64_t runs,
                                        double depth) {
    int64_t low = 0;
    int64_t high = runs;
    if (out == NULL || (sorted == NULL && runs != 0)) {
        return HST_ENULL;
    }
    if (runs < 0) {
        return HST_ESIZE;
    }
    if (!(depth >= 0 && depth <= 1)) {
        return HST_EDOMAIN;
    }
    if (runs == 0) {
        return HST_EEMPTY;
    }
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (sorted[middle] < depth) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    out->p = (double)(runs - low) / (double)runs;
    out->std_error = sqrt(out->p * (1 - out->p) / (double)runs);
    return HST_OK;
}
