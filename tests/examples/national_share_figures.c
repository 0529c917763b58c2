/* Blocks of the pools whose mix is known, the shares of the countries among them, and what that bounds. */
#include "national_share_figures.h"
#include "program.h"
#include "time_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The stretch that counts; all of the record unless another was asked for. */
static int stretch(int64_t edge[2], const national_share_figures *f, const national_share_options *o,
                   const blocks *b, fault *why) {
    char first[TIME_TEXT], last[TIME_TEXT];
    int whole = o->from == o->until;
    edge[0] = whole ? f->time[0] : o->from;
    edge[1] = whole ? f->time[b->count - 1] : o->until;
    if (edge[0] < f->time[0] || edge[1] > f->time[b->count - 1]) {
        fault_set(why, edge[0] < f->time[0] ? blocks_line(0) : blocks_line(b->count - 1),
                  "the blocks cover %s to %s; --from and --until must lie inside",
                  time_text(first, f->time[0]), time_text(last, f->time[b->count - 1]));
        return 0;
    }
    return 1;
}

/* The mix's pools are those of the blocks with the same name; -1: none. */
static int32_t label_of(const blocks *b, const char *name) {
    for (int32_t i = 0; i < b->pools; i++) {
        if (strcmp(b->name[i], name) == 0) {
            return i;
        }
    }
    return HST_NONE;
}

/* Blocks of the stretch by pool of the mix. */
static int count(int64_t *by_mix, national_share_figures *f, const national_share_options *o, const blocks *b,
                 const mix *m, fault *why) {
    int64_t edge[2], found, seconds;
    double exposure;
    int64_t *by_pool = program_allocate(b->pools, sizeof *by_pool, why);
    int done = by_pool && stretch(edge, f, o, b, why) &&
               program_good(hst_hashrate_count_edges(&found, &exposure, &seconds, by_pool, edge, 1, f->time,
                                                     b->work, b->pool, b->count, b->pools),
                            "hst_hashrate_count_edges", why) &&
               program_good(
                   hst_hashrate_between(&f->network, f->time, b->work, b->count, edge[0], edge[1], o->level),
                   "hst_hashrate_between", why);
    for (int32_t p = 0; done && p < m->pools; p++) {
        int32_t label = label_of(b, m->pool[p]);
        by_mix[p] = label == HST_NONE ? 0 : by_pool[label];
        f->silent += by_mix[p] == 0;
        f->seen += by_mix[p];
    }
    free(by_pool);
    if (done && f->seen == 0) {
        fault_set(why, 0, "no pool of the mix has a block in that stretch");
        done = 0;
    }
    f->coverage = done ? (double)f->seen / (double)f->network.blocks : 0;
    return done && program_good(hst_share_interval_exact(&f->covered, f->seen, f->network.blocks, o->level),
                                "hst_share_interval_exact", why);
}

static int measure_country(national_share_country *k, const national_share_figures *f,
                           const national_share_options *o, fault *why) {
    /* What the mix leaves open may be in this country too. Less coverage moves all bounds outwards, so that
     * its lower end is the one for both. */
    hst_interval range = {k->seen.share.lower, k->seen.most};
    hst_share_value network = {f->network.estimate, f->network.lower, f->network.upper};
    return program_good(hst_share_bounds_odds(&k->alike, &range, f->covered.lower, o->gamma),
                        "hst_share_bounds_odds", why) &&
           program_good(hst_share_bounds_coverage(&k->any, &range, f->covered.lower),
                        "hst_share_bounds_coverage", why) &&
           program_good(hst_share_hashrate(&k->hashrate, &k->seen.share, &network), "hst_share_hashrate",
                        why);
}

static int larger_first(const void *left, const void *right) {
    const national_share_country *a = left, *b = right;
    if (a->seen.share.estimate != b->seen.share.estimate) {
        return a->seen.share.estimate < b->seen.share.estimate ? 1 : -1;
    }
    return strcmp(a->name, b->name);
}

static int shares(national_share_figures *f, const int64_t *by_mix, const national_share_options *o,
                  const mix *m, fault *why, int *in_mix) {
    hst_share_country *share = program_allocate(m->countries, sizeof *share, why);
    f->countries = m->countries;
    f->country = program_allocate(m->countries, sizeof *f->country, why);
    int done = share && f->country;
    if (done && !program_good(hst_share_national(share, &f->unlocated, by_mix, m->part, m->pools,
                                                 m->countries, 0, o->flags, o->level),
                              "hst_share_national", why)) {
        *in_mix = 1;
        mix_blame(why, m, o->flags);
        done = 0;
    }
    for (int32_t c = 0; done && c < m->countries; c++) {
        f->country[c].name = m->country[c];
        f->country[c].seen = share[c];
        done = measure_country(&f->country[c], f, o, why);
    }
    free(share);
    if (done) {
        qsort(f->country, (size_t)m->countries, sizeof *f->country, larger_first);
    }
    return done;
}

int national_share_measure(national_share_figures *out, fault *why, int *in_mix,
                           const national_share_options *options, const blocks *record, const mix *parts) {
    hst_hashrate_repair repair;
    memset(out, 0, sizeof *out);
    *in_mix = 0;
    int64_t *by_mix = program_allocate(parts->pools, sizeof *by_mix, why);
    out->time = program_allocate(record->count, sizeof *out->time, why);
    int done = by_mix && out->time &&
               program_good(hst_hashrate_repair_running_max(out->time, &repair, record->time, record->count),
                            "hst_hashrate_repair_running_max", why) &&
               count(by_mix, out, options, record, parts, why) &&
               shares(out, by_mix, options, parts, why, in_mix);
    free(by_mix);
    return done;
}

void national_share_figures_free(national_share_figures *figures) {
    free(figures->time);
    free(figures->country);
    memset(figures, 0, sizeof *figures);
}
