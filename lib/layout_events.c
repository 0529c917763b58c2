/* The frozen layout of the public structs of events: change, monitor, level_shift, outage, simultaneity. */
#include "layout.h"

#include "hashstat/change.h"
#include "hashstat/level_shift.h"
#include "hashstat/monitor.h"
#include "hashstat/outage.h"
#include "hashstat/simultaneity.h"
#include "kernels/changing.h"
#include "kernels/pack.h"
#include "kernels/verdict.h"
#include "kernels/watch.h"

/* The frozen layout of the public structs of events: change, monitor, outage, simultaneity,
 * level_shift. */

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

SIZE_IS(hst_outage_options, 112);
FIELD_AT(hst_outage_options, struct_size, 0);
FIELD_AT(hst_outage_options, flags, 4);
FIELD_AT(hst_outage_options, history, 8);
FIELD_AT(hst_outage_options, warmup, 16);
FIELD_AT(hst_outage_options, min_count, 24);
FIELD_AT(hst_outage_options, season, 32);
FIELD_AT(hst_outage_options, slot, 40);
FIELD_AT(hst_outage_options, seasons, 48);
FIELD_AT(hst_outage_options, ratio, 56);
FIELD_AT(hst_outage_options, p, 64);
FIELD_AT(hst_outage_options, inpaint, 72);
FIELD_AT(hst_outage_options, inpaint_longest, 80);
FIELD_AT(hst_outage_options, step, 88);
FIELD_AT(hst_outage_options, join, 96);
FIELD_AT(hst_outage_options, least, 104);

SIZE_IS(hst_outage_episode, 104);
FIELD_AT(hst_outage_episode, onset, 0);
FIELD_AT(hst_outage_episode, last, 8);
FIELD_AT(hst_outage_episode, end, 16);
FIELD_AT(hst_outage_episode, before, 24);
FIELD_AT(hst_outage_episode, deepest, 32);
FIELD_AT(hst_outage_episode, depth, 40);
FIELD_AT(hst_outage_episode, area, 48);
FIELD_AT(hst_outage_episode, alerts, 56);
FIELD_AT(hst_outage_episode, returned, 64);
FIELD_AT(hst_outage_episode, unknown, 72);
FIELD_AT(hst_outage_episode, unseen, 80);
FIELD_AT(hst_outage_episode, shortest, 88);
FIELD_AT(hst_outage_episode, longest, 96);

/* What a kernel says of a sample is its state. */
HOLDS((int)HST__FINE == (int)HST_OUTAGE_OK && (int)HST__BELOW == (int)HST_OUTAGE_ALERT);
HOLDS((int)HST__UNTOLD == (int)HST_OUTAGE_UNKNOWN);

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
