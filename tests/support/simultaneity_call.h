/* Options of simultaneity as most tests want them. */
#ifndef HASHSTAT_TESTS_SIMULTANEITY_CALL_H
#define HASHSTAT_TESTS_SIMULTANEITY_CALL_H

#include "hashstat/simultaneity.h"
#include "support.h"

static inline hst_simultaneity_options options_of(int64_t period, int64_t draws, int64_t exact) {
    hst_simultaneity_options o;
    assert_status(hst_simultaneity_options_init(&o, (uint32_t)sizeof o), HST_OK);
    o.period = period;
    o.draws = draws;
    o.exact = exact;
    return o;
}

#endif
