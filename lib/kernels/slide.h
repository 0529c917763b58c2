/* Sums over windows that slide (sliding.h), by running sums that cannot drift.
 *
 * What is summed of each sample is up to a *measure*: so many integers for each sample, from which it makes
 * the answers of a few hundred windows at a time. Running sums are taken modulo 2^64, so a window's sum is
 * the difference of two of them, exactly.
 *
 * Integers stand for doubles only as long as these are of like size (fixed.h). So outputs are done in
 * stretches: the measure looks at all samples that the windows of a stretch touch and chooses its unit. If
 * none fits, or if too many answers cannot be told for certain, the stretch is cut shorter, and in the end
 * done the long way. No answer depends on where a stretch begins, because each is the exact sum rounded
 * once. */
#ifndef HST_KERNELS_SLIDE_H
#define HST_KERNELS_SLIDE_H

#include "strict.h"

#include <stdint.h>

#include "sliding_bounds.h"

enum {
    HST__SLIDE_SLOTS = 1024,            /* samples whose running sums are at hand */
    HST__SLIDE_TILE = HST__BOUNDS_TILE, /* windows that are finished at a time */
    HST__SLIDE_SUMS = 5                 /* integers for a sample, at most */
};

typedef enum hst__slide_fit { HST__SLIDE_FITS, HST__SLIDE_TOO_WIDE, HST__SLIDE_INFINITE } hst__slide_fit;

typedef struct hst__slide_series {
    double *out;
    const double *x;
    const hst__sliding *window;
    int64_t min_count; /* >= 1 */
} hst__slide_series;

/* Windows from .. from + n - 1, and sum s of the k-th of them: base[s] + plus[s][k] - minus[s][k]. */
typedef struct hst__slide_tile {
    const uint64_t *plus[HST__SLIDE_SUMS];
    const uint64_t *minus[HST__SLIDE_SUMS];
    uint64_t base[HST__SLIDE_SUMS];
    const double *count; /* [n] observed samples; NULL where all windows have `steady` */
    double steady;
    int64_t from;
    int64_t n;
} hst__slide_tile;

/* What a stretch needs. */
typedef struct hst__slide_need {
    int sums; /* integers for a sample */
    int gaps; /* whether one is missing */
} hst__slide_need;

typedef struct hst__slide_measure {
    /* Chooses a unit for n samples, of which no window holds more than `longest`. */
    hst__slide_fit (*fit)(void *self, hst__slide_need *need, const double *x, int64_t n, int64_t longest);
    /* sum[s][k] = that of the first k samples, k = 0 .. n. */
    void (*scan)(const void *self, uint64_t *const *sum, const double *x, int64_t n);
    /* The answers of a tile, none of them infinite. 0: too many are uncertain, said only if `may_refuse`. */
    int (*finish)(void *self, const hst__slide_series *s, const hst__slide_tile *tile, int may_refuse);
    /* The answers of windows from .. past - 1 the long way. 0: one is infinite. */
    int (*slow)(const hst__slide_series *s, int64_t from, int64_t past);
} hst__slide_measure;

typedef enum hst__slid { HST__SLID, HST__SLID_INFINITE_SAMPLE, HST__SLID_INFINITE_ANSWER } hst__slid;

hst__slid hst__slide(const hst__slide_measure *measure, void *self, const hst__slide_series *s);

#endif
