/* The command line of `national_share`. */
#include "national_share_options.h"
#include "option_values.h"
#include "time_text.h"

#include "hashstat.h"

static const char USAGE[] =
    "usage: national_share BLOCKS.csv --mix MIX.csv [--from T --until T] [--gamma 2] [--normalise] [--rest]\n"
    "                      [--level 0.95] [--json | --svg FILE]\n"
    "\n"
    "Shares of countries in a proof-of-work network, from its blocks and from where its pools' miners are.\n"
    "\n"
    "  BLOCKS.csv       columns height,time,bits,pool, one block a line, without gaps\n"
    "  --mix            columns pool,country,part: which part of a pool is where, as its own blocks tell it\n"
    "  --from, --until  the stretch that counts: 2022-01-05T11:00Z or Unix seconds; unless given, all "
    "blocks\n"
    "  --gamma          how different the pools without a mix may be: limit of the odds ratio, 1 or above\n"
    "  --normalise      divide the parts of a pool by their sum, where it is not 1\n"
    "  --rest           what the parts of a pool lack to 1 is in a country nobody knows\n"
    "  --level          confidence of all ranges\n"
    "  --json           print one JSON object instead of the table\n"
    "  --svg FILE       draw a chart into FILE instead of printing the table\n";

enum { MIX, FROM, UNTIL, GAMMA, NORMALISE, REST, LEVEL, JSON, SVG, OPTIONS };

static const command_option OPTION[OPTIONS] = {
    {"--mix", "a file name"},
    {"--from", "a time such as 2022-01-05T11:00Z or Unix seconds"},
    {"--until", "a time such as 2022-01-05T11:00Z or Unix seconds"},
    {"--gamma", "a number of 1 .. 1e6"},
    {"--normalise", NULL},
    {"--rest", NULL},
    {"--level", "a fraction at least 1e-12 above 0 and below 1"},
    {"--json", NULL},
    {"--svg", "a file name"},
};

static int read_value(void *into, int option, const char *text) {
    national_share_options *out = into;
    switch (option) {
    case MIX: return file_name_parse(&out->mix, text);
    case FROM: return time_parse(&out->from, text);
    case UNTIL: return time_parse(&out->until, text);
    case GAMMA: return decimal_parse(&out->gamma, text) && out->gamma >= 1 && out->gamma <= 1e6;
    case NORMALISE: out->flags |= HST_SHARE_NORMALISE; return 1;
    case REST: out->flags |= HST_SHARE_REST; return 1;
    case LEVEL: return level_parse(&out->level, text);
    case JSON: out->json = 1; return 1;
    default: return file_name_parse(&out->svg, text);
    }
}

static const command_line CALL = {"national_share", USAGE, "blocks", OPTION, OPTIONS, read_value};

int national_share_options_read(national_share_options *out, int count, char **argument) {
    const national_share_options defaults = {NULL, NULL, 0, 0, 2, 0.95, 0, 0, NULL};
    int seen[COMMAND_LINE_MOST];
    *out = defaults;
    int call = command_line_read(&CALL, out, &out->path, seen, count, argument);
    if (call != CALL_RUN) {
        return call;
    }
    if (!seen[MIX]) {
        return command_line_wrong(&CALL, "", "--mix is needed");
    }
    if (seen[FROM] != seen[UNTIL] || (seen[FROM] && out->from >= out->until)) {
        return command_line_wrong(&CALL, "", "--from and --until come together, and the second is later");
    }
    if (seen[JSON] && seen[SVG]) {
        return command_line_wrong(&CALL, "", "--json and --svg exclude each other");
    }
    return CALL_RUN;
}
