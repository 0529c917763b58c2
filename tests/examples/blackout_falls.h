/* The part of the report on falls: each of the series with its chance by luck, and the deepest. */
#ifndef HASHSTAT_EXAMPLES_BLACKOUT_FALLS_H
#define HASHSTAT_EXAMPLES_BLACKOUT_FALLS_H

#include <stdio.h>

#include "blackout_figures.h"

void blackout_falls(FILE *file, const blackout_figures *figures, const blackout_options *options);

#endif
