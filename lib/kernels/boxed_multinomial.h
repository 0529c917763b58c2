/* The chance that all counts of a multinomial law stay near their means. */
#ifndef HST_KERNELS_BOXED_MULTINOMIAL_H
#define HST_KERNELS_BOXED_MULTINOMIAL_H

#include "strict.h"

#include <stdint.h>

/* P(|X[i] - count[i]| <= c for all i) where X are the counts of n trials with the chances count[i]/n, and n >
 * 0 is the sum of count. By an Edgeworth series for c > 0, so it may stand a little outside 0..1. */
double hst__boxed_multinomial(const int64_t *count, int64_t cells, int64_t n, int64_t c);

#endif
