/* A tree of counts, each block of one level being 16 of the level below, with a finger on the last answer:
 * the block it lay in at every level, and how many lie before that. What comes and goes is counted at
 * every level, below the finger too. A median moves little, so the next answer nearly always lies in the
 * same block a level or two up, and is looked for from there; at worst from the top, so that no data make
 * it slow.
 *
 * Sums of all children before, by which a block is found without a scan, were tried: they make a rank that
 * comes cost 16 additions a level, and all in all twice the time. */
#include "rank_tree.h"

#include <string.h>

enum { FAN = 16, SHIFT = 4 };

static int64_t blocks_above(int64_t blocks) {
    return (blocks + FAN - 1) / FAN;
}

int64_t hst__rank_tree_words(int64_t ranks) {
    int64_t words = ranks;
    while (ranks > FAN) {
        ranks = blocks_above(ranks);
        words += ranks;
    }
    return words;
}

void hst__rank_tree_init(hst__rank_tree *tree, int32_t *words, int64_t ranks) {
    memset(words, 0, (size_t)hst__rank_tree_words(ranks) * sizeof *words);
    memset(tree, 0, sizeof *tree);
    tree->count[tree->levels++] = words;
    while (ranks > FAN) {
        words += ranks;
        ranks = blocks_above(ranks);
        tree->count[tree->levels++] = words;
    }
}

void hst__rank_tree_add(hst__rank_tree *tree, int32_t rank, int32_t by) {
    int l;
    for (l = 0; l < tree->levels; ++l) {
        tree->count[l][rank] += by;
        tree->below[l] += by & -(int32_t)(rank < tree->at[l]);
        rank >>= SHIFT;
    }
    tree->size += by;
}

/* Whether the k-th lies in the block of level l that the finger is on. */
static int is_at(const hst__rank_tree *tree, int l, int32_t k) {
    return k >= tree->below[l] && k - tree->below[l] < tree->count[l][tree->at[l]];
}

int32_t hst__rank_tree_select(hst__rank_tree *tree, int32_t k) {
    int32_t at = 0, below = 0;
    int l = 0;
    while (l < tree->levels && !is_at(tree, l, k)) {
        ++l;
    }
    if (l < tree->levels) {
        at = tree->at[l];
        below = tree->below[l];
    }
    while (l-- > 0) {
        const int32_t *count = tree->count[l];
        at *= FAN;
        while (k - below >= count[at]) {
            below += count[at++];
        }
        tree->at[l] = at;
        tree->below[l] = below;
    }
    return tree->at[0];
}
