/* Bins. The time between two blocks is shared out over the bins it lies in, each second at the work of the
 * block that ends it. */
#include "watch_bins.h"

#include <math.h>
#include <string.h>

void watch_bins_begin(watch_bins *bins, int64_t time, int64_t width, int64_t kept) {
    memset(bins, 0, sizeof *bins);
    bins->width = width;
    bins->kept = kept;
    bins->edge[0] = time / width * width;
}

/* Move the bins from `from` on to `to`, before it. */
static void move(watch_bins *bins, int64_t to, int64_t from) {
    size_t left = (size_t)(bins->count - from);
    memmove(bins->edge + to, bins->edge + from, (left + 1) * sizeof *bins->edge);
    memmove(bins->blocks + to, bins->blocks + from, left * sizeof *bins->blocks);
    memmove(bins->exposure + to, bins->exposure + from, left * sizeof *bins->exposure);
    bins->count -= from - to;
}

static void join(watch_bins *bins) {
    int64_t pairs = (WATCH_BINS - bins->kept) / 2;
    for (int64_t i = 0; i < pairs; i++) {
        bins->edge[i] = bins->edge[2 * i];
        bins->blocks[i] = bins->blocks[2 * i] + bins->blocks[2 * i + 1];
        bins->exposure[i] = bins->exposure[2 * i] + bins->exposure[2 * i + 1];
    }
    move(bins, pairs, 2 * pairs);
    if (bins->kept == 0) {
        bins->width *= 2;
    }
}

static void append(watch_bins *bins) {
    if (bins->count == WATCH_BINS) {
        join(bins);
    }
    bins->blocks[bins->count] = 0;
    bins->exposure[bins->count] = 0;
    bins->edge[bins->count + 1] = bins->edge[bins->count] + bins->width;
    bins->count++;
}

/* The bin that holds what happens at `time`, made if it is not there. */
static int64_t hold(watch_bins *bins, int64_t time) {
    while (bins->count == 0 || time > bins->edge[bins->count]) {
        append(bins);
    }
    int64_t i = bins->count - 1;
    while (i > 0 && time <= bins->edge[i]) {
        i--;
    }
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
    bins->first = watch_bins_index(bins, from);
    move(bins, 0, from);
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
    return bins->edge[i];
}

int64_t watch_bins_at(const watch_bins *bins, int64_t time) {
    int64_t i = bins->count;
    while (i > 0 && time < bins->edge[i]) {
        i--;
    }
    return i;
}

int64_t watch_bins_index(const watch_bins *bins, int64_t i) {
    return bins->first + watch_bins_sum(bins, 0, i).blocks;
}
