/* Every number that `watch` prints. Each comes from a public function of hashstat; this file shows which.
 *
 * A watch is one struct of fixed size: the record may be as long as it likes. */
#ifndef HASHSTAT_EXAMPLES_WATCH_FIGURES_H
#define HASHSTAT_EXAMPLES_WATCH_FIGURES_H

#include "blocks_csv.h"
#include "watch_bins.h"
#include "watch_options.h"

#include "hashstat.h"

enum { WATCH_ALARMS = 64 }; /* as many are drawn */

/* Whether hashrate is back where it was before it fell: that level is kept from the first fall until then. */
enum { WATCH_NEVER_FELL, WATCH_BELOW, WATCH_BACK };

typedef struct watch_level {
    int state;
    int64_t fell, since;        /* onset of the first fall, and the last onset */
    double ratio, lower, upper; /* the level since then, over that before the first fall: exact, 95 % */
} watch_level;

/* Of a fall that no rise has followed, as hst_level_shift_odds sees it. */
typedef struct watch_odds {
    int known; /* 0: no such fall, or too few bins */
    double none, down, returned, shift;
    int64_t verdict;                /* HST_LEVEL_SHIFT_... */
    int64_t back, earliest, latest; /* Unix seconds, HST_NONE: after the last block */
} watch_odds;

typedef struct watch_alarm {
    int64_t time, height; /* of the block that raised it: the latest time so far */
    int direction;        /* -1: a fall, 1: a rise */
    double e, log_e;
    int64_t onset; /* Unix seconds, as exact as the bins; earliest and latest: 95 % interval */
    int64_t earliest, latest;
    int64_t width;        /* seconds of a bin */
    double before, after; /* hash/s */
    double ratio, lower,
        upper; /* after / before, median and interval of the posterior: the onset is not taken as known */
    watch_level level;
    watch_odds odds;
} watch_alarm;

/* The largest of the e-values so far; all-zero: none. */
typedef struct watch_peak {
    int64_t looks;
    double log_e;
    int64_t time;
} watch_peak;

typedef struct watch {
    const watch_options *options;
    hst_monitor_state monitor;
    watch_bins bins, days; /* hours or longer since the comparison of the last alarm; days since the start */
    int64_t first_time, first_height, time, height;
    int64_t blocks, stepped, furthest; /* blocks, those before the latest time so far, by how much at most */
    int64_t compare;                   /* where the comparison begins: the start, or the last onset */
    watch_sum high;                    /* before the first fall */
    watch_level level;
    watch_peak peak; /* the largest e-value since the last alarm */
    watch_peak fall; /* that of a fall alone, since the start */
    int64_t alarms;
    watch_alarm alarm[WATCH_ALARMS]; /* the first ones; the last of them is the latest */
    void *work;
    size_t bytes;
} watch;

enum { WATCH_QUIET, WATCH_RAISED, WATCH_FAILED };

/* 1, or 0 with `why` set. Free it in any case. */
int watch_begin(watch *w, const watch_options *options, fault *why);
void watch_free(watch *w);

/* Take a block. WATCH_RAISED: the alarm is in watch_latest; WATCH_FAILED with `why` set. */
int watch_take(watch *w, const block *b, fault *why);

const watch_alarm *watch_latest(const watch *w); /* NULL: none so far */

/* What is known at the end of a return, level and odds. 1, or 0 with `why` set. */
int watch_end(const watch *w, watch_level *level, watch_odds *odds, fault *why);

double watch_threshold(const watch_options *options); /* log of the e-value of an alarm */

/* The monitor's options for what the user asked. */
hst_monitor_options watch_monitor_options(const watch_options *options);

#endif
