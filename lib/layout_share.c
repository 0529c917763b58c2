/* The frozen layout of the public structs of shares: share, concentration, impact, attribution, event_study. */
#include "layout.h"

#include "hashstat/attribution.h"
#include "hashstat/concentration.h"
#include "hashstat/event_study.h"
#include "hashstat/impact.h"
#include "hashstat/share.h"
#include "kernels/growth_drop.h"

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
