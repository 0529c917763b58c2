/* From levels to falls, from falls to durations, from durations to a curve and what is read off it. */
#include "recoveries_figures.h"
#include "program.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Once to learn how many there are, once to take them. */
static int episodes(recoveries_figures *f, const levels *record, fault *why) {
    const char *name = "hst_drawdown_episodes";
    if (!program_good(hst_drawdown_episodes(NULL, 0, &f->episodes, record->value, record->count), name,
                      why)) {
        return 0;
    }
    f->fall = program_allocate(f->episodes, sizeof *f->fall, why);
    return f->fall && program_good(hst_drawdown_episodes(f->fall, f->episodes, &f->episodes, record->value,
                                                         record->count),
                                   name, why);
}

/* Samples up to the last value: what is missing after it says nothing of a fall that lasts. */
static int64_t seen(const levels *record) {
    int64_t n = record->count;
    while (isnan(record->value[n - 1])) {
        n--;
    }
    return n;
}

static int durations(recoveries_figures *f, const recoveries_options *o, const levels *record, fault *why) {
    f->duration = program_allocate(f->episodes, sizeof *f->duration, why);
    f->status = program_allocate(f->episodes, sizeof *f->status, why);
    return f->duration && f->status &&
           program_good(hst_survival_of_drawdowns(f->duration, f->status, f->episodes, &f->falls, f->fall,
                                                  f->episodes, record->time, seen(record), o->deeper,
                                                  o->from),
                        "hst_survival_of_drawdowns", why);
}

static int curve(recoveries_figures *f, const recoveries_options *o, fault *why) {
    size_t bytes = hst_survival_work_size(f->falls);
    void *work = program_allocate((int64_t)bytes, 1, why);
    f->row = program_allocate(f->falls, sizeof *f->row, why);
    int done = work && f->row &&
               program_good(hst_survival_fit(f->row, f->falls, &f->rows, f->duration, f->status, f->falls,
                                             o->scale, o->level, work, bytes),
                            "hst_survival_fit", why);
    free(work);
    return done;
}

static int summaries(recoveries_figures *f, fault *why) {
    for (int64_t i = 0; i < f->falls; i++) {
        f->open += f->status[i] == HST_SURVIVAL_CENSORED;
    }
    for (int k = 0; k < RECOVERIES_QUANTILES; k++) {
        f->probability[k] = (k + 1) / 4.0;
    }
    f->mean.mean = f->mean.std_error = NAN;
    f->horizon = f->rows > 0 ? f->row[f->rows - 1].time : 0;
    return program_good(
               hst_survival_quantiles(f->quantile, f->probability, RECOVERIES_QUANTILES, f->row, f->rows),
               "hst_survival_quantiles", why) &&
           (f->horizon == 0 ||
            program_good(hst_survival_restricted_mean(&f->mean, f->row, f->rows, f->horizon),
                         "hst_survival_restricted_mean", why));
}

int recoveries_measure(recoveries_figures *out, fault *why, const recoveries_options *options,
                       const levels *record) {
    memset(out, 0, sizeof *out);
    return episodes(out, record, why) && durations(out, options, record, why) && curve(out, options, why) &&
           summaries(out, why);
}

void recoveries_figures_free(recoveries_figures *figures) {
    free(figures->duration);
    free(figures->status);
    free(figures->fall);
    free(figures->row);
    memset(figures, 0, sizeof *figures);
}
