/* Falls as durations: from peak or onset to the recovery, or to the last sample while they are open. */
#include "internal.h"

#include "hashstat/survival.h"

typedef struct stretch {
    int64_t begin;
    int64_t end; /* the last sample while the fall is open */
} stretch;

static int is_from(uint32_t from) {
    return from <= HST_SURVIVAL_FROM_ONSET;
}

static int is_depth(double depth) {
    return depth >= 0 && depth <= 1;
}

/* 0 if the indexes are not those of a fall in a series of n samples. */
static int stretch_of(stretch *s, const hst_drawdown *fall, int64_t n, uint32_t from) {
    int open = fall->recovery == HST_NONE;
    s->begin = from == HST_SURVIVAL_FROM_PEAK ? fall->peak : fall->onset;
    s->end = open ? n - 1 : fall->recovery;
    return fall->peak >= 0 && fall->peak < fall->onset && fall->onset - open < s->end && s->end < n;
}

/* Negative if the times do not increase. A difference of times fits uint64 whatever they are. */
static double length_of(stretch s, const int64_t *time) {
    if (time == NULL) {
        return (double)(s.end - s.begin);
    }
    return time[s.end] < time[s.begin] ? -1 : (double)((uint64_t)time[s.end] - (uint64_t)time[s.begin]);
}

static hst_status list_falls(double *duration, int32_t *status, int64_t cap, int64_t *found,
                             const hst_drawdown *fall, int64_t falls, const int64_t *time, int64_t n,
                             double depth, uint32_t from) {
    int64_t count = 0;
    int64_t k;
    for (k = 0; k < falls; ++k) {
        stretch s;
        double length;
        if (!stretch_of(&s, &fall[k], n, from)) {
            return HST_EDOMAIN;
        }
        length = length_of(s, time);
        if (length < 0 || (length == 0 && s.begin < s.end)) {
            return HST_EORDER;
        }
        if (!(fall[k].depth > depth)) {
            continue;
        }
        if (count < cap) {
            duration[count] = length;
            status[count] = fall[k].recovery == HST_NONE ? HST_SURVIVAL_CENSORED : HST_SURVIVAL_EVENT;
        }
        ++count;
    }
    *found = count;
    return HST_OK;
}

hst_status hst_survival_of_drawdowns(double *duration, int32_t *status, int64_t cap, int64_t *found,
                                     const hst_drawdown *fall, int64_t falls, const int64_t *time, int64_t n,
                                     double depth, uint32_t from) {
    if (found == NULL || (cap != 0 && (duration == NULL || status == NULL)) || (fall == NULL && falls != 0)) {
        return HST_ENULL;
    }
    if (cap < 0 || falls < 0 || n < 0) {
        return HST_ESIZE;
    }
    if (!is_from(from)) {
        return HST_EOPTION;
    }
    return is_depth(depth) ? list_falls(duration, status, cap, found, fall, falls, time, n, depth, from)
                           : HST_EDOMAIN;
}

enum { FALL_BYTES = sizeof(hst_survival_row) + 3 * sizeof(uint64_t) + 2 * sizeof(int32_t) };

size_t hst_survival_recovery_work_size(int64_t falls) {
    return hst__bytes_for(falls, FALL_BYTES);
}

/* The rows, the fit's own workspace, durations and statuses, one behind the other. */
typedef struct fall_room {
    hst_survival_row *row;
    void *keys;
    double *duration;
    int32_t *status;
} fall_room;

static fall_room divide(void *work, int64_t falls) {
    fall_room r;
    uint64_t *keys;
    r.row = work;
    keys = (uint64_t *)(r.row + falls);
    r.keys = keys;
    r.duration = (double *)(keys + 2 * falls);
    r.status = (int32_t *)(r.duration + falls);
    return r;
}

/* Neither call can refuse: what they ask for has been checked, or was made here. */
static hst_status find_median(hst_survival_recovery *out, const fall_room *r, int64_t falls, int64_t found,
                              uint32_t scale, double level) {
    static const double half = 0.5;
    int64_t rows = 0;
    int64_t k;
    (void)hst_survival_fit(r->row, falls, &rows, r->duration, r->status, found, scale, level, r->keys,
                           hst_survival_work_size(falls));
    out->falls = found;
    out->open = 0;
    for (k = 0; k < found; ++k) {
        out->open += r->status[k] == HST_SURVIVAL_CENSORED;
    }
    return hst_survival_quantiles(&out->median, &half, 1, r->row, rows);
}

hst_status hst_survival_recovery_time(hst_survival_recovery *out, const hst_drawdown *fall, int64_t falls,
                                      const int64_t *time, int64_t n, double depth, uint32_t from,
                                      uint32_t scale, double level, void *work, size_t bytes) {
    hst_status result;
    fall_room r;
    hst_survival_row none;
    int64_t found;
    if (out == NULL || (falls != 0 && (fall == NULL || work == NULL))) {
        return HST_ENULL;
    }
    if (falls < 0 || n < 0) {
        return HST_ESIZE;
    }
    result = hst__check_work(work, bytes, hst_survival_recovery_work_size(falls));
    if (result == HST_OK && !(is_from(from) && scale <= HST_SURVIVAL_LOG_LOG)) {
        result = HST_EOPTION;
    }
    if (result == HST_OK && !(hst__is_open_unit(level) && is_depth(depth))) {
        result = HST_EDOMAIN;
    }
    if (result != HST_OK) {
        return result;
    }
    r = divide(hst__unless_null(work, &none), falls);
    result = list_falls(r.duration, r.status, falls, &found, fall, falls, time, n, depth, from);
    return result == HST_OK ? find_median(out, &r, falls, found, scale, level) : result;
}
