/* Watching for a change: arguments checked, exposures made of what was pushed, answers put into words. What
 * is remembered is in kernels/watch.h, the two measures in kernels/watch_odds.h and kernels/watch_split.h. */
#include "internal.h"

#include <math.h> /* INFINITY and NAN only */

#include "hashstat/monitor.h"
#include "hashstat/rate.h"
#include "kernels/options.h"
#include "kernels/pack.h"
#include "kernels/special.h"
#include "kernels/watch.h"
#include "kernels/watch_odds.h"
#include "kernels/watch_split.h"

#define MARK UINT64_C(0x016d747368) /* "hstm", version 1 */

#define SECONDS_MOST 1e12
#define GROWTH_MOST 1e-6
#define CLOCK_MOST 100 /* log of how much faster a clock may become */

static const hst_monitor_options DEFAULTS = {(uint32_t)sizeof(hst_monitor_options), 0, 0, 0, 0, 0, 0, 0, 0};

/* beginning ------------------------------------------------------------------------------------ */

hst_status hst_monitor_options_init(hst_monitor_options *options, uint32_t struct_size) {
    if (options == NULL) {
        return HST_ENULL;
    }
    return hst__options_init(options, struct_size, &DEFAULTS, sizeof DEFAULTS, sizeof DEFAULTS) ? HST_OK
                                                                                                : HST_EOPTION;
}

static int is_moderate(double x) {
    return x >= 1e-200 && x <= 1e200;
}

static int is_within(int64_t x, int64_t most) {
    return x >= 0 && x <= most;
}

static int are_options(const hst_monitor_options *o) {
    return (o->known_rate == 0 || is_moderate(o->known_rate)) && o->growth_lower >= -GROWTH_MOST &&
           o->growth_lower <= o->growth_upper && o->growth_upper <= GROWTH_MOST &&
           is_within(o->stride, 1000000) && is_within(o->baseline, 1000000000) &&
           is_within(o->horizon, HST__WATCH_PUSHES_MOST) && is_within(o->shortest, HST__WATCH_RING - 1);
}

hst_status hst_monitor_init(hst_monitor_state *state, const hst_monitor_options *options) {
    hst_monitor_options o = DEFAULTS;
    hst__watch w;
    if (state == NULL) {
        return HST_ENULL;
    }
    if (options != NULL && !hst__options_read(&o, options, &DEFAULTS, sizeof o, sizeof o)) {
        return HST_EOPTION;
    }
    if (!are_options(&o)) {
        return HST_EDOMAIN;
    }
    memset(state, 0, sizeof *state);
    memset(&w, 0, sizeof w);
    w.known_rate = o.known_rate + 0.0;
    w.growth[HST__FALL] = o.growth_lower + 0.0;
    w.growth[HST__RISE] = o.growth_upper + 0.0;
    w.stride = o.stride;
    w.baseline = o.baseline;
    w.horizon = o.horizon;
    w.shortest = o.shortest;
    hst__watch_store(state->opaque, &w);
    return HST_OK;
}

/* pushes --------------------------------------------------------------------------------------- */

static int has_growth(const hst__watch *w) {
    return w->growth[HST__FALL] != 0 || w->growth[HST__RISE] != 0;
}

/* A state that takes pushes of this kind. */
static hst_status open(hst__watch *w, const hst_monitor_state *state, int64_t kind) {
    if (!hst__watch_load(w, state->opaque)) {
        return HST_ECORRUPT;
    }
    if ((w->kind != HST__WATCH_NOTHING && w->kind != kind) || (kind == HST__WATCH_BINS && has_growth(w))) {
        return HST_EOPTION;
    }
    w->kind = kind;
    return HST_OK;
}

static int have_room(const hst__watch *w, int64_t n, int64_t arrivals) {
    return n <= HST__WATCH_PUSHES_MOST - w->pushes && arrivals <= HST__WATCH_PUSHES_MOST - w->now.count;
}

static int is_block(const hst__watch *w, double seconds, double work) {
    int is_time = hst__is_nan(seconds) ? !has_growth(w) : seconds >= 0 && seconds <= SECONDS_MOST;
    return is_time && is_moderate(work);
}

static hst_status check_blocks(const hst__watch *w, const double *seconds, const double *work, int64_t n) {
    double elapsed = w->elapsed, fastest;
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!is_block(w, seconds[i], work[i])) {
            return HST_EDOMAIN;
        }
        elapsed += hst__is_nan(seconds[i]) ? 0 : seconds[i];
    }
    fastest = hst__larger(hst__magnitude(w->growth[HST__FALL]), hst__magnitude(w->growth[HST__RISE]));
    return have_room(w, n, n) && !(fastest * elapsed > CLOCK_MOST) ? HST_OK : HST_EOVERFLOW;
}

/* The integral of exp(growth t) over the block, over its work. */
static double exposure_of(double growth, double elapsed, double seconds, double work) {
    return growth == 0 ? seconds / work
                       : hst__exp(growth * elapsed) * (hst__expm1(growth * seconds) / growth) / work;
}

static void push_block(hst__watch *w, uint64_t *memory, double seconds, double work, int64_t key) {
    double took[2];
    if (hst__is_nan(seconds)) {
        hst__watch_put_missing(w, memory, key);
        return;
    }
    took[HST__FALL] = exposure_of(w->growth[HST__FALL], w->elapsed, seconds, work);
    took[HST__RISE] = exposure_of(w->growth[HST__RISE], w->elapsed, seconds, work);
    w->elapsed += seconds;
    hst__watch_put(w, memory, 1, took, key);
}

hst_status hst_monitor_push_blocks(hst_monitor_state *state, const double *seconds, const double *work,
                                   const int64_t *key, int64_t n) {
    hst__watch w;
    hst_status status;
    int64_t i;
    if (state == NULL || ((seconds == NULL || work == NULL || key == NULL) && n != 0)) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    status = open(&w, state, HST__WATCH_BLOCKS);
    if (status == HST_OK) {
        status = check_blocks(&w, seconds, work, n);
    }
    if (status != HST_OK || n == 0) {
        return status;
    }
    for (i = 0; i < n; ++i) {
        push_block(&w, state->opaque, seconds[i], work[i], key[i]);
    }
    hst__watch_store(state->opaque, &w);
    return HST_OK;
}

hst_status hst_monitor_push_block(hst_monitor_state *state, double seconds, double work, int64_t key) {
    return hst_monitor_push_blocks(state, &seconds, &work, &key, 1);
}

static int is_unobserved(double exposure) {
    return hst__is_nan(exposure) || exposure == 0;
}

static hst_status check_bins(const hst__watch *w, const int64_t *count, const double *exposure, int64_t n) {
    int64_t arrivals = 0, i;
    for (i = 0; i < n; ++i) {
        if (count[i] < 0 || !(is_unobserved(exposure[i]) || is_moderate(exposure[i]))) {
            return HST_EDOMAIN;
        }
        if (!is_unobserved(exposure[i])) {
            /* One too many stays too many, whatever follows. */
            arrivals = hst__least(arrivals + hst__least(count[i], HST__WATCH_PUSHES_MOST + 1),
                                  HST__WATCH_PUSHES_MOST + 1);
        }
    }
    return have_room(w, n, arrivals) ? HST_OK : HST_EOVERFLOW;
}

static void push_bin(hst__watch *w, uint64_t *memory, int64_t count, double exposure, int64_t key) {
    double took[2];
    if (is_unobserved(exposure)) {
        hst__watch_put_missing(w, memory, key);
        return;
    }
    took[HST__FALL] = took[HST__RISE] = exposure;
    hst__watch_put(w, memory, count, took, key);
}

hst_status hst_monitor_push_bins(hst_monitor_state *state, const int64_t *count, const double *exposure,
                                 const int64_t *key, int64_t n) {
    hst__watch w;
    hst_status status;
    int64_t i;
    if (state == NULL || ((count == NULL || exposure == NULL || key == NULL) && n != 0)) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    status = open(&w, state, HST__WATCH_BINS);
    if (status == HST_OK) {
        status = check_bins(&w, count, exposure, n);
    }
    if (status != HST_OK || n == 0) {
        return status;
    }
    for (i = 0; i < n; ++i) {
        push_bin(&w, state->opaque, count[i], exposure[i], key[i]);
    }
    hst__watch_store(state->opaque, &w);
    return HST_OK;
}

hst_status hst_monitor_push_bin(hst_monitor_state *state, int64_t count, double exposure, int64_t key) {
    return hst_monitor_push_bins(state, &count, &exposure, &key, 1);
}

/* reading -------------------------------------------------------------------------------------- */

static void write_none(hst_monitor_change *out) {
    out->statistic = 0;
    out->before = out->after = out->ratio = NAN;
    out->lower = 0;
    out->upper = INFINITY;
    out->onset = HST_NONE;
    out->onset_key = out->last_key = 0;
}

/* Counts of a state that no pushes left may be anything; the rate room refuses them. */
static int64_t as_count(double x) {
    return x >= 0 && x <= 1e12 ? (int64_t)x : -1;
}

/* Where a side took no time, nothing bounds the ratio: the ends stay. */
static void write_interval(hst_monitor_change *out, const hst__split *s, double known, double level) {
    hst_rate_comparison c;
    hst_interval i;
    int64_t after = as_count(s->count_after);
    if (known > 0) {
        if (hst_rate_interval_exact(&i, after, s->exposure_after, level) == HST_OK) {
            out->lower = i.lower / known;
            out->upper = i.upper / known;
        }
    } else if (hst_rate_ratio_exact(&c, after, s->exposure_after, as_count(s->count_before),
                                    s->exposure_before, 1, level) == HST_OK) {
        out->lower = c.lower;
        out->upper = c.upper;
    }
}

static void write_change(hst_monitor_change *out, const hst__watch *w, const uint64_t *memory, int side,
                         double level) {
    hst__split s = hst__watch_split(w, memory, side);
    write_none(out);
    if (!(s.statistic > 0)) {
        return;
    }
    out->statistic = s.statistic;
    out->before = w->known_rate > 0 ? w->known_rate : s.count_before / s.exposure_before;
    out->after = s.count_after / s.exposure_after;
    out->ratio = s.count_after / s.expected; /* which rates beyond the largest double do not harm */
    out->onset = s.at.index;
    out->onset_key = s.at.next_key;
    out->last_key = s.at.index > 0 ? s.at.key : s.at.next_key;
    write_interval(out, &s, w->known_rate, level);
}

hst_status hst_monitor_read(hst_monitor_reading *out, const hst_monitor_state *state, double level) {
    hst__watch w;
    hst__watch_e e;
    if (out == NULL || state == NULL) {
        return HST_ENULL;
    }
    if (!hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    if (!hst__watch_load(&w, state->opaque)) {
        return HST_ECORRUPT;
    }
    e = hst__watch_odds(&w, state->opaque);
    write_change(&out->fall, &w, state->opaque, HST__FALL, level);
    write_change(&out->rise, &w, state->opaque, HST__RISE, level);
    out->fall.log_e = e.side[HST__FALL];
    out->rise.log_e = e.side[HST__RISE];
    out->log_e = e.both;
    out->e = hst__exp(e.both);
    out->direction = (out->rise.log_e > out->fall.log_e) - (out->rise.log_e < out->fall.log_e);
    out->pushes = w.pushes;
    out->observed = w.seen;
    out->candidates = w.tried;
    out->dropped = w.dropped;
    out->lost = w.lost;
    out->vertices_lost = w.vertices_lost;
    return HST_OK;
}

/* going on, and moving about ------------------------------------------------------------------- */

hst_status hst_monitor_rebase(hst_monitor_state *state, int64_t onset) {
    hst__watch w;
    if (state == NULL) {
        return HST_ENULL;
    }
    if (!hst__watch_load(&w, state->opaque)) {
        return HST_ECORRUPT;
    }
    if (onset < HST_NONE || onset > w.pushes) {
        return HST_EDOMAIN;
    }
    hst__watch_begin_from(&w, state->opaque, onset);
    hst__watch_store(state->opaque, &w);
    return HST_OK;
}

hst_status hst_monitor_pack(void *packed, size_t bytes, const hst_monitor_state *state) {
    hst__watch w;
    if (packed == NULL || state == NULL) {
        return HST_ENULL;
    }
    if (bytes < HST_MONITOR_PACKED_BYTES) {
        return HST_ESPACE;
    }
    if (!hst__watch_load(&w, state->opaque)) {
        return HST_ECORRUPT;
    }
    hst__seal(packed, MARK, state->opaque, HST_MONITOR_STATE_WORDS);
    return HST_OK;
}

hst_status hst_monitor_unpack(hst_monitor_state *state, const void *packed, size_t bytes) {
    hst_monitor_state read;
    hst__watch w;
    if (state == NULL || packed == NULL) {
        return HST_ENULL;
    }
    if (bytes != HST_MONITOR_PACKED_BYTES ||
        !hst__unseal(read.opaque, HST_MONITOR_STATE_WORDS, MARK, packed) ||
        !hst__watch_load(&w, read.opaque)) {
        return HST_ECORRUPT;
    }
    *state = read;
    return HST_OK;
}
