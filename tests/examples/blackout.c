/* What did a blackout take from a mining network?
 *
 * Reads the blocks around an event and prints hashrate before, during and after it, the fall and the chance
 * that luck alone shows it, the share of the network that this implies, the deepest fall beside what a
 * constant network shows, the recovery, and what could have been seen at all. Every number comes from a
 * public function of hashstat: blackout_figures.c calls them one after the other, and any C program can do
 * the same. */
#include "blackout_chart.h"
#include "blackout_countries.h"
#include "blackout_figures.h"
#include "blackout_json.h"
#include "blackout_options.h"
#include "blackout_text.h"
#include "blocks_csv.h"
#include "program.h"

#include <stdio.h>

static int draw(const blackout_figures *figures, const blackout_options *options) {
    FILE *file = fopen(options->svg, "w");
    if (!file) {
        return program_unwritten(options->svg);
    }
    blackout_chart(file, figures, options);
    return program_close(file, options->svg);
}

static int print(const blackout_figures *figures, const blackout_options *options, const blocks *record,
                 const blackout_countries *countries) {
    if (options->format == FORMAT_JSON) {
        blackout_json(stdout, figures, options, record, countries);
    } else {
        blackout_text(stdout, figures, options, record);
        if (countries) {
            blackout_countries_text(stdout, countries, options);
        }
    }
    return program_printed();
}

static int show_countries(const blackout_figures *figures, const blackout_options *options,
                          const blocks *record) {
    mix parts;
    blackout_countries countries;
    fault why = {0, ""};
    if (!mix_read(&parts, &why, options->mix)) {
        return program_refuse(options->mix, &why);
    }
    int result = blackout_countries_measure(&countries, &why, figures, options, &parts)
                     ? print(figures, options, record, &countries)
                     : program_refuse(options->mix, &why);
    blackout_countries_free(&countries);
    mix_free(&parts);
    return result;
}

static int show(const blackout_figures *figures, const blackout_options *options, const blocks *record) {
    if (options->format == FORMAT_SVG) {
        return draw(figures, options);
    }
    return options->mix ? show_countries(figures, options, record) : print(figures, options, record, NULL);
}

int main(int count, char **argument) {
    blackout_options options;
    blackout_figures figures;
    blocks record;
    fault why = {0, ""};
    switch (blackout_options_read(&options, count, argument)) {
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
    int result = blackout_measure(&figures, &why, &options, &record) ? show(&figures, &options, &record)
                                                                     : program_refuse(options.path, &why);
    blackout_figures_free(&figures);
    blocks_free(&record);
    return result;
}
