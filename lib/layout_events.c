/* The frozen layout of the public structs of events: change. */
#include "layout.h"

#include "hashstat/change.h"
#include "kernels/changing.h"

HOLDS((int)HST_CHANGE_POISSON == (int)HST__RATES);
HOLDS((int)HST_CHANGE_MEAN == (int)HST__MEANS);
HOLDS((int)HST_CHANGE_MEAN_VARIANCE == (int)HST__SPREADS);

SIZE_IS(hst_change_options, 48);
FIELD_AT(hst_change_options, struct_size, 0);
FIELD_AT(hst_change_options, flags, 4);
FIELD_AT(hst_change_options, model, 8);
FIELD_AT(hst_change_options, penalty, 12);
FIELD_AT(hst_change_options, value, 16);
FIELD_AT(hst_change_options, min_length, 24);
FIELD_AT(hst_change_options, variance, 32);
FIELD_AT(hst_change_options, level, 40);

SIZE_IS(hst_change_level, 80);
FIELD_AT(hst_change_level, start, 0);
FIELD_AT(hst_change_level, end, 8);
FIELD_AT(hst_change_level, samples, 16);
FIELD_AT(hst_change_level, level, 24);
FIELD_AT(hst_change_level, lower, 32);
FIELD_AT(hst_change_level, upper, 40);
FIELD_AT(hst_change_level, total, 48);
FIELD_AT(hst_change_level, exposure, 56);
FIELD_AT(hst_change_level, squares, 64);
FIELD_AT(hst_change_level, gain, 72);

SIZE_IS(hst_change_time, 40);
FIELD_AT(hst_change_time, index, 0);
FIELD_AT(hst_change_time, lower, 8);
FIELD_AT(hst_change_time, upper, 16);
FIELD_AT(hst_change_time, probability, 24);
FIELD_AT(hst_change_time, mass, 32);

SIZE_IS(hst_change_fit, 24);
FIELD_AT(hst_change_fit, penalty, 0);
FIELD_AT(hst_change_fit, changes, 8);
FIELD_AT(hst_change_fit, gain, 16);
