/* Exponential growth with a partial drop, m = exp(a + b u) (1 - f part), through values by weighted least
 * squares. u is time, scaled to -1 .. 1 over the observed values. */
#ifndef HST_KERNELS_GROWTH_DROP_H
#define HST_KERNELS_GROWTH_DROP_H

#include "strict.h"

#include <stdint.h>

#include "three.h"

/* How the square of the scatter goes: alike, spread^2, (spread m)^2, m value/spread. */
enum { HST__SCATTER_EQUAL, HST__SCATTER_ERRORS, HST__SCATTER_RELATIVE, HST__SCATTER_COUNTS };

/* Places in hst__drop_fitted. */
enum { HST__DROP_LEVEL, HST__DROP_GROWTH, HST__DROP_FALL };

/* The first six are the caller's: values finite, >= 0, NaN = missing, > 0 with relative errors or counts;
 * times increasing. The others are written by hst__drop_prepare. */
typedef struct hst__drop {
    const double *value;
    const double *spread; /* NULL with equal scatter */
    const int64_t *time;
    const double *part; /* 0 .. 1 */
    int64_t n;
    int scatter;
    int64_t used, first, last; /* observed values; the first and the last of them */
    double span;               /* seconds between those, at least 1 */
    double largest;            /* value */
    double unit;               /* of spread: the least; 1 with equal scatter */
} hst__drop;

typedef struct hst__drop_fitted {
    double at[3]; /* a, of value/largest; b, of u; f */
    double quality;
    double score[3];
    hst__three power;   /* X' W X */
    hst__three bend;    /* minus the second derivatives of the quality */
    hst__three inverse; /* of it */
    double total;       /* sum of w m^2 */
} hst__drop_fitted;

/* What one observed value says. */
typedef struct hst__drop_sample {
    double rest;    /* root of w x (value - m), in the units of the fit */
    double pull[3]; /* what each place of `at` moves by with it */
} hst__drop_sample;

void hst__drop_prepare(hst__drop *d);

/* u of a sample. */
double hst__drop_place(const hst__drop *d, int64_t i);

/* 0 where there is no one answer. */
int hst__drop_fit(const hst__drop *d, hst__drop_fitted *fit);

/* 0 for a missing value, with zeros. */
int hst__drop_read(const hst__drop *d, const hst__drop_fitted *fit, int64_t i, hst__drop_sample *out);

/* What one is in the units of the fit, in those of the scatter that the caller knows. */
double hst__drop_scale(const hst__drop *d);

#endif
