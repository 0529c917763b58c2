/* The measures are sums over cells, greatest first, so that the order of the input changes no bit.
 *
 * Delta method to second order. For a function f of the shares p, with n observations and Sigma[i][j] = p_i
 * (i = j) - p_i p_j, the sample's f has
 *
 *     bias      tr(f'' Sigma) / (2 n)
 *     variance  (sum of p f_i^2 - (sum of p f_i)^2) / n  +  tr((f'' Sigma)^2) / (2 n^2)
 *
 * The second term is what is left of the variance where all shares are alike: f' is then the same in each
 * direction, the first term nothing, and an interval without the second covers next to nothing. For sums of
 * one function of each share, f'' is diagonal, d_i = f_ii p_i, and
 *
 *     tr(f'' Sigma) = sum of d - sum of d p,   tr((f'' Sigma)^2) = sum of d^2 (1 - 2 p) + (sum of d p)^2 */
#include "cells.h"

#include <math.h> /* NAN only */

#include "scalar.h"
#include "special.h"

#define HALF_NORMAL_MEAN 0.79788456080286535588 /* sqrt(2 / pi) */
#define APART 4                                 /* standard errors, from which on chance adds 2e-5 of one */

/* -log(k / n), also where that is near nothing. */
static double surprise_of(double k, double n) {
    return 2 * k > n ? -hst__log1p(-(n - k) / n) : hst__log(n / k);
}

hst__cells hst__cells_of(const int64_t *count, int64_t n, int64_t more, int64_t ones, hst__entry *scratch) {
    int64_t *sorted = (int64_t *)(void *)(scratch + n + 1);
    double *surprise = (double *)(void *)(sorted + n + 1);
    hst__cells c = {sorted, surprise, 0, n, 0, ones, 0};
    int64_t i;
    for (i = 0; i < n; ++i) {
        scratch[i].key = count[i];
        scratch[i].place = i;
    }
    if (more > 0) {
        scratch[n].key = more;
        scratch[n].place = n;
        c.cells = n + 1;
    }
    hst__sort_entries(scratch, c.cells, scratch + n + 1);
    for (i = c.cells - 1; i >= 0 && scratch[i].key > 0; --i) {
        sorted[c.used++] = scratch[i].key;
        c.listed += scratch[i].key;
    }
    c.total = c.listed + ones;
    for (i = 0; i < c.used; ++i) {
        surprise[i] = surprise_of((double)sorted[i], (double)c.total);
    }
    return c;
}

static double share_of(const hst__cells *c, int64_t i) {
    return (double)c->count[i] / (double)c->total;
}

/* Squares ------------------------------------------------------------------------------------- */

double hst__cells_squares(const hst__cells *c) {
    double n = (double)c->total, sum = 0;
    int64_t i;
    for (i = 0; i < c->used; ++i) {
        sum += share_of(c, i) * share_of(c, i);
    }
    return sum + (double)c->ones / n / n;
}

double hst__cells_squares_unbiased(const hst__cells *c) {
    double n = (double)c->total, sum = 0;
    int64_t i;
    for (i = 0; i < c->used; ++i) {
        sum += (double)c->count[i] * (double)(c->count[i] - 1);
    }
    return c->total > 1 ? sum / n / (n - 1) : (double)NAN;
}

void hst__cells_squares_error(hst__measured *m, const hst__cells *c) {
    double n = (double)c->total, squares = m->estimate, cubes = (double)c->ones / n / n / n;
    int64_t i;
    for (i = 0; i < c->used; ++i) {
        cubes += share_of(c, i) * share_of(c, i) * share_of(c, i);
    }
    m->bias = squares - hst__cells_squares_unbiased(c);
    m->error =
        hst__sqrt(2 / (n * (n - 1)) *
                  hst__larger(0, 2 * (n - 2) * (cubes - squares * squares) + squares - squares * squares));
}

/* Gini ----------------------------------------------------------------------------------------- */

/* With the places r = 1, 2, ... from the greatest: ((cells + 1) listed - 2 sum of r count) / (cells
 * listed). */
double hst__cells_gini(const hst__cells *c) {
    double listed = (double)c->listed, cells = (double)c->cells, sum = 0;
    int64_t i;
    for (i = 0; i < c->used; ++i) {
        sum += (double)(i + 1) * (double)c->count[i];
    }
    return ((cells + 1) * listed - 2 * sum) / (cells * listed);
}

/* What chance adds to |p - q|, on average over the places of two cells: with s the standard error of the
 * difference and t = |p - q| / s, 2 s (phi(t) - t Phi(-t)), from the mean of |normal|. The t that is observed
 * is itself too large where the truth is near 0, by about the mean of |normal|, which is taken from it. */
static double spurious(double p, double q, double n, double *t) {
    double s = hst__sqrt((p + q - (p - q) * (p - q)) / n);
    *t = hst__larger(0, (p - q) / s - HALF_NORMAL_MEAN);
    return 2 * s * (HALF_NORMAL_MEAN / 2 * hst__exp(-*t * *t / 2) - *t * hst__normal_upper(*t));
}

static double gini_bias(const hst__cells *c) {
    double n = (double)c->listed, sum = 0;
    int64_t i, j;
    for (i = 0; i < c->used; ++i) {
        double t = 0;
        for (j = i + 1; j < c->used && t < APART; ++j) {
            sum += spurious((double)c->count[i] / n, (double)c->count[j] / n, n, &t);
        }
    }
    return sum / (double)c->cells;
}

/* A sum of shares weighted by -2 r / cells, so that its variance is that of the place of an observation.
 * Cells that are alike keep places of their own: to share one would make the spread among them nothing,
 * though the truth may have them apart. */
void hst__cells_gini_error(hst__measured *m, const hst__cells *c) {
    double listed = (double)c->listed, mean = 0, spread = 0;
    int64_t i;
    for (i = 0; i < c->used; ++i) {
        mean += (double)(i + 1) * (double)c->count[i] / listed;
    }
    for (i = 0; i < c->used; ++i) {
        double off = (double)(i + 1) - mean;
        spread += off * off * (double)c->count[i];
    }
    m->bias = gini_bias(c);
    m->error = 2 / (double)c->cells * hst__sqrt(spread) / listed;
}

/* Entropies ------------------------------------------------------------------------------------ */

/* Mean of the surprise of the list, over the list alone. */
static double mean_surprise(const hst__cells *c) {
    double sum = 0;
    int64_t i;
    for (i = 0; i < c->used; ++i) {
        sum += (double)c->count[i] * c->surprise[i];
    }
    return sum / (double)c->listed;
}

static double shannon(const hst__cells *c) {
    double n = (double)c->total;
    return mean_surprise(c) * ((double)c->listed / n) + (double)c->ones / n * hst__log(n);
}

/* log of sum p^order, by way of sum p^order - 1 = sum p (p^(order - 1) - 1), which is small where order is
 * near 1. */
static double log_power_near(const hst__cells *c, double order) {
    double n = (double)c->total, sum = (double)c->ones / n * hst__expm1((1 - order) * hst__log(n));
    int64_t i;
    for (i = 0; i < c->used; ++i) {
        sum += share_of(c, i) * hst__expm1((1 - order) * c->surprise[i]);
    }
    return hst__log1p(sum);
}

/* The same less order x log of the greatest share, which would underflow at high orders. */
static double log_power_scaled(const hst__cells *c, double order) {
    double least = c->surprise[0];
    double sum = (double)c->ones * hst__exp(-order * (hst__log((double)c->total) - least));
    int64_t i;
    for (i = 0; i < c->used; ++i) {
        sum += hst__exp(-order * (c->surprise[i] - least));
    }
    return hst__log(sum);
}

double hst__cells_renyi(const hst__cells *c, double order, double squares) {
    double entropy;
    if (order == 1) {
        return shannon(c);
    }
    if (order == 2) {
        entropy = -hst__log(squares);
    } else if (hst__magnitude(order - 1) < 0.5) {
        entropy = log_power_near(c, order) / (1 - order);
    } else {
        entropy = c->surprise[0] * (order / (order - 1)) - log_power_scaled(c, order) / (order - 1);
    }
    return hst__larger(entropy, 0); /* never -0 */
}

/* With S = sum p^a, the share of a cell in it p^a / S = p (1 + e): (1 + e) = p^(a - 1) / S. Then f_i = a (1 +
 * e) / (1 - a), d_i = -a (1 + e), and the mean of e is 0. off is e / (1 - a), whose limit at a = 1 is
 * -(log p + entropy). What is not of one share alone in f'' adds -a^2 (1 - a) mean off^2 to the trace. */
void hst__cells_renyi_error(hst__measured *m, const hst__cells *c, double order) {
    double n = (double)c->total, less = 1 - order, log_sum = less * m->estimate;
    double spread = 0, trace = 0, mass = 0, second = 0, off;
    int64_t i;
    for (i = 0; i < c->used; ++i) {
        double p = share_of(c, i), e = hst__expm1(less * c->surprise[i] - log_sum);
        off = order == 1 ? c->surprise[i] - m->estimate : e / less;
        spread += p * off * off;
        trace += 1 + e;
        mass += p * (1 + e);
        second += (1 + e) * (1 + e) * (1 - 2 * p);
    }
    if (c->ones > 0) {
        double surprise = hst__log(n);
        off = order == 1 ? surprise - m->estimate : hst__expm1(less * surprise - log_sum) / less;
        spread += (double)c->ones / n * off * off;
    }
    second = hst__larger(0, second + mass * mass);
    m->bias = -(order * (trace - mass) + order * order * less * spread) / (2 * n);
    m->error = order * hst__sqrt((spread + second / (2 * n)) / n);
}

double hst__cells_theil(const hst__cells *c) {
    double outside = hst__log((double)c->total / (double)c->listed);
    return hst__larger(hst__log((double)c->cells) - (mean_surprise(c) - outside), 0);
}

void hst__cells_theil_error(hst__measured *m, const hst__cells *c) {
    double n = (double)c->listed, mean = mean_surprise(c), spread = 0;
    int64_t i;
    for (i = 0; i < c->used; ++i) {
        double off = c->surprise[i] - mean;
        spread += (double)c->count[i] / n * off * off;
    }
    m->bias = (double)(c->used - 1) / (2 * n);
    m->error = hst__sqrt((spread + (double)(c->used - 1) / (2 * n)) / n);
}
