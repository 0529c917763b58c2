/* The command line of `watch`. */
#include "watch_options.h"
#include "option_values.h"
#include "time_text.h"

#include <string.h>

static const char USAGE[] =
    "usage: watch BLOCKS.csv|- [--level 0.05] [--baseline 2016] [--growth 0..50] [--from TIME] [--until "
    "TIME]\n"
    "             [--json] [--svg FILE]\n"
    "\n"
    "Has the hashrate changed? Blocks are taken one by one as they arrive, and an alarm is printed with the\n"
    "block that raises it: since when, how much, how sure. At the end: what is known about a return.\n"
    "\n"
    "  BLOCKS.csv    columns height,time,bits,pool; - reads standard input\n"
    "  --level       chance of a false alarm on a network that does not change, however long it is watched\n"
    "  --baseline    compare with the blocks before the change, at least so many, instead of with all\n"
    "                since the start or the last alarm (0, the default)\n"
    "  --growth      growth a year that is no change, LEAST..MOST in per cent (0..0, the default): falls "
    "are\n"
    "                measured against the least, rises against the most\n"
    "  --from        begin with the first block that is not before, such as 2022-01-05T11:00Z; Unix seconds "
    "too\n"
    "  --until       end with the last block before the first that is later\n"
    "  --json        print one JSON object instead of sentences\n"
    "  --svg FILE    at the end also draw hashrate by day, its segments and the alarms into FILE\n";

enum { LEVEL, BASELINE, GROWTH, FROM, UNTIL, JSON, SVG, OPTIONS };

static const command_option OPTION[OPTIONS] = {
    {"--level", "a fraction at least 1e-12 above 0 and below 1"},
    {"--baseline", "a whole number of blocks up to 1000000000"},
    {"--growth", "LEAST..MOST in per cent a year, between -99 and 100000, such as 0..50"},
    {"--from", "a time such as 2022-01-05T11:00Z, or Unix seconds"},
    {"--until", "a time such as 2022-01-11T02:15Z, or Unix seconds"},
    {"--json", NULL},
    {"--svg", "a file name"},
};

static int read_baseline(int64_t *out, const char *text) {
    double value = 0;
    int good = strspn(text, "0123456789") == strlen(text) && decimal_parse(&value, text) && value <= 1e9;
    *out = good ? (int64_t)value : 0;
    return good;
}

/* A percentage a year at the beginning of `text`; `end` is set to what `mark` is the beginning of. */
static int read_percent(double *out, const char *text, const char *mark, const char **end) {
    int negative = *text == '-';
    char number[24];
    const char *stop = *mark ? strstr(text, mark) : text + strlen(text);
    size_t length = stop ? (size_t)(stop - text) - (size_t)negative : sizeof number;
    if (length >= sizeof number) {
        return 0;
    }
    memcpy(number, text + negative, length);
    number[length] = '\0';
    *end = stop;
    int good = decimal_parse(out, number);
    *out = (negative ? -*out : *out) / 100;
    return good && *out >= -0.99 && *out <= 1000;
}

static int read_growth(watch_growth *out, const char *text) {
    const char *end = NULL;
    return read_percent(&out->lower, text, "..", &end) && read_percent(&out->upper, end + 2, "", &end) &&
           out->lower <= out->upper;
}

static int read_value(void *into, int option, const char *text) {
    watch_options *out = into;
    switch (option) {
    case LEVEL: return level_parse(&out->level, text);
    case BASELINE: return read_baseline(&out->baseline, text);
    case GROWTH: return read_growth(&out->growth, text);
    case FROM: return time_parse(&out->from, text);
    case UNTIL: return time_parse(&out->until, text);
    case JSON: out->json = 1; return 1;
    default: return file_name_parse(&out->svg, text);
    }
}

static const command_line CALL = {"watch", USAGE, "blocks", OPTION, OPTIONS, read_value};

int watch_options_read(watch_options *out, int count, char **argument) {
    const watch_options defaults = {NULL, 0.05, 0, {0, 0}, 0, INT64_MAX, 0, NULL};
    int seen[COMMAND_LINE_MOST];
    *out = defaults;
    int call = command_line_read(&CALL, out, &out->path, seen, count, argument);
    if (call == CALL_RUN && out->from > out->until) {
        return command_line_wrong(&CALL, "", "--from is after --until");
    }
    return call;
}
