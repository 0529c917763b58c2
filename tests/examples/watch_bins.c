/* Bins. The time between two blocks is shared out over the bins it lies in, each second at the work of the
 * block that ends it. */
#include "watch_bins.h"

#include <math.h>
#include <string.h>

void watch_bins_begin(watch_bins *bins, int64_t time, int64_t width) {
    memset(bins, 0, sizeof *bins);
    bins->width = width;
    bins->origin = time / width * width;
}

static void join(watch_bins *bins) {
    for (int64_t i = 0; i < WATCH_BINS / 2; i++) {
        bins->blocks[i] = bins->blocks[2 * i] + bins->blocks[2 * i + 1];
        bins->exposure[i] = bins->exposure[2 * i] + bins->exposure[2 * i + 1];
    }
    for (int64_t i = WATCH_BINS / 2; i < WATCH_BINS; i++) {
        bins->blocks[i] = 0;
        bins->exposure[i] = 0;
    }
    bins->width *= 2;
    bins->count = (bins->count + 1) / 2;
}

/* The bin that holds what happens at `time`, made if it is not there. */
static int64_t hold(watch_bins *bins, int64_t time) {
    int64_t past = time > bins->origin ? time - bins->origin - 1 : 0;
    while (past / bins->width >= WATCH_BINS) {
        join(bins);
    }
    int64_t i = past / bins->width;
    bins->count = bins->count > i ? bins->count : i + 1;
    return i;
}

void watch_bins_add(watch_bins *bins, int64_t before, int64_t time, double work) {
    int64_t last = hold(bins, time);
    while (before < time) {
        int64_t i = hold(bins, before + 1), edge = watch_bins_edge(bins, i + 1);
        int64_t until = edge < time ? edge : time;
        bins->exposure[i] += (double)(until - before) / work;
        before = until;
    }
    bins->pending++;
    if (bins->exposure[last] > 0) {
        bins->blocks[last] += bins->pending;
        bins->pending = 0;
    }
}

void watch_bins_drop(watch_bins *bins, int64_t from) {
    size_t left = (size_t)(bins->count - from);
    bins->first = watch_bins_index(bins, from);
    bins->origin += from * bins->width;
    bins->count -= from;
    memmove(bins->blocks, bins->blocks + from, left * sizeof *bins->blocks);
    memmove(bins->exposure, bins->exposure + from, left * sizeof *bins->exposure);
    for (int64_t i = bins->count; i < WATCH_BINS; i++) {
        bins->blocks[i] = 0;
        bins->exposure[i] = 0;
    }
}

watch_sum watch_bins_sum(const watch_bins *bins, int64_t from, int64_t until) {
    watch_sum sum = {0, 0};
    for (int64_t i = from; i < until; i++) {
        sum.blocks += bins->blocks[i];
        sum.exposure += bins->exposure[i];
    }
    return sum;
}

double watch_rate(watch_sum sum) {
    return sum.exposure > 0 ? (double)sum.blocks / sum.exposure : NAN;
}

int64_t watch_bins_edge(const watch_bins *bins, int64_t i) {
    return bins->origin + i * bins->width;
}

int64_t watch_bins_at(const watch_bins *bins, int64_t time) {
    int64_t i = time > bins->origin ? (time - bins->origin) / bins->width : 0;
    return i < bins->count ? i : bins->count;
}

int64_t watch_bins_index(const watch_bins *bins, int64_t i) {
    return bins->first + watch_bins_sum(bins, 0, i).blocks;
}
