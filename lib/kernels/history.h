/* The past of each sample: a window that trails behind, by time or by count, as a multiset of ranks. */
#ifndef HST_KERNELS_HISTORY_H
#define HST_KERNELS_HISTORY_H

#include "strict.h"

#include <stdint.h>

#include "rank_tree.h"
#include "verdict.h"

typedef struct hst__history {
    const int64_t *time;
    const double *x;
    int64_t n;
    int64_t reach; /* seconds, or samples */
    int is_by_count;
    int is_counts;  /* whether the sum below is kept: whole numbers, less than 2^53 in all */
    int64_t warmup; /* seconds */
    int64_t min_count;
    /* the rest is set by hst__history_begin */
    double *value; /* by rank */
    int32_t *rank; /* of x[i], -1 missing */
    int32_t *held; /* what stands for it in the history */
    int64_t first; /* the oldest that is held; all before are gone */
    double sum;    /* of the samples that stand for themselves */
    int64_t terms; /* and how many they are */
    hst__rank_tree tree;
} hst__history;

/* Workspace for 1 <= n < 2^31 samples, aligned to 8: 48 each. */
uint64_t hst__history_bytes(int64_t n);

/* Empty, over work. Samples are finite or NaN, times rise. */
void hst__history_begin(hst__history *h, void *work);

/* To the past of sample i: drops what is too old. */
void hst__history_advance(hst__history *h, int64_t i);

/* Whether that is enough: as many as min_count, the oldest of warmup seconds or more. */
int hst__history_is_enough(const hst__history *h, int64_t i);

/* Sample i joins, as itself or as something else of this rank; -1: not at all. The one before has joined. */
void hst__history_join(hst__history *h, int64_t i, int32_t rank);

/* Nearest-rank medians of the past of each sample, with in-painting that becomes the new normal after
 * `longest` seconds; what the rule says of each is written where v says. */
void hst__history_medians(hst__history *h, const hst__verdicts *v, int64_t longest);

/* (x - median) / MAD / 1.4826 of the past of each. Samples >= 0. */
void hst__history_scores(double *out, hst__history *h);

#endif
