/* Block by block: the monitor says when, the bins say since when and how much. */
#include "watch_figures.h"
#include "program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR = 3600, DAY = 86400 };

static const double YEAR = 31557600, LEVEL = 0.95;

double watch_threshold(const watch_options *options) {
    return -log(options->level);
}

hst_monitor_options watch_monitor_options(const watch_options *options) {
    hst_monitor_options out;
    hst_monitor_options_init(&out, (uint32_t)sizeof out);
    out.baseline = options->baseline;
    out.growth_lower = log1p(options->growth.lower) / YEAR;
    out.growth_upper = log1p(options->growth.upper) / YEAR;
    return out;
}

int watch_begin(watch *w, const watch_options *options, fault *why) {
    hst_monitor_options monitor = watch_monitor_options(options);
    memset(w, 0, sizeof *w);
    w->options = options;
    w->level.ratio = w->level.lower = w->level.upper = NAN;
    w->bytes = hst_level_shift_work_size(WATCH_BINS);
    w->work = program_allocate((int64_t)w->bytes, 1, why);
    return w->work && program_good(hst_monitor_init(&w->monitor, &monitor), "hst_monitor_init", why);
}

void watch_free(watch *w) {
    free(w->work);
    w->work = NULL;
}

const watch_alarm *watch_latest(const watch *w) {
    int64_t i = w->alarms < WATCH_ALARMS ? w->alarms : WATCH_ALARMS;
    return i > 0 ? &w->alarm[i - 1] : NULL;
}

/* ---- since when, and how much ---- */

/* A rise is a fall of the record read backwards. */
static void turn(watch_bins *out, const watch_bins *bins, int64_t from) {
    memset(out, 0, sizeof *out);
    out->count = bins->count - from;
    for (int64_t i = 0; i < out->count; i++) {
        out->blocks[i] = bins->blocks[bins->count - 1 - i];
        out->exposure[i] = bins->exposure[bins->count - 1 - i];
    }
}

static hst_status odds_of(hst_level_shift *out, const watch *w, const watch_bins *bins, int64_t from) {
    return hst_level_shift_odds(NULL, out, w->work, w->bytes, bins->blocks + from, bins->exposure + from,
                                NULL, bins->count - from, LEVEL);
}

/* What the monitor itself says, where there are too few bins. */
static void by_monitor(watch_alarm *a, const hst_monitor_change *c) {
    a->onset = a->earliest = a->latest = c->last_key;
    a->ratio = c->ratio;
    a->lower = c->lower;
    a->upper = c->upper;
}

/* Where in a bin a change lies is not known, so that a range of edges reaches a bin further on both sides, if
 * not beyond the latest block. */
static int64_t edge_before(const watch *w, int64_t i) {
    return i == HST_NONE ? HST_NONE : watch_bins_edge(&w->bins, i - 1);
}

static int64_t edge_after(const watch *w, int64_t i) {
    if (i == HST_NONE) {
        return HST_NONE;
    }
    int64_t edge = watch_bins_edge(&w->bins, i + 1);
    return edge < w->time ? edge : w->time;
}

static void by_fall(watch_alarm *a, const watch *w, int64_t from, const hst_level_shift *s) {
    a->onset = watch_bins_edge(&w->bins, from + s->shift_onset.best);
    a->earliest = edge_before(w, from + s->shift_onset.lower);
    a->latest = edge_after(w, from + s->shift_onset.upper);
    a->ratio = 1 - s->shift_fall.median;
    a->lower = 1 - s->shift_fall.upper;
    a->upper = 1 - s->shift_fall.lower;
}

static void by_rise(watch_alarm *a, const watch *w, const hst_level_shift *s) {
    int64_t count = w->bins.count;
    a->onset = watch_bins_edge(&w->bins, count - s->shift_onset.best);
    a->earliest = edge_before(w, count - s->shift_onset.upper);
    a->latest = edge_after(w, count - s->shift_onset.lower);
    a->ratio = 1 / (1 - s->shift_fall.median);
    a->lower = 1 / (1 - s->shift_fall.lower);
    a->upper = 1 / (1 - s->shift_fall.upper);
}

static int locate(watch *w, watch_alarm *a, const hst_monitor_reading *r, fault *why) {
    int64_t from = watch_bins_at(&w->bins, w->compare);
    watch_bins turned;
    hst_level_shift s;
    hst_status status;
    if (a->direction < 0) {
        status = odds_of(&s, w, &w->bins, from);
    } else {
        turn(&turned, &w->bins, from);
        status = odds_of(&s, w, &turned, 0);
    }
    if (status == HST_EEMPTY) {
        by_monitor(a, a->direction < 0 ? &r->fall : &r->rise);
        return 1;
    }
    if (!program_good(status, "hst_level_shift_odds", why)) {
        return 0;
    }
    if (a->direction < 0) {
        by_fall(a, w, from, &s);
    } else {
        by_rise(a, w, &s);
    }
    return 1;
}

/* ---- return ---- */

/* The level since the last onset beside that before the first fall. */
static int compare_level(const watch *w, watch_level *out, fault *why) {
    watch_sum now = watch_bins_sum(&w->bins, watch_bins_at(&w->bins, w->compare), w->bins.count);
    const watch_alarm *latest = watch_latest(w);
    hst_rate_comparison c;
    *out = w->level;
    if (out->state == WATCH_NEVER_FELL || !(now.exposure > 0) || !(w->high.exposure > 0)) {
        return 1;
    }
    if (!program_good(
            hst_rate_ratio_exact(&c, now.blocks, now.exposure, w->high.blocks, w->high.exposure, 1, LEVEL),
            "hst_rate_ratio_exact", why)) {
        return 0;
    }
    out->ratio = c.ratio;
    out->lower = c.lower;
    out->upper = c.upper;
    out->since = w->compare;
    out->state = out->upper < 1 || latest->direction < 0 ? WATCH_BELOW : WATCH_BACK;
    return 1;
}

/* Of the fall in the bins, which begin with its comparison. */
static int odds(const watch *w, watch_odds *out, fault *why) {
    const watch_alarm *latest = watch_latest(w);
    hst_level_shift s;
    memset(out, 0, sizeof *out);
    if (!latest || latest->direction > 0) {
        return 1;
    }
    hst_status status = odds_of(&s, w, &w->bins, 0);
    if (status == HST_EEMPTY) {
        return 1;
    }
    const hst_level_shift_time *back = &s.outage_return;
    int64_t since = back->best == HST_NONE ? HST_NONE : watch_bins_edge(&w->bins, back->best);
    watch_odds found = {1,
                        s.none,
                        s.down,
                        s.returned,
                        s.shift,
                        s.verdict,
                        since,
                        edge_before(w, back->lower),
                        edge_after(w, back->upper)};
    *out = found;
    return program_good(status, "hst_level_shift_odds", why);
}

int watch_end(const watch *w, watch_level *level, watch_odds *out, fault *why) {
    if (!compare_level(w, level, why) || !odds(w, out, why)) {
        return 0;
    }
    int over = out->verdict == HST_LEVEL_SHIFT_OUTAGE && out->returned > out->down;
    if (out->known && (over || out->down < 1 - LEVEL)) {
        level->state = WATCH_BACK; /* before there is a rise alarm, or as it never fell */
    }
    return 1;
}

/* ---- an alarm ---- */

/* Go on from the onset. Bins before the comparison of this alarm are not needed any more. */
static int go_on(watch *w, const watch_alarm *a, fault *why) {
    watch_bins *bins = &w->bins;
    int64_t from = watch_bins_at(bins, w->compare), onset = watch_bins_at(bins, a->onset);
    int64_t index = watch_bins_index(bins, onset);
    if (a->direction < 0 && w->level.state != WATCH_BELOW) {
        w->high = watch_bins_sum(bins, from, onset);
        watch_level fell = {WATCH_BELOW, a->onset, a->onset, NAN, NAN, NAN};
        w->level = fell;
    }
    watch_bins_drop(bins, from);
    w->compare = a->onset;
    memset(&w->peak, 0, sizeof w->peak);
    return program_good(hst_monitor_rebase(&w->monitor, index), "hst_monitor_rebase", why);
}

static void levels(watch *w, watch_alarm *a) {
    int64_t from = watch_bins_at(&w->bins, w->compare), onset = watch_bins_at(&w->bins, a->onset);
    a->width = watch_bins_edge(&w->bins, onset + 1) - watch_bins_edge(&w->bins, onset);
    a->before = watch_rate(watch_bins_sum(&w->bins, from, onset));
    a->after = watch_rate(watch_bins_sum(&w->bins, onset, w->bins.count));
}

static int raise_alarm(watch *w, const hst_monitor_reading *r, fault *why) {
    int64_t at = w->alarms < WATCH_ALARMS ? w->alarms : WATCH_ALARMS - 1;
    watch_alarm *a = &w->alarm[at];
    memset(a, 0, sizeof *a);
    a->time = w->time;
    a->height = w->height;
    a->direction = r->direction < 0 ? -1 : 1;
    a->e = r->e;
    a->log_e = r->log_e;
    if (!locate(w, a, r, why)) {
        return WATCH_FAILED;
    }
    levels(w, a);
    w->alarms++;
    if (!go_on(w, a, why) || !watch_end(w, &a->level, &a->odds, why)) {
        return WATCH_FAILED;
    }
    w->level = a->level;
    return WATCH_RAISED;
}

/* ---- a block ---- */

static void first(watch *w, const block *b) {
    w->first_time = w->time = w->compare = b->time;
    w->first_height = b->height;
    watch_bins_begin(&w->bins, b->time, HOUR, WATCH_BINS / 2);
    watch_bins_begin(&w->days, b->time, DAY, 0);
}

/* Header times may step backwards. Online only the past is known, so that the latest time so far stands
 * in. */
static int64_t advance(watch *w, int64_t time) {
    int64_t before = w->time;
    if (time < before) {
        w->stepped++;
        w->furthest = before - time > w->furthest ? before - time : w->furthest;
    } else {
        w->time = time;
    }
    return before;
}

static void look(watch_peak *peak, double log_e, int64_t time) {
    if (peak->looks++ == 0 || log_e > peak->log_e) {
        peak->log_e = log_e;
        peak->time = time;
    }
}

int watch_take(watch *w, const block *b, fault *why) {
    hst_monitor_reading r;
    w->height = b->height;
    if (w->blocks++ == 0) {
        first(w, b);
        return WATCH_QUIET;
    }
    int64_t before = advance(w, b->time);
    watch_bins_add(&w->bins, before, w->time, b->work);
    watch_bins_add(&w->days, before, w->time, b->work);
    if (!program_good(hst_monitor_push_block(&w->monitor, (double)(w->time - before), b->work, w->time),
                      "hst_monitor_push_block", why) ||
        !program_good(hst_monitor_read(&r, &w->monitor, LEVEL), "hst_monitor_read", why)) {
        return WATCH_FAILED;
    }
    look(&w->peak, r.log_e, w->time);
    look(&w->fall, r.fall.log_e, w->time);
    return r.log_e >= watch_threshold(w->options) ? raise_alarm(w, &r, why) : WATCH_QUIET;
}
