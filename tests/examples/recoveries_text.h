/* What `recoveries` prints: a table for a person, or an object for programs. */
#ifndef HASHSTAT_EXAMPLES_RECOVERIES_TEXT_H
#define HASHSTAT_EXAMPLES_RECOVERIES_TEXT_H

#include <stdio.h>

#include "recoveries_figures.h"

void recoveries_text(FILE *file, const recoveries_figures *figures, const recoveries_options *options,
                     const levels *record);

void recoveries_json(FILE *file, const recoveries_figures *figures, const recoveries_options *options,
                     const levels *record);

#endif
