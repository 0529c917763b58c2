/* What the library takes for granted of the platform, and the frozen layout of every public struct. A
 * compiler that disagrees stops here instead of giving wrong numbers. Bindings rely on these numbers, so
 * they never change. */
#include "internal.h"

#include "hashstat/attribution.h"
#include "hashstat/concentration.h"
#include "hashstat/drawdown.h"
#include "hashstat/event_study.h"
#include "hashstat/group.h"
#include "hashstat/hashrate.h"
#include "hashstat/impact.h"
#include "hashstat/moments.h"
#include "hashstat/quantile.h"
#include "hashstat/rate.h"
#include "hashstat/recovery.h"
#include "hashstat/series.h"
#include "hashstat/share.h"
#include "hashstat/survival.h"
#include "hashstat/work.h"
#include "kernels/arrivals.h"
#include "kernels/fall_state.h"
#include "kernels/growth_drop.h"
#include "kernels/moment_state.h"
#include "hashstat/rolling.h"
#include "kernels/ewm.h"

/* C99 has no static assertion; an array of negative length serves. */
#define HOLDS_AT(line, condition) typedef char hst__holds_##line[(condition) ? 1 : -1]
#define HOLDS_ON(line, condition) HOLDS_AT(line, condition)
#define HOLDS(condition) HOLDS_ON(__LINE__, condition)

#define SIZE_IS(type, bytes) HOLDS(sizeof(type) == (bytes))
#define FIELD_AT(type, field, offset) HOLDS(offsetof(type, field) == (offset))

/* IEEE double, 8-bit bytes, two's complement. */
HOLDS(sizeof(double) == 8);
HOLDS(DBL_MANT_DIG == 53 && DBL_MAX_EXP == 1024 && DBL_MIN_EXP == -1021);
HOLDS(sizeof(int64_t) == 8 && sizeof(uint8_t) == 1 && (uint8_t)-1 == 255);
HOLDS((int64_t)-1 == ~(int64_t)0);
HOLDS(sizeof(hst_status) == 4);

SIZE_IS(hst_interval, 16);
FIELD_AT(hst_interval, lower, 0);
FIELD_AT(hst_interval, upper, 8);

SIZE_IS(hst_work_rules, 32);
FIELD_AT(hst_work_rules, struct_size, 0);
FIELD_AT(hst_work_rules, flags, 4);
FIELD_AT(hst_work_rules, timespan, 8);
FIELD_AT(hst_work_rules, blocks, 16);
FIELD_AT(hst_work_rules, limit, 24);
FIELD_AT(hst_work_rules, clamp, 28);

SIZE_IS(hst_work_outlook, 88);
FIELD_AT(hst_work_outlook, elapsed, 0);
FIELD_AT(hst_work_outlook, mean_time, 8);
FIELD_AT(hst_work_outlook, change, 16);
FIELD_AT(hst_work_outlook, change_lower, 24);
FIELD_AT(hst_work_outlook, change_upper, 32);
FIELD_AT(hst_work_outlook, end, 40);
FIELD_AT(hst_work_outlook, end_lower, 48);
FIELD_AT(hst_work_outlook, end_upper, 56);
FIELD_AT(hst_work_outlook, progress, 64);
FIELD_AT(hst_work_outlook, found, 72);
FIELD_AT(hst_work_outlook, remaining, 80);

SIZE_IS(hst_work_outlook_mempool, 72);
FIELD_AT(hst_work_outlook_mempool, progress, 0);
FIELD_AT(hst_work_outlook_mempool, change, 8);
FIELD_AT(hst_work_outlook_mempool, expected, 16);
FIELD_AT(hst_work_outlook_mempool, remaining, 24);
FIELD_AT(hst_work_outlook_mempool, next_height, 32);
FIELD_AT(hst_work_outlook_mempool, mean_ms, 40);
FIELD_AT(hst_work_outlook_mempool, adjusted_mean_ms, 48);
FIELD_AT(hst_work_outlook_mempool, remaining_ms, 56);
FIELD_AT(hst_work_outlook_mempool, end_ms, 64);

SIZE_IS(hst_rate_comparison, 48);
FIELD_AT(hst_rate_comparison, ratio, 0);
FIELD_AT(hst_rate_comparison, lower, 8);
FIELD_AT(hst_rate_comparison, upper, 16);
FIELD_AT(hst_rate_comparison, p, 24);
FIELD_AT(hst_rate_comparison, p_less, 32);
FIELD_AT(hst_rate_comparison, p_greater, 40);

SIZE_IS(hst_rate_dispersion, 40);
FIELD_AT(hst_rate_dispersion, index, 0);
FIELD_AT(hst_rate_dispersion, chi2, 8);
FIELD_AT(hst_rate_dispersion, p_over, 16);
FIELD_AT(hst_rate_dispersion, p_under, 24);
FIELD_AT(hst_rate_dispersion, freedom, 32);

SIZE_IS(hst_quantile_counts, 64);
FIELD_AT(hst_quantile_counts, observed, 0);
FIELD_AT(hst_quantile_counts, missing, 8);
FIELD_AT(hst_quantile_counts, zeros, 16);
FIELD_AT(hst_quantile_counts, below, 24);
FIELD_AT(hst_quantile_counts, above, 32);
FIELD_AT(hst_quantile_counts, accuracy, 40);
FIELD_AT(hst_quantile_counts, least, 48);
FIELD_AT(hst_quantile_counts, most, 56);
SIZE_IS(hst_series_grid, 24);
FIELD_AT(hst_series_grid, start, 0);
FIELD_AT(hst_series_grid, step, 8);
FIELD_AT(hst_series_grid, count, 16);

SIZE_IS(hst_hashrate, 48);
FIELD_AT(hst_hashrate, estimate, 0);
FIELD_AT(hst_hashrate, lower, 8);
FIELD_AT(hst_hashrate, upper, 16);
FIELD_AT(hst_hashrate, exposure, 24);
FIELD_AT(hst_hashrate, blocks, 32);
FIELD_AT(hst_hashrate, seconds, 40);

SIZE_IS(hst_hashrate_pool, 56);
FIELD_AT(hst_hashrate_pool, blocks, 0);
FIELD_AT(hst_hashrate_pool, share, 8);
FIELD_AT(hst_hashrate_pool, share_lower, 16);
FIELD_AT(hst_hashrate_pool, share_upper, 24);
FIELD_AT(hst_hashrate_pool, estimate, 32);
FIELD_AT(hst_hashrate_pool, lower, 40);
FIELD_AT(hst_hashrate_pool, upper, 48);

SIZE_IS(hst_hashrate_grid, 32);
FIELD_AT(hst_hashrate_grid, start, 0);
FIELD_AT(hst_hashrate_grid, step, 8);
FIELD_AT(hst_hashrate_grid, width, 16);
FIELD_AT(hst_hashrate_grid, count, 24);

SIZE_IS(hst_hashrate_repair, 32);
FIELD_AT(hst_hashrate_repair, moved, 0);
FIELD_AT(hst_hashrate_repair, largest, 8);
FIELD_AT(hst_hashrate_repair, total, 16);
FIELD_AT(hst_hashrate_repair, first, 24);

SIZE_IS(hst_hashrate_state, 288);
FIELD_AT(hst_hashrate_state, opaque, 0);
/* The words of a state and its packed bytes are those of the kernel. */
HOLDS((int)HST__ARRIVALS_WORDS == (int)HST_HASHRATE_STATE_WORDS);
HOLDS((int)HST__ARRIVALS_BYTES == (int)HST_HASHRATE_PACKED_BYTES);
HOLDS(sizeof(hst__arrivals) == sizeof(hst_hashrate_state));

SIZE_IS(hst_moments, 80);
FIELD_AT(hst_moments, count, 0);
FIELD_AT(hst_moments, missing, 8);
FIELD_AT(hst_moments, sum, 16);
FIELD_AT(hst_moments, mean, 24);
FIELD_AT(hst_moments, variance, 32);
FIELD_AT(hst_moments, population_variance, 40);
FIELD_AT(hst_moments, min, 48);
FIELD_AT(hst_moments, min_key, 56);
FIELD_AT(hst_moments, max, 64);
FIELD_AT(hst_moments, max_key, 72);

SIZE_IS(hst_moments_extremes, 32);
FIELD_AT(hst_moments_extremes, min, 0);
FIELD_AT(hst_moments_extremes, min_index, 8);
FIELD_AT(hst_moments_extremes, max, 16);
FIELD_AT(hst_moments_extremes, max_index, 24);

SIZE_IS(hst_moments_state, 872);
FIELD_AT(hst_moments_state, opaque, 0);
SIZE_IS(hst__moments, sizeof(hst_moments_state));

SIZE_IS(hst_group_unknown, 24);
FIELD_AT(hst_group_unknown, value, 0);
FIELD_AT(hst_group_unknown, count, 8);
FIELD_AT(hst_group_unknown, missing, 16);

SIZE_IS(hst_concentration_options, 40);
FIELD_AT(hst_concentration_options, struct_size, 0);
FIELD_AT(hst_concentration_options, flags, 4);
FIELD_AT(hst_concentration_options, threshold, 8);
FIELD_AT(hst_concentration_options, order, 16);
FIELD_AT(hst_concentration_options, level, 24);
FIELD_AT(hst_concentration_options, top, 32);

SIZE_IS(hst_concentration, 104);
FIELD_AT(hst_concentration, blocks, 0);
FIELD_AT(hst_concentration, unknown, 8);
FIELD_AT(hst_concentration, pools, 16);
FIELD_AT(hst_concentration, nakamoto, 24);
FIELD_AT(hst_concentration, hhi, 32);
FIELD_AT(hst_concentration, hhi_unbiased, 40);
FIELD_AT(hst_concentration, effective, 48);
FIELD_AT(hst_concentration, gini, 56);
FIELD_AT(hst_concentration, shannon, 64);
FIELD_AT(hst_concentration, renyi, 72);
FIELD_AT(hst_concentration, min_entropy, 80);
FIELD_AT(hst_concentration, theil, 88);
FIELD_AT(hst_concentration, top, 96);

SIZE_IS(hst_concentration_range, 152);
FIELD_AT(hst_concentration_range, hhi, 0);
FIELD_AT(hst_concentration_range, effective, 16);
FIELD_AT(hst_concentration_range, gini, 32);
FIELD_AT(hst_concentration_range, shannon, 48);
FIELD_AT(hst_concentration_range, renyi, 64);
FIELD_AT(hst_concentration_range, min_entropy, 80);
FIELD_AT(hst_concentration_range, theil, 96);
FIELD_AT(hst_concentration_range, top, 112);
FIELD_AT(hst_concentration_range, nakamoto_lower, 128);
FIELD_AT(hst_concentration_range, nakamoto_upper, 136);
FIELD_AT(hst_concentration_range, nakamoto_certain, 144);

SIZE_IS(hst_concentration_rank, 24);
FIELD_AT(hst_concentration_rank, rank, 0);
FIELD_AT(hst_concentration_rank, best, 8);
FIELD_AT(hst_concentration_rank, worst, 16);

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

SIZE_IS(hst_rolling_window, 24);
FIELD_AT(hst_rolling_window, struct_size, 0);
FIELD_AT(hst_rolling_window, flags, 4);
FIELD_AT(hst_rolling_window, width, 8);
FIELD_AT(hst_rolling_window, min_count, 16);

SIZE_IS(hst_rolling_ewm_state, 72);
FIELD_AT(hst_rolling_ewm_state, opaque, 0);
HOLDS(sizeof(hst__ewm) == sizeof(hst_rolling_ewm_state));
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

SIZE_IS(hst_share_value, 24);
FIELD_AT(hst_share_value, estimate, 0);
FIELD_AT(hst_share_value, lower, 8);
FIELD_AT(hst_share_value, upper, 16);

SIZE_IS(hst_share_country, 40);
FIELD_AT(hst_share_country, share, 0);
FIELD_AT(hst_share_country, std_error, 24);
FIELD_AT(hst_share_country, most, 32);

SIZE_IS(hst_share_change, 88);
FIELD_AT(hst_share_change, change, 0);
FIELD_AT(hst_share_change, own, 24);
FIELD_AT(hst_share_change, rest, 48);
FIELD_AT(hst_share_change, own_growth, 72);
FIELD_AT(hst_share_change, rest_growth, 80);

SIZE_IS(hst_impact_fall, 40);
FIELD_AT(hst_impact_fall, estimate, 0);
FIELD_AT(hst_impact_fall, lower, 8);
FIELD_AT(hst_impact_fall, upper, 16);
FIELD_AT(hst_impact_fall, p, 24);
FIELD_AT(hst_impact_fall, luck_p, 32);
SIZE_IS(hst_impact_count, 16);
FIELD_AT(hst_impact_count, blocks, 0);
FIELD_AT(hst_impact_count, exposure, 8);
SIZE_IS(hst_impact_trend, 96);
FIELD_AT(hst_impact_trend, fall, 0);
FIELD_AT(hst_impact_trend, growth, 40);
FIELD_AT(hst_impact_trend, growth_lower, 48);
FIELD_AT(hst_impact_trend, growth_upper, 56);
FIELD_AT(hst_impact_trend, counterfactual, 64);
FIELD_AT(hst_impact_trend, dispersion, 72);
FIELD_AT(hst_impact_trend, freedom, 80);
FIELD_AT(hst_impact_trend, identified, 88);
SIZE_IS(hst_impact_share, 24);
FIELD_AT(hst_impact_share, estimate, 0);
FIELD_AT(hst_impact_share, lower, 8);
FIELD_AT(hst_impact_share, upper, 16);
SIZE_IS(hst_impact_pools_mean, 56);
FIELD_AT(hst_impact_pools_mean, plain, 0);
FIELD_AT(hst_impact_pools_mean, plain_lower, 8);
FIELD_AT(hst_impact_pools_mean, plain_upper, 16);
FIELD_AT(hst_impact_pools_mean, weighted, 24);
FIELD_AT(hst_impact_pools_mean, weighted_lower, 32);
FIELD_AT(hst_impact_pools_mean, weighted_upper, 40);
FIELD_AT(hst_impact_pools_mean, pools, 48);
SIZE_IS(hst_impact_outage, 24);
FIELD_AT(hst_impact_outage, from, 0);
FIELD_AT(hst_impact_outage, until, 8);
FIELD_AT(hst_impact_outage, dark, 16);
SIZE_IS(hst_impact_events, 48);
FIELD_AT(hst_impact_events, growth, 0);
FIELD_AT(hst_impact_events, growth_lower, 8);
FIELD_AT(hst_impact_events, growth_upper, 16);
FIELD_AT(hst_impact_events, dispersion, 24);
FIELD_AT(hst_impact_events, scale, 32);
FIELD_AT(hst_impact_events, freedom, 40);
SIZE_IS(hst_impact_scan, 48);
FIELD_AT(hst_impact_scan, from, 0);
FIELD_AT(hst_impact_scan, until, 8);
FIELD_AT(hst_impact_scan, fall, 16);
FIELD_AT(hst_impact_scan, log_ratio, 24);
FIELD_AT(hst_impact_scan, p, 32);
FIELD_AT(hst_impact_scan, std_error, 40);
SIZE_IS(hst_impact_effect, 48);
FIELD_AT(hst_impact_effect, estimate, 0);
FIELD_AT(hst_impact_effect, lower, 8);
FIELD_AT(hst_impact_effect, upper, 16);
FIELD_AT(hst_impact_effect, p, 24);
FIELD_AT(hst_impact_effect, std_error, 32);
FIELD_AT(hst_impact_effect, freedom, 40);
SIZE_IS(hst_impact_plan, 24);
FIELD_AT(hst_impact_plan, soonest, 0);
FIELD_AT(hst_impact_plan, middle, 8);
FIELD_AT(hst_impact_plan, latest, 16);
SIZE_IS(hst_impact_combined, 48);
FIELD_AT(hst_impact_combined, share, 0);
FIELD_AT(hst_impact_combined, chi2, 24);
FIELD_AT(hst_impact_combined, p, 32);
FIELD_AT(hst_impact_combined, freedom, 40);
SIZE_IS(hst_impact_compatible, 32);
FIELD_AT(hst_impact_compatible, p, 0);
FIELD_AT(hst_impact_compatible, p_least, 8);
FIELD_AT(hst_impact_compatible, expected, 16);
FIELD_AT(hst_impact_compatible, bayes, 24);

SIZE_IS(hst_attribution_country, 48);
FIELD_AT(hst_attribution_country, dark, 0);
FIELD_AT(hst_attribution_country, lower, 8);
FIELD_AT(hst_attribution_country, upper, 16);
FIELD_AT(hst_attribution_country, luck_p, 24);
FIELD_AT(hst_attribution_country, identified, 32);
FIELD_AT(hst_attribution_country, free, 40);

SIZE_IS(hst_attribution_fit, 56);
FIELD_AT(hst_attribution_fit, chi2, 0);
FIELD_AT(hst_attribution_fit, dispersion, 8);
FIELD_AT(hst_attribution_fit, p, 16);
FIELD_AT(hst_attribution_fit, freedom, 24);
FIELD_AT(hst_attribution_fit, pools, 32);
FIELD_AT(hst_attribution_fit, rank, 40);
FIELD_AT(hst_attribution_fit, steps, 48);

SIZE_IS(hst_attribution_report, 56);
FIELD_AT(hst_attribution_report, condition, 0);
FIELD_AT(hst_attribution_report, scaled_condition, 8);
FIELD_AT(hst_attribution_report, pools, 16);
FIELD_AT(hst_attribution_report, rank, 24);
FIELD_AT(hst_attribution_report, identified, 32);
FIELD_AT(hst_attribution_report, groups, 40);
FIELD_AT(hst_attribution_report, absent, 48);

SIZE_IS(hst_attribution_column, 40);
FIELD_AT(hst_attribution_column, std_error, 0);
FIELD_AT(hst_attribution_column, inflation, 8);
FIELD_AT(hst_attribution_column, weight, 16);
FIELD_AT(hst_attribution_column, identified, 24);
FIELD_AT(hst_attribution_column, group, 32);

SIZE_IS(hst_attribution_share, 48);
FIELD_AT(hst_attribution_share, share, 0);
FIELD_AT(hst_attribution_share, share_lower, 8);
FIELD_AT(hst_attribution_share, share_upper, 16);
FIELD_AT(hst_attribution_share, loss, 24);
FIELD_AT(hst_attribution_share, loss_lower, 32);
FIELD_AT(hst_attribution_share, loss_upper, 40);

SIZE_IS(hst_event_study, 168);
FIELD_AT(hst_event_study, fall, 0);
FIELD_AT(hst_event_study, growth, 40);
FIELD_AT(hst_event_study, growth_lower, 48);
FIELD_AT(hst_event_study, growth_upper, 56);
FIELD_AT(hst_event_study, level, 64);
FIELD_AT(hst_event_study, origin, 72);
FIELD_AT(hst_event_study, counterfactual, 80);
FIELD_AT(hst_event_study, error, 88);
FIELD_AT(hst_event_study, scatter, 96);
FIELD_AT(hst_event_study, autocorrelation, 104);
FIELD_AT(hst_event_study, durbin_watson, 112);
FIELD_AT(hst_event_study, persistence, 120);
FIELD_AT(hst_event_study, used, 128);
FIELD_AT(hst_event_study, missing, 136);
FIELD_AT(hst_event_study, freedom, 144);
FIELD_AT(hst_event_study, span, 152);
FIELD_AT(hst_event_study, identified, 160);
/* The kernel takes the laws of scatter by the numbers of the header. */
HOLDS((int)HST_EVENT_STUDY_EQUAL == (int)HST__SCATTER_EQUAL);
HOLDS((int)HST_EVENT_STUDY_ERRORS == (int)HST__SCATTER_ERRORS);
HOLDS((int)HST_EVENT_STUDY_RELATIVE == (int)HST__SCATTER_RELATIVE);
HOLDS((int)HST_EVENT_STUDY_BLOCKS == (int)HST__SCATTER_COUNTS);
