/* Moments of small whole numbers from their definition. Count times the sum of squares, less the square of the
 * sum, is a whole number far below 2^53, so that each quotient is one rounding of the exact value. */
#ifndef HASHSTAT_TESTS_ORACLE_MOMENTS_H
#define HASHSTAT_TESTS_ORACLE_MOMENTS_H

#include <math.h>
#include <stdint.h>

#include "hashstat/moments.h"

/* Of whole numbers between -1000 and 1000, up to 1000 of them, and NaN; keys are key[i]. Without a number, count
 * is 0 and all but count and missing means nothing. */
static inline hst_moments oracle_moments(const double *x, const int64_t *key, int64_t n) {
    hst_moments m = {0, 0, 0, 0, NAN, 0, 0, HST_NONE, 0, HST_NONE};
    double squares = 0, count, spread;
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (isnan(x[i])) {
            ++m.missing;
            continue;
        }
        if (m.count == 0 || x[i] < m.min || (x[i] == m.min && key[i] < m.min_key)) {
            m.min = x[i] + 0.0;
            m.min_key = key[i];
        }
        if (m.count == 0 || x[i] > m.max || (x[i] == m.max && key[i] < m.max_key)) {
            m.max = x[i] + 0.0;
            m.max_key = key[i];
        }
        ++m.count;
        m.sum += x[i];
        squares += x[i] * x[i];
    }
    count = (double)m.count;
    spread = count * squares - m.sum * m.sum;
    m.mean = m.sum / count;
    m.population_variance = spread / (count * count);
    m.variance = m.count > 1 ? spread / (count * (count - 1)) : NAN;
    return m;
}

#endif
