#include "change_posterior.h"

#include "scalar.h"

/* The log of one side's likelihood, its level integrated out, less what is the same for every place.
 *
 *   rates:   integral of r^(T - 1/2) e^(-r e) = Gamma(T + 1/2)/e^(T + 1/2)
 *   means:   exp(-(Q - S^2/n)/2v)/sqrt n up to (2 pi v)^(n/2), and the Q of both sides add up to that of all
 *   spreads: Gamma(n/2) n^-1/2 (R/2)^(-n/2), the prior of the variance being v^-3/2; both n add up to all */
static double log_side(const hst__changing *c, int64_t from, int64_t to) {
    double n = (double)(to - from), sum = c->sum[to] - c->sum[from];
    double weight = c->weight[to] - c->weight[from];
    if (c->model == HST__RATES) {
        return hst__log_gamma(sum + 0.5) - (sum + 0.5) * hst__log(weight);
    }
    if (c->model == HST__MEANS) {
        return (sum * sum / (n * c->variance) - hst__log(n)) / 2;
    }
    weight = hst__larger(weight - sum * sum / n, n * c->variance);
    return hst__log_gamma(n / 2) - (hst__log(n) + n * hst__log(weight)) / 2;
}

void hst__change_posterior(const hst__changing *c, double *weight, int64_t from, int64_t to) {
    int64_t i, n = to - from - 1;
    double most = -DBL_MAX, sum = 0;
    for (i = 0; i < n; ++i) {
        weight[i] = log_side(c, from, from + 1 + i) + log_side(c, from + 1 + i, to);
        most = hst__larger(most, weight[i]);
    }
    for (i = 0; i < n; ++i) {
        weight[i] = hst__exp(weight[i] - most);
        sum += weight[i];
    }
    for (i = 0; i < n; ++i) {
        weight[i] /= sum;
    }
}

double hst__densest(const double *weight, int64_t n, double level, int64_t *first, int64_t *last) {
    int64_t low = 0, high, i;
    double mass;
    for (i = 1; i < n; ++i) {
        low = weight[i] > weight[low] ? i : low;
    }
    high = low;
    mass = weight[low];
    while (mass < level && high - low < n - 1) {
        if (high == n - 1 || (low > 0 && weight[low - 1] >= weight[high + 1])) {
            mass += weight[--low];
        } else {
            mass += weight[++high];
        }
    }
    *first = low;
    *last = high;
    return hst__smaller(mass, 1);
}
