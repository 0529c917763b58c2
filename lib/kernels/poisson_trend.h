/* Poisson counts with exponential growth of which an event took a part:
 *
 *     mean of bin j = exposure[j] exp(a + b time[j]) (1 - f part[j]),   part in 0..1, f <= 1
 *
 * by maximum likelihood, with ends of profile-likelihood intervals. The search goes over two coordinates in
 * which the likelihood is close to a parabola: growth = b x half the time that the bins span, and loss =
 * log(1 - f). */
#ifndef HST_KERNELS_POISSON_TREND_H
#define HST_KERNELS_POISSON_TREND_H

#include "strict.h"

#include <stdint.h>

enum { HST__GROWTH = 0, HST__LOSS = 1 };

typedef struct hst__trend {
    const int64_t *count;
    const double *exposure; /* within 1e200 of each other; a bin of 0 or NaN is passed over, its count too */
    const double *time;
    const double *part;
    int64_t bins;
    /* What hst__trend_prepare finds, over the bins with exposure: */
    int64_t used;                     /* how many there are */
    int64_t first;                    /* the earliest */
    int64_t last;                     /* the latest */
    double centre;                    /* middle of their times */
    double half;                      /* half of what their times span */
    double largest;                   /* exposure */
    double total;                     /* sum of counts */
    double wholly_dark, wholly_light; /* sums of those with part 1, with part 0 */
} hst__trend;

typedef struct hst__trend_point {
    double at[2];       /* growth, loss */
    double likelihood;  /* logarithm, up to a constant, with the level at its best */
    double score[2];    /* first derivatives */
    double curve[2][2]; /* second derivatives */
    double log_weight;  /* log of the mean of exposure/largest exp(growth u) v, as in the source */
} hst__trend_point;

typedef struct hst__trend_fitted {
    double chi2;           /* Pearson's, over the bins with exposure */
    double counterfactual; /* rate that the event's parts would have seen without it */
} hst__trend_fitted;

/* Fills the rest of the struct; at least one bin must have exposure. 1 if these bins determine growth and
 * loss. 0 if no bin has a count, if the points (time, part) lie on a line to within 1e-9, or if the
 * likelihood is highest at infinite growth. */
int hst__trend_prepare(hst__trend *t);

/* The maximum, of a trend that hst__trend_prepare said 1 to. */
hst__trend_point hst__trend_maximum(const hst__trend *t);

/* The highest point where one axis has this coordinate, sought near `from`. */
hst__trend_point hst__trend_profile(const hst__trend *t, const hst__trend_point *from, int axis,
                                    double coordinate);

/* Whether a point lies where the search over loss ends, e^+-600, although counts on that side say that it
 * must end somewhere: then it is not the highest of its profile. */
int hst__trend_is_cut(const hst__trend *t, const hst__trend_point *p);

/* Coordinate where the profile along an axis has fallen by `drop` > 0 from the peak, which is not cut: below
 * the peak for way -1, above it for way 1. Where the profile is cut there, the end is as far as that way
 * goes: -infinity or infinity. */
double hst__trend_end(const hst__trend *t, const hst__trend_point *peak, int axis, double way, double drop);

/* Root of the likelihood ratio against loss 0, with the sign of f: about standard normal where loss is 0. */
double hst__trend_root(const hst__trend *t, const hst__trend_point *peak);

/* f of a loss: exactly 1 and -infinity from the two ends of the search on. */
double hst__trend_fall(double loss);

hst__trend_fitted hst__trend_compare(const hst__trend *t, const hst__trend_point *peak);

#endif
