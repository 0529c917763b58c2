/* The command line of `recoveries`. */
#include "recoveries_options.h"
#include "option_values.h"

#include "hashstat.h"

#include <string.h>

static const char USAGE[] =
    "usage: recoveries LEVELS.csv [--deeper 0.1] [--from peak|onset] [--range log-log|log|plain]\n"
    "                  [--level 0.95] [--json | --svg FILE]\n"
    "\n"
    "How long do falls take to recover? A fall that is not over counts as lasting at least so long.\n"
    "\n"
    "  LEVELS.csv    columns time,value: Unix seconds or 2022-01-05T11:00Z, increasing; a number >= 0,\n"
    "                or nothing where it is missing\n"
    "  --deeper      falls of this fraction of their peak, or less, do not count\n"
    "  --from        time counts from the last sample at the peak, or from the first one below it\n"
    "  --range       scale on which the range is symmetric\n"
    "  --level       confidence of all ranges\n"
    "  --json        print one JSON object instead of the table\n"
    "  --svg FILE    draw the curve into FILE instead of printing the table\n";

enum { DEEPER, FROM, RANGE, LEVEL, JSON, SVG, OPTIONS };

static const command_option OPTION[OPTIONS] = {
    {"--deeper", "a fraction between 0 and 1"},
    {"--from", "peak or onset"},
    {"--range", "log-log, log or plain"},
    {"--level", "a fraction at least 1e-12 above 0 and below 1"},
    {"--json", NULL},
    {"--svg", "a file name"},
};

/* Which of `count` words; 0 if none. */
static int choose(uint32_t *out, const char *text, const char *const *word, const uint32_t *value,
                  int count) {
    for (int i = 0; i < count; i++) {
        if (strcmp(text, word[i]) == 0) {
            *out = value[i];
            return 1;
        }
    }
    return 0;
}

static int read_from(uint32_t *out, const char *text) {
    static const char *const word[] = {"peak", "onset"};
    static const uint32_t value[] = {HST_SURVIVAL_FROM_PEAK, HST_SURVIVAL_FROM_ONSET};
    return choose(out, text, word, value, 2);
}

static int read_scale(uint32_t *out, const char *text) {
    static const char *const word[] = {"plain", "log", "log-log"};
    static const uint32_t value[] = {HST_SURVIVAL_PLAIN, HST_SURVIVAL_LOG, HST_SURVIVAL_LOG_LOG};
    return choose(out, text, word, value, 3);
}

static int read_value(void *into, int option, const char *text) {
    recoveries_options *out = into;
    switch (option) {
    case DEEPER: return fraction_parse(&out->deeper, text);
    case FROM: return read_from(&out->from, text);
    case RANGE: return read_scale(&out->scale, text);
    case LEVEL: return level_parse(&out->level, text);
    case JSON: out->json = 1; return 1;
    default: return file_name_parse(&out->svg, text);
    }
}

static const command_line CALL = {"recoveries", USAGE, "levels", OPTION, OPTIONS, read_value};

int recoveries_options_read(recoveries_options *out, int count, char **argument) {
    const recoveries_options defaults = {NULL, 0.1, HST_SURVIVAL_FROM_PEAK, HST_SURVIVAL_LOG_LOG, 0.95,
                                         0,    NULL};
    int seen[COMMAND_LINE_MOST];
    *out = defaults;
    int call = command_line_read(&CALL, out, &out->path, seen, count, argument);
    if (call == CALL_RUN && seen[JSON] && seen[SVG]) {
        return command_line_wrong(&CALL, "", "--json and --svg exclude each other");
    }
    return call;
}
