/* Every number that `recoveries` prints. Each comes from a public function of hashstat; this file shows which. */
#ifndef HASHSTAT_EXAMPLES_RECOVERIES_FIGURES_H
#define HASHSTAT_EXAMPLES_RECOVERIES_FIGURES_H

#include "levels_csv.h"
#include "recoveries_options.h"

#include "hashstat.h"

enum { RECOVERIES_QUANTILES = 3 };

typedef struct recoveries_figures {
    int64_t episodes;   /* falls of any depth */
    int64_t falls;      /* deeper than asked */
    int64_t open;       /* those of them that are not over */
    double *duration;   /* [falls] seconds, so far where open */
    int32_t *status;    /* [falls] */
    hst_drawdown *fall; /* [episodes] */
    int64_t rows;
    hst_survival_row *row;
    double probability[RECOVERIES_QUANTILES]; /* 1/4, 1/2, 3/4 */
    hst_survival_quantile quantile[RECOVERIES_QUANTILES];
    double horizon;         /* the longest duration seen; 0 where no fall is deep enough */
    hst_survival_mean mean; /* up to the horizon; NaN where that is 0 */
} recoveries_figures;

/* 1, or 0 with `why` set. Free it in any case. */
int recoveries_measure(recoveries_figures *out, fault *why, const recoveries_options *options,
                       const levels *record);

void recoveries_figures_free(recoveries_figures *figures);

#endif
