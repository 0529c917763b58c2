/* Blocks from a CSV file. A statistic is as good as its input, so the reader takes nothing on trust: whatever
 * is not exactly a list of consecutive blocks is refused with its line, because a line skipped in silence
 * would come out at the other end as hashrate that was lost. */
#include "blocks_csv.h"
#include "pool_names.h"

#include "hashstat.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_LINE = 4096, /* bytes; a longer one is damage, not a block */
    MOST_COLUMNS = 64,
    /* Rules of the chains keep a header's time within hours of its neighbours'. One bad digit that moved a
     * time further than this would flatten the record behind it once times are repaired. */
    LONGEST_STEP_BACK = 86400,
    /* Forward it would look like hashrate lost. Bitcoin waited longest for its second block: 5.4 d. */
    LONGEST_STEP_FORWARD = 7 * 86400,
    LARGEST_WORK_STEP = 16 /* a factor up or down; rules of the chains stay below, Bitcoin's allow 4 */
};

static const int64_t LAST_TIME = INT64_C(253402300799); /* the end of the year 9999 */
static const int64_t LAST_HEIGHT = INT64_C(1000000000000);

enum { HEIGHT, TIME, BITS, POOL, NEEDED };
static const char *const NEEDED_NAME[NEEDED] = {"height", "time", "bits", "pool"};

typedef struct field {
    char *text;
    size_t length;
} field;

typedef struct reader {
    char *next; /* what has not been read yet */
    char *end;
    int64_t line;
    size_t columns;
    size_t column[NEEDED];
    int64_t latest; /* the latest time so far, and the line it stands on */
    int64_t latest_line;
    pool_names names;
} reader;

void fault_set(fault *why, int64_t line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    why->line = line;
    vsnprintf(why->reason, sizeof why->reason, format, arguments);
    va_end(arguments);
}

int64_t blocks_line(int64_t index) {
    return index + 2;
}

/* What stands in a field, short and printable, to be shown in a reason. */
static const char *shown(char *out, size_t size, field f) {
    size_t n = f.length < size - 1 ? f.length : size - 1;
    for (size_t i = 0; i < n; i++) {
        out[i] = f.text[i] >= ' ' && f.text[i] < 127 ? f.text[i] : '?';
    }
    out[n] = '\0';
    if (n < f.length) {
        memcpy(out + n - 3, "...", 3);
    }
    return out;
}

/* The whole file in memory, at least one byte longer than it is; NULL with `why` set when that fails. */
static char *read_file(size_t *length, fault *why, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        fault_set(why, 0, "cannot be opened: %s", strerror(errno));
        return NULL;
    }
    size_t capacity = 1 << 16, n = 0;
    char *text = malloc(capacity);
    while (text) {
        n += fread(text + n, 1, capacity - n, file);
        if (n < capacity) {
            break;
        }
        char *larger = capacity < SIZE_MAX / 2 ? realloc(text, capacity * 2) : NULL;
        if (!larger) {
            free(text);
        }
        text = larger;
        capacity *= 2;
    }
    if (!text) {
        fault_set(why, 0, "does not fit into memory");
    } else if (ferror(file)) {
        fault_set(why, 0, "cannot be read: %s", strerror(errno));
        free(text);
        text = NULL;
    }
    fclose(file);
    *length = n;
    return text;
}

/* Cut the next line off, without its end. 1, or 0 with `why` set. */
static int next_line(reader *r, field *line, fault *why) {
    size_t left = (size_t)(r->end - r->next);
    char *end = memchr(r->next, '\n', left);
    r->line++;
    line->text = r->next;
    line->length = end ? (size_t)(end - r->next) : left;
    r->next = end ? end + 1 : r->end;
    if (line->length > 0 && line->text[line->length - 1] == '\r') {
        line->length--;
    }
    if (line->length > LONGEST_LINE) {
        fault_set(why, r->line, "a line of %zu bytes; the longest allowed is %d", line->length,
                  (int)LONGEST_LINE);
        return 0;
    }
    if (line->length == 0) {
        fault_set(why, r->line, "an empty line");
        return 0;
    }
    for (size_t i = 0; i < line->length; i++) {
        unsigned char c = (unsigned char)line->text[i];
        if ((c < ' ' && c != '\t') || c == 127) {
            fault_set(why, r->line, "a control character (%02x) at byte %zu", (unsigned)c, i + 1);
            return 0;
        }
    }
    return 1;
}

/* A quoted field whose opening quote is at *at: unquoted in place, *at set behind its closing quote. */
static int unquote(field *out, const field *line, size_t *at) {
    size_t i = *at + 1;
    out->text = line->text + i;
    out->length = 0;
    for (; i < line->length; i++) {
        if (line->text[i] == '"') {
            if (i + 1 == line->length || line->text[i + 1] != '"') {
                *at = i + 1;
                return 1;
            }
            i++;
        }
        out->text[out->length++] = line->text[i];
    }
    return 0;
}

static int split(field *out, size_t *count, const field *line, int64_t number, fault *why) {
    size_t at = 0;
    for (size_t n = 0; n < MOST_COLUMNS; n++) {
        if (at < line->length && line->text[at] == '"') {
            if (!unquote(&out[n], line, &at)) {
                fault_set(why, number, "a quote that is not closed on its line");
                return 0;
            }
        } else {
            out[n].text = line->text + at;
            while (at < line->length && line->text[at] != ',' && line->text[at] != '"') {
                at++;
            }
            out[n].length = (size_t)(line->text + at - out[n].text);
        }
        if (at == line->length) {
            *count = n + 1;
            return 1;
        }
        if (line->text[at] != ',') {
            fault_set(why, number, "a quote in the middle of a field, at byte %zu", at + 1);
            return 0;
        }
        at++;
    }
    fault_set(why, number, "more than %d columns", (int)MOST_COLUMNS);
    return 0;
}

static int is(field f, const char *word) {
    return f.length == strlen(word) && memcmp(f.text, word, f.length) == 0;
}

static int read_header(reader *r, fault *why) {
    field line, names[MOST_COLUMNS];
    /* Spreadsheets begin a UTF-8 file with a byte order mark. */
    if (r->end - r->next >= 3 && memcmp(r->next, "\xef\xbb\xbf", 3) == 0) {
        r->next += 3;
    }
    if (r->next == r->end) {
        fault_set(why, 1, "the file is empty");
        return 0;
    }
    if (!next_line(r, &line, why) || !split(names, &r->columns, &line, 1, why)) {
        return 0;
    }
    for (size_t k = 0; k < NEEDED; k++) {
        size_t found = 0;
        for (size_t i = 0; i < r->columns; i++) {
            if (is(names[i], NEEDED_NAME[k])) {
                r->column[k] = i;
                found++;
            }
        }
        if (found != 1) {
            fault_set(why, 1, "%s column named '%s'; the first line must name height,time,bits,pool",
                      found ? "more than one" : "no", NEEDED_NAME[k]);
            return 0;
        }
    }
    return 1;
}

/* A whole number of 0 .. most. */
static int parse_number(int64_t *out, field f, int64_t most) {
    int64_t value = 0;
    for (size_t i = 0; i < f.length; i++) {
        if (f.text[i] < '0' || f.text[i] > '9' || value > (most - (f.text[i] - '0')) / 10) {
            return 0;
        }
        value = value * 10 + (f.text[i] - '0');
    }
    *out = value;
    return f.length > 0;
}

/* Exactly eight hexadecimal digits: fewer, or a decimal number, would be some other target unnoticed. */
static int parse_bits(uint32_t *out, field f) {
    uint32_t value = 0;
    for (size_t i = 0; i < f.length; i++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *digit = f.text[i] ? strchr(digits, f.text[i]) : NULL;
        if (!digit) {
            return 0;
        }
        value = value << 4 | (uint32_t)((digit - digits) & 15);
    }
    *out = value;
    return f.length == 8;
}

static int read_bits(double *work, field f, int64_t line, fault *why) {
    char text[40];
    uint32_t bits = 0, flags = 0;
    uint8_t target[32];
    if (!parse_bits(&bits, f)) {
        fault_set(why, line, "bits must be 8 hexadecimal digits, not '%s'", shown(text, sizeof text, f));
        return 0;
    }
    if (hst_work_from_bits(work, bits) == HST_OK) {
        return 1;
    }
    hst_work_target_from_bits(target, &flags, bits);
    fault_set(why, line, "bits %s decode to no target: %s", shown(text, sizeof text, f),
              flags & HST_WORK_NEGATIVE   ? "the sign is set"
              : flags & HST_WORK_OVERFLOW ? "2^256 or more"
                                          : "zero");
    return 0;
}

static int read_time(reader *r, int64_t *time, field f, fault *why) {
    char text[40];
    if (!parse_number(time, f, LAST_TIME)) {
        fault_set(why, r->line, "time must be Unix seconds, not '%s'", shown(text, sizeof text, f));
        return 0;
    }
    if (*time < r->latest - LONGEST_STEP_BACK) {
        fault_set(why, r->line,
                  "time is %lld s before that of line %lld; no chain's headers step back so far",
                  (long long)(r->latest - *time), (long long)r->latest_line);
        return 0;
    }
    if (r->latest_line > 0 && *time > r->latest + LONGEST_STEP_FORWARD) {
        fault_set(why, r->line, "time is %lld s after that of line %lld; more than %d d are taken for damage",
                  (long long)(*time - r->latest), (long long)r->latest_line, LONGEST_STEP_FORWARD / 86400);
        return 0;
    }
    if (*time > r->latest) {
        r->latest = *time;
        r->latest_line = r->line;
    }
    return 1;
}

static int check_work(const double *work, int64_t i, int64_t line, fault *why) {
    if (i > 0 && (work[i] > LARGEST_WORK_STEP * work[i - 1] || work[i - 1] > LARGEST_WORK_STEP * work[i])) {
        fault_set(why, line, "bits make a block %.5g times as hard as the one before; above %d is damage",
                  work[i] / work[i - 1], (int)LARGEST_WORK_STEP);
        return 0;
    }
    return 1;
}

static int read_pool(reader *r, int32_t *pool, field f, fault *why) {
    if (f.length == 0 || is(f, "unknown")) {
        *pool = HST_NONE;
        return 1;
    }
    switch (pool_names_id(&r->names, pool, f.text, f.length)) {
    case POOL_NAME_KNOWN: return 1;
    case POOL_NAME_NOT_TEXT: fault_set(why, r->line, "pool is not UTF-8 text"); return 0;
    default: fault_set(why, r->line, "the pools' names do not fit into memory"); return 0;
    }
}

static int read_block(reader *r, blocks *out, fault *why) {
    field line, fields[MOST_COLUMNS];
    char text[40];
    size_t columns = 0;
    int64_t height = 0, i = out->count;
    if (!next_line(r, &line, why) || !split(fields, &columns, &line, r->line, why)) {
        return 0;
    }
    if (columns != r->columns) {
        fault_set(why, r->line, "%zu fields where the first line names %zu", columns, r->columns);
        return 0;
    }
    field f = fields[r->column[HEIGHT]];
    if (!parse_number(&height, f, LAST_HEIGHT)) {
        fault_set(why, r->line, "height must be a whole number, not '%s'", shown(text, sizeof text, f));
        return 0;
    }
    if (i == 0) {
        out->first_height = height;
    } else if (height != out->first_height + i) {
        fault_set(why, r->line, "height %lld where %lld must follow", (long long)height,
                  (long long)(out->first_height + i));
        return 0;
    }
    if (!read_time(r, &out->time[i], fields[r->column[TIME]], why) ||
        !read_bits(&out->work[i], fields[r->column[BITS]], r->line, why) ||
        !check_work(out->work, i, r->line, why) ||
        !read_pool(r, &out->pool[i], fields[r->column[POOL]], why)) {
        return 0;
    }
    out->count++;
    return 1;
}

static int read_blocks(reader *r, blocks *out, fault *why) {
    size_t lines = 1;
    for (const char *p = r->next; p < r->end; p++) {
        lines += *p == '\n';
    }
    if (!read_header(r, why)) {
        return 0;
    }
    out->time = malloc(lines * sizeof *out->time);
    out->work = malloc(lines * sizeof *out->work);
    out->pool = malloc(lines * sizeof *out->pool);
    if (!out->time || !out->work || !out->pool) {
        fault_set(why, 0, "does not fit into memory");
        return 0;
    }
    while (r->next < r->end) {
        if (!read_block(r, out, why)) {
            return 0;
        }
    }
    if (out->count == 0) {
        fault_set(why, r->line, "no block follows the line of column names");
        return 0;
    }
    return 1;
}

int blocks_read(blocks *out, fault *why, const char *path) {
    reader r;
    size_t length = 0;
    memset(&r, 0, sizeof r);
    memset(out, 0, sizeof *out);
    char *text = read_file(&length, why, path);
    if (!text) {
        return 0;
    }
    r.next = text;
    r.end = text + length;
    int good = read_blocks(&r, out, why);
    free(text);
    out->name = pool_names_take(&r.names, &out->pools);
    if (!good) {
        blocks_free(out);
    }
    return good;
}

void blocks_free(blocks *record) {
    free(record->time);
    free(record->work);
    free(record->pool);
    for (int32_t i = 0; i < record->pools; i++) {
        free(record->name[i]);
    }
    free(record->name);
    memset(record, 0, sizeof *record);
}
