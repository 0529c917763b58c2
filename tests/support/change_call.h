/* What the tests of the room change share: options in one line, and calls with work that ends where no page
 * follows. */
#ifndef HASHSTAT_TESTS_CHANGE_CALL_H
#define HASHSTAT_TESTS_CHANGE_CALL_H

#include "support/support.h"

#include "hashstat/change.h"

enum { MOST = 128 };

static hst_change_level level[MOST];

static inline hst_change_options usual(void) {
    hst_change_options o;
    assert_status(hst_change_options_init(&o, (uint32_t)sizeof o), HST_OK);
    return o;
}

static inline hst_change_options with(int32_t model, int32_t penalty, double value, int64_t least) {
    hst_change_options o = usual();
    o.model = model;
    o.penalty = penalty;
    o.value = value;
    o.min_length = least;
    return o;
}

/* Work that ends where a page begins. */
static inline void *room_for(int64_t n, int64_t most, size_t *bytes) {
    *bytes = hst_change_work_size(n, most);
    return guarded_alloc(*bytes);
}

static inline int64_t segment(const hst_change_options *o, const double *x, const double *exposure,
                              int64_t n) {
    int64_t found = -1;
    size_t bytes;
    void *work = room_for(n, 0, &bytes);
    assert_status(hst_change_segment(o, level, MOST, &found, x, exposure, n, work, bytes), HST_OK);
    guarded_free(work);
    return found;
}

static inline double total_gain(int64_t levels) {
    double sum = 0;
    int64_t j;
    for (j = 0; j < levels; ++j) {
        sum += level[j].gain;
    }
    return sum;
}

static inline int64_t fits_between(hst_change_fit *fit, const hst_change_options *o, const double *x,
                                   const double *exposure, int64_t n, double lo, double hi) {
    int64_t found = -1;
    size_t bytes;
    void *work = room_for(n, 0, &bytes);
    assert_status(hst_change_path(o, fit, MOST, &found, x, exposure, n, lo, hi, work, bytes), HST_OK);
    guarded_free(work);
    return found;
}

#endif
