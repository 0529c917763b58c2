/* The command line of `concentration`. */
#include "concentration_options.h"
#include "option_values.h"
#include "time_text.h"

#include <string.h>

static const char USAGE[] =
    "usage: concentration BLOCKS.csv [--every month|7d] [--threshold 0.5] [--level 0.95]\n"
    "                     [--json | --svg FILE]\n"
    "\n"
    "How few pools hold how much of a proof-of-work network, and what its blocks leave open.\n"
    "\n"
    "  BLOCKS.csv    columns height,time,bits,pool, one block a line, without gaps\n"
    "  --every       length of the windows: calendar months (UTC), or 7d, 12h, 3600s from the first block "
    "on\n"
    "  --threshold   share of the blocks that the Nakamoto coefficient asks for\n"
    "  --level       confidence of all ranges\n"
    "  --json        print one JSON object instead of the tables\n"
    "  --svg FILE    draw a chart into FILE instead of printing the tables\n";

enum { EVERY, THRESHOLD, LEVEL, JSON, SVG, OPTIONS };

static const command_option OPTION[OPTIONS] = {
    {"--every", "month, or a length above 0 such as 7d, 12h, 90m or 3600s"},
    {"--threshold", "a fraction above 0 and below 1"},
    {"--level", "a fraction at least 1e-12 above 0 and below 1"},
    {"--json", NULL},
    {"--svg", "a file name"},
};

static int read_every(int64_t *out, const char *text) {
    if (strcmp(text, "month") == 0) {
        *out = 0;
        return 1;
    }
    return duration_parse(out, text) && *out > 0;
}

static int read_value(void *into, int option, const char *text) {
    concentration_options *out = into;
    switch (option) {
    case EVERY: return read_every(&out->every, text);
    case THRESHOLD: return fraction_parse(&out->threshold, text) && out->threshold > 0 && out->threshold < 1;
    case LEVEL: return level_parse(&out->level, text);
    case JSON: out->json = 1; return 1;
    default: return file_name_parse(&out->svg, text);
    }
}

static const command_line CALL = {"concentration", USAGE, "blocks", OPTION, OPTIONS, read_value};

int concentration_options_read(concentration_options *out, int count, char **argument) {
    const concentration_options defaults = {NULL, 0, 0.5, 0.95, 0, NULL};
    int seen[COMMAND_LINE_MOST];
    *out = defaults;
    int call = command_line_read(&CALL, out, &out->path, seen, count, argument);
    if (call == CALL_RUN && seen[JSON] && seen[SVG]) {
        return command_line_wrong(&CALL, "", "--json and --svg exclude each other");
    }
    return call;
}
