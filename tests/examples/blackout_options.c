/* The command line of `blackout`. Each option at most once, each value in full: a report on another event
 * than the one meant is worse than none. */
#include "blackout_options.h"
#include "time_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const int64_t DAY = 86400;

static const char USAGE[] =
    "usage: blackout BLOCKS.csv --from T --until T [--before 7d] [--after 7d] [--window 1d]\n"
    "                [--dark LO:HI] [--published X] [--level 0.95] [--json | --svg FILE]\n"
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
    "  --level          confidence of all intervals\n"
    "  --json           print one JSON object instead of the report\n"
    "  --svg FILE       draw a chart into FILE instead of printing the report\n";

void blackout_usage(FILE *file) {
    fputs(USAGE, file);
}

/* A plain decimal number: strtod alone would also take blanks, "nan", "inf" and hexadecimal. */
static int parse_fraction(double *out, const char *text, const char **end) {
    size_t length = strspn(text, "0123456789.eE-+");
    char *stop = NULL;
    *out = strtod(text, &stop);
    *end = stop;
    return length > 0 && (size_t)(stop - text) <= length && *out >= 0 && *out <= 1;
}

static int read_fraction(double *out, const char *text) {
    const char *end = NULL;
    return parse_fraction(out, text, &end) && *end == '\0';
}

static int read_dark(blackout_options *out, const char *text) {
    const char *end = NULL;
    return parse_fraction(&out->dark_lower, text, &end) && *end == ':' &&
           read_fraction(&out->dark_upper, end + 1) && out->dark_lower <= out->dark_upper &&
           out->dark_lower > 0;
}

enum { FROM, UNTIL, BEFORE, AFTER, WINDOW, DARK, PUBLISHED, LEVEL, JSON, SVG, OPTIONS };

static const struct {
    const char *name;
    const char *value; /* what it takes, for a complaint; NULL: nothing */
} OPTION[OPTIONS] = {
    {"--from", "a time such as 2022-01-05T11:00Z or Unix seconds"},
    {"--until", "a time such as 2022-01-05T11:00Z or Unix seconds"},
    {"--before", "a length above 0 such as 7d, 12h, 90m, 3600s or seconds"},
    {"--after", "a length such as 7d, 12h, 90m, 3600s or seconds"},
    {"--window", "a length above 0 such as 1d, 12h, 90m, 3600s or seconds"},
    {"--dark", "two fractions LO:HI with 0 < LO <= HI <= 1"},
    {"--published", "a fraction between 0 and 1"},
    {"--level", "a fraction at least 1e-12 above 0 and below 1"},
    {"--json", NULL},
    {"--svg", "a file name"},
};

/* The value of an option into `out`; 0 if it is not what the option takes. */
static int read_value(blackout_options *out, int option, const char *text) {
    switch (option) {
    case FROM: return time_parse(&out->from, text);
    case UNTIL: return time_parse(&out->until, text);
    case BEFORE: return duration_parse(&out->before, text) && out->before > 0;
    case AFTER: return duration_parse(&out->after, text);
    case WINDOW: return duration_parse(&out->window, text) && out->window > 0;
    case DARK: return read_dark(out, text);
    case PUBLISHED: return read_fraction(&out->published, text);
    case LEVEL: return read_fraction(&out->level, text) && out->level >= 1e-12 && out->level <= 1 - 1e-12;
    case JSON: out->format = FORMAT_JSON; return 1;
    default:
        out->format = FORMAT_SVG;
        out->svg = text;
        return *text != '\0' && strncmp(text, "--", 2) != 0;
    }
}

static int wrong(const char *what, const char *which) {
    fprintf(stderr, "blackout: %s%s\n", which, what);
    blackout_usage(stderr);
    return CALL_WRONG;
}

static int check(const blackout_options *out, const int *seen) {
    if (!out->path) {
        return wrong("no file of blocks was named", "");
    }
    if (!seen[FROM] || !seen[UNTIL]) {
        return wrong("both --from and --until are needed", "");
    }
    if (out->from >= out->until) {
        return wrong("--until must be later than --from", "");
    }
    if (seen[JSON] && seen[SVG]) {
        return wrong("--json and --svg exclude each other", "");
    }
    return CALL_RUN;
}

int blackout_options_read(blackout_options *out, int count, char **argument) {
    const blackout_options defaults = {NULL, 0, 0,   7 * DAY, 7 * DAY,       DAY,
                                       1,    1, NAN, 0.95,    FORMAT_REPORT, NULL};
    int seen[OPTIONS] = {0};
    *out = defaults;
    for (int i = 1; i < count; i++) {
        const char *word = argument[i];
        int option = 0;
        if (strcmp(word, "--help") == 0) {
            return CALL_HELP;
        }
        while (option < OPTIONS && strcmp(word, OPTION[option].name) != 0) {
            option++;
        }
        if (option == OPTIONS && word[0] == '-') {
            return wrong(": no such option", word);
        }
        if (option == OPTIONS) {
            if (out->path) {
                return wrong(": a second file of blocks", word);
            }
            out->path = word;
            continue;
        }
        if (seen[option]++) {
            return wrong(" was given twice", word);
        }
        const char *value = "";
        if (OPTION[option].value) {
            value = i + 1 < count ? argument[++i] : "";
        }
        if (!read_value(out, option, value)) {
            fprintf(stderr, "blackout: %s takes %s, not '%s'\n", word, OPTION[option].value, value);
            blackout_usage(stderr);
            return CALL_WRONG;
        }
    }
    return check(out, seen);
}
