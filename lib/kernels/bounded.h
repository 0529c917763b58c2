/* Least squares with unknowns in 0..1:
 *
 *     the least of  sum over rows of (right - sum over j of entry[j] x[j])^2,   0 <= x[j] <= 1
 *
 * by an active set (Stark and Parker, "Bounded-variable least-squares: an algorithm and applications",
 * Computational Statistics 10, 1995). Rows are folded into a square as they come, by Givens rotations, so
 * that no memory grows with their number. The square then stays the same problem in ever new axes: the
 * columns of the unknowns that are free form a triangle at its top, and one that is freed or held costs
 * O(n^2). */
#ifndef HST_KERNELS_BOUNDED_H
#define HST_KERNELS_BOUNDED_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

typedef struct hst__bounded {
    int32_t n;
    int32_t free;     /* how many unknowns are free */
    int32_t pinned;   /* one that is held at a value of its own; -1: none */
    double rest;      /* of the objective, which no unknown reaches */
    double size;      /* length of the right sides, with that rest */
    double *square;   /* [n][n + 1] the last of each row is the right side */
    double *row;      /* [n + 1] where the caller puts the next row */
    double *x;        /* [n] */
    double *length;   /* [n] of columns */
    double *side;     /* [n] right side, less what held unknowns take of it */
    double *goal;     /* [n] where free unknowns would go, in the order of the triangle */
    int64_t *order;   /* [n] which unknowns are free, likewise */
    int64_t *is_free; /* [n] */
} hst__bounded;

/* Words of memory for n unknowns, n >= 1. */
int64_t hst__bounded_words(int32_t n);

/* In memory of so many words; no rows yet. */
hst__bounded hst__bounded_make(int32_t n, void *memory);

/* Takes all rows away and holds every unknown at 0. */
void hst__bounded_clear(hst__bounded *b);

/* Adds b->row, which it uses up. Entries below 1e-160 of any column count as 0. */
void hst__bounded_push(hst__bounded *b);

/* Length of a column; turning leaves it as it is, but for rounding. */
double hst__bounded_length(const hst__bounded *b, int32_t j);

/* Finds the least after the last row, in no more than `moves` rounds of freeing one unknown; 10 (n + 1) are
 * more than are ever needed, unless rounding goes in circles. An unknown that the free ones imply, to within
 * 1e-10 of its column's length, stays where it is. */
void hst__bounded_solve(hst__bounded *b, int64_t moves);

/* The sum of squares where x is the answer of the last solve. */
double hst__bounded_objective(const hst__bounded *b);

/* Holds unknown j at a value in 0..1 and solves for the others. */
void hst__bounded_pin(hst__bounded *b, int32_t j, double value);

/* Takes over the answer of another problem of the same n, its square included. */
void hst__bounded_copy(hst__bounded *to, const hst__bounded *from);

/* How far unknown j can go from where it is towards `edge`, 0 or 1, before the least objective that is left
 * to the others exceeds `least` by more than drop > 0: the end of a profile interval, to 1e-13, or less near
 * it after `steps`; 60 are enough. b is left at the end of the search. */
double hst__bounded_end(hst__bounded *b, int32_t j, double edge, double drop, double least, int steps);

#endif
