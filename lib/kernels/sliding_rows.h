/* Rows of 16 samples side by side, for windows that are many rows long.
 *
 * A run is the least of the 16 samples from one on. The runs at k, k + 16, k + 32, ... and a last one, which may
 * overlap, make up any longer window that begins at k: so 16 neighbouring windows are 16 lanes, which slide
 * over the same rows. Each lane does what van Herk and Gil and Werman do with single samples (Pattern
 * Recognition Letters 13, 1992; IEEE PAMI 15, 1993): blocks are as many rows long as the window is, and any window is
 * the end of one block and the beginning of the next. That is three comparisons a sample, for any length and
 * any data. */
#ifndef HST_KERNELS_SLIDING_ROWS_H
#define HST_KERNELS_SLIDING_ROWS_H

#include "strict.h"

#include <stdint.h>

enum { HST__ROW = 16 };

/* For a block of whole rows: run[k] = least of x[k .. k + 15], lifted (observed.h), and ending[k] = least of
 * run[k], run[k + 16], ... to the end of the block. x[block + 16], a NaN where there is no sample;
 * run[block + 16], of which the last 16 are scratch; ending[block]. */
void hst__rows_back_on(int path, double *run, double *ending, const double *x, int64_t block, double sign);

/* out[k], lowered, for the first `count` windows that begin in the block of `ending`: they end in the next, whose
 * runs these are, `rest` samples (0 to 15) after a whole number of rows. run[-16 .. -1] is the last row of the
 * first block. ending and run are readable to the end of the row of the last window. */
void hst__rows_forth_on(int path, double *out, int64_t count, const double *ending, const double *run,
                        int64_t rest, double sign);

#endif
