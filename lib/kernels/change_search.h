/* The searches for the best cuts in one workspace: for a penalty, or for each number of changes. */
#ifndef HST_KERNELS_CHANGE_SEARCH_H
#define HST_KERNELS_CHANGE_SEARCH_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "changing.h"
#include "level_pieces.h"
#include "pruned_changes.h"

/* Words of the workspace for each of n + 2 samples, beside one for each change of at most so many. */
enum { HST__SEARCH_WORDS = 25 };

typedef struct hst__search {
    hst__changing c;
    int64_t least; /* samples of a segment */
    int64_t n;
    double *cost, *other;      /* [n + 1] */
    int64_t *last;             /* [n + 1] for each number of changes */
    hst__level_piece *piece;   /* [2 n + 2] */
    hst__candidate *candidate; /* [n + 1] in the same place */
    double *spare;             /* [n] likewise */
    void *fits;                /* 24 (n + 2) bytes */
} hst__search;

/* Lay the arrays out; work is aligned to 8. */
void hst__search_lay(hst__search *s, int64_t n, int64_t most, void *work);

/* The best cuts for a penalty: last[t] is where the last segment of the first t samples begins. */
void hst__search_penalised(hst__search *s, double penalty);

/* last[k (n + 1) + t] the same for exactly k changes in t samples; cost[k] of all samples into total[0 ..
 * most], infinite where there is no such cut. count >= 1. */
void hst__search_counted(hst__search *s, double *total, int64_t most);

/* Segments that the chain of last has. */
int64_t hst__search_segments(const hst__search *s);

#endif
