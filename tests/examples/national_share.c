/* Which share of a mining network is in which country?
 *
 * Reads blocks, and which part of which pool is where, and prints each country's share among the pools that tell, with
 * the blocks' own noise carried through, and what follows for the whole network, in which most pools do not tell. Every
 * number comes from a public function of hashstat: national_share_figures.c calls them one after the other. */
#include "blocks_csv.h"
#include "mix_csv.h"
#include "national_share_chart.h"
#include "national_share_figures.h"
#include "national_share_options.h"
#include "national_share_text.h"
#include "program.h"

#include <stdio.h>

static int draw(const national_share_figures *figures, const national_share_options *options) {
    FILE *file = fopen(options->svg, "w");
    if (!file) {
        return program_unwritten(options->svg);
    }
    national_share_chart(file, figures, options);
    return program_close(file, options->svg);
}

static int show(const national_share_figures *figures, const national_share_options *options) {
    if (options->svg) {
        return draw(figures, options);
    }
    if (options->json) {
        national_share_json(stdout, figures, options);
    } else {
        national_share_text(stdout, figures, options);
    }
    return program_printed();
}

static int answer(const national_share_options *options, const blocks *record, const mix *parts) {
    national_share_figures figures;
    fault why = {0, ""};
    int in_mix = 0;
    int result = national_share_measure(&figures, &why, &in_mix, options, record, parts)
                     ? show(&figures, options)
                     : program_refuse(in_mix ? options->mix : options->path, &why);
    national_share_figures_free(&figures);
    return result;
}

int main(int count, char **argument) {
    national_share_options options;
    blocks record;
    mix parts;
    fault why = {0, ""};
    switch (national_share_options_read(&options, count, argument)) {
    case CALL_HELP: return program_printed();
    case CALL_WRONG: return EXIT_REFUSED;
    default: break;
    }
    if (program_overwrites(options.svg, options.path, "the blocks") ||
        program_overwrites(options.svg, options.mix, "the mix")) {
        return EXIT_REFUSED;
    }
    if (!blocks_read(&record, &why, options.path)) {
        return program_refuse(options.path, &why);
    }
    if (!mix_read(&parts, &why, options.mix)) {
        blocks_free(&record);
        return program_refuse(options.mix, &why);
    }
    int result = answer(&options, &record, &parts);
    mix_free(&parts);
    blocks_free(&record);
    return result;
}
