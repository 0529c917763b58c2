/* What did a blackout take from a mining network?
 *
 * Reads the blocks around an event and prints hashrate before, during and after it, the fall and the chance
 * that luck alone shows it, the share of the network that this implies, the deepest fall beside what a
 * constant network shows, the recovery, and what could have been seen at all. Every number comes from a
 * public function of hashstat: blackout_figures.c calls them one after the other, and any C program can do
 * the same. */
#if defined(__unix__) || defined(__APPLE__)
#define _POSIX_C_SOURCE 200112L
#include <sys/stat.h>
#define HAVE_STAT 1
#else
#define HAVE_STAT 0
#endif

#include "blackout_chart.h"
#include "blackout_figures.h"
#include "blackout_json.h"
#include "blackout_options.h"
#include "blackout_text.h"
#include "blocks_csv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { EXIT_DONE = 0, EXIT_UNWRITTEN = 1, EXIT_REFUSED = 2 };

static int refuse(const char *path, const fault *why) {
    if (why->line > 0) {
        fprintf(stderr, "%s:%lld: %s\n", path, (long long)why->line, why->reason);
    } else {
        fprintf(stderr, "%s: %s\n", path, why->reason);
    }
    return EXIT_REFUSED;
}

static int write_failed(const char *path) {
    fprintf(stderr, "%s: cannot be written: %s\n", path, strerror(errno));
    return EXIT_UNWRITTEN;
}

/* Two names of one file, links included where the system can tell. */
static int same_file(const char *left, const char *right) {
#if HAVE_STAT
    struct stat a, b;
    if (stat(left, &a) == 0 && stat(right, &b) == 0) {
        return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    }
#endif
    return strcmp(left, right) == 0;
}

static int draw(const blackout_figures *figures, const blackout_options *options) {
    FILE *file = fopen(options->svg, "w");
    if (!file) {
        return write_failed(options->svg);
    }
    blackout_chart(file, figures, options);
    int broken = ferror(file);
    if (fclose(file) != 0 || broken) {
        return write_failed(options->svg);
    }
    return EXIT_DONE;
}

static int print(const blackout_figures *figures, const blackout_options *options, const blocks *record) {
    if (options->format == FORMAT_JSON) {
        blackout_json(stdout, figures, options, record);
    } else {
        blackout_text(stdout, figures, options, record);
    }
    return fflush(stdout) != 0 || ferror(stdout) ? write_failed("standard output") : EXIT_DONE;
}

int main(int count, char **argument) {
    blackout_options options;
    blackout_figures figures;
    blocks record;
    fault why = {0, ""};
    switch (blackout_options_read(&options, count, argument)) {
    case CALL_HELP: blackout_usage(stdout); return EXIT_DONE;
    case CALL_WRONG: return EXIT_REFUSED;
    default: break;
    }
    if (options.format == FORMAT_SVG && same_file(options.path, options.svg)) {
        fprintf(stderr, "%s: the chart would overwrite the blocks\n", options.svg);
        return EXIT_REFUSED;
    }
    if (!blocks_read(&record, &why, options.path)) {
        return refuse(options.path, &why);
    }
    int result;
    if (!blackout_measure(&figures, &why, &options, &record)) {
        result = refuse(options.path, &why);
    } else if (options.format == FORMAT_SVG) {
        result = draw(&figures, &options);
    } else {
        result = print(&figures, &options, &record);
    }
    blackout_figures_free(&figures);
    blocks_free(&record);
    return result;
}
