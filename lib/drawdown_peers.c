/* The conventions of others. */
#include "internal.h"

#include "hashstat/drawdown.h"
#include "kernels/falls.h"
#include "kernels/select.h"
#include "kernels/type7.h"

/* ---- where an episode begins and ends ------------------------------------------------------------ */

/* By the number of the peer. */
typedef struct convention {
    int from_peak; /* or from the onset */
    int end;       /* what is added to the recovery */
    int open_ends; /* whether an open episode has an end: n + open_end */
    int open_end;
    int both; /* whether a length counts both ends */
} convention;

static const convention CONVENTIONS[] = {
    {0, 0, 1, 0, 1},   /* PerformanceAnalytics */
    {1, 0, 0, 0, 1},   /* empyrical */
    {0, -1, 1, -1, 1}, /* quantstats */
    {0, 0, 1, -1, 0},  /* ffn */
    {1, 0, 0, 0, 0},   /* Lean */
};

static int is_fall(const hst_drawdown *fall, int64_t n) {
    int64_t end = fall->recovery != HST_NONE ? fall->recovery : n;
    return 0 <= fall->peak && fall->peak < fall->onset && fall->onset <= fall->trough && fall->trough < end &&
           end <= n - (fall->recovery != HST_NONE);
}

hst_status hst_drawdown_compat_span(int64_t *from, int64_t *to, int64_t *length, const hst_drawdown *fall,
                                    int64_t n, int32_t peer) {
    const convention *c;
    int open;
    if (from == NULL || to == NULL || length == NULL || fall == NULL) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    if (peer < HST_DRAWDOWN_PERFORMANCEANALYTICS || peer > HST_DRAWDOWN_LEAN) {
        return HST_EOPTION;
    }
    if (!is_fall(fall, n)) {
        return HST_EDOMAIN;
    }
    c = &CONVENTIONS[peer];
    open = fall->recovery == HST_NONE;
    *from = c->from_peak ? fall->peak : fall->onset;
    *to = *length = HST_NONE;
    if (!open || c->open_ends) {
        *to = open ? n + c->open_end : fall->recovery + c->end;
        *length = *to - *from + c->both;
    }
    return HST_OK;
}

/* ---- conditional drawdown ------------------------------------------------------------------------ */

static hst_status check_cdd(const double *cdd, const double *x, int64_t n, double p, const void *work,
                            size_t bytes) {
    hst_status status;
    if (cdd == NULL || ((x == NULL || work == NULL) && n != 0)) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    status = hst__check_work(work, bytes, hst__bytes_for(n, sizeof(double)));
    if (status != HST_OK) {
        return status;
    }
    return p >= 0 && p <= 1 && (n == 0 || !hst__is_nan(x[0])) ? HST_OK : HST_EDOMAIN;
}

/* Depths of the stretches, those at the maximum as 0, as far as they have ended; a stretch goes on while
 * `under` does. */
typedef struct stretches {
    double *depth;
    int64_t count;
    int under; /* -1 before the first sample */
} stretches;

static void take_side(stretches *s, int under) {
    if (under != s->under && !under) {
        s->depth[s->count++] = 0;
    }
    s->under = under;
}

/* Returns how many there are; -1 at a sample that is none. */
static int64_t find_stretches(double *depth, const double *x, int64_t n) {
    stretches s = {depth, 0, -1};
    hst__falls f = hst__falls_begin(1);
    hst__deepest fall;
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (hst__is_nan(x[i])) {
            continue;
        }
        if (!hst__is_not_negative(x[i])) {
            return -1;
        }
        if (hst__falls_take(&f, &fall, x[i], i)) {
            depth[s.count++] = fall.depth;
        }
        if (i > 0) {
            take_side(&s, f.fall.onset != HST_NONE);
        }
    }
    if (f.fall.onset != HST_NONE) {
        depth[s.count++] = hst__falls_current(&f).depth;
    }
    return s.count;
}

hst_status hst_drawdown_compat_cdd(double *cdd, const double *x, int64_t n, double p, void *work,
                                   size_t bytes) {
    hst_status status = check_cdd(cdd, x, n, p, work, bytes);
    double *depth = work;
    double fraction;
    int64_t rank[2];
    int64_t count;
    if (status != HST_OK) {
        return status;
    }
    count = find_stretches(depth, x, n);
    if (count < 0) {
        return HST_EDOMAIN;
    }
    if (count == 0) {
        return HST_EEMPTY;
    }
    fraction = hst__type7_place(count, p, &rank[0]);
    rank[1] = rank[0] + (fraction > 0);
    hst__select(depth, count, rank, 2);
    *cdd = hst__type7(depth[rank[0]], depth[rank[1]], fraction);
    return HST_OK;
}
