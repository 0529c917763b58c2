/* Median and median distance from it of a multiset of values, by their ranks. */
#ifndef HST_KERNELS_MIDDLE_DISTANCE_H
#define HST_KERNELS_MIDDLE_DISTANCE_H

#include "strict.h"

#include "rank_tree.h"

/* The ordinary median of a tree that is not empty: of two middle values the mean (type7.h). */
double hst__middle(hst__rank_tree *tree, const double *value);

/* The ordinary median of the distances of all from `middle`, which is what hst__middle says; each distance
 * is rounded once. Values >= 0. */
double hst__middle_distance(hst__rank_tree *tree, const double *value, double middle);

#endif
