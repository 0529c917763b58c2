/* The root of a falling function whose slope is known, over a stretch whose ends nobody has looked at. */
#ifndef HST_KERNELS_NEWTON_H
#define HST_KERNELS_NEWTON_H

#include "strict.h"

/* Value at x, slope written; above zero left of the root, below it on the right. The slope only speeds things
 * up: it may be wrong, zero or NaN. */
typedef double hst__sloped(void *context, double x, double *slope);

/* The root in low .. high, sought from x. Where the function is still above zero at high, or still below it
 * at low, that end is the answer. 1 is taken for a sensible first step, so the caller scales x. */
double hst__newton(hst__sloped *f, void *context, double low, double high, double x);

#endif
