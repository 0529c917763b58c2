/* A multiset of small integers that says which is its k-th smallest. */
#ifndef HST_KERNELS_RANK_TREE_H
#define HST_KERNELS_RANK_TREE_H

#include "strict.h"

#include <stdint.h>

enum { HST__RANK_TREE_LEVELS = 8 /* of fan 16: more than 2^31 ranks */ };

typedef struct hst__rank_tree {
    int32_t *count[HST__RANK_TREE_LEVELS]; /* [l][j]: how many of the ranks j 16^l .. (j + 1) 16^l - 1 */
    int32_t at[HST__RANK_TREE_LEVELS];     /* the block of level l that the last answer lay in, */
    int32_t below[HST__RANK_TREE_LEVELS];  /* and how many lie in the blocks before it */
    int levels;
    int32_t size; /* how many it holds, equal ones counted each */
} hst__rank_tree;

/* How many int32_t a tree over ranks 0 .. ranks - 1 needs, 0 <= ranks < 2^31: at most 2 ranks. */
int64_t hst__rank_tree_words(int64_t ranks);

/* Empty, over words[hst__rank_tree_words(ranks)]. */
void hst__rank_tree_init(hst__rank_tree *tree, int32_t *words, int64_t ranks);

/* One more, by = 1, or one less, by = -1, of those of this rank; at most 2^31 - 1 in all. */
void hst__rank_tree_add(hst__rank_tree *tree, int32_t rank, int32_t by);

/* The k-th smallest, 0 <= k < size. */
int32_t hst__rank_tree_select(hst__rank_tree *tree, int32_t k);

#endif
