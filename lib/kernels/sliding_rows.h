/* Rows of 8 samples side by side, for windows that are many rows long.
 *
 * A run is the least of the 8 samples from one on. The runs at k, k + 8, k + 16, ... and a last one,
 * which may overlap, make up any longer window that begins at k: so 8 neighbouring windows are 8 lanes,
 * which slide over the same rows. Each lane does what van Herk and Gil and Werman do with single samples
 * (Pattern Recognition Letters 13, 1992; IEEE PAMI 15, 1993): blocks are as many rows long as the window
 * is, and any window is the end of one block and the beginning of the next. With the three comparisons
 * that make a run, that is seven a sample in whole vectors, for any length and any data; longer rows cost
 * one more for each doubling. */
#ifndef HST_KERNELS_SLIDING_ROWS_H
#define HST_KERNELS_SLIDING_ROWS_H

#include "strict.h"

#include <stdint.h>

enum { HST__ROW = 8 };

/* For a block of whole rows: run[k] = least of x[k .. k + 7], lifted (observed.h), and ending[k] = least
 * of run[k], run[k + 8], ... to the end of the block. x[block + 8], a NaN where there is no sample;
 * run[block + 8], of which the last 8 are scratch; ending[block]. As much as a block from `soon` on will
 * soon be written: a hint, the memory need not exist. */
void hst__rows_back_on(int path, double *run, double *ending, const double *x, int64_t block, double sign,
                       const double *soon);

/* out[k], lowered, for the first `count` windows that begin in the block of `ending`: they end in the
 * next, whose runs these are, `rest` samples (0 to 7) after a whole number of rows. run[-8 .. -1] is the
 * last row of the first block. ending and run are readable to the end of the row of the last window. As
 * much from `soon` on will soon be read. */
void hst__rows_forth_on(int path, double *out, int64_t count, const double *ending, const double *run,
                        int64_t rest, double sign, const double *soon);

#endif
