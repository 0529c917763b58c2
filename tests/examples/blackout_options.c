/* The command line of `blackout`. */
#include "blackout_options.h"
#include "option_values.h"
#include "command_line.h"
#include "time_text.h"

#include <math.h>

static const int64_t DAY = 86400;

static const char USAGE[] =
    "usage: blackout BLOCKS.csv --from T --until T [--before 7d] [--after 7d] [--window 1d]\n"
    "                [--dark LO:HI] [--published X] [--mix MIX.csv] [--level 0.95]\n"
    "                [--json | --svg FILE]\n"
    "\n"
    "What a blackout took from a proof-of-work network, from the chain's own blocks.\n"
    "\n"
    "  BLOCKS.csv       columns height,time,bits,pool, one block a line, without gaps\n"
    "  --from, --until  the event: 2022-01-05T11:00Z or Unix seconds\n"
    "  --before         baseline before the event: 7d, 12h, 90m, 3600s or seconds\n"
    "  --after          baseline after it; 0 if there is none yet\n"
    "  --window         length of the windows for drawdown, recovery, growth trend and chart\n"
    "  --dark           what part of the country was dark, least and most: 0.9:1 (unless given, 1:1)\n"
    "  --published      a published share of the country to compare with: 0.181\n"
    "  --mix            columns pool,country,part: which part of a pool is where, for outages by country\n"
    "  --level          confidence of all intervals\n"
    "  --json           print one JSON object instead of the report\n"
    "  --svg FILE       draw a chart into FILE instead of printing the report\n";

static int read_dark(blackout_options *out, const char *text) {
    const char *end = NULL;
    return decimal_begin(&out->dark_lower, text, &end) && *end == ':' &&
           fraction_parse(&out->dark_upper, end + 1) && out->dark_lower <= out->dark_upper &&
           out->dark_lower > 0;
}

enum { FROM, UNTIL, BEFORE, AFTER, WINDOW, DARK, PUBLISHED, MIX, LEVEL, JSON, SVG, OPTIONS };

static const command_option OPTION[OPTIONS] = {
    {"--from", "a time such as 2022-01-05T11:00Z or Unix seconds"},
    {"--until", "a time such as 2022-01-05T11:00Z or Unix seconds"},
    {"--before", "a length above 0 such as 7d, 12h, 90m, 3600s or seconds"},
    {"--after", "a length such as 7d, 12h, 90m, 3600s or seconds"},
    {"--window", "a length above 0 such as 1d, 12h, 90m, 3600s or seconds"},
    {"--dark", "two fractions LO:HI with 0 < LO <= HI <= 1"},
    {"--published", "a fraction between 0 and 1"},
    {"--mix", "a file name"},
    {"--level", "a fraction at least 1e-12 above 0 and below 1"},
    {"--json", NULL},
    {"--svg", "a file name"},
};

static int read_value(void *into, int option, const char *text) {
    blackout_options *out = into;
    switch (option) {
    case FROM: return time_parse(&out->from, text);
    case UNTIL: return time_parse(&out->until, text);
    case BEFORE: return duration_parse(&out->before, text) && out->before > 0;
    case AFTER: return duration_parse(&out->after, text);
    case WINDOW: return duration_parse(&out->window, text) && out->window > 0;
    case DARK: return read_dark(out, text);
    case PUBLISHED: return fraction_parse(&out->published, text);
    case MIX: return file_name_parse(&out->mix, text);
    case LEVEL: return level_parse(&out->level, text);
    case JSON: out->format = FORMAT_JSON; return 1;
    default: out->format = FORMAT_SVG; return file_name_parse(&out->svg, text);
    }
}

static const command_line CALL = {"blackout", USAGE, "blocks", OPTION, OPTIONS, read_value};

static int check(const blackout_options *out, const int *seen) {
    if (!seen[FROM] || !seen[UNTIL]) {
        return command_line_wrong(&CALL, "", "both --from and --until are needed");
    }
    if (out->from >= out->until) {
        return command_line_wrong(&CALL, "", "--until must be later than --from");
    }
    if (seen[JSON] && seen[SVG]) {
        return command_line_wrong(&CALL, "", "--json and --svg exclude each other");
    }
    return CALL_RUN;
}

int blackout_options_read(blackout_options *out, int count, char **argument) {
    const blackout_options defaults = {NULL, 0,   0,    7 * DAY, 7 * DAY,       DAY, 1,
                                       1,    NAN, NULL, 0.95,    FORMAT_REPORT, NULL};
    int seen[COMMAND_LINE_MOST];
    *out = defaults;
    int call = command_line_read(&CALL, out, &out->path, seen, count, argument);
    return call == CALL_RUN ? check(out, seen) : call;
}
