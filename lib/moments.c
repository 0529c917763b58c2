/* Sums, means, variances and extremes. Over an array the kernels work in vectors (exact_total.h,
 * spread_total.h, places.h); a state is kept in fixed point. Both give the exact value rounded once, and
 * so the same bits. */
#include "internal.h"

#include <float.h>
#include <math.h> /* NAN only */

#include "hashstat/moments.h"
#include "kernels/exact_total.h"
#include "kernels/moment_state.h"
#include "kernels/pack.h"
#include "kernels/places.h"
#include "kernels/spread_total.h"

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
    if (!hst__exact_total_of(t, x, n)) {
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

hst_status hst_moments_extremes_of(hst_moments_extremes *out, const double *x, int64_t n) {
    hst_status status = check_array(out, x, n);
    hst__places p;
    if (status != HST_OK) {
        return status;
    }
    p = hst__places_of(x, n);
    if (p.most > DBL_MAX || p.least < -DBL_MAX) {
        return HST_EDOMAIN;
    }
    if (p.least_at < 0) {
        return HST_EEMPTY;
    }
    out->min = p.least;
    out->max = p.most;
    out->min_index = p.least_at;
    out->max_index = p.most_at;
    return HST_OK;
}

hst_status hst_moments_variance(double *variance, const double *x, int64_t n) {
    hst_status status = check_array(variance, x, n);
    hst__spread_answer a;
    if (status != HST_OK) {
        return status;
    }
    a = hst__spread_total(x, n);
    if (!a.certain) {
        return HST_EDOMAIN;
    }
    if (a.count == 0) {
        return HST_EEMPTY;
    }
    if (a.sample > DBL_MAX) {
        return HST_EOVERFLOW;
    }
    *variance = a.sample;
    return HST_OK;
}

/* Not known is NaN, and HST_NONE for a key. */
static double known(uint64_t bits, int is_unknown) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return is_unknown ? NAN : x;
}

static void write_extremes(hst_moments *out, const hst__moments *m) {
    int least_unknown = (m->unknown & HST__LEAST_UNKNOWN) != 0;
    int most_unknown = (m->unknown & HST__MOST_UNKNOWN) != 0;
    out->min = known(m->least, least_unknown);
    out->min_key = least_unknown ? HST_NONE : m->least_key;
    out->max = known(m->most, most_unknown);
    out->max_key = most_unknown ? HST_NONE : m->most_key;
}

static hst_status write_moments(hst_moments *out, const hst__moments *m) {
    int64_t n = m->spread.n;
    hst__variances v;
    double sum;
    if (n == 0) {
        return HST_EEMPTY;
    }
    sum = hst__exact_sum_read(&m->spread.sum);
    v = hst__exact_spread_variances(&m->spread);
    if (v.population < 0) {
        return HST_ECORRUPT;
    }
    if (!hst__is_finite(sum) || v.sample > DBL_MAX) { /* it is above the population's */
        return HST_EOVERFLOW;
    }
    out->count = n;
    out->missing = m->missing;
    out->sum = sum;
    out->mean = hst__exact_sum_mean(&m->spread.sum, n);
    out->variance = v.sample;
    out->population_variance = v.population;
    write_extremes(out, m);
    return HST_OK;
}

/* One pass, block by block, costs less than one for each figure as soon as the array leaves the cache. */
hst_status hst_moments_of(hst_moments *out, const double *x, int64_t n) {
    hst_status status = check_array(out, x, n);
    hst__moments m;
    if (status != HST_OK) {
        return status;
    }
    return hst__moments_of(&m, x, NULL, 0, n) ? write_moments(out, &m) : HST_EDOMAIN;
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

hst_status hst_moments_state_push(hst_moments_state *state, double x, int64_t key) {
    int missing = hst__is_nan(x);
    if (state == NULL) {
        return HST_ENULL;
    }
    if (!missing && !hst__is_finite(x)) {
        return HST_EDOMAIN;
    }
    if (!is_sound(state)) {
        return HST_ECORRUPT;
    }
    if (!hst__moments_have_room(content_in(state), !missing, missing)) {
        return HST_EOVERFLOW;
    }
    hst__moments_push(content_of(state), x, key);
    return HST_OK;
}

static hst_status merge(hst_moments_state *state, const hst__moments *more) {
    if (!hst__moments_have_room(content_in(state), more->spread.n, more->missing)) {
        return HST_EOVERFLOW;
    }
    hst__moments_merge(content_of(state), more);
    return HST_OK;
}

/* The samples make a state of their own, at the speed of arrays, and that is merged. */
static hst_status push_array(hst_moments_state *state, const double *x, const int64_t *key, int64_t first_key,
                             int64_t n) {
    hst__moments more;
    if (!hst__moments_of(&more, x, key, first_key, n)) {
        return HST_EDOMAIN;
    }
    return is_sound(state) ? merge(state, &more) : HST_ECORRUPT;
}

hst_status hst_moments_state_push_n(hst_moments_state *state, const double *x, const int64_t *key,
                                    int64_t n) {
    hst_status status = key == NULL && n != 0 ? HST_ENULL : check_array(state, x, n);
    return status != HST_OK ? status : push_array(state, x, key, 0, n);
}

hst_status hst_moments_state_push_run(hst_moments_state *state, const double *x, int64_t n,
                                      int64_t first_key) {
    hst_status status = check_array(state, x, n);
    if (status == HST_OK && n > 0 && first_key > INT64_MAX - (n - 1)) {
        status = HST_EOVERFLOW;
    }
    return status != HST_OK ? status : push_array(state, x, NULL, first_key, n);
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
    return merge(state, content_in(other));
}

hst_status hst_moments_state_read(hst_moments *out, const hst_moments_state *state) {
    if (out == NULL || state == NULL) {
        return HST_ENULL;
    }
    return is_sound(state) ? write_moments(out, content_in(state)) : HST_ECORRUPT;
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
