/* The frozen layout of the public structs of falls: drawdown, recovery, survival. */
#include "layout.h"

#include "hashstat/drawdown.h"
#include "hashstat/recovery.h"
#include "hashstat/survival.h"
#include "kernels/fall_state.h"
#include "kernels/pack.h"

SIZE_IS(hst_drawdown, 40);
FIELD_AT(hst_drawdown, depth, 0);
FIELD_AT(hst_drawdown, peak, 8);
FIELD_AT(hst_drawdown, onset, 16);
FIELD_AT(hst_drawdown, trough, 24);
FIELD_AT(hst_drawdown, recovery, 32);

SIZE_IS(hst_drawdown_summary, 96);
FIELD_AT(hst_drawdown_summary, count, 0);
FIELD_AT(hst_drawdown_summary, pain, 8);
FIELD_AT(hst_drawdown_summary, ulcer, 16);
FIELD_AT(hst_drawdown_summary, maximum, 24);
FIELD_AT(hst_drawdown_summary, episodes, 32);
FIELD_AT(hst_drawdown_summary, recovered, 40);
FIELD_AT(hst_drawdown_summary, average, 48);
FIELD_AT(hst_drawdown_summary, deviation, 56);
FIELD_AT(hst_drawdown_summary, longest, 64);
FIELD_AT(hst_drawdown_summary, longest_peak, 72);
FIELD_AT(hst_drawdown_summary, longest_recovered, 80);
FIELD_AT(hst_drawdown_summary, share, 88);

SIZE_IS(hst_drawdown_simulated, 16);
FIELD_AT(hst_drawdown_simulated, p, 0);
FIELD_AT(hst_drawdown_simulated, std_error, 8);

SIZE_IS(hst_drawdown_state, 288);
FIELD_AT(hst_drawdown_state, opaque, 0);
SIZE_IS(hst__falls, sizeof(hst_drawdown_state));
HOLDS(HST_DRAWDOWN_PACKED_BYTES == HST__SEALED_BYTES(HST_DRAWDOWN_STATE_WORDS));

SIZE_IS(hst_drawdown_span, 104);
FIELD_AT(hst_drawdown_span, depth, 0);
FIELD_AT(hst_drawdown_span, peak, 8);
FIELD_AT(hst_drawdown_span, onset, 16);
FIELD_AT(hst_drawdown_span, trough, 24);
FIELD_AT(hst_drawdown_span, recovered, 32);
FIELD_AT(hst_drawdown_span, recovery_earliest, 40);
FIELD_AT(hst_drawdown_span, recovery_latest, 48);
FIELD_AT(hst_drawdown_span, maximum, 56);
FIELD_AT(hst_drawdown_span, maximum_key, 64);
FIELD_AT(hst_drawdown_span, first, 72);
FIELD_AT(hst_drawdown_span, last, 80);
FIELD_AT(hst_drawdown_span, count, 88);
FIELD_AT(hst_drawdown_span, missing, 96);

SIZE_IS(hst_recovery, 120);
FIELD_AT(hst_recovery, level, 0);
FIELD_AT(hst_recovery, lowest, 8);
FIELD_AT(hst_recovery, onset, 16);
FIELD_AT(hst_recovery, trough, 24);
FIELD_AT(hst_recovery, first_touch, 32);
FIELD_AT(hst_recovery, recovery, 40);
FIELD_AT(hst_recovery, pending, 48);
FIELD_AT(hst_recovery, open, 56);
FIELD_AT(hst_recovery, from_onset, 64);
FIELD_AT(hst_recovery, from_trough, 72);
FIELD_AT(hst_recovery, shortest, 80);
FIELD_AT(hst_recovery, longest, 88);
FIELD_AT(hst_recovery, work_lost, 96);
FIELD_AT(hst_recovery, seconds_observed, 104);
FIELD_AT(hst_recovery, hold_observed, 112);

SIZE_IS(hst_recovery_growth, 40);
FIELD_AT(hst_recovery_growth, level, 0);
FIELD_AT(hst_recovery_growth, growth, 8);
FIELD_AT(hst_recovery_growth, growth_error, 16);
FIELD_AT(hst_recovery_growth, origin, 24);
FIELD_AT(hst_recovery_growth, samples, 32);

SIZE_IS(hst_recovery_half, 48);
FIELD_AT(hst_recovery_half, level, 0);
FIELD_AT(hst_recovery_half, trough, 8);
FIELD_AT(hst_recovery_half, crossing, 16);
FIELD_AT(hst_recovery_half, seconds, 24);
FIELD_AT(hst_recovery_half, shortest, 32);
FIELD_AT(hst_recovery_half, longest, 40);

SIZE_IS(hst_recovery_return, 48);
FIELD_AT(hst_recovery_return, half_life, 0);
FIELD_AT(hst_recovery_return, lower, 8);
FIELD_AT(hst_recovery_return, upper, 16);
FIELD_AT(hst_recovery_return, loss, 24);
FIELD_AT(hst_recovery_return, scatter, 32);
FIELD_AT(hst_recovery_return, identified, 40);

SIZE_IS(hst_recovery_resilience, 64);
FIELD_AT(hst_recovery_resilience, work_lost, 0);
FIELD_AT(hst_recovery_resilience, fraction_lost, 8);
FIELD_AT(hst_recovery_resilience, area, 16);
FIELD_AT(hst_recovery_resilience, robustness, 24);
FIELD_AT(hst_recovery_resilience, rapidity, 32);
FIELD_AT(hst_recovery_resilience, seconds_observed, 40);
FIELD_AT(hst_recovery_resilience, trough, 48);
FIELD_AT(hst_recovery_resilience, recovery, 56);

SIZE_IS(hst_recovery_certainty, 40);
FIELD_AT(hst_recovery_certainty, probability, 0);
FIELD_AT(hst_recovery_certainty, certain, 8);
FIELD_AT(hst_recovery_certainty, naive, 16);
FIELD_AT(hst_recovery_certainty, delay, 24);
FIELD_AT(hst_recovery_certainty, observed, 32);

SIZE_IS(hst_survival_row, 64);
FIELD_AT(hst_survival_row, time, 0);
FIELD_AT(hst_survival_row, at_risk, 8);
FIELD_AT(hst_survival_row, events, 16);
FIELD_AT(hst_survival_row, censored, 24);
FIELD_AT(hst_survival_row, survival, 32);
FIELD_AT(hst_survival_row, std_error, 40);
FIELD_AT(hst_survival_row, lower, 48);
FIELD_AT(hst_survival_row, upper, 56);

SIZE_IS(hst_survival_quantile, 24);
FIELD_AT(hst_survival_quantile, estimate, 0);
FIELD_AT(hst_survival_quantile, lower, 8);
FIELD_AT(hst_survival_quantile, upper, 16);

SIZE_IS(hst_survival_mean, 16);
FIELD_AT(hst_survival_mean, mean, 0);
FIELD_AT(hst_survival_mean, std_error, 8);

SIZE_IS(hst_survival_group, 24);
FIELD_AT(hst_survival_group, count, 0);
FIELD_AT(hst_survival_group, observed, 8);
FIELD_AT(hst_survival_group, expected, 16);

SIZE_IS(hst_survival_log_rank, 32);
FIELD_AT(hst_survival_log_rank, chi2, 0);
FIELD_AT(hst_survival_log_rank, p, 8);
FIELD_AT(hst_survival_log_rank, freedom, 16);
FIELD_AT(hst_survival_log_rank, unknown, 24);

SIZE_IS(hst_survival_recovery, 40);
FIELD_AT(hst_survival_recovery, median, 0);
FIELD_AT(hst_survival_recovery, falls, 24);
FIELD_AT(hst_survival_recovery, open, 32);
