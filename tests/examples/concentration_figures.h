/* Every number that `concentration` prints. Each comes from a public function of hashstat; this file shows which. */
#ifndef HASHSTAT_EXAMPLES_CONCENTRATION_FIGURES_H
#define HASHSTAT_EXAMPLES_CONCENTRATION_FIGURES_H

#include "blocks_csv.h"
#include "concentration_options.h"

#include "hashstat.h"

typedef struct concentration_figures {
    int64_t *time; /* header times, repaired */
    hst_hashrate_repair repair;
    int64_t windows;
    int64_t *edge;                  /* [windows + 1] Unix seconds */
    int64_t *blocks;                /* [windows] */
    int64_t *seconds;               /* [windows] that the record covers */
    int64_t *by_pool;               /* [windows x pools] */
    hst_concentration *measure;     /* [windows] */
    hst_concentration_range *range; /* [windows] */
    hst_concentration_rank *rank;   /* [windows x pools] */
    int32_t *order;                 /* [pools] labels, those with the most blocks of all first */
} concentration_figures;

/* 1, or 0 with `why` set. Free it in any case. */
int concentration_measure(concentration_figures *out, fault *why, const concentration_options *options,
                          const blocks *record);

void concentration_figures_free(concentration_figures *figures);

#endif
