/* Outages behind the falls of pools. The numerics are kernels: least squares with bounds
 * (kernels/bounded.h), weights from counts (kernels/linear_ratio.h), likeness of columns (kernels/alike.h).
 * What is written here is which country may be told from which, and what its interval is where it may not. */
#include "internal.h"

#include <math.h> /* sqrt, INFINITY and NAN only */

#include "hashstat/attribution.h"
#include "kernels/alike.h"
#include "kernels/bounded.h"
#include "kernels/linear_ratio.h"
#include "kernels/linear_ratio_draws.h"
#include "kernels/mix.h"
#include "kernels/scalar.h"
#include "kernels/select.h"
#include "kernels/special.h"

enum { RUNS_MAX = 1000000, STEPS = 200, SEARCH = 60 };

#define COUNT_MAX INT64_C(1000000000000)
#define DRAWN_MAX 1000000
#define QUOTIENT_MAX 1e6
#define NUMBER_MAX 1e60
#define LEVEL_ULP 0x1p-53 /* from 1/2 on */
#define WEIGHT_MIN 1e-60 /* a double less than 1 / 1e60 */

/* ---- workspace ---- */

typedef struct room {
    hst__bounded fit;
    hst__bounded spare;
    hst__alike alike;
    double *ratio; /* [pools] */
    int64_t *set;  /* [countries] */
    double *rest;
} room;

static int64_t room_words(int32_t pools, int32_t countries) {
    return 2 * hst__bounded_words(countries) + hst__alike_words(countries) + pools + countries;
}

static room room_in(void *work, int32_t pools, int32_t countries) {
    double *at = work;
    room r;
    r.fit = hst__bounded_make(countries, at);
    at += hst__bounded_words(countries);
    r.spare = hst__bounded_make(countries, at);
    at += hst__bounded_words(countries);
    r.alike = hst__alike_make(countries, at);
    r.ratio = at + hst__alike_words(countries);
    r.set = (int64_t *)(void *)(r.ratio + pools);
    r.rest = r.ratio + pools + countries;
    return r;
}

static size_t bytes_of(int64_t words) {
    return hst__as_size(sizeof(double) * (uint64_t)words);
}

hst_status hst_attribution_work_size(size_t *bytes, int32_t pools, int32_t countries) {
    if (bytes == NULL) {
        return HST_ENULL;
    }
    if (!hst__mix_is_size(pools, countries)) {
        return HST_ESIZE;
    }
    *bytes = bytes_of(room_words(pools, countries));
    return HST_OK;
}

static hst_status check_room(int32_t pools, int32_t countries, const void *work, size_t bytes) {
    if (!hst__mix_is_size(pools, countries)) {
        return HST_ESIZE;
    }
    if (!hst__is_aligned(work)) {
        return HST_EALIGN;
    }
    return bytes < bytes_of(room_words(pools, countries)) ? HST_ESPACE : HST_OK;
}

/* ---- weighted rows ---- */

static int are_weights(const double *weight, int32_t pools) {
    int32_t p;
    for (p = 0; p < pools; ++p) {
        int legal = hst__is_nan(weight[p]) || hst__magnitude(weight[p]) <= 0;
        if (!legal && !(weight[p] >= WEIGHT_MIN && weight[p] <= NUMBER_MAX)) {
            return 0;
        }
    }
    return 1;
}

static int are_falls(const double *fall, int32_t pools) {
    int32_t p;
    for (p = 0; p < pools; ++p) {
        if (hst__magnitude(fall[p]) > NUMBER_MAX) {
            return 0;
        }
    }
    return 1;
}

/* Rows of the weighted mix, with the falls if there are any; returns how many. */
static int32_t push_rows(hst__bounded *b, const double *mix, const double *fall, const double *weight,
                         int32_t pools) {
    int32_t used = 0;
    int32_t p, c;
    for (p = 0; p < pools; ++p) {
        const double *row = mix + (size_t)p * (size_t)b->n;
        double f = fall != NULL ? fall[p] : 0;
        double root;
        if (!(weight[p] > 0) || hst__is_nan(f) || !hst__mix_is_known(row, b->n)) {
            continue;
        }
        root = sqrt(weight[p]);
        for (c = 0; c < b->n; ++c) {
            b->row[c] = root * row[c];
        }
        b->row[b->n] = root * f;
        hst__bounded_push(b);
        ++used;
    }
    return used;
}

hst_status hst_attribution_solve(double *dark, double *chi2, const double *mix, const double *fall,
                                 const double *weight, int32_t pools, int32_t countries, void *work,
                                 size_t bytes) {
    room r;
    hst_status status;
    if (dark == NULL || chi2 == NULL || mix == NULL || fall == NULL || weight == NULL || work == NULL) {
        return HST_ENULL;
    }
    status = check_room(pools, countries, work, bytes);
    if (status != HST_OK) {
        return status;
    }
    if (!hst__mix_is_legal(mix, pools, countries) || !are_falls(fall, pools) || !are_weights(weight, pools)) {
        return HST_EDOMAIN;
    }
    r = room_in(work, pools, countries);
    if (push_rows(&r.fit, mix, fall, weight, pools) == 0) {
        return HST_EEMPTY;
    }
    hst__bounded_solve(&r.fit, 10 * ((int64_t)countries + 1));
    memcpy(dark, r.fit.x, (size_t)countries * sizeof *dark);
    *chi2 = hst__bounded_objective(&r.fit);
    return HST_OK;
}

/* ---- what the mix can tell ---- */

static double weight_of(const double *mix, const double *weight, int32_t pools, int32_t countries,
                        int32_t c) {
    double sum = 0;
    int32_t p;
    for (p = 0; p < pools; ++p) {
        const double *row = mix + (size_t)p * (size_t)countries;
        sum += weight[p] > 0 && hst__mix_is_known(row, countries) ? weight[p] * row[c] : 0;
    }
    return sum;
}

static void report(hst_attribution_report *out, hst_attribution_column *column, room *r) {
    int32_t n = r->fit.n;
    int64_t *set = r->set;
    int32_t c;
    out->condition = hst__alike_condition(&r->alike, &r->fit);
    out->rank = hst__alike_find(&r->alike, &r->fit, &out->scaled_condition);
    if (out->rank < n) {
        out->condition = out->scaled_condition = INFINITY;
    }
    out->groups = hst__alike_groups(&r->alike, set);
    out->identified = out->absent = 0;
    for (c = 0; c < n; ++c) {
        double length = hst__bounded_length(&r->fit, c);
        column[c].group = set[c];
        column[c].identified = set[c] == HST_NONE;
        column[c].inflation = set[c] == HST_NONE ? hst__alike_inflation(&r->alike, c) : NAN;
        column[c].std_error = column[c].inflation / length;
        out->identified += column[c].identified;
        out->absent += !(length > 0);
    }
}

hst_status hst_attribution_identify(hst_attribution_report *out, hst_attribution_column *column,
                                    const double *mix, const double *weight, int32_t pools, int32_t countries,
                                    void *work, size_t bytes) {
    room r;
    int32_t used, c;
    hst_status status;
    if (out == NULL || column == NULL || mix == NULL || weight == NULL || work == NULL) {
        return HST_ENULL;
    }
    status = check_room(pools, countries, work, bytes);
    if (status != HST_OK) {
        return status;
    }
    if (!hst__mix_is_legal(mix, pools, countries) || !are_weights(weight, pools)) {
        return HST_EDOMAIN;
    }
    r = room_in(work, pools, countries);
    used = push_rows(&r.fit, mix, NULL, weight, pools);
    if (used == 0) {
        return HST_EEMPTY;
    }
    for (c = 0; c < countries; ++c) {
        column[c].weight = weight_of(mix, weight, pools, countries, c);
    }
    out->pools = used;
    report(out, column, &r);
    return HST_OK;
}

/* ---- from blocks ---- */

static int is_count(int64_t n) {
    return n >= 0 && n <= COUNT_MAX;
}

static int are_counts(const int64_t *before, const int64_t *during, int32_t pools, int64_t most) {
    int32_t p;
    for (p = 0; p < pools; ++p) {
        if (!is_count(before[p]) || !is_count(during[p]) || before[p] + during[p] > most) {
            return 0;
        }
    }
    return 1;
}

static int are_exposures(double before, double during) {
    double quotient = hst__is_positive(before) && hst__is_positive(during) ? before / during : 0;
    return quotient >= 1 / QUOTIENT_MAX && quotient <= QUOTIENT_MAX;
}

/* How well the outages explain the falls, after hst__linear_ratio_fit. */
static void weigh_up(hst_attribution_fit *out, room *r, int32_t pools, int32_t steps) {
    int64_t freedom = pools - r->fit.free;
    double half = (double)freedom / 2;
    double condition;
    out->chi2 = hst__bounded_objective(&r->fit);
    out->dispersion = freedom > 0 ? out->chi2 / (double)freedom : NAN;
    out->p = freedom > 0 ? hst__gamma_upper(half, out->chi2 / 2) : NAN;
    out->freedom = freedom;
    out->pools = pools;
    out->rank = hst__alike_find(&r->alike, &r->fit, &condition);
    out->steps = steps;
}

static double end_of(room *r, int32_t c, double edge, double drop, double least) {
    hst__bounded_copy(&r->spare, &r->fit);
    return hst__bounded_end(&r->spare, c, edge, drop, least, SEARCH);
}

static void describe(hst_attribution_country *out, room *r, int32_t c, double least) {
    double rise;
    out->identified = hst__alike_is_identified(&r->alike, c);
    out->dark = out->identified ? r->fit.x[c] : NAN;
    out->free = r->fit.is_free[c];
    hst__bounded_copy(&r->spare, &r->fit);
    hst__bounded_pin(&r->spare, c, 0);
    rise = hst__larger(hst__bounded_objective(&r->spare) - least, 0);
    out->luck_p = hst__normal_upper(sqrt(rise));
}

hst_status hst_attribution_profile(hst_attribution_country *out, hst_attribution_fit *fit, const double *mix,
                                   const int64_t *before, const int64_t *during, int32_t pools,
                                   int32_t countries, double exposure_before, double exposure_during,
                                   double level, uint32_t flags, void *work, size_t bytes) {
    const hst__linear_ratio l = {mix, before, during, pools, countries, exposure_before / exposure_during};
    room r;
    double z, drop;
    int32_t used, c;
    hst_status status;
    if (out == NULL || fit == NULL || mix == NULL || before == NULL || during == NULL || work == NULL) {
        return HST_ENULL;
    }
    status = check_room(pools, countries, work, bytes);
    if (status != HST_OK) {
        return status;
    }
    if ((flags & ~(uint32_t)HST_ATTRIBUTION_DISPERSED) != 0) {
        return HST_EOPTION;
    }
    if (!hst__mix_is_legal(mix, pools, countries) || !are_counts(before, during, pools, 2 * COUNT_MAX) ||
        !are_exposures(exposure_before, exposure_during) || !hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    used = hst__linear_ratio_rows(&l);
    if (used == 0) {
        return HST_EEMPTY;
    }
    r = room_in(work, pools, countries);
    weigh_up(fit, &r, used, hst__linear_ratio_fit(&l, &r.fit, r.ratio, STEPS));
    z = hst__normal_quantile(hst__tail_of(level));
    drop = z * z * (flags != 0 && fit->dispersion > 1 ? fit->dispersion : 1);
    for (c = 0; c < countries; ++c) {
        describe(&out[c], &r, c, fit->chi2);
        out[c].lower = end_of(&r, c, 0, drop, fit->chi2);
        out[c].upper = end_of(&r, c, 1, drop, fit->chi2);
    }
    return HST_OK;
}

/* ---- bootstrap ---- */

static size_t bootstrap_bytes(const int64_t *before, const int64_t *during, int32_t pools, int32_t countries,
                              int64_t runs) {
    return bytes_of(room_words(pools, countries) + hst__linear_ratio_draws_words(before, during, pools) +
                    countries * runs);
}

static hst_status check_bootstrap(const int64_t *before, const int64_t *during, int32_t pools,
                                  int32_t countries, int64_t runs, const void *work) {
    if (!hst__mix_is_size(pools, countries) || runs < 1 || runs > RUNS_MAX) {
        return HST_ESIZE;
    }
    if (!hst__is_aligned(work)) {
        return HST_EALIGN;
    }
    return are_counts(before, during, pools, DRAWN_MAX) ? HST_OK : HST_EDOMAIN;
}

hst_status hst_attribution_bootstrap_work_size(size_t *bytes, const int64_t *before, const int64_t *during,
                                               int32_t pools, int32_t countries, int64_t runs) {
    hst_status status = HST_ENULL;
    if (bytes != NULL && before != NULL && during != NULL) {
        status = check_bootstrap(before, during, pools, countries, runs, NULL);
    }
    if (status == HST_OK) {
        *bytes = bootstrap_bytes(before, during, pools, countries, runs);
    }
    return status;
}

/* From the j-th lowest answer to the j-th highest. A level such as 0.9 is not that number, but the double next
 * to it: that must not cost a rank where the product is whole. */
static void take_ends(hst_attribution_country *out, double *answer, int64_t runs, double level) {
    int64_t j = hst__most((int64_t)((double)(runs + 1) * (hst__tail_of(level) + LEVEL_ULP)), 1);
    hst__sort(answer, runs);
    out->lower = out->identified ? answer[j - 1] : 0;
    out->upper = out->identified ? answer[runs - j] : 1;
}

hst_status hst_attribution_bootstrap(hst_attribution_country *out, hst_attribution_fit *fit,
                                     const double *mix, const int64_t *before, const int64_t *during,
                                     int32_t pools, int32_t countries, double exposure_before,
                                     double exposure_during, double level, int64_t runs, int64_t seed,
                                     void *work, size_t bytes) {
    const hst__linear_ratio l = {mix, before, during, pools, countries, exposure_before / exposure_during};
    room r;
    double *answer;
    int32_t used, c;
    hst_status status;
    if (out == NULL || fit == NULL || mix == NULL || before == NULL || during == NULL || work == NULL) {
        return HST_ENULL;
    }
    status = check_bootstrap(before, during, pools, countries, runs, work);
    if (status != HST_OK) {
        return status;
    }
    if (bytes < bootstrap_bytes(before, during, pools, countries, runs)) {
        return HST_ESPACE;
    }
    if (!hst__mix_is_legal(mix, pools, countries) || !are_exposures(exposure_before, exposure_during) ||
        !hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    used = hst__linear_ratio_rows(&l);
    if (used == 0) {
        return HST_EEMPTY;
    }
    r = room_in(work, pools, countries);
    weigh_up(fit, &r, used, hst__linear_ratio_fit(&l, &r.fit, r.ratio, STEPS));
    for (c = 0; c < countries; ++c) {
        describe(&out[c], &r, c, fit->chi2);
    }
    answer = r.rest;
    hst__linear_ratio_draws(answer, runs, &l, r.ratio, &r.spare, (uint64_t)seed, answer + countries * runs);
    for (c = 0; c < countries; ++c) {
        take_ends(&out[c], answer + c * runs, runs, level);
    }
    return HST_OK;
}
