/* A p costs a hundred ratios, so where nobody asks to see it, it is worked out only if the ratio leaves it
 * to decide. */
#include "verdict.h"

#include <math.h> /* NAN only */

#include "binomial_p.h"
#include "scalar.h"

double hst__ratio_to(double x, double baseline) {
    return baseline > 0 ? x / baseline : NAN;
}

double hst__few_p(double count, double exposure, double others, double others_exposure) {
    hst__unit_point at = hst__binomial_chance(1, exposure, others_exposure);
    return hst__binomial_at_most(count, others, at.x, at.y);
}

int hst__judge(const hst__verdicts *v, int64_t i, double x, double baseline, double others, double terms) {
    double ratio = hst__ratio_to(x, baseline);
    double p = NAN;
    int is_told = ratio >= 0;
    int is_few = !v->is_counts || terms == 0;
    if (!is_few && is_told && (v->p != NULL || ratio < hst__larger(v->ratio, v->inpaint))) {
        p = hst__few_p(x + 0.0, 1, others, terms);
        is_few = p <= v->most;
    }
    v->baseline[i] = baseline;
    if (v->p != NULL) {
        v->p[i] = p;
    }
    if (v->state != NULL) {
        v->state[i] = !is_told ? HST__UNTOLD : ratio < v->ratio && is_few ? HST__BELOW : HST__FINE;
    }
    return ratio < v->inpaint && is_few;
}
