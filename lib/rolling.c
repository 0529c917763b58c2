/* Statistics of sliding windows. The windows of both kinds are those of kernels/sliding.h, and what is made of
 * them is in kernels: this file checks arguments, in the order that the header says, and tells the kernels
 * which windows are meant. */
#include "internal.h"

#include "hashstat/rolling.h"
#include "kernels/ewm.h"
#include "kernels/options.h"
#include "kernels/rising.h"
#include "kernels/sliding_extreme.h"
#include "kernels/sliding_rank.h"
#include "kernels/sliding_spread.h"
#include "kernels/sliding_sum.h"

/* ---- windows ----------------------------------------------------------------------------------- */

enum { WINDOW_0_1 = 24 }; /* bytes of the struct in release 0.1 */
static const hst_rolling_window trailing = {sizeof(hst_rolling_window), 0, 0, 0};

hst_status hst_rolling_window_init(hst_rolling_window *window, uint32_t struct_size) {
    if (window == NULL) {
        return HST_ENULL;
    }
    return hst__options_init(window, struct_size, &trailing, WINDOW_0_1, sizeof trailing) ? HST_OK
                                                                                          : HST_EOPTION;
}

/* Whether windows are by time. */
enum { BY_COUNT, BY_TIME };

/* What slides; min_count comes out as what it stands for. */
typedef struct slider {
    hst__sliding window;
    int64_t min_count;
} slider;

static hst_status take_window(slider *out, const hst_rolling_window *window, int by) {
    hst_rolling_window w;
    int64_t half;
    if (!hst__options_read_flags(&w, window, &trailing, WINDOW_0_1, sizeof w, HST_ROLLING_CENTRED)) {
        return HST_EOPTION;
    }
    if (w.width < 1 || w.min_count < 0 || (by == BY_COUNT && w.min_count > w.width)) {
        return HST_EDOMAIN;
    }
    half = w.flags & HST_ROLLING_CENTRED ? w.width / 2 : 0;
    if (by == BY_COUNT) {
        out->window.before = w.flags & HST_ROLLING_CENTRED ? half : w.width - 1;
        out->window.after = w.width - 1 - out->window.before;
    } else {
        out->window.before = w.width - half;
        out->window.after = half;
    }
    out->min_count = w.min_count > 0 ? w.min_count : by == BY_COUNT ? w.width : 1;
    return HST_OK;
}

static hst_status lookback(const hst_rolling_window *window, int64_t *before, int64_t *after, int by) {
    slider s;
    hst_status status = window == NULL || before == NULL || after == NULL ? HST_ENULL : HST_OK;
    if (status == HST_OK) {
        status = take_window(&s, window, by);
    }
    if (status == HST_OK) {
        *before = s.window.before;
        *after = s.window.after;
    }
    return status;
}

hst_status hst_rolling_lookback(const hst_rolling_window *window, int64_t *before, int64_t *after) {
    return lookback(window, before, after, BY_COUNT);
}

hst_status hst_rolling_lookback_time(const hst_rolling_window *window, int64_t *before, int64_t *after) {
    return lookback(window, before, after, BY_TIME);
}

/* ---- arguments --------------------------------------------------------------------------------- */

/* A call, but for what only quantiles have. */
typedef struct call {
    const hst_rolling_window *window;
    double *out;
    const int64_t *time; /* NULL by count, or when n = 0 */
    const double *x;
    int64_t n;
    int by;
} call;

static hst_status check_given(const call *c) {
    int lacks = c->out == NULL || c->x == NULL || (c->by == BY_TIME && c->time == NULL);
    if (c->window == NULL || (lacks && c->n != 0)) {
        return HST_ENULL;
    }
    return c->n < 0 ? HST_ESIZE : HST_OK;
}

static hst_status check_times(const call *c) {
    return c->by == BY_COUNT || hst__is_rising(c->time, c->n) ? HST_OK : HST_EORDER;
}

/* ---- sums -------------------------------------------------------------------------------------- */

typedef hst__slid slide(double *out, const double *x, const hst__sliding *w, int64_t min_count);

static hst_status status_of(hst__slid outcome) {
    if (outcome == HST__SLID_INFINITE_SAMPLE) {
        return HST_EDOMAIN;
    }
    return outcome == HST__SLID ? HST_OK : HST_EOVERFLOW;
}

static hst_status slide_sums(const call *c, slide *sums) {
    slider s;
    hst_status status = check_given(c);
    if (status == HST_OK) {
        status = take_window(&s, c->window, c->by);
    }
    if (status == HST_OK) {
        status = check_times(c);
    }
    if (status != HST_OK) {
        return status;
    }
    s.window.time = c->time;
    s.window.n = c->n;
    return status_of(sums(c->out, c->x, &s.window, s.min_count));
}

hst_status hst_rolling_sum(const hst_rolling_window *window, double *out, const double *x, int64_t n) {
    return slide_sums(&(call){window, out, NULL, x, n, BY_COUNT}, hst__sliding_sum);
}

hst_status hst_rolling_mean(const hst_rolling_window *window, double *out, const double *x, int64_t n) {
    return slide_sums(&(call){window, out, NULL, x, n, BY_COUNT}, hst__sliding_mean);
}

hst_status hst_rolling_deviation(const hst_rolling_window *window, double *out, const double *x, int64_t n) {
    return slide_sums(&(call){window, out, NULL, x, n, BY_COUNT}, hst__sliding_deviation);
}

hst_status hst_rolling_sum_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                const double *x, int64_t n) {
    return slide_sums(&(call){window, out, time, x, n, BY_TIME}, hst__sliding_sum);
}

hst_status hst_rolling_mean_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                 const double *x, int64_t n) {
    return slide_sums(&(call){window, out, time, x, n, BY_TIME}, hst__sliding_mean);
}

hst_status hst_rolling_deviation_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                      const double *x, int64_t n) {
    return slide_sums(&(call){window, out, time, x, n, BY_TIME}, hst__sliding_deviation);
}

/* ---- order statistics -------------------------------------------------------------------------- */

/* By time with no times: a size depends on their number alone. */
static const int64_t any_time;

static hst__sliding window_of(const slider *s, int64_t n, int by) {
    return (hst__sliding){by == BY_TIME ? &any_time : NULL, n, s->window.before, s->window.after};
}

static size_t extreme_bytes(const slider *s, int64_t n, int by) {
    hst__sliding w = window_of(s, n, by);
    return n == 0 ? 0 : hst__sliding_extreme_bytes(&w);
}

static size_t quantile_bytes(const slider *s, int64_t n, int64_t probabilities, int by) {
    hst__sliding w = window_of(s, n, by);
    return n == 0 || probabilities == 0 ? 0 : hst__sliding_quantile_bytes(&w, probabilities);
}

static hst_status work_size(const hst_rolling_window *window, size_t *bytes, int64_t n, int64_t probabilities,
                            int by, int is_quantile) {
    slider s;
    size_t needed;
    hst_status status = window == NULL || bytes == NULL ? HST_ENULL : HST_OK;
    if (status == HST_OK && (n < 0 || probabilities < 0)) {
        status = HST_ESIZE;
    }
    if (status == HST_OK) {
        status = take_window(&s, window, by);
    }
    if (status != HST_OK) {
        return status;
    }
    needed = is_quantile ? quantile_bytes(&s, n, probabilities, by) : extreme_bytes(&s, n, by);
    if (needed == SIZE_MAX) {
        return HST_ESIZE;
    }
    *bytes = needed;
    return HST_OK;
}

hst_status hst_rolling_extreme_work_size(const hst_rolling_window *window, size_t *bytes, int64_t n) {
    return work_size(window, bytes, n, 0, BY_COUNT, 0);
}

hst_status hst_rolling_extreme_work_size_time(const hst_rolling_window *window, size_t *bytes, int64_t n) {
    return work_size(window, bytes, n, 0, BY_TIME, 0);
}

hst_status hst_rolling_quantile_work_size(const hst_rolling_window *window, size_t *bytes, int64_t n,
                                          int64_t probabilities) {
    return work_size(window, bytes, n, probabilities, BY_COUNT, 1);
}

hst_status hst_rolling_quantile_work_size_time(const hst_rolling_window *window, size_t *bytes, int64_t n,
                                               int64_t probabilities) {
    return work_size(window, bytes, n, probabilities, BY_TIME, 1);
}
