/* Every statistic of sliding windows at once, from memory that ends where no page follows. */
#ifndef HASHSTAT_TESTS_ROLLING_CALL_H
#define HASHSTAT_TESTS_ROLLING_CALL_H

#include "support.h"

#include <math.h>
#include <string.h>

#include "hashstat/rolling.h"

enum { ROLLING_MOST = 4096, ROLLING_PROBABILITIES = 5 };

static const double rolling_probability[ROLLING_PROBABILITIES] = {0.25, 1, 0, 0.9, 0.5};

typedef struct rolling_answers {
    double sum[ROLLING_MOST], mean[ROLLING_MOST], deviation[ROLLING_MOST];
    double least[ROLLING_MOST], most[ROLLING_MOST], median[ROLLING_MOST];
    double quantile[ROLLING_PROBABILITIES * ROLLING_MOST];
} rolling_answers;

/* The same bits, or both undefined. */
static inline void assert_same_number(double actual, double expected) {
    if (isnan(expected)) {
        assert_is_nan(actual);
    } else {
        assert_same_bits(actual, expected);
    }
}

static inline void assert_near_or_nan(double actual, double expected, double tolerance) {
    if (isnan(expected)) {
        assert_is_nan(actual);
    } else {
        assert_near_abs(actual, expected, tolerance);
    }
}

/* Memory of just the size that is asked for; the last of each kind is kept while the size stays. */
typedef struct rolling_room {
    void *work;
    size_t bytes;
} rolling_room;

static inline void rolling_make_room(rolling_room *room, const hst_rolling_window *w, int by_time, int64_t n,
                                     int64_t probabilities) {
    size_t bytes;
    int32_t status = probabilities == 0 ? by_time ? hst_rolling_extreme_work_size_time(w, &bytes, n)
                                                  : hst_rolling_extreme_work_size(w, &bytes, n)
                     : by_time ? hst_rolling_quantile_work_size_time(w, &bytes, n, probabilities)
                                        : hst_rolling_quantile_work_size(w, &bytes, n, probabilities);
    assert_status(status, HST_OK);
    if (room->work == NULL || room->bytes != bytes) {
        if (room->work != NULL) {
            guarded_free(room->work);
        }
        room->work = guarded_alloc((bytes + 7) / 8 * 8);
        room->bytes = bytes;
    }
}

static rolling_room rolling_rooms[3]; /* of extremes, of the median, of quantiles */

static inline void rolling_make_rooms(const hst_rolling_window *w, int by_time, int64_t n) {
    rolling_make_room(&rolling_rooms[0], w, by_time, n, 0);
    rolling_make_room(&rolling_rooms[1], w, by_time, n, 1);
    rolling_make_room(&rolling_rooms[2], w, by_time, n, ROLLING_PROBABILITIES);
}

static inline void rolling_by_count(rolling_answers *a, const hst_rolling_window *w, const double *x,
                                    int64_t n) {
    const rolling_room *room = rolling_rooms;
    rolling_make_rooms(w, 0, n);
    assert_status(hst_rolling_sum(w, a->sum, x, n), HST_OK);
    assert_status(hst_rolling_mean(w, a->mean, x, n), HST_OK);
    assert_status(hst_rolling_deviation(w, a->deviation, x, n), HST_OK);
    assert_status(hst_rolling_min(w, a->least, x, n, room[0].work, room[0].bytes), HST_OK);
    assert_status(hst_rolling_max(w, a->most, x, n, room[0].work, room[0].bytes), HST_OK);
    assert_status(hst_rolling_median(w, a->median, x, n, room[1].work, room[1].bytes), HST_OK);
    assert_status(hst_rolling_quantiles(w, a->quantile, rolling_probability, ROLLING_PROBABILITIES, x, n,
                                        room[2].work, room[2].bytes),
                  HST_OK);
}

static inline void rolling_by_time(rolling_answers *a, const hst_rolling_window *w, const int64_t *time,
                                   const double *x, int64_t n) {
    const rolling_room *room = rolling_rooms;
    rolling_make_rooms(w, 1, n);
    assert_status(hst_rolling_sum_time(w, a->sum, time, x, n), HST_OK);
    assert_status(hst_rolling_mean_time(w, a->mean, time, x, n), HST_OK);
    assert_status(hst_rolling_deviation_time(w, a->deviation, time, x, n), HST_OK);
    assert_status(hst_rolling_min_time(w, a->least, time, x, n, room[0].work, room[0].bytes), HST_OK);
    assert_status(hst_rolling_max_time(w, a->most, time, x, n, room[0].work, room[0].bytes), HST_OK);
    assert_status(hst_rolling_median_time(w, a->median, time, x, n, room[1].work, room[1].bytes), HST_OK);
    assert_status(hst_rolling_quantiles_time(w, a->quantile, rolling_probability, ROLLING_PROBABILITIES, time,
                                             x, n, room[2].work, room[2].bytes),
                  HST_OK);
}

/* time is NULL by count. */
static inline void rolling_all(rolling_answers *a, const hst_rolling_window *w, const int64_t *time,
                               const double *x, int64_t n) {
    if (time == NULL) {
        rolling_by_count(a, w, x, n);
    } else {
        rolling_by_time(a, w, time, x, n);
    }
}

#endif
