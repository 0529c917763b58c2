/* The frozen layout of the public structs that measure: work, rate, hashrate. */
#include "layout.h"

#include "hashstat/hashrate.h"
#include "hashstat/rate.h"
#include "hashstat/work.h"
#include "kernels/arrivals.h"

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
