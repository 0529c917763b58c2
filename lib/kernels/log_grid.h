/* Buckets whose width is a fixed fraction of their values, so that one value can stand for all of a bucket
 * within a given relative error.
 *
 * A logarithm would divide the line evenly, but that of libm is not the same on every machine. Any function
 * that grows about as fast serves (Masson, Rim and Lee, "DDSketch", Proc. VLDB Endowment 12(12), 2019, and
 * the cubic mapping of its authors' implementations). For x = 2^e (1 + s), 0 <= s < 1, it is
 *
 *     f(x) = e + (6 s^3 - 21 s^2 + 50 s)/35
 *
 * which is e + 1 at the end of each octave. With f' = (18 s^2 - 42 s + 50)/35 the change of f for a given
 * relative change of x is (1 + s) f'(s), whose least value on [0,1] is 10/7, at s = 0 and at s = 2/3. So N
 * buckets of equal width in f for each octave are no wider than 7/(10 N) in ln x.
 *
 * One value 2 L U/(L + U) is within (U - L)/(U + L) of both ends L and U of a bucket, and of all between.
 * That is at most the accuracy a if ln(U/L) <= ln((1 + a)/(1 - a)), which is 2 (a + a^3/3 + ...). So
 *
 *     N = ceil(0.7/(2 a + 2 a^3/3 - 2^-31))
 *
 * is enough. What 2^-31 is for: s is cut to 32 bits, so that its steps move the polynomial by 26/35 2^-32 at
 * the very least, a thousand times more than five roundings can, and a larger x never has a lower bucket. The
 * ends of a bucket lie up to 2^-32 + 2^-48 from where they are meant to, and what is left of 2^-31 is a
 * thousand times more than the roundings of L, U and the value between. */
#ifndef HST_KERNELS_LOG_GRID_H
#define HST_KERNELS_LOG_GRID_H

#include "strict.h"

#include <stdint.h>

#include "scalar.h"

typedef struct hst__log_grid {
    double accuracy;
    double least;       /* the values that have a bucket: from here */
    double most;        /* to here */
    double scale;       /* N/35 */
    int32_t per_octave; /* N */
    int32_t first;      /* index of the bucket of `least` */
    int32_t buckets;
} hst__log_grid;

/* Index of a positive, finite, normal value: e N + floor(N (f - e)), e the exponent as it stands in its bits.
 * Below 2047 x 35,001 < 2^31. For other bits it is some number. */
static inline int32_t hst__log_grid_index(const hst__log_grid *grid, uint64_t bits) {
    uint64_t cut = (bits & ((UINT64_C(1) << 52) - (UINT64_C(1) << 20))) | UINT64_C(1023) << 52;
    double s;
    memcpy(&s, &cut, sizeof s);
    s -= 1;
    return (int32_t)(bits >> 52) * grid->per_octave + (int32_t)(((6 * s - 21) * s + 50) * s * grid->scale);
}

/* 0, with nothing written, unless 1e-5 <= accuracy <= 0.5 and 2^-1022 <= least <= most, finite. */
int hst__log_grid_make(hst__log_grid *grid, double accuracy, double least, double most);

/* The smallest and the largest double of a bucket, 0 .. buckets - 1, that lie from least to most. */
void hst__log_grid_ends(const hst__log_grid *grid, int32_t bucket, double *lower, double *upper);

/* The value that stands for all from lower to upper. */
double hst__log_grid_value(double lower, double upper);

#endif
