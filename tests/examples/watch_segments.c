/* Segments of the counts by day. */
#include "watch_segments.h"
#include "program.h"

#include <stdlib.h>
#include <string.h>

static int find(watch_segments *out, const watch_bins *days, const double *count, void *work, size_t bytes,
                fault *why) {
    int64_t n = days->count;
    if (!program_good(
            hst_change_segment(NULL, out->level, n, &out->count, count, days->exposure, n, work, bytes),
            "hst_change_segment", why)) {
        return 0;
    }
    return program_good(
        hst_change_times(NULL, out->change, out->level, out->count, count, days->exposure, n, work, bytes),
        "hst_change_times", why);
}

int watch_segments_find(watch_segments *out, const watch *w, fault *why) {
    int64_t n = w->days.count;
    size_t bytes = hst_change_work_size(n, 0);
    memset(out, 0, sizeof *out);
    out->level = program_allocate(n, sizeof *out->level, why);
    out->change = program_allocate(n, sizeof *out->change, why);
    double *count = program_allocate(n, sizeof *count, why);
    void *work = program_allocate((int64_t)bytes, 1, why);
    for (int64_t i = 0; count && i < n; i++) {
        count[i] = (double)w->days.blocks[i];
    }
    int good = out->level && out->change && count && work && find(out, &w->days, count, work, bytes, why);
    free(count);
    free(work);
    return good;
}

void watch_segments_free(watch_segments *segments) {
    free(segments->level);
    free(segments->change);
    memset(segments, 0, sizeof *segments);
}
