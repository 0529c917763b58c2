/* The table. Each country has three ranges, one inside the next: what luck leaves, what a limit on the unseen leaves,
 * and what is left without any. */
#include "national_share_text.h"
#include "columns.h"
#include "json.h"
#include "prose.h"
#include "quantity_text.h"
#include "time_text.h"

static void heading(FILE *file, const national_share_figures *f, const national_share_options *o) {
    char length[TIME_TEXT], covered[QUANTITY_TEXT];
    fprintf(file, "Blocks  %lld in %s, %lld of them (%s %%) of pools whose mix is known\n",
            (long long)f->network.blocks, duration_text(length, f->network.seconds), (long long)f->seen,
            percent_text(covered, f->coverage));
    fprintf(file,
            "Ranges  %.12g %%: what the luck of finding blocks leaves open; the mix is taken as it is\n",
            100 * o->level);
}

static void range_text(FILE *file, double lower, double upper) {
    char low[QUANTITY_TEXT], high[QUANTITY_TEXT];
    fprintf(file, "   %5s .. %-5s", percent_text(low, lower), percent_text(high, upper));
}

static void country_row(FILE *file, const national_share_country *k, unit u) {
    char share[QUANTITY_TEXT], rate[QUANTITY_TEXT];
    fputs("  ", file);
    columns_print(file, k->name, 16);
    fprintf(file, " %6s", percent_text(share, k->seen.share.estimate));
    range_text(file, k->seen.share.lower, k->seen.share.upper);
    range_text(file, k->alike.lower, k->alike.upper);
    range_text(file, k->any.lower, k->any.upper);
    fprintf(file, " %9s\n", quantity_text(rate, k->hashrate.estimate, u));
}

static void conclusions(FILE *file, const national_share_figures *f, const national_share_options *o) {
    prose p = {file, 0};
    char part[QUANTITY_TEXT];
    prose_say(&p, "Per cent of the blocks of pools whose mix is known, and of the whole network:");
    prose_say(&p, "if a country's odds among the unseen pools differ by a factor of %.12g at most,",
              o->gamma);
    prose_say(&p, "and wherever the unseen are. Pools that publish their mix are no random sample:");
    prose_say(&p, "without some limit the blocks say no more than the last range. Hashrate: were the unseen "
                  "like the seen.");
    if (f->unlocated > 0) {
        prose_say(&p, "%s %% of the seen blocks are in no country that the mix names.",
                  percent_text(part, f->unlocated));
    }
    if (f->silent > 0) {
        prose_say(&p, "%lld %s of the mix %s no block in this stretch.", (long long)f->silent,
                  f->silent == 1 ? "pool" : "pools", f->silent == 1 ? "has" : "have");
    }
    prose_end(&p);
}

void national_share_text(FILE *file, const national_share_figures *figures,
                         const national_share_options *options) {
    unit u = unit_for(figures->network.estimate);
    heading(file, figures, options);
    fprintf(file, "\nCOUNTRY             seen       range         odds limited      any unseen    %sH/s\n",
            u.prefix);
    for (int32_t i = 0; i < figures->countries; i++) {
        country_row(file, &figures->country[i], u);
    }
    conclusions(file, figures, options);
}

/* ---- for programs ---- */

static void print_value(json *j, const char *key, const hst_share_value *v) {
    json_open(j, key, JSON_OBJECT);
    json_number(j, "estimate", v->estimate);
    json_number(j, "lower", v->lower);
    json_number(j, "upper", v->upper);
    json_close(j, JSON_OBJECT);
}

void national_share_json(FILE *file, const national_share_figures *figures,
                         const national_share_options *options) {
    json j = {file, 0, 0};
    json_open(&j, NULL, JSON_OBJECT);
    json_number(&j, "level", options->level);
    json_number(&j, "gamma", options->gamma);
    json_integer(&j, "blocks", figures->network.blocks);
    json_integer(&j, "seconds", figures->network.seconds);
    json_integer(&j, "seen", figures->seen);
    json_number(&j, "coverage", figures->coverage);
    json_range(&j, "coverage_range", figures->covered.lower, figures->covered.upper);
    json_number(&j, "unlocated", figures->unlocated);
    json_open(&j, "countries", JSON_LIST);
    for (int32_t i = 0; i < figures->countries; i++) {
        const national_share_country *k = &figures->country[i];
        json_open(&j, NULL, JSON_OBJECT);
        json_string(&j, "country", k->name);
        print_value(&j, "seen", &k->seen.share);
        json_number(&j, "std_error", k->seen.std_error);
        json_range(&j, "alike", k->alike.lower, k->alike.upper);
        json_range(&j, "any", k->any.lower, k->any.upper);
        print_value(&j, "hashrate", &k->hashrate);
        json_close(&j, JSON_OBJECT);
    }
    json_close(&j, JSON_LIST);
    json_close(&j, JSON_OBJECT);
}
