/* What countries have of the network: from a mix, and what is left to say without one. */
#include "internal.h"

#include <math.h> /* sqrt only */

#include "hashstat/attribution.h"
#include "kernels/mix.h"
#include "kernels/scalar.h"
#include "kernels/special.h"

#define COUNT_MAX INT64_C(1000000000000)

static double between(double least, double x, double most) {
    return hst__smaller(hst__larger(x, least), most);
}

/* ---- rows of weights ---- */

static double sum_of(const double *row, int32_t countries) {
    double sum = 0;
    int32_t c;
    for (c = 0; c < countries; ++c) {
        sum += row[c];
    }
    return sum;
}

static int is_row(const double *row, int32_t countries) {
    double sum = sum_of(row, countries);
    int32_t c;
    for (c = 0; c < countries; ++c) {
        if (!hst__is_nan(row[c]) && !hst__is_not_negative(row[c])) {
            return 0;
        }
    }
    return hst__is_nan(sum) || hst__is_positive(sum);
}

hst_status hst_attribution_normalise(double *mix, const double *weight, int32_t pools, int32_t countries) {
    int32_t p, c;
    if (mix == NULL || weight == NULL) {
        return HST_ENULL;
    }
    if (!hst__mix_is_size(pools, countries)) {
        return HST_ESIZE;
    }
    for (p = 0; p < pools; ++p) {
        if (!is_row(weight + (size_t)p * (size_t)countries, countries)) {
            return HST_EDOMAIN;
        }
    }
    for (p = 0; p < pools; ++p) {
        size_t first = (size_t)p * (size_t)countries;
        double sum = sum_of(weight + first, countries);
        for (c = 0; c < countries; ++c) {
            mix[first + (size_t)c] = weight[first + (size_t)c] / sum;
        }
    }
    return HST_OK;
}

/* ---- from a mix ---- */

static int is_count(int64_t n) {
    return n >= 0 && n <= COUNT_MAX;
}

static int is_outage(const hst_attribution_country *d) {
    int known = hst__is_nan(d->dark) || (d->dark >= 0 && d->dark <= 1);
    return known && d->lower >= 0 && d->lower <= d->upper && d->upper <= 1;
}

static int are_outages(const hst_attribution_country *dark, int32_t countries) {
    int32_t c;
    for (c = 0; c < countries; ++c) {
        if (!is_outage(&dark[c])) {
            return 0;
        }
    }
    return 1;
}

/* Sum of blocks x part of the country, and then of blocks x (part - from)^2. */
static double moment_of(const double *mix, const int64_t *before, int32_t pools, int32_t countries, int32_t c,
                        double from, int power) {
    double sum = 0;
    int32_t p;
    for (p = 0; p < pools; ++p) {
        const double *row = mix + (size_t)p * (size_t)countries;
        double part = hst__mix_is_known(row, countries) ? row[c] - from : -from;
        sum += (double)before[p] * (power == 2 ? part * part : part);
    }
    return sum;
}

static void take_loss(hst_attribution_share *out, const hst_attribution_country *dark) {
    out->loss = out->share * dark->dark;
    out->loss_lower = out->share_lower * dark->lower;
    out->loss_upper = out->share_upper * dark->upper;
}

hst_status hst_attribution_shares(hst_attribution_share *out, const double *mix, const int64_t *before,
                                  const hst_attribution_country *dark, int32_t pools, int32_t countries,
                                  int64_t unknown, double level) {
    double total = (double)unknown;
    double z;
    int legal = is_count(unknown);
    int32_t p, c;
    if (out == NULL || mix == NULL || before == NULL || dark == NULL) {
        return HST_ENULL;
    }
    if (!hst__mix_is_size(pools, countries)) {
        return HST_ESIZE;
    }
    for (p = 0; p < pools; ++p) {
        legal = legal && is_count(before[p]);
        total += (double)before[p];
    }
    if (!legal || !hst__mix_is_legal(mix, pools, countries) || !are_outages(dark, countries) ||
        !hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    if (!(total > 0)) {
        return HST_EEMPTY;
    }
    z = -hst__normal_quantile(hst__tail_of(level));
    for (c = 0; c < countries; ++c) {
        double share = moment_of(mix, before, pools, countries, c, 0, 1) / total;
        double spread =
            moment_of(mix, before, pools, countries, c, share, 2) + (double)unknown * share * share;
        double reach = z * sqrt(spread) / total;
        out[c].share = hst__smaller(share, 1);
        out[c].share_lower = hst__larger(share - reach, 0);
        out[c].share_upper = hst__smaller(share + reach, 1);
        take_loss(&out[c], &dark[c]);
    }
    return HST_OK;
}

/* ---- from margins ---- */

static hst_status check_margins(const double *pool, const double *country, int32_t pools, int32_t countries) {
    if (!hst__mix_is_size(pools, countries)) {
        return HST_ESIZE;
    }
    return hst__mix_is_whole(pool, pools) && hst__mix_is_whole(country, countries) ? HST_OK : HST_EDOMAIN;
}

/* Lower end for two shares: the larger one less 1 is exact from 1/2 on, so that no digit of a small share is
 * lost. */
static double in_both(double least, double most) {
    return hst__larger((most - 1) + least, 0);
}

hst_status hst_attribution_frechet_cells(hst_interval *cell, const double *pool, const double *country,
                                         int32_t pools, int32_t countries) {
    int32_t p, c;
    hst_status status;
    if (cell == NULL || pool == NULL || country == NULL) {
        return HST_ENULL;
    }
    status = check_margins(pool, country, pools, countries);
    for (p = 0; status == HST_OK && p < pools; ++p) {
        for (c = 0; c < countries; ++c) {
            hst_interval *x = &cell[(size_t)p * (size_t)countries + (size_t)c];
            x->upper = hst__smaller(pool[p], country[c]);
            x->lower = in_both(x->upper, hst__larger(pool[p], country[c]));
        }
    }
    return status;
}

hst_status hst_attribution_frechet_dark(hst_interval *dark, const hst_interval *fall, const double *pool,
                                        const double *country, int32_t pools, int32_t countries) {
    double least = 0; /* loss */
    double most = 0;
    int32_t p, c;
    hst_status status;
    if (dark == NULL || fall == NULL || pool == NULL || country == NULL) {
        return HST_ENULL;
    }
    status = check_margins(pool, country, pools, countries);
    if (status != HST_OK) {
        return status;
    }
    for (p = 0; p < pools; ++p) {
        int unknown = hst__is_nan(fall[p].lower) || hst__is_nan(fall[p].upper);
        if (fall[p].lower > fall[p].upper) {
            return HST_EORDER;
        }
        least += pool[p] * (unknown ? 0 : between(0, fall[p].lower, 1));
        most += pool[p] * (unknown ? 1 : between(0, fall[p].upper, 1));
    }
    least = hst__smaller(least, 1); /* the sum of pools may be a little more */
    for (c = 0; c < countries; ++c) {
        double share = country[c];
        double in = in_both(hst__smaller(least, share), hst__larger(least, share));
        dark[c].lower = share > 0 ? in / share : 0;
        dark[c].upper = share > 0 ? hst__smaller(most, share) / share : 1;
    }
    return HST_OK;
}
