/* The frozen layout of the public structs that aggregate: moments, quantile, series, rolling, group. */
#include "layout.h"

#include "hashstat/group.h"
#include "hashstat/moments.h"
#include "hashstat/quantile.h"
#include "hashstat/rolling.h"
#include "hashstat/series.h"
#include "kernels/ewm.h"
#include "kernels/moment_state.h"

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

SIZE_IS(hst_rolling_window, 24);
FIELD_AT(hst_rolling_window, struct_size, 0);
FIELD_AT(hst_rolling_window, flags, 4);
FIELD_AT(hst_rolling_window, width, 8);
FIELD_AT(hst_rolling_window, min_count, 16);

SIZE_IS(hst_rolling_ewm_state, 72);
FIELD_AT(hst_rolling_ewm_state, opaque, 0);
HOLDS(sizeof(hst__ewm) == sizeof(hst_rolling_ewm_state));

SIZE_IS(hst_group_unknown, 24);
FIELD_AT(hst_group_unknown, value, 0);
FIELD_AT(hst_group_unknown, count, 8);
FIELD_AT(hst_group_unknown, missing, 16);
