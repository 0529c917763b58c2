/* The figures of a blackout as a report for a person. */
#ifndef HASHSTAT_EXAMPLES_BLACKOUT_TEXT_H
#define HASHSTAT_EXAMPLES_BLACKOUT_TEXT_H

#include "blackout_figures.h"

/* At most 100 columns wide. Says what the numbers mean and what they do not. */
void blackout_text(FILE *file, const blackout_figures *figures, const blackout_options *options,
                   const blocks *record);

#endif
