/* The falls of a series from its running maximum, one after the other, from its samples one after the other. */
#ifndef HST_KERNELS_FALLS_H
#define HST_KERNELS_FALLS_H

#include "strict.h"

#include <stdint.h>

#include "deepest.h"
#include "underwater.h"

/* Where a walk stands. `fall` is the one in progress while its onset is not -1; its depth is not kept. */
typedef struct hst__falls {
    double theta;  /* 0 < theta <= 1: what fraction of the peak is a recovery */
    double peak;   /* -1 before the first sample */
    double enough; /* theta x peak */
    double trough;
    hst__deepest fall;
} hst__falls;

static inline hst__falls hst__falls_begin(double theta) {
    hst__falls f = {0, -1, 0, 0, {0, -1, -1, -1, -1}};
    f.theta = theta;
    return f;
}

/* The fall in progress, as far as it is known. */
static inline hst__deepest hst__falls_current(const hst__falls *f) {
    hst__deepest fall = f->fall;
    fall.depth = hst__depth_below(f->peak, f->trough);
    return fall;
}

/* A sample below the peak. */
static inline void hst__falls_below(hst__falls *f, double level, int64_t i) {
    if (f->fall.onset == -1 || level < f->trough) {
        f->fall.onset = f->fall.onset == -1 ? i : f->fall.onset;
        f->fall.trough = i;
        f->fall.recovery = -1;
        f->trough = level;
    } else if (f->fall.recovery == -1 && level >= f->enough) {
        f->fall.recovery = i;
    }
}

/* A sample at the peak or above. */
static inline void hst__falls_raise(hst__falls *f, double level, int64_t i) {
    f->peak = level;
    f->enough = f->theta * level;
    f->fall.peak = i;
    f->fall.onset = -1;
}

/* The next observed sample. 1 if a fall ends with it, which *ended then is. */
static inline int hst__falls_take(hst__falls *f, hst__deepest *ended, double level, int64_t i) {
    int ends;
    if (level < f->peak) {
        hst__falls_below(f, level, i);
        return 0;
    }
    ends = f->fall.onset != -1;
    if (ends) {
        *ended = hst__falls_current(f);
        ended->recovery = ended->recovery == -1 ? i : ended->recovery;
    }
    hst__falls_raise(f, level, i);
    return ends;
}

typedef enum hst__passed {
    HST__PASS_NOT,    /* each of the samples must be taken */
    HST__PASSED,      /* all are: no fall has ended */
    HST__PASS_REFUSED /* one is negative or infinite */
} hst__passed;

enum { HST__FALLS_BLOCK = 256 }; /* a good length to ask for at once */

/* Whether the samples [from, until), from < until, can be taken as a whole. */
hst__passed hst__falls_pass(int path, hst__falls *f, const double *x, int64_t from, int64_t until);

#endif
