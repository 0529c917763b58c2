/* Doubles that may be NaN, and moments made of them, compared with others. */
#ifndef HASHSTAT_TESTS_SAME_MOMENTS_H
#define HASHSTAT_TESTS_SAME_MOMENTS_H

#include "support/support.h"

#include <math.h>

#include "hashstat/moments.h"

/* The same bits, or both are NaN. */
static inline void assert_same_double(double actual, double expected) {
    if (isnan(expected)) {
        assert_is_nan(actual);
    } else {
        assert_same_bits(actual, expected);
    }
}

static inline void assert_same_moments(const hst_moments *actual, const hst_moments *expected) {
    assert_int_equal(actual->count, expected->count);
    assert_int_equal(actual->missing, expected->missing);
    assert_same_double(actual->sum, expected->sum);
    assert_same_double(actual->mean, expected->mean);
    assert_same_double(actual->variance, expected->variance);
    assert_same_double(actual->population_variance, expected->population_variance);
    assert_same_double(actual->min, expected->min);
    assert_same_double(actual->max, expected->max);
    assert_int_equal(actual->min_key, expected->min_key);
    assert_int_equal(actual->max_key, expected->max_key);
}

#endif
