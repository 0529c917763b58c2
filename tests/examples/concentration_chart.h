/* Concentration window by window as a picture: the index with its range, and the range of the Nakamoto coefficient. */
#ifndef HASHSTAT_EXAMPLES_CONCENTRATION_CHART_H
#define HASHSTAT_EXAMPLES_CONCENTRATION_CHART_H

#include <stdio.h>

#include "concentration_figures.h"

void concentration_chart(FILE *file, const concentration_figures *figures,
                         const concentration_options *options);

#endif
