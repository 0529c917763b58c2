/* Inversion from the mode: the random number is used up by the mass of the mode, then of its neighbours on
 * either side in turn, each from the one before it. The order in which masses are taken does not matter for
 * the law; from the mode the fewest are needed, and none is lost because the first would be below the least
 * double. */
#include "binomial_draw.h"

#include "special.h"

#define WORD_STEP 0x1p-53
/* Masses below are nothing beside the step of a word. */
#define LEAST 1e-30

double hst__binomial_draw(double n, double a, double b, hst__random *random) {
    double u = (double)(hst__random_next(random) >> 11) * WORD_STEP;
    double x, y, mode, low, high, mass_low, mass_high;
    if (!(a > 0) || n == 0) {
        return 0;
    }
    if (!(b > 0)) {
        return n;
    }
    x = a / (a + b);
    y = b / (a + b);
    mode = (double)(int64_t)(n * x);
    low = mode;
    high = mode;
    mass_low = hst__binomial_mass(low, n, x, y);
    mass_high = mass_low;
    u -= mass_low;
    while (u >= 0 && (mass_low > LEAST || mass_high > LEAST)) {
        mass_low *= low / (n - low + 1) * (b / a);
        --low;
        u -= mass_low;
        if (u < 0) {
            return low;
        }
        mass_high *= (n - high) / (high + 1) * (a / b);
        ++high;
        u -= mass_high;
    }
    return u < 0 ? high : mode; /* rounded masses may fall short of 1 */
}
