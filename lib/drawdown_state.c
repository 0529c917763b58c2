/* The deepest fall as a state that merges. */
#include "internal.h"

#include "hashstat/drawdown.h"
#include "kernels/fall_state.h"
#include "kernels/pack.h"
#include "kernels/underwater.h"

#define MARK UINT64_C(0x0164747368) /* "hstd", version 1 */

/* 0, with nothing loaded, if no pushes can have left it so. A copy, because words may not be looked at as the
 * doubles that some of them are. */
static int load(hst__falls *s, const hst_drawdown_state *state) {
    hst__falls copy;
    memcpy(&copy, state->opaque, sizeof copy);
    if (!hst__falls_are_sound(&copy)) {
        return 0;
    }
    *s = copy;
    return 1;
}

static void store(hst_drawdown_state *state, const hst__falls *s) {
    memcpy(state->opaque, s, sizeof *s);
}

static int is_sample(double x) {
    return hst__is_nan(x) || hst__is_not_negative(x);
}

static int is_ahead(const hst__falls *s, int64_t key) {
    return s->count + s->missing == 0 || key > s->last_key;
}

/* -0 becomes +0 by the addition. */
static void push(hst__falls *s, double x, int64_t key) {
    if (hst__is_nan(x)) {
        hst__falls_push_missing(s, key);
    } else {
        hst__falls_push(s, x + 0.0, key);
    }
}

/* n samples that are known to be ones. */
static hst_status push_all(hst_drawdown_state *state, const double *x, const int64_t *key, int64_t n) {
    hst__falls s;
    int64_t i;
    if (!load(&s, state)) {
        return HST_ECORRUPT;
    }
    for (i = 0; i < n; ++i) {
        if (i > 0 ? key[i] <= key[i - 1] : !is_ahead(&s, key[0])) {
            return HST_EORDER;
        }
    }
    if (!hst__falls_have_room(&s, n)) {
        return HST_EOVERFLOW;
    }
    for (i = 0; i < n; ++i) {
        push(&s, x[i], key[i]);
    }
    store(state, &s);
    return HST_OK;
}

hst_status hst_drawdown_state_push(hst_drawdown_state *state, double x, int64_t key) {
    if (state == NULL) {
        return HST_ENULL;
    }
    return is_sample(x) ? push_all(state, &x, &key, 1) : HST_EDOMAIN;
}

hst_status hst_drawdown_state_push_n(hst_drawdown_state *state, const double *x, const int64_t *key,
                                     int64_t n) {
    int64_t i;
    if (state == NULL || ((x == NULL || key == NULL) && n != 0)) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    for (i = 0; i < n; ++i) {
        if (!is_sample(x[i])) {
            return HST_EDOMAIN;
        }
    }
    return push_all(state, x, key, n);
}

hst_status hst_drawdown_state_merge(hst_drawdown_state *state, const hst_drawdown_state *later) {
    hst__falls s, more;
    if (state == NULL || later == NULL) {
        return HST_ENULL;
    }
    if (!load(&s, state) || !load(&more, later)) {
        return HST_ECORRUPT;
    }
    if (more.count + more.missing > 0 && !is_ahead(&s, more.first_key)) {
        return HST_EORDER;
    }
    if (!hst__falls_have_room(&s, more.count + more.missing)) {
        return HST_EOVERFLOW;
    }
    hst__falls_merge(&s, &more);
    store(state, &s);
    return HST_OK;
}

static void write_fall(hst_drawdown_span *out, const hst__fall *fall) {
    int is_over = fall->kind == HST__FALL_IS_OVER;
    out->depth = hst__depth_below(fall->peak, fall->trough);
    out->peak = fall->peak_last;
    out->onset = fall->onset;
    out->trough = fall->trough_key;
    out->recovered = is_over;
    out->recovery_earliest = is_over ? fall->back_from : HST_NONE;
    out->recovery_latest = is_over ? fall->back_until : HST_NONE;
}

static void write_none(hst_drawdown_span *out, int64_t peak) {
    out->depth = 0;
    out->peak = peak;
    out->onset = out->trough = out->recovery_earliest = out->recovery_latest = HST_NONE;
    out->recovered = 0;
}

hst_status hst_drawdown_state_read(hst_drawdown_span *out, const hst_drawdown_state *state) {
    hst__falls s;
    if (out == NULL || state == NULL) {
        return HST_ENULL;
    }
    if (!load(&s, state)) {
        return HST_ECORRUPT;
    }
    if (s.count == 0) {
        return HST_EEMPTY;
    }
    if (hst__falls_deepest(&s)->kind == HST__FALL_NONE) {
        write_none(out, s.now.peak_last);
    } else {
        write_fall(out, hst__falls_deepest(&s));
    }
    out->maximum = s.now.peak;
    out->maximum_key = s.now.peak_last;
    out->first = s.first_key;
    out->last = s.last_key;
    out->count = s.count;
    out->missing = s.missing;
    return HST_OK;
}

hst_status hst_drawdown_state_pack(void *packed, size_t bytes, const hst_drawdown_state *state) {
    hst__falls s;
    if (packed == NULL || state == NULL) {
        return HST_ENULL;
    }
    if (bytes < HST_DRAWDOWN_PACKED_BYTES) {
        return HST_ESPACE;
    }
    if (!load(&s, state)) {
        return HST_ECORRUPT;
    }
    hst__seal(packed, MARK, state->opaque, HST_DRAWDOWN_STATE_WORDS);
    return HST_OK;
}

hst_status hst_drawdown_state_unpack(hst_drawdown_state *state, const void *packed, size_t bytes) {
    hst_drawdown_state read;
    hst__falls s;
    if (state == NULL || packed == NULL) {
        return HST_ENULL;
    }
    if (bytes != HST_DRAWDOWN_PACKED_BYTES ||
        !hst__unseal(read.opaque, HST_DRAWDOWN_STATE_WORDS, MARK, packed) || !load(&s, &read)) {
        return HST_ECORRUPT;
    }
    *state = read;
    return HST_OK;
}
