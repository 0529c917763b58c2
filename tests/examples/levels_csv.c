/* Levels from a CSV file, or a reason why not. */
#include "levels_csv.h"
#include "csv.h"
#include "option_values.h"
#include "time_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TIME, VALUE, NEEDED };
static const char *const NEEDED_NAME[NEEDED] = {"time", "value"};

enum { LONGEST_FIELD = 400 };

/* A field as text that ends; 0 where it is too long to be a time or a number. */
static int ended(char out[LONGEST_FIELD], csv_field f) {
    if (f.length >= LONGEST_FIELD) {
        return 0;
    }
    memcpy(out, f.text, f.length);
    out[f.length] = '\0';
    return 1;
}

static int read_time(levels *out, csv_field f, int64_t line, fault *why) {
    char text[LONGEST_FIELD], shown[CSV_SHOWN];
    int64_t i = out->count;
    if (!ended(text, f) || !time_parse(&out->time[i], text)) {
        fault_set(why, line, "time must be Unix seconds or like 2022-01-05T11:00Z, not '%s'",
                  csv_shown(shown, f));
        return 0;
    }
    if (i > 0 && out->time[i] <= out->time[i - 1]) {
        fault_set(why, line, "time does not come after that of the line before");
        return 0;
    }
    return 1;
}

static int read_value(levels *out, csv_field f, int64_t line, fault *why) {
    char text[LONGEST_FIELD], shown[CSV_SHOWN];
    double *value = &out->value[out->count];
    if (f.length == 0) {
        *value = NAN;
        out->missing++;
        return 1;
    }
    if (!ended(text, f) || !decimal_parse(value, text)) {
        fault_set(why, line, "value must be a number >= 0 or nothing, not '%s'", csv_shown(shown, f));
        return 0;
    }
    return 1;
}

static int read_levels(csv *file, levels *out, fault *why, const char *path) {
    if (!csv_open(file, why, path, NEEDED_NAME, NEEDED)) {
        return 0;
    }
    size_t rows = csv_most_rows(file);
    out->time = malloc(rows * sizeof *out->time);
    out->value = malloc(rows * sizeof *out->value);
    if (!out->time || !out->value) {
        fault_set(why, 0, "does not fit into memory");
        return 0;
    }
    while (csv_more(file)) {
        if (!csv_next(file, why) || !read_time(out, csv_get(file, TIME), file->line, why) ||
            !read_value(out, csv_get(file, VALUE), file->line, why)) {
            return 0;
        }
        out->count++;
    }
    if (out->count == out->missing) {
        fault_set(why, file->line, "no value follows the line of column names");
        return 0;
    }
    return 1;
}

int levels_read(levels *out, fault *why, const char *path) {
    csv file;
    memset(out, 0, sizeof *out);
    int good = read_levels(&file, out, why, path);
    csv_close(&file);
    if (!good) {
        levels_free(out);
    }
    return good;
}

void levels_free(levels *record) {
    free(record->time);
    free(record->value);
    memset(record, 0, sizeof *record);
}
