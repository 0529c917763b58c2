/* Outages: what is asked is checked and read here; how a baseline is made is in kernels/history.h and
 * season_median.h, when a sample is below it in kernels/verdict.h, and the episodes are in
 * outage_episodes.c. */
#include "internal.h"

#include <math.h> /* NAN only */

#include "hashstat/outage.h"
#include "kernels/calendar.h"
#include "kernels/history.h"
#include "kernels/options.h"
#include "kernels/rising.h"
#include "kernels/season_median.h"
#include "kernels/verdict.h"

#define COUNT_MAX 1e12
#define SAMPLES_MAX INT64_C(0x7fffffff) /* a history counts in int32_t */
#define SEASONS_MAX 1000000
#define WEEK INT64_C(604800)

enum { OPTIONS_0_1 = 112, FLAGS = HST_OUTAGE_BY_COUNT | HST_OUTAGE_SEASONAL | HST_OUTAGE_COUNTS };

static const hst_outage_options defaults = {
    OPTIONS_0_1, 0, WEEK, 3600, 1, WEEK, 3600, 4, 0.8, 0.0001, 0.8, WEEK, 0, 0, 0,
};

hst_status hst_outage_options_init(hst_outage_options *options, uint32_t struct_size) {
    if (options == NULL) {
        return HST_ENULL;
    }
    return hst__options_init(options, struct_size, &defaults, OPTIONS_0_1, sizeof defaults) ? HST_OK
                                                                                            : HST_EOPTION;
}

static int is_fraction(double x) {
    return x >= 0 && x <= 1;
}

static int are_spans(const hst_outage_options *o) {
    return o->history >= 1 && o->warmup >= 0 && o->min_count >= 1 && o->inpaint_longest >= 1 &&
           o->step >= 0 && o->join >= 0 && o->least >= 0;
}

static int is_season(const hst_outage_options *o) {
    return o->slot >= 1 && o->season >= o->slot && o->season % o->slot == 0 && o->seasons >= 1 &&
           o->seasons <= SEASONS_MAX;
}

static hst_status take_options(hst_outage_options *o, const hst_outage_options *options) {
    *o = defaults;
    if (options != NULL &&
        !hst__options_read_flags(o, options, &defaults, OPTIONS_0_1, sizeof defaults, FLAGS)) {
        return HST_EOPTION;
    }
    return are_spans(o) && is_season(o) && is_fraction(o->ratio) && is_fraction(o->p) &&
                   is_fraction(o->inpaint)
               ? HST_OK
               : HST_EDOMAIN;
}

/* ---- series ------------------------------------------------------------------------------------ */

static int is_sample(double x) {
    return hst__is_nan(x) || hst__is_not_negative(x);
}

static int is_count(double x) {
    return x >= 0 && x <= COUNT_MAX && (double)(int64_t)x == x;
}

static int are_samples(const double *x, int64_t n) {
    int64_t i;
    int all = 1;
    for (i = 0; i < n; ++i) {
        all &= is_sample(x[i]);
    }
    return all;
}

static int are_counts(const double *x, int64_t n) {
    double total = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!hst__is_nan(x[i])) {
            if (!is_count(x[i])) {
                return 0;
            }
            total += x[i];
        }
        if (total > COUNT_MAX) {
            return 0;
        }
    }
    return 1;
}

static hst_status check_times(const int64_t *time, int64_t n) {
    if (!hst__is_rising(time, n)) {
        return HST_EORDER;
    }
    return n > 0 && (uint64_t)time[n - 1] - (uint64_t)time[0] > INT64_MAX ? HST_EOVERFLOW : HST_OK;
}

/* ---- calls that need a workspace --------------------------------------------------------------- */

/* SIZE_MAX for what no call takes. A seasonal baseline needs less than a history. */
static size_t work_bytes(int64_t n) {
    return n == 0 ? 0 : hst__as_size(n > SAMPLES_MAX ? UINT64_MAX : hst__history_bytes(n));
}

hst_status hst_outage_work_size(size_t *bytes, int64_t n) {
    if (bytes == NULL) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    if (work_bytes(n) == SIZE_MAX) {
        return HST_EOVERFLOW;
    }
    *bytes = work_bytes(n);
    return HST_OK;
}

typedef struct call {
    hst_outage_options o;
    const int64_t *time;
    const double *x;
    int64_t n;
    void *work;
    size_t bytes;
} call;

/* What the functions below check alike, once their outputs are there and cap is. */
static hst_status take_call(call *c, const hst_outage_options *options) {
    hst_status status;
    if (c->n < 0 || work_bytes(c->n) == SIZE_MAX) {
        return HST_ESIZE;
    }
    status = hst__check_work(c->work, c->bytes, work_bytes(c->n));
    if (status == HST_OK) {
        status = take_options(&c->o, options);
    }
    if (status == HST_OK &&
        !(c->o.flags & HST_OUTAGE_COUNTS ? are_counts(c->x, c->n) : are_samples(c->x, c->n))) {
        status = HST_EDOMAIN;
    }
    return status == HST_OK ? check_times(c->time, c->n) : status;
}

static int lacks_series(const call *c) {
    return (c->time == NULL || c->x == NULL || c->work == NULL) && c->n != 0;
}

static hst__history history_of(const call *c) {
    hst__history h;
    memset(&h, 0, sizeof h);
    h.time = c->time;
    h.x = c->x;
    h.n = c->n;
    h.reach = c->o.history;
    h.is_by_count = (c->o.flags & HST_OUTAGE_BY_COUNT) != 0;
    h.is_counts = (c->o.flags & HST_OUTAGE_COUNTS) != 0;
    h.warmup = c->o.warmup;
    h.min_count = c->o.min_count;
    return h;
}

static void find_seasonal(const call *c, const hst__verdicts *v) {
    hst__season s;
    s.time = c->time;
    s.x = c->x;
    s.n = c->n;
    s.slot = c->o.slot;
    s.slots = c->o.season / c->o.slot;
    s.seasons = c->o.seasons;
    s.min_count = c->o.min_count;
    hst__season_medians(&s, v, c->work);
}

static void find_trailing(const call *c, const hst__verdicts *v) {
    hst__history h = history_of(c);
    hst__history_begin(&h, c->work);
    hst__history_medians(&h, v, c->o.inpaint_longest);
}

static void find(const call *c, double *baseline, double *p, int32_t *state) {
    hst__verdicts v;
    v.ratio = c->o.ratio;
    v.most = c->o.p;
    v.inpaint = c->o.inpaint;
    v.is_counts = (c->o.flags & HST_OUTAGE_COUNTS) != 0;
    v.baseline = baseline;
    v.p = p;
    v.state = state;
    if (c->n == 0) {
        return;
    }
    if (c->o.flags & HST_OUTAGE_SEASONAL) {
        find_seasonal(c, &v);
    } else {
        find_trailing(c, &v);
    }
}

hst_status hst_outage_baseline(const hst_outage_options *options, double *out, const int64_t *time,
                               const double *x, int64_t n, void *work, size_t bytes) {
    call c = {.time = time, .x = x, .n = n, .work = work, .bytes = bytes};
    hst_status status = lacks_series(&c) || (out == NULL && n != 0) ? HST_ENULL : take_call(&c, options);
    if (status == HST_OK) {
        find(&c, out, NULL, NULL);
    }
    return status;
}

hst_status hst_outage_robust_z(const hst_outage_options *options, double *out, const int64_t *time,
                               const double *x, int64_t n, void *work, size_t bytes) {
    call c = {.time = time, .x = x, .n = n, .work = work, .bytes = bytes};
    hst_status status = lacks_series(&c) || (out == NULL && n != 0) ? HST_ENULL : take_call(&c, options);
    if (status == HST_OK && n > 0) {
        hst__history h = history_of(&c);
        h.is_counts = 0;
        hst__history_begin(&h, work);
        hst__history_scores(out, &h);
    }
    return status;
}

hst_status hst_outage_detect(const hst_outage_options *options, double *baseline, double *p, int32_t *state,
                             hst_outage_episode *out, int64_t cap, int64_t *found, const int64_t *time,
                             const double *x, int64_t n, void *work, size_t bytes) {
    call c = {.time = time, .x = x, .n = n, .work = work, .bytes = bytes};
    hst__outage_series s = {time, x, baseline, state, n};
    hst_status status;
    if (lacks_series(&c) || ((baseline == NULL || state == NULL) && n != 0) || found == NULL ||
        (out == NULL && cap != 0)) {
        return HST_ENULL;
    }
    status = cap < 0 ? HST_ESIZE : take_call(&c, options);
    if (status != HST_OK) {
        return status;
    }
    find(&c, baseline, p, state);
    return hst__outage_list(&c.o, out, cap, found, &s);
}

/* ---- scores ------------------------------------------------------------------------------------ */

hst_status hst_outage_ratio(double *out, const double *x, const double *baseline, int64_t n) {
    int64_t i;
    if ((out == NULL || x == NULL || baseline == NULL) && n != 0) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    for (i = 0; i < n; ++i) {
        if (!is_sample(x[i]) || !is_sample(baseline[i])) {
            return HST_EDOMAIN;
        }
        out[i] = hst__ratio_to(x[i], baseline[i]);
    }
    return HST_OK;
}

static int is_count_or_missing(double x) {
    return hst__is_nan(x) || is_count(x);
}

static int is_exposure_or_missing(double x) {
    return hst__is_nan(x) || hst__is_positive(x);
}

/* p of one count; 0 if it is none. */
static int count_p(double *out, double count, double exposure, double others, double others_exposure) {
    double relative = exposure / others_exposure;
    if (!is_count_or_missing(count) || !is_count_or_missing(others) || !is_exposure_or_missing(exposure) ||
        !is_exposure_or_missing(others_exposure) || relative < 1e-200 || relative > 1e200) {
        return 0;
    }
    *out = NAN;
    if (count >= 0 && others >= 0 && relative > 0) {
        *out = hst__few_p(count + 0.0, exposure, others + 0.0, others_exposure);
    }
    return 1;
}

hst_status hst_outage_count_p(double *out, const double *count, const double *exposure,
                              const double *baseline_count, const double *baseline_exposure, int64_t n) {
    int64_t i;
    if ((out == NULL || count == NULL || exposure == NULL || baseline_count == NULL ||
         baseline_exposure == NULL) &&
        n != 0) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    for (i = 0; i < n; ++i) {
        if (!count_p(out + i, count[i], exposure[i], baseline_count[i], baseline_exposure[i])) {
            return HST_EDOMAIN;
        }
    }
    return HST_OK;
}

/* ---- states ------------------------------------------------------------------------------------ */

hst_status hst_outage_states(int32_t *out, const double *score, int64_t n, double below) {
    int64_t i;
    if ((out == NULL || score == NULL) && n != 0) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    if (hst__is_nan(below)) {
        return HST_EDOMAIN;
    }
    for (i = 0; i < n; ++i) {
        int is_below = score[i] < below;
        out[i] = hst__is_nan(score[i]) ? HST_OUTAGE_UNKNOWN : is_below ? HST_OUTAGE_ALERT : HST_OUTAGE_OK;
    }
    return HST_OK;
}

static int is_state(int32_t state) {
    return state >= HST_OUTAGE_OK && state <= HST_OUTAGE_UNKNOWN;
}

hst_status hst_outage_states_both(int32_t *out, const int32_t *a, const int32_t *b, int64_t n) {
    int64_t i;
    if ((out == NULL || a == NULL || b == NULL) && n != 0) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    for (i = 0; i < n; ++i) {
        if (!is_state(a[i]) || !is_state(b[i])) {
            return HST_EDOMAIN;
        }
        if (a[i] == HST_OUTAGE_OK || b[i] == HST_OUTAGE_OK) {
            out[i] = HST_OUTAGE_OK;
        } else {
            out[i] =
                a[i] == HST_OUTAGE_ALERT && b[i] == HST_OUTAGE_ALERT ? HST_OUTAGE_ALERT : HST_OUTAGE_UNKNOWN;
        }
    }
    return HST_OK;
}

/* ---- episodes ---------------------------------------------------------------------------------- */

static int are_states(const double *x, const double *baseline, const int32_t *state, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!is_state(state[i]) || (state[i] == HST_OUTAGE_ALERT && !(x[i] >= 0 && baseline[i] > 0))) {
            return 0;
        }
    }
    return 1;
}

hst_status hst_outage_episodes(const hst_outage_options *options, hst_outage_episode *out, int64_t cap,
                               int64_t *found, const int64_t *time, const double *x, const double *baseline,
                               const int32_t *state, int64_t n) {
    hst_outage_options o;
    hst__outage_series s = {time, x, baseline, state, n};
    hst_status status;
    if (((time == NULL || x == NULL || baseline == NULL || state == NULL) && n != 0) || found == NULL ||
        (out == NULL && cap != 0)) {
        return HST_ENULL;
    }
    if (cap < 0 || n < 0) {
        return HST_ESIZE;
    }
    status = take_options(&o, options);
    if (status == HST_OK &&
        !(are_samples(x, n) && are_samples(baseline, n) && are_states(x, baseline, state, n))) {
        status = HST_EDOMAIN;
    }
    if (status == HST_OK) {
        status = check_times(time, n);
    }
    return status == HST_OK ? hst__outage_list(&o, out, cap, found, &s) : status;
}
