/* Fisher's noncentral hypergeometric law: of n1 + n2, m are drawn, k of them from the n1. */
#ifndef HST_KERNELS_HYPERGEOMETRIC_H
#define HST_KERNELS_HYPERGEOMETRIC_H

#include "strict.h"

/* P(K = k) is proportional to C(n1, k) C(n2, m - k) omega^k; all are whole numbers, 0 <= m <= n1 + n2. */
typedef struct hst__hypergeometric {
    double n1, n2, m;
    double log_omega;
} hst__hypergeometric;

typedef struct hst__hypergeometric_tails {
    double lower, upper;             /* P(K <= k), P(K >= k) */
    double lower_slope, upper_slope; /* of their logarithms over log omega */
} hst__hypergeometric_tails;

double hst__hypergeometric_least(const hst__hypergeometric *h);
double hst__hypergeometric_most(const hst__hypergeometric *h);

/* For a k that is possible. O(root of the variance + distance from the mode to k) steps. */
hst__hypergeometric_tails hst__hypergeometric_at(const hst__hypergeometric *h, double k);

/* log omega at which P(K <= k) = tail, for k below the most; at which P(K >= k) = tail, for k above the
 * least. 0 < tail <= 1/2. */
double hst__hypergeometric_upper_end(const hst__hypergeometric *h, double k, double tail);
double hst__hypergeometric_lower_end(const hst__hypergeometric *h, double k, double tail);

#endif
