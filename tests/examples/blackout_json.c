/* The report for programs. */
#include "blackout_json.h"
#include "json.h"

static void print_hashrate(json *j, const char *key, const hst_hashrate *h) {
    json_open(j, key, JSON_OBJECT);
    json_number(j, "estimate", h->estimate);
    json_number(j, "lower", h->lower);
    json_number(j, "upper", h->upper);
    json_integer(j, "blocks", h->blocks);
    json_integer(j, "seconds", h->seconds);
    json_close(j, JSON_OBJECT);
}

static void print_fall(json *j, const char *key, const hst_impact_fall *fall) {
    json_open(j, key, JSON_OBJECT);
    json_number(j, "estimate", fall->estimate);
    json_number(j, "lower", fall->lower);
    json_number(j, "upper", fall->upper);
    json_number(j, "p", fall->p);
    json_number(j, "luck_p", fall->luck_p);
    json_close(j, JSON_OBJECT);
}

static void print_share(json *j, const blackout_figures *f, double published) {
    const hst_impact_share *share = &f->share;
    json_open(j, "share", JSON_OBJECT);
    json_number(j, "estimate", share->estimate);
    json_number(j, "lower", share->lower);
    json_number(j, "upper", share->upper);
    json_number(j, "published", published);
    json_number(j, "published_p", f->published.p);
    json_number(j, "published_bayes", f->published.bayes);
    json_close(j, JSON_OBJECT);
}

static void print_window(json *j, const char *key, int64_t index, int64_t begin, int64_t length) {
    if (index == HST_NONE) {
        json_null(j, key);
    } else {
        json_integer(j, key, begin + index * length);
    }
}

static void print_episodes(json *j, const blackout_figures *f, int64_t length) {
    json_open(j, "episodes", JSON_LIST);
    for (int64_t i = 0; i < f->episodes; i++) {
        const hst_drawdown *d = &f->episode[i];
        json_open(j, NULL, JSON_OBJECT);
        json_number(j, "depth", d->depth);
        print_window(j, "peak", d->peak, f->begin, length);
        print_window(j, "onset", d->onset, f->begin, length);
        print_window(j, "trough", d->trough, f->begin, length);
        print_window(j, "recovery", d->recovery, f->begin, length);
        json_number(j, "noise_p", f->episode_p[i]);
        json_close(j, JSON_OBJECT);
    }
    json_close(j, JSON_LIST);
}

static void print_drawdown(json *j, const blackout_figures *f, int64_t length) {
    json_open(j, "drawdown", JSON_OBJECT);
    json_number(j, "depth", f->drawdown.depth);
    print_window(j, "peak", f->drawdown.peak, f->begin, length);
    print_window(j, "trough", f->drawdown.trough, f->begin, length);
    print_window(j, "recovery", f->drawdown.recovery, f->begin, length);
    json_number(j, "noise_p", f->noise.p);
    print_episodes(j, f, length);
    json_close(j, JSON_OBJECT);
}

static void print_recovery(json *j, const blackout_figures *f) {
    json_open(j, "recovery", JSON_OBJECT);
    json_number(j, "fraction", f->fraction);
    if (!f->recovery_known) {
        json_null(j, "seconds");
        json_null(j, "open");
        json_null(j, "work_lost");
    } else {
        if (f->recovery.open) {
            json_null(j, "seconds");
        } else {
            json_integer(j, "seconds", f->recovery.from_onset);
        }
        json_boolean(j, "open", f->recovery.open != 0);
        json_number(j, "work_lost", f->recovery.work_lost);
    }
    json_close(j, JSON_OBJECT);
}

static void print_pools(json *j, const blackout_figures *f) {
    json_open(j, "pools", JSON_LIST);
    for (int32_t i = 0; i < f->pools; i++) {
        const blackout_pool *pool = &f->pool[i];
        json_open(j, NULL, JSON_OBJECT);
        json_string(j, "pool", pool->name);
        json_integer(j, "before", pool->before);
        json_integer(j, "during", pool->during);
        json_number(j, "fall", pool->fall.estimate);
        json_number(j, "lower", pool->fall.lower);
        json_number(j, "upper", pool->fall.upper);
        json_close(j, JSON_OBJECT);
    }
    json_close(j, JSON_LIST);
    json_open(j, "unknown", JSON_OBJECT);
    json_integer(j, "before", f->unknown_before);
    json_integer(j, "during", f->unknown_during);
    json_close(j, JSON_OBJECT);
    json_open(j, "pools_mean", JSON_OBJECT);
    json_number(j, "plain", f->pools_mean.plain);
    json_number(j, "weighted", f->pools_mean.weighted);
    json_close(j, JSON_OBJECT);
}

void blackout_json(FILE *file, const blackout_figures *figures, const blackout_options *options,
                   const blocks *record, const blackout_countries *countries) {
    json j = {file, 0, 0};
    json_open(&j, NULL, JSON_OBJECT);
    json_number(&j, "level", options->level);
    json_integer(&j, "blocks", record->count);
    json_open(&j, "hashrate", JSON_OBJECT);
    print_hashrate(&j, "before", &figures->before);
    print_hashrate(&j, "during", &figures->during);
    print_hashrate(&j, "after", &figures->after);
    json_close(&j, JSON_OBJECT);
    json_open(&j, "fall", JSON_OBJECT);
    print_fall(&j, "before", &figures->fall_before);
    print_fall(&j, "after", &figures->fall_after);
    print_fall(&j, "both", &figures->fall_both);
    print_fall(&j, "trend", &figures->trend.fall);
    json_number(&j, "growth", figures->trend.growth);
    json_close(&j, JSON_OBJECT);
    print_share(&j, figures, options->published);
    print_drawdown(&j, figures, options->window);
    print_recovery(&j, figures);
    print_pools(&j, figures);
    if (countries) {
        blackout_countries_json(&j, countries);
    }
    json_open(&j, "detectable", JSON_OBJECT);
    json_number(&j, "fall", figures->detectable);
    json_number(&j, "power", figures->power);
    json_close(&j, JSON_OBJECT);
    json_close(&j, JSON_OBJECT);
}
