/* Whether a sample is below what is expected of it. */
#ifndef HST_KERNELS_VERDICT_H
#define HST_KERNELS_VERDICT_H

#include "strict.h"

#include <stdint.h>

enum { HST__FINE = 0, HST__BELOW = 1, HST__UNTOLD = 2 };

/* The rule, and where to write what it says of each sample; p and state may be NULL. */
typedef struct hst__verdicts {
    double ratio;   /* below where x / baseline < ratio, */
    double most;    /* and, of counts, p <= most */
    double inpaint; /* to be painted over where x / baseline < inpaint, and as above */
    int is_counts;
    double *baseline;
    double *p;
    int32_t *state;
} hst__verdicts;

/* x over its baseline; NaN where either is, or where there is nothing to fall from. */
double hst__ratio_to(double x, double baseline);

/* P(X <= count), X binomial(count + others, exposure/(exposure + others_exposure)). */
double hst__few_p(double count, double exposure, double others, double others_exposure);

/* Writes baseline, p and state of sample i; whether it is to be painted over. `others` is what the `terms`
 * samples behind the baseline count together; of none nothing can be said, and the ratio decides alone. */
int hst__judge(const hst__verdicts *v, int64_t i, double x, double baseline, double others, double terms);

#endif
