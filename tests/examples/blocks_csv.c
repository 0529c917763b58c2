/* Blocks from a CSV file. A statistic is as good as its input, so the reader takes nothing on trust: whatever
 * is not exactly a list of consecutive blocks is refused with its line, because a line skipped in silence
 * would come out at the other end as hashrate that was lost. */
#include "blocks_csv.h"
#include "pool_names.h"

#include "hashstat.h"

#include <stdlib.h>
#include <string.h>

enum {
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

int64_t blocks_line(int64_t index) {
    return index + 2;
}

/* Exactly eight hexadecimal digits: fewer, or a decimal number, would be some other target unnoticed. */
static int parse_bits(uint32_t *out, csv_field f) {
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

static int read_bits(double *work, csv_field f, int64_t line, fault *why) {
    char text[CSV_SHOWN];
    uint32_t bits = 0, flags = 0;
    uint8_t target[32];
    if (!parse_bits(&bits, f)) {
        fault_set(why, line, "bits must be 8 hexadecimal digits, not '%s'", csv_shown(text, f));
        return 0;
    }
    if (hst_work_from_bits(work, bits) == HST_OK) {
        return 1;
    }
    hst_work_target_from_bits(target, &flags, bits);
    fault_set(why, line, "bits %s decode to no target: %s", csv_shown(text, f),
              flags & HST_WORK_NEGATIVE   ? "the sign is set"
              : flags & HST_WORK_OVERFLOW ? "2^256 or more"
                                          : "zero");
    return 0;
}

static int read_time(blocks_stream *in, int64_t *time, csv_field f, fault *why) {
    char text[CSV_SHOWN];
    if (!csv_whole(time, f, LAST_TIME)) {
        fault_set(why, in->file.line, "time must be Unix seconds, not '%s'", csv_shown(text, f));
        return 0;
    }
    if (*time < in->latest - LONGEST_STEP_BACK) {
        fault_set(why, in->file.line,
                  "time is %lld s before that of line %lld; no chain's headers step back so far",
                  (long long)(in->latest - *time), (long long)in->latest_line);
        return 0;
    }
    if (in->latest_line > 0 && *time > in->latest + LONGEST_STEP_FORWARD) {
        fault_set(why, in->file.line,
                  "time is %lld s after that of line %lld; more than %d d are taken for damage",
                  (long long)(*time - in->latest), (long long)in->latest_line, LONGEST_STEP_FORWARD / 86400);
        return 0;
    }
    if (*time > in->latest) {
        in->latest = *time;
        in->latest_line = in->file.line;
    }
    return 1;
}

static int check_work(const blocks_stream *in, double work, fault *why) {
    double before = in->last.work;
    if (in->count > 0 && (work > LARGEST_WORK_STEP * before || before > LARGEST_WORK_STEP * work)) {
        fault_set(why, in->file.line,
                  "bits make a block %.5g times as hard as the one before; above %d is damage", work / before,
                  (int)LARGEST_WORK_STEP);
        return 0;
    }
    return 1;
}

static int read_height(const blocks_stream *in, int64_t *height, csv_field f, fault *why) {
    char text[CSV_SHOWN];
    if (!csv_whole(height, f, LAST_HEIGHT)) {
        fault_set(why, in->file.line, "height must be a whole number, not '%s'", csv_shown(text, f));
        return 0;
    }
    if (in->count > 0 && *height != in->last.height + 1) {
        fault_set(why, in->file.line, "height %lld where %lld must follow", (long long)*height,
                  (long long)(in->last.height + 1));
        return 0;
    }
    return 1;
}

/* A row into in->last: the one piece by which a whole file and a stream are read. */
static int read_block(blocks_stream *in, fault *why) {
    const csv *file = &in->file;
    block b;
    if (!csv_next(&in->file, why) || !read_height(in, &b.height, csv_get(file, HEIGHT), why) ||
        !read_time(in, &b.time, csv_get(file, TIME), why) ||
        !read_bits(&b.work, csv_get(file, BITS), file->line, why) || !check_work(in, b.work, why)) {
        return 0;
    }
    b.pool = csv_get(file, POOL);
    in->last = b;
    in->count++;
    return 1;
}

static int none(const blocks_stream *in, fault *why) {
    if (in->count == 0) {
        fault_set(why, in->file.line, "no block follows the line of column names");
    }
    return in->count == 0;
}

static int not_text(const blocks_stream *in, fault *why) {
    fault_set(why, in->file.line, "pool is not UTF-8 text");
    return 0;
}

/* ---- a stream ---- */

int blocks_open(blocks_stream *out, fault *why, const char *path) {
    memset(out, 0, sizeof *out);
    return csv_open_stream(&out->file, why, path, NEEDED_NAME, NEEDED);
}

void blocks_close(blocks_stream *in) {
    csv_close(&in->file);
}

int blocks_next(blocks_stream *in, fault *why) {
    if (!csv_more(&in->file)) {
        return csv_broken(&in->file, why) || none(in, why) ? BLOCKS_BAD : BLOCKS_END;
    }
    if (!read_block(in, why) ||
        (!pool_name_is_text(in->last.pool.text, in->last.pool.length) && !not_text(in, why))) {
        return BLOCKS_BAD;
    }
    return BLOCKS_NEXT;
}

/* ---- a whole file ---- */

static int read_pool(const blocks_stream *in, pool_names *names, int32_t *pool, fault *why) {
    csv_field f = in->last.pool;
    if (f.length == 0 || csv_is(f, "unknown")) {
        *pool = HST_NONE;
        return 1;
    }
    switch (pool_names_id(names, pool, f.text, f.length)) {
    case POOL_NAME_KNOWN: return 1;
    case POOL_NAME_NOT_TEXT: return not_text(in, why);
    default: fault_set(why, in->file.line, "the pools' names do not fit into memory"); return 0;
    }
}

static int read_row(blocks_stream *in, pool_names *names, blocks *out, fault *why) {
    int64_t i = out->count;
    if (!read_block(in, why) || !read_pool(in, names, &out->pool[i], why)) {
        return 0;
    }
    out->time[i] = in->last.time;
    out->work[i] = in->last.work;
    if (i == 0) {
        out->first_height = in->last.height;
    }
    out->count++;
    return 1;
}

static int read_blocks(blocks_stream *in, pool_names *names, blocks *out, fault *why, const char *path) {
    if (!csv_open(&in->file, why, path, NEEDED_NAME, NEEDED)) {
        return 0;
    }
    size_t rows = csv_most_rows(&in->file);
    out->time = malloc(rows * sizeof *out->time);
    out->work = malloc(rows * sizeof *out->work);
    out->pool = malloc(rows * sizeof *out->pool);
    if (!out->time || !out->work || !out->pool) {
        fault_set(why, 0, "does not fit into memory");
        return 0;
    }
    while (csv_more(&in->file)) {
        if (!read_row(in, names, out, why)) {
            return 0;
        }
    }
    return !none(in, why);
}

int blocks_read(blocks *out, fault *why, const char *path) {
    blocks_stream in;
    pool_names names;
    memset(&in, 0, sizeof in);
    memset(&names, 0, sizeof names);
    memset(out, 0, sizeof *out);
    int good = read_blocks(&in, &names, out, why, path);
    csv_close(&in.file);
    out->name = pool_names_take(&names, &out->pools);
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
