/* The blocks of a file below tests/data, in order of height: time and work. Return how many there are. */
#ifndef HASHSTAT_TESTS_REAL_BLOCKS_H
#define HASHSTAT_TESTS_REAL_BLOCKS_H

#include <stdlib.h>

#include "support.h"

#include "hashstat/hashrate.h"
#include "hashstat/work.h"

/* Times as they stand in the headers, which may step backwards. */
static inline int64_t real_blocks(int64_t *time, double *work, int64_t cap, const char *name) {
    golden *g = golden_open(name);
    int64_t n = 0;
    for (; golden_next(g); ++n) {
        uint32_t bits = (uint32_t)strtoul(golden_text(g, "bits"), NULL, 16);
        assert_true(n < cap);
        time[n] = golden_integer(g, "time");
        assert_status(hst_work_from_bits(&work[n], bits), HST_OK);
    }
    golden_close(g);
    return n;
}

static inline int64_t real_blocks_in_order(int64_t *time, double *work, int64_t cap, const char *name) {
    int64_t n = real_blocks(time, work, cap, name);
    hst_hashrate_repair moved;
    assert_status(hst_hashrate_repair_running_max(time, &moved, time, n), HST_OK);
    return n;
}

#endif
