/* What `national_share` prints: a table for a person, or an object for programs. */
#ifndef HASHSTAT_EXAMPLES_NATIONAL_SHARE_TEXT_H
#define HASHSTAT_EXAMPLES_NATIONAL_SHARE_TEXT_H

#include <stdio.h>

#include "national_share_figures.h"

void national_share_text(FILE *file, const national_share_figures *figures,
                         const national_share_options *options);
void national_share_json(FILE *file, const national_share_figures *figures,
                         const national_share_options *options);

#endif
