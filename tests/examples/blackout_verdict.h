/* Falls, verdict and implied share of a blackout, as a part of the report for a person. */
#ifndef HASHSTAT_EXAMPLES_BLACKOUT_VERDICT_H
#define HASHSTAT_EXAMPLES_BLACKOUT_VERDICT_H

#include "blackout_figures.h"

/* At most 100 columns wide. */
void blackout_verdict(FILE *file, const blackout_figures *figures, const blackout_options *options);

#endif
