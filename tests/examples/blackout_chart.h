/* The figures of a blackout as a chart. */
#ifndef HASHSTAT_EXAMPLES_BLACKOUT_CHART_H
#define HASHSTAT_EXAMPLES_BLACKOUT_CHART_H

#include "blackout_figures.h"

/* SVG: hashrate with its range, event and baselines above, drawdown with what luck shows below. */
void blackout_chart(FILE *file, const blackout_figures *figures, const blackout_options *options);

#endif
