/* One fall compared with another, field by field. */
#ifndef HASHSTAT_TESTS_SAME_FALL_H
#define HASHSTAT_TESTS_SAME_FALL_H

#include "support/support.h"

#include "hashstat/drawdown.h"

static inline void assert_same_fall(const hst_drawdown *actual, const hst_drawdown *expected) {
    assert_same_bits(actual->depth, expected->depth);
    assert_int_equal(actual->peak, expected->peak);
    assert_int_equal(actual->onset, expected->onset);
    assert_int_equal(actual->trough, expected->trough);
    assert_int_equal(actual->recovery, expected->recovery);
}

#endif
