/* Which columns of a least-squares problem can be told apart. A vector that all rows are blind to is a way in
 * which unknowns can differ without a trace; here it is a right singular vector whose value is 1e-9 of the
 * largest or less. */
#ifndef HST_KERNELS_ALIKE_H
#define HST_KERNELS_ALIKE_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "bounded.h"

typedef struct hst__alike {
    int32_t n;
    double *column; /* [n][n] */
    double *vector; /* [n][n] right singular vectors */
    double *value;  /* [n] singular values; those that count as 0 are 0 after hst__alike_find */
} hst__alike;

int64_t hst__alike_words(int32_t n);
hst__alike hst__alike_make(int32_t n, double *memory);

/* Greatest over least singular value of the columns as they are. */
double hst__alike_condition(const hst__alike *a, const hst__bounded *b);

/* The same with each column scaled to length 1, on which all that follows rests; returns the rank. */
int32_t hst__alike_find(const hst__alike *a, const hst__bounded *b, double *condition);

/* Whether no way without a trace has a part of unknown c above 1e-5. */
int hst__alike_is_identified(const hst__alike *a, int32_t c);

/* Standard error of an identified unknown without bounds, times the length of its column: 1 when the others
 * are known. */
double hst__alike_inflation(const hst__alike *a, int32_t c);

/* Numbers from 0 the smallest sets for which each way without a trace stays inside one; -1 for an identified
 * unknown. Returns how many there are. */
int64_t hst__alike_groups(const hst__alike *a, int64_t *set);

#endif
