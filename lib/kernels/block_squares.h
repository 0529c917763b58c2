/* The exact sum of the squares of a block of doubles of like size, as five whole numbers. */
#ifndef HST_KERNELS_BLOCK_SQUARES_H
#define HST_KERNELS_BLOCK_SQUARES_H

#include "strict.h"

#include <stdint.h>

enum { HST__SQUARE_PARTS = 5 };

/* The sum is that of part[k] x 2^(place[k] - 2148), 2^-1074 being the least double. */
typedef struct hst__block_squares {
    int64_t part[HST__SQUARE_PARTS];
    int place[HST__SQUARE_PARTS]; /* >= 0 */
} hst__block_squares;

/* Of n <= HST__BLOCK values without the NaN among them. `least` and `most` are what block_sum.h says of them.
 * 0 if they reach over more than 17 powers of two or lie beyond 2^400 or 2^-400: they must then be added
 * another way. */
int hst__block_squares_on(int path, hst__block_squares *squares, const double *x, int64_t n, uint64_t least,
                          uint64_t most);

#endif
