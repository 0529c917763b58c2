/* Falls from a running maximum. */
#include "internal.h"

#include "hashstat/drawdown.h"
#include "kernels/deepest.h"
#include "kernels/underwater.h"

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
