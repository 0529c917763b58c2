/* Counts of values by the buckets of a grid (log_grid.h), in memory of the caller. They add, and so merge in
 * any order. */
#ifndef HST_KERNELS_LOG_SKETCH_H
#define HST_KERNELS_LOG_SKETCH_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "log_grid.h"

/* What a change comes to. */
enum {
    HST__LOG_SKETCH_DONE,
    HST__LOG_SKETCH_SHORT,   /* there is less memory than the sketch takes */
    HST__LOG_SKETCH_UNSOUND, /* no sketch, or one whose counts do not add up */
    HST__LOG_SKETCH_UNLIKE,  /* made for another accuracy or other bounds */
    HST__LOG_SKETCH_FULL,    /* more than 2^53 samples */
    HST__LOG_SKETCH_LACKING  /* no such value to take back */
};

/* The counters, in order of value but for the first. */
enum {
    HST__LOG_SKETCH_MISSING,
    HST__LOG_SKETCH_ZEROS,
    HST__LOG_SKETCH_BELOW,
    HST__LOG_SKETCH_BUCKETS /* as many as the grid has; then one for what lies above */
};

/* A sketch that was looked at. It is made of words: what it is, accuracy, least and most by their bits, the
 * total of all counters, the counters. */
typedef struct hst__log_sketch {
    hst__log_grid grid;
    int64_t total;         /* samples, missing ones too */
    const uint64_t *count; /* its counters */
    int64_t counters;
} hst__log_sketch;

enum { HST__LOG_SKETCH_HEAD = 5 };

/* "hstq", version 1: what the words, and the packed bytes, begin with. */
#define HST__LOG_SKETCH_MARK UINT64_C(0x0000000171747368)

/* Samples that one sketch may hold, so that their number is a double. */
#define HST__LOG_SKETCH_TOTAL_MAX (INT64_C(1) << 53)

size_t hst__log_sketch_bytes(const hst__log_grid *grid);

/* The head, for so many samples in all, and counters of 0. */
void hst__log_sketch_begin(uint64_t *word, const hst__log_grid *grid, int64_t total);

/* DONE, SHORT or UNSOUND: by the head, and by the counters too. */
int hst__log_sketch_open(hst__log_sketch *s, const uint64_t *word, size_t bytes);
int hst__log_sketch_open_whole(hst__log_sketch *s, const uint64_t *word, size_t bytes);

/* Whether every value is >= 0 and finite, or NaN. */
int hst__log_sketch_takes(const double *x, int64_t n);
int hst__log_sketch_takes_on(int path, const double *x, int64_t n);

/* The words of s with such values more: DONE or FULL, and then nothing changes. */
int hst__log_sketch_add(uint64_t *word, const hst__log_sketch *s, const double *x, int64_t n);
int hst__log_sketch_add_on(int path, uint64_t *word, const hst__log_sketch *s, const double *x, int64_t n);

/* With one less: DONE or LACKING. */
int hst__log_sketch_take(uint64_t *word, const hst__log_sketch *s, double x);

/* With those of other, which may be s: DONE, UNLIKE or FULL. */
int hst__log_sketch_merge(uint64_t *word, const hst__log_sketch *s, const hst__log_sketch *other);

/* The value of a rank below the number observed lies between these: equal for zero, 0 and least below least,
 * most and infinity above most. */
void hst__log_sketch_ends(const hst__log_sketch *s, int64_t rank, double *lower, double *upper);

#endif
