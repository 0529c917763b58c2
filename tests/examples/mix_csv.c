/* A mix, row by row, with a name for each pool and country. */
#include "mix_csv.h"
#include "csv.h"
#include "option_values.h"
#include "pool_names.h"

#include "hashstat.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POOL, COUNTRY, PART, NEEDED };
static const char *const NEEDED_NAME[NEEDED] = {"pool", "country", "part"};

enum { MOST_NAMES = 10000, LONGEST_NUMBER = 400 };

typedef struct entry {
    int32_t pool, country;
    double part;
    int64_t line;
} entry;

typedef struct reader {
    csv file;
    pool_names pools, countries;
    entry *entry;
    int64_t count;
} reader;

static int read_name(int32_t *id, pool_names *names, csv_field f, const char *what, int64_t line,
                     fault *why) {
    if (f.length == 0 || csv_is(f, "unknown")) {
        fault_set(why, line, "%s must have a name", what);
        return 0;
    }
    switch (pool_names_id(names, id, f.text, f.length)) {
    case POOL_NAME_KNOWN: break;
    case POOL_NAME_NOT_TEXT: fault_set(why, line, "%s is not UTF-8 text", what); return 0;
    default: fault_set(why, line, "the names do not fit into memory"); return 0;
    }
    if (names->count > MOST_NAMES) {
        fault_set(why, line, "more than %d different names", (int)MOST_NAMES);
        return 0;
    }
    return 1;
}

static int read_part(double *out, csv_field f, int64_t line, fault *why) {
    char text[LONGEST_NUMBER], shown[CSV_SHOWN];
    size_t length = f.length < sizeof text ? f.length : 0;
    memcpy(text, f.text, length);
    text[length] = '\0';
    if (!decimal_parse(out, text)) {
        fault_set(why, line, "part must be a number >= 0, not '%s'", csv_shown(shown, f));
        return 0;
    }
    return 1;
}

static int read_entries(reader *r, fault *why, const char *path) {
    if (!csv_open(&r->file, why, path, NEEDED_NAME, NEEDED)) {
        return 0;
    }
    r->entry = malloc(csv_most_rows(&r->file) * sizeof *r->entry);
    if (!r->entry) {
        fault_set(why, 0, "does not fit into memory");
        return 0;
    }
    while (csv_more(&r->file)) {
        entry *e = &r->entry[r->count];
        if (!csv_next(&r->file, why) ||
            !read_name(&e->pool, &r->pools, csv_get(&r->file, POOL), "pool", r->file.line, why) ||
            !read_name(&e->country, &r->countries, csv_get(&r->file, COUNTRY), "country", r->file.line,
                       why) ||
            !read_part(&e->part, csv_get(&r->file, PART), r->file.line, why)) {
            return 0;
        }
        e->line = r->file.line;
        r->count++;
    }
    if (r->count == 0) {
        fault_set(why, r->file.line, "no part follows the line of column names");
        return 0;
    }
    return 1;
}

/* Entries are in the order of the file, so that the first of each pool meets a pool without a line. */
static int lines(mix *out, const reader *r, fault *why) {
    out->line = calloc((size_t)r->pools.count, sizeof *out->line);
    if (!out->line) {
        fault_set(why, 0, "does not fit into memory");
        return 0;
    }
    for (int64_t i = 0; i < r->count; i++) {
        int64_t *line = &out->line[r->entry[i].pool];
        *line = *line ? *line : r->entry[i].line;
    }
    return 1;
}

/* NaN marks what the file has not told. */
static int fill(mix *out, const reader *r, fault *why) {
    int64_t cells = (int64_t)r->pools.count * r->countries.count;
    out->part = malloc((size_t)cells * sizeof *out->part);
    if (!out->part) {
        fault_set(why, 0, "does not fit into memory");
        return 0;
    }
    for (int64_t i = 0; i < cells; i++) {
        out->part[i] = NAN;
    }
    for (int64_t i = 0; i < r->count; i++) {
        double *cell = &out->part[(int64_t)r->entry[i].pool * r->countries.count + r->entry[i].country];
        if (!isnan(*cell)) {
            fault_set(why, r->entry[i].line, "this pool and country stand on an earlier line too");
            return 0;
        }
        *cell = r->entry[i].part;
    }
    for (int64_t i = 0; i < cells; i++) {
        out->part[i] = isnan(out->part[i]) ? 0 : out->part[i];
    }
    return 1;
}

int mix_read(mix *out, fault *why, const char *path) {
    reader r;
    memset(&r, 0, sizeof r);
    memset(out, 0, sizeof *out);
    int good = read_entries(&r, why, path) && lines(out, &r, why) && fill(out, &r, why);
    csv_close(&r.file);
    free(r.entry);
    out->pool = pool_names_take(&r.pools, &out->pools);
    out->country = pool_names_take(&r.countries, &out->countries);
    if (!good) {
        mix_free(out);
    }
    return good;
}

void mix_blame(fault *why, const mix *m, uint32_t flags) {
    for (int32_t p = 0; p < m->pools; p++) {
        double sum = 0;
        for (int32_t c = 0; c < m->countries; c++) {
            sum += m->part[(int64_t)p * m->countries + c];
        }
        if (fabs(sum - 1) > 1e-9 && !(flags & HST_SHARE_REST && sum < 1) &&
            !(flags & HST_SHARE_NORMALISE && sum > 0)) {
            fault_set(why, m->line[p], "the parts of %s sum to %.12g, not to 1", m->pool[p], sum);
            return;
        }
    }
}

static void free_names(char **name, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        free(name[i]);
    }
    free(name);
}

void mix_free(mix *m) {
    free_names(m->pool, m->pools);
    free_names(m->country, m->countries);
    free(m->line);
    free(m->part);
    memset(m, 0, sizeof *m);
}
