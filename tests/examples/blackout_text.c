/* The report for a person. Each table is followed by what may be concluded from it, because the numbers
 * invite conclusions that they do not bear: a drawdown that every network shows, a loss that may be luck, a
 * pool's change that is a change of labels. */
#include "blackout_text.h"
#include "blackout_falls.h"
#include "blackout_verdict.h"
#include "columns.h"
#include "prose.h"
#include "quantity_text.h"
#include "time_text.h"

#include <math.h>
#include <string.h>

typedef struct report {
    FILE *file;
    const blackout_figures *f;
    const blackout_options *o;
    unit unit; /* of hashrates */
} report;

static void heading(const report *r) {
    char from[TIME_TEXT], until[TIME_TEXT], length[TIME_TEXT];
    fprintf(r->file, "Event   %s to %s (%s)\n", time_text(from, r->o->from), time_text(until, r->o->until),
            duration_text(length, r->o->until - r->o->from));
    fprintf(r->file, "Ranges  %.12g %% intervals: what the luck of finding blocks leaves open\n",
            100 * r->o->level);
}

static void record_line(const report *r, const blocks *record) {
    const hst_hashrate_repair *repair = &r->f->repair;
    fprintf(r->file, "Blocks  %lld, heights %lld to %lld; ", (long long)record->count,
            (long long)record->first_height, (long long)(record->first_height + record->count - 1));
    if (repair->moved == 0) {
        fprintf(r->file, "no header time steps back\n");
    } else {
        fprintf(r->file, "%lld header times put in order, by %lld s at most\n", (long long)repair->moved,
                (long long)repair->largest);
    }
}

static void hashrate_row(const report *r, const char *name, const hst_hashrate *h, int64_t asked) {
    char estimate[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT], length[TIME_TEXT];
    fprintf(r->file, "  %-14s %9s   %9s .. %-9s %9lld   %s", name,
            quantity_text(estimate, h->estimate, r->unit), quantity_text(lower, h->lower, r->unit),
            quantity_text(upper, h->upper, r->unit), (long long)h->blocks, duration_text(length, h->seconds));
    if (h->seconds < asked) {
        fprintf(r->file, " (%s missing)", duration_text(length, asked - h->seconds));
    }
    putc('\n', r->file);
}

static void hashrates(const report *r) {
    fprintf(r->file, "\nHASHRATE %13sH/s           range             blocks   in\n", r->unit.prefix);
    hashrate_row(r, "before", &r->f->before, r->o->before);
    hashrate_row(r, "during", &r->f->during, r->o->until - r->o->from);
    if (r->o->after > 0) {
        hashrate_row(r, "after", &r->f->after, r->o->after);
    }
}

static void say_recovered(prose *p, const report *r) {
    const hst_recovery *v = &r->f->recovery;
    char back[TIME_TEXT], took[TIME_TEXT], first[TIME_TEXT], low[TIME_TEXT], high[TIME_TEXT];
    int64_t from = r->o->from, window = r->o->window;
    time_text(first, from + v->onset * window);
    duration_text(took, v->from_onset);
    if (v->open) {
        prose_say(p, "first below it at %s and not back %s later, at the end: still open.", first, took);
        return;
    }
    prose_say(p, "first below it at %s, back for two windows in a row from %s: %s", first,
              time_text(back, from + v->recovery * window), took);
    prose_say(p, "(%s to %s, as the windows leave it).",
              duration_text(low, v->shortest > window ? v->shortest - window : 0),
              duration_text(high, v->longest + window));
}

static char *signed_duration(char *out, double seconds) {
    if (!(fabs(seconds) < 1e15)) {
        return strcpy(out, "open");
    }
    out[0] = '-';
    duration_text(out + (seconds <= -0.5), (int64_t)(fabs(seconds) + 0.5));
    return out;
}

/* Work lost as time of the network before, because work is lost over baseline = fall x seconds. */
static void say_work(prose *p, const report *r) {
    const hst_recovery *v = &r->f->recovery;
    const hst_impact_fall *fall = &r->f->until_back;
    char worth[TIME_TEXT + 1], least[TIME_TEXT + 1], most[TIME_TEXT + 1];
    int gained = v->work_lost < 0;
    double seconds = (double)v->from_onset, time = fabs(v->work_lost) / r->f->before.estimate;
    double low = (gained ? -fall->upper : fall->lower) * seconds;
    double high = (gained ? -fall->lower : fall->upper) * seconds;
    prose_say(p, "Work %s %s: %#.2g hashes,", gained ? "gained" : "lost", v->open ? "so far" : "until then",
              fabs(v->work_lost));
    prose_say(p, "what the network before does in %s (%s .. %s%s).", signed_duration(worth, time),
              signed_duration(least, low), signed_duration(most, high),
              low <= 0 && high >= 0 ? ": it may be nothing" : "");
    prose_say(p, "A stretch chosen because it is low shows, on average, more loss than there was.");
}

static void recovery(const report *r) {
    prose p = {r->file, 0};
    const hst_recovery *v = &r->f->recovery;
    char length[TIME_TEXT], level[QUANTITY_TEXT], chance[QUANTITY_TEXT];
    double percent = 100 * r->f->fraction;
    fprintf(r->file, "\nRECOVERY\n");
    if (!r->f->recovery_known) {
        prose_say(&p, "No level before, or no whole window after the beginning: there is nothing to tell.");
        prose_end(&p);
        return;
    }
    prose_say(&p, "To %.4g %% of the level before (%s %sH/s), in windows of %s from the event's beginning:",
              percent, quantity_text(level, v->level, r->unit), r->unit.prefix,
              duration_text(length, r->o->window));
    if (v->onset == HST_NONE) {
        prose_say(&p, "never below it.");
        prose_end(&p);
        return;
    }
    say_recovered(&p, r);
    if (isfinite(r->f->until_back.estimate)) {
        say_work(&p, r);
    }
    if (isfinite(r->f->luck_below)) {
        prose_say(&p,
                  "A network that does not change also falls below %.4g %% of its level in single windows",
                  percent);
        prose_say(&p, "and returns: each window lies there with a chance of %s.",
                  chance_text(chance, r->f->luck_below));
    }
    prose_end(&p);
}

enum { LISTED_FROM = 10 }; /* blocks before; below that a range says nothing */

static void pool_row(const report *r, const blackout_pool *pool) {
    char estimate[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT], share[QUANTITY_TEXT];
    const hst_impact_fall *fall = &pool->fall;
    double lost = fall->estimate * (double)pool->before / (double)r->f->before.blocks;
    fputs("  ", r->file);
    columns_print(r->file, pool->name, 20);
    fprintf(r->file, " %6lld %8lld %9s %%   %9s .. %-8s %7s\n", (long long)pool->before,
            (long long)pool->during, percent_text(estimate, fall->estimate), percent_text(lower, fall->lower),
            percent_text(upper, fall->upper), percent_text(share, lost));
}

static void say_pools_mean(prose *p, const report *r) {
    const hst_impact_pools_mean *mean = &r->f->pools_mean;
    char plain[QUANTITY_TEXT], weighted[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT];
    prose_say(p, "Mean fall of the pools: %s %% (%s .. %s) weighted by blocks;",
              percent_text(weighted, mean->weighted), percent_text(lower, mean->weighted_lower),
              percent_text(upper, mean->weighted_upper));
    prose_say(p, "%s %% (%s .. %s) if each counts alike, as the press has it: mostly luck of the small ones.",
              percent_text(plain, mean->plain), percent_text(lower, mean->plain_lower),
              percent_text(upper, mean->plain_upper));
}

static void pools(const report *r) {
    prose p = {r->file, 0};
    int32_t left = 0;
    int64_t left_before = 0, left_during = 0;
    fprintf(r->file,
            "\nPOOLS                before   during        fall      range (all hold together)   of all\n");
    for (int32_t i = 0; i < r->f->pools; i++) {
        const blackout_pool *pool = &r->f->pool[i];
        if (pool->before >= LISTED_FROM) {
            pool_row(r, pool);
        } else {
            left++;
            left_before += pool->before;
            left_during += pool->during;
        }
    }
    if (left) {
        prose_say(&p, "%d smaller pools: %lld blocks before, %lld during.", (int)left, (long long)left_before,
                  (long long)left_during);
    }
    if (r->f->unknown_before || r->f->unknown_during) {
        prose_say(&p, "Without a label: %lld and %lld; a label that comes or goes moves the pools' figures.",
                  (long long)r->f->unknown_before, (long long)r->f->unknown_during);
    }
    if (r->f->pools > 0) {
        prose_say(&p, "Of all: what the pool's fall took of the network, in per cent.");
    }
    if (r->f->pools_mean.pools > 0) {
        say_pools_mean(&p, r);
    }
    prose_end(&p);
}

void blackout_text(FILE *file, const blackout_figures *figures, const blackout_options *options,
                   const blocks *record) {
    double typical = figures->before.blocks ? figures->before.estimate : figures->during.estimate;
    report r = {file, figures, options, unit_for(typical)};
    heading(&r);
    record_line(&r, record);
    hashrates(&r);
    blackout_verdict(file, figures, options);
    blackout_falls(file, figures, options);
    recovery(&r);
    pools(&r);
}
