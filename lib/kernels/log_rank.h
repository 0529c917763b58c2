/* Events by group against those that one common curve would bring, with the covariance of the difference. */
#ifndef HST_KERNELS_LOG_RANK_H
#define HST_KERNELS_LOG_RANK_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

typedef struct hst__log_rank {
    int32_t groups;
    int64_t *at_risk;  /* [groups] at the time that is looked at */
    int64_t *observed; /* [groups] */
    double *expected;  /* [groups] */
    double *excess;    /* [groups] observed - expected, for the solution */
    double *variance;  /* [groups x groups] below the diagonal, which is what makes rows sum to zero */
} hst__log_rank;

#define HST__LOG_RANK_BYTES(groups) (8 * (groups) * ((groups) + 4))

/* All zero, in memory of HST__LOG_RANK_BYTES; returns what comes after. */
void *hst__log_rank_begin(hst__log_rank *t, void *memory, int32_t groups);

/* All observations, by their keys (censored.h) in ascending order. */
void hst__log_rank_sum(hst__log_rank *t, const uint64_t *key, const int32_t *group, int64_t n);

typedef struct hst__log_rank_answer {
    double chi2;
    int64_t freedom; /* rank of the covariance */
} hst__log_rank_answer;

/* Uses up excess and variance. */
hst__log_rank_answer hst__log_rank_solve(hst__log_rank *t);

#endif
