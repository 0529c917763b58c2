/* What is asked is read and checked here, and what the stories come to is written; the sums over all times
 * are in kernels/change_times.h. Exposures are taken as parts of the record's, which moves no answer and
 * keeps seconds per hash away from the ends of double's range. */
#include "hashstat/level_shift.h"

#include "internal.h"

#include <float.h>
#include <math.h> /* INFINITY only */

#include "kernels/change_times.h"
#include "kernels/options.h"
#include "kernels/special.h"

/* ---- options ---- */

#define OPTIONS_0_1 88

static const hst_level_shift_options usual = {sizeof(hst_level_shift_options),
                                              0,
                                              HST_LEVEL_SHIFT_FALLS,
                                              HST_LEVEL_SHIFT_LOG_UNIFORM,
                                              1,
                                              0,
                                              1,
                                              0,
                                              1,
                                              1,
                                              1,
                                              20,
                                              3};

hst_status hst_level_shift_options_init(hst_level_shift_options *options, uint32_t struct_size) {
    if (options == NULL) {
        return HST_ENULL;
    }
    return hst__options_init(options, struct_size, &usual, OPTIONS_0_1, sizeof usual) ? HST_OK : HST_EOPTION;
}

static int is_within(double x, double least, double most) {
    return x >= least && x <= most;
}

static int is_either(int32_t x, int32_t a, int32_t b) {
    return x == a || x == b;
}

static hst_status take_options(hst_level_shift_options *o, const hst_level_shift_options *options) {
    *o = usual;
    if (options != NULL && !hst__options_read(o, options, &usual, OPTIONS_0_1, sizeof usual)) {
        return HST_EOPTION;
    }
    return is_either(o->direction, HST_LEVEL_SHIFT_FALLS, HST_LEVEL_SHIFT_EITHER) &&
                   is_either(o->law, HST_LEVEL_SHIFT_LOG_UNIFORM, HST_LEVEL_SHIFT_GEOMETRIC)
               ? HST_OK
               : HST_EOPTION;
}

#define BINS_MAX 1e9

static int are_durations(const hst_level_shift_options *o) {
    if (!is_within(o->shortest, 1, BINS_MAX) || o->shortest != (double)(int64_t)o->shortest) {
        return 0;
    }
    if (o->law == HST_LEVEL_SHIFT_GEOMETRIC) {
        return o->duration > o->shortest && o->duration <= BINS_MAX;
    }
    return o->duration == 0 || is_within(o->duration, o->shortest, BINS_MAX);
}

/* All but the prior's exposure, which is measured by the record's. */
static int are_fine(const hst_level_shift_options *o) {
    return are_durations(o) && is_within(o->shape, 0.1, 1e6) && is_within(o->none, 0, 1e9) &&
           is_within(o->shift, 0, 1e9) && is_within(o->outage, 0, 1e9) && hst__is_not_negative(o->exposure) &&
           o->none + o->shift + o->outage > 0 && is_within(o->odds, 1, 1e12) && is_within(o->quiet, 1, 1e12);
}

/* ---- the record ---- */

#define BLOCKS_MAX INT64_C(1000000000000)
#define CUT_BYTES (HST__CHANGE_CUTS * sizeof(hst__two_rates_cut))

size_t hst_level_shift_work_size(int64_t n) {
    size_t bytes = hst__bytes_for(n, 80);
    if (n < 0) {
        return 0;
    }
    return bytes > SIZE_MAX / 2 ? SIZE_MAX : bytes + 40 + CUT_BYTES;
}

typedef struct record {
    const int64_t *blocks;
    const double *exposure, *weight;
    int64_t n, total;
    double sum, weights; /* of exposures, of weights from the second watched bin on */
    double constant;     /* log of what all stories share */
} record;

/* The next k doubles of the scratch. */
static double *take(double **work, int64_t k) {
    double *here = *work;
    *work += k;
    return here;
}

static hst__two_rates_cut *lay_out(hst__change *c, void *work, int64_t n) {
    double *at = work;
    c->arrivals = take(&at, n + 1);
    c->exposure = take(&at, n + 1);
    c->back = take(&at, n + 1);
    c->value = take(&at, n + 1);
    c->depth = take(&at, n + 1);
    c->place = take(&at, n);
    c->onset = take(&at, n);
    c->step = take(&at, n);
    c->once = take(&at, n);
    c->twice = take(&at, n);
    return (hst__two_rates_cut *)(void *)at;
}

static int is_watched(double exposure) {
    return exposure > 0; /* neither 0 nor NaN */
}

static int is_bin(int64_t blocks, double exposure) {
    if (blocks < 0 || blocks > BLOCKS_MAX) {
        return 0;
    }
    return hst__is_nan(exposure) || (hst__is_not_negative(exposure) && (exposure > 0 || blocks == 0));
}

/* A watched bin to the end of the columns; sums are not yet divided. */
static int add_bin(hst__change *c, record *r, int64_t i) {
    int64_t m = c->bins;
    double weight = r->weight != NULL ? r->weight[i] : 1;
    c->arrivals[m] = (double)r->total;
    c->exposure[m] = r->sum;
    c->place[m] = (double)i;
    c->onset[m] = weight;
    r->total += r->blocks[i];
    r->sum += r->exposure[i];
    if (m > 0) {
        if (!hst__is_not_negative(weight)) {
            return 0;
        }
        r->weights += weight;
    }
    c->bins = m + 1;
    return r->total <= BLOCKS_MAX;
}

static hst_status read_record(hst__change *c, record *r) {
    int64_t i;
    c->bins = 0;
    for (i = 0; i < r->n; ++i) {
        if (!is_bin(r->blocks[i], r->exposure[i])) {
            return HST_EDOMAIN;
        }
        if (is_watched(r->exposure[i]) && !add_bin(c, r, i)) {
            return HST_EDOMAIN;
        }
    }
    c->arrivals[c->bins] = (double)r->total;
    c->exposure[c->bins] = r->sum;
    return HST_OK;
}

/* What only the whole record can tell; the prior's exposure is measured by it. */
static hst_status check_record(const hst__change *c, const record *r, double prior) {
    int sound = is_within(r->sum, 1e-290, 1e290) && (prior == 0 || is_within(prior / r->sum, 1e-9, 1e9));
    if (c->bins > 0 && !sound) {
        return HST_EDOMAIN;
    }
    if (c->bins < 2) {
        return HST_EEMPTY;
    }
    return hst__is_positive(r->weights) ? HST_OK : HST_EDOMAIN;
}

/* log(times x/whole), also where that is too small for a double; x >= 0. */
static double log_of_part(double times, double x, double whole) {
    double part = times * (x / whole);
    return part >= DBL_MIN ? hst__log(part) : hst__log(times) + hst__log(x) - hst__log(whole);
}

/* product of part^k/k!, part being a bin's of the whole exposure */
static double constant_of(const record *r) {
    double sum = 0;
    int64_t i;
    for (i = 0; i < r->n; ++i) {
        if (is_watched(r->exposure[i])) {
            double k = (double)r->blocks[i];
            sum += k * log_of_part(1, r->exposure[i], r->sum) - hst__log_gamma(k + 1);
        }
    }
    return sum;
}

static void prepare(hst__change *c, record *r, const hst_level_shift_options *o) {
    double total = (double)r->total, span = c->place[c->bins - 1] - c->place[0] + 1;
    int64_t i;
    for (i = 0; i <= c->bins; ++i) {
        c->exposure[i] /= r->sum;
    }
    c->only_below = o->direction == HST_LEVEL_SHIFT_FALLS;
    for (i = 1; i < c->bins; ++i) {
        c->onset[i] = log_of_part(c->only_below ? 2 : 1, c->onset[i], r->weights);
    }
    c->geometric = o->law == HST_LEVEL_SHIFT_GEOMETRIC;
    c->shortest = o->shortest;
    c->hazard = c->geometric ? hst__log1p(1 / (o->duration - o->shortest)) : 0;
    c->longest = o->duration > 0 ? o->duration : hst__larger(o->shortest, span / 2);
    hst__two_rates_prepare(&c->rates, o->shape,
                           o->exposure > 0 ? o->exposure / r->sum : o->shape / hst__larger(total, 1), total);
    r->constant = constant_of(r);
}

static hst_status open_record(hst__change *c, record *r, const hst_level_shift_options *o) {
    hst_status status = read_record(c, r);
    if (status == HST_OK) {
        status = check_record(c, r, o->exposure);
    }
    if (status == HST_OK) {
        prepare(c, r, o);
    }
    return status;
}

/* ---- what the stories come to ---- */

/* Parts are of a total of 1, from 1 on; the last return, `bins`, comes after the end. */

static int64_t bin_of(const hst__change *c, int64_t i) {
    return i < c->bins ? (int64_t)c->place[i] : HST_NONE;
}

static int64_t rank_at(const double *part, int64_t last, double rank) {
    double sum = part[1];
    int64_t i = 1;
    while (i < last && sum < rank) {
        sum += part[++i];
    }
    return i;
}

static hst_level_shift_time time_of(const hst__change *c, const double *part, int64_t last, double level) {
    hst_level_shift_time t;
    int64_t i, best = 1;
    for (i = 2; i <= last; ++i) {
        best = part[i] > part[best] ? i : best;
    }
    t.best = bin_of(c, best);
    t.lower = bin_of(c, rank_at(part, last, hst__tail_of(level)));
    t.upper = bin_of(c, rank_at(part, last, 1 - hst__tail_of(level)));
    return t;
}

static hst_level_shift_fall fall_of(const hst__two_rates_cut *cut, int only_below, double level) {
    hst_level_shift_fall f;
    f.median = 1 - hst__change_ratio(cut, only_below, 0.5);
    f.lower = 1 - hst__change_ratio(cut, only_below, 1 - hst__tail_of(level));
    f.upper = 1 - hst__change_ratio(cut, only_below, hst__tail_of(level));
    return f;
}

static void write_times(hst_level_shift *out, const hst__change *c, const hst__change_sums *sums,
                        hst__two_rates_cut *cut, double level) {
    c->back[0] = c->back[1] = 0;
    out->shift_onset = time_of(c, c->once, c->bins - 1, level);
    out->outage_onset = time_of(c, c->twice, c->bins - 1, level);
    out->outage_return = time_of(c, c->back, c->bins, level);
    hst__change_cuts_once(cut, c);
    out->shift_fall = fall_of(cut, c->only_below, level);
    hst__change_cuts_twice(cut, c, sums);
    out->outage_fall = fall_of(cut, c->only_below, level);
}

static int64_t verdict_of(const hst_level_shift *s, double odds, double quiet) {
    if (s->none >= quiet * (s->shift + s->outage)) {
        return HST_LEVEL_SHIFT_NONE;
    }
    if (s->shift >= odds * (s->none + s->outage)) {
        return HST_LEVEL_SHIFT_SHIFT;
    }
    return s->outage >= odds * (s->none + s->shift) ? HST_LEVEL_SHIFT_OUTAGE : HST_LEVEL_SHIFT_UNDECIDED;
}

/* A weight of 0 has the logarithm -infinity, and its story no probability. */
static void write_odds(hst_level_shift *out, const hst__change_sums *sums, const hst_level_shift_options *o) {
    double none = out->log_none + hst__log(o->none), shift = out->log_shift + hst__log(o->shift);
    double outage = out->log_outage + hst__log(o->outage), sum, open;
    double most = hst__larger(none, hst__larger(shift, outage));
    none = hst__exp(none - most);
    shift = hst__exp(shift - most);
    outage = hst__exp(outage - most);
    sum = none + shift + outage;
    out->none = none / sum;
    out->shift = shift / sum;
    out->outage = outage / sum;
    /* Roundings of sums may step over 1. */
    open = hst__smaller(sums->open, 1);
    out->down = hst__smaller(out->shift + out->outage * open, 1);
    out->returned = out->outage * (1 - open);
    out->verdict = verdict_of(out, o->odds, o->quiet);
}

static hst_status check(const hst_level_shift *out, const void *work, size_t bytes, const int64_t *blocks,
                        const double *exposure, int64_t n) {
    if (out == NULL || work == NULL || (n != 0 && (blocks == NULL || exposure == NULL))) {
        return HST_ENULL;
    }
    return n < 0 ? HST_ESIZE : hst__check_work(work, bytes, hst_level_shift_work_size(n));
}

hst_status hst_level_shift_odds(const hst_level_shift_options *options, hst_level_shift *out, void *work,
                                size_t bytes, const int64_t *blocks, const double *exposure,
                                const double *weight, int64_t n, double level) {
    hst_status status = check(out, work, bytes, blocks, exposure, n);
    record r = {blocks, exposure, weight, n, 0, 0, 0, 0};
    hst_level_shift_options o;
    hst__change_sums sums;
    hst__two_rates_cut *cut;
    hst__change c;
    if (status == HST_OK) {
        status = take_options(&o, options);
    }
    if (status == HST_OK && !(are_fine(&o) && hst__is_open_unit(level))) {
        status = HST_EDOMAIN;
    }
    if (status != HST_OK) {
        return status;
    }
    cut = lay_out(&c, work, n);
    status = open_record(&c, &r, &o);
    if (status != HST_OK) {
        return status;
    }
    sums = hst__change_sum(&c);
    out->log_none = r.constant + hst__two_rates_one(&c.rates);
    out->log_shift = r.constant + sums.once;
    out->log_outage = r.constant + sums.twice;
    out->bins = c.bins;
    out->blocks = r.total;
    write_odds(out, &sums, &o);
    write_times(out, &c, &sums, cut, level);
    return HST_OK;
}
