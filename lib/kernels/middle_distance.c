/* The distances from the median are two sorted sequences, one to each side, and neither need be written
 * down: the q-th smallest of both together is found by bisecting how many of the q before it lie to the
 * left. Distances are rounded, but rounding keeps their order. */
#include "middle_distance.h"

#include <math.h> /* INFINITY only */

#include "scalar.h"
#include "type7.h"

double hst__middle(hst__rank_tree *tree, const double *value) {
    int64_t k;
    double fraction = hst__type7_place(tree->size, 0.5, &k);
    double low = value[hst__rank_tree_select(tree, (int32_t)k)];
    return fraction == 0 ? low
                         : hst__type7(low, value[hst__rank_tree_select(tree, (int32_t)k + 1)], fraction);
}

typedef struct sides {
    hst__rank_tree *tree;
    const double *value;
    double middle;
    int32_t lefts; /* half of all, rounded down: those before the middle */
} sides;

/* The j-th nearest to the left, and to the right; beyond the last, infinity. */
static double left(const sides *s, int32_t j) {
    return j < s->lefts ? s->middle - s->value[hst__rank_tree_select(s->tree, s->lefts - 1 - j)] : INFINITY;
}

static double right(const sides *s, int32_t j) {
    int32_t at = s->lefts + j;
    return at < s->tree->size ? s->value[hst__rank_tree_select(s->tree, at)] - s->middle : INFINITY;
}

/* How many of the q nearest lie to the left. q is at most the number on either side. */
static int32_t lefts_of_nearest(const sides *s, int32_t q) {
    int32_t low = 0, high = q;
    while (low < high) {
        int32_t i = low + (high - low) / 2;
        if (left(s, i) < right(s, q - i - 1)) {
            low = i + 1;
        } else {
            high = i;
        }
    }
    return low;
}

double hst__middle_distance(hst__rank_tree *tree, const double *value, double middle) {
    sides s = {tree, value, middle, tree->size / 2};
    int64_t q;
    double fraction = hst__type7_place(tree->size, 0.5, &q);
    int32_t i = lefts_of_nearest(&s, (int32_t)q), j = (int32_t)q - i;
    double a = left(&s, i), b = right(&s, j);
    double next;
    if (fraction == 0) {
        return hst__smaller(a, b);
    }
    next = a < b ? hst__smaller(left(&s, i + 1), b) : hst__smaller(a, right(&s, j + 1));
    return hst__type7(hst__smaller(a, b), next, fraction);
}
