/* Tests of what the greatest cells hold. Let K be the blocks of the C greatest cells of the sample.
 *
 * That the true C greatest hold too little needs no care: K is at least what those have, so P(X <= K) is at
 * least theirs. That they hold enough does: K is the greatest of all sets of C cells. With a limit divided by
 * the number of such sets, no set at all is taken for more than it is; with 2^C besides, no set of any size,
 * because sum of 2^-C is 1. Without the latter the smallest C whose test says so would be one of many. */
#include "majority.h"

#include "binomial_p.h"
#include "proportion.h"
#include "scalar.h"
#include "special.h"

#define LOG_TWO 0.693147180559945309417
/* Probabilities below this are nothing to divide by any more. */
#define LEAST 1e-300
#define LOG_LEAST (-690.77552789821370521)

int64_t hst__majority_point(const hst__cells *c, double threshold, int above) {
    double enough = threshold * (double)c->total;
    int64_t held = 0, i;
    for (i = 0; i < c->used; ++i) {
        held += c->count[i];
        if (above ? (double)held > enough : (double)held >= enough) {
            return i + 1;
        }
    }
    return -1;
}

double hst__majority_at_least(double k, double n, double x) {
    return hst__binomial_at_most(n - k, k, 1 - x, x);
}

double hst__majority_at_most(double k, double n, double x) {
    return hst__binomial_at_most(k, n - k, x, 1 - x);
}

/* log of the number of sets of k among n things */
static double log_sets(int64_t n, int64_t k) {
    return hst__log_gamma((double)n + 1) - hst__log_gamma((double)k + 1) -
           hst__log_gamma((double)(n - k) + 1);
}

static double log_limit(const hst__cells *c, int64_t cells, double tail) {
    return hst__log(tail) - log_sets(c->cells, cells) - (double)cells * LOG_TWO;
}

hst__majority hst__majority_range(const hst__cells *c, double threshold, double tail) {
    hst__majority r = {-1, -1, -1};
    double n = (double)c->total, enough = threshold * n, held = 0;
    int64_t i;
    for (i = 0; i < c->used && r.certain < 0; ++i) {
        held += (double)c->count[i];
        if (r.lower < 0 && hst__majority_at_most(held, n, threshold) > tail) {
            r.lower = i + 1;
        }
        if (held >= enough) {
            double p = hst__majority_at_least(held, n, threshold);
            r.upper = r.upper < 0 && p <= tail ? i + 1 : r.upper;
            r.certain = hst__larger(hst__log(p), LOG_LEAST) <= log_limit(c, i + 1, tail) ? i + 1 : -1;
        }
    }
    return r;
}

hst__holding hst__majority_top(const hst__cells *c, int64_t top) {
    hst__holding h = {0, 0, 1};
    int64_t held = 0, i;
    for (i = 0; i < c->used && i < top; ++i) {
        held += c->count[i];
    }
    h.share = (double)held / (double)c->total;
    return h;
}

void hst__majority_top_ends(hst__holding *h, const hst__cells *c, int64_t top, double tail) {
    int64_t size = hst__least(top, c->cells), held = 0, i;
    double n = (double)c->total, outside;
    for (i = 0; i < c->used && i < size; ++i) {
        held += c->count[i];
    }
    outside = hst__exp(hst__log(tail) - log_sets(c->cells, size));
    h->lower = outside < LEAST ? 0 : hst__proportion_lower((double)held, n, outside);
    h->upper = hst__proportion_upper((double)held, n, tail);
}
