/* The e-values of a watch: sums of likelihood ratios (change_odds.h) over the change times that it tried. */
#ifndef HST_KERNELS_WATCH_ODDS_H
#define HST_KERNELS_WATCH_ODDS_H

#include "watch.h"

/* Logs: of falls, of rises, of the mean of both; of several groups the largest of each. */
typedef struct hst__watch_e {
    double side[2];
    double both;
} hst__watch_e;

hst__watch_e hst__watch_odds(const hst__watch *w, const uint64_t *memory);

/* [w->tried] logs of what each time that was tried adds to the mean of both. */
void hst__watch_odds_each(double *odds, const hst__watch *w, const uint64_t *memory);

#endif
