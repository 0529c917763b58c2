/* How sure block counts make it that a network is back. */
#include "internal.h"

#include <math.h> /* NAN only */

#include "hashstat/recovery.h"
#include "kernels/rate_return.h"
#include "kernels/rising.h"
#include "kernels/timed.h"

#define COUNT_MAX INT64_C(1000000000000)

static int is_count(int64_t n) {
    return n >= 0 && n <= COUNT_MAX;
}

static hst_status check_counts(const hst__counts *c) {
    int64_t i;
    for (i = 0; i < c->windows; ++i) {
        if (!is_count(c->blocks[i]) || !hst__is_not_negative(c->exposure[i])) {
            return HST_EDOMAIN;
        }
    }
    return is_count(c->base_blocks) && hst__is_positive(c->base_exposure) && hst__is_positive(c->fraction)
               ? HST_OK
               : HST_EDOMAIN;
}

hst_status hst_recovery_probability(double *probability, const int64_t *blocks, const double *exposure,
                                    int64_t windows, int64_t base_blocks, double base_exposure,
                                    double fraction) {
    hst__counts c = {blocks, exposure, windows, base_blocks, base_exposure, fraction};
    hst_status status;
    int64_t i;
    if (windows != 0 && (probability == NULL || blocks == NULL || exposure == NULL)) {
        return HST_ENULL;
    }
    if (windows < 0) {
        return HST_ESIZE;
    }
    status = check_counts(&c);
    for (i = 0; status == HST_OK && i < windows; ++i) {
        probability[i] = exposure[i] > 0 ? hst__return_probability(&c, i) : NAN;
    }
    return status;
}

hst_status hst_recovery_certain(hst_recovery_certainty *out, const int64_t *end, const int64_t *blocks,
                                const double *exposure, int64_t windows, int64_t base_blocks,
                                double base_exposure, double fraction, double probability, int64_t held) {
    hst__counts c = {blocks, exposure, windows, base_blocks, base_exposure, fraction};
    hst__certainty found;
    hst_status status;
    int both;
    if (out == NULL || (windows != 0 && (end == NULL || blocks == NULL || exposure == NULL))) {
        return HST_ENULL;
    }
    if (windows < 0 || held < 1) {
        return HST_ESIZE;
    }
    status = hst__is_open_unit(probability) ? check_counts(&c) : HST_EDOMAIN;
    if (status == HST_OK && !hst__is_rising(end, windows)) {
        status = HST_EORDER;
    }
    if (status != HST_OK) {
        return status;
    }
    found = hst__return_certain(&c, probability, held);
    if (found.observed == 0) {
        return HST_EEMPTY;
    }
    both = found.certain != HST_NONE && found.naive != HST_NONE;
    if (both && hst__seconds_between(end[found.naive], end[found.certain]) > (uint64_t)INT64_MAX) {
        return HST_EOVERFLOW;
    }
    out->probability = found.probability;
    out->certain = found.certain;
    out->naive = found.naive;
    out->delay = both ? end[found.certain] - end[found.naive] : 0;
    out->observed = found.observed;
    return HST_OK;
}
