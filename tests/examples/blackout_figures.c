/* The numbers of the report, in the order in which it prints them. No statistics happen here: what is added,
 * divided or sorted is only what the functions of the library take as their arguments. */
#include "blackout_figures.h"
#include "program.h"
#include "time_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WINDOWS = 10000, MOST_POINTS = 1000 };

/* Luck comes in steps, and hash/s may round to just above the step that the counts stand on. */
static const double ROUNDED_DOWN = 1 - 1e-12;

static const hst_impact_fall NO_FALL = {NAN, NAN, NAN, NAN, NAN};

/* The event must lie inside the record. A baseline that reaches beyond it is cut to what was recorded, and
 * the report says how long that is: a stretch without blocks of which nothing is known would look like a
 * fall. */
static int span(blackout_figures *f, const blackout_options *o, const blocks *b, fault *why) {
    char from[TIME_TEXT], until[TIME_TEXT];
    int64_t first = f->time[0], last = f->time[b->count - 1];
    if (o->from <= first || o->until > last) {
        fault_set(why, o->from <= first ? blocks_line(0) : blocks_line(b->count - 1),
                  "the blocks cover %s to %s; the event and some time before it must lie inside",
                  time_text(from, first), time_text(until, last));
        return 0;
    }
    f->begin = o->from - o->before > first ? o->from - o->before : first;
    f->end = o->until + o->after < last ? o->until + o->after : last;
    if (o->window > f->end - f->begin || (f->end - f->begin) / o->window > MOST_WINDOWS) {
        fault_set(why, 0, "the %lld s from first to last baseline make no window of %lld s, or more than %d",
                  (long long)(f->end - f->begin), (long long)o->window, (int)MOST_WINDOWS);
        return 0;
    }
    return 1;
}

static int repair(blackout_figures *f, const blocks *b, fault *why) {
    f->time = program_allocate(b->count, sizeof *f->time, why);
    return f->time && program_good(hst_hashrate_repair_running_max(f->time, &f->repair, b->time, b->count),
                                   "hst_hashrate_repair_running_max", why);
}

static int hashrates(blackout_figures *f, const blackout_options *o, const blocks *b, fault *why) {
    const char *name = "hst_hashrate_between";
    return program_good(
               hst_hashrate_between(&f->before, f->time, b->work, b->count, f->begin, o->from, o->level),
               name, why) &&
           program_good(
               hst_hashrate_between(&f->during, f->time, b->work, b->count, o->from, o->until, o->level),
               name, why) &&
           program_good(
               hst_hashrate_between(&f->after, f->time, b->work, b->count, o->until, f->end, o->level), name,
               why);
}

static int falls(blackout_figures *f, const blackout_options *o, fault *why) {
    hst_impact_count before = {f->before.blocks, f->before.exposure},
                     during = {f->during.blocks, f->during.exposure},
                     after = {f->after.blocks, f->after.exposure},
                     both = {before.blocks + after.blocks, before.exposure + after.exposure};
    const char *name = "hst_impact_fall_exact";
    f->fall_after = NO_FALL;
    return program_good(hst_impact_fall_exact(&f->fall_before, &during, &before, o->level), name, why) &&
           (f->after.seconds == 0 ||
            program_good(hst_impact_fall_exact(&f->fall_after, &during, &after, o->level), name, why)) &&
           program_good(hst_impact_fall_exact(&f->fall_both, &during, &both, o->level), name, why);
}

typedef struct bins {
    int64_t count;
    int64_t *edge, *blocks, *seconds;
    double *exposure, *middle, *dark;
} bins;

static void bins_free(bins *k) {
    free(k->edge);
    free(k->blocks);
    free(k->seconds);
    free(k->exposure);
    free(k->middle);
    free(k->dark);
}

static int fit_trend(blackout_figures *f, bins *k, const blackout_options *o, const blocks *b, fault *why) {
    int64_t edges = 0;
    if (!program_good(hst_impact_edges(NULL, 0, &edges, f->begin, o->from, o->until, f->end, o->window),
                      "hst_impact_edges", why)) {
        return 0;
    }
    k->count = edges - 1;
    k->edge = program_allocate(edges, sizeof *k->edge, why);
    k->blocks = program_allocate(edges, sizeof *k->blocks, why);
    k->seconds = program_allocate(edges, sizeof *k->seconds, why);
    k->exposure = program_allocate(edges, sizeof *k->exposure, why);
    k->middle = program_allocate(edges, sizeof *k->middle, why);
    k->dark = program_allocate(edges, sizeof *k->dark, why);
    if (!k->edge || !k->blocks || !k->seconds || !k->exposure || !k->middle || !k->dark ||
        !program_good(
            hst_impact_edges(k->edge, edges, &edges, f->begin, o->from, o->until, f->end, o->window),
            "hst_impact_edges", why) ||
        !program_good(hst_hashrate_count_edges(k->blocks, k->exposure, k->seconds, NULL, k->edge, k->count,
                                               f->time, b->work, NULL, b->count, 0),
                      "hst_hashrate_count_edges", why) ||
        !program_good(hst_impact_darkness(k->dark, k->edge, k->count, o->from, o->until),
                      "hst_impact_darkness", why)) {
        return 0;
    }
    for (int64_t i = 0; i < k->count; i++) {
        k->middle[i] = (double)k->edge[i] + (double)(k->edge[i + 1] - k->edge[i]) / 2;
    }
    return program_good(
        hst_impact_trend_fit(&f->trend, k->blocks, k->exposure, k->middle, k->dark, k->count, o->level),
        "hst_impact_trend_fit", why);
}

static int trend_and_share(blackout_figures *f, const blackout_options *o, const blocks *b, fault *why) {
    bins k;
    memset(&k, 0, sizeof k);
    int done = fit_trend(f, &k, o, b, why);
    bins_free(&k);
    return done &&
           program_good(hst_impact_share_implied(&f->share, &f->trend.fall, o->dark_lower, o->dark_upper),
                        "hst_impact_share_implied", why);
}

/* Exposure of a baseline as if the network had had its size in the middle of the event throughout. */
static double grown(const blackout_figures *f, const hst_hashrate *baseline, int64_t from, int64_t until,
                    const blackout_options *o) {
    double middle = (double)o->from / 2 + (double)o->until / 2,
           away = (double)from / 2 + (double)until / 2 - middle;
    return baseline->exposure * (isfinite(f->trend.growth) ? exp(f->trend.growth * away) : 1);
}

static int published_share(blackout_figures *f, const blackout_options *o, fault *why) {
    const hst_impact_compatible none = {NAN, NAN, NAN, NAN};
    f->grown_before = grown(f, &f->before, f->begin, o->from, o);
    f->grown_after = grown(f, &f->after, o->until, f->end, o);
    hst_impact_count event = {f->during.blocks, f->during.exposure};
    hst_impact_count baseline = {f->before.blocks + f->after.blocks, f->grown_before + f->grown_after};
    f->published = none;
    return !(o->published > 0) ||
           program_good(hst_impact_share_compatible(&f->published, &event, &baseline, o->published,
                                                    o->dark_lower, o->dark_upper),
                        "hst_impact_share_compatible", why);
}

static int noise_floor(blackout_noise *noise, double depth, int64_t windows, double level, fault *why) {
    size_t bytes = 0;
    if (!program_good(hst_drawdown_noise_work_size(&bytes, noise->expected), "hst_drawdown_noise_work_size",
                      why)) {
        return 0;
    }
    void *work = program_allocate((int64_t)bytes, 1, why);
    double asked = depth * ROUNDED_DOWN;
    int done =
        work &&
        program_good(hst_drawdown_noise(&noise->p, asked, noise->expected, windows, work, bytes),
                     "hst_drawdown_noise", why) &&
        program_good(hst_drawdown_noise_quantile(&noise->median, 0.5, noise->expected, windows, work, bytes),
                     "hst_drawdown_noise_quantile", why) &&
        program_good(hst_drawdown_noise_quantile(&noise->high, level, noise->expected, windows, work, bytes),
                     "hst_drawdown_noise_quantile", why) &&
        program_good(hst_rate_luck_fall(&noise->step_10, noise->expected, noise->expected, 0.1),
                     "hst_rate_luck_fall", why);
    free(work);
    return done;
}

/* Each fall as if it had been chosen beforehand: against luck within a span of its own length. */
static int episode_chances(blackout_figures *f, fault *why) {
    size_t bytes = 0;
    if (!program_good(hst_drawdown_noise_work_size(&bytes, f->noise.expected), "hst_drawdown_noise_work_size",
                      why)) {
        return 0;
    }
    void *work = program_allocate((int64_t)bytes, 1, why);
    int done = work != NULL;
    for (int64_t i = 0; done && i < f->episodes; i++) {
        hst_drawdown fall = f->episode[i];
        fall.depth *= ROUNDED_DOWN;
        done = program_good(
            hst_drawdown_noise_episode(&f->episode_p[i], &fall, f->noise.expected, f->windows, work, bytes),
            "hst_drawdown_noise_episode", why);
    }
    free(work);
    return done;
}

static int episodes(blackout_figures *f, fault *why) {
    const char *name = "hst_drawdown_episodes";
    if (!program_good(hst_drawdown_episodes(NULL, 0, &f->episodes, f->rate, f->windows), name, why)) {
        return 0;
    }
    f->episode = program_allocate(f->episodes, sizeof *f->episode, why);
    f->episode_p = program_allocate(f->episodes, sizeof *f->episode_p, why);
    if (!f->episode || !f->episode_p ||
        !program_good(hst_drawdown_episodes(f->episode, f->episodes, &f->episodes, f->rate, f->windows), name,
                      why)) {
        return 0;
    }
    int64_t found = 0;
    if (!program_good(hst_drawdown_list(f->deepest, BLACKOUT_DEEPEST, &found, f->rate, f->windows, 0, 1,
                                        HST_DRAWDOWN_DEEPEST),
                      "hst_drawdown_list", why)) {
        return 0;
    }
    for (int64_t i = 0; i < f->episodes; i++) {
        f->episode_p[i] = NAN;
    }
    return f->noise.expected == 0 || episode_chances(f, why);
}

static int drawdown(blackout_figures *f, const blackout_options *o, const blocks *b, fault *why) {
    hst_hashrate_grid grid = {f->begin, o->window, o->window, (f->end - f->begin) / o->window};
    f->windows = grid.count;
    f->window = program_allocate(grid.count, sizeof *f->window, why);
    f->rate = program_allocate(grid.count, sizeof *f->rate, why);
    f->underwater = program_allocate(grid.count, sizeof *f->underwater, why);
    if (!f->window || !f->rate || !f->underwater ||
        !program_good(hst_hashrate_windows(f->window, &grid, f->time, b->work, b->count, o->level),
                      "hst_hashrate_windows", why)) {
        return 0;
    }
    for (int64_t i = 0; i < grid.count; i++) {
        f->rate[i] = f->window[i].estimate;
    }
    blackout_noise none = {0, NAN, NAN, NAN, NAN};
    f->noise = none;
    if (!program_good(hst_drawdown_underwater(f->underwater, f->rate, grid.count), "hst_drawdown_underwater",
                      why) ||
        !program_good(hst_drawdown_max(&f->drawdown, f->rate, grid.count), "hst_drawdown_max", why) ||
        !program_good(hst_rate_estimate(&f->noise.expected, f->before.blocks + f->after.blocks,
                                        (double)(f->before.seconds + f->after.seconds) / (double)o->window),
                      "hst_rate_estimate", why)) {
        return 0;
    }
    return (f->noise.expected == 0 || noise_floor(&f->noise, f->drawdown.depth, grid.count, o->level, why)) &&
           episodes(f, why);
}

/* The same window sliding over the record in small steps, for the eye. */
static int trail(blackout_figures *f, const blackout_options *o, const blocks *b, fault *why) {
    int64_t room = f->end - f->begin - o->window, step = o->window / 24;
    step = step > room / MOST_POINTS ? step : room / MOST_POINTS;
    f->trail_grid.start = f->begin;
    f->trail_grid.step = step > 0 ? step : 1;
    f->trail_grid.width = o->window;
    f->trail_grid.count = room / f->trail_grid.step + 1;
    f->trail = program_allocate(f->trail_grid.count, sizeof *f->trail, why);
    return f->trail &&
           program_good(hst_hashrate_windows(f->trail, &f->trail_grid, f->time, b->work, b->count, o->level),
                        "hst_hashrate_windows", why);
}

/* Work lost over baseline is fall x seconds of the same stretch, and a fall has an exact interval. */
static int recovery_by_luck(blackout_figures *f, const blackout_options *o, const blocks *b, fault *why) {
    const hst_recovery *v = &f->recovery;
    double windows = (double)f->before.seconds / (double)o->window, expected = 0;
    f->until_back = NO_FALL;
    f->luck_below = NAN;
    if (v->from_onset == 0) {
        return 1;
    }
    int64_t onset = o->from + v->onset * o->window;
    hst_hashrate low;
    if (!program_good(
            hst_hashrate_between(&low, f->time, b->work, b->count, onset, onset + v->from_onset, o->level),
            "hst_hashrate_between", why)) {
        return 0;
    }
    hst_impact_count before = {f->before.blocks, f->before.exposure}, until = {low.blocks, low.exposure};
    return program_good(hst_impact_fall_exact(&f->until_back, &until, &before, o->level),
                        "hst_impact_fall_exact", why) &&
           program_good(hst_rate_estimate(&expected, f->before.blocks, windows), "hst_rate_estimate", why) &&
           (expected < 1e-9 || program_good(hst_rate_luck_fall(&f->luck_below, (double)f->before.blocks,
                                                               expected, 1 - f->fraction),
                                            "hst_rate_luck_fall", why));
}

/* In windows cut at the event's first second, so that none mixes what was before with what came then; held
 * for one window: the window that is back and the next one. */
static int recovery(blackout_figures *f, const blackout_options *o, const blocks *b, fault *why) {
    hst_hashrate_grid grid = {o->from, o->window, o->window, (f->end - o->from) / o->window};
    f->fraction = 0.95;
    f->recovery_known = grid.count > 0 && f->before.estimate > 0;
    if (!f->recovery_known) {
        return 1;
    }
    hst_hashrate *window = program_allocate(grid.count, sizeof *window, why);
    int64_t *start = program_allocate(grid.count, sizeof *start, why);
    double *rate = program_allocate(grid.count, sizeof *rate, why);
    int done = window && start && rate &&
               program_good(hst_hashrate_windows(window, &grid, f->time, b->work, b->count, o->level),
                            "hst_hashrate_windows", why);
    if (done) {
        for (int64_t i = 0; i < grid.count; i++) {
            start[i] = grid.start + i * grid.step;
            rate[i] = window[i].estimate;
        }
        done = program_good(hst_recovery_find(&f->recovery, start, rate, grid.count, o->from,
                                              f->before.estimate, f->fraction, o->window),
                            "hst_recovery_find", why) &&
               recovery_by_luck(f, o, b, why);
    }
    free(window);
    free(start);
    free(rate);
    return done;
}

static int larger_first(const void *left, const void *right) {
    const blackout_pool *a = left, *b = right;
    if (a->before != b->before) {
        return a->before < b->before ? 1 : -1;
    }
    return a->during != b->during ? (a->during < b->during ? 1 : -1) : strcmp(a->name, b->name);
}

/* The pools that found a block before or during the event, and what found none counts for nobody. */
static void choose_pools(blackout_figures *f, const blocks *b, const int64_t *by_pool) {
    f->unknown_before = f->before.blocks;
    f->unknown_during = f->during.blocks;
    for (int32_t i = 0; i < b->pools; i++) {
        blackout_pool pool = {b->name[i], by_pool[i], by_pool[b->pools + i], NO_FALL};
        if (pool.before > 0 || pool.during > 0) {
            f->pool[f->pools++] = pool;
        }
        f->unknown_before -= pool.before;
        f->unknown_during -= pool.during;
    }
    qsort(f->pool, (size_t)f->pools, sizeof *f->pool, larger_first);
}

static int pool_falls(blackout_figures *f, int64_t *before, int64_t *during, hst_impact_fall *fall,
                      double level, fault *why) {
    const hst_impact_pools_mean no_mean = {NAN, NAN, NAN, NAN, NAN, NAN, 0};
    double e_before = f->before.exposure, e_during = f->during.exposure;
    f->pools_mean = no_mean;
    if (f->pools == 0) {
        return 1;
    }
    for (int32_t i = 0; i < f->pools; i++) {
        before[i] = f->pool[i].before;
        during[i] = f->pool[i].during;
    }
    if (!program_good(hst_impact_pools_fall(fall, before, during, f->pools, e_before, e_during, level),
                      "hst_impact_pools_fall", why) ||
        !program_good(
            hst_impact_pools_mean_fall(&f->pools_mean, before, during, f->pools, e_before, e_during, level),
            "hst_impact_pools_mean_fall", why)) {
        return 0;
    }
    for (int32_t i = 0; i < f->pools; i++) {
        f->pool[i].fall = fall[i];
    }
    return 1;
}

static int pools(blackout_figures *f, const blackout_options *o, const blocks *b, fault *why) {
    const int64_t edge[3] = {f->begin, o->from, o->until};
    int64_t found[2], seconds[2];
    double exposure[2];
    int64_t *by_pool = program_allocate(2 * (int64_t)b->pools, sizeof *by_pool, why);
    hst_impact_fall *fall = program_allocate(b->pools, sizeof *fall, why);
    f->pool = program_allocate(b->pools, sizeof *f->pool, why);
    int done = by_pool && fall && f->pool &&
               program_good(hst_hashrate_count_edges(found, exposure, seconds, by_pool, edge, 2, f->time,
                                                     b->work, b->pool, b->count, b->pools),
                            "hst_hashrate_count_edges", why);
    if (done) {
        choose_pools(f, b, by_pool);
        /* The counts by label are no longer needed: their memory takes the chosen pools' in order. */
        done = pool_falls(f, by_pool, by_pool + b->pools, fall, o->level, why);
    }
    free(by_pool);
    free(fall);
    return done;
}

static int what_could_be_seen(blackout_figures *f, const blackout_options *o, fault *why) {
    hst_impact_count before = {f->before.blocks, f->before.exposure};
    f->alpha = 1 - o->level;
    f->power = 0.8;
    f->detectable = f->see_least = f->see_most = NAN;
    /* Beyond this an event is so short, or so long, that the question is void and the library says so. */
    double expected = f->before.estimate * f->during.exposure;
    if (expected >= 1e-9 && expected <= 1e9 &&
        !program_good(hst_impact_detectable(&f->detectable, &before, f->during.exposure, f->alpha, f->power),
                      "hst_impact_detectable", why)) {
        return 0;
    }
    const char *name = "hst_impact_time_to_detect";
    double work = (double)f->during.seconds / f->during.exposure;
    /* NaN: none was given. 0: no event shows a fall of nothing. */
    return !(o->published > 0) ||
           (program_good(hst_impact_time_to_detect(&f->see_least, &before, o->published, o->dark_upper, work,
                                                   f->alpha, f->power),
                         name, why) &&
            program_good(hst_impact_time_to_detect(&f->see_most, &before, o->published, o->dark_lower, work,
                                                   f->alpha, f->power),
                         name, why));
}

int blackout_measure(blackout_figures *out, fault *why, const blackout_options *options,
                     const blocks *record) {
    memset(out, 0, sizeof *out);
    return repair(out, record, why) && span(out, options, record, why) &&
           hashrates(out, options, record, why) && falls(out, options, why) &&
           trend_and_share(out, options, record, why) && published_share(out, options, why) &&
           drawdown(out, options, record, why) && trail(out, options, record, why) &&
           recovery(out, options, record, why) && pools(out, options, record, why) &&
           what_could_be_seen(out, options, why);
}

void blackout_figures_free(blackout_figures *figures) {
    free(figures->time);
    free(figures->window);
    free(figures->rate);
    free(figures->underwater);
    free(figures->episode);
    free(figures->episode_p);
    free(figures->trail);
    free(figures->pool);
    memset(figures, 0, sizeof *figures);
}
