/* The curve of `recoveries` as a picture: steps, their band, and a tick for each fall that is not over. */
#ifndef HASHSTAT_EXAMPLES_RECOVERIES_CHART_H
#define HASHSTAT_EXAMPLES_RECOVERIES_CHART_H

#include <stdio.h>

#include "recoveries_figures.h"

void recoveries_chart(FILE *file, const recoveries_figures *figures, const recoveries_options *options);

#endif
