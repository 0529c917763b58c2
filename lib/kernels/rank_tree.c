/* A tree of fan 16 whose node says, for each child, how many lie in the children before it. A rank that
 * comes adds one to the sums behind its child, and the child of the k-th is the last whose sum is at most
 * k: both are one comparison of 16 numbers, which is four vector instructions or two, and no branch
 * depends on data. A Fenwick tree has one addition a level but four times as many levels, each a step that
 * waits for the one before.
 *
 * A child that holds none has the sum of the next one, and the last of equal sums is taken: an empty child
 * is never entered. */
#include "rank_tree.h"

#include <string.h>

enum { FAN = HST__RANK_TREE_FAN };

static int64_t nodes_above(int64_t below) {
    return (below + FAN - 1) / FAN;
}

int64_t hst__rank_tree_words(int64_t ranks) {
    int64_t words = 0;
    do {
        ranks = nodes_above(ranks);
        words += FAN * ranks;
    } while (ranks > 1);
    return words;
}

void hst__rank_tree_init(hst__rank_tree *tree, int32_t *words, int64_t ranks) {
    memset(words, 0, (size_t)hst__rank_tree_words(ranks) * sizeof *words);
    tree->levels = 0;
    tree->size = 0;
    do {
        ranks = nodes_above(ranks);
        tree->level[tree->levels++] = words;
        words += FAN * ranks;
    } while (ranks > 1);
}

void hst__rank_tree_add(hst__rank_tree *tree, int32_t rank, int32_t by) {
    int l, j;
    for (l = 0; l < tree->levels; ++l) {
        int32_t child = rank % FAN;
        int32_t *node;
        rank /= FAN;
        node = tree->level[l] + (int64_t)FAN * rank;
        for (j = 0; j < FAN; ++j) {
            node[j] += by & -(int32_t)(j > child);
        }
    }
    tree->size += by;
}

int32_t hst__rank_tree_select(const hst__rank_tree *tree, int32_t k) {
    int32_t at = 0;
    int l, j;
    for (l = tree->levels - 1; l >= 0; --l) {
        const int32_t *node = tree->level[l] + (int64_t)FAN * at;
        int32_t child = -1;
        for (j = 0; j < FAN; ++j) {
            child += node[j] <= k;
        }
        k -= node[child];
        at = FAN * at + child;
    }
    return at;
}
