/* Counts by row and bin: a window before a place against one from it on. Exposures are those of a bin, the
 * same for every row. */
#ifndef HST_KERNELS_BEFORE_AFTER_H
#define HST_KERNELS_BEFORE_AFTER_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

typedef struct hst__before_after {
    const int64_t *count;   /* [rows x bins] */
    const double *exposure; /* [bins] >= 0; NaN: not known, so that its counts do not count */
    int64_t rows;
    int64_t bins;
    int64_t before; /* bins of either window */
    int64_t after;
} hst__before_after;

/* Whether something that is to be read is not there. */
static inline int hst__before_after_lacks(const hst__before_after *v) {
    return (v->count == NULL && v->rows != 0 && v->bins != 0) || (v->exposure == NULL && v->bins != 0);
}

/* Whether windows are 1 .. 1e5, exposures 0, NaN or 1e-60 .. 1e60, counts 0 .. 1e6, and 0 where exposures
 * are. */
int hst__before_after_is_legal(const hst__before_after *v);

/* Places with both windows whole: bins before .. before + this - 1. */
int64_t hst__before_after_places(const hst__before_after *v);

/* What stands in either window. */
typedef struct hst__sides {
    int64_t before, after;
} hst__sides;

typedef struct hst__side_exposures {
    double before, after;
} hst__side_exposures;

/* At a bin with both windows whole, of one row of counts. */
hst__sides hst__sides_at(const hst__before_after *v, const int64_t *row, int64_t t);
hst__side_exposures hst__side_exposures_at(const hst__before_after *v, int64_t t);

/* From the sides at bin t to those at t + 1. */
void hst__sides_slide(hst__sides *s, const hst__before_after *v, const int64_t *row, int64_t t);

static inline int hst__sides_are_seen(const hst__side_exposures *e) {
    return e->before > 0 && e->after > 0;
}

#endif
