/* Newton's method with a net.
 *
 * Newton's step is taken when it is at most half of the step before, that is while it converges as it should.
 * What else happens halves the bracket, or, as long as the function was not seen on both sides of zero,
 * doubles a reach towards the side that is missing. So it ends whatever f does: between two steps of the
 * second kind there are at most log2(reach / LAST_STEP) of the first, and both reach and bracket can only
 * change so often in floating point.
 *
 * Near the root a step of d leaves an error of order d^2, hence the first step below LAST_STEP is the last
 * one. */
#include "newton.h"

#include "scalar.h"

#define LAST_STEP 1e-10

static double within(double low, double x, double high) {
    return hst__larger(hst__smaller(x, high), low);
}

double hst__newton(hst__sloped *f, void *context, double low, double high, double x) {
    double trusted = 1;
    double reach = 1;
    int seen_low = 0;
    int seen_high = 0;
    for (;;) {
        double slope;
        double value = f(context, x, &slope);
        double step = -value / slope;
        double small = LAST_STEP * (1 + hst__magnitude(x));
        if (value > 0) {
            low = x;
            seen_low = 1;
        } else {
            high = x;
            seen_high = 1;
        }
        if (slope < 0 && hst__magnitude(step) <= small) {
            return within(low, x + step, high);
        }
        if (high - low <= small) {
            return low + (high - low) / 2;
        }
        if (slope < 0 && hst__magnitude(step) <= trusted && x + step > low && x + step < high) {
            x += step;
            trusted = hst__magnitude(step) / 2;
        } else if (seen_low && seen_high) {
            x = low + (high - low) / 2;
            trusted = (high - low) / 2;
        } else {
            x = within(low, seen_low ? low + reach : high - reach, high);
            trusted = reach;
            reach *= 2;
        }
    }
}
