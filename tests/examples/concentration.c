/* How few pools hold how much of a mining network?
 *
 * Reads blocks and prints, window by window, the usual measures of concentration with the range that their blocks
 * leave: a month has some 4,400 blocks, and neither the index nor the order of the pools is known better than that.
 * Every number comes from a public function of hashstat: concentration_figures.c calls them one after the other. */
#include "blocks_csv.h"
#include "concentration_chart.h"
#include "concentration_figures.h"
#include "concentration_options.h"
#include "concentration_text.h"
#include "program.h"

#include <stdio.h>

static int draw(const concentration_figures *figures, const concentration_options *options) {
    FILE *file = fopen(options->svg, "w");
    if (!file) {
        return program_unwritten(options->svg);
    }
    concentration_chart(file, figures, options);
    return program_close(file, options->svg);
}

static int show(const concentration_figures *figures, const concentration_options *options,
                const blocks *record) {
    if (options->svg) {
        return draw(figures, options);
    }
    if (options->json) {
        concentration_json(stdout, figures, options, record);
    } else {
        concentration_text(stdout, figures, options, record);
    }
    return program_printed();
}

int main(int count, char **argument) {
    concentration_options options;
    concentration_figures figures;
    blocks record;
    fault why = {0, ""};
    switch (concentration_options_read(&options, count, argument)) {
    case CALL_HELP: return program_printed();
    case CALL_WRONG: return EXIT_REFUSED;
    default: break;
    }
    if (program_overwrites(options.svg, options.path, "the blocks")) {
        return EXIT_REFUSED;
    }
    if (!blocks_read(&record, &why, options.path)) {
        return program_refuse(options.path, &why);
    }
    int result = concentration_measure(&figures, &why, &options, &record)
                     ? show(&figures, &options, &record)
                     : program_refuse(options.path, &why);
    concentration_figures_free(&figures);
    blocks_free(&record);
    return result;
}
