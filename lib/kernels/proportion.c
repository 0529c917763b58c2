/* Clopper and Pearson's interval: the chances under which k or more, and k or fewer, successes just reach
 * `tail`. Both are quantiles of the beta law; none or all successes leave one end where it cannot be told
 * from the edge. */
#include "proportion.h"

#include "special.h"

double hst__proportion_lower(double k, double n, double tail) {
    return k > 0 ? hst__beta_quantile_lower(k, n - k + 1, tail).x : 0;
}

double hst__proportion_upper(double k, double n, double tail) {
    return k < n ? hst__beta_quantile_upper(k + 1, n - k, tail).x : 1;
}
