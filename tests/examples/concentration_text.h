/* What `concentration` prints: tables for a person, or an object for programs. */
#ifndef HASHSTAT_EXAMPLES_CONCENTRATION_TEXT_H
#define HASHSTAT_EXAMPLES_CONCENTRATION_TEXT_H

#include <stdio.h>

#include "concentration_figures.h"

void concentration_text(FILE *file, const concentration_figures *figures,
                        const concentration_options *options, const blocks *record);

void concentration_json(FILE *file, const concentration_figures *figures,
                        const concentration_options *options, const blocks *record);

#endif
