/* The table, and what may be concluded from it. */
#include "recoveries_text.h"
#include "json.h"
#include "prose.h"
#include "quantity_text.h"
#include "time_text.h"

#include <math.h>

/* A duration of the library as text: whole seconds, "open" where the curve does not get that far. */
static const char *lasting(char *out, double seconds) {
    if (!isfinite(seconds)) {
        return "open";
    }
    return duration_text(out, (int64_t)(seconds + 0.5));
}

static void heading(FILE *file, const recoveries_figures *f, const recoveries_options *o,
                    const levels *record) {
    char first[TIME_TEXT], last[TIME_TEXT];
    fprintf(file, "Levels  %lld from %s to %s", (long long)record->count, time_text(first, record->time[0]),
            time_text(last, record->time[record->count - 1]));
    if (record->missing) {
        fprintf(file, ", %lld of them missing", (long long)record->missing);
    }
    fprintf(file, "\nFalls   %lld, of which %lld are deeper than %.12g %% of their peak\n",
            (long long)f->episodes, (long long)f->falls, 100 * o->deeper);
    fprintf(file, "Time    from the %s to the first sample back at the peak\n",
            o->from == HST_SURVIVAL_FROM_PEAK ? "last sample at the peak" : "first sample below the peak");
    fprintf(file, "Ranges  %.12g %% intervals, for each time by itself\n", 100 * o->level);
}

static void table(FILE *file, const recoveries_figures *f) {
    char after[TIME_TEXT], left[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT];
    fprintf(file, "\nAFTER            still lasting   over now   open   not over      range\n");
    for (int64_t i = 0; i < f->rows; i++) {
        const hst_survival_row *r = &f->row[i];
        fprintf(file, "  %-14s %13lld %10lld %6lld %8s %%   %6s .. %s\n", lasting(after, r->time),
                (long long)r->at_risk, (long long)r->events, (long long)r->censored,
                percent_text(left, r->survival), percent_text(lower, r->lower),
                percent_text(upper, r->upper));
    }
}

static void say_quantile(prose *p, const char *part, const hst_survival_quantile *q) {
    char time[TIME_TEXT], low[TIME_TEXT], high[TIME_TEXT];
    if (isnan(q->estimate)) {
        prose_say(p, "%s are not known to be over: too few have recovered.", part);
        return;
    }
    prose_say(p, "%s are over within %s (%s .. %s).", part, lasting(time, q->estimate),
              isnan(q->lower) ? "-" : lasting(low, q->lower), lasting(high, q->upper));
}

static void conclusions(FILE *file, const recoveries_figures *f) {
    static const char *const part[RECOVERIES_QUANTILES] = {"A quarter of such falls", "Half of them",
                                                           "Three quarters"};
    prose p = {file, 0};
    char mean[TIME_TEXT], error[TIME_TEXT], horizon[TIME_TEXT];
    putc('\n', file);
    for (int k = 0; k < RECOVERIES_QUANTILES; k++) {
        say_quantile(&p, part[k], &f->quantile[k]);
    }
    if (f->mean.std_error > 0) { /* 0 where too few falls could tell it */
        prose_say(&p, "On average one lasts %s, with a standard error of %s,", lasting(mean, f->mean.mean),
                  lasting(error, f->mean.std_error));
        prose_say(&p, "if what lasts longer than %s, the longest seen, counts as that.",
                  lasting(horizon, f->horizon));
    }
    if (f->open > 0) {
        prose_say(&p,
                  "The fall that is not over at the end of the record counts as lasting at least so long;");
        prose_say(&p, "left out, it would make recoveries look faster than they are.");
    }
    prose_end(&p);
}

void recoveries_text(FILE *file, const recoveries_figures *figures, const recoveries_options *options,
                     const levels *record) {
    heading(file, figures, options, record);
    if (figures->falls > 0) {
        table(file, figures);
        conclusions(file, figures);
    }
}

/* ---- for programs ---- */

static void print_row(json *j, const hst_survival_row *r) {
    json_open(j, NULL, JSON_OBJECT);
    json_number(j, "time", r->time);
    json_integer(j, "at_risk", r->at_risk);
    json_integer(j, "events", r->events);
    json_integer(j, "censored", r->censored);
    json_number(j, "survival", r->survival);
    json_number(j, "std_error", r->std_error);
    json_number(j, "lower", r->lower);
    json_number(j, "upper", r->upper);
    json_close(j, JSON_OBJECT);
}

static void print_quantile(json *j, double probability, const hst_survival_quantile *q) {
    json_open(j, NULL, JSON_OBJECT);
    json_number(j, "probability", probability);
    json_number(j, "estimate", q->estimate);
    json_number(j, "lower", q->lower);
    json_number(j, "upper", q->upper);
    json_close(j, JSON_OBJECT);
}

void recoveries_json(FILE *file, const recoveries_figures *figures, const recoveries_options *options,
                     const levels *record) {
    json j = {file, 0, 0};
    json_open(&j, NULL, JSON_OBJECT);
    json_number(&j, "level", options->level);
    json_number(&j, "deeper", options->deeper);
    json_integer(&j, "samples", record->count);
    json_integer(&j, "missing", record->missing);
    json_integer(&j, "episodes", figures->episodes);
    json_integer(&j, "falls", figures->falls);
    json_integer(&j, "open", figures->open);
    json_open(&j, "curve", JSON_LIST);
    for (int64_t i = 0; i < figures->rows; i++) {
        print_row(&j, &figures->row[i]);
    }
    json_close(&j, JSON_LIST);
    json_open(&j, "quantiles", JSON_LIST);
    for (int k = 0; k < RECOVERIES_QUANTILES; k++) {
        print_quantile(&j, figures->probability[k], &figures->quantile[k]);
    }
    json_close(&j, JSON_LIST);
    json_open(&j, "restricted_mean", JSON_OBJECT);
    json_number(&j, "horizon", figures->horizon);
    json_number(&j, "mean", figures->mean.mean);
    json_number(&j, "std_error", figures->mean.std_error);
    json_close(&j, JSON_OBJECT);
    json_close(&j, JSON_OBJECT);
}
