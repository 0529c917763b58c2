/* The least and the largest of many values, in vector code. */
#ifndef HST_KERNELS_EXTREMES_H
#define HST_KERNELS_EXTREMES_H

#include "strict.h"

#include <math.h> /* INFINITY only */
#include <stdint.h>

#include "fetch.h"
#include "path.h"

typedef struct hst__extremes {
    double least; /* infinite if nothing was observed */
    double most;  /* the same below zero */
} hst__extremes;

/* Independent lanes, because one would wait for each comparison; so many that gcc 12 keeps the inner loop and
 * turns it into vectors, where shorter ones are unrolled into single comparisons. */
enum {
    HST__EXTREMES_LANES = 32,
    HST__EXTREMES_AHEAD = 8192 /* bytes: by itself a processor stops at the end of a block */
};

static HST__BODY void hst__extremes_begin(double *least, double *most) {
    int k;
    for (k = 0; k < HST__EXTREMES_LANES; ++k) {
        least[k] = INFINITY;
        most[k] = -INFINITY;
    }
}

/* A NaN compares false and so is skipped. */
static HST__BODY void hst__extremes_row(double *least, double *most, const double *x, int count) {
    int k;
    for (k = 0; k < count; ++k) {
        least[k] = x[k] < least[k] ? x[k] : least[k];
        most[k] = x[k] > most[k] ? x[k] : most[k];
    }
}

static HST__BODY void hst__extremes_fetch(const double *row) {
    int k;
    for (k = 0; k < HST__EXTREMES_LANES; k += HST__FETCH_LINE / (int)sizeof *row) {
        hst__fetch(row + k, HST__EXTREMES_AHEAD);
    }
}

/* Of 2 x half lanes, half remain. */
static HST__BODY void hst__extremes_fold(double *least, double *most, int half) {
    int k;
    for (k = 0; k < half; ++k) {
        least[k] = least[k + half] < least[k] ? least[k + half] : least[k];
        most[k] = most[k + half] > most[k] ? most[k + half] : most[k];
    }
}

static HST__BODY hst__extremes hst__extremes_end(double *least, double *most) {
    hst__extremes all;
    int k;
    hst__extremes_fold(least, most, 16);
    hst__extremes_fold(least, most, 8);
    for (k = 1; k < 8; ++k) {
        least[0] = least[k] < least[0] ? least[k] : least[0];
        most[0] = most[k] > most[0] ? most[k] : most[0];
    }
    all.least = least[0];
    all.most = most[0];
    return all;
}

/* NaN = missing. Which of two zeros is the answer is left open. For loops that are cloned themselves; others
 * call one of the two below. */
static HST__BODY hst__extremes hst__extremes_body(const double *x, int64_t n) {
    double least[HST__EXTREMES_LANES];
    double most[HST__EXTREMES_LANES];
    int64_t i;
    hst__extremes_begin(least, most);
    for (i = 0; n - i >= HST__EXTREMES_LANES; i += HST__EXTREMES_LANES) {
        hst__extremes_fetch(x + i);
        hst__extremes_row(least, most, x + i, HST__EXTREMES_LANES);
    }
    hst__extremes_row(least, most, x + i, (int)(n - i));
    return hst__extremes_end(least, most);
}

hst__extremes hst__extremes_on(int path, const double *x, int64_t n);
hst__extremes hst__extremes_of(const double *x, int64_t n);

#endif
