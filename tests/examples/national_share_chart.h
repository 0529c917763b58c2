/* Shares of countries as a picture: a line for the estimate, three bars for what luck, a limit and nothing leave. */
#ifndef HASHSTAT_EXAMPLES_NATIONAL_SHARE_CHART_H
#define HASHSTAT_EXAMPLES_NATIONAL_SHARE_CHART_H

#include <stdio.h>

#include "national_share_figures.h"

void national_share_chart(FILE *file, const national_share_figures *figures,
                          const national_share_options *options);

#endif
