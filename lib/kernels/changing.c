#include "changing.h"

#include "missing.h"
#include "scalar.h"
#include "select.h"
#include "weighted.h"

/* A running sum whose prefixes are each right to one rounding. */
typedef struct prefix {
    double high, low;
} prefix;

static double next_prefix(prefix *p, double x) {
    hst__twofold s = hst__two_sum(p->high, x);
    p->high = s.high;
    p->low += s.low;
    return p->high + p->low;
}

/* arrivals ------------------------------------------------------------------------------------- */

static int is_count(double x) {
    return x >= 0 && x <= 1e12 && (double)(int64_t)x == x;
}

static int is_exposure(double x) {
    return x == 0 || (x >= 1e-100 && x <= 1e100);
}

/* 1: observed, 0: nothing to see, -1: outside the domain. */
static int take(double arrivals, double exposure) {
    int known = hst__is_observed(arrivals), seen = hst__is_observed(exposure);
    if ((known && !is_count(arrivals)) || (seen && !is_exposure(exposure))) {
        return -1;
    }
    if (known && seen && exposure == 0) {
        return arrivals > 0 ? -1 : 0;
    }
    return known && seen;
}

typedef struct totals {
    double arrivals, exposure, least;
} totals;

/* The samples as they are into weight, their places into index. */
static int gather(hst__changing *c, totals *all, const double *x, const double *exposure, int64_t n) {
    prefix sum = {0, 0};
    int64_t i, m = 0;
    for (i = 0; i < n; ++i) {
        double arrivals = x == NULL ? 1 : x[i], e = exposure == NULL ? 1 : exposure[i];
        int taken = take(arrivals, e);
        if (taken < 0) {
            return 0;
        }
        if (taken > 0) {
            all->arrivals += arrivals;
            all->exposure = next_prefix(&sum, e);
            all->least = m == 0 ? e : hst__smaller(all->least, e);
            c->index[m++] = i;
        }
    }
    c->count = m;
    return all->arrivals <= 1e12 && all->least >= 1e-12 * all->exposure;
}

int hst__changing_rates(hst__changing *c, const double *x, const double *exposure, int64_t n) {
    totals all = {0, 0, 0};
    prefix sum = {0, 0};
    double unit;
    int64_t i;
    if (!gather(c, &all, x, exposure, n)) {
        return 0;
    }
    if (c->count == 0) {
        return 1;
    }
    unit = (all.arrivals > 0 ? all.arrivals : 1) / all.exposure;
    c->own = all.arrivals > 0;
    c->lowest = c->highest = 0;
    c->sum[0] = c->weight[0] = 0;
    for (i = 0; i < c->count; ++i) {
        double arrivals = x == NULL ? 1 : x[c->index[i]];
        double e = unit * (exposure == NULL ? 1 : exposure[c->index[i]]);
        c->sum[i + 1] = c->sum[i] + arrivals;
        c->weight[i + 1] = next_prefix(&sum, e);
        c->highest = hst__larger(c->highest, arrivals / (c->weight[i + 1] - c->weight[i]));
    }
    c->highest = 2 * (c->highest > 0 ? c->highest : 1);
    return 1;
}

/* values --------------------------------------------------------------------------------------- */

/* Fill index and count, and the mean: no less than the least value and no more than the greatest, so that
 * equal values are 0 from it. */
static int gather_values(hst__changing *c, double *mean, const double *x, int64_t n) {
    prefix sum = {0, 0};
    double least = 1e50, most = -1e50, total = 0;
    int64_t i, m = 0;
    for (i = 0; i < n; ++i) {
        if (hst__is_observed(x[i])) {
            if (hst__magnitude(x[i]) > 1e50) {
                return 0;
            }
            c->index[m++] = i;
            total = next_prefix(&sum, x[i]);
            least = hst__smaller(least, x[i]);
            most = hst__larger(most, x[i]);
        }
    }
    c->count = m;
    *mean = hst__larger(least, hst__smaller(most, total / (double)(m > 0 ? m : 1)));
    return 1;
}

/* What the rounded mean lacks. */
static double mean_beside(const hst__changing *c, const double *x, double mean) {
    prefix sum = {0, 0};
    double total = 0;
    int64_t i;
    for (i = 0; i < c->count; ++i) {
        total = next_prefix(&sum, x[c->index[i]] - mean);
    }
    return c->count > 0 ? total / (double)c->count : 0;
}

int hst__changing_values(hst__changing *c, const double *x, int64_t n) {
    prefix sum = {0, 0}, squares = {0, 0};
    double mean, beside, farthest = 0;
    int64_t i;
    if (!gather_values(c, &mean, x, n)) {
        return 0;
    }
    beside = mean_beside(c, x, mean);
    c->sum[0] = c->weight[0] = 0;
    for (i = 0; i < c->count; ++i) {
        double y = (x[c->index[i]] - mean) - beside;
        c->sum[i + 1] = next_prefix(&sum, y);
        c->weight[i + 1] = next_prefix(&squares, y * y);
        farthest = hst__larger(farthest, hst__magnitude(y));
    }
    c->highest = 2 * (farthest > 0 ? farthest : 1);
    c->lowest = -c->highest;
    return 1;
}

void hst__changing_whole(hst__changing *c) {
    double n = (double)c->count, sum = c->sum[c->count];
    double v = (c->weight[c->count] - sum * sum / n) / n;
    c->whole = v > c->variance ? v : c->variance;
}

/* The middle one of n >= 1, or the mean of the two in the middle. */
static double median(double *a, int64_t n) {
    int64_t rank[2];
    rank[0] = (n - 1) / 2;
    rank[1] = n / 2;
    hst__select(a, n, rank, 2);
    return (a[rank[0]] + a[rank[1]]) / 2;
}

double hst__changing_robust(const hst__changing *c, const double *x, double *work) {
    int64_t i, n = c->count - 1;
    double middle, deviation;
    if (n < 1) {
        return 0;
    }
    for (i = 0; i < n; ++i) {
        work[i] = x[c->index[i + 1]] - x[c->index[i]];
    }
    middle = median(work, n);
    for (i = 0; i < n; ++i) {
        work[i] = hst__magnitude(work[i] - middle);
    }
    deviation = 1.4826 * median(work, n);
    return deviation * deviation / 2;
}

double hst__changing_neighbours(const hst__changing *c, const double *x) {
    double squares = 0;
    int64_t i;
    for (i = 1; i < c->count; ++i) {
        double d = x[c->index[i]] - x[c->index[i - 1]];
        squares += d * d;
    }
    return c->count < 2 ? 0 : squares / (2 * (double)(c->count - 1));
}
