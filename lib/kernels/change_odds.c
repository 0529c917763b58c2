/* Sums over the factors by which a rate may change. */
#include "change_odds.h"

#include <math.h> /* INFINITY only */

#include "special.h"

#define LOG_RATIOS 1.791759469228055 /* log 6 */

/* What adds less than 1e-17 of the largest term is left out: the sum only falls by it. */
#define FAR 40.0

/* rho - 1 and log rho; the rises are not the reciprocals of the falls, but numbers that one would name. */
static const double EXCESS[2][HST__RATIOS] = {{-0.05, -0.1, -0.2, -0.35, -0.5, -0.75},
                                              {0.05, 0.1, 0.25, 0.5, 1, 3}};
static const double LOG_RATIO[2][HST__RATIOS] = {
    {-0.05129329438755058, -0.10536051565782628, -0.2231435513142098, -0.4307829160924543,
     -0.6931471805599453, -1.3862943611198906},
    {0.04879016416943205, 0.09531017980432493, 0.22314355131420976, 0.4054651081081644, 0.6931471805599453,
     1.3862943611198906}};

void hst__log_sum_add(hst__log_sum *s, double log_term) {
    if (log_term > s->top) {
        s->sum = s->sum * hst__exp(s->top - log_term) + 1;
        s->top = log_term;
    } else if (log_term > s->top - FAR) {
        s->sum += hst__exp(log_term - s->top);
    }
}

double hst__log_sum_read(const hst__log_sum *s) {
    return s->sum > 0 ? s->top + hst__log(s->sum) : -INFINITY;
}

void hst__odds_known(hst__log_sum *s, double log_weight, double after, double expected, int side) {
    int j;
    for (j = 0; j < HST__RATIOS; ++j) {
        double log_odds = after * LOG_RATIO[side][j] - EXCESS[side][j] * expected;
        hst__log_sum_add(s, log_weight - LOG_RATIOS + log_odds);
    }
}

void hst__odds_unknown(hst__log_sum *s, double log_weight, double after, double all, double part, int side) {
    int j;
    for (j = 0; j < HST__RATIOS; ++j) {
        double log_odds = after * LOG_RATIO[side][j] - all * hst__log1p(EXCESS[side][j] * part);
        hst__log_sum_add(s, log_weight - LOG_RATIOS + log_odds);
    }
}
