/* How long do falls deeper than x take to recover?
 *
 * Reads levels in order of time, finds their falls and prints which part of them is not over after which time: the
 * Kaplan-Meier curve with its range, in which a fall that still lasts counts as lasting at least so long. Every number
 * comes from a public function of hashstat: recoveries_figures.c calls them one after the other. */
#include "levels_csv.h"
#include "program.h"
#include "recoveries_chart.h"
#include "recoveries_figures.h"
#include "recoveries_options.h"
#include "recoveries_text.h"

#include <stdio.h>

static int draw(const recoveries_figures *figures, const recoveries_options *options) {
    FILE *file = fopen(options->svg, "w");
    if (!file) {
        return program_unwritten(options->svg);
    }
    recoveries_chart(file, figures, options);
    return program_close(file, options->svg);
}

static int show(const recoveries_figures *figures, const recoveries_options *options, const levels *record) {
    if (options->svg) {
        return draw(figures, options);
    }
    if (options->json) {
        recoveries_json(stdout, figures, options, record);
    } else {
        recoveries_text(stdout, figures, options, record);
    }
    return program_printed();
}

int main(int count, char **argument) {
    recoveries_options options;
    recoveries_figures figures;
    levels record;
    fault why = {0, ""};
    switch (recoveries_options_read(&options, count, argument)) {
    case CALL_HELP: return program_printed();
    case CALL_WRONG: return EXIT_REFUSED;
    default: break;
    }
    if (program_overwrites(options.svg, options.path, "the levels")) {
        return EXIT_REFUSED;
    }
    if (!levels_read(&record, &why, options.path)) {
        return program_refuse(options.path, &why);
    }
    int result = recoveries_measure(&figures, &why, &options, &record) ? show(&figures, &options, &record)
                                                                       : program_refuse(options.path, &why);
    recoveries_figures_free(&figures);
    levels_free(&record);
    return result;
}
