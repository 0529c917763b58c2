/* Which countries' outages explain the falls of the pools, where the user says which part of a pool is
 * where. */
#ifndef HASHSTAT_EXAMPLES_BLACKOUT_COUNTRIES_H
#define HASHSTAT_EXAMPLES_BLACKOUT_COUNTRIES_H

#include <stdio.h>

#include "blackout_figures.h"
#include "json.h"
#include "mix_csv.h"

typedef struct blackout_countries {
    int32_t countries;
    const mix *parts;                /* the caller's */
    hst_attribution_country *outage; /* [countries] */
    hst_attribution_share *share;    /* [countries] */
    hst_attribution_fit fit;
    int64_t seen; /* blocks before and during, of pools of the mix */
} blackout_countries;

/* 1, or 0 with `why` set: the mix is refused. Free it in any case. */
int blackout_countries_measure(blackout_countries *out, fault *why, const blackout_figures *figures,
                               const blackout_options *options, const mix *parts);

void blackout_countries_text(FILE *file, const blackout_countries *k, const blackout_options *options);
void blackout_countries_json(json *j, const blackout_countries *k);

void blackout_countries_free(blackout_countries *k);

#endif
