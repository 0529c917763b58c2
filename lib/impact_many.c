/* The number of things that were looked at, accounted for: p-values of many pools, and an event that was
 * chosen because it looked like one. */
#include "internal.h"

#include <math.h> /* INFINITY and NAN only */

#include "hashstat/impact.h"
#include "kernels/binomial_draw.h"
#include "kernels/special.h"

#define COUNT_MAX INT64_C(1000000000000)
#define RUNS_MAX INT64_C(1000000000)
/* Ratios that are equal but for roundings: windows of one kind in two places. */
#define SAME 1e-9

/* ---- many p ---- */

/* Whether a comes after b: by p, equal ones as they came. */
static int is_later(const double *p, int32_t a, int32_t b) {
    return p[a] > p[b] || (p[a] == p[b] && a > b);
}

/* Lets the index at `place` sink to where no later one lies below it in the heap. */
static void sink(int32_t *order, int32_t place, int32_t count, const double *p) {
    int32_t index = order[place];
    while (place < count / 2) {
        int32_t child = 2 * place + 1;
        if (child + 1 < count && is_later(p, order[child + 1], order[child])) {
            ++child;
        }
        if (!is_later(p, order[child], index)) {
            break;
        }
        order[place] = order[child];
        place = child;
    }
    order[place] = index;
}

static void sort_by_p(int32_t *order, int32_t count, const double *p) {
    int32_t i;
    for (i = 0; i < count; ++i) {
        order[i] = i;
    }
    for (i = count / 2; i > 0; --i) {
        sink(order, i - 1, count, p);
    }
    for (i = count; i > 1; --i) {
        int32_t latest = order[0];
        order[0] = order[i - 1];
        order[i - 1] = latest;
        sink(order, 0, i - 1, p);
    }
}

hst_status hst_impact_adjust(double *holm, double *hochberg, int32_t *order, const double *p, int32_t count) {
    double most = 0;
    double least = 1;
    int32_t i;
    if (count != 0 && (holm == NULL || hochberg == NULL || order == NULL || p == NULL)) {
        return HST_ENULL;
    }
    if (count < 0) {
        return HST_ESIZE;
    }
    for (i = 0; i < count; ++i) {
        if (!(p[i] >= 0 && p[i] <= 1)) {
            return HST_EDOMAIN;
        }
    }
    sort_by_p(order, count, p);
    for (i = 0; i < count; ++i) {
        most = hst__larger(most, hst__smaller(1, p[order[i]] * ((double)count - (double)i)));
        holm[order[i]] = most;
    }
    for (i = count; i > 0; --i) {
        double here = p[order[i - 1]];
        least = hst__smaller(least, hst__larger(here, here * (double)count / (double)i));
        hochberg[order[i - 1]] = least;
    }
    return HST_OK;
}

/* ---- an event chosen after looking ---- */

typedef struct record {
    double *found;    /* [bins + 1] blocks before each edge */
    double *expected; /* [bins + 1] of all that is expected, the part before each edge */
    int64_t bins, width_least, width_most;
    double all, total;
} record;

typedef struct window {
    int64_t from, until;
    double log_ratio;
} window;

/* n log(n/e), 0 for n = 0. */
static double surprise(double n, double e) {
    return n > 0 ? n * hst__log(n / e) : 0;
}

static double log_ratio(const record *r, int64_t from, int64_t until) {
    double n = r->found[until] - r->found[from];
    double expected = (r->expected[until] - r->expected[from]) / r->all;
    double e = r->total * expected;
    return n < e ? surprise(n, e) + surprise(r->total - n, r->total - e) : 0;
}

static window best_window(const record *r) {
    window best = {HST_NONE, HST_NONE, 0};
    int64_t from, width;
    for (from = 0; from + r->width_least <= r->bins; ++from) {
        for (width = r->width_least; width <= r->width_most && from + width <= r->bins; ++width) {
            double ratio = log_ratio(r, from, from + width);
            if (ratio > best.log_ratio) {
                best = (window){from, from + width, ratio};
            }
        }
    }
    return best;
}

/* Scatters all blocks over the bins as a record without events would have them. */
static void scatter(record *r, hst__random *random) {
    double left = r->total;
    int64_t j;
    r->found[0] = 0;
    for (j = 0; j < r->bins; ++j) {
        double here = r->expected[j + 1] - r->expected[j];
        double after = r->all - r->expected[j + 1];
        double n = hst__binomial_draw(left, here, after > 0 ? after : 0, random);
        r->found[j + 1] = r->found[j] + n;
        left -= n;
    }
}

static double share_of_runs(record *r, double log_ratio_found, int64_t runs, int64_t seed) {
    hst__random random = {(uint64_t)seed};
    int64_t as_good = 0, run;
    for (run = 0; run < runs; ++run) {
        scatter(r, &random);
        as_good += best_window(r).log_ratio >= log_ratio_found * (1 - SAME);
    }
    return ((double)as_good + 1) / ((double)runs + 1);
}

static double fall_of_window(const record *r, const window *w) {
    double n = r->found[w->until] - r->found[w->from];
    double part = (r->expected[w->until] - r->expected[w->from]) / r->all;
    double baseline = (r->total - n) * part; /* times 1 - part, which may round to 0 */
    return (baseline - n * (1 - part)) / baseline;
}

static hst_status read_record(record *r, const int64_t *blocks, const double *expected) {
    int64_t total = 0, j;
    r->found[0] = 0;
    r->expected[0] = 0;
    for (j = 0; j < r->bins; ++j) {
        int used = expected[j] > 0;
        if (blocks[j] < 0 || blocks[j] > COUNT_MAX || !hst__is_not_negative(expected[j])) {
            return HST_EDOMAIN;
        }
        total += used ? blocks[j] : 0;
        r->found[j + 1] = (double)total;
        r->expected[j + 1] = r->expected[j] + expected[j];
        if (total > COUNT_MAX) {
            return HST_EDOMAIN;
        }
    }
    r->total = (double)total;
    r->all = r->expected[r->bins];
    return hst__is_finite(r->all) ? HST_OK : HST_EDOMAIN;
}

static hst_status check_scan(const record *r, const void *out, const int64_t *blocks, const double *expected,
                             int64_t runs) {
    if (out == NULL || r->found == NULL || blocks == NULL || expected == NULL) {
        return HST_ENULL;
    }
    if (r->bins < 0) {
        return HST_ESIZE;
    }
    if (r->bins == 0) {
        return HST_EEMPTY;
    }
    if (r->width_least < 1 || r->width_least > r->width_most || r->width_most > r->bins || runs < 1 ||
        runs > RUNS_MAX) {
        return HST_EDOMAIN;
    }
    return HST_OK;
}

hst_status hst_impact_scan_falls(hst_impact_scan *out, double *work, const int64_t *blocks,
                                 const double *expected, int64_t bins, int64_t width_least,
                                 int64_t width_most, int64_t runs, int64_t seed) {
    record r = {work, NULL, bins, width_least, width_most, 0, 0};
    hst_status status = check_scan(&r, out, blocks, expected, runs);
    window best;
    if (status != HST_OK) {
        return status;
    }
    r.expected = work + bins + 1;
    status = read_record(&r, blocks, expected);
    if (status != HST_OK) {
        return status;
    }
    best = best_window(&r);
    out->from = best.from;
    out->until = best.until;
    out->log_ratio = best.log_ratio;
    out->fall = best.from >= 0 ? fall_of_window(&r, &best) : NAN;
    out->p = best.from >= 0 ? share_of_runs(&r, best.log_ratio, runs, seed) : 1;
    out->std_error = hst__sqrt(out->p * (1 - out->p) / (double)runs);
    return HST_OK;
}
