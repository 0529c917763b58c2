/* The grid turned round: from a bucket to its ends. The function that places a value is not inverted but
 * asked, by halving: what comes out are exactly the ends that it has, on every machine, and no second error
 * bound is needed. */
#include "log_grid.h"

#include <float.h>

#define ACCURACY_MIN 1e-5
#define ACCURACY_MAX 0.5

/* Rounded up, and 1 for an exact whole more, which does no harm. */
static int32_t buckets_of_octave(double accuracy) {
    double width = 2 * accuracy + accuracy * accuracy * accuracy * (2.0 / 3) - 0x1p-31;
    return (int32_t)(0.7 / width) + 1;
}

int hst__log_grid_make(hst__log_grid *grid, double accuracy, double least, double most) {
    if (!(accuracy >= ACCURACY_MIN && accuracy <= ACCURACY_MAX && least >= DBL_MIN && most >= least &&
          most <= DBL_MAX)) {
        return 0;
    }
    grid->accuracy = accuracy;
    grid->least = least;
    grid->most = most;
    grid->per_octave = buckets_of_octave(accuracy);
    grid->scale = (double)grid->per_octave / 35;
    grid->first = hst__log_grid_index(grid, hst__bits_at(&least));
    grid->buckets = hst__log_grid_index(grid, hst__bits_at(&most)) - grid->first + 1;
    return 1;
}

/* Bits of the smallest value whose index is at least `index`. */
static uint64_t bits_of_first(const hst__log_grid *grid, int32_t index) {
    uint64_t below = 0;
    uint64_t reached = UINT64_C(0x7ff) << 32; /* exponent and 32 bits of the fraction; more do not matter */
    while (reached - below > 1) {
        uint64_t middle = below + (reached - below) / 2;
        if (hst__log_grid_index(grid, middle << 20) >= index) {
            reached = middle;
        } else {
            below = middle;
        }
    }
    return reached << 20;
}

static double double_of(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

void hst__log_grid_ends(const hst__log_grid *grid, int32_t bucket, double *lower, double *upper) {
    int32_t index = grid->first + bucket;
    *lower = hst__larger(grid->least, double_of(bits_of_first(grid, index)));
    *upper = hst__smaller(grid->most, double_of(bits_of_first(grid, index + 1) - 1));
}

/* 2 L U/(L + U), so that neither a product nor a sum overflows. Where L and U are neighbours the roundings
 * might lead past U. */
double hst__log_grid_value(double lower, double upper) {
    double ratio = upper / lower;
    return hst__smaller(upper, lower * (2 * ratio / (1 + ratio)));
}
