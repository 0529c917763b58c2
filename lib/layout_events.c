/* The frozen layout of the public structs of events: simultaneity. */
#include "layout.h"

#include "hashstat/simultaneity.h"

SIZE_IS(hst_simultaneity_options, 48);
FIELD_AT(hst_simultaneity_options, struct_size, 0);
FIELD_AT(hst_simultaneity_options, flags, 4);
FIELD_AT(hst_simultaneity_options, period, 8);
FIELD_AT(hst_simultaneity_options, draws, 16);
FIELD_AT(hst_simultaneity_options, exact, 24);
FIELD_AT(hst_simultaneity_options, seed, 32);
FIELD_AT(hst_simultaneity_options, level, 40);

SIZE_IS(hst_simultaneity, 120);
FIELD_AT(hst_simultaneity, count, 0);
FIELD_AT(hst_simultaneity, groups, 8);
FIELD_AT(hst_simultaneity, watched, 16);
FIELD_AT(hst_simultaneity, series, 24);
FIELD_AT(hst_simultaneity, first, 32);
FIELD_AT(hst_simultaneity, last, 40);
FIELD_AT(hst_simultaneity, earliest, 48);
FIELD_AT(hst_simultaneity, latest, 56);
FIELD_AT(hst_simultaneity, expected, 64);
FIELD_AT(hst_simultaneity, p, 72);
FIELD_AT(hst_simultaneity, p_lower, 80);
FIELD_AT(hst_simultaneity, p_upper, 88);
FIELD_AT(hst_simultaneity, turns, 96);
FIELD_AT(hst_simultaneity, exact, 104);
FIELD_AT(hst_simultaneity, coverage, 112);

SIZE_IS(hst_simultaneity_fall, 120);
FIELD_AT(hst_simultaneity_fall, statistic, 0);
FIELD_AT(hst_simultaneity_fall, first, 8);
FIELD_AT(hst_simultaneity_fall, groups, 16);
FIELD_AT(hst_simultaneity_fall, watched, 24);
FIELD_AT(hst_simultaneity_fall, before, 32);
FIELD_AT(hst_simultaneity_fall, after, 40);
FIELD_AT(hst_simultaneity_fall, exposure_before, 48);
FIELD_AT(hst_simultaneity_fall, exposure_after, 56);
FIELD_AT(hst_simultaneity_fall, fall, 64);
FIELD_AT(hst_simultaneity_fall, expected, 72);
FIELD_AT(hst_simultaneity_fall, p, 80);
FIELD_AT(hst_simultaneity_fall, p_lower, 88);
FIELD_AT(hst_simultaneity_fall, p_upper, 96);
FIELD_AT(hst_simultaneity_fall, turns, 104);
FIELD_AT(hst_simultaneity_fall, exact, 112);
