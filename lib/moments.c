/* Sums, means, variances and extremes. Over an array the kernels work in vectors (exact_total.h,
 * spread_total.h, extremes.h); a state is pushed to in fixed point. Both give the exact value rounded once, and
 * so the same bits. */
#include "internal.h"

#include <float.h>
#include <math.h> /* NAN only */

#include "hashstat/moments.h"
#include "kernels/exact_total.h"
#include "kernels/extremes.h"
#include "kernels/moment_state.h"
#include "kernels/pack.h"
#include "kernels/spread_total.h"

enum { BLOCK = 2048 };

static hst_status check_array(const void *out, const double *x, int64_t n) {
    if (out == NULL || (x == NULL && n != 0)) {
        return HST_ENULL;
    }
    return n < 0 ? HST_ESIZE : HST_OK;
}

/* over an array -------------------------------------------------------------------------------- */

static hst_status total_of(hst__exact_total *t, const void *out, const double *x, int64_t n) {
    hst_status status = check_array(out, x, n);
    if (status != HST_OK) {
        return status;
    }
    hst__exact_total_begin(t);
    if (!hst__exact_total_add(t, x, n)) {
        return HST_EDOMAIN;
    }
    return t->count > 0 ? HST_OK : HST_EEMPTY;
}

hst_status hst_moments_sum(double *sum, const double *x, int64_t n) {
    hst__exact_total t;
    hst_status status = total_of(&t, sum, x, n);
    double rounded;
    if (status != HST_OK) {
        return status;
    }
    rounded = hst__exact_total_sum(&t);
    if (!hst__is_finite(rounded)) {
        return HST_EOVERFLOW;
    }
    *sum = rounded;
    return HST_OK;
}

hst_status hst_moments_mean(double *mean, const double *x, int64_t n) {
    hst__exact_total t;
    hst_status status = total_of(&t, mean, x, n);
    if (status == HST_OK) {
        *mean = hst__exact_total_mean(&t);
    }
    return status;
}

/* Where the best so far stands: in the block that begins there. */
typedef struct search {
    hst__extremes best;
    int64_t least_block;
    int64_t most_block;
} search;

static hst_status search_blocks(search *s, const double *x, int64_t n) {
    int64_t i;
    s->best.least = INFINITY;
    s->best.most = -INFINITY;
    s->least_block = s->most_block = HST_NONE;
    for (i = 0; i < n; i += BLOCK) {
        hst__extremes e = hst__extremes_of(x + i, hst__least(n - i, BLOCK));
        if (e.most > DBL_MAX || e.least < -DBL_MAX) {
            return HST_EDOMAIN;
        }
        if (e.least < s->best.least) {
            s->best.least = e.least;
            s->least_block = i;
        }
        if (e.most > s->best.most) {
            s->best.most = e.most;
            s->most_block = i;
        }
    }
    return s->least_block == HST_NONE ? HST_EEMPTY : HST_OK;
}

enum { STRIDE = 64 };

/* The first index from `from` on with that value, the least or the most of what lies there; it is there. Strides
 * are passed over in vectors. */
static int64_t first_equal(const double *x, int64_t from, int64_t n, double value) {
    while (n - from > STRIDE) {
        hst__extremes e = hst__extremes_of(x + from, STRIDE);
        if (e.least == value || e.most == value) {
            break;
        }
        from += STRIDE;
    }
    while (x[from] != value) {
        ++from;
    }
    return from;
}

hst_status hst_moments_extremes_of(hst_moments_extremes *out, const double *x, int64_t n) {
    hst_status status = check_array(out, x, n);
    search s;
    if (status == HST_OK) {
        status = search_blocks(&s, x, n);
    }
    if (status == HST_OK) {
        out->min = s.best.least + 0.0; /* -0 + 0 = +0 */
        out->max = s.best.most + 0.0;
        out->min_index = first_equal(x, s.least_block, n, s.best.least);
        out->max_index = first_equal(x, s.most_block, n, s.best.most);
    }
    return status;
}

hst_status hst_moments_variance(double *variance, const double *x, int64_t n) {
    hst_status status = check_array(variance, x, n);
    hst__spread_answer a;
    search s;
    if (status == HST_OK) {
        status = search_blocks(&s, x, n);
    }
    if (status != HST_OK) {
        return status;
    }
    a = hst__spread_total(x, n);
    if (a.sample > DBL_MAX) {
        return HST_EOVERFLOW;
    }
    *variance = a.sample;
    return HST_OK;
}

hst_status hst_moments_of(hst_moments *out, const double *x, int64_t n) {
    hst__exact_total t;
    hst_status status = total_of(&t, out, x, n);
    hst__spread_answer a;
    hst_moments_extremes e;
    double sum;
    if (status != HST_OK) {
        return status;
    }
    sum = hst__exact_total_sum(&t);
    a = hst__spread_total(x, n);
    if (!hst__is_finite(sum) || a.sample > DBL_MAX) { /* it is above the population's */
        return HST_EOVERFLOW;
    }
    (void)hst_moments_extremes_of(&e, x, n);
    out->count = t.count;
    out->missing = t.missing;
    out->sum = sum;
    out->mean = hst__exact_total_mean(&t);
    out->variance = a.sample;
    out->population_variance = a.population;
    out->min = e.min;
    out->min_key = e.min_index;
    out->max = e.max;
    out->max_key = e.max_index;
    return HST_OK;
}

/* a state that merges ---------------------------------------------------------------------------- */

#define MARK UINT64_C(0x016d747368) /* "hstm", version 1 */

/* The words are those of the kernel's struct, all of them 64 bits wide. */
static hst__moments *content_of(hst_moments_state *state) {
    return (hst__moments *)(void *)state->opaque;
}

static const hst__moments *content_in(const hst_moments_state *state) {
    return (const hst__moments *)(const void *)state->opaque;
}

static int is_sound(const hst_moments_state *state) {
    return hst__moments_are_sound(content_in(state));
}

/* Counts what is missing; HST_EDOMAIN for an infinite sample. */
static hst_status check_samples(int64_t *missing, const double *x, int64_t n) {
    int64_t nan = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (hst__is_nan(x[i])) {
            ++nan;
        } else if (!hst__is_finite(x[i])) {
            return HST_EDOMAIN;
        }
    }
    *missing = nan;
    return HST_OK;
}

/* Up to the last check of all pushes. */
static hst_status check_push(const hst_moments_state *state, const double *x, int64_t n) {
    int64_t missing;
    hst_status status = check_samples(&missing, x, n);
    if (status != HST_OK) {
        return status;
    }
    if (!is_sound(state)) {
        return HST_ECORRUPT;
    }
    return hst__moments_have_room(content_in(state), n - missing, missing) ? HST_OK : HST_EOVERFLOW;
}

hst_status hst_moments_state_push(hst_moments_state *state, double x, int64_t key) {
    hst_status status = state == NULL ? HST_ENULL : check_push(state, &x, 1);
    if (status == HST_OK) {
        hst__moments_push(content_of(state), x, key);
    }
    return status;
}

hst_status hst_moments_state_push_n(hst_moments_state *state, const double *x, const int64_t *key,
                                    int64_t n) {
    hst_status status = key == NULL && n != 0 ? HST_ENULL : check_array(state, x, n);
    int64_t i;
    if (status == HST_OK) {
        status = check_push(state, x, n);
    }
    for (i = 0; status == HST_OK && i < n; ++i) {
        hst__moments_push(content_of(state), x[i], key[i]);
    }
    return status;
}

hst_status hst_moments_state_push_run(hst_moments_state *state, const double *x, int64_t n,
                                      int64_t first_key) {
    hst_status status = check_array(state, x, n);
    int64_t i;
    if (status == HST_OK && n > 0 && first_key > INT64_MAX - (n - 1)) {
        status = HST_EOVERFLOW;
    }
    if (status == HST_OK) {
        status = check_push(state, x, n);
    }
    for (i = 0; status == HST_OK && i < n; ++i) {
        hst__moments_push(content_of(state), x[i], first_key + i);
    }
    return status;
}

hst_status hst_moments_state_unpush(hst_moments_state *state, double x, int64_t key) {
    if (state == NULL) {
        return HST_ENULL;
    }
    if (!hst__is_nan(x) && !hst__is_finite(x)) {
        return HST_EDOMAIN;
    }
    if (!is_sound(state)) {
        return HST_ECORRUPT;
    }
    return hst__moments_unpush(content_of(state), x, key) ? HST_OK : HST_EDOMAIN;
}

hst_status hst_moments_state_merge(hst_moments_state *state, const hst_moments_state *other) {
    if (state == NULL || other == NULL) {
        return HST_ENULL;
    }
    if (!is_sound(state) || !is_sound(other)) {
        return HST_ECORRUPT;
    }
    if (!hst__moments_have_room(content_in(state), content_in(other)->spread.n, content_in(other)->missing)) {
        return HST_EOVERFLOW;
    }
    hst__moments_merge(content_of(state), content_in(other));
    return HST_OK;
}

static double known(uint64_t bits, int is_unknown) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return is_unknown ? NAN : x;
}

hst_status hst_moments_state_read(hst_moments *out, const hst_moments_state *state) {
    const hst__moments *m;
    double sum, variance, population;
    int least_unknown, most_unknown;
    if (out == NULL || state == NULL) {
        return HST_ENULL;
    }
    m = content_in(state);
    if (!is_sound(state)) {
        return HST_ECORRUPT;
    }
    if (m->spread.n == 0) {
        return HST_EEMPTY;
    }
    sum = hst__exact_sum_read(&m->spread.sum);
    population = hst__exact_spread_variance(&m->spread, m->spread.n);
    variance = m->spread.n > 1 ? hst__exact_spread_variance(&m->spread, m->spread.n - 1) : NAN;
    if (population < 0) {
        return HST_ECORRUPT;
    }
    if (!hst__is_finite(sum) || variance > DBL_MAX) {
        return HST_EOVERFLOW;
    }
    least_unknown = (m->unknown & HST__LEAST_UNKNOWN) != 0;
    most_unknown = (m->unknown & HST__MOST_UNKNOWN) != 0;
    out->count = m->spread.n;
    out->missing = m->missing;
    out->sum = sum;
    out->mean = hst__exact_sum_mean(&m->spread.sum, m->spread.n);
    out->variance = variance;
    out->population_variance = population;
    out->min = known(m->least, least_unknown);
    out->min_key = least_unknown ? HST_NONE : m->least_key;
    out->max = known(m->most, most_unknown);
    out->max_key = most_unknown ? HST_NONE : m->most_key;
    return HST_OK;
}

hst_status hst_moments_state_pack(void *packed, size_t bytes, const hst_moments_state *state) {
    if (packed == NULL || state == NULL) {
        return HST_ENULL;
    }
    if (bytes < HST_MOMENTS_PACKED_BYTES) {
        return HST_ESPACE;
    }
    if (!is_sound(state)) {
        return HST_ECORRUPT;
    }
    hst__seal(packed, MARK, state->opaque, HST_MOMENTS_STATE_WORDS);
    return HST_OK;
}

hst_status hst_moments_state_unpack(hst_moments_state *state, const void *packed, size_t bytes) {
    hst_moments_state read;
    if (state == NULL || packed == NULL) {
        return HST_ENULL;
    }
    if (bytes != HST_MOMENTS_PACKED_BYTES ||
        !hst__unseal(read.opaque, HST_MOMENTS_STATE_WORDS, MARK, packed) || !is_sound(&read)) {
        return HST_ECORRUPT;
    }
    *state = read;
    return HST_OK;
}
