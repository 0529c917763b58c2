/* With N = before + during, r the ratio and k the scale, the likelihood's slope and information in r are
 *
 *     U = k (during - r before/k) / (r (r + k)),   I = N k / (r (r + k)^2)
 *
 * A step of Fisher's scoring is a least-squares fit of 1 - r - U/I, weighted with I (Green, "Iteratively
 * reweighted least squares for maximum likelihood estimation", Journal of the Royal Statistical Society B 46,
 * 1984). Weights come from N and the fit, never from during alone: a row that lost many blocks by luck would
 * weigh more if they did, and drag every answer with it. */
#include "linear_ratio.h"

#include <math.h> /* sqrt only */

#include "mix.h"
#include "scalar.h"

#define SETTLED 1e-12 /* of every ratio */

static const double *mix_of(const hst__linear_ratio *l, int32_t i) {
    return l->mix + (size_t)i * (size_t)l->n;
}

static int is_used(const hst__linear_ratio *l, int32_t i) {
    return (l->before[i] > 0 || l->during[i] > 0) && hst__mix_is_known(mix_of(l, i), l->n);
}

int32_t hst__linear_ratio_rows(const hst__linear_ratio *l) {
    int32_t used = 0;
    int32_t i;
    for (i = 0; i < l->rows; ++i) {
        used += is_used(l, i);
    }
    return used;
}

static double total_of(const hst__linear_ratio *l, int32_t i) {
    return (double)l->before[i] + (double)l->during[i];
}

/* Half a count is expected during where N r/(r + k) = 1/2. */
static double ratio_inside(const hst__linear_ratio *l, int32_t i, double ratio) {
    double least = l->scale / (2 * total_of(l, i) - 1);
    return hst__smaller(hst__larger(ratio, least), 1);
}

/* The ratio that all rows have together, at most 1. */
static void begin(const hst__linear_ratio *l, double *ratio) {
    double before = 0;
    double during = 0;
    int32_t i;
    for (i = 0; i < l->rows; ++i) {
        before += is_used(l, i) ? (double)l->before[i] : 0;
        during += is_used(l, i) ? (double)l->during[i] : 0;
    }
    for (i = 0; i < l->rows; ++i) {
        ratio[i] = is_used(l, i) ? ratio_inside(l, i, l->scale * during / before) : -1;
    }
}

static void push(const hst__linear_ratio *l, hst__bounded *b, int32_t i, double r) {
    double k = l->scale;
    double total = total_of(l, i);
    double root = sqrt(total * k / r) / (r + k);
    double surplus = (double)l->during[i] - r * (double)l->before[i] / k;
    int32_t j;
    for (j = 0; j < l->n; ++j) {
        b->row[j] = root * mix_of(l, i)[j];
    }
    b->row[l->n] = root * (1 - r - surplus * (r + k) / total);
    hst__bounded_push(b);
}

/* New ratios, a part of the way from the old ones; returns the largest change. */
static double move(const hst__linear_ratio *l, const hst__bounded *b, double *ratio, double way) {
    double most = 0;
    int32_t i, j;
    for (i = 0; i < l->rows; ++i) {
        double fall = 0;
        double change;
        if (ratio[i] < 0) {
            continue;
        }
        for (j = 0; j < l->n; ++j) {
            fall += mix_of(l, i)[j] * b->x[j];
        }
        change = ratio_inside(l, i, 1 - fall) - ratio[i];
        most = hst__larger(most, hst__magnitude(change));
        ratio[i] += way * change;
    }
    return most;
}

/* Where the counts are far from the model, whole steps may swing to and fro: from the tenth on they are
 * half. */
int32_t hst__linear_ratio_fit(const hst__linear_ratio *l, hst__bounded *b, double *ratio, int32_t steps) {
    double change = 1;
    int32_t step;
    begin(l, ratio);
    for (step = 0; step < steps && change > SETTLED; ++step) {
        int32_t i;
        hst__bounded_clear(b);
        for (i = 0; i < l->rows; ++i) {
            if (ratio[i] >= 0) {
                push(l, b, i, ratio[i]);
            }
        }
        hst__bounded_solve(b, 10 * ((int64_t)l->n + 1));
        change = move(l, b, ratio, step < 10 ? 1 : 0.5);
    }
    return step;
}
