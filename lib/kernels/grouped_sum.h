/* Exact sums of many doubles by row, at the speed at which rows can be found.
 *
 * A cell holds what was added to it as two integers: multiples of a coarse unit, with the number of terms
 * above them in the same word, and what that leaves in multiples of a fine unit (fixed.h). So one addition of
 * two words adds a value and counts it, no addition rounds, and a missing value is the pair of zeros. Where
 * rows are few each has several cells, and neighbouring values go into different ones: a run of one row would
 * otherwise wait for its own stores.
 *
 * Let a cell take fewer than 2^L terms of magnitudes below 2^E. The coarse part of one is 2^(62 - 2L) units
 * at most, a sum of them less than 2^(62 - L), and the count stands from bit 63 - L on. The fine part is half
 * of 2^(63 - L) units at most, a sum of them less than 2^62. What is no multiple of the fine unit, 2^(E - 125
 * + 3L), or is too large, goes to the exact sum of its row instead; if that happens often, E is chosen
 * again. */
#ifndef HST_KERNELS_GROUPED_SUM_H
#define HST_KERNELS_GROUPED_SUM_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "exact_sum.h"

typedef struct hst__cell {
    uint64_t coarse; /* and the count */
    uint64_t fine;
} hst__cell;

/* What no cell holds any more, or never did. */
typedef struct hst__rest {
    int64_t count;
    hst__exact_sum sum;
} hst__rest;

/* How values are cut. */
typedef struct hst__cut {
    double coarse; /* shifters */
    double fine;
    uint64_t coarse_zero; /* what they are as bits; for the coarse one less a count of 1 */
    uint64_t fine_zero;
    uint64_t most; /* bits of the largest magnitude that fits */
    int exponent;  /* E */
    int terms;     /* L */
} hst__cut;

typedef struct hst__grouped_sum {
    hst__cut cut;
    hst__cell *cell; /* [rows][cells] */
    hst__rest *rest; /* [rows]; means nothing until something is spilled */
    int64_t rows;
    int cells; /* of a row */
    int spilled;
    int64_t since;   /* values since the cells were last looked through */
    int64_t misfits; /* values that did not fit, since E was chosen */
} hst__grouped_sum;

enum hst__grouped_outcome { HST__GROUPED_DONE, HST__GROUPED_NO_ROW, HST__GROUPED_INFINITE };

/* Bytes of workspace for so many rows, a multiple of 8. */
uint64_t hst__grouped_sum_bytes(int64_t rows);

/* All sums empty; about n values will come. work is aligned to 8. */
void hst__grouped_sum_begin(hst__grouped_sum *g, void *work, int64_t rows, int64_t n);

/* Adds x[i] to row id[i] + 1; NaN adds nothing. Ids from `least` (-1 or 0) to rows - 2. How many ids are -1
 * is added to *unknown. After another outcome than DONE the sums mean nothing. */
enum hst__grouped_outcome hst__grouped_sum_add_on(int path, hst__grouped_sum *g, int64_t *unknown,
                                                  const int32_t *id, const double *x, int64_t n,
                                                  int32_t least);
enum hst__grouped_outcome hst__grouped_sum_add(hst__grouped_sum *g, int64_t *unknown, const int32_t *id,
                                               const double *x, int64_t n, int32_t least);

/* Values of a row, and their sum or mean rounded once: infinite beyond DBL_MAX, 0 if there are none. */
int64_t hst__grouped_sum_read(double *sum, const hst__grouped_sum *g, int64_t row);
int64_t hst__grouped_sum_mean(double *mean, const hst__grouped_sum *g, int64_t row);

#endif
