/* Has the hashrate changed, since when, and is it back?
 *
 * Takes blocks one by one as they arrive, from a file or a pipe, and prints an alarm with the block that
 * raises it. Every number comes from a public function of hashstat: watch_figures.c calls them, block by
 * block. */
#include "program.h"
#include "watch_chart.h"
#include "watch_figures.h"
#include "watch_json.h"
#include "watch_options.h"
#include "watch_text.h"

#include <stdio.h>
#include <string.h>

static int draw(const watch *w, const watch_ending *end) {
    FILE *file = fopen(w->options->svg, "w");
    if (!file) {
        return program_unwritten(w->options->svg);
    }
    watch_chart(file, w, end);
    return program_close(file, w->options->svg);
}

static int finish(const watch *w, json *j, fault *why) {
    watch_ending end;
    memset(&end, 0, sizeof end);
    int good = watch_end(w, &end.level, &end.odds, why) &&
               watch_reach_find(end.reach, &end.reaches, w, why) &&
               watch_segments_find(&end.segments, w, why);
    int result = EXIT_REFUSED;
    if (good) {
        if (w->options->json) {
            watch_json_end(j, w, &end);
        } else {
            watch_text_end(stdout, w, &end);
        }
        result = program_printed();
        if (result == EXIT_DONE && w->options->svg) {
            result = draw(w, &end);
        }
    } else {
        program_refuse(w->options->path, why);
    }
    watch_segments_free(&end.segments);
    return result;
}

/* Print what the latest block made known: the heading, or an alarm. It must arrive before the next block
 * is awaited. */
static int print(const watch *w, json *j, int raised) {
    if (w->blocks == 1) {
        if (w->options->json) {
            watch_json_begin(j, w);
        } else {
            watch_text_begin(stdout, w);
        }
    }
    if (raised && w->options->json) {
        watch_json_alarm(j, watch_latest(w));
    } else if (raised) {
        watch_text_alarm(stdout, watch_latest(w));
    }
    return w->blocks == 1 || raised ? program_printed() : EXIT_DONE;
}

/* The next block that is to be watched; BLOCKS_END after the last one. */
static int next_block(const watch *w, blocks_stream *in, fault *why) {
    int next = blocks_next(in, why);
    while (next == BLOCKS_NEXT && w->blocks == 0 && in->last.time < w->options->from) {
        next = blocks_next(in, why);
    }
    return next == BLOCKS_NEXT && in->last.time > w->options->until ? BLOCKS_END : next;
}

static int follow(watch *w, blocks_stream *in, fault *why) {
    json j = {stdout, 0, 0};
    for (;;) {
        int next = next_block(w, in, why);
        if (next == BLOCKS_END && w->blocks == 0) {
            fault_set(why, 0, "no block lies between --from and --until");
            next = BLOCKS_BAD;
        }
        if (next == BLOCKS_END) {
            return finish(w, &j, why);
        }
        int taken = next == BLOCKS_NEXT ? watch_take(w, &in->last, why) : WATCH_FAILED;
        if (taken == WATCH_FAILED) {
            return program_refuse(w->options->path, why);
        }
        int result = print(w, &j, taken == WATCH_RAISED);
        if (result != EXIT_DONE) {
            return result;
        }
    }
}

int main(int count, char **argument) {
    static watch w; /* large for a stack */
    watch_options options;
    blocks_stream in;
    fault why = {0, ""};
    switch (watch_options_read(&options, count, argument)) {
    case CALL_HELP: return program_printed();
    case CALL_WRONG: return EXIT_REFUSED;
    default: break;
    }
    if (program_overwrites(options.svg, options.path, "the blocks")) {
        return EXIT_REFUSED;
    }
    int result = blocks_open(&in, &why, options.path) && watch_begin(&w, &options, &why)
                     ? follow(&w, &in, &why)
                     : program_refuse(options.path, &why);
    watch_free(&w);
    blocks_close(&in);
    return result;
}
