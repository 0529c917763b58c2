/* Two tables: what is concentrated, window by window, and which places the pools may have. */
#include "concentration_text.h"
#include "columns.h"
#include "json.h"
#include "prose.h"
#include "time_text.h"

#include <math.h>
#include <string.h>

enum { COLUMNS = 6, POOLS = 12, CELL = 32 };

/* The first day of a window; the month alone where windows are months. */
static const char *window_name(char *out, const concentration_options *o, int64_t edge) {
    moment m = time_moment(edge);
    if (o->every == 0) {
        snprintf(out, CELL, "%04d-%02d", (int)m.year, m.month);
    } else if (o->every % 86400 == 0) {
        snprintf(out, CELL, "%04d-%02d-%02d", (int)m.year, m.month, m.day);
    } else {
        snprintf(out, CELL, "%02d-%02d %02d:%02d", m.month, m.day, m.hour, m.minute);
    }
    return out;
}

/* "3", "2 .. 4", "2 .. open" where more pools than are known may be needed. */
static const char *from_to(char *out, int64_t low, int64_t high) {
    if (low == HST_NONE) {
        return "open";
    }
    if (high == HST_NONE) {
        snprintf(out, CELL, "%lld .. open", (long long)low);
    } else if (low == high) {
        snprintf(out, CELL, "%lld", (long long)low);
    } else {
        snprintf(out, CELL, "%lld .. %lld", (long long)low, (long long)high);
    }
    return out;
}

static const char *fixed(char *out, double value, double factor, int decimals) {
    if (!isfinite(value)) {
        return isnan(value) ? "-" : "open";
    }
    snprintf(out, CELL, "%.*f", decimals, factor * value);
    return out;
}

static void heading(FILE *file, const concentration_figures *f, const concentration_options *o,
                    const blocks *b) {
    char first[TIME_TEXT], last[TIME_TEXT];
    fprintf(file, "Blocks  %lld, heights %lld to %lld, from %s to %s\n", (long long)b->count,
            (long long)b->first_height, (long long)(b->first_height + b->count - 1),
            time_text(first, f->time[0]), time_text(last, f->time[b->count - 1]));
    fprintf(file, "Ranges  %.12g %%: what the luck of finding blocks leaves open\n", 100 * o->level);
}

static void measure_row(FILE *file, const concentration_figures *f, const concentration_options *o,
                        int64_t i) {
    char name[CELL], hhi[CELL], low[CELL], high[CELL], effective[CELL], gini[CELL], bits[CELL], point[CELL],
        range[CELL];
    const hst_concentration *m = &f->measure[i];
    const hst_concentration_range *r = &f->range[i];
    int whole = f->seconds[i] == f->edge[i + 1] - f->edge[i];
    fprintf(file, "  %-11s%s%7lld %6lld %6s  %5s .. %-5s %6s %6s %6s %9s   %s\n",
            window_name(name, o, f->edge[i]), whole ? " " : "*", (long long)m->blocks, (long long)m->pools,
            fixed(hhi, m->hhi_unbiased, 1e4, 0), fixed(low, r->hhi.lower, 1e4, 0),
            fixed(high, r->hhi.upper, 1e4, 0), fixed(effective, m->effective, 1, 1),
            fixed(gini, m->gini, 1, 2), fixed(bits, m->shannon, 1, 2),
            from_to(point, m->nakamoto, m->nakamoto), from_to(range, r->nakamoto_lower, r->nakamoto_upper));
}

static void measures(FILE *file, const concentration_figures *f, const concentration_options *o) {
    int cut = 0;
    prose p = {file, 0};
    fprintf(file,
            "\nWINDOW        blocks  pools    HHI       range    as many   Gini   bits  Nakamoto   range\n");
    for (int64_t i = 0; i < f->windows; i++) {
        if (f->blocks[i] > 0) {
            measure_row(file, f, o, i);
            cut |= f->seconds[i] < f->edge[i + 1] - f->edge[i];
        }
    }
    prose_say(&p, "HHI in points of 10,000, corrected for what sampling adds; as many: pools of one size as "
                  "concentrated.");
    prose_say(&p,
              "Nakamoto: pools that hold at least %.12g %% together. Blocks without a label are in no pool.",
              100 * o->threshold);
    if (cut) {
        prose_say(&p, "*: the record does not cover the whole window.");
    }
    prose_end(&p);
}

/* Places by blocks in the last windows, and in brackets which the blocks leave open. */
static void places(FILE *file, const concentration_figures *f, const concentration_options *o,
                   const blocks *b) {
    prose p = {file, 0};
    int64_t first = f->windows > COLUMNS ? f->windows - COLUMNS : 0;
    fprintf(file, "\nPLACES          ");
    for (int64_t i = first; i < f->windows; i++) {
        char name[CELL];
        fprintf(file, "%14s", window_name(name, o, f->edge[i]));
    }
    putc('\n', file);
    for (int32_t k = 0; k < b->pools && k < POOLS; k++) {
        fputs("  ", file);
        columns_print(file, b->name[f->order[k]], 14);
        for (int64_t i = first; i < f->windows; i++) {
            char range[CELL], cell[2 * CELL] = "-";
            const hst_concentration_rank *r = &f->rank[i * b->pools + f->order[k]];
            if (f->by_pool[i * b->pools + f->order[k]] > 0) {
                snprintf(cell, sizeof cell, "%lld (%s)", (long long)r->rank,
                         r->best == r->worst ? "sure" : from_to(range, r->best, r->worst));
            }
            fprintf(file, "%14s", cell);
        }
        putc('\n', file);
    }
    prose_say(
        &p,
        "Place by blocks, and in brackets the places that they leave open, all pools of a window at once.");
    prose_end(&p);
}

void concentration_text(FILE *file, const concentration_figures *figures,
                        const concentration_options *options, const blocks *record) {
    heading(file, figures, options, record);
    measures(file, figures, options);
    places(file, figures, options, record);
}

/* ---- for programs ---- */

static void print_place(json *j, const char *key, int64_t place) {
    if (place == HST_NONE) {
        json_null(j, key);
    } else {
        json_integer(j, key, place);
    }
}

static void print_ranks(json *j, const concentration_figures *f, const blocks *b, int64_t i) {
    json_open(j, "pools", JSON_LIST);
    for (int32_t k = 0; k < b->pools; k++) {
        int64_t at = i * b->pools + f->order[k];
        json_open(j, NULL, JSON_OBJECT);
        json_string(j, "pool", b->name[f->order[k]]);
        json_integer(j, "blocks", f->by_pool[at]);
        json_integer(j, "rank", f->rank[at].rank);
        json_integer(j, "best", f->rank[at].best);
        json_integer(j, "worst", f->rank[at].worst);
        json_close(j, JSON_OBJECT);
    }
    json_close(j, JSON_LIST);
}

static void print_window(json *j, const concentration_figures *f, const blocks *b, int64_t i) {
    const hst_concentration *m = &f->measure[i];
    const hst_concentration_range *r = &f->range[i];
    json_open(j, NULL, JSON_OBJECT);
    json_integer(j, "from", f->edge[i]);
    json_integer(j, "until", f->edge[i + 1]);
    json_integer(j, "seconds", f->seconds[i]);
    json_integer(j, "blocks", f->blocks[i]);
    json_integer(j, "unknown", m->unknown);
    json_number(j, "hhi", m->hhi);
    json_number(j, "hhi_unbiased", m->hhi_unbiased);
    json_range(j, "hhi_range", r->hhi.lower, r->hhi.upper);
    json_number(j, "effective", m->effective);
    json_number(j, "gini", m->gini);
    json_range(j, "gini_range", r->gini.lower, r->gini.upper);
    json_number(j, "shannon", m->shannon);
    json_range(j, "shannon_range", r->shannon.lower, r->shannon.upper);
    print_place(j, "nakamoto", m->nakamoto);
    print_place(j, "nakamoto_lower", r->nakamoto_lower);
    print_place(j, "nakamoto_upper", r->nakamoto_upper);
    print_place(j, "nakamoto_certain", r->nakamoto_certain);
    print_ranks(j, f, b, i);
    json_close(j, JSON_OBJECT);
}

void concentration_json(FILE *file, const concentration_figures *figures,
                        const concentration_options *options, const blocks *record) {
    json j = {file, 0, 0};
    json_open(&j, NULL, JSON_OBJECT);
    json_number(&j, "level", options->level);
    json_number(&j, "threshold", options->threshold);
    json_integer(&j, "blocks", record->count);
    json_open(&j, "windows", JSON_LIST);
    for (int64_t i = 0; i < figures->windows; i++) {
        print_window(&j, figures, record, i);
    }
    json_close(&j, JSON_LIST);
    json_close(&j, JSON_OBJECT);
}
