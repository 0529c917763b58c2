/* Statistics of sliding windows. The windows of both kinds are those of kernels/sliding.h, and what is made
 * of them is in kernels: this file checks arguments, in the order that the header says, and tells the kernels
 * which windows are meant. */
#include "internal.h"

#include "hashstat/rolling.h"
#include "kernels/ewm.h"
#include "kernels/infinite.h"
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
        return HST_EOVERFLOW;
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

static hst_status check_samples(const call *c) {
    hst_status status = check_times(c);
    return status == HST_OK && hst__any_infinite(c->x, c->n) ? HST_EDOMAIN : status;
}

typedef void slide_extreme(double *out, const double *x, const hst__sliding *w, int64_t min_count,
                           void *work);

static hst_status slide_extremes(const call *c, void *work, size_t bytes, slide_extreme *extremes) {
    slider s;
    hst_status status = work == NULL && c->n != 0 ? HST_ENULL : check_given(c);
    hst_status window;
    if (status != HST_OK) {
        return status;
    }
    window = take_window(&s, c->window, c->by);
    status = hst__check_work(work, bytes, window == HST_OK ? extreme_bytes(&s, c->n, c->by) : 0);
    if (status == HST_OK) {
        status = window == HST_OK ? check_samples(c) : window;
    }
    if (status == HST_OK && c->n > 0) {
        s.window.time = c->time;
        s.window.n = c->n;
        extremes(c->out, c->x, &s.window, s.min_count, work);
    }
    return status;
}

hst_status hst_rolling_min(const hst_rolling_window *window, double *out, const double *x, int64_t n,
                           void *work, size_t bytes) {
    return slide_extremes(&(call){window, out, NULL, x, n, BY_COUNT}, work, bytes, hst__sliding_min);
}

hst_status hst_rolling_max(const hst_rolling_window *window, double *out, const double *x, int64_t n,
                           void *work, size_t bytes) {
    return slide_extremes(&(call){window, out, NULL, x, n, BY_COUNT}, work, bytes, hst__sliding_max);
}

hst_status hst_rolling_min_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                const double *x, int64_t n, void *work, size_t bytes) {
    return slide_extremes(&(call){window, out, time, x, n, BY_TIME}, work, bytes, hst__sliding_min);
}

hst_status hst_rolling_max_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                const double *x, int64_t n, void *work, size_t bytes) {
    return slide_extremes(&(call){window, out, time, x, n, BY_TIME}, work, bytes, hst__sliding_max);
}

/* What quantiles are asked for. */
typedef struct query {
    const double *probability;
    int64_t probabilities;
    void *work;
    size_t bytes;
} query;

static int are_probabilities(const query *q) {
    int64_t k;
    for (k = 0; k < q->probabilities; ++k) {
        if (!(q->probability[k] >= 0 && q->probability[k] <= 1)) {
            return 0;
        }
    }
    return 1;
}

/* Where nothing is to be written, nothing need be given to write it with. */
static hst_status check_query(const call *c, const query *q) {
    int any = c->n != 0 && q->probabilities != 0;
    int lacks_series = c->x == NULL || (c->by == BY_TIME && c->time == NULL);
    if (c->window == NULL || (any && (c->out == NULL || q->work == NULL)) ||
        (q->probability == NULL && q->probabilities != 0) || (lacks_series && c->n != 0)) {
        return HST_ENULL;
    }
    if (q->probabilities < 0 || c->n < 0 || (c->n != 0 && q->probabilities > INT64_MAX / c->n)) {
        return HST_ESIZE;
    }
    return HST_OK;
}

static hst_status slide_quantiles(const call *c, const query *q) {
    slider s;
    hst_status status = check_query(c, q);
    hst_status window;
    if (status != HST_OK) {
        return status;
    }
    window = take_window(&s, c->window, c->by);
    status = hst__check_work(q->work, q->bytes,
                        window == HST_OK ? quantile_bytes(&s, c->n, q->probabilities, c->by) : 0);
    if (status == HST_OK) {
        status = window == HST_OK && !are_probabilities(q) ? HST_EDOMAIN : window;
    }
    if (status == HST_OK) {
        status = check_samples(c);
    }
    if (status == HST_OK && c->n > 0 && q->probabilities > 0) {
        s.window.time = c->time;
        s.window.n = c->n;
        hst__sliding_quantiles(c->out, q->probability, q->probabilities, c->x, &s.window, s.min_count,
                               q->work);
    }
    return status;
}

hst_status hst_rolling_quantiles(const hst_rolling_window *window, double *out, const double *probability,
                                 int64_t probabilities, const double *x, int64_t n, void *work,
                                 size_t bytes) {
    return slide_quantiles(&(call){window, out, NULL, x, n, BY_COUNT},
                           &(query){probability, probabilities, work, bytes});
}

hst_status hst_rolling_quantiles_time(const hst_rolling_window *window, double *out,
                                      const double *probability, int64_t probabilities, const int64_t *time,
                                      const double *x, int64_t n, void *work, size_t bytes) {
    return slide_quantiles(&(call){window, out, time, x, n, BY_TIME},
                           &(query){probability, probabilities, work, bytes});
}

static const double half = 0.5;

hst_status hst_rolling_median(const hst_rolling_window *window, double *out, const double *x, int64_t n,
                              void *work, size_t bytes) {
    return slide_quantiles(&(call){window, out, NULL, x, n, BY_COUNT}, &(query){&half, 1, work, bytes});
}

hst_status hst_rolling_median_time(const hst_rolling_window *window, double *out, const int64_t *time,
                                   const double *x, int64_t n, void *work, size_t bytes) {
    return slide_quantiles(&(call){window, out, time, x, n, BY_TIME}, &(query){&half, 1, work, bytes});
}

/* ---- exponentially weighted mean --------------------------------------------------------------- */

static hst_status check_half_life(double half_life) {
    return hst__is_positive(half_life) ? HST_OK : HST_EDOMAIN;
}

/* The words of a state are those of the kernel's struct. */
static hst_status take_state(hst__ewm *e, const hst_rolling_ewm_state *state) {
    memcpy(e, state->opaque, sizeof *e);
    return hst__ewm_is_state(e) ? HST_OK : HST_ECORRUPT;
}

static hst_status push(hst_rolling_ewm_state *state, double *out, const int64_t *time, const double *x,
                       int64_t n, double half_life) {
    hst__ewm e;
    hst__ewm_fault fault;
    hst_status status = check_half_life(half_life);
    if (status == HST_OK) {
        status = take_state(&e, state);
    }
    if (status == HST_OK && n > 0 && ((e.stage > 0 && time[0] <= e.last) || !hst__is_rising(time, n))) {
        status = HST_EORDER;
    }
    if (status != HST_OK) {
        return status;
    }
    fault = hst__ewm_push_n(&e, out, time, x, n, half_life);
    if (fault != HST__EWM_FINE) {
        return fault == HST__EWM_INFINITE_SAMPLE ? HST_EDOMAIN : HST_EOVERFLOW;
    }
    memcpy(state->opaque, &e, sizeof e);
    return HST_OK;
}

hst_status hst_rolling_ewm_state_push_n(hst_rolling_ewm_state *state, double *out, const int64_t *time,
                                        const double *x, int64_t n, double half_life) {
    if (state == NULL || ((out == NULL || time == NULL || x == NULL) && n != 0)) {
        return HST_ENULL;
    }
    return n < 0 ? HST_ESIZE : push(state, out, time, x, n, half_life);
}

hst_status hst_rolling_ewm_state_push(hst_rolling_ewm_state *state, int64_t time, double x,
                                      double half_life) {
    double mean;
    return state == NULL ? HST_ENULL : push(state, &mean, &time, &x, 1, half_life);
}

hst_status hst_rolling_ewm(double *out, const int64_t *time, const double *x, int64_t n, double half_life) {
    hst_rolling_ewm_state state = {{0}};
    return hst_rolling_ewm_state_push_n(&state, out, time, x, n, half_life);
}

hst_status hst_rolling_ewm_state_read(double *mean, const hst_rolling_ewm_state *state) {
    hst__ewm e;
    hst_status status = mean == NULL || state == NULL ? HST_ENULL : take_state(&e, state);
    if (status == HST_OK && !hst__ewm_is_begun(&e)) {
        status = HST_EEMPTY;
    }
    if (status == HST_OK) {
        *mean = e.mean;
    }
    return status;
}
