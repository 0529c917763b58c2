/* When each change was, with both levels beside it integrated out. */
#include "internal.h"

#include "hashstat/change.h"
#include "kernels/change_posterior.h"
#include "kernels/change_search.h"
#include "kernels/ordered.h"

/* Observed samples of the segments: segment j has from[j] .. to[j] - 1. */
static int64_t place(const hst__search *s, int64_t index) {
    return hst__first_at_least(s->c.index, 0, s->c.count, index);
}

static hst_status check_levels(const hst__search *s, const hst_change_level *level, int64_t levels,
                               int64_t n) {
    int64_t j, end = 0;
    for (j = 0; j < levels; ++j) {
        if (level[j].start < end || level[j].end <= level[j].start || level[j].end > n ||
            place(s, level[j].start) >= place(s, level[j].end)) {
            return HST_EORDER;
        }
        end = level[j].end;
    }
    return HST_OK;
}

static void find_time(hst_change_time *out, const hst__search *s, const hst_change_level *level,
                      double confidence) {
    int64_t from = place(s, level[0].start), to = place(s, level[1].end), at = place(s, level[1].start);
    int64_t first, last, origin = from + 1;
    hst__change_posterior(&s->c, s->cost, from, to);
    out->mass = hst__densest(s->cost, to - origin, confidence, &first, &last);
    out->index = s->c.index[at];
    out->probability = s->cost[at - origin];
    out->lower = s->c.index[origin + first];
    out->upper = s->c.index[origin + last];
}

hst_status hst_change_times(const hst_change_options *options, hst_change_time *out,
                            const hst_change_level *level, int64_t levels, const double *x,
                            const double *exposure, int64_t n, void *work, size_t bytes) {
    int present = (levels <= 0 || level != NULL) && (levels <= 1 || out != NULL);
    hst__change_call call = {NULL, NULL, 0, 0, NULL, 0};
    hst_change_options o;
    hst__search s;
    hst_status status;
    int64_t j;
    call.x = x;
    call.exposure = exposure;
    call.n = n;
    call.work = work;
    call.bytes = bytes;
    status = hst__change_open(&s, &o, options, present, levels >= 0, &call);
    status = status != HST_OK ? status : check_levels(&s, level, levels, n);
    for (j = 0; j + 1 < levels && status == HST_OK; ++j) {
        find_time(&out[j], &s, level + j, o.level);
    }
    return status;
}
