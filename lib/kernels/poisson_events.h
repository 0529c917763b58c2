/* Poisson counts with exponential growth of which several events took their parts:
 *
 *     mean of bin j = exposure[j] exp(a + b time[j]) product over k of (1 - f[k] part[k][j])
 *
 * by maximum likelihood over growth = b x half the time that the bins span, and loss k = log(1 - f[k]). One
 * event is the case of poisson_trend, which goes further out and into more digits. */
#ifndef HST_KERNELS_POISSON_EVENTS_H
#define HST_KERNELS_POISSON_EVENTS_H

#include "strict.h"

#include <stdint.h>

enum { HST__EVENTS_MOST = 16, HST__EVENTS_AXES = HST__EVENTS_MOST + 1 };

/* Ends of the search: growth is axis 0, losses are the others. */
#define HST__EVENTS_GROWTH_END 30.0
#define HST__EVENTS_LOSS_END 150.0

typedef struct hst__events {
    const int64_t *count;
    const double *exposure; /* within 1e200 of each other; a bin of 0 or NaN is passed over, its count too */
    const double *time;
    const double *part; /* [events x bins] */
    int64_t bins;
    int events;
    /* What hst__events_prepare finds, over the bins with exposure: */
    int64_t used;
    double centre, half; /* middle of their times, and half of what they span */
    double largest;      /* exposure */
    double total;        /* sum of counts */
} hst__events;

typedef struct hst__events_point {
    double at[HST__EVENTS_AXES];
    double likelihood; /* logarithm, up to a constant, with the level at its best */
    double score[HST__EVENTS_AXES];
    double curve[HST__EVENTS_AXES][HST__EVENTS_AXES]; /* minus the second derivatives */
    double anchor, weight; /* sum of exposure/largest exp(growth u + log v) is weight x exp(anchor) */
} hst__events_point;

/* Fills the rest of the struct; at least one bin must have exposure. */
void hst__events_prepare(hst__events *e);

/* Whether an axis is told apart, to within 1e-6, from the level and all the other axes. */
int hst__events_is_told(const hst__events *e, int axis);

/* The highest point, with one axis held where it is (none when held < 0), sought from where *p lies. */
void hst__events_climb(const hst__events *e, hst__events_point *p, int held);

/* Coordinate where the profile along an axis has fallen by `drop` > 0 from the peak, above it for way 1,
 * below for way -1; the end of the search where it falls by less on the whole way. */
double hst__events_end(const hst__events *e, const hst__events_point *peak, int axis, double way,
                       double drop);

/* Pearson's chi2 over the bins with exposure. */
double hst__events_chi2(const hst__events *e, const hst__events_point *peak);

#endif
