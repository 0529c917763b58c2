/* The frozen layout of the public structs of events: monitor. */
#include "layout.h"

#include "hashstat/monitor.h"
#include "kernels/pack.h"
#include "kernels/watch.h"

SIZE_IS(hst_monitor_state, 16680);
FIELD_AT(hst_monitor_state, opaque, 0);
HOLDS((int)HST__WATCH_WORDS == (int)HST_MONITOR_STATE_WORDS);
HOLDS(HST_MONITOR_PACKED_BYTES == HST__SEALED_BYTES(HST_MONITOR_STATE_WORDS));

SIZE_IS(hst_monitor_options, 64);
FIELD_AT(hst_monitor_options, struct_size, 0);
FIELD_AT(hst_monitor_options, flags, 4);
FIELD_AT(hst_monitor_options, known_rate, 8);
FIELD_AT(hst_monitor_options, growth_lower, 16);
FIELD_AT(hst_monitor_options, growth_upper, 24);
FIELD_AT(hst_monitor_options, stride, 32);
FIELD_AT(hst_monitor_options, baseline, 40);
FIELD_AT(hst_monitor_options, horizon, 48);
FIELD_AT(hst_monitor_options, shortest, 56);

SIZE_IS(hst_monitor_change, 80);
FIELD_AT(hst_monitor_change, log_e, 0);
FIELD_AT(hst_monitor_change, statistic, 8);
FIELD_AT(hst_monitor_change, before, 16);
FIELD_AT(hst_monitor_change, after, 24);
FIELD_AT(hst_monitor_change, ratio, 32);
FIELD_AT(hst_monitor_change, lower, 40);
FIELD_AT(hst_monitor_change, upper, 48);
FIELD_AT(hst_monitor_change, onset, 56);
FIELD_AT(hst_monitor_change, onset_key, 64);
FIELD_AT(hst_monitor_change, last_key, 72);

SIZE_IS(hst_monitor_reading, 232);
FIELD_AT(hst_monitor_reading, e, 0);
FIELD_AT(hst_monitor_reading, log_e, 8);
FIELD_AT(hst_monitor_reading, direction, 16);
FIELD_AT(hst_monitor_reading, fall, 24);
FIELD_AT(hst_monitor_reading, rise, 104);
FIELD_AT(hst_monitor_reading, pushes, 184);
FIELD_AT(hst_monitor_reading, observed, 192);
FIELD_AT(hst_monitor_reading, candidates, 200);
FIELD_AT(hst_monitor_reading, dropped, 208);
FIELD_AT(hst_monitor_reading, lost, 216);
FIELD_AT(hst_monitor_reading, vertices_lost, 224);
