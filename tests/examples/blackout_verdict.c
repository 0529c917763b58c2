/* The part of the report that judges: the falls, the verdict, and the share that it implies. The numbers
 * invite conclusions that they do not bear, a fall within luck and a share that rerouting hides, so each is
 * followed by what may be concluded. */
#include "blackout_verdict.h"
#include "prose.h"
#include "quantity_text.h"
#include "time_text.h"

#include <math.h>
#include <string.h>

typedef struct report {
    FILE *file;
    const blackout_figures *f;
    const blackout_options *o;
} report;

static const int64_t DAY = 86400;
static const double NEAR = 5; /* a p within this factor of alpha is called near the line */

static void fall_row(const report *r, const char *name, const hst_impact_fall *fall) {
    char estimate[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT], luck[QUANTITY_TEXT];
    fprintf(r->file, "  %-14s %7s %%   %9s .. %-9s %14s\n", name, percent_text(estimate, fall->estimate),
            percent_text(lower, fall->lower), percent_text(upper, fall->upper),
            chance_text(luck, fall->luck_p));
}

/* Growth in a week or a day, or over the whole span where that is shorter: nothing is known of a day then. */
static void growth_text(char *size, char *range, size_t bytes, const hst_impact_trend *t, int64_t span) {
    char estimate[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT], length[TIME_TEXT];
    int64_t per = span >= 14 * DAY ? 7 * DAY : span >= DAY ? DAY : span;
    duration_text(length, per);
    percent_text(estimate, fabs(expm1(t->growth * (double)per)));
    snprintf(size, bytes, "%s %% %s%s", estimate, per == span ? "in " : "a ",
             per == span  ? length
             : per == DAY ? "day"
                          : "week");
    snprintf(range, bytes, "%s .. %s", percent_text(lower, expm1(t->growth_lower * (double)per)),
             percent_text(upper, expm1(t->growth_upper * (double)per)));
}

/* Growth is what sets the baselines apart, unless it may be luck. */
static void say_growth(prose *p, const report *r) {
    enum { ROOM = 160 };
    const hst_impact_trend *t = &r->f->trend;
    char size[ROOM], range[ROOM];
    int shrank = t->growth < 0;
    growth_text(size, range, sizeof size, t, r->f->end - r->f->begin);
    if (t->growth_lower <= 0 && t->growth_upper >= 0) {
        prose_say(p, "Apart from the event the network %s by %s (%s), which cannot be told from none:",
                  shrank ? "shrank" : "grew", size, range);
        prose_say(p, "the baselines may differ by luck alone.");
        return;
    }
    prose_say(p, "Why the baselines differ: apart from the event the network %s by %s (%s).",
              shrank ? "shrank" : "grew", size, range);
    prose_say(p, "Against what was before, that %s the fall; against what came after, it %s it.",
              shrank ? "adds to" : "hides a part of", shrank ? "hides a part of" : "adds to");
}

/* Dispersion that luck exceeds in 1 of 100 cases. Over bins of `expected` blocks each, Pearson's sum has mean
 * k = freedom and variance k (2 + 1/expected); so has chi-square of k / (1 + 1/(2 expected)) degrees, scaled.
 * The cube root of chi-square over its degrees is nearly normal with mean 1 - v and variance
 * v = 2 / (9 degrees) (Wilson and Hilferty, PNAS 17, 1931); 2.326 is the normal quantile of 0.99. */
static double scatter_by_luck(int64_t freedom, double expected) {
    double v = 2 * (1 + 1 / (2 * expected)) / (9 * (double)freedom), root = 1 - v + 2.326 * sqrt(v);
    return root * root * root;
}

static void say_fit(prose *p, const report *r) {
    const hst_impact_trend *t = &r->f->trend;
    char bin[TIME_TEXT];
    prose_say(p, "The trend fits growth and fall together, in bins of %s; verdict and share rest on it.",
              duration_text(bin, r->o->window));
    if (!isfinite(t->dispersion)) {
        return;
    }
    double found = (double)(r->f->before.blocks + r->f->during.blocks + r->f->after.blocks);
    int misfit = t->dispersion > scatter_by_luck(t->freedom, found / (double)(t->freedom + 3));
    prose_say(p, "The bins scatter around it %#.2g times as much as luck alone makes them%s", t->dispersion,
              misfit ? "," : ".");
    if (misfit) {
        prose_say(p, "which luck does in less than 1 of 100 cases: the trend does not describe them, and its "
                     "range is too narrow.");
    }
}

static void say_verdict(prose *p, const report *r) {
    const hst_impact_fall *fall = &r->f->trend.fall;
    char estimate[QUANTITY_TEXT], luck[QUANTITY_TEXT];
    percent_text(estimate, fabs(fall->estimate));
    if (fall->estimate < 0) {
        prose_say(p, "Verdict: no fall. Hashrate was %s %% above the trend (two-sided p %#.2g).", estimate,
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
        "Had nothing changed, a fall at least this large would come with a chance of %s (two-sided p %#.2g).",
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
    if (r->f->after.seconds > 0) {
        say_growth(&p, r);
    }
    say_fit(&p, r);
    prose_end(&p);
}

/* `fell`: whether there is a fall that a share may follow from. */
static void say_published(prose *p, const report *r, int fell) {
    const hst_impact_share *share = &r->f->share;
    double published = r->o->published;
    if (published > share->upper) {
        prose_say(p, "The published %.4g %% is above that range%s.", 100 * published,
                  fell ? ", too high unless its miners went on" : "");
    } else if (published < share->lower) {
        prose_say(p, "The published %.4g %% is below that range, too low.", 100 * published);
    } else if (fell && !isnan(published)) {
        prose_say(p, "The published %.4g %% is inside that range.", 100 * published);
    }
}

/* The other way round: had the published share gone dark, how often would so little have been lost? */
static void say_compatible(prose *p, const report *r) {
    char chance[QUANTITY_TEXT], factor[40];
    const hst_impact_compatible *k = &r->f->published;
    if (!isfinite(k->p)) {
        return;
    }
    int against = k->bayes < 1;
    double odds = against ? 1 / k->bayes : k->bayes;
    if (odds < 1e6) {
        snprintf(factor, sizeof factor, "%.2g", odds);
    } else {
        snprintf(factor, sizeof factor, "more than a million");
    }
    prose_say(p,
              "Had the published %.4g %% gone dark, a fall as small as this would come with a chance of %s;",
              100 * r->o->published, chance_text(chance, k->p));
    prose_say(p, "against a share of which nothing is known the blocks speak %s it by a factor of %s.",
              against ? "against" : "for", factor);
}

static void say_share(prose *p, const report *r) {
    char estimate[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT];
    const hst_impact_share *share = &r->f->share;
    int fell = r->f->trend.fall.estimate >= 0;
    if (!fell) {
        prose_say(p, "There is no fall, so no share follows from it.");
    }
    if (r->o->dark_lower < r->o->dark_upper) {
        prose_say(p, "With %.4g to %.4g %% of the country dark,", 100 * r->o->dark_lower,
                  100 * r->o->dark_upper);
    } else {
        prose_say(p, "With %.4g %% of the country dark,", 100 * r->o->dark_lower);
    }
    percent_text(lower, share->lower);
    percent_text(upper, share->upper);
    if (!fell) {
        prose_say(p, "its range leaves %s .. %s %%.", lower, upper);
        say_published(p, r, fell);
        return;
    }
    prose_say(p, "that fall implies a share of %s %% (%s .. %s).", percent_text(estimate, share->estimate),
              lower, upper);
    say_published(p, r, fell);
    prose_say(
        p,
        "Where miners rerouted or kept some other link, their blocks went on, and the true share is higher: "
        "then this is a lower bound.");
    say_compatible(p, r);
}

/* How long an event must last to show the published share, and how long this one did. */
static void say_time_to_see(prose *p, const report *r) {
    char least[TIME_TEXT], most[TIME_TEXT], lasted[TIME_TEXT];
    double see = r->f->see_most, seconds = (double)r->f->during.seconds;
    if (isnan(see)) {
        return;
    }
    prose_say(p, "To see the published %.4g %% as often", 100 * r->o->published);
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
              seconds >= see               ? "long enough"
              : seconds >= r->f->see_least ? "long enough only if all was dark"
                                           : "too short");
}

/* What could have been seen at all, at the verdict's alpha but one-sided. */
static void say_detectable(prose *p, const report *r) {
    char percent[QUANTITY_TEXT], length[TIME_TEXT];
    prose_say(p, "Against the %s before, an event of this length",
              duration_text(length, r->f->before.seconds));
    if (isfinite(r->f->detectable)) {
        prose_say(p, "shows a fall of %s %% in %.0f of 100 cases, and a smaller one too, but less often.",
                  percent_text(percent, r->f->detectable), 100 * r->f->power);
    } else {
        prose_say(p, "does not show even a fall of 100 %% in %.0f of 100 cases.", 100 * r->f->power);
    }
    say_time_to_see(p, r);
    prose_say(p, "All this by a one-sided test at %.3g %%, half as strict as the verdict's two-sided one.",
              100 * r->f->alpha);
}

static void share(const report *r) {
    prose p = {r->file, 0};
    fprintf(r->file, "\nSHARE\n");
    if (isfinite(r->f->share.estimate)) {
        say_share(&p, r);
        prose_end(&p);
    }
    say_detectable(&p, r);
    prose_end(&p);
}

void blackout_verdict(FILE *file, const blackout_figures *figures, const blackout_options *options) {
    report r = {file, figures, options};
    falls(&r);
    share(&r);
}
