/* The report for a person. Each table is followed by what may be concluded from it, because the numbers
 * invite conclusions that they do not bear: a fall within luck, a share that rerouting hides, a drawdown that
 * every network shows. */
#include "blackout_text.h"
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

static const double WEEK = 604800;
static const double SCATTERED = 2; /* dispersion, which is 1 where luck is all */
static const double NEAR = 5;      /* a p within this factor of alpha is called near the line */

static void heading(const report *r) {
    char from[TIME_TEXT], until[TIME_TEXT], length[TIME_TEXT];
    fprintf(r->file, "Event   %s to %s (%s)\n", time_text(from, r->o->from), time_text(until, r->o->until),
            duration_text(length, r->o->until - r->o->from));
    fprintf(r->file, "Ranges  %g %% intervals: what the luck of finding blocks leaves open\n",
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

static void fall_row(const report *r, const char *name, const hst_impact_fall *fall) {
    char estimate[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT], luck[QUANTITY_TEXT];
    fprintf(r->file, "  %-14s %7s %%   %9s .. %-9s %14s\n", name, percent_text(estimate, fall->estimate),
            percent_text(lower, fall->lower), percent_text(upper, fall->upper),
            chance_text(luck, fall->luck_p));
}

/* Growth is what sets the baselines apart: which way, and how sure it is. */
static void say_growth(prose *p, const report *r) {
    const hst_impact_trend *t = &r->f->trend;
    char size[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT], bin[TIME_TEXT];
    int weeks = r->f->end - r->f->begin >= 2 * (int64_t)WEEK;
    double per = weeks ? WEEK : WEEK / 7;
    prose_say(p, "Why the baselines differ: apart from the event the network %s by %s %% a %s (%s .. %s).",
              t->growth < 0 ? "shrank" : "grew", percent_text(size, fabs(expm1(t->growth * per))),
              weeks ? "week" : "day", percent_text(lower, expm1(t->growth_lower * per)),
              percent_text(upper, expm1(t->growth_upper * per)));
    prose_say(p, "Against what was before, that %s the fall; against what came after, it %s it.",
              t->growth < 0 ? "adds to" : "hides a part of", t->growth < 0 ? "hides a part of" : "adds to");
    prose_say(p, "The trend fits growth and fall together, in bins of %s; verdict and share rest on it.",
              duration_text(bin, r->o->window));
    if (isfinite(t->dispersion)) {
        prose_say(
            p, "The bins scatter around it %.2g times as much as luck alone makes them%s.", t->dispersion,
            t->dispersion > SCATTERED ? ": it does not describe them, and its range is too narrow" : "");
    }
}

static void say_verdict(prose *p, const report *r) {
    const hst_impact_fall *fall = &r->f->trend.fall;
    char estimate[QUANTITY_TEXT], luck[QUANTITY_TEXT];
    percent_text(estimate, fabs(fall->estimate));
    if (fall->estimate < 0) {
        prose_say(p, "Verdict: no fall. Hashrate was %s %% above the trend (two-sided p %.2g).", estimate,
                  fall->p);
        return;
    }
    if (fall->p < r->f->alpha) {
        prose_say(p, "Verdict: a fall of %s %% is distinguishable from luck.", estimate);
    } else {
        prose_say(p, "Verdict: a fall of %s %% is not distinguishable from luck: its range reaches below 0.",
                  estimate);
    }
    prose_say(
        p,
        "Had nothing changed, a fall at least this large would come with a chance of %s (two-sided p %.2g).",
        chance_text(luck, fall->luck_p), fall->p);
    if (fall->p > r->f->alpha / NEAR && fall->p < r->f->alpha * NEAR) {
        prose_say(
            p, "That is near the line of %.3g: other lengths of --before and --after can turn the verdict.",
            r->f->alpha);
    }
}

static void falls(const report *r) {
    prose p = {r->file, 0};
    fprintf(r->file, "\nFALL AGAINST                          range             by luck alone\n");
    fall_row(r, "before", &r->f->fall_before);
    if (r->f->after.seconds > 0) {
        fall_row(r, "after", &r->f->fall_after);
        fall_row(r, "both", &r->f->fall_both);
    }
    fall_row(r, "growth trend", &r->f->trend.fall);
    if (!isfinite(r->f->trend.fall.estimate)) {
        prose_say(
            &p,
            "These bins cannot tell the fall from level and growth, so there is no verdict and no share.");
        prose_end(&p);
        return;
    }
    say_verdict(&p, r);
    prose_end(&p);
    say_growth(&p, r);
    prose_end(&p);
}

static void say_published(prose *p, const report *r) {
    const hst_impact_share *share = &r->f->share;
    if (!isnan(r->o->published)) {
        prose_say(p, "The published %.4g %% is %s.", 100 * r->o->published,
                  r->o->published > share->upper   ? "above that range, too high unless its miners went on"
                  : r->o->published < share->lower ? "below that range, too low"
                                                   : "inside that range");
    }
}

static void say_share(prose *p, const report *r) {
    char estimate[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT];
    const hst_impact_share *share = &r->f->share;
    if (r->o->dark_lower < r->o->dark_upper) {
        prose_say(p, "With %.4g to %.4g %% of the country dark,", 100 * r->o->dark_lower,
                  100 * r->o->dark_upper);
    } else {
        prose_say(p, "With %.4g %% of the country dark,", 100 * r->o->dark_lower);
    }
    prose_say(p, "that fall implies a share of %s %% (%s .. %s).", percent_text(estimate, share->estimate),
              percent_text(lower, share->lower), percent_text(upper, share->upper));
    say_published(p, r);
    prose_say(
        p,
        "Where miners rerouted or kept some other link, their blocks went on, and the true share is higher: "
        "then this is a lower bound.");
}

/* How long an event must last to show the published share, and how long this one did. */
static void say_time_to_see(prose *p, const report *r) {
    char least[TIME_TEXT], most[TIME_TEXT], lasted[TIME_TEXT];
    double see = r->f->see_most;
    if (isnan(see)) {
        return;
    }
    prose_say(p, "To see the published %.4g %%", 100 * r->o->published);
    if (!isfinite(see) || see > 1e9) {
        prose_say(p, "against this baseline, no event would be long enough: it takes a longer --before.");
        return;
    }
    duration_text(least, (int64_t)ceil(r->f->see_least));
    duration_text(most, (int64_t)ceil(see));
    if (strcmp(least, most) == 0) {
        prose_say(p, "takes %s of darkness;", most);
    } else {
        prose_say(p, "takes %s to %s of darkness;", least, most);
    }
    duration_text(lasted, r->f->during.seconds);
    prose_say(p, "this event lasted %s, which is %s.", lasted,
              (double)r->f->during.seconds >= see               ? "long enough"
              : (double)r->f->during.seconds >= r->f->see_least ? "long enough only if all was dark"
                                                                : "too short");
}

static void share(const report *r) {
    prose p = {r->file, 0};
    char percent[QUANTITY_TEXT], length[TIME_TEXT];
    fprintf(r->file, "\nSHARE\n");
    if (isfinite(r->f->share.estimate)) {
        say_share(&p, r);
        prose_end(&p);
    }
    duration_text(length, r->f->before.seconds);
    if (isfinite(r->f->detectable)) {
        prose_say(&p, "Against the %s before, the smallest fall that an event of this length shows is %s %%",
                  length, percent_text(percent, r->f->detectable));
    } else {
        prose_say(&p, "Against the %s before, an event of this length shows no fall at all", length);
    }
    prose_say(&p, "(one-sided test at %.3g %%, seen in %.0f of 100 cases).", 100 * r->f->alpha,
              100 * r->f->power);
    say_time_to_see(&p, r);
    prose_end(&p);
}

static void say_noise(prose *p, const report *r) {
    const blackout_noise *noise = &r->f->noise;
    char chance[QUANTITY_TEXT], median[QUANTITY_TEXT], high[QUANTITY_TEXT];
    prose_say(
        p,
        "A network that does not change, with %.0f blocks a window, shows one this deep with a chance of %s;",
        noise->expected, chance_text(chance, noise->p));
    prose_say(p, "half of such networks stay within %s %%, and %.3g of 100 within %s %%.",
              percent_text(median, noise->median), 100 * r->o->level, percent_text(high, noise->high));
    prose_say(p, "On it, one window lies 10 %% or more below the one before in %s of cases.",
              chance_text(chance, noise->step_10));
}

static void drawdown(const report *r) {
    prose p = {r->file, 0};
    char length[TIME_TEXT], peak[TIME_TEXT], trough[TIME_TEXT], back[TIME_TEXT], depth[QUANTITY_TEXT];
    const hst_drawdown *d = &r->f->drawdown;
    int64_t begin = r->f->begin, window = r->o->window;
    fprintf(r->file, "\nDRAWDOWN\n");
    prose_say(&p, "The deepest fall over whole windows of %s, %lld of them, is %s %%%s",
              duration_text(length, window), (long long)r->f->windows, percent_text(depth, d->depth),
              d->onset == HST_NONE ? "." : ",");
    if (d->onset != HST_NONE) {
        prose_say(&p, "from the window of %s to that of %s,", time_text(peak, begin + d->peak * window),
                  time_text(trough, begin + d->trough * window));
        if (d->recovery == HST_NONE) {
            prose_say(&p, "and the last one is still below.");
        } else {
            prose_say(&p, "made up for by that of %s.", time_text(back, begin + d->recovery * window));
        }
    }
    if (isfinite(r->f->noise.p)) {
        say_noise(&p, r);
    }
    prose_end(&p);
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
    prose_say(p, "first below it at %s, back to stay at %s: %s", first,
              time_text(back, from + v->recovery * window), took);
    prose_say(p, "(%s to %s, as the windows leave it).",
              duration_text(low, v->shortest > window ? v->shortest - window : 0),
              duration_text(high, v->longest + window));
}

static void recovery(const report *r) {
    prose p = {r->file, 0};
    const hst_recovery *v = &r->f->recovery;
    char length[TIME_TEXT], level[QUANTITY_TEXT], worth[TIME_TEXT];
    fprintf(r->file, "\nRECOVERY\n");
    if (!r->f->recovery_known) {
        prose_say(&p, "No level before, or no whole window after the beginning: there is nothing to tell.");
        prose_end(&p);
        return;
    }
    prose_say(&p, "To %.4g %% of the level before (%s %sH/s), in windows of %s from the event's beginning:",
              100 * r->f->fraction, quantity_text(level, v->level, r->unit), r->unit.prefix,
              duration_text(length, r->o->window));
    if (v->onset == HST_NONE) {
        prose_say(&p, "never below it.");
        prose_end(&p);
        return;
    }
    say_recovered(&p, r);
    if (r->f->window[0].blocks > 0) {
        const hst_hashrate *one = &r->f->window[0];
        prose_say(&p, "One window alone is uncertain by %.0f to %+.0f %%, so some crossings are luck.",
                  100 * (one->lower / one->estimate - 1), 100 * (one->upper / one->estimate - 1));
    }
    double seconds = fabs(v->work_lost) / r->f->before.estimate;
    prose_say(&p, "Work %s until then: %.2g hashes.", v->work_lost < 0 ? "gained" : "lost",
              fabs(v->work_lost));
    if (seconds < 1e10) {
        prose_say(&p, "The network before does that in %s.", duration_text(worth, (int64_t)(seconds + 0.5)));
    }
    prose_end(&p);
}

enum { LISTED_FROM = 10 }; /* blocks before; below that a range says nothing */

/* A name in at most 20 columns. UTF-8 is cut between characters. */
static const char *short_name(char *out, const char *name) {
    size_t n = 0, columns = 0;
    while (name[n] && columns < 20) {
        do {
            n++;
        } while (((unsigned char)name[n] & 0xc0) == 0x80);
        columns++;
    }
    memcpy(out, name, n);
    memset(out + n, ' ', 20 - columns);
    out[n + 20 - columns] = '\0';
    return out;
}

static void pool_row(const report *r, const blackout_pool *pool) {
    char name[120], estimate[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT];
    const hst_impact_fall *fall = &pool->fall;
    fprintf(r->file, "  %s %6lld %8lld %9s %%   %9s .. %s\n", short_name(name, pool->name),
            (long long)pool->before, (long long)pool->during, percent_text(estimate, fall->estimate),
            percent_text(lower, fall->lower), percent_text(upper, fall->upper));
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
    fprintf(r->file, "\nPOOLS                before   during        fall      range (all hold together)\n");
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
    falls(&r);
    share(&r);
    drawdown(&r);
    recovery(&r);
    pools(&r);
}
