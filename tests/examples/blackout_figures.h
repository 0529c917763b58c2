/* Every number of the blackout report. Each comes from a public function of hashstat; this file shows which.
 */
#ifndef HASHSTAT_EXAMPLES_BLACKOUT_FIGURES_H
#define HASHSTAT_EXAMPLES_BLACKOUT_FIGURES_H

#include "blackout_options.h"
#include "blocks_csv.h"

#include "hashstat.h"

enum { BLACKOUT_DEEPEST = 12 };

typedef struct blackout_pool {
    const char *name; /* belongs to the blocks */
    int64_t before, during;
    hst_impact_fall fall;
} blackout_pool;

/* What luck alone shows in the same windows on a network that does not change. */
typedef struct blackout_noise {
    double expected; /* mean blocks of a window outside the event */
    double p;        /* chance of a deepest fall like the one seen */
    double median;   /* deepest fall that half of such networks stay within ... */
    double high;     /* ... and that `level` of them do */
    double step_10;  /* chance that one window lies 10 % or more below the one before */
} blackout_noise;

typedef struct blackout_figures {
    int64_t begin, end; /* before + event + after, as far as recorded: Unix seconds */
    int64_t *time;      /* header times, repaired */
    hst_hashrate_repair repair;

    hst_hashrate before, during, after;
    hst_impact_fall fall_before, fall_after, fall_both;
    hst_impact_trend trend;
    hst_impact_share share;
    double grown_before, grown_after; /* exposures of the baselines, had the network its size in the event */
    hst_impact_compatible published;  /* that share beside the blocks; NaN where none above 0 was given */

    /* whole windows of begin..end, one after the other from `begin` on */
    int64_t windows;
    hst_hashrate *window;
    double *rate;       /* their estimates */
    double *underwater; /* depth of each below the running maximum */
    hst_drawdown drawdown;
    blackout_noise noise;
    int64_t episodes; /* every fall of the windows, in order of time */
    hst_drawdown *episode;
    hst_drawdown deepest[BLACKOUT_DEEPEST]; /* of these the deepest, that many or all */
    double *episode_p;                      /* chance of one so deep within as many windows, by luck alone */

    /* the same length sliding over begin..end in small steps */
    hst_hashrate_grid trail_grid;
    hst_hashrate *trail;

    /* whole windows of event + after, from the event's first second on */
    int64_t recovery_known; /* 0: not one whole window, or nothing before to come back to */
    double fraction;
    hst_recovery recovery;
    hst_impact_fall
        until_back;    /* fall against before from onset to recovery, while open to the last window */
    double luck_below; /* chance that one window of an unchanging network lies below the level */

    int32_t pools; /* with a block before or during the event, largest before first */
    blackout_pool *pool;
    int64_t unknown_before, unknown_during; /* blocks without a label */
    hst_impact_pools_mean pools_mean;

    double alpha, power;
    double detectable;          /* smallest fall that the test against `before` sees with that power */
    double see_least, see_most; /* seconds of event to see published x darkness, most and least dark */
} blackout_figures;

/* 1, or 0 with `why` set: the record does not cover what was asked, or a function of the library refused. */
int blackout_measure(blackout_figures *out, fault *why, const blackout_options *options,
                     const blocks *record);

void blackout_figures_free(blackout_figures *figures);

#endif
