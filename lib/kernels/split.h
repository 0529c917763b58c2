/* Exact sums of doubles of like size, held in two doubles.
 *
 * Let every |x| < 2^E, every x be a multiple of 2^(E-53-G), and no more than 2^L of them be added. With the
 * shifter M = 1.5 x 2^(E+L-1), whose unit in the last place is 2^(E+L-53),
 *
 *     high(x) = (x + M) - M       x rounded to a multiple of 2^(E+L-53), exact by Sterbenz
 *     low(x)  = x - high(x)       the rest, exact; |low| <= 2^(E+L-54), a multiple of 2^(E-53-G)
 *
 * A sum of up to 2^L highs stays below 2^(E+L), so that it is a multiple of 2^(E+L-53) of 53 bits: exact in a
 * double, in any order and in any number of lanes. A sum of up to 2^L lows stays below 2^(E+2L-54) and is
 * exact if 2L + G <= 54. So the two sums H and R are exact, H + R rounded once is the correctly rounded sum,
 * and what was added can be taken away again without a trace.
 *
 * Whether x fits is told by its bits without the sign, as an unsigned number: they must lie between
 * hst__split.least and .most. Zero fits always: its bits less one wrap to the top, which is why the smallest
 * is looked for among (bits - 1). */
#ifndef HST_KERNELS_SPLIT_H
#define HST_KERNELS_SPLIT_H

#include "strict.h"

#include <stdint.h>
#include <string.h>

#include "scalar.h"

typedef struct hst__split {
    double shifter;
    uint64_t least; /* bits of the smallest magnitude above zero that fits */
    uint64_t most;  /* bits of the largest that does */
} hst__split;

enum {
    HST__SPLIT_TERMS_MAX = 26, /* the largest L: G is then 2 */
    HST__SPLIT_EXPONENT_MAX = 1020 /* the largest E + L: then no sum of parts overflows */
};

/* Magnitude as bits; NaN lies above infinity. */
static inline uint64_t hst__magnitude_bits(const double *x) {
    return hst__bits_at(x) & (UINT64_MAX >> 1);
}

/* The double 2^e, -1022 <= e <= 1023. */
static inline double hst__power_of_two(int e) {
    uint64_t bits = (uint64_t)(e + 1023) << 52;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* The split for values up to the magnitude whose bits are `most`, 2^terms of them. 0, with nothing written, if
 * they are too large or too small for the shifter (beyond about 2^(1020 - terms), below about 2^-900), or not
 * finite: the caller then adds them another way. */
static inline int hst__split_for(hst__split *split, uint64_t most, int terms) {
    int e = (int)(most >> 52) - 1022; /* |x| < 2^e */
    int slack = 54 - 2 * terms;       /* G */
    if (e + terms > HST__SPLIT_EXPONENT_MAX || e - 54 - slack < -1022 + 60) {
        return 0;
    }
    split->shifter = 1.5 * hst__power_of_two(e + terms - 1);
    split->least = (uint64_t)(e - 1 - slack + 1023) << 52; /* such a double is a multiple of 2^(e-1-slack-52) */
    split->most = ((uint64_t)(e + 1023) << 52) - 1;
    return 1;
}

static inline double hst__split_high(const hst__split *split, double x) {
    return (x + split->shifter) - split->shifter;
}

/* Whether a value of these magnitude bits fits; a NaN does not. */
static inline int hst__split_fits(const hst__split *split, uint64_t bits) {
    return bits <= split->most && bits - 1 >= split->least - 1;
}

#endif
