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

hst_status hst_drawdown_episodes(hst_drawdown *out, int64_t cap, int64_t *found, const double *x, int64_t n) {
    return hst_drawdown_list(out, cap, found, x, n, 0, 1, 0);
}
