/* The falls of the whole series, each beside what luck does in a stretch as long: on a network that does not
 * change falls follow one another all the time, and the deepest of them was chosen because it is deep. */
#include "blackout_falls.h"
#include "prose.h"
#include "quantity_text.h"
#include "time_text.h"

#include <math.h>
#include <stdio.h>

/* Whether a fall is among the deepest. They do not overlap, so that a peak is a name. */
static int is_listed(const blackout_figures *f, int64_t i) {
    for (int64_t k = 0; k < f->episodes && k < BLACKOUT_DEEPEST; k++) {
        if (f->deepest[k].peak == f->episode[i].peak) {
            return 1;
        }
    }
    return 0;
}

static void episode_row(FILE *file, const blackout_figures *f, int64_t i, int64_t window) {
    char peak[TIME_TEXT], trough[TIME_TEXT], back[TIME_TEXT], depth[QUANTITY_TEXT], chance[QUANTITY_TEXT];
    const hst_drawdown *d = &f->episode[i];
    fprintf(file, "  %6s %%   %-20s   %-20s   %-20s   %s\n", percent_text(depth, d->depth),
            time_text(peak, f->begin + d->peak * window), time_text(trough, f->begin + d->trough * window),
            d->recovery == HST_NONE ? "still below" : time_text(back, f->begin + d->recovery * window),
            chance_text(chance, f->episode_p[i]));
}

static void table(FILE *file, const blackout_figures *f, int64_t window) {
    fprintf(
        file,
        "     depth   from the window of     lowest                 made up for            by luck alone\n");
    for (int64_t i = 0; i < f->episodes; i++) {
        if (is_listed(f, i)) {
            episode_row(file, f, i, window);
        }
    }
}

static void say_windows(prose *p, const blackout_figures *f, const blackout_options *o) {
    char length[TIME_TEXT];
    if (f->episodes == 0) {
        prose_say(p, "Nothing falls");
    } else if (f->episodes <= BLACKOUT_DEEPEST) {
        prose_say(p, "These are all falls");
    } else {
        prose_say(p, "These are the %d deepest of %lld falls", (int)BLACKOUT_DEEPEST, (long long)f->episodes);
    }
    prose_say(p, "over whole windows of %s, %lld of them.", duration_text(length, o->window),
              (long long)f->windows);
}

static void say_noise(prose *p, const blackout_figures *f, const blackout_options *o) {
    const blackout_noise *noise = &f->noise;
    char depth[QUANTITY_TEXT], chance[QUANTITY_TEXT], median[QUANTITY_TEXT], high[QUANTITY_TEXT];
    if (f->episodes > 0) {
        prose_say(
            p, "By luck alone is the chance that a network that does not change, with %.*f blocks a window,",
            noise->expected < 9.95, noise->expected);
        prose_say(p, "shows one as deep in as many windows. But the deepest was chosen because it is deep:");
        prose_say(p, "somewhere among all windows one of %s %% comes with a chance of %s.",
                  percent_text(depth, f->drawdown.depth), chance_text(chance, noise->p));
    }
    prose_say(p, "Half of such networks stay within %s %%, and %.12g of 100 within %s %%.",
              percent_text(median, noise->median), 100 * o->level, percent_text(high, noise->high));
    prose_say(p, "On them, one window lies 10 %% or more below the one before in %s of cases.",
              chance_text(chance, noise->step_10));
}

void blackout_falls(FILE *file, const blackout_figures *figures, const blackout_options *options) {
    prose p = {file, 0};
    char length[TIME_TEXT];
    fprintf(file, "\nDRAWDOWN\n");
    if (figures->windows < 2) {
        prose_say(&p, "There is only one whole window of %s, so nothing to fall from.",
                  duration_text(length, options->window));
        prose_end(&p);
        return;
    }
    if (figures->episodes > 0) {
        table(file, figures, options->window);
    }
    say_windows(&p, figures, options);
    if (isfinite(figures->noise.p)) {
        say_noise(&p, figures, options);
    }
    prose_end(&p);
}
