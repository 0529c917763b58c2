/* The frozen layout of the public structs of events: level_shift. */
#include "layout.h"

#include "hashstat/level_shift.h"

SIZE_IS(hst_level_shift_options, 88);
FIELD_AT(hst_level_shift_options, struct_size, 0);
FIELD_AT(hst_level_shift_options, flags, 4);
FIELD_AT(hst_level_shift_options, direction, 8);
FIELD_AT(hst_level_shift_options, law, 12);
FIELD_AT(hst_level_shift_options, shortest, 16);
FIELD_AT(hst_level_shift_options, duration, 24);
FIELD_AT(hst_level_shift_options, shape, 32);
FIELD_AT(hst_level_shift_options, exposure, 40);
FIELD_AT(hst_level_shift_options, none, 48);
FIELD_AT(hst_level_shift_options, shift, 56);
FIELD_AT(hst_level_shift_options, outage, 64);
FIELD_AT(hst_level_shift_options, odds, 72);
FIELD_AT(hst_level_shift_options, quiet, 80);

SIZE_IS(hst_level_shift_time, 24);
FIELD_AT(hst_level_shift_time, best, 0);
FIELD_AT(hst_level_shift_time, lower, 8);
FIELD_AT(hst_level_shift_time, upper, 16);

SIZE_IS(hst_level_shift_fall, 24);
FIELD_AT(hst_level_shift_fall, median, 0);
FIELD_AT(hst_level_shift_fall, lower, 8);
FIELD_AT(hst_level_shift_fall, upper, 16);

SIZE_IS(hst_level_shift, 208);
FIELD_AT(hst_level_shift, log_none, 0);
FIELD_AT(hst_level_shift, log_shift, 8);
FIELD_AT(hst_level_shift, log_outage, 16);
FIELD_AT(hst_level_shift, none, 24);
FIELD_AT(hst_level_shift, shift, 32);
FIELD_AT(hst_level_shift, outage, 40);
FIELD_AT(hst_level_shift, down, 48);
FIELD_AT(hst_level_shift, returned, 56);
FIELD_AT(hst_level_shift, shift_fall, 64);
FIELD_AT(hst_level_shift, outage_fall, 88);
FIELD_AT(hst_level_shift, shift_onset, 112);
FIELD_AT(hst_level_shift, outage_onset, 136);
FIELD_AT(hst_level_shift, outage_return, 160);
FIELD_AT(hst_level_shift, verdict, 184);
FIELD_AT(hst_level_shift, bins, 192);
FIELD_AT(hst_level_shift, blocks, 200);
