/* Words: mark; accuracy, least and most; missing, zeros, below, above; the first bucket that is not empty,
 * and the counts from there to the last that is not; checksum. Only one series of bytes stands for a content:
 * the first and the last count are not zero, and where there are none, first is 0. */
#include "log_sketch_pack.h"

#include <string.h>

#include "pack.h"
#include "scalar.h"

enum {
    AT_MARK,
    AT_ACCURACY,
    AT_LEAST,
    AT_MOST,
    AT_MISSING,
    AT_ZEROS,
    AT_BELOW,
    AT_ABOVE,
    AT_FIRST,
    AT_COUNTS
};

/* Buckets from the first to the last that is not empty. */
typedef struct stretch {
    int64_t first;
    int64_t count;
} stretch;

static stretch stretch_of(const hst__log_sketch *s) {
    const uint64_t *bucket = s->count + HST__LOG_SKETCH_BUCKETS;
    stretch all = {0, s->grid.buckets};
    while (all.count > 0 && bucket[all.count - 1] == 0) {
        --all.count;
    }
    while (all.count > 0 && bucket[all.first] == 0) {
        ++all.first;
        --all.count;
    }
    return all;
}

size_t hst__log_sketch_packed_bytes(const hst__log_sketch *s) {
    return 8 * (size_t)(AT_COUNTS + stretch_of(s).count + 1);
}

static void put(uint8_t *packed, int64_t at, uint64_t word) {
    hst__put_word(packed + 8 * at, word);
}

static uint64_t take(const uint8_t *packed, int64_t at) {
    return hst__take_word(packed + 8 * at);
}

void hst__log_sketch_pack(uint8_t *packed, const hst__log_sketch *s) {
    stretch filled = stretch_of(s);
    int64_t end = AT_COUNTS + filled.count;
    int64_t i;
    put(packed, AT_MARK, HST__LOG_SKETCH_MARK);
    put(packed, AT_ACCURACY, hst__bits_at(&s->grid.accuracy));
    put(packed, AT_LEAST, hst__bits_at(&s->grid.least));
    put(packed, AT_MOST, hst__bits_at(&s->grid.most));
    put(packed, AT_MISSING, s->count[HST__LOG_SKETCH_MISSING]);
    put(packed, AT_ZEROS, s->count[HST__LOG_SKETCH_ZEROS]);
    put(packed, AT_BELOW, s->count[HST__LOG_SKETCH_BELOW]);
    put(packed, AT_ABOVE, s->count[s->counters - 1]);
    put(packed, AT_FIRST, (uint64_t)filled.first);
    for (i = 0; i < filled.count; ++i) {
        put(packed, AT_COUNTS + i, s->count[HST__LOG_SKETCH_BUCKETS + filled.first + i]);
    }
    put(packed, end, hst__checksum(packed, 8 * (size_t)end));
}

static double double_at(const uint8_t *packed, int64_t at) {
    uint64_t bits = take(packed, at);
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* How many counts there are in so many bytes. */
static int64_t counts_in(size_t bytes) {
    return (int64_t)(bytes / 8) - AT_COUNTS - 1;
}

static int is_sealed(const uint8_t *packed, size_t bytes) {
    return bytes % 8 == 0 && counts_in(bytes) >= 0 && take(packed, AT_MARK) == HST__LOG_SKETCH_MARK &&
           hst__take_word(packed + bytes - 8) == hst__checksum(packed, bytes - 8);
}

/* Whether the counts lie in the grid, and could not be told in another way. */
static int is_canonical(const hst__log_grid *grid, const uint8_t *packed, int64_t counts) {
    uint64_t first = take(packed, AT_FIRST);
    if (counts == 0) {
        return first == 0;
    }
    return counts <= grid->buckets && first <= (uint64_t)(grid->buckets - counts) &&
           take(packed, AT_COUNTS) != 0 && take(packed, AT_COUNTS + counts - 1) != 0;
}

/* What a sketch may hold beyond these counters; negative if they are too many already. */
static int64_t room_beyond(const uint8_t *packed, int64_t counts) {
    uint64_t left = HST__LOG_SKETCH_TOTAL_MAX;
    int64_t i;
    for (i = AT_MISSING; i < AT_COUNTS + counts; ++i) {
        uint64_t count = i != AT_FIRST ? take(packed, i) : 0;
        if (count > left) {
            return -1;
        }
        left -= count;
    }
    return (int64_t)left;
}

int hst__log_sketch_is_packed(hst__log_grid *grid, const uint8_t *packed, size_t bytes) {
    int64_t counts = counts_in(bytes);
    return is_sealed(packed, bytes) &&
           hst__log_grid_make(grid, double_at(packed, AT_ACCURACY), double_at(packed, AT_LEAST),
                              double_at(packed, AT_MOST)) &&
           is_canonical(grid, packed, counts) && room_beyond(packed, counts) >= 0;
}

void hst__log_sketch_unpack(uint64_t *word, const hst__log_grid *grid, const uint8_t *packed, size_t bytes) {
    int64_t counts = counts_in(bytes);
    uint64_t *count = word + HST__LOG_SKETCH_HEAD;
    uint64_t *bucket = count + HST__LOG_SKETCH_BUCKETS;
    uint64_t first = take(packed, AT_FIRST);
    int64_t i;
    hst__log_sketch_begin(word, grid, HST__LOG_SKETCH_TOTAL_MAX - room_beyond(packed, counts));
    count[HST__LOG_SKETCH_MISSING] = take(packed, AT_MISSING);
    count[HST__LOG_SKETCH_ZEROS] = take(packed, AT_ZEROS);
    count[HST__LOG_SKETCH_BELOW] = take(packed, AT_BELOW);
    bucket[grid->buckets] = take(packed, AT_ABOVE);
    for (i = 0; i < counts; ++i) {
        bucket[(int64_t)first + i] = take(packed, AT_COUNTS + i);
    }
}
