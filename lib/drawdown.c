/* Falls from a running maximum. */
#include "internal.h"

#include "hashstat/drawdown.h"
#include "kernels/deepest.h"
#include "kernels/runmax_chain.h"
#include "kernels/underwater.h"

#define EXPECTED_MAX 1e12

static hst_status check_series(const double *x, int64_t n) {
    if (x == NULL && n != 0) {
        return HST_ENULL;
    }
    return n < 0 ? HST_ESIZE : HST_OK;
}

hst_status hst_drawdown_underwater(double *out, const double *x, int64_t n) {
    hst_status status = out == NULL && n != 0 ? HST_ENULL : check_series(x, n);
    if (status != HST_OK) {
        return status;
    }
    return hst__underwater(out, x, n) ? HST_OK : HST_EDOMAIN;
}

hst_status hst_drawdown_max(hst_drawdown *out, const double *x, int64_t n) {
    hst_status status = out == NULL ? HST_ENULL : check_series(x, n);
    hst__deepest fall;
    if (status != HST_OK) {
        return status;
    }
    if (!hst__deepest_on(hst__path(), &fall, x, n)) {
        return HST_EDOMAIN;
    }
    if (fall.peak == HST_NONE) {
        return HST_EEMPTY;
    }
    out->depth = fall.depth;
    out->peak = fall.peak;
    out->onset = fall.onset;
    out->trough = fall.trough;
    out->recovery = fall.recovery;
    return HST_OK;
}

/* ---- all falls --------------------------------------------------------------------------------- */

/* Where an enumeration stands. `fall` is the episode in progress while its onset is not HST_NONE. */
typedef struct listing {
    hst_drawdown *out;
    int64_t cap;
    int64_t found;
    double peak; /* -1 before the first sample */
    double trough;
    hst_drawdown fall;
} listing;

static void end_episode(listing *list, int64_t recovery) {
    if (list->found < list->cap) {
        list->fall.depth = hst__depth_below(list->peak, list->trough);
        list->fall.recovery = recovery;
        list->out[list->found] = list->fall;
    }
    ++list->found;
}

static void take_sample(listing *list, double level, int64_t i) {
    int falling = list->fall.onset != HST_NONE;
    if (level >= list->peak) {
        if (falling) {
            end_episode(list, i);
        }
        list->peak = level;
        list->fall.peak = i;
        list->fall.onset = HST_NONE;
    } else if (!falling) {
        list->fall.onset = list->fall.trough = i;
        list->trough = level;
    } else if (level < list->trough) {
        list->fall.trough = i;
        list->trough = level;
    }
}

hst_status hst_drawdown_episodes(hst_drawdown *out, int64_t cap, int64_t *found, const double *x, int64_t n) {
    listing list = {out, cap, 0, -1, 0, {0, HST_NONE, HST_NONE, HST_NONE, HST_NONE}};
    hst_status status = found == NULL || (out == NULL && cap != 0) ? HST_ENULL : check_series(x, n);
    int64_t i;
    if (status == HST_OK && cap < 0) {
        status = HST_ESIZE;
    }
    if (status != HST_OK) {
        return status;
    }
    for (i = 0; i < n; ++i) {
        if (hst__is_nan(x[i])) {
            continue;
        }
        if (!hst__is_not_negative(x[i])) {
            return HST_EDOMAIN;
        }
        take_sample(&list, x[i], i);
    }
    if (list.fall.onset != HST_NONE) {
        end_episode(&list, HST_NONE);
    }
    *found = list.found;
    return HST_OK;
}

/* ---- the noise floor --------------------------------------------------------------------------- */

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
    if (out == NULL || work == NULL) {
        return HST_ENULL;
    }
    if (windows < 0) {
        return HST_ESIZE;
    }
    if (!hst__is_aligned(work)) {
        return HST_EALIGN;
    }
    if (bytes < noise_bytes(expected)) {
        return HST_ESPACE;
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
