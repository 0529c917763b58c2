/* Outages by country from the blocks of the pools before and during the event. Growth is taken off: the
 * exposure before is that of a network of the event's size. */
#include "blackout_countries.h"
#include "columns.h"
#include "program.h"
#include "prose.h"
#include "quantity_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Blocks by pool of the mix; returns how many before are of no pool of it. */
static int64_t count(int64_t *before, int64_t *during, const blackout_figures *f, const mix *m,
                     int64_t *seen) {
    int64_t others = f->before.blocks;
    for (int32_t p = 0; p < m->pools; p++) {
        for (int32_t i = 0; i < f->pools; i++) {
            if (strcmp(f->pool[i].name, m->pool[p]) == 0) {
                before[p] = f->pool[i].before;
                during[p] = f->pool[i].during;
            }
        }
        others -= before[p];
        *seen += before[p] + during[p];
    }
    return others;
}

/* Each part holds at half of alpha, so that their product, the loss, holds at alpha. */
static int measure(blackout_countries *k, const blackout_figures *f, const blackout_options *o, const mix *m,
                   int64_t *before, int64_t *during, void *work, size_t bytes, fault *why) {
    double level = 1 - (1 - o->level) / 2;
    int64_t others = count(before, during, f, m, &k->seen);
    if (k->seen == 0) {
        fault_set(why, 0, "no pool of the mix has a block before or during the event");
        return 0;
    }
    if (!program_good(hst_attribution_profile(k->outage, &k->fit, m->part, before, during, m->pools,
                                              m->countries, f->grown_before, f->during.exposure, level,
                                              HST_ATTRIBUTION_DISPERSED, work, bytes),
                      "hst_attribution_profile", why)) {
        mix_blame(why, m, 0);
        return 0;
    }
    return program_good(
        hst_attribution_shares(k->share, m->part, before, k->outage, m->pools, m->countries, others, level),
        "hst_attribution_shares", why);
}

int blackout_countries_measure(blackout_countries *out, fault *why, const blackout_figures *figures,
                               const blackout_options *options, const mix *parts) {
    size_t bytes = 0;
    memset(out, 0, sizeof *out);
    out->parts = parts;
    out->countries = parts->countries;
    if (!program_good(hst_attribution_work_size(&bytes, parts->pools, parts->countries),
                      "hst_attribution_work_size", why)) {
        return 0;
    }
    int64_t *before = program_allocate(parts->pools, sizeof *before, why);
    int64_t *during = program_allocate(parts->pools, sizeof *during, why);
    void *work = program_allocate((int64_t)bytes, 1, why);
    out->outage = program_allocate(parts->countries, sizeof *out->outage, why);
    out->share = program_allocate(parts->countries, sizeof *out->share, why);
    int done = before && during && work && out->outage && out->share &&
               measure(out, figures, options, parts, before, during, work, bytes, why);
    free(before);
    free(during);
    free(work);
    return done;
}

void blackout_countries_free(blackout_countries *k) {
    free(k->outage);
    free(k->share);
    memset(k, 0, sizeof *k);
}

/* ---- for a person ---- */

static void row(FILE *file, const blackout_countries *k, int32_t c) {
    char dark[QUANTITY_TEXT], low[QUANTITY_TEXT], high[QUANTITY_TEXT], share[QUANTITY_TEXT],
        loss[QUANTITY_TEXT];
    char loss_low[QUANTITY_TEXT], loss_high[QUANTITY_TEXT], luck[QUANTITY_TEXT];
    const hst_attribution_country *d = &k->outage[c];
    const hst_attribution_share *s = &k->share[c];
    fputs("  ", file);
    columns_print(file, k->parts->country[c], 18);
    fprintf(file, " %7s %%   %5s .. %-5s   %6s %%   %5s %%   %5s .. %-5s   %s\n", percent_text(dark, d->dark),
            percent_text(low, d->lower), percent_text(high, d->upper), percent_text(share, s->share),
            percent_text(loss, s->loss), percent_text(loss_low, s->loss_lower),
            percent_text(loss_high, s->loss_upper), chance_text(luck, d->luck_p));
}

void blackout_countries_text(FILE *file, const blackout_countries *k, const blackout_options *options) {
    prose p = {file, 0};
    char chance[QUANTITY_TEXT];
    int unknown = 0;
    fprintf(file,
            "\nCOUNTRIES              dark      range         share     lost       range       by luck\n");
    for (int32_t c = 0; c < k->countries; c++) {
        row(file, k, c);
        unknown |= !k->outage[c].identified;
    }
    prose_say(&p, "The parts of the countries that went dark, as they explain the falls of the pools best; "
                  "what each had of");
    prose_say(&p, "the network by the mix; and what that makes of a loss. Growth is taken off. The ranges of "
                  "the loss hold at");
    prose_say(&p, "%.12g %%.", 100 * options->level);
    if (unknown) {
        prose_say(&p,
                  "-: the pools cannot tell that country from others; its range is what they leave open.");
    }
    if (isfinite(k->fit.p)) {
        prose_say(&p,
                  "If the mix is right, pools scatter around this fit at least so much with a chance of %s.",
                  chance_text(chance, k->fit.p));
    }
    prose_end(&p);
}

/* ---- for programs ---- */

void blackout_countries_json(json *j, const blackout_countries *k) {
    json_open(j, "countries", JSON_LIST);
    for (int32_t c = 0; c < k->countries; c++) {
        const hst_attribution_country *d = &k->outage[c];
        const hst_attribution_share *s = &k->share[c];
        json_open(j, NULL, JSON_OBJECT);
        json_string(j, "country", k->parts->country[c]);
        json_number(j, "dark", d->dark);
        json_number(j, "dark_lower", d->lower);
        json_number(j, "dark_upper", d->upper);
        json_boolean(j, "identified", d->identified != 0);
        json_number(j, "share", s->share);
        json_number(j, "loss", s->loss);
        json_number(j, "loss_lower", s->loss_lower);
        json_number(j, "loss_upper", s->loss_upper);
        json_number(j, "luck_p", d->luck_p);
        json_close(j, JSON_OBJECT);
    }
    json_close(j, JSON_LIST);
    json_number(j, "mix_p", k->fit.p);
}
