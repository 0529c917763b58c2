/* Shares of countries by way of pools: the noise of the blocks goes through the mix. */
#include "internal.h"

#include <math.h> /* NAN only */

#include "hashstat/share.h"
#include "kernels/proportion.h"
#include "kernels/special.h"

#define COUNT_MAX INT64_C(1000000000000)

/* How far a row's sum may be from 1. */
#define ROW_SLACK 1e-9

/* As many blocks as the beta law answers for; a share that seems to have no noise wants infinitely many. */
#define BLOCKS_MAX 1e15

typedef struct nation {
    const int64_t *blocks;
    const double *mix;
    int32_t pools, countries;
    int64_t unknown;
    uint32_t flags;
    double total;
} nation;

/* What a row's parts are to be multiplied with, and what is in no known country then. */
typedef struct row {
    double scale, rest;
} row;

static double given_part(const nation *t, int32_t pool, int32_t country) {
    return t->mix[(int64_t)pool * t->countries + country] + 0.0; /* -0 becomes +0 */
}

static double row_sum(const nation *t, int32_t pool) {
    double sum = 0;
    int32_t c;
    for (c = 0; c < t->countries; ++c) {
        sum += given_part(t, pool, c);
    }
    return sum;
}

static row read_row(const nation *t, int32_t pool) {
    row r = {1, 0};
    if (t->flags != 0) {
        double sum = row_sum(t, pool);
        if ((t->flags & HST_SHARE_NORMALISE) != 0 && sum > 0) {
            r.scale = 1 / sum;
        } else {
            r.rest = hst__larger(1 - sum, 0);
        }
    }
    return r;
}

/* checks --------------------------------------------------------------------------------------- */

static int is_row(const nation *t, int32_t pool) {
    int rest = (t->flags & HST_SHARE_REST) != 0;
    double sum = row_sum(t, pool);
    int32_t c;
    for (c = 0; c < t->countries; ++c) {
        if (!hst__is_not_negative(given_part(t, pool, c))) {
            return 0;
        }
    }
    if ((t->flags & HST_SHARE_NORMALISE) != 0) {
        double inverse = 1 / sum; /* as it is used: neither may overflow */
        return (rest && sum == 0) || (hst__is_positive(sum) && hst__is_positive(inverse));
    }
    return sum <= 1 + ROW_SLACK && (rest || sum >= 1 - ROW_SLACK);
}

static hst_status check_values(nation *t, double level) {
    int64_t total = t->unknown;
    int32_t i;
    if (total < 0 || total > COUNT_MAX || !hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    for (i = 0; i < t->pools; ++i) {
        if (t->blocks[i] < 0 || t->blocks[i] > COUNT_MAX - total || !is_row(t, i)) {
            return HST_EDOMAIN;
        }
        total += t->blocks[i];
    }
    t->total = (double)total;
    return HST_OK;
}

static hst_status check_nation(nation *t, const void *out, const void *unlocated, double level) {
    if (unlocated == NULL || (t->countries != 0 && out == NULL) || (t->pools != 0 && t->blocks == NULL) ||
        (t->pools != 0 && t->countries != 0 && t->mix == NULL)) {
        return HST_ENULL;
    }
    if (t->pools < 0 || t->countries < 0) {
        return HST_ESIZE;
    }
    if ((t->flags & ~(uint32_t)(HST_SHARE_NORMALISE | HST_SHARE_REST)) != 0) {
        return HST_EOPTION;
    }
    return check_values(t, level);
}

/* one country ---------------------------------------------------------------------------------- */

/* A country's part of the blocks of each pool: its mean, its spread among blocks, and its ends over pools. */
typedef struct column {
    double mean, variance, low, high;
} column;

/* The part of a pool in a country; where the country gets all that is unlocated, that too. */
static double part_of(const nation *t, int32_t pool, int32_t country, int all) {
    row r = read_row(t, pool);
    double part = given_part(t, pool, country) * r.scale;
    return hst__smaller(all ? part + r.rest : part, 1);
}

static void widen(column *c, double part) {
    c->low = hst__smaller(c->low, part);
    c->high = hst__larger(c->high, part);
}

static column read_column(const nation *t, int32_t country, int all) {
    column c = {0, 0, 1, 0};
    double unknown = (double)t->unknown, of_unknown = all ? 1 : 0, off;
    int32_t i;
    if (t->unknown > 0) {
        c.mean = unknown * of_unknown;
        widen(&c, of_unknown);
    }
    for (i = 0; i < t->pools; ++i) {
        double part = part_of(t, i, country, all);
        c.mean += (double)t->blocks[i] * part;
        widen(&c, part);
    }
    c.mean = hst__larger(hst__smaller(c.mean / t->total, c.high), c.low);
    off = of_unknown - c.mean;
    c.variance = unknown * off * off;
    for (i = 0; i < t->pools; ++i) {
        off = part_of(t, i, country, all) - c.mean;
        c.variance += (double)t->blocks[i] * off * off;
    }
    c.variance /= t->total;
    return c;
}

/* Chances that n blocks may all miss, but for `tail`. */
static double unseen(double n, double tail) {
    return -hst__expm1(hst__log(tail) / n);
}

static hst__ends column_ends(const column *c, double n, double tail) {
    double range = c->high - c->low, q = unseen(n, tail);
    hst__ends e = {c->low, c->high};
    if (range > 0) {
        double y = (c->mean - c->low) / range;
        double spread = c->variance / range / range;
        double blocks = hst__smaller(y * (1 - y) > 0 ? n * (y * (1 - y) / spread) : n, BLOCKS_MAX);
        e = hst__proportion_jeffreys(y * blocks, blocks, tail);
        e.lower = hst__smaller(c->low + e.lower * range, c->mean - q * (c->mean - c->low));
        e.upper = hst__larger(c->low + e.upper * range, c->mean + q * (c->high - c->mean));
    }
    return e;
}

static void write_country(hst_share_country *out, const nation *t, int32_t country, double tail) {
    column known = read_column(t, country, 0);
    hst__ends e = column_ends(&known, t->total, tail);
    out->share.estimate = known.mean;
    out->share.lower = e.lower;
    out->share.upper = e.upper;
    out->std_error = hst__sqrt(known.variance / t->total);
    out->most = e.upper;
    if (t->unknown > 0 || (t->flags & HST_SHARE_REST) != 0) {
        column all = read_column(t, country, 1);
        out->most = hst__larger(column_ends(&all, t->total, tail).upper, e.upper);
    }
}

static double part_unlocated(const nation *t) {
    double sum = (double)t->unknown;
    int32_t i;
    for (i = 0; i < t->pools; ++i) {
        sum += (double)t->blocks[i] * read_row(t, i).rest;
    }
    return sum / t->total;
}

hst_status hst_share_national(hst_share_country *out, double *unlocated, const int64_t *blocks,
                              const double *mix, int32_t pools, int32_t countries, int64_t unknown,
                              uint32_t flags, double level) {
    static const hst_share_country nothing = {{NAN, 0, 1}, NAN, 1};
    nation t = {blocks, mix, pools, countries, unknown, flags, 0};
    hst_status status = check_nation(&t, out, unlocated, level);
    int32_t c;
    if (status != HST_OK) {
        return status;
    }
    *unlocated = t.total > 0 ? part_unlocated(&t) : NAN;
    for (c = 0; c < countries; ++c) {
        if (t.total > 0) {
            write_country(&out[c], &t, c, hst__tail_of(level));
        } else {
            out[c] = nothing;
        }
    }
    return HST_OK;
}
