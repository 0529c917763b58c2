/* The figures of a blackout as one JSON object. */
#ifndef HASHSTAT_EXAMPLES_BLACKOUT_JSON_H
#define HASHSTAT_EXAMPLES_BLACKOUT_JSON_H

#include "blackout_countries.h"
#include "blackout_figures.h"

/* Hashrates in hash/s, falls and shares as fractions, times in Unix seconds (a window's first), durations in
 * seconds, work in hashes; `countries` may be NULL. What is open, unbounded or undefined is null. */
void blackout_json(FILE *file, const blackout_figures *figures, const blackout_options *options,
                   const blocks *record, const blackout_countries *countries);

#endif
